//! Who is meant: a name looked for by its words, its bearer's office, its initials or its place.

use super::{Name, People, each_key, key, keys, role_of};
use crate::lexicon::Class;
use crate::name;
use crate::scene::{Range, Scene};
use crate::segment::Quoted;
use crate::token::{Kind, Shape};

impl People {
    /// Whether somebody with a role is called by just these words.
    fn is_named(&self, scene: Scene<'_>, words: &[u32]) -> bool {
        self.names.iter().any(|name| self.keys_of(name) == words && role_of(scene, name).is_some())
    }

    /// The fullest name that holds the words as a run: first names before last names before middle ones, then what was
    /// introduced with a role, then what stands before `at`.
    pub(in crate::quote) fn fullest(&self, scene: Scene<'_>, words: &[u32], at: usize) -> Option<usize> {
        let head = words.first()?;
        let mut best: Option<(i32, usize)> = None;
        for (index, name) in self.names.iter().enumerate() {
            let own = self.keys_of(name);
            if own.len() < words.len() || own.len() > 8 {
                continue;
            }
            // Nearly all names share not even their first word.
            let Some(place) = own.windows(words.len()).position(|run| run[0] == *head && run == words) else { continue };
            let extra = own.len() - words.len();
            // `Selvi |Gibran Rakabuming|` bears his name.
            if place > 0 && words.len() > 1 && scene.has(name.tokens.0, Class::Given) && self.is_named(scene, words) {
                continue;
            }
            let mut score = match extra {
                0 => 0,
                1..=3 => 20 + i32::from(extra == 1) * 2,
                _ => 8,
            };
            if extra > 0 {
                score += if place == 0 {
                    6
                } else if place + words.len() == own.len() {
                    4
                } else {
                    0
                };
            }
            // A lead that shouts its first word (`BUDI Hartawan`) is as good a place, not the better spelling.
            let shouted = scene.tokens()[name.tokens.0].shape == Shape::Upper;
            score += i32::from(name.tokens.0 <= at) * 3 - i32::from(shouted) * 4;
            if name.role.is_some() {
                score += 22;
            } else if role_of(scene, name).is_some() {
                score += 4;
            }
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// A name with a word that begins with the short form, its first (`Aurel`, `Aurelia Santosa`) before another (`Hendra`, `Agus
    /// Hendrawanto`); else one with a word that is spelt a letter otherwise (`Zaki`, `Rizky Zaky`). `bare`: the short form has no
    /// office of its own; with one it is another's but for its beginning.
    pub(in crate::quote) fn spelt_like(&self, scene: Scene<'_>, short: &str, bare: bool) -> Option<usize> {
        let own = short.as_bytes();
        if own.len() < 4 || !short.is_ascii() {
            return None;
        }
        let mut best: Option<(u8, usize)> = None;
        for (index, name) in self.names.iter().enumerate() {
            for at in name.tokens.0..name.tokens.1 {
                let word = scene.word(at).as_bytes();
                // Nearly all begin otherwise.
                let ends =
                    bare && own.len() > 4 && word.len() > own.len() && word[word.len() - own.len()..].eq_ignore_ascii_case(own);
                if word.len() + 1 < own.len() || !ends && !word[0].eq_ignore_ascii_case(&own[0]) {
                    continue;
                }
                let begins = word.len() > own.len() && word[..own.len()].eq_ignore_ascii_case(own);
                let rank = match begins {
                    true if at == name.tokens.0 => 0,
                    true if bare => 1,
                    false if bare && is_misspelt(own, word) => 2,
                    false if ends => 3,
                    _ => continue,
                };
                let full = name.keys.1 - name.keys.0 > 1 || name.role.is_some();
                if full && best.is_none_or(|(least, _)| rank < least) {
                    best = Some((rank, index));
                }
            }
        }
        best.map(|(_, index)| index)
    }

    /// A name that begins with all words but the last, and goes on with a longer form of that (`Dani Wira`, `Dani Wirakusumah`).
    pub(in crate::quote) fn goes_on(&self, scene: Scene<'_>, (from, to): Range) -> Option<usize> {
        let (short, own) = (scene.word(to - 1), keys(scene, (from, to - 1)));
        let longer =
            |word: &str| word.len() > short.len() && word.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short));
        if short.len() < 4 || own.len() + 1 != to - from {
            return None;
        }
        self.names.iter().position(|name| {
            self.keys_of(name).starts_with(&own)
                && name.tokens.1 - name.tokens.0 > own.len()
                && longer(scene.word(name.tokens.0 + own.len()))
        })
    }

    /// A longer name that ends in all the words there, in capitals or small: `De Jong`, `Frenkie |de Jong|`.
    pub(in crate::quote) fn ends_in(&self, scene: Scene<'_>, (from, to): Range) -> Option<usize> {
        self.names.iter().position(|name| {
            name.tokens.1 - name.tokens.0 > to - from
                && (1..=to - from).all(|back| scene.word(name.tokens.1 - back).eq_ignore_ascii_case(scene.word(to - back)))
        })
    }

    /// The person whose role holds the title's words: the nearest before `at`, else the first behind.
    pub(in crate::quote) fn titled(&self, scene: Scene<'_>, title: &[u32], at: usize) -> Option<usize> {
        let head = *title.first()?;
        let mut best: Option<(i32, usize)> = None;
        for (index, name) in self.names.iter().enumerate() {
            let Some(role) = role_of(scene, name) else { continue };
            if !each_key(scene, role).any(|word| word == head) {
                continue;
            }
            let role = keys(scene, role);
            let shared = title.iter().filter(|&word| role.contains(word)).count() as i32;
            // `Kepala Desa Karama` is no `kepala dusun`.
            if shared * 2 < title.len() as i32 {
                continue;
            }
            let score = shared * 100 - (title.len() as i32 - shared) * 10
                + if name.tokens.0 <= at { 50 } else { 0 }
                + if role.first() == Some(&head) { 20 } else { 0 };
            if best.is_none_or(|(most, other)| score > most || score == most && name.tokens.0 <= at && other < index) {
                best = Some((score, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The person whose role begins with just these words (`Wakil Ketua DPR`, not `Wakil Ketua Komisi II DPR`) outside the place
    /// itself: the nearest before it, else the first behind.
    pub(in crate::quote) fn in_office(&self, scene: Scene<'_>, title: &[u32], (from, to): Range) -> Option<usize> {
        // `Instruksi Presiden (|Inpres|) |Nomor| 1` are nobody.
        let nobody = |(from, to): Range| {
            from > 0 && scene.is(from - 1, '(') || scene.get(to).is_some_and(|token| token.kind == Kind::Number)
        };
        let holds = |(_, name): &(usize, &Name)| {
            if nobody(name.tokens) {
                return false;
            }
            let role = role_of(scene, name).filter(|role| role.1 <= from || to <= role.0);
            role.is_some_and(|role| each_key(scene, role).take(title.len()).eq(title.iter().copied()))
        };
        let before = self.names.iter().enumerate().rev().filter(|(_, name)| name.tokens.1 <= from).find(holds);
        before.or_else(|| self.names.iter().enumerate().find(holds)).map(|(index, _)| index)
    }

    /// The person whose name's words begin with these letters, where there is but one (`STY`, `Shin Tae-yong`).
    pub(in crate::quote) fn initials(&self, scene: Scene<'_>, short: &str) -> Option<usize> {
        let spelt = |name: &Name| {
            let (from, to) = name.tokens;
            let words = || (from..to).filter(|&at| scene.is_word(at));
            words().count() == short.len()
                && words().zip(short.bytes()).all(|(at, letter)| scene.word(at).as_bytes()[0].eq_ignore_ascii_case(&letter))
        };
        let mut found = self.names.iter().enumerate().filter(|(_, name)| spelt(name));
        let (first, name) = found.next()?;
        found.all(|(_, other)| self.keys_of(other) == self.keys_of(name)).then_some(first)
    }

    /// The first person before whose name and a comma exactly these words stand: the office with a place in it.
    pub(in crate::quote) fn holder(&self, scene: Scene<'_>, (from, to): Range) -> Option<usize> {
        self.names.iter().position(|name| {
            let Some(comma) = name.tokens.0.checked_sub(1).filter(|&at| scene.is(at, ',') && at != to) else { return false };
            comma >= to - from && (1..=to - from).all(|back| scene.word(comma - back) == scene.word(to - back))
        })
    }

    /// The nearest name of two words or with a role before `at`; one that opens its sentence comes first.
    pub(in crate::quote) fn nearest(&self, scene: Scene<'_>, at: usize) -> Option<usize> {
        let opens = |name: &Name| {
            let role = role_of(scene, name);
            let start = role.map_or(name.tokens.0, |role| role.0);
            (role.is_some() || name.keys.1 - name.keys.0 > 1)
                && scene
                    .document
                    .sentence_at(scene.tokens()[start].start)
                    .is_some_and(|sentence| scene.document.sentences[sentence].tokens.0 as usize == start)
        };
        let before = || self.names.iter().enumerate().rev().filter(|(_, name)| name.tokens.1 <= at);
        before()
            .take(6)
            .find(|(_, name)| opens(name))
            .or_else(|| before().find(|(_, name)| role_of(scene, name).is_some()))
            .or_else(|| before().find(|(_, name)| name.keys.1 - name.keys.0 > 1))
            .or_else(|| {
                // Somebody of one name: a given one, or beside an age (`Sunarti (69)`).
                let known = |name: &Name| {
                    scene.has(name.tokens.0, Class::Given)
                        || self.names.iter().any(|other| is_aged(scene, other) && self.keys_of(other) == self.keys_of(name))
                };
                before().find(|(_, name)| known(name))
            })
            .map(|(index, _)| index)
    }

    /// The fullest form of a lone name that stands between marks, where the prose has none: `Perdana Menteri |Benjamin Netanyahu`.
    pub(in crate::quote) fn in_quotes(scene: Scene<'_>, quoted: &[Quoted], word: u32) -> Option<Range> {
        let part = |at: usize| name::is_part(scene, at);
        let named = |at: usize| scene.is_capital(at) && key(scene, at) == word && part(at);
        quoted.iter().find_map(|quote| {
            let (from, to) = quote.inner;
            let at = (from..to).find(|&at| named(at) && (at > from && part(at - 1) || part(at + 1)))?;
            let start = (from..at).rev().take_while(|&k| part(k)).last().unwrap_or(at);
            let end = (at + 1..to).take_while(|&k| part(k)).last().map_or(at + 1, |last| last + 1);
            (end - start < 5).then_some((start, end))
        })
    }
}

/// Whether one letter behind the first is missing, too many or another in one of two words; in short ones, a vowel another.
fn is_misspelt(own: &[u8], word: &[u8]) -> bool {
    let (short, long) = if own.len() < word.len() { (own, word) } else { (word, own) };
    if long.len() > short.len() + 1 {
        return false;
    }
    let same = |(one, other): &(&u8, &u8)| one.eq_ignore_ascii_case(other);
    let ahead = short.iter().zip(long).take_while(same).count();
    let behind = short.iter().rev().zip(long.iter().rev()).take_while(same).count();
    let vowel = |word: &[u8]| word.get(ahead).is_some_and(|byte| b"aeiouy".contains(byte));
    ahead > 0 && ahead + behind + 1 >= long.len() && (short.len() > 4 || short.len() == long.len() && vowel(own) && vowel(word))
}

/// Whether an age stands behind the name: `Sunarti (69)`.
pub(in crate::quote) fn is_aged(scene: Scene<'_>, name: &Name) -> bool {
    let at = name.tokens.1;
    scene.is(at, '(') && scene.get(at + 1).is_some_and(|token| token.kind == Kind::Number) && scene.is(at + 2, ')')
}
