//! Words, numbers and marks: the one pass over the text that every later stage shares.
//!
//! Each word is looked up once, here, in the [`Lexicon`]; rules then compare small integers. A word is a run of letters, with
//! an apostrophe inside (`Jum'at`); a number is a run of digits (`27/7` is number, mark, number; `27Juli` number, word, glued).

mod seam;

use wide::u8x16;

use crate::lexicon::{Hint, Hints, Lexicon, WordId};
use crate::span::Span;

/// Marks that end a sentence.
pub(crate) const FINAL: [char; 4] = ['.', '!', '?', '\u{2026}'];

/// The double quotation marks.
pub(crate) const QUOTES: [char; 7] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}'];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters. `payload` is the [`WordId`], 0 where the lexicon does not know the word.
    Word,
    /// ASCII digits. `payload` is the value, capped at `u32::MAX`; `digits` their number.
    Number,
    /// One character that is neither; `payload` is its code point.
    Mark,
    /// White space that holds at least one line break.
    Break,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `kata`
    Lower,
    /// `Kata`, also a single capital letter
    Capital,
    /// `KATA`
    Upper,
    /// `iNews`
    Mixed,
}

/// One token. Tokens are in text order, do not overlap, and only blanks stand between them.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// See [`Kind`].
    pub payload: u32,
    /// What it is.
    pub kind: Kind,
    /// How a word is written; [`Shape::Lower`] for others.
    pub shape: Shape,
    /// How many digits a number has, capped at 255.
    pub digits: u8,
    /// What stages look for in it.
    pub hints: Hints,
}

impl Token {
    /// Where it stands, in bytes.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The word's entry, or [`WordId::UNKNOWN`].
    pub const fn word(&self) -> WordId {
        match self.kind {
            Kind::Word => WordId(self.payload),
            _ => WordId::UNKNOWN,
        }
    }

    /// Whether it is that mark.
    pub const fn is_mark(&self, mark: char) -> bool {
        matches!(self.kind, Kind::Mark) && self.payload == mark as u32
    }

    /// The mark, where it is one.
    pub const fn mark(&self) -> Option<char> {
        match self.kind {
            Kind::Mark => char::from_u32(self.payload),
            _ => None,
        }
    }

    /// Whether a word begins with a capital letter.
    pub const fn is_capitalised(&self) -> bool {
        matches!(self.kind, Kind::Word) && matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// The classes of a byte, looked up instead of computed.
const LETTER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const BLANK: u8 = 8;
const LINE: u8 = 16;
const HIGH: u8 = 32;
static BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LETTER,
            b'A'..=b'Z' => LETTER | UPPER,
            b'0'..=b'9' => DIGIT,
            b'\n' | b'\r' => LINE,
            b' ' | b'\t' | 0x0b | 0x0c => BLANK,
            0x80..=0xff => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Longest word, in bytes, that is looked up at all.
const LONGEST: usize = 40;

/// Cuts a text into tokens.
pub fn tokenize(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
    let mut at = 0;
    while at < bytes.len() {
        let class = BYTES[bytes[at] as usize];
        let start = at;
        if class & LETTER != 0 {
            at = match short(&bytes[start..]) {
                Some(Short { length, packed, shape, next }) => {
                    tokens.push(word(start, start + length, lexicon.find_packed(packed), shape, lexicon));
                    start + next
                }
                None => any_word(text, start, lexicon, &mut tokens),
            };
        } else if class & BLANK != 0 {
            at += 1;
        } else if class & DIGIT != 0 {
            let mut value = 0_u32;
            while at < bytes.len() && BYTES[bytes[at] as usize] & DIGIT != 0 {
                value = value.saturating_mul(10).saturating_add(u32::from(bytes[at] - b'0'));
                at += 1;
            }
            let digits = (at - start).min(255) as u8;
            tokens.push(Token { digits, ..other(Kind::Number, start, at, value, NUMBER) });
        } else if class & LINE != 0 {
            while at < bytes.len() && BYTES[bytes[at] as usize] & (LINE | BLANK) != 0 {
                at += 1;
            }
            tokens.push(other(Kind::Break, start, at, 0, Hints::of(&[Hint::Stop])));
        } else if class & HIGH == 0 {
            if let Some((length, character)) = (bytes[start] == b'&').then(|| entity(&bytes[start..])).flatten() {
                at += length;
                if character != ' ' {
                    tokens.push(mark(start, at, character, lexicon));
                }
                continue;
            }
            at += 1;
            tokens.push(mark(start, at, char::from(bytes[start]), lexicon));
        } else {
            let character = text[start..].chars().next().unwrap_or(' ');
            // The modifier letter apostrophe is a letter to Unicode; here it only joins letters, and begins no word.
            if character.is_alphabetic() && character != '\u{2bc}' {
                at = any_word(text, start, lexicon, &mut tokens);
            } else {
                at += character.len_utf8();
                // NBSP and its kin are blanks, as are the invisible joiners and marks of direction.
                if !character.is_whitespace()
                    && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
                {
                    tokens.push(mark(start, at, character, lexicon));
                }
            }
        }
    }
    tokens
}

/// A token that is no word.
fn other(kind: Kind, start: usize, end: usize, payload: u32, hints: Hints) -> Token {
    let (start, end) = (start as u32, end as u32);
    Token { start, end, payload, kind, shape: Shape::Lower, digits: 0, hints }
}

/// What stages look for in numbers: any may be a time's, or a quantity's.
const NUMBER: Hints = Hints::of(&[Hint::Time, Hint::Count]);

fn mark(start: usize, end: usize, mark: char, lexicon: &Lexicon) -> Token {
    other(Kind::Mark, start, end, mark as u32, lexicon.mark_hints(mark))
}

/// A word of at most fifteen ASCII letters.
struct Short {
    length: usize,
    /// Its letters in small, as [`Lexicon::find_packed`] wants them.
    packed: u128,
    shape: Shape,
    /// Where the text goes on behind it and its blank.
    next: usize,
}

/// Reads the word at the head of a text without a loop over its letters, whose end no processor guesses: each step is done on
/// sixteen bytes at once. None for the few words that are longer, accented, mixed in case, hold an apostrophe or stand at the
/// end of the text.
fn short(text: &[u8]) -> Option<Short> {
    let bytes = u8x16::from(*text.first_chunk::<16>()?);
    let small = bytes | u8x16::splat(0x20);
    let letters = small.simd_ge(u8x16::splat(b'a')) & small.simd_le(u8x16::splat(b'z'));
    let length = letters.to_bitmask().trailing_ones() as usize;
    let whole = *WHOLE.get(length)?;
    let behind = text[length];
    if BYTES[behind as usize] & HIGH != 0 || matches!(behind, b'\'' | b'`') {
        return None;
    }
    let all = (1 << length) - 1;
    let capitals = (bytes & u8x16::splat(0x20)).simd_eq(u8x16::ZERO).to_bitmask() & all;
    if capitals > 1 && capitals != all {
        return None;
    }
    // Nor does it guess which words begin with a capital letter.
    let shape = SHAPES[usize::from(capitals > 0) + usize::from(capitals > 1)];
    let packed = u128::from_le_bytes(small.to_array()) & whole;
    Some(Short { length, packed, shape, next: length + usize::from(behind == b' ') })
}

/// A word's shape, by whether its first letter is a capital one, and whether all are.
static SHAPES: [Shape; 3] = [Shape::Lower, Shape::Capital, Shape::Upper];

/// By length: the bits of a word's bytes.
const WHOLE: [u128; 16] = {
    let mut masks = [0; 16];
    let mut length = 1;
    while length < 16 {
        masks[length] = u128::MAX >> (128 - 8 * length);
        length += 1;
    }
    masks
};

/// The HTML character references that stand undecoded in real texts: their length in bytes and what they mean.
fn entity(bytes: &[u8]) -> Option<(usize, char)> {
    let length = bytes.iter().take(9).position(|&byte| byte == b';')? + 1;
    let character = match &bytes[1..length - 1] {
        b"nbsp" | b"ensp" | b"emsp" | b"thinsp" | b"zwnj" | b"zwj" | b"#160" | b"#xa0" => ' ',
        b"quot" | b"#34" => '"',
        b"ldquo" | b"#8220" => '\u{201c}',
        b"rdquo" | b"#8221" => '\u{201d}',
        b"bdquo" | b"#8222" => '\u{201e}',
        b"laquo" | b"#171" => '\u{ab}',
        b"raquo" | b"#187" => '\u{bb}',
        b"lsquo" | b"#8216" => '\u{2018}',
        b"rsquo" | b"#8217" => '\u{2019}',
        b"apos" | b"#39" | b"#039" => '\'',
        b"ndash" | b"#8211" => '\u{2013}',
        b"mdash" | b"#8212" => '\u{2014}',
        b"hellip" | b"#8230" => '\u{2026}',
        b"amp" | b"#38" => '&',
        b"lt" => '<',
        b"gt" => '>',
        _ => return None,
    };
    Some((length, character))
}

fn word(start: usize, end: usize, id: WordId, shape: Shape, lexicon: &Lexicon) -> Token {
    let (start, end, hints) = (start as u32, end as u32, lexicon.hints(id));
    Token { start, end, payload: id.0, kind: Kind::Word, shape, digits: 0, hints }
}

/// Reads the word that begins at `start`, whatever it is, and returns where it ends.
fn any_word(text: &str, start: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut folded = [0_u8; LONGEST];
    let mut length = 0_usize;
    let mut at = start;
    let (mut uppers, mut letters) = (0_usize, 0_usize);
    let first_upper = text[start..].chars().next().is_some_and(char::is_uppercase);
    while at < bytes.len() {
        let byte = bytes[at];
        let class = BYTES[byte as usize];
        if class & LETTER != 0 {
            uppers += usize::from(class & UPPER != 0);
            letters += 1;
            if length < LONGEST {
                folded[length] = byte | 0x20;
            }
            length += 1;
            at += 1;
        } else if class & HIGH != 0 || byte == b'\'' || byte == b'`' {
            let character = text[at..].chars().next().unwrap_or(' ');
            if matches!(character, '\'' | '`' | '\u{2019}' | '\u{2018}' | '\u{2bc}') {
                // An apostrophe inside a word (`Jum'at`, `do'a`): a letter must follow, and no capital one, which would
                // be a new word after a closing mark whose space was lost.
                let after = text[at + character.len_utf8()..].chars().next();
                if !after.is_some_and(char::is_lowercase) {
                    break;
                }
                if length < LONGEST {
                    folded[length] = b'\'';
                }
                length += 1;
                at += character.len_utf8();
            } else if character.is_alphabetic() || is_combining(character) {
                uppers += usize::from(character.is_uppercase());
                letters += 1;
                let mut buffer = [0; 4];
                for lower in character.to_lowercase() {
                    for byte in lower.encode_utf8(&mut buffer).bytes() {
                        if length < LONGEST {
                            folded[length] = byte;
                        }
                        length += 1;
                    }
                }
                at += character.len_utf8();
            } else {
                break;
            }
        } else {
            break;
        }
    }
    let mut id = if length <= LONGEST { lexicon.find(&folded[..length]) } else { WordId::UNKNOWN };
    let mut shape = match (first_upper, uppers) {
        (_, 0) => Shape::Lower,
        (true, 1) => Shape::Capital,
        (true, n) if n == letters => Shape::Upper,
        _ => Shape::Mixed,
    };
    let seam = match (shape, id) {
        (Shape::Mixed, WordId::UNKNOWN) => seam::between(&bytes[start..at], lexicon),
        // Folded letters stand where the text's do in ASCII only: not so behind `Syafi’i`.
        (Shape::Capital, WordId::UNKNOWN) if length <= LONGEST && bytes[start..at].is_ascii() => {
            seam::verb(&folded[..length], lexicon)
        }
        _ => None,
    };
    if let Some(seam) = seam {
        id = if seam <= LONGEST { lexicon.find(&folded[..seam]) } else { WordId::UNKNOWN };
        shape = match first_upper {
            true if bytes[start + 1..start + seam].iter().all(u8::is_ascii_uppercase) => Shape::Upper,
            true => Shape::Capital,
            false => Shape::Lower,
        };
        at = start + seam;
    }
    tokens.push(word(start, at, id, shape, lexicon));
    at
}

/// Combining accents belong to the letter before them.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}
