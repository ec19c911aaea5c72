//! Who speaks: sources linked to the fullest name that the article gives.

mod group;
mod institution;
mod person;
mod spelling;

use group::group_before;
use institution::{anonymous, institution, last_institution};
use person::{bracketed, described, holder, known, last_in_office, named, nicknamed, person, subject_before, titled, unnamed};

use super::people::{self, People};
use super::source::{Phrase, Sort};
use super::when::when;
use super::{Draft, Source};
use crate::annotation::{Quotation, QuoteKind, Timex};
use crate::function::Function;
use crate::lexicon::Class;
use crate::scene::{Range, Scene};
use crate::segment::{Quoted, Sentence};

/// A speaker: who it is, not yet in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Speaker {
    name: Wording,
    /// The tokens of the office.
    role: Option<Range>,
    kind: Being,
    /// Where it was named.
    at: Range,
}

impl Speaker {
    /// One who is called by the words that stand there.
    fn there(at: Range, kind: Being) -> Self {
        Self { name: Wording::There(at), role: None, kind, at }
    }
}

/// Where the words of a speaker's name are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wording {
    /// In the name of that number among the people, freed of what is glued to it.
    Person(usize),
    There(Range),
    /// Nowhere in the text, in these very words: `Pemerintah Kota Kediri` for `Pemkot`.
    Nowhere(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Being {
    Person,
    Institution,
    Anonymous,
}

/// The people of a stretch of text, with those that its statements name; their names there are cut to their own words.
pub(super) fn people(scene: Scene<'_>, quoted: &[Quoted], sentences: &[Sentence], drafts: &mut [Draft]) -> People {
    let mut people = People::collect(scene, quoted, sentences);
    for draft in drafts.iter() {
        if let Source::Phrase(phrase) = &draft.source
            && phrase.sort == Sort::Named
            && !phrase.is_joint(scene)
        {
            people.introduce(scene, phrase.name, phrase.role);
        }
    }
    people.shorten(scene, sentences, drafts);
    people.lengthen(scene, drafts);
    people.unglue_heads(scene, drafts);
    people.names.sort_by_key(|name| name.tokens);
    for draft in drafts {
        if let Source::Phrase(phrase) = &mut draft.source
            && !phrase.is_joint(scene)
            && let Some(own) = people.own(phrase.name)
        {
            phrase.name = own.tokens;
            phrase.role = (phrase.all.0, own.tokens.0);
        }
    }
    people
}

/// Gives each statement its speaker.
pub(super) fn link(
    scene: Scene<'_>,
    quoted: &[Quoted],
    people: &People,
    drafts: Vec<Draft>,
    timexes: &[Timex],
) -> Vec<Quotation> {
    let mut speakers: Vec<Option<Speaker>> = Vec::with_capacity(drafts.len());
    for index in 0..drafts.len() {
        let speaker = resolve(scene, quoted, people, &drafts, index, &speakers);
        speakers.push(speaker);
    }
    // A statement that goes on before anybody was named has the speaker of the next.
    for index in (0..speakers.len()).rev() {
        let next = speakers.get(index + 1).cloned().flatten();
        let open = speakers[index].is_none()
            && matches!(
                drafts[index].source,
                Source::Carried | Source::Nya(_) | Source::Phrase(Phrase { sort: Sort::Pronoun, .. })
            );
        if next.is_some() && (open || drafts[index].source == Source::Ahead) {
            speakers[index] = next;
        }
    }
    let mut written: Vec<(Speaker, Words)> = Vec::new();
    let mut in_words = |speaker: Speaker| {
        // Few people speak in an article, and mostly those who spoke just before.
        if let Some((_, known)) = written.iter().rev().take(8).find(|(known, _)| *known == speaker) {
            return known.clone();
        }
        let own = words(scene, people, &speaker);
        written.push((speaker, own.clone()));
        own
    };
    drafts
        .into_iter()
        .zip(speakers)
        .filter(|(draft, _)| !draft.span.is_empty())
        .map(|(draft, speaker)| {
            let speaker = speaker.map(&mut in_words);
            finish(scene, draft, speaker, timexes)
        })
        .collect()
}

/// A speaker's name, and the office.
type Words = (String, Option<String>);

fn words(scene: Scene<'_>, people: &People, speaker: &Speaker) -> Words {
    let name = match &speaker.name {
        Wording::Person(found) => spelling::name(scene, &people.names[*found]),
        Wording::There(range) => text(scene, *range),
        Wording::Nowhere(words) => words.clone(),
    };
    (name, speaker.role.map(|role| spelling::role(scene, role)))
}

fn finish(scene: Scene<'_>, draft: Draft, speaker: Option<Words>, timexes: &[Timex]) -> Quotation {
    let mention = match &draft.source {
        Source::Phrase(phrase) => Some(scene.span(phrase.mention())),
        Source::Nya(span) => Some(*span),
        Source::Outlet(name) => Some(scene.span(*name)),
        Source::Carried | Source::Ahead => None,
    };
    let (name, role) = speaker.map_or((None, None), |(name, role)| (Some(name), role));
    let when = when(scene, &draft, timexes);
    Quotation {
        span: draft.span,
        kind: draft.kind,
        cue: draft.cue,
        mention,
        speaker: name,
        role,
        via: draft.via.map(|outlet| outlet.canonical),
        stance: draft.stance,
        when,
        rule: draft.rule,
    }
}

fn text(scene: Scene<'_>, range: Range) -> String {
    let written = scene.span(range).of(scene.document.text);
    // Nearly all are clean: letters with one blank between.
    let mut blank = false;
    let clean = written.bytes().all(|byte| {
        let again = blank && byte == b' ';
        blank = byte == b' ';
        byte.is_ascii_graphic() || blank && !again
    });
    if !clean {
        return written.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    written.to_owned()
}

/// Who spoke before, the last first; outlets that only tell it left out.
fn spoke<'a>(drafts: &'a [Draft], before: &'a [Option<Speaker>]) -> impl Iterator<Item = &'a Speaker> {
    let own = before.iter().zip(drafts).rev().filter(|(_, draft)| !matches!(draft.source, Source::Outlet(_)));
    own.filter_map(|(speaker, _)| speaker.as_ref())
}

fn resolve(
    scene: Scene<'_>,
    quoted: &[Quoted],
    people: &People,
    drafts: &[Draft],
    index: usize,
    before: &[Option<Speaker>],
) -> Option<Speaker> {
    let last = || before.iter().rev().flatten().next().cloned();
    // `katanya` behind somebody unnamed is his.
    let last_person = || {
        let one = |at: usize| scene.functions(at).has(Function::Indefinite) && !scene.functions(at).has(Function::Several);
        let somebody = |range: Range| {
            scene.functions(range.0).has(Function::Relation)
                || one(range.0) && (range.0..range.1).any(|at| scene.has(at, Class::Title) && !one(at))
        };
        let unnamed =
            before.last().and_then(Option::as_ref).filter(|speaker| speaker.kind == Being::Anonymous && somebody(speaker.at));
        unnamed.or_else(|| before.iter().rev().flatten().find(|speaker| speaker.kind == Being::Person)).cloned()
    };
    let draft = &drafts[index];
    match &draft.source {
        Source::Outlet(_) => {
            let name = draft.via.as_ref().map(|outlet| outlet.canonical.clone())?;
            Some(Speaker { name: Wording::Nowhere(name), role: None, kind: Being::Institution, at: draft.at })
        }
        Source::Carried | Source::Ahead => last(),
        Source::Nya(span) => subject_before(scene, people, draft, drafts, index)
            .filter(|_| draft.rule == "according")
            .or_else(last_person)
            .or_else(|| subject_before(scene, people, draft, drafts, index))
            .or_else(last)
            .or_else(|| people.nearest(scene, scene.document.token_at(span.start)).map(|found| person(scene, people, found))),
        Source::Phrase(phrase) => {
            let at = phrase.all.0;
            match phrase.sort {
                Sort::Named => {
                    let mut speaker = named(scene, people, drafts, phrase, before);
                    if speaker.at.1 - speaker.at.0 == 1
                        && let Some(full) = People::in_quotes(scene, quoted, people::key(scene, speaker.at.0))
                    {
                        speaker.name = Wording::There(full);
                    }
                    Some(speaker)
                }
                Sort::Pronoun => subject_before(scene, people, draft, drafts, index)
                    .filter(|_| {
                        let before = draft.cue.is_some_and(|cue| scene.span(phrase.all).end <= cue.start);
                        draft.kind != QuoteKind::Direct && (before || draft.rule == "according")
                    })
                    .or_else(last_person)
                    .or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found)))
                    .or_else(last),
                Sort::Own => last().or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found))),
                Sort::Group => {
                    // An outlet is no they.
                    let several = spoke(drafts, before).find(|speaker| speaker.kind != Being::Person);
                    let last_person = || last().filter(|speaker| speaker.kind == Being::Person);
                    let subject = || group_before(scene, people, draft, drafts, index);
                    let opens = scene.is_capital(at);
                    opens.then(subject).flatten().or_else(|| several.cloned()).or_else(last_person)
                }
                Sort::Described => {
                    let head = people::key(scene, at);
                    before
                        .iter()
                        .rev()
                        .flatten()
                        .find(|speaker| speaker.kind != Being::Person && people::keys(scene, speaker.at).contains(&head))
                        .cloned()
                        .or_else(|| unnamed(scene, phrase.all))
                        .or_else(|| {
                            // `para pelajar tersebut` are no one person.
                            let one = !scene.functions(at).has(Function::Several);
                            let holder = || holder(scene, people, phrase.all);
                            let subject = || subject_before(scene, people, draft, drafts, index);
                            let last_of_them = || described(scene, people, at, last_person, last);
                            one.then(|| holder().or_else(subject).or_else(last_of_them)).flatten()
                        })
                        .or_else(|| Some(Speaker::there(phrase.all, Being::Anonymous)))
                }
                // `sang kiai` is the last person.
                Sort::Title if scene.functions(at).has(Function::Honorific) => {
                    last_person().or_else(|| Some(titled(scene, people, phrase)))
                }
                // `Warga meminta …`: all of them, not the one who was named with that word.
                Sort::Title if phrase.all.1 - phrase.all.0 == 1 && scene.functions(at).has(Function::Mass) => {
                    Some(Speaker::there(phrase.all, Being::Anonymous))
                }
                Sort::Title => {
                    // `Pak |JK`
                    let address = phrase.all.1 - at == 2 && scene.has(at, Class::Rank) && !scene.has(at + 1, Class::Title);
                    let at = at + usize::from(address);
                    let called = || nicknamed(scene, people, drafts, people::key(scene, at), before);
                    let other = || bracketed(scene, people, &[people::key(scene, at)]).or_else(|| known(scene, people, at));
                    let alone = phrase.all.1 - at == 1;
                    let named = alone.then(called).flatten().or_else(|| address.then(other).flatten());
                    named.or_else(|| Some(titled(scene, people, phrase)))
                }
                Sort::Institution => {
                    let found = institution(scene, people, drafts, phrase, before);
                    // `Perusahaan itu`: whom the sentence before is about, though it has said nothing yet, else the last that spoke.
                    let open = found.at == phrase.all && phrase.all.1 - at > 1 && scene.has(phrase.all.1 - 1, Class::Deictic);
                    let open = open && scene.has(at, Class::Institution) && !scene.has(at, Class::Document);
                    let meant = || {
                        group_before(scene, people, draft, drafts, index)
                            .filter(|found| found.kind == Being::Institution)
                            .or_else(|| last_institution(scene, drafts, before).cloned())
                    };
                    Some(open.then(meant).flatten().unwrap_or(found))
                }
                Sort::Anonymous => {
                    Some(last_in_office(scene, phrase, before).unwrap_or_else(|| anonymous(scene, people, drafts, phrase)))
                }
            }
        }
    }
}
