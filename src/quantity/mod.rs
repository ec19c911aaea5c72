//! Numbers with the thing they measure: `Rp 2,5 triliun`, `delapan orang`, `5 tahun dan 6 bulan`, `magnitudo 5,2`.
//!
//! A number without a thing (`total rute menjadi 16`) and a number that is a name (`Pasal 2`, `FreeGo 125`, a year, a date, a
//! clock time) are no quantities. Words are in `datasets/lexicon/number`; what is here is how numbers are put together.

mod number;

use crate::annotation::{Quantity, Timex};
use crate::function::Function;
use crate::lexicon::{Class, Classes, Hint, Hints, Lexicon};
use crate::segment::{Document, Role};
use crate::span::Span;
use crate::time::value::{self as time, Mod, Multiple, Type};
use crate::token::{Kind, Shape, Token};
use number::{Decimal, Number};

/// Finds the quantities of a text, in text order, outside boilerplate and outside its dates and clock times.
pub fn quantities(document: &Document<'_>, timexes: &[Timex], lexicon: &Lexicon) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut dates = timexes.iter().filter(|timex| timex.kind != Type::Duration).map(|timex| timex.span).peekable();
    for sentence in document.sentences.iter().filter(|sentence| sentence.role != Role::Boilerplate) {
        let reader = Reader { document, lexicon, from: sentence.tokens.0 as usize, to: sentence.tokens.1 as usize };
        let mut at = reader.from;
        loop {
            at = document.hinted.next((at, reader.to), Hints::of(&[Hint::Count]));
            if at >= reader.to {
                break;
            }
            let token = &document.tokens[at];
            if token.kind == Kind::Word && !lexicon.classes(token.word()).meets(Hint::Count.classes()) {
                at += 1;
                continue;
            }
            let (quantity, next) = reader.read(at);
            if let Some(quantity) = quantity {
                while dates.next_if(|date| date.end <= quantity.span.start).is_some() {}
                if !dates.peek().is_some_and(|date| date.overlaps(quantity.span)) {
                    found.push(quantity);
                }
            }
            at = next.max(at + 1);
        }
    }
    found
}

/// One sentence's tokens.
struct Reader<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    from: usize,
    to: usize,
}

/// A unit, where its words end, and whether a table knows it.
struct Unit {
    name: String,
    end: usize,
    known: bool,
    /// Where it is one of time.
    time: Option<time::Unit>,
}

impl Unit {
    /// One that a table knows.
    fn known(name: &str, end: usize) -> Self {
        Self { name: name.to_owned(), end, known: true, time: None }
    }
}

impl Reader<'_> {
    fn tokens(&self) -> &[Token] {
        &self.document.tokens[..self.to]
    }

    fn text(&self, token: &Token) -> &str {
        token.span().of(self.document.text)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.tokens().get(at).is_some_and(|token| token.kind == Kind::Word && self.lexicon.classes(token.word()).has(class))
    }

    fn does(&self, at: usize, function: Function) -> bool {
        self.tokens().get(at).is_some_and(|token| self.lexicon.functions(token.word()).has(function))
    }

    /// The form of the class that ends just before `at`, and where it begins.
    fn before(&self, at: usize, class: Class) -> Option<(&str, usize)> {
        (at.saturating_sub(4).max(self.from)..at).filter(|&start| self.tokens()[start].hints.has(Hint::BeforeNumber)).find_map(
            |start| {
                let (sense, length) = self.lexicon.longest(&self.tokens()[..at], start, class)?;
                (start + length == at).then_some((&*sense.value, start))
            },
        )
    }

    /// The quantity that begins with the number at `at`, and the token from which to go on.
    fn read(&self, at: usize) -> (Option<Quantity>, usize) {
        let tokens = self.tokens();
        if self.is(at, Class::OneOf) {
            let unit = self.lexicon.sense(tokens[at].word(), Class::OneOf).map_or("", |sense| &*sense.value);
            let number = Number { low: Decimal::from(1), high: None, loose: false, end: at + 1 };
            return (self.finish(at, &number, unit.to_owned(), at + 1), at + 1);
        }
        let ahead = self.money_before(at).or_else(|| self.measure_before(at));
        let money = ahead.as_ref().is_some_and(|(_, _, money)| *money);
        let Some(mut number) = number::read(self.document.text, tokens, at, self.lexicon, money) else { return (None, at + 1) };
        if self.is_name(at, number.end) && ahead.is_none() {
            return (None, number.end);
        }
        if let Some((name, start, money)) = ahead {
            let behind = if money { self.unit(number.end, Class::Currency) } else { None };
            let end = behind.map_or(number.end, |unit| unit.end);
            return (self.finish(start, &number, name, end), end);
        }
        let Some(unit) = self.any_unit(&number) else { return (None, number.end) };
        let named = self.is_label(at) || self.is_year(at, &number) || (self.after_name(at) && !self.is(at, Class::Numeral));
        let numbered = self.before(at, Class::LabelBefore).is_some_and(|(value, _)| value == "always");
        if numbered || (!unit.known && named) {
            return (None, number.end);
        }
        let mut end = unit.end;
        if let Some((rest, after)) = self.smaller_unit(&unit) {
            number.low = number.low.plus(rest);
            end = after;
        }
        (self.finish(at, &number, unit.name, end), end)
    }

    /// `Rp`, `US$` or the sign of a currency before the number: its unit and where it begins.
    fn money_before(&self, at: usize) -> Option<(String, usize, bool)> {
        if let Some((name, start)) = self.before(at, Class::Currency) {
            return Some((name.to_owned(), start, true));
        }
        let sign = self.tokens()[..at].last().filter(|_| at > self.from)?.mark()?;
        let code = match sign {
            '$' => "usd",
            '€' => "eur",
            '£' => "gbp",
            '¥' => "jpy",
            _ => return None,
        };
        let sense = self.lexicon.sense(self.lexicon.word(code), Class::Currency)?;
        Some((sense.value.to_string(), at - 1, true))
    }

    /// `magnitudo` before the number. The bare letter is one only before a fraction (`M 5,2`).
    fn measure_before(&self, at: usize) -> Option<(String, usize, bool)> {
        let (name, start) = self.before(at, Class::MeasureBefore)?;
        let tokens = self.tokens();
        let letter = tokens[start].span().len() == 1;
        let fraction = tokens.get(at + 1).is_some_and(|mark| mark.is_mark(',') || mark.is_mark('.'))
            && tokens.get(at + 2).is_some_and(|digit| digit.kind == Kind::Number && digit.digits == 1);
        (!letter || (fraction && tokens[start].is_capitalised())).then(|| (name.to_owned(), start, false))
    }

    fn unit(&self, at: usize, class: Class) -> Option<Unit> {
        let (sense, length) = self.lexicon.longest(self.tokens(), at, class)?;
        Some(Unit::known(&sense.value, at + length))
    }

    /// The thing behind the number: money, a measure, a counting word, a unit of time, or the noun that stands there.
    fn any_unit(&self, number: &Number) -> Option<Unit> {
        let at = number.end;
        let token = self.tokens().get(at)?;
        if token.is_mark('%') {
            return Some(Unit::known("persen", at + 1));
        }
        if token.mark() == Some('(') {
            // `100 (pertanyaan)`: what the speaker left out and the editor put in.
            let inner = Number { end: at + 1, ..*number };
            return self.any_unit(&inner).filter(|unit| self.tokens().get(unit.end).is_some_and(|close| close.is_mark(')')));
        }
        let known = [Class::Currency, Class::Measure, Class::Counter].into_iter().find_map(|class| self.unit(at, class));
        if let Some(unit) = known {
            if unit.name != "+" {
                return Some(unit);
            }
            let own = self.text(token).to_lowercase();
            return Some(self.noun(unit.end).map_or(Unit { name: own, ..unit }, |noun| Unit { known: true, ..noun }));
        }
        self.time_unit(at).or_else(|| self.noun(at))
    }

    fn time_unit(&self, at: usize) -> Option<Unit> {
        let sense = self.lexicon.sense(self.tokens().get(at)?.word(), Class::Unit)?;
        let name = self.lexicon.name(Class::Unit, &sense.value)?;
        let time = Multiple::read(&sense.value).filter(|unit| unit.factor == 1).map(|unit| unit.unit);
        Some(Unit { time, ..Unit::known(name, at + 1) })
    }

    /// A lower-case word that can be counted.
    fn noun(&self, at: usize) -> Option<Unit> {
        const NEVER: Classes = Classes::of(&[
            Class::NotCounted,
            Class::Numeral,
            Class::Month,
            Class::MonthShort,
            Class::Weekday,
            Class::DayPart,
            Class::Ago,
            Class::Ahead,
            Class::Zone,
            Class::Ordinal,
        ]);
        let token = self.tokens().get(at)?;
        let word = self.text(token);
        let fits = token.kind == Kind::Word
            && !token.is_capitalised()
            && word.len() > 2
            && !self.is_verb(token)
            && !self.lexicon.classes(token.word()).meets(NEVER)
            && self.tokens()[at - 1].end as usize + 1 >= token.start as usize;
        fits.then(|| Unit { name: word.to_lowercase(), end: at + 1, known: false, time: None })
    }

    /// By its prefix.
    fn is_verb(&self, token: &Token) -> bool {
        let word = self.text(token);
        word.len() > 5 && self.lexicon.looks_like_verb(word) && !self.lexicon.classes(token.word()).has(Class::VerbLikeNoun)
    }

    /// `5 tahun dan 6 bulan`: the months, in years, and where they end.
    fn smaller_unit(&self, unit: &Unit) -> Option<(Decimal, usize)> {
        let (clock, whole) = size(unit.time?)?;
        let joined = self.does(unit.end, Function::AddsUnit);
        let at = unit.end + usize::from(joined);
        let number = number::read(self.document.text, self.tokens(), at, self.lexicon, false)?;
        let part = self.time_unit(number.end)?;
        let (_, part_size) = size(part.time?).filter(|&(of_clock, size)| of_clock == clock && size < whole)?;
        Some((number.low.divided(whole / part_size), part.end))
    }

    /// Whether the number is a part of a longer name or figure: `Covid-19`, `A320`, `27/7`, `2-1`, `27 Juli`.
    fn is_name(&self, at: usize, end: usize) -> bool {
        let tokens = self.tokens();
        if at > self.from && tokens[at - 1].end == tokens[at].start {
            let before = &tokens[at - 1];
            let glued = match before.kind {
                Kind::Mark => before.mark().is_some_and(|mark| "-/.,:–".contains(mark)),
                Kind::Word => is_named(before) || before.span().len() < 4,
                Kind::Number | Kind::Break => true,
            };
            if glued {
                return true;
            }
        }
        tokens.get(end).is_some_and(|next| {
            let glued = tokens[end - 1].end == next.start;
            (glued && next.mark().is_some_and(|mark| "/:-–".contains(mark)))
                || self.lexicon.classes(next.word()).meets(Classes::of(&[Class::Month, Class::DayPart, Class::Zone]))
        }) || (at > self.from && self.lexicon.sense(tokens[at - 1].word(), Class::NotCounted).is_some() && self.is_one_of(at))
    }

    /// `salah satu`, `satu sama lain`, `satu-satunya`: no count.
    fn is_one_of(&self, at: usize) -> bool {
        self.lexicon.sense(self.tokens()[at].word(), Class::Numeral).is_some_and(|sense| sense.number == 1)
    }

    fn is_label(&self, at: usize) -> bool {
        self.before(at, Class::LabelBefore).is_some()
    }

    fn is_year(&self, at: usize, number: &Number) -> bool {
        let token = &self.tokens()[at];
        token.kind == Kind::Number && number.end == at + 1 && token.digits == 4 && (1900..=2100).contains(&token.payload)
    }

    /// Whether a name stands before the number and not merely the first word of the sentence.
    fn after_name(&self, at: usize) -> bool {
        at > self.from + 1 && is_named(&self.tokens()[at - 1])
    }

    fn finish(&self, start: usize, number: &Number, unit: String, end: usize) -> Option<Quantity> {
        let hedge = self
            .before(start, Class::Hedge)
            .and_then(|(value, _)| Mod::named(value))
            .or_else(|| number.loose.then_some(Mod::Approx));
        let value = match number.high {
            Some(high) => format!("{}/{}", number.low, high),
            None => number.low.to_string(),
        };
        let span = Span::new(self.tokens()[start].start, self.tokens()[end - 1].end);
        (!value.is_empty()).then_some(Quantity { span, value, place: number.low.place(), unit, hedge })
    }
}

/// Whether it is a word with a capital letter anywhere (`Graz`, `iPhone`).
fn is_named(token: &Token) -> bool {
    token.kind == Kind::Word && token.shape != Shape::Lower
}

/// Units of time that add up to one figure, by how many of a smaller one they are: of months or of seconds.
const fn size(unit: time::Unit) -> Option<(bool, u32)> {
    match unit {
        time::Unit::Year => Some((false, 12)),
        time::Unit::Month => Some((false, 1)),
        time::Unit::Hour => Some((true, 3600)),
        time::Unit::Minute => Some((true, 60)),
        time::Unit::Second => Some((true, 1)),
        time::Unit::Week | time::Unit::Day => None,
    }
}

#[cfg(test)]
mod tests;
