//! Where two words fall apart that a page's cut link glued together.

use super::LONGEST;
use crate::lexicon::{Class, Lexicon, WordId};

/// Where a word whose blank was lost at a cut link (`JugaSatuan`, `kepadaAgung`) falls in two: at the first capital letter
/// behind a small one, where the lexicon knows the word on either side, or behind an abbreviation that it knows (`RI|Hendra`,
/// `KPK|telah`). `iNews` and `YouTube` stay whole.
pub(super) fn between(word: &[u8], lexicon: &Lexicon) -> Option<usize> {
    if !word.is_ascii() {
        return None;
    }
    let find = |part: &[u8], least: usize| {
        let mut folded = [0_u8; LONGEST];
        let fits = (least..=LONGEST).contains(&part.len());
        fits.then(|| {
            folded[..part.len()].copy_from_slice(part);
            folded.make_ascii_lowercase();
            lexicon.find(&folded[..part.len()])
        })
        .filter(|&id| id != WordId::UNKNOWN)
    };
    let known = |part: &[u8], least: usize| find(part, least).is_some();
    // What follows `PT` is its own name.
    let whole = |id: WordId| lexicon.sense(id, Class::Institution).is_some_and(|sense| &*sense.value == "named");
    let uppers = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    if uppers > 2 && word.len() > uppers + 3 && find(&word[..uppers - 1], 2).is_some_and(|id| !whole(id)) {
        return Some(uppers - 1);
    }
    if uppers > 1 && known(&word[..uppers], 2) && known(&word[uppers..], 4) {
        return Some(uppers);
    }
    let at = word.windows(2).position(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())? + 1;
    (known(&word[..at], 3) || known(&word[at..], 3)).then_some(at)
}

/// Where a verb of saying begins that stands glued behind a name (`Saputra|mengatakan`).
pub(super) fn verb(word: &[u8], lexicon: &Lexicon) -> Option<usize> {
    let says = |&at: &usize| {
        matches!(&word[at..at + 2], b"me" | b"be") && lexicon.classes(lexicon.find(&word[at..])).has(Class::ReportVerb)
    };
    (3..word.len().saturating_sub(6)).find(says)
}
