//! Institutions, documents and sources without a name: by the fullest phrase that the article has for them.

use super::person::{bracketed, known, nicknamed, office, person};
use super::{Being, Speaker, Wording, spoke, text};
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::quote::people::{self, People, role_of};
use crate::quote::source::{Phrase, Sort};
use crate::quote::{Draft, STRETCH, Source};
use crate::scene::{Range, Scene};
use crate::token::Shape;

/// An institution or document by the fullest name the article has for it.
pub(super) fn institution(
    scene: Scene<'_>,
    people: &People,
    drafts: &[Draft],
    phrase: &Phrase,
    before: &[Option<Speaker>],
) -> Speaker {
    let made = |range: Range| Speaker::there(unbracketed(scene, range), Being::Institution);
    let (mut from, mut to) = unbracketed(scene, phrase.all);
    // `Emiten properti |PT Nusa Properti|`
    let firm = |at: usize| {
        scene.lexicon.sense(scene.tokens()[at].word(), Class::Institution).is_some_and(|sense| &*sense.value == "named")
    };
    if firm(from)
        && let Some(own) = (from + 1..to).find(|&at| scene.is_capital(at) && scene.is_word(at))
        && scene.tokens()[own].shape == Shape::Upper
        && firm(own)
    {
        from = own;
    }
    // `Masyarakat Antikorupsi Indonesia atau MAKI`
    let or = |at: usize| scene.does(at, Function::Otherwise);
    if to - from > 3 && or(to - 2) && scene.tokens()[to - 1].shape == Shape::Upper {
        to -= 2;
    } else if let Some(at) = (from + 2..to).find(|&at| or(at) && scene.is(at - 1, ')')) {
        to = (from + 1..at).rev().find(|&k| scene.is(k, '(')).unwrap_or(at);
    }
    if scene.has(to - 1, Class::Deictic) && to - from > 1 {
        let head = people::key(scene, from);
        // `Kementerian tersebut`, behind `pernyataan kementerian tersebut`: that names it no better.
        let wrote = |speaker: &Speaker| {
            scene.has(speaker.at.0, Class::Document)
                && scene.has(speaker.at.1 - 1, Class::Deictic)
                && people::key(scene, speaker.at.0) != head
        };
        let called = |speaker: &&Speaker| people::keys(scene, speaker.at).contains(&head) && !wrote(speaker);
        if let Some(speaker) = before.iter().rev().flatten().find(called) {
            return speaker.clone();
        }
        if let Some(longer) = longer_institution(scene, drafts, (from, from + 1)) {
            return made(longer);
        }
        return Speaker::there((from, to), Being::Institution);
    }
    if to - from == 1 {
        if scene.functions(from).has(Function::Firm)
            && let Some(speaker) = last_institution(scene, drafts, before)
        {
            return speaker.clone();
        }
        let called = people::key(scene, from);
        if let Some(speaker) = nicknamed(scene, people, drafts, called, before) {
            return speaker;
        }
        if let Some(long) = explained(scene, from) {
            return made(long);
        }
        let somebody = || bracketed(scene, people, &[called]).or_else(|| known(scene, people, from));
        if let Some(speaker) = (!scene.has(from, Class::Institution)).then(somebody).flatten() {
            return speaker;
        }
    }
    if let Some(name) = expanded(scene, (from, to)) {
        return Speaker { name: Wording::Nowhere(name), ..Speaker::there((from, to), Being::Institution) };
    }
    if to - from == 1 {
        if let Some(full) = company(scene, from) {
            return made(full);
        }
        // `STY`, where `Shin Tae-yong` stands.
        let letters = scene.tokens()[from].shape == Shape::Upper && (2..=4).contains(&scene.word(from).len());
        if letters
            && scene.classes(from) == Classes::default()
            && let Some(found) = people.initials(scene, scene.word(from))
        {
            return person(scene, people, found);
        }
        if scene.has(from, Class::Institution) {
            let bare =
                scene.lexicon.sense(scene.tokens()[from].word(), Class::Institution).is_some_and(|sense| !sense.value.is_empty());
            if bare && let Some(longer) = longer_institution(scene, drafts, (from, to)).or_else(|| longer_in_text(scene, from)) {
                return made(longer);
            }
        } else {
            let words = people::keys(scene, (from, to));
            let company = |found: &usize| scene.has(people.names[*found].tokens.1 - 1, Class::CompanySuffix);
            let person_too = |found: &usize| role_of(scene, &people.names[*found]).is_some();
            if let Some(found) = people.fullest(scene, &words, from).filter(|found| company(found) || person_too(found)) {
                let mut speaker = person(scene, people, found);
                if speaker.role.is_none() {
                    speaker.kind = Being::Institution;
                }
                return speaker;
            }
        }
    }
    // `Dinas Perhubungan (Dishub) DKI Jakarta`: without the bracket, where the article also writes it so.
    let mut speaker = Speaker::there((from, to), Being::Institution);
    if (from + 1..to).any(|at| scene.is(at, '(')) {
        let whole = text(scene, (from, to));
        if let Some((open, close)) = whole.find(" (").and_then(|open| Some((open, open + whole[open..].find(')')? + 1))) {
            let plain = format!("{}{}", &whole[..open], &whole[close..]);
            if memchr::memmem::find(scene.document.text.as_bytes(), plain.as_bytes()).is_some() {
                speaker.name = Wording::Nowhere(plain);
            }
        }
    }
    speaker
}

/// What a phrase stands for that begins with an abbreviation known to all, where the article has that too: `Kementerian Luar Negeri
/// Israel` for `Kemlu Israel`, `Pemerintah Kota Kediri` for `Pemkot`.
fn expanded(scene: Scene<'_>, (from, to): Range) -> Option<String> {
    let long = scene.lexicon.sense(scene.tokens()[from].word(), Class::Expansion)?;
    let text = &scene.document.text;
    if to - from > 1 {
        let name = format!("{} {}", long.value, scene.span((from + 1, to)).of(text));
        return memchr::memmem::find(text.as_bytes(), name.as_bytes()).map(|_| name);
    }
    let mut behind =
        memchr::memmem::find_iter(text.as_bytes(), long.value.as_bytes()).map(|at| &text[at + long.value.len()..]).peekable();
    behind.peek()?;
    let place = behind
        .filter_map(|rest| rest.strip_prefix(' '))
        .map(|rest| &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())])
        .find(|word| scene.lexicon.classes(scene.lexicon.word(&word.to_lowercase())).has(Class::Place));
    Some(place.map_or_else(|| long.value.to_string(), |place| format!("{} {place}", long.value)))
}

/// A phrase without the bracket that closes it: `Otoritas Jasa Keuangan |(OJK)|`.
fn unbracketed(scene: Scene<'_>, (from, to): Range) -> Range {
    let open = || (from + 1..to).rev().find(|&at| scene.is(at, '('));
    (from, if scene.is(to - 1, ')') { open().unwrap_or(to) } else { to })
}

/// The last institution that spoke, no outlet and no document: `perusahaan itu`, `Perseroan`.
pub(super) fn last_institution<'a>(scene: Scene<'_>, drafts: &'a [Draft], before: &'a [Option<Speaker>]) -> Option<&'a Speaker> {
    let unnamed = |at: usize| scene.has(at, Class::Document) || scene.functions(at).has(Function::Firm);
    spoke(drafts, before).find(|speaker| speaker.kind == Being::Institution && !unnamed(speaker.at.0))
}

/// The longest other institution among the sources that begins with the same words.
pub(super) fn longer_institution(scene: Scene<'_>, drafts: &[Draft], short: Range) -> Option<Range> {
    let words = people::keys(scene, short);
    drafts
        .iter()
        .filter_map(|draft| match &draft.source {
            Source::Phrase(phrase) if phrase.sort == Sort::Institution && !scene.has(phrase.all.1 - 1, Class::Deictic) => {
                Some(phrase.all)
            }
            _ => None,
        })
        .filter(|&all| all.1 - all.0 > short.1 - short.0 && people::keys(scene, all).starts_with(&words))
        .max_by_key(|all| all.1 - all.0)
}

/// The full name of a company or the like that the article gives elsewhere: `PT Garuda Indonesia` for `Garuda`.
pub(super) fn company(scene: Scene<'_>, at: usize) -> Option<Range> {
    let own = people::key(scene, at);
    let named = |k: usize| {
        scene.lexicon.sense(scene.tokens()[k].word(), Class::Institution).is_some_and(|sense| &*sense.value == "named")
            && scene.is_capital(k)
    };
    let length = scene.tokens()[at].span().len();
    let found =
        around(scene, at).find(|&k| scene.tokens()[k].span().len() == length && named(k - 1) && people::key(scene, k) == own)?;
    let end = (found + 1..found + 5).find(|&k| !scene.is_capital(k)).unwrap_or(found + 1);
    Some((found - 1, end))
}

/// The first place in the prose where that head of an institution goes on in capitals.
pub(super) fn longer_in_text(scene: Scene<'_>, head: usize) -> Option<Range> {
    let own = scene.tokens()[head].payload;
    let first = (around(scene, head).start..head)
        .find(|&at| scene.tokens()[at].payload == own && scene.is_capital(at) && scene.is_capital(at + 1))?;
    let end = (first + 1..scene.tokens().len()).find(|&at| !scene.is_capital(at)).unwrap_or(first + 2);
    Some((first, end))
}

/// The tokens that can speak of the same thing as the one there, the first of the text left out: see [`STRETCH`].
pub(super) fn around(scene: Scene<'_>, at: usize) -> std::ops::Range<usize> {
    let reach = STRETCH as usize;
    at.saturating_sub(reach).max(1)..(at + reach).min(scene.tokens().len())
}

/// The long form of an abbreviation that the article explains in brackets: `Badan … Geofisika (BMKG)`.
pub(super) fn explained(scene: Scene<'_>, at: usize) -> Option<Range> {
    let short = scene.word(at);
    if short.len() < 2 {
        return None;
    }
    let own = people::key(scene, at);
    let tokens = scene.tokens();
    let place = around(scene, at).find(|&k| {
        k != at
            && tokens[k].is_mark('(')
            && tokens.get(k + 1).is_some_and(|next| next.span().len() == short.len() as u32)
            && people::key(scene, k + 1) == own
    })?;
    // The letters of the short form, from the last to the first, each at the head of a word where one fits.
    let mut start = place;
    let mut letters = short.bytes().rev().peekable();
    while start > 0 && place - start < 16 {
        let word = scene.word(start - 1);
        if tokens[start - 1].kind == crate::token::Kind::Break || scene.is_any(start - 1, &['.', '"', '(', ')']) {
            break;
        }
        start -= 1;
        if scene.is_word(start) && scene.is_capital(start) {
            let &letter = letters.peek()?;
            if word.as_bytes()[0].eq_ignore_ascii_case(&letter) {
                letters.next();
                if letters.peek().is_none() {
                    return Some((start, place));
                }
            } else if letters.len() == 1 && !short.bytes().any(|byte| byte.eq_ignore_ascii_case(&word.as_bytes()[0])) {
                return None;
            }
        }
    }
    // An abbreviation of syllables: back to the head of the institution.
    let head = |&k: &usize| scene.has(k, Class::Institution) && scene.is_capital(k);
    let same = |&k: &usize| scene.word(k).as_bytes()[0].eq_ignore_ascii_case(&short.as_bytes()[0]);
    (start..place)
        .rev()
        .find(|k| head(k) && same(k))
        .or_else(|| (start..place).find(head))
        .map(|k| (k, place))
        .filter(|range| range.1 - range.0 > 1)
}

/// Who can be a side.
const SIDES: Classes = Classes::of(&[Class::Title, Class::Institution]);

/// A source without a name: the fullest phrase the article has for it.
pub(super) fn anonymous(scene: Scene<'_>, people: &People, drafts: &[Draft], phrase: &Phrase) -> Speaker {
    let (mut from, to) = phrase.all;
    // `pihak berwenang` are no one else's side.
    let side = scene.is_capital(from + 1) || scene.classes(from + 1).meets(SIDES);
    if scene.functions(from).has(Function::Party) && to - from > 1 && side {
        let rest = (from + 1, to);
        let words = people::keys(scene, rest);
        if scene.is_capital(from + 1)
            && !scene.has(from + 1, Class::Institution)
            && company(scene, from + 1).is_none()
            && let Some(found) = people.fullest(scene, &words, from)
        {
            return Speaker { kind: Being::Institution, role: None, ..person(scene, people, found) };
        }
        let all = rest;
        let own = Phrase { all, role: (to, to), name: (to, to), sort: Sort::Institution };
        return institution(scene, people, drafts, &own, &[]);
    }
    if scene.functions(from).has(Function::Honorific) && to - from > 1 {
        from += 1;
    }
    // `sang Kepala Negara`, where a president is named.
    if let Some(holder) = office(scene, people, (from, to)) {
        return holder;
    }
    let words = people::keys(scene, (from, to));
    let fuller = drafts
        .iter()
        .filter_map(|draft| match &draft.source {
            Source::Phrase(other) if other.sort == Sort::Anonymous => Some(other.all),
            _ => None,
        })
        .filter(|&all| {
            let other = people::keys(scene, all);
            !words.is_empty() && other.len() > words.len() && other.windows(words.len()).any(|run| run == words)
                || [from, all.0].iter().all(|&at| scene.functions(at).has(Function::Unnamed))
        })
        .max_by_key(|all| all.1 - all.0);
    let range = fuller.unwrap_or((from, to));
    Speaker::there(range, Being::Anonymous)
}
