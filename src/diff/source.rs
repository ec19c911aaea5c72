//! A source as the comparison sees it: an article, or an article's rows of a timeline, cut into statements.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Comparer;
use super::words::{self, Term};
use crate::annotation::Annotation;
use crate::article::Article;
use crate::citation::CharIndex;
use crate::segment::{Role, Sentence};
use crate::span::Span;
use crate::time::value::{Granularity, Mod, Zone};
use crate::token::Token;

/// What kind of thing counts as one voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Each outlet; an article without one speaks for itself.
    #[default]
    Publisher,
    /// Each article.
    Article,
    /// Each input file.
    File,
}

/// One article with what the comparison needs of it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The article's id.
    pub article: String,
    /// The outlet.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as the outputs write it.
    pub published: Option<String>,
    /// The input file.
    pub file: String,
    /// SHA-256 of the text in which the offsets count, 64 hex digits.
    pub sha256: String,
    /// The outlet or agency that it takes its statements from, where it names just one.
    pub via: Option<String>,
    pub(super) day: Option<NaiveDate>,
    pub(super) instant: Option<DateTime<FixedOffset>>,
    pub(super) text: String,
    pub(super) statements: Vec<Statement>,
    pub(super) quotes: Vec<Quote>,
    pub(super) offices: Vec<Office>,
    /// All terms of the article with their weights in it, sorted; the squares of the weights sum to 1.
    pub(super) profile: Box<[(Term, f32)]>,
}

/// A sentence, or a row of a timeline.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Bytes in the source's text.
    pub(super) span: Span,
    /// Characters in the article's text, half open.
    pub(super) chars: (u32, u32),
    /// Its telling words, as a set.
    pub(super) terms: Box<[Term]>,
    pub(super) amounts: Box<[Amount]>,
    pub(super) moments: Box<[Moment]>,
    pub(super) states: Box<[State]>,
    pub(super) details: Details,
}

/// What names and numbers of a statement tell besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    /// Words that are written as names: not the first, no weekday, month or title. A set.
    pub(super) names: Box<[Term]>,
    /// Ages in brackets behind a name: `Budi Santoso (45)`.
    pub(super) ages: Box<[Age]>,
    /// Points of a road where something befell: `KM 36+600`.
    pub(super) points: Box<[Mark]>,
    /// What is denied: the word behind `tidak`, `belum`, `membantah`. A set.
    pub(super) denied: Box<[Term]>,
    /// Number plates: `F 1196 DH`.
    pub(super) plates: Box<[Mark]>,
    /// Units of administration, with how large they are: `Desa Tanjung Raya`.
    pub(super) places: Box<[Mark]>,
    /// Who holds which post in which body.
    pub(super) posts: Box<[Post]>,
}

/// A person's age.
#[derive(Clone, Debug)]
pub(super) struct Age {
    /// The words of the name in order.
    pub(super) name: Box<[Term]>,
    /// The name as it stands.
    pub(super) shown: Box<str>,
    pub(super) years: u32,
    /// Name and age, in the article's text.
    pub(super) span: Span,
}

/// A name with a number in it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// In the article's text.
    pub(super) span: Span,
    pub(super) number: i32,
    /// As the outputs write it.
    pub(super) shown: Box<str>,
}

/// A person's post in a body: `Wakapolres Lembayung Kompol Gilang Permadi`.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// Post and body, in the article's text.
    pub(super) span: Span,
    /// The post in lower case: `wakapolres`.
    pub(super) head: Box<str>,
    /// The body as it stands.
    pub(super) body: Box<str>,
    pub(super) holder: Box<str>,
}

/// Who holds an office of which there is one holder.
#[derive(Clone, Debug)]
pub(super) struct Office {
    /// The statement that names both, else the one in which the holder speaks.
    pub(super) statement: u32,
    /// The telling words of the office, as a set.
    pub(super) of: Box<[Term]>,
    pub(super) role: Box<str>,
    pub(super) holder: Box<str>,
}

/// A quantity with its surroundings.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// Number and unit, in the article's text.
    pub(super) span: Span,
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    /// The decimal place of the last digit shown.
    pub(super) place: i8,
    pub(super) hedge: Option<Mod>,
    /// As the outputs write it: `8 orang`.
    pub(super) shown: Box<str>,
    pub(super) unit: Box<str>,
    /// Whether a number stands there that counts all of them; `seorang` may also be no more than an article, `tiga lainnya` are the
    /// rest, and of `Rp 700 sampai Rp 800 juta` the first is one end.
    pub(super) counted: bool,
    /// What it is of, where a word near it tells: `tewas`, `denda`.
    pub(super) thing: Option<Box<str>>,
    /// Whether something else is measured against it (`dari 5,07 persen`).
    pub(super) base: bool,
    /// The telling words around it, as a set.
    pub(super) context: Box<[Term]>,
}

/// A day, a longer period or a clock time.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// The expression, in the article's text.
    pub(super) span: Span,
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    /// Minutes since midnight, and the zone where it is given.
    pub(super) clock: Option<(i32, Option<Zone>)>,
    pub(super) granularity: Granularity,
    /// Whether the day itself stands there, rather than being counted or inherited, and is not that of citing.
    pub(super) stated: bool,
    /// As the outputs write it.
    pub(super) shown: Box<str>,
    pub(super) context: Box<[Term]>,
    /// Whether it is the beginning or the end of a stretch (`hingga pukul 15.00`), not the time of what happened.
    pub(super) bound: bool,
    /// What of the context is written in lower case: what happens, not to whom.
    pub(super) deeds: Box<[Term]>,
}

/// A state of something: `operasi masih berlangsung`.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The noun that is in it.
    pub(super) subject: Term,
    /// `akhir`
    pub(super) name: Box<str>,
    pub(super) holds: bool,
}

/// Somebody's words.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    /// The statement in which it begins.
    pub(super) statement: u32,
    pub(super) span: Span,
    pub(super) direct: bool,
    pub(super) speaker: Option<Box<str>>,
    /// Whether that is the full name of a person, of which a part stands beside the cue: pronouns and nicknames may mislead.
    pub(super) person: bool,
    /// The day on which it was said, where the text states it.
    pub(super) said: Option<NaiveDate>,
    /// Whether the article is about people abroad, or the speaker is: his words were translated.
    pub(super) translated: bool,
    /// Its words in order without particles.
    pub(super) words: Box<[QuoteWord]>,
    /// What it asserts or denies; none where it does neither (`meminta`).
    pub(super) stand: Option<Stand>,
}

/// Where a speaker stands on a claim.
#[derive(Clone, Debug)]
pub(super) struct Stand {
    /// The telling words of the claim, without denials.
    pub(super) claim: Box<[Term]>,
    /// Those of them that a denial inside the claim denies.
    pub(super) denied: Box<[Term]>,
    /// Whether the speaker denies the claim as a whole.
    pub(super) denies: bool,
}

impl Stand {
    /// Whether he says it is so.
    pub(super) fn asserts(&self) -> bool {
        self.denies != self.denied.is_empty()
    }
}

/// A word of a quote, colloquial forms made standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteWord {
    pub(super) term: Term,
    pub(super) span: Span,
    /// Whether a sentence of the comparison ends behind it: short ones are read with their neighbour.
    pub(super) ends: bool,
    /// Whether a sentence of the text ends behind it.
    pub(super) stops: bool,
    pub(super) weight: Weight,
}

/// What a quote would lose without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing: it merely opens a sentence (`jadi`, `namun`).
    Opener,
    /// Little: a common word that denies nothing.
    Light,
    /// Something.
    Full,
}

/// Sentences of a quote with fewer words are read together with their neighbour.
pub(super) const SHORT: usize = 5;

/// A text with its tokens.
pub(super) struct Cut<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
}

impl Cut<'_> {
    /// The index of the first token that begins at or after that byte.
    pub(super) fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }
}

impl Quote {
    /// The sentence of the quote in which a word stands, by number.
    pub(super) fn sentence_of(&self, word: usize) -> u32 {
        self.words[..word].iter().filter(|word| word.ends).count() as u32
    }

    /// The words of each sentence of the quote: from, up to (exclusive).
    pub(super) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let mut sentences = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            if word.ends || at + 1 == self.words.len() {
                sentences.push((from, at + 1));
                from = at + 1;
            }
        }
        sentences
    }

    /// Where a sentence of the quote stands.
    pub(super) fn sentence(&self, number: u32) -> Span {
        let mut own = self.words.split_inclusive(|word| word.ends).skip(number as usize);
        let words = own.next().unwrap_or(&self.words);
        // Particles at its ends belong to it: it reaches from where the one before ends to its own last word.
        let start = if number == 0 { self.span.start } else { words.first().map_or(self.span.start, |word| word.span.start) };
        let end = if own.next().is_some() { words.last().map_or(self.span.end, |word| word.span.end) } else { self.span.end };
        Span::new(start, end)
    }
}

impl Source {
    /// Whether it holds no statement.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// How many statements it holds.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Who speaks, for the comparison.
    pub(super) fn voice(&self, by: By) -> &str {
        match by {
            By::Publisher => self.publisher.as_deref().unwrap_or(&self.article),
            By::Article => &self.article,
            By::File => &self.file,
        }
    }
}

impl Comparer<'_> {
    /// Makes a source of an annotated article.
    pub fn article(&self, article: &Article, annotation: &Annotation, file: &str) -> Source {
        let document = self.cut(&article.text);
        let index = CharIndex::new(&article.text);
        let own = |sentence: &&Sentence| matches!(sentence.role, Role::Body | Role::Headline);
        let sentences: Vec<&Sentence> = annotation.sentences.iter().filter(own).collect();
        // Counted before they are made: statements are what a run holds most of, and none of the room for them is left empty.
        let statements: Vec<Statement> = sentences
            .iter()
            .map(|sentence| self.statement(&document, sentence.span, index.span(sentence.span), annotation))
            .collect();
        let mut quotes = self.quotes(&document, &statements, annotation);
        quotes.shrink_to_fit();
        let roles = annotation.quotations.iter().filter_map(|quotation| {
            let (role, holder) = (quotation.role.as_deref()?, quotation.speaker.as_deref()?);
            Some((role, holder, statements.iter().position(|statement| statement.span.overlaps(quotation.span))?))
        });
        let offices = self.offices(&article.text, &statements, roles);
        let mut vias = annotation.quotations.iter().filter_map(|quotation| quotation.via.as_deref());
        let via = vias.next().filter(|first| vias.all(|other| other == *first)).map(str::to_owned);
        Source {
            article: article.id.clone(),
            publisher: article.publisher.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published.as_ref().map(crate::article::Published::written),
            file: file.to_owned(),
            sha256: crate::citation::sha256(&article.text),
            via,
            day: article.published.as_ref().map(|published| published.date).or(annotation.dct.map(|dct| dct.date)),
            instant: article.published.as_ref().and_then(|published| published.instant),
            profile: self.profile(article.title.as_deref().unwrap_or(""), &statements),
            text: article.text.clone(),
            statements,
            quotes,
            offices,
        }
    }

    /// A text with its tokens.
    pub(super) fn cut<'t>(&self, text: &'t str) -> Cut<'t> {
        Cut { text, tokens: crate::token::tokenize(text, self.lexicon) }
    }

    /// What an article is about, by its headline and first statements.
    pub(super) fn profile(&self, title: &str, statements: &[Statement]) -> Box<[(Term, f32)]> {
        let headline = crate::token::tokenize(title, self.lexicon);
        profile(&self.vocabulary.terms(title, &headline, self.lexicon), statements)
    }
}

/// The words of an article with their weights: how often, by the logarithm, and how rare.
fn profile(title: &[Term], statements: &[Statement]) -> Box<[(Term, f32)]> {
    let mut all: Vec<Term> = title.to_vec();
    // What an article is about stands in its first sentences; a long tail of background must not hide it.
    all.extend(statements.iter().take(LEAD).flat_map(|statement| statement.terms.iter().copied()));
    all.sort_unstable();
    let mut profile: Vec<(Term, f32)> = all
        .chunk_by(|left, right| left == right)
        .map(|run| (run[0], (1.0 + (run.len() as f32).ln()) * words::weight(run[0])))
        .collect();
    let norm = profile.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for (_, weight) in &mut profile {
        *weight /= norm;
    }
    profile.into()
}

/// How many of an article's first statements make its profile.
const LEAD: usize = 20;
