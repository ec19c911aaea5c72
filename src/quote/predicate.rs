//! What makes a stretch a clause, and what a mere noun phrase: `mengumumkan |harga akan naik`, `mengumumkan |kenaikan harga`.

use super::clause::comma;
use super::joint::before_adverbs;
use super::source;
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes};
use crate::scene::{Range, Scene};

/// What adds a phrase or more of the same to a clause.
pub(super) const GOES_WITH: Functions = Functions::of(&[
    Function::And,
    Function::JoinsVerb,
    Function::Relative,
    Function::As,
    Function::Aside,
    Function::Preposition,
    Function::Moment,
    Function::Adverbial,
    Function::Subordinate,
]);

/// What goes on with a clause whose subject stands elsewhere.
pub(super) const GOES_ON: Classes = Classes::of(&[Class::Predicate, Class::Negation, Class::ReportAdverb]);

/// Whether the small word there says how things are or will be: what nobody sees, but only thinks.
pub(super) fn is_state(scene: Scene<'_>, at: usize) -> bool {
    let sense =
        |word| scene.lexicon.sense(word, Class::Predicate).is_some_and(|sense| matches!(&*sense.value, "state" | "office"));
    scene.get(at).is_some_and(|token| sense(token.word()))
}

/// Whether a small word stands there that shows a predicate: `akan`, and no `bakal calon`.
fn shows(scene: Scene<'_>, at: usize) -> bool {
    // `di |tengah hujan`
    let placed = || at > 0 && scene.does(at - 1, Function::Place);
    let office = || {
        let sense = scene.lexicon.sense(scene.tokens()[at].word(), Class::Predicate);
        sense.is_some_and(|sense| &*sense.value == "office")
            && scene.classes(at + 1).meets(Classes::of(&[Class::Title, Class::Common]))
    };
    scene.has(at, Class::Predicate) && !scene.is_capital(at) && !placed() && !office()
}

/// The same of a word that says how things are or denies it: `masih`, `tidak`, not one that only tells when (`sudah`).
fn tells(scene: Scene<'_>, at: usize) -> bool {
    let small = is_state(scene, at) || scene.classes(at).meets(Classes::of(&[Class::Negation, Class::ReportAdverb]));
    small && shows(scene, at)
}

/// Whether a stretch begins with what is spoken of, and says nothing of it: `mengatakan |soal harga beras`, not `mengatakan |soal itu
/// masih dibahas`.
pub(super) fn is_topic(scene: Scene<'_>, (from, to): Range) -> bool {
    let ends = |&at: &usize| {
        scene.is(at, ',') || scene.does_any(at, Functions::of(&[Function::Relative, Function::Subordinate, Function::That]))
    };
    // `soal tidak adanya pemberitahuan`, `soal jalan masuk`
    let tells_of = |at: usize| tells(scene, at) && !scene.word(at + 1).ends_with("nya");
    scene.does(from, Function::Topic) && !(from + 2..to).take_while(|at| !ends(at)).any(tells_of)
}

const NO_PREDICATE: Classes = Classes::of(&[Class::SourceEnd, Class::Complementizer, Class::SubjectOpener]);

/// What begins a phrase before the subject of a clause.
const LEADS: Functions = Functions::of(&[Function::Preposition, Function::Moment, Function::Adverbial, Function::Subordinate]);

/// Whether a stretch only names what somebody feels or speaks of: `menyatakan |dukungannya kepada Retno`, `menekankan |pentingnya
/// membaca`.
pub(super) fn is_thing(scene: Scene<'_>, (from, to): Range) -> bool {
    match report_noun(scene, from) {
        Some("felt") => !scene.does(from + 1, Function::Relative) && !has_predicate(scene, (from, to)),
        Some("matter") => {
            // `potensi warga yang mengungsi mencapai …`: a verb behind a relative clause may be the main one.
            let relative = (from..to).find(|&at| scene.does(at, Function::Relative)).unwrap_or(to);
            relative > from + 1
                && !has_predicate(scene, (from, to))
                && !(relative + 2..to).any(|at| shows(scene, at) || source::is_verb(scene, at))
        }
        Some("made") => {
            let phrase = |at: &usize| !scene.is(*at, ',') && !scene.does(*at, Function::Relative);
            !(from + 1..to).take_while(phrase).any(|at| shows(scene, at))
        }
        _ => false,
    }
}

pub(super) fn is_felt(scene: Scene<'_>, at: usize) -> bool {
    report_noun(scene, at) == Some("felt")
}

fn report_noun(scene: Scene<'_>, at: usize) -> Option<&str> {
    scene.lexicon.sense(scene.get(at)?.word(), Class::ReportNoun).map(|sense| &*sense.value)
}

/// Whether a stretch holds something that makes it a clause, or does so behind the phrase that opens it (`menyebut |dengan kondisi
/// itu, penyaluran sangat penting`), or behind what is set in after its subject (`menyebut |partai itu, terutama pengurusnya, setuju`).
pub(super) fn has_predicate(scene: Scene<'_>, (from, to): Range) -> bool {
    let behind = || {
        let leads = scene.does_any(from, LEADS) && !scene.does(from, Function::Several);
        comma(scene, from, to.min(from + 20)).filter(|&at| leads && !source::is_verb(scene, at + 1)).map(|at| at + 1)
    };
    predicates(scene, (from, to))
        || behind().is_some_and(|start| predicates(scene, (start, to)))
        || comma(scene, from + 1, to.min(from + 20)).is_some_and(|at| parted(scene, at, to))
}

/// Whether the verb of a subject stands behind an aside between commas: `warga desa itu|, terutama petani, |menolak`.
fn parted(scene: Scene<'_>, at: usize, to: usize) -> bool {
    let Some(close) = comma(scene, at + 1, to.min(at + 12)) else { return false };
    (source::is_verb(scene, close + 1) || tells(scene, close + 1))
        && scene.takes(close + 1, Class::SubjectOpener) == 0
        && !predicates(scene, (at + 1, close))
}

/// Whether something makes a clause of the stretch, up to where that clause ends.
pub(super) fn predicates(scene: Scene<'_>, (from, to): Range) -> bool {
    let mut relative: Option<usize> = None;
    let mut at = from;
    while at < to {
        if at > from && ends(scene, at) {
            // `penanganan warga di Kabupaten Garut|, Jawa Barat, |tertangani`
            let places = (at + 1..to).take_while(|&at| scene.has(at, Class::PlaceWord) && scene.is_capital(at)).count();
            if places == 0 || !scene.is(at + 1 + places, ',') {
                return false;
            }
            at += 2 + places;
            continue;
        }
        if scene.does(at, Function::Relative) {
            relative = Some(at);
        } else if predicates_at(scene, from, relative, at) {
            return true;
        }
        at += 1;
    }
    false
}

/// What begins another clause.
const OTHERS: Functions = Functions::of(&[Function::Subordinate, Function::Moment]);

/// Whether the clause ends there, or another begins: `dua pelatih baru |, …`, `dua pelatih baru di |saat klub lain masih libur`.
fn ends(scene: Scene<'_>, at: usize) -> bool {
    if !scene.is_word(at) {
        return scene.is_any(at, &[',', '.']) && !scene.is_glued(at + 1);
    }
    scene.does_any(at, OTHERS)
        && (scene.does(at, Function::Subordinate) || scene.does(at - 1, Function::Place) && !scene.has(at + 1, Class::Deictic))
}

/// Whether the word there makes a clause of what begins at `from`; `relative`: the last relative clause before it.
fn predicates_at(scene: Scene<'_>, from: usize, relative: Option<usize>, at: usize) -> bool {
    // `membalas |lalu menyamakan skor`
    let joined = || at > from && (scene.does(at - 1, Function::And) || at == from + 1 && scene.does(from, Function::JoinsVerb));
    // `berkas itu lengkap`: what follows a closed noun phrase says something of it.
    let closed =
        || at > from + 1 && scene.has(at - 1, Class::Deictic) && scene.is_word(at) && !scene.classes(at).meets(NO_PREDICATE);
    match relative {
        // Inside a relative clause only a small word that stands well behind its verb shows the main clause.
        Some(start) => (at > start + 3 && shows(scene, at) || at > start + 2 && resumes(scene, start, at)) && !joined(),
        None => (shows(scene, at) || acts(scene, from, at)) && !joined() || closed(),
    }
}

/// Tokens of the longest relative clause behind which a main clause goes on.
const REACH: usize = 40;

/// Whether the main clause goes on with the verb there, behind the relative clause that begins at `start`: behind `ini` or its like
/// (`pemeriksaan yang digelar di sekolah ini |meliputi …`), or a second verb behind one in the passive (`dana yang diterima
/// panitia |disalurkan …`), or one in the passive behind any other (`nelayan yang menjadi saksi kejadian |diketahui …`).
fn resumes(scene: Scene<'_>, start: usize, at: usize) -> bool {
    let before = before_adverbs(scene, start, at) - 1;
    let hangs = || source::is_verb(scene, before) || shows(scene, before) || scene.does_any(before, GOES_WITH);
    if before <= start || at > start + REACH || !acts(scene, start, at) || hangs() {
        return false;
    }
    let passive = || (start + 1..at.min(start + 4)).any(|k| source::is_passive(scene, k));
    let turns = || {
        source::is_passive(scene, at)
            && (start + 1..before).any(|k| source::is_active(scene, k))
            && !(start + 1..at).any(|k| asks_or_makes(scene, k))
    };
    at > start + 3 && scene.has(before, Class::Deictic) || passive() && !scene.word(at).starts_with("ber") || turns()
}

/// Whether the word there has a verb of its own behind it: `yang membuat warga |ditahan`, `yang berharap agar warga |dibantu`.
fn asks_or_makes(scene: Scene<'_>, at: usize) -> bool {
    scene.classes(at).meets(Classes::of(&[Class::ReportVerb, Class::Complementizer])) || scene.does(at, Function::Causes)
}

/// Whether the verb there is the clause's own: not `usai |menghadiri rapat`, nor a noun like `atas |meninggalnya`.
fn acts(scene: Scene<'_>, from: usize, at: usize) -> bool {
    let noun = |at: usize| scene.does_any(at - 1, NOMINAL) && scene.word(at).ends_with("nya");
    source::is_verb(scene, at) && !(at > from && (scene.does_any(at - 1, OTHERS) || noun(at)))
}

/// What a verb with -nya behind it is a noun: `soal tertangkapnya`.
const NOMINAL: Functions = Functions::of(&[Function::Preposition, Function::Topic]);
