//! Several people: named together, or meant by `mereka`.

use super::institution::institution;
use super::person::{named, opening_before};
use super::{Being, Speaker, Wording, text};
use crate::function::{Function, Functions};
use crate::lexicon::Class;
use crate::name;
use crate::quote::Draft;
use crate::quote::clause::comma;
use crate::quote::people::{self, People};
use crate::quote::predicate::GOES_ON;
use crate::quote::source::{self, Phrase, Sort};
use crate::scene::{Range, Scene};

/// Several people, each by the fullest name (`Retno dan Hendra`), without a second one's office.
pub(super) fn joint(scene: Scene<'_>, people: &People, (from, to): Range) -> Speaker {
    let parts = |at: usize| scene.is(at, ',') || scene.does(at, Function::And);
    let mut written = String::new();
    let mut start = from;
    while start < to {
        let end = (start..to).find(|&at| parts(at)).unwrap_or(to);
        let (_, name) = name::split(scene, (start, end));
        let name = if name.0 < name.1 { name } else { (start, end) };
        let own = people::keys(scene, name);
        let full = people.fullest(scene, &own, start).filter(|_| !own.is_empty()).map(|found| people.names[found].tokens);
        written += &text(scene, full.filter(|full| full.1 - full.0 > name.1 - name.0).unwrap_or(name));
        // Marks and `dan` as they stand.
        start = (end..to).find(|&at| !parts(at)).unwrap_or(to);
        if end < start {
            let marks = text(scene, (end, start));
            written += if marks.starts_with(',') { "" } else { " " };
            written += &marks;
            written.push(' ');
        }
    }
    Speaker { name: Wording::Nowhere(written), role: None, kind: Being::Person, at: (from, to) }
}

/// Whom `mereka` means where the sentence before quotes nobody: its subject, several people or an institution (`Para pedagang
/// menolak. Mereka …`, `Ryanair meminta maaf. Mereka …`).
pub(super) fn group_before(scene: Scene<'_>, people: &People, draft: &Draft, drafts: &[Draft], index: usize) -> Option<Speaker> {
    let (start, to) = opening_before(scene, draft, drafts, index)?;
    let phrase = source::right(scene, start, to, false)?;
    if phrase.sort == Sort::Named && phrase.is_joint(scene) {
        return Some(named(scene, people, drafts, &phrase, &[]));
    }
    let end = (start + 1..phrase.all.1).find(|&at| source::is_verb(scene, at)).unwrap_or(phrase.all.1);
    let plain = !(start..end).any(|at| scene.does(at, Function::Relative) || scene.has(at, Class::Deictic));
    // `Garda Sipil, |lembaga penegak hukum,| menyelidiki …`
    let aside = scene.is(end, ',').then(|| comma(scene, end + 1, to.min(end + 12))).flatten();
    let verb = aside.map_or(end, |close| close + 1);
    let said = source::is_verb(scene, verb) || phrase.sort == Sort::Institution && scene.classes(verb).meets(GOES_ON);
    if end - start > 10 || !said || !plain {
        return None;
    }
    let all = (start, end);
    if scene.functions(start).meets(SEVERAL) {
        return Some(Speaker::there(all, Being::Anonymous));
    }
    // A name that no table knows is a company's where it is nobody's given one: `Ryanair`.
    let unknown = phrase.sort == Sort::Named && phrase.role.0 == phrase.role.1 && !scene.has(start, Class::Given);
    let named = (unknown || phrase.sort == Sort::Institution) && is_named(scene, all) && !scene.has(start, Class::Document);
    named.then(|| institution(scene, people, drafts, &Phrase { all, role: all, name: (end, end), sort: Sort::Institution }, &[]))
}

/// Whether the words that open a sentence there are a name, not capital for opening it: the next is capital too, or the first is so
/// within another sentence.
fn is_named(scene: Scene<'_>, (from, to): Range) -> bool {
    let inside = |at: usize| {
        let before = scene.document.text[..at].trim_end();
        before.len() < at && before.ends_with(|c: char| c.is_lowercase() || c == ',')
    };
    let alone = to - from == 1 && scene.is_capital(from) && scene.standing(scene.word(from)).any(inside);
    alone || to - from > 1 && scene.is_capital(from + 1)
}

const SEVERAL: Functions = Functions::of(&[Function::Several, Function::Mass]);
