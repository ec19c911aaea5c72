//! The names of an article: every place where one stands in the prose, with the role beside it.
//!
//! Quoted text, captions and boilerplate give no names. A name's words are compared by a key that knows neither case nor
//! apostrophes (`Syafi'i`, `Syafii`).

mod own;
mod role;

use std::cell::OnceCell;

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

/// The key of a word: FNV-1a over its letters in small, apostrophes left out, `dj` as `j`.
pub(super) fn hash(word: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let bytes = word.as_bytes();
    for (at, byte) in bytes.iter().map(u8::to_ascii_lowercase).enumerate() {
        // `Fadjar` is `Fajar` in the spelling of before 1972.
        let old = byte == b'd' && bytes.get(at + 1) == Some(&b'j');
        if !(old || matches!(byte, b'\'' | b'`')) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

/// The key of the word there.
pub(super) fn key(scene: Scene<'_>, at: usize) -> u32 {
    let word = scene.word(at);
    if scene.get(at).is_none_or(|token| token.shape != Shape::Mixed) {
        return plain_key(word);
    }
    plain_key(seam(word).map_or(word, |cut| &word[cut..]))
}

fn plain_key(word: &str) -> u32 {
    if !word.is_ascii() && word.contains('\u{2019}') { hash(&word.replace('\u{2019}', "")) } else { hash(word) }
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
                let start = at;
                at += 1;
                while at < to && !name::is_apart(scene, at) {
                    let joins = scene.is(at, '.') && name::is_initial(scene, at - 1)
                        || name::has_initials(scene, start, at)
                        || scene.is_any(at, &['-', '\'', '\u{2019}'])
                            && scene.is_glued(at + 1)
                            && name::is_part(scene, at + 1)
                            && !parts(scene, start, at)
                        || name::is_syllable(scene, start, at)
                        || name::is_foreign_syllable(scene, at)
                        || scene.has(at, Class::NameParticle)
                            && (name::is_part(scene, at + 1)
                                || scene.has(at + 1, Class::NameParticle) && name::is_part(scene, at + 2))
                        || scene.has(at, Class::CompanySuffix) && scene.is_capital(at);
                    if !(name::is_part(scene, at) || joins) {
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

    fn keys_of(&self, name: &Name) -> &[u32] {
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

    /// Whether somebody with a role is called by just these words.
    fn is_named(&self, scene: Scene<'_>, words: &[u32]) -> bool {
        self.names.iter().any(|name| self.keys_of(name) == words && role_of(scene, name).is_some())
    }

    /// The fullest name that holds the words as a run: first names before last names before middle ones, then what was
    /// introduced with a role, then what stands before `at`.
    pub(super) fn fullest(&self, scene: Scene<'_>, words: &[u32], at: usize) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        for (index, name) in self.names.iter().enumerate() {
            let own = self.keys_of(name);
            if own.len() < words.len() || own.len() > 8 {
                continue;
            }
            // Nearly all names share not even their first word.
            let Some(place) = own.windows(words.len()).position(|run| run.first() == words.first() && run == words) else {
                continue;
            };
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
            // A lead that shouts its first word (`ARIF Satria`) is as good a place, not the better spelling.
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

    /// A name whose first word begins with the short form (`Aurel`, `Aurelie Moeremans`).
    pub(super) fn begins_with(&self, scene: Scene<'_>, short: &str) -> Option<usize> {
        if short.len() < 4 {
            return None;
        }
        self.names.iter().position(|name| {
            name.keys.1 - name.keys.0 > 1 && {
                let first = scene.word(name.tokens.0);
                first.len() > short.len()
                    && first.is_char_boundary(short.len())
                    && first[..short.len()].eq_ignore_ascii_case(short)
            }
        })
    }

    /// A name that begins with all words but the last, and goes on with a longer form of that (`Hary Tanoe`, `Hary Tanoesoedibjo`).
    pub(super) fn goes_on(&self, scene: Scene<'_>, (from, to): Range) -> Option<usize> {
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

    /// The person whose role holds the title's words: the nearest before `at`, else the first behind.
    pub(super) fn titled(&self, scene: Scene<'_>, title: &[u32], at: usize) -> Option<usize> {
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
    pub(super) fn in_office(&self, scene: Scene<'_>, title: &[u32], (from, to): Range) -> Option<usize> {
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
    pub(super) fn initials(&self, scene: Scene<'_>, short: &str) -> Option<usize> {
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
    pub(super) fn holder(&self, scene: Scene<'_>, (from, to): Range) -> Option<usize> {
        self.names.iter().position(|name| {
            let Some(comma) = name.tokens.0.checked_sub(1).filter(|&at| scene.is(at, ',') && at != to) else { return false };
            comma >= to - from && (1..=to - from).all(|back| scene.word(comma - back) == scene.word(to - back))
        })
    }

    /// The nearest name of two words or with a role before `at`; one that opens its sentence comes first.
    pub(super) fn nearest(&self, scene: Scene<'_>, at: usize) -> Option<usize> {
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
    pub(super) fn in_quotes(scene: Scene<'_>, quoted: &[Quoted], word: u32) -> Option<Range> {
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

/// Whether an age stands behind the name: `Sunarti (69)`.
pub(super) fn is_aged(scene: Scene<'_>, name: &Name) -> bool {
    let at = name.tokens.1;
    scene.is(at, '(') && scene.get(at + 1).is_some_and(|token| token.kind == Kind::Number) && scene.is(at + 2, ')')
}

/// Whether the hyphen parts two people's names: `Prabowo Subianto-Gibran Rakabuming`, not `Shai Gilgeous-Alexander`.
fn parts(scene: Scene<'_>, start: usize, at: usize) -> bool {
    let second = || name::is_part(scene, at + 2) || name::closes_with_initials(scene, at + 1, at + 2);
    scene.is(at, '-') && at >= start + 2 && scene.word(at - 1).len() > 3 && second()
}
