//! Persons: by which of the names, titles and nicknames in the article a source is known.

use std::borrow::Cow;

use super::group::joint;
use super::{Being, Speaker, Wording};
use crate::function::Function;
use crate::lexicon::Class;
use crate::quote::people::{self, People, role_of};
use crate::quote::source::{Phrase, RELATIVES, Sort, is_verb};
use crate::quote::{Draft, Source};
use crate::scene::{Range, Scene};
use crate::token::Shape;

pub(super) fn person(scene: Scene<'_>, people: &People, found: usize) -> Speaker {
    let name = &people.names[found];
    let role = role_of(scene, name).and_then(|role| people::office(scene, role));
    Speaker { name: Wording::Person(found), role, kind: Being::Person, at: name.tokens }
}

pub(super) fn named(scene: Scene<'_>, people: &People, drafts: &[Draft], phrase: &Phrase, before: &[Option<Speaker>]) -> Speaker {
    if phrase.is_joint(scene) {
        return joint(scene, people, phrase.name);
    }
    // What stands there may have been cut down to the person's own words.
    let words = people
        .within(phrase.name)
        .map_or_else(|| Cow::Owned(people::keys(scene, phrase.name)), |own| Cow::Borrowed(people.keys_of(own)));
    let found = people.fullest(scene, &words, phrase.name.0).map(|found| {
        // What is full here may be short elsewhere (`Joko Widodo` within a longer name).
        let own = people.keys_of(&people.names[found]);
        if *own == *words { found } else { people.fullest(scene, own, phrase.name.0).unwrap_or(found) }
    });
    let fuller = |found: usize| people.names[found].tokens.1 - people.names[found].tokens.0 > phrase.name.1 - phrase.name.0;
    // `Camat Tanjung Lestari`, where somebody else has that office: `Camat Tanjung Lestari, Gontar Saputra`.
    if scene.has(phrase.role.0, Class::Title)
        && phrase.role.0 < phrase.role.1
        && phrase.all.1 == phrase.name.1
        && !scene.has(phrase.name.0, Class::Given)
        && !found.is_some_and(fuller)
        && let Some(holder) = people.holder(scene, phrase.all)
    {
        return person(scene, people, holder);
    }
    let alone = |found: &usize| people.names[*found].tokens.1 - people.names[*found].tokens.0 == phrase.name.1 - phrase.name.0;
    let found = match found {
        Some(same) if alone(&same) && words.len() <= 2 => {
            // `Cak Imin, sapaan Muhaimin`
            let called = || nicknamed(scene, people, drafts, words[words.len() - 1], before);
            if words.len() == 2 {
                // `De Jong`, not `putri Al-Sabah`
                let particle = scene.has(phrase.name.0, Class::NameParticle) && phrase.role.0 == phrase.role.1;
                let same = particle.then(|| people.ends_in(scene, phrase.name)).flatten().unwrap_or(same);
                let known = || people.goes_on(scene, phrase.name).map(|longer| titled_as(scene, people, longer, phrase));
                let other = bracketed(scene, people, &words).or_else(called).or_else(known);
                return other.unwrap_or_else(|| titled_as(scene, people, same, phrase));
            }
            if let Some(speaker) =
                bracketed(scene, people, &words).or_else(called).or_else(|| known(scene, people, phrase.name.0))
            {
                return speaker;
            }
            let bare = role_of(scene, &people.names[same]).is_none();
            people.spelt_like(scene, scene.word(phrase.name.0), bare).or(Some(same))
        }
        other => other,
    };
    if let Some(found) = found {
        return titled_as(scene, people, found, phrase);
    }
    Speaker { role: people::office(scene, phrase.role), ..Speaker::there(phrase.name, Being::Person) }
}

/// The person, with the role that stands in the phrase where the article gives none beside the name.
fn titled_as(scene: Scene<'_>, people: &People, found: usize, phrase: &Phrase) -> Speaker {
    let mut speaker = person(scene, people, found);
    if speaker.role.is_none() && phrase.role.0 < phrase.role.1 {
        speaker.role = people::office(scene, phrase.role);
    }
    speaker
}

/// The person behind whose name the short one stands, in brackets or as another: `Saifullah Yusuf (Gus Ipul)`, `… alias Busan`.
pub(super) fn bracketed(scene: Scene<'_>, people: &People, short: &[u32]) -> Option<Speaker> {
    people.names.iter().enumerate().find_map(|(index, name)| {
        let mut open = name.tokens.1;
        // `Hendra yang akrab dipanggil |Cak Hen`
        let called = (scene.does(open, Function::Relative))
            .then(|| (open + 1..open + 5).find(|&at| scene.does(at, Function::Called)))
            .flatten();
        if name.tokens.1 - name.tokens.0 < 2 && called.is_none() {
            return None;
        }
        let close = if let Some(called) = called {
            open = called;
            (called + 1..called + 5).find(|&at| !scene.is_capital(at)).unwrap_or(called + 5)
        } else if scene.is(open, '(') && short.len() == 1 {
            (open + 1..open + 5).find(|&at| scene.is(at, ')'))?
        } else {
            // `Budi Santoso, atau yang akrab disapa Busan`
            open += usize::from(scene.is(open, ','));
            if !scene.does(open, Function::Otherwise) {
                return None;
            }
            let start = (open + 1..open + 6).find(|&at| scene.is_capital(at))?;
            (start..start + 3).find(|&at| !scene.is_capital(at)).unwrap_or(start + 3)
        };
        let other: Vec<u32> = (open + 1..close).filter(|&at| scene.is_capital(at)).map(|at| people::key(scene, at)).collect();
        short.iter().all(|word| other.contains(word)).then(|| person(scene, people, index))
    })
}

/// The person whom everybody knows by the nickname there, where the article has the name too: `Jokowi`.
pub(super) fn known(scene: Scene<'_>, people: &People, at: usize) -> Option<Speaker> {
    let (sense, _) = scene.lexicon.longest(scene.tokens(), at, Class::Nickname)?;
    let words: Vec<u32> = sense.value.split([' ', '-']).map(people::hash).collect();
    people.fullest(scene, &words, at).map(|found| person(scene, people, found))
}

/// The person whom the article said to be called so: `pria yang akrab disapa Ardi itu`.
pub(super) fn nicknamed(
    scene: Scene<'_>,
    people: &People,
    drafts: &[Draft],
    short: u32,
    before: &[Option<Speaker>],
) -> Option<Speaker> {
    let told = people.called(scene).iter().find_map(|&(index, at)| {
        let mark = usize::from(at > 0 && !scene.is_word(at - 1));
        let own = at.checked_sub(1 + mark)?;
        if people::key(scene, own) != short {
            return None;
        }
        let name = people.names[index].tokens;
        let full = people.fullest(scene, people.keys_of(&people.names[index]), name.0).unwrap_or(index);
        (people.names[full].tokens.1 - people.names[full].tokens.0 > 1).then_some(full)
    });
    if let Some(index) = told {
        return Some(person(scene, people, index));
    }
    drafts.iter().zip(before).find_map(|(draft, speaker)| {
        let Source::Phrase(Phrase { all, sort: Sort::Described, .. }) = &draft.source else { return None };
        let called = (all.0..all.1).find(|&at| scene.does(at, Function::Called))?;
        (called..all.1).any(|at| people::key(scene, at) == short).then(|| speaker.clone()).flatten()
    })
}

/// Where the subject of the sentence just before a statement's own begins, and where that sentence ends; none where somebody is
/// quoted in it: then the reporter counts.
pub(super) fn opening_before(scene: Scene<'_>, draft: &Draft, drafts: &[Draft], index: usize) -> Option<Range> {
    let byte = scene.get(draft.at.0)?.start;
    let sentence = scene.document.sentence_at(byte)?;
    let previous = scene.document.sentences.get(sentence.checked_sub(1)?)?;
    let (from, to) = (previous.tokens.0 as usize, previous.tokens.1 as usize);
    if index > 0 && drafts[index - 1].at.1 > from {
        return None;
    }
    let mut start = from;
    while let Some((sense, length)) = scene.lexicon.longest(scene.tokens(), start, Class::SubjectOpener) {
        if &*sense.value == "phrase" {
            // `Senada dengan Retno, |politikus Hendra Saputra …`
            start = (start..to.min(start + 12)).find(|&at| scene.is(at, ','))? + 1;
            break;
        }
        start += length;
        if scene.is(start, ',') {
            start += 1;
        }
    }
    Some((start, to))
}

/// The name that opens the sentence just before the pronoun's own: `Pullela Gopichand merupakan … Ia mengaku …`.
pub(super) fn subject_before(
    scene: Scene<'_>,
    people: &People,
    draft: &Draft,
    drafts: &[Draft],
    index: usize,
) -> Option<Speaker> {
    let (start, to) = opening_before(scene, draft, drafts, index)?;
    // `SBY bercerita soal masa kecilnya.`
    let short = scene.get(start).is_some_and(|token| token.shape == Shape::Upper && token.span().len() > 1);
    if let Some(speaker) = short.then(|| bracketed(scene, people, &[people::key(scene, start)])).flatten() {
        return Some(speaker);
    }
    let found = people.names.iter().position(|name| name.tokens.0 >= start && name.tokens.1 <= to)?;
    let name = &people.names[found];
    let titled = scene.has(start, Class::Title) && !(start..name.tokens.0).any(|at| is_verb(scene, at));
    let opens = name.tokens.0 == start || titled || role_of(scene, name).is_some_and(|role| role.0 == start);
    if !opens {
        return None;
    }
    let words = people.keys_of(name);
    if words.len() == 1 && scene.takes(name.tokens.0, Class::SubjectOpener) > 0 {
        return None;
    }
    let full = people.fullest(scene, words, name.tokens.0)?;
    let full_name = &people.names[full];
    // Somebody of one name is told apart by an age: `Kiki (44)`.
    (full_name.tokens.1 - full_name.tokens.0 > 1 || people::is_aged(scene, name)).then(|| person(scene, people, full))
}

/// Who holds the office that is written otherwise there: `kepala negara`, where `Presiden Joko Widodo` stands.
pub(super) fn office(scene: Scene<'_>, people: &People, (from, to): Range) -> Option<Speaker> {
    if !scene.has(from, Class::Title) {
        return None;
    }
    let (title, length) = expansion(scene, from)?;
    let found = people.in_office(scene, &title, (from, to)).filter(|_| length == to - from)?;
    Some(in_full(scene, people, found, from))
}

/// What the short form of an office there stands for, as keys, and how many tokens it has.
fn expansion(scene: Scene<'_>, at: usize) -> Option<(Vec<u32>, usize)> {
    let (long, length) = scene.lexicon.longest(scene.tokens(), at, Class::Expansion)?;
    Some((long.value.split(' ').map(people::hash).collect(), length))
}

/// The person by the fullest form of the name, also where that is a lone nickname (`Presiden Jokowi`, where `Joko Widodo (Jokowi)`
/// stands).
fn in_full(scene: Scene<'_>, people: &People, found: usize, at: usize) -> Speaker {
    let own = people.keys_of(&people.names[found]);
    let full = people.fullest(scene, own, at).unwrap_or(found);
    let lone = people.names[full].tokens;
    let called = || bracketed(scene, people, own).or_else(|| known(scene, people, lone.0));
    (lone.1 - lone.0 == 1).then(called).flatten().unwrap_or_else(|| person(scene, people, full))
}

/// A title alone: the person who bears it.
pub(super) fn titled(scene: Scene<'_>, people: &People, phrase: &Phrase) -> Speaker {
    let mut words = people::keys(scene, phrase.all);
    let found = people.titled(scene, &words, phrase.all.0).or_else(|| {
        let (mut expanded, length) = expansion(scene, phrase.all.0)?;
        expanded.extend(words.drain(length.min(words.len())..));
        people.titled(scene, &expanded, phrase.all.0)
    });
    let Some(found) = found else {
        let (from, to) = phrase.all;
        let end = (from + 1..to).find(|&at| scene.is(at, '(')).filter(|_| scene.is(to - 1, ')')).unwrap_or(to);
        return Speaker::there((from, end), Being::Person);
    };
    let mut speaker = in_full(scene, people, found, phrase.all.0);
    if speaker.role.is_none() {
        speaker.role = role_of(scene, &people.names[found]).and_then(|role| people::office(scene, role));
    }
    speaker
}

/// Who holds the office that a description tells, whoever spoke last: `Ketua DPR itu`.
pub(super) fn holder(scene: Scene<'_>, people: &People, (at, to): Range) -> Option<Speaker> {
    if to - at < 3 || !scene.has(at, Class::Title) {
        return None;
    }
    let found = people.in_office(scene, &people::keys(scene, (at, to - 1)), (at, to))?;
    let own = people.keys_of(&people.names[found]);
    Some(person(scene, people, people.fullest(scene, own, at).unwrap_or(found)))
}

/// The last speaker of the office that stands there alone, written small: `tanya jaksa`, where `Jaksa KPK Retno` asked before
/// (not one who is named only later).
pub(super) fn last_in_office(scene: Scene<'_>, phrase: &Phrase, before: &[Option<Speaker>]) -> Option<Speaker> {
    let (at, to) = phrase.all;
    if to - at > 1 || !scene.has(at, Class::Title) || scene.functions(at).has(Function::Mass) {
        return None;
    }
    let bears = |role: Range| scene.word(role.0).eq_ignore_ascii_case(scene.word(at));
    let holds = |speaker: &&Speaker| speaker.at.1 <= at && speaker.role.is_some_and(bears);
    before.iter().rev().flatten().find(holds).cloned()
}

/// Who was brought in without a name, and is described so: `Seorang pejabat Yordania tiba. … pejabat Yordania itu`.
pub(super) fn unnamed(scene: Scene<'_>, (from, to): Range) -> Option<Speaker> {
    if to - from < 3 {
        return None;
    }
    let same = |at: usize, other: usize| scene.word(at).eq_ignore_ascii_case(scene.word(other));
    if scene.does(from + 1, Function::Relative) {
        return None;
    }
    let head = (from.saturating_sub(REACH).max(1)..from).rev().find(|&at| same(at, from) && same(at + 1, from + 1))?;
    let first = scene.functions(head - 1).has(Function::Indefinite).then_some(head - 1)?;
    let end = first + (to - from);
    Some(Speaker::there((first, end), Being::Anonymous))
}

/// Tokens before a description in which whom it means was brought in.
const REACH: usize = 300;

/// Whom a description means that no source before it matches: a person's (`politikus itu`) the last person, one of several
/// people (`orang-orang tersebut`) the last source without a name, a thing's (`struktur impor ini`) nobody.
pub(super) fn described(
    scene: Scene<'_>,
    people: &People,
    at: usize,
    last_person: impl Fn() -> Option<Speaker>,
    last: impl Fn() -> Option<Speaker>,
) -> Option<Speaker> {
    let somebody = scene.takes(at, Class::Title) > 0 || scene.has(at, Class::Rank) || scene.functions(at).meets(RELATIVES);
    if somebody {
        // `juru bicara maskapai itu`: one who speaks for what was named, not the last who spoke.
        let spokesman = scene.does(at + 1, Function::EndsTitle)
            && scene.has(at + 2, Class::Institution)
            && !scene.is_capital(at + 2)
            && scene.has(at + 3, Class::Deictic);
        if spokesman {
            return people.titled(scene, &people::keys(scene, (at, at + 2)), at).map(|found| person(scene, people, found));
        }
        if scene.functions(at).has(Function::Unnamed)
            && let Some(unnamed) = last().filter(|speaker| speaker.kind == Being::Anonymous)
        {
            return Some(unnamed);
        }
        return last_person().or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found))).or_else(last);
    }
    last().filter(|speaker| speaker.kind == Being::Anonymous)
}
