//! The names of an article: every place where one stands in the prose, with the role beside it.
//!
//! Quoted text, captions and boilerplate give no names. A name's words are compared by a key that knows neither case nor
//! apostrophes (`Syafi'i`, `Syafii`).

mod find;
mod own;
mod role;

use std::cell::OnceCell;

use wide::u8x16;

pub(super) use find::is_aged;
pub(super) use own::is_tail;
use role::{OFFICE, is_site};
pub(super) use role::{office, role_of};

use crate::function::Function;
use crate::lexicon::Class;
use crate::name;
use crate::scene::{Range, Scene};
use crate::segment::{Quoted, Role, Sentence};
use crate::token::{Kind, Shape};

/// A name where it stands.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) tokens: Range,
    /// Its words' keys: a range of [`People::keys`].
    keys: Range,
    pub(super) role: Option<Range>,
    /// The role that stands beside the tokens, once it has been looked for.
    beside: OnceCell<Option<Range>>,
}

impl Name {
    fn new(tokens: Range, keys: Range, role: Option<Range>) -> Self {
        Self { tokens, keys, role, beside: OnceCell::new() }
    }
}

/// All names of an article, in text order.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) names: Vec<Name>,
    keys: Vec<u32>,
    /// See [`People::called`].
    called: OnceCell<Vec<(usize, usize)>>,
}

/// The key of a word: a hash of its letters in small, apostrophes left out, `dj` as `j`.
pub(super) fn hash(word: &str) -> u32 {
    // Nearly all words are short, and nothing is left out of them.
    let mut short = [b' '; 16];
    if let Some(own) = short.get_mut(..word.len()) {
        own.copy_from_slice(word.as_bytes());
        let bytes = u8x16::from(short);
        let odd = [b'\'', b'`', b'j'].map(|byte| bytes.simd_eq(u8x16::splat(byte)));
        // The high bit is that of letters beyond ASCII.
        if (odd[0] | odd[1] | odd[2] | bytes).to_bitmask() == 0 {
            return mixed((bytes | u8x16::splat(b' ')).to_array());
        }
    }
    let bytes = word.as_bytes();
    let mut own = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().map(u8::to_ascii_lowercase).enumerate() {
        // `Fadjar` is `Fajar` in the spelling of before 1972.
        let old = byte == b'd' && bytes.get(at + 1) == Some(&b'j');
        if byte == b'\x99' && own.ends_with(b"\xe2\x80") {
            own.truncate(own.len() - 2);
        } else if !(old || matches!(byte, b'\'' | b'`')) {
            own.push(byte);
        }
    }
    let parts = own.chunks(16).map(|part| {
        let mut padded = [b' '; 16];
        padded[..part.len()].copy_from_slice(part);
        mixed(padded)
    });
    parts.reduce(|hash, next| hash.rotate_left(5) ^ next).unwrap_or(0)
}

fn mixed(bytes: [u8; 16]) -> u32 {
    let packed = u128::from_le_bytes(bytes);
    let folded = packed as u64 ^ ((packed >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The key of the word there.
pub(super) fn key(scene: Scene<'_>, at: usize) -> u32 {
    let word = scene.word(at);
    if scene.get(at).is_none_or(|token| token.shape != Shape::Mixed) {
        return hash(word);
    }
    hash(seam(word).map_or(word, |cut| &word[cut..]))
}

/// Where another word begins that a blank was lost before: `Perbesar|Erwin`. Names with a capital inside have it earlier
/// (`McGregor`).
pub(super) fn seam(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let cut = (4..bytes.len().saturating_sub(3)).find(|&at| bytes[at].is_ascii_uppercase())?;
    let small = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_lowercase);
    (bytes[0].is_ascii_uppercase() && small(1..cut) && small(cut + 1..bytes.len())).then_some(cut)
}

/// The keys of the words in a range.
pub(super) fn keys(scene: Scene<'_>, range: Range) -> Vec<u32> {
    each_key(scene, range).collect()
}

fn each_key(scene: Scene<'_>, (from, to): Range) -> impl Iterator<Item = u32> {
    (from..to)
        .filter(move |&at| scene.is_word(at) && !scene.has(at, Class::NameParticle) | scene.is_capital(at))
        .map(move |at| key(scene, at))
}

impl People {
    /// Collects the names of the prose.
    pub(super) fn collect(scene: Scene<'_>, quoted: &[Quoted], sentences: &[Sentence]) -> Self {
        let mut people = Self::default();
        let begin = sentences.first().map_or(0, |sentence| sentence.tokens.0 as usize);
        let mut quote = quoted.partition_point(|quote| quote.close <= begin);
        for sentence in sentences {
            if sentence.role != Role::Body {
                continue;
            }
            let (mut at, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
            let first = at;
            loop {
                // Nearly all words are written small.
                at += scene.tokens()[at..to].iter().take_while(|token| token.shape == Shape::Lower).count();
                if at >= to {
                    break;
                }
                while quote < quoted.len() && quoted[quote].close <= at {
                    quote += 1;
                }
                if let Some(inside) = quoted.get(quote).filter(|quote| quote.open <= at && at < quote.close) {
                    at = inside.close.min(to);
                    continue;
                }
                if !name::is_part(scene, at) || (at == first && scene.takes(at, Class::SubjectOpener) > 0) {
                    at += 1;
                    continue;
                }
                // `,” Ujar Retno Wulandari`
                if scene.has(at, Class::Say) && at > 0 && !scene.is_word(at - 1) && name::is_part(scene, at + 1) {
                    at += 1;
                    continue;
                }
                // `Foto: Dok. Agate |Agate adalah`
                if scene.word(at) == scene.word(at + 1) {
                    at += 1;
                    continue;
                }
                let start = at;
                at += 1;
                while at < to && !name::is_apart(scene, at) {
                    let joins = || {
                        scene.is(at, '.') && name::is_initial(scene, at - 1)
                            || name::has_initials(scene, start, at)
                            || scene.is_any(at, &['-', '\'', '\u{2019}'])
                                && scene.is_glued(at + 1)
                                && name::is_part(scene, at + 1)
                                && !parts(scene, start, at)
                            || name::marks_nickname(scene, at)
                            || name::marks_nickname(scene, at - 1)
                            || name::is_syllable(scene, start, at)
                            || name::is_foreign_syllable(scene, at)
                            || name::behind_particle(scene, at).is_some_and(|next| name::is_part(scene, next))
                            || scene.has(at, Class::CompanySuffix) && scene.is_capital(at)
                    };
                    if !(name::is_part(scene, at) || joins()) {
                        break;
                    }
                    at += 1;
                }
                if at < to && name::closes_with_initials(scene, start, at) && !scene.is_capital(at + 1) {
                    at += 1;
                }
                // A shouted line is a heading; `P2TP2A` is no `P`.
                let shouted = (start..at).filter(|&k| scene.is_word(k)).all(|k| scene.tokens()[k].shape == Shape::Upper);
                let cut = scene.is_glued(at) && scene.get(at).is_some_and(|token| token.kind == Kind::Number);
                // `Kanwil Jatim I`
                let counted = at == start + 1 && scene.has(start, Class::Ordinal);
                if shouted || cut || counted || is_site(scene, start) || scene.functions(start).has(Function::Site) {
                    continue;
                }
                // `Xiaomi Magic Center`: a thing's name goes on in words that are no person's.
                let goes_on = at - start <= 2
                    && scene.is_capital(at)
                    && scene.has(at, Class::Common)
                    && !scene.has(start, Class::Given)
                    && !(at - start == 2 && start > first && scene.classes(start - 1).meets(OFFICE));
                if goes_on {
                    continue;
                }
                if let Some(own) = name::own_start(scene, 0, (start, at)) {
                    people.add(scene, (own, at), None);
                }
            }
        }
        people.unglue(scene);
        people
    }

    fn add(&mut self, scene: Scene<'_>, tokens: Range, role: Option<Range>) -> usize {
        let from = self.keys.len();
        self.keys.extend(each_key(scene, tokens));
        self.names.push(Name::new(tokens, (from, self.keys.len()), role));
        self.names.len() - 1
    }

    /// The keys of a name's words.
    pub(super) fn keys_of(&self, name: &Name) -> &[u32] {
        &self.keys[name.keys.0..name.keys.1]
    }

    /// The first name whose tokens lie in the range; the names stand in text order.
    pub(super) fn within(&self, (from, to): Range) -> Option<&Name> {
        let first = self.names.partition_point(|name| name.tokens.0 < from);
        self.names.get(first).filter(|name| name.tokens.1 <= to)
    }

    /// The names before which, in four tokens, the article says that somebody is called so: `Siwi, panggilan akrab |Tri Sumarwati`.
    pub(super) fn called(&self, scene: Scene<'_>) -> &[(usize, usize)] {
        self.called.get_or_init(|| {
            let call = |from: usize, to: usize| (from..to).find(|&at| scene.functions(at).has(Function::Called));
            let named = self.names.iter().enumerate();
            named.filter_map(|(index, Name { tokens: (at, _), .. })| Some((index, call(at.saturating_sub(4), *at)?))).collect()
        })
    }

    /// Adds the name of a source, with its role.
    pub(super) fn introduce(&mut self, scene: Scene<'_>, tokens: Range, role: Range) {
        let role = (role.0 < role.1).then_some(role);
        match self.names.iter_mut().find(|name| name.tokens.0 < tokens.1 && tokens.0 < name.tokens.1) {
            Some(name) if name.tokens == tokens => name.role = role.or(name.role),
            Some(name) => {
                let from = self.keys.len();
                self.keys.extend(each_key(scene, tokens));
                *name = Name::new(tokens, (from, self.keys.len()), role);
            }
            None => {
                self.add(scene, tokens, role);
            }
        }
    }
}

/// Whether the hyphen parts two people's names: `Prabowo Subianto-Gibran Rakabuming`, not `Shai Gilgeous-Alexander`.
fn parts(scene: Scene<'_>, start: usize, at: usize) -> bool {
    let second = || name::is_part(scene, at + 2) || name::closes_with_initials(scene, at + 1, at + 2);
    scene.is(at, '-') && at >= start + 2 && scene.word(at - 1).len() > 3 && second()
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_key_of_a_word_knows_neither_case_nor_apostrophes_nor_old_spelling() {
        for (one, other) in [
            ("Syafi'i", "SYAFII"),
            ("Syafi\u{2019}i", "syafii"),
            ("Ma`ruf", "Maruf"),
            ("Fadjar", "Fajar"),
            ("Kusumaningtyas'ari", "Kusumaningtyasari"),
            ("Kusumaningtyasar'i", "kusumaningtyasari"),
        ] {
            assert_eq!(hash(one), hash(other), "{one}, {other}");
        }
        for (one, other) in [("Retno", "Ratno"), ("Andr\u{e9}", "Andr\u{e8}"), ("Kusumaningtyasari", "Kusumaningtyasary")] {
            assert_ne!(hash(one), hash(other), "{one}, {other}");
        }
    }
}
