//! Reading a number: digits with grouping, number words, multipliers, ranges.

use std::fmt;

use crate::function::Function;
use crate::lexicon::{Class, Lexicon, Sense};
use crate::token::{Kind, Token};

/// A decimal number: `digits` times ten to the power of `place`, exactly as many digits as were shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i64,
    place: i8,
}

impl From<i64> for Decimal {
    fn from(digits: i64) -> Self {
        Self { digits, place: 0 }
    }
}

impl Decimal {
    /// The decimal place of its last digit.
    pub(super) const fn place(self) -> i8 {
        self.place
    }

    fn shifted(self, zeros: u32) -> Self {
        Self { place: self.place.saturating_add(zeros as i8), ..self }
    }

    /// Digits at the place of the finer of the two.
    pub(super) fn plus(self, other: Self) -> Self {
        let place = self.place.min(other.place);
        let at = |number: Self| number.digits.saturating_mul(10_i64.saturating_pow((number.place - place) as u32));
        Self { digits: at(self).saturating_add(at(other)), place }
    }

    /// Divided by a whole number, to four places: six months of a year are 0.5.
    pub(super) fn divided(self, by: u32) -> Self {
        let whole = self.plus(Self { digits: 0, place: -4 });
        Self { digits: (whole.digits + i64::from(by) / 2) / i64::from(by), place: -4 }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.place < 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.place += 1;
        }
        self
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.trimmed();
        if shown.place >= 0 {
            write!(f, "{}", shown.digits)?;
            return if shown.digits == 0 { Ok(()) } else { (0..shown.place).try_for_each(|_| f.write_str("0")) };
        }
        let places = usize::from(shown.place.unsigned_abs());
        let unit = 10_i64.saturating_pow(places as u32);
        write!(f, "{}.{:0places$}", shown.digits / unit, shown.digits % unit)
    }
}

/// A number as it stands: one value, or the two ends of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    /// `400-an`
    pub(super) loose: bool,
    /// One past the last token.
    pub(super) end: usize,
}

/// Reads the number that begins at `tokens[at]`. `money`: the short multipliers (`M`, `T`) count.
pub(super) fn read(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon, money: bool) -> Option<Number> {
    let (low, end, scale) = single(text, tokens, at, lexicon, money)?;
    let mut number = Number { low, high: None, loose: false, end };
    let glued = |index: usize| tokens.get(index).is_some_and(|token| index > 0 && tokens[index - 1].end == token.start);
    // `9,9 jutaan`
    if scale == 0
        && let Some(zeros) = tokens.get(end).and_then(|token| zeros(lexicon.sense(token.word(), Class::Vague)?))
    {
        return Some(Number { low: low.shifted(zeros), loose: true, end: end + 1, ..number });
    }
    let hyphen = tokens.get(end).is_some_and(|mark| mark.is_mark('-') || mark.is_mark('–'));
    if hyphen && tokens.get(end + 1).is_some_and(|word| word.span().of(text) == "an") {
        return Some(Number { loose: true, end: end + 2, ..number });
    }
    // `3-5 orang`, `97 atau 98`, `tiga hingga lima`, `10 sampai 20 persen`.
    let joint = tokens.get(end).is_some_and(|joint| lexicon.functions(joint.word()).has(Function::BetweenNumbers));
    let joined = hyphen && glued(end) && glued(end + 1) || joint;
    if joined && let Some((high, after, factor)) = single(text, tokens, end + 1, lexicon, money) {
        // `2-3 juta`: the multiplier belongs to both.
        let low = if scale == 0 { low.shifted(factor) } else { low };
        let rises = low.to_string().parse::<f64>().ok()? < high.to_string().parse::<f64>().ok()?;
        if rises {
            number = Number { low, high: Some(high), end: after, ..number };
        }
    }
    Some(number)
}

/// One value, where it ends, and the zeros of its multiplier.
fn single(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon, money: bool) -> Option<(Decimal, usize, u32)> {
    let (mut value, mut end) = piece(text, tokens, at, lexicon)?;
    let (mut zeros, after) = multiplier(tokens, end, lexicon, money);
    value = value.shifted(zeros);
    end = after;
    let first = zeros;
    // `1 miliar 250 juta`, `dua juta lima ratus ribu`: each multiplier smaller than the one before.
    while zeros > 0 {
        let Some((next, middle)) = piece(text, tokens, end, lexicon) else { break };
        let (less, after) = multiplier(tokens, middle, lexicon, money);
        let room = 10_i64.checked_pow(zeros - less.min(zeros)).unwrap_or(i64::MAX);
        let fits = less < zeros && (less > 0 || tokens[end].kind == Kind::Word) && next.place == 0 && next.digits < room;
        if !fits {
            break;
        }
        value = value.plus(next.shifted(less));
        (zeros, end) = (less, after);
    }
    Some((value, end, first))
}

/// The multipliers that stand at `at` (`juta`, `ribu triliun`): how many zeros, and where they end.
fn multiplier(tokens: &[Token], mut at: usize, lexicon: &Lexicon, money: bool) -> (u32, usize) {
    let mut all = 0;
    while let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word) {
        let sense = lexicon.sense(token.word(), Class::Numeral).or_else(|| {
            // A short multiplier stands once and is the amount's end.
            lexicon.sense(token.word(), Class::Scale).filter(|_| money && all == 0)
        });
        let factor = sense.and_then(zeros).unwrap_or(0);
        if factor < 3 {
            break;
        }
        all += factor;
        at += 1;
    }
    (all, at)
}

/// How many zeros a multiplier adds: 3 of `x1000`.
fn zeros(sense: &Sense) -> Option<u32> {
    Some(sense.value.strip_prefix('x')?.len() as u32 - 1)
}

/// Digits, or number words below a thousand (and `seribu`).
fn piece(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(Decimal, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number => digits(text, tokens, at),
        Kind::Word => words(text, tokens, at, lexicon),
        Kind::Mark | Kind::Break => None,
    }
}

/// `915.000.000`, `3,52`, `5.30`, `8000`.
fn digits(text: &str, tokens: &[Token], at: usize) -> Option<(Decimal, usize)> {
    let first = &tokens[at];
    let mut shown = Some(0);
    let mut show = |number: &Token| shown = shown.and_then(|shown| append(shown, number.span().of(text)));
    show(first);
    let mut end = at + 1;
    let part = |end: usize, mark: char| {
        let (sign, number) = (tokens.get(end)?, tokens.get(end + 1)?);
        let whole = sign.is_mark(mark) && number.kind == Kind::Number;
        (whole && tokens[end - 1].end == sign.start && sign.end == number.start).then_some(number)
    };
    // A point groups by three; what follows a comma, or a point with another number of digits, is the fraction. Two points in
    // the English manner (`1,250,000`) are groups too.
    let separator = if first.digits > 3 {
        None
    } else {
        ['.', ','].into_iter().find(|&mark| {
            let group = part(end, mark).filter(|group| group.digits == 3 && first.payload > 0);
            group.is_some() && (mark == '.' || part(end + 2, ',').is_some_and(|group| group.digits == 3))
        })
    };
    if let Some(separator) = separator {
        while let Some(group) = part(end, separator).filter(|group| group.digits == 3) {
            show(group);
            end += 2;
        }
    }
    let mut place = 0;
    let decimal = if separator == Some(',') { '.' } else { ',' };
    let fraction = part(end, decimal).or_else(|| part(end, '.').filter(|_| separator.is_none()));
    if let Some(fraction) = fraction.filter(|fraction| fraction.digits <= 4) {
        show(fraction);
        place = -(fraction.digits as i8);
        end += 2;
        if part(end, '.').is_some() || part(end, ',').is_some() {
            return None;
        }
    }
    Some((Decimal { digits: shown?, place }, end))
}

/// The number with more digits behind it; none where it grows too long.
fn append(number: i64, digits: &str) -> Option<i64> {
    digits.bytes().try_fold(number, |number, digit| number.checked_mul(10)?.checked_add(i64::from(digit - b'0')))
}

/// `dua puluh lima`, `seratus`, `delapan`, `dua setengah`.
fn words(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(Decimal, usize)> {
    let (mut group, mut part, mut end) = (0_i64, None, at);
    let mut half = false;
    while let Some(token) = tokens.get(end).filter(|token| token.kind == Kind::Word) {
        let Some(sense) = lexicon.sense(token.word(), Class::Numeral).filter(|_| token.span().len() > 2) else { break };
        match &*sense.value {
            "half" => {
                half = true;
                end += 1;
                break;
            }
            "x10" => group += part.take().unwrap_or(1) * 10,
            "x100" => group += part.take().unwrap_or(1) * 100,
            "+10" => group += part.take()? + 10,
            factor if factor.starts_with('x') => break,
            _ if part.is_some() => break,
            _ if sense.number >= 10 => group += i64::from(sense.number),
            _ => part = Some(i64::from(sense.number)),
        }
        end += 1;
    }
    let named = tokens.get(end).is_some_and(|next| next.is_mark('-') && next.start == tokens[end.max(1) - 1].end)
        || (at > 0 && tokens[at - 1].span().of(text).eq_ignore_ascii_case("salah"));
    if end == at || (named && group == 0 && part == Some(1)) {
        return None;
    }
    let whole = Decimal::from(group + part.unwrap_or(0));
    Some((if half { whole.plus(Decimal { digits: 5, place: -1 }) } else { whole }, end))
}
