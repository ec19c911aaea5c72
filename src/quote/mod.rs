//! Attributed statements: who said what, in which words, by which outlet.
//!
//! What stands between quotation marks ([`Document::quoted`]) is read as speech or not, with the words that attribute them
//! ([`direct`]); the remaining sentences are searched for reporting verbs and their clauses ([`indirect`]); the sources found
//! on the way are linked to the fullest name in the article ([`link`]). Which words in which order attribute what is declared
//! in `datasets/rules/quote` ([`frame`]) and tried there ([`reading`]). Work is done at marks and cue words only.

mod clause;
mod condition;
mod cue;
mod direct;
mod frame;
mod indirect;
mod joint;
mod link;
mod people;
mod predicate;
mod reading;
mod rule;
mod source;
mod via;
mod when;

pub use rule::Rules;

use crate::annotation::{Quotation, QuoteKind, Stance, Timex};
use crate::lexicon::Lexicon;
use crate::scene::{Range, Scene};
use crate::segment::{Document, Sentence};
use crate::span::Span;
use direct::Direct;
use people::People;
use source::Phrase;

/// Where a statement's source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A noun phrase.
    Phrase(Phrase),
    /// The -nya of the cue.
    Nya(Span),
    /// The outlet alone.
    Outlet(Range),
    /// None: the speaker of the statement before goes on.
    Carried,
    /// None: the quotation goes on in the next paragraph, and its speaker is named there.
    Ahead,
}

/// A statement before its speaker is known.
#[derive(Clone, Debug)]
struct Draft {
    span: Span,
    kind: QuoteKind,
    cue: Option<Span>,
    source: Source,
    via: Option<via::Outlet>,
    stance: Stance,
    /// The tokens of the attribution, to the end of its sentence.
    at: Range,
    rule: &'static str,
}

/// What stands between the marks of an article: speech or not.
#[derive(Debug)]
pub(crate) struct Spoken(Direct);

/// The statements of an article in text order, their speakers not yet known.
#[derive(Debug, Default)]
pub(crate) struct Drafts(Vec<Draft>);

/// A stretch of an article in which names are linked with one another.
#[derive(Debug)]
pub(crate) struct Stretch {
    drafts: Vec<Draft>,
    people: People,
    /// Its pairs of marks, among the document's: half open.
    quoted: Range,
}

/// Finds the direct statements of an article: which words between marks, attributed how.
pub(crate) fn spoken(document: &Document<'_>, lexicon: &Lexicon, rules: &Rules, publisher: Option<&str>) -> Spoken {
    Spoken(direct::read(Scene { document, lexicon }, rules, &document.quoted, publisher))
}

/// Finds the other statements of an article, and puts all in order.
pub(crate) fn drafts(
    document: &Document<'_>,
    Spoken(direct): Spoken,
    lexicon: &Lexicon,
    rules: &Rules,
    publisher: Option<&str>,
) -> Drafts {
    let mut drafts = indirect::read(Scene { document, lexicon }, rules, &direct, &document.quoted, publisher);
    drafts.extend(direct.drafts);
    drafts.sort_by_key(|draft| place(document, draft));
    drafts.dedup_by(|later, earlier| !later.span.is_empty() && later.span == earlier.span);
    Drafts(drafts)
}

fn place(document: &Document<'_>, draft: &Draft) -> u32 {
    if draft.span.is_empty() { document.tokens[draft.at.0].start } else { draft.span.start }
}

/// Finds the people whom an article with statements names.
pub(crate) fn people(document: &Document<'_>, Drafts(drafts): Drafts, lexicon: &Lexicon) -> Vec<Stretch> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::with_capacity(1);
    let mut drafts = drafts.into_iter().peekable();
    let mut open = 0;
    for sentences in stretches(&document.sentences) {
        let (end, last) = sentences.last().map_or((0, 0), |sentence| (sentence.span.end, sentence.tokens.1 as usize));
        let mut own: Vec<Draft> = std::iter::from_fn(|| drafts.next_if(|draft| place(document, draft) < end)).collect();
        let quoted = (open, open + document.quoted[open..].partition_point(|quote| quote.open < last));
        open = quoted.1;
        if !own.is_empty() {
            let people = link::people(Scene { document, lexicon }, &document.quoted[quoted.0..quoted.1], sentences, &mut own);
            found.push(Stretch { drafts: own, people, quoted });
        }
    }
    found
}

/// Finds who made the statements, and when.
pub(crate) fn attribute(
    document: &Document<'_>,
    stretches: Vec<Stretch>,
    timexes: &[Timex],
    lexicon: &Lexicon,
) -> Vec<Quotation> {
    let scene = Scene { document, lexicon };
    let link =
        |Stretch { drafts, people, quoted }| link::link(scene, &document.quoted[quoted.0..quoted.1], &people, drafts, timexes);
    stretches.into_iter().flat_map(link).collect()
}

/// Tokens of the longest stretch whose names are linked with one another: no article comes near it. A longer text is many
/// articles run together, and comparing all its names would take time that grows with the square of its length.
const STRETCH: u32 = 50_000;

/// Cuts the sentences into stretches of at most [`STRETCH`] tokens (one sentence at least).
fn stretches(sentences: &[Sentence]) -> impl Iterator<Item = &[Sentence]> {
    let mut start = sentences.first().map_or(0, |first| first.tokens.0);
    sentences.chunk_by(move |_, next| {
        let goes_on = next.tokens.1 - start <= STRETCH;
        if !goes_on {
            start = next.tokens.0;
        }
        goes_on
    })
}
