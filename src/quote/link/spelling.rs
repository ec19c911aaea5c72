//! How a speaker is spelt: the words of the name and of the office, with the blanks that the page lost.

use super::text;
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes, WordId};
use crate::quote::people::{self, Name};
use crate::scene::{Range, Scene};

/// Verbs and small words that a blank was lost before.
const GLUED: Classes = Classes::of(&[Class::ReportVerb, Class::PassiveCue]);
const GLUED_SMALL: Functions = Functions::of(&[
    Function::Place,
    Function::Moment,
    Function::Relative,
    Function::Aside,
    Function::TakesVerb,
    Function::Company,
]);

/// A name without the word glued to its end (`Nasaruddin Umarmenyampaikan`).
fn unglued<'a>(scene: Scene<'_>, written: &'a str) -> &'a str {
    let last = written.rfind(' ').map_or(0, |blank| blank + 1);
    let word = &written[last..];
    if word.len() < 9 || !word.is_ascii() || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return loosed(scene, written);
    }
    let cut = (3..word.len() - 3).find(|&cut| {
        let tail = scene.lexicon.word(&word[cut..]);
        let classes = scene.lexicon.classes(tail);
        let predicate = classes.has(Class::Predicate) && word.len() - cut > 5;
        let says = classes.has(Class::Say) || classes.has(Class::SourceEnd) && scene.lexicon.looks_like_verb(&word[cut..]);
        // `Subianto|menjadi`, `Subianto|menghadap`
        let known = || tail != WordId::UNKNOWN || word.ends_with("kan") || word.len() - cut > 7;
        let acts = cut > 3 && word[cut..].starts_with("me") && word.len() - cut > 5 && known();
        let acts = acts && scene.lexicon.looks_like_verb(&word[cut..]);
        classes.meets(GLUED) || says || predicate || acts || scene.lexicon.functions(tail).meets(GLUED_SMALL)
    });
    let end = cut.filter(|_| !is_repeated(scene, word)).map_or(written.len(), |cut| last + cut);
    loosed(scene, &written[..end])
}

/// Whether the letters stand in the article more than once: then they are a name (`Aubameyang`).
fn is_repeated(scene: Scene<'_>, word: &str) -> bool {
    memchr::memmem::find_iter(scene.document.text.as_bytes(), word.as_bytes()).nth(1).is_some()
}

/// A name up to a word that stands alone elsewhere, where a small word or a verb is glued to it there (`Al Fakhrizidan Dewi`).
fn loosed<'a>(scene: Scene<'_>, written: &'a str) -> &'a str {
    for (start, word) in words(written).filter(|(_, word)| word.len() > 6 && word.is_ascii()) {
        let small = |cut: usize| word.as_bytes()[cut].is_ascii_lowercase();
        let glued =
            |&cut: &usize| small(cut) && people::is_tail(scene, &word[cut..]) && scene.standing(&word[..cut]).next().is_some();
        if let Some(cut) = (3..word.len() - 1).find(glued).filter(|_| !is_repeated(scene, word)) {
            return &written[..start + cut];
        }
    }
    written
}

/// The words of a name, each with the byte where it begins.
fn words(written: &str) -> impl Iterator<Item = (usize, &str)> {
    written.split(' ').scan(0, |next, word| {
        let start = *next;
        *next += word.len() + 1;
        Some((start, word))
    })
}

/// What a word glued before a name is where it is none of its: `Selama 2 Bulan|Hadi`.
const ORDINARY: Classes = Classes::of(&[Class::Common, Class::Unit, Class::DayPart]);

/// A name without the word glued to its head (`PerbesarErwin Prasetyo`), or with the blank that two of its words lost, where the first
/// is a given name or stands behind a role (`Menteri AndiAmran`).
fn parted(scene: Scene<'_>, name: &str, titled: bool) -> String {
    let seam = words(name).find_map(|(start, word)| Some((start, word, people::seam(word)?)));
    let Some((start, word, cut)) = seam else { return name.to_owned() };
    let given = |word: &str| scene.lexicon.classes(scene.lexicon.word(&word.to_lowercase())).has(Class::Given);
    let (head, tail) = name.split_at(start + cut);
    let ordinary = scene.lexicon.classes(scene.lexicon.word(&word[..cut].to_lowercase())).meets(ORDINARY);
    if given(&word[..cut]) || titled && !ordinary { format!("{head} {tail}") } else { tail.to_owned() }
}

/// The words of a person's name.
pub(super) fn name(scene: Scene<'_>, name: &Name) -> String {
    parted(scene, unglued(scene, &text(scene, name.tokens)), name.role.is_some())
}

/// The words of an office, with the blank that its head lost (`PelatihTimnas Putri`).
pub(super) fn role(scene: Scene<'_>, office: Range) -> String {
    let mut written = text(scene, office);
    let head = written.find(' ').unwrap_or(written.len());
    let title = |word: &str| scene.lexicon.classes(scene.lexicon.word(&word.to_lowercase())).has(Class::Title);
    if let Some(cut) = people::seam(&written[..head]).filter(|&cut| title(&written[..cut])) {
        written.insert(cut, ' ');
    }
    written
}
