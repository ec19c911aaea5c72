//! What of a statement can be compared: its telling words, amounts, moments and states.

use super::Comparer;
use super::source::{Amount, Cut, Moment, State, Statement};
use super::words::{self, Term};
use crate::annotation::{Annotation, Basis, Quantity, Timex};
use crate::lexicon::{Class, Classes};
use crate::span::Span;
use crate::time::value::{DayOf, Mod, Point, Type, Value};
use crate::token::{Kind, Shape, Token};

impl Comparer<'_> {
    pub(super) fn statement(&self, document: &Cut<'_>, span: Span, chars: (u32, u32), annotation: &Annotation) -> Statement {
        let (from, to) = (document.token_at(span.start), document.token_at(span.end));
        let tokens = &document.tokens[from..to];
        let within = |inner: &Span| span.contains(*inner);
        let amounts: Vec<Amount> = slice(&annotation.quantities, span, |quantity| quantity.span)
            .iter()
            .map(|quantity| self.amount(document.text, tokens, quantity))
            .chain(self.shares(document.text, tokens))
            .collect();
        let moments: Vec<Moment> = slice(&annotation.timexes, span, |timex| timex.span)
            .iter()
            .filter(|timex| within(&timex.span))
            .filter_map(|timex| self.moment(document.text, tokens, timex))
            .collect();
        let mut terms = self.vocabulary.terms(document.text, tokens, self.lexicon);
        terms.extend(amounts.iter().map(|amount| words::figure(&amount.shown, 3)));
        Statement {
            span,
            chars,
            terms: words::set(terms),
            amounts: amounts.into(),
            moments: moments.into(),
            states: self.states(document.text, tokens).into(),
            details: self.details(document.text, tokens),
        }
    }

    fn amount(&self, text: &str, tokens: &[Token], quantity: &Quantity) -> Amount {
        let mut ends = quantity.value.split('/').map(|end| end.parse().unwrap_or(f64::NAN));
        let at = tokens.partition_point(|token| token.start < quantity.span.start);
        let end = tokens.partition_point(|token| token.start < quantity.span.end);
        let sense = |token: &Token, class| self.lexicon.classes(token.word()).has(class);
        let people = self.lexicon.sense(self.lexicon.word(&quantity.unit), Class::People).map(|sense| &*sense.value);
        // `Rp 700 |sampai Rp 800| juta`
        let number = |next: usize| tokens.get(next).is_some_and(|token| token.kind == Kind::Number);
        let money = self.lexicon.longest(tokens, end + 1, Class::Currency).map_or(0, |(_, length)| length);
        let figure = number(end + 1 + money);
        let unit = people.unwrap_or(&quantity.unit);
        Amount {
            span: quantity.span,
            low: ends.next().unwrap_or(f64::NAN),
            high: ends.next(),
            place: quantity.place,
            hedge: quantity.hedge,
            shown: format!("{} {unit}", quantity.value.split('/').map(written).collect::<Vec<_>>().join("-")).into(),
            unit: unit.into(),
            counted: !sense(&tokens[at.min(tokens.len() - 1)], Class::OneOf)
                && !tokens.get(end).is_some_and(|token| sense(token, Class::Others) || (sense(token, Class::Through) && figure)),
            thing: self.thing(tokens, at, end),
            base: tokens[at.saturating_sub(2)..at].iter().any(|token| sense(token, Class::Base)),
            context: self.context(text, tokens, at, end),
        }
    }

    /// `sepertiga dari pedagang`: a share in words, as a percentage that is only near it.
    fn shares(&self, text: &str, tokens: &[Token]) -> Vec<Amount> {
        let of_something = |at: usize| tokens.get(at).is_some_and(|token| token.span().of(text).eq_ignore_ascii_case("dari"));
        let found = (0..tokens.len()).filter_map(|at| {
            let (sense, length) = self.lexicon.longest(tokens, at, Class::Share)?;
            // `satu setengah dari` is none; nor is the `pertiga` of `dua pertiga` another.
            let counted = at > 0 && tokens[at - 1].kind == Kind::Number;
            let low: f64 = sense.value.parse().ok().filter(|_| of_something(at + length) && !counted)?;
            Some(Amount {
                span: Span::new(tokens[at].start, tokens[at + length - 1].end),
                low,
                high: None,
                place: 0,
                hedge: Some(Mod::Approx),
                shown: format!("{} persen", written(&sense.value)).into(),
                unit: "persen".into(),
                counted: true,
                thing: self.thing(tokens, at, at + length),
                base: false,
                context: self.context(text, tokens, at, at + length),
            })
        });
        found.collect()
    }

    /// The nearest word that says what an amount is of: behind it up to five tokens, before it up to six, no other number between.
    fn thing(&self, tokens: &[Token], at: usize, end: usize) -> Option<Box<str>> {
        let number = |token: &Token| token.kind == Kind::Number || token.mark().is_some_and(|mark| ";(".contains(mark));
        let find = |index: usize| self.lexicon.longest(tokens, index, Class::Thing).map(|(sense, _)| sense.value.clone());
        let behind = (end..tokens.len().min(end + 6)).take_while(|&index| !number(&tokens[index]));
        // `selain tiga korban tewas, sembilan orang lainnya kritis`: others are none of those before.
        let others = tokens.get(end).is_some_and(|token| self.lexicon.classes(token.word()).has(Class::Others));
        let before = (at.saturating_sub(6)..at).rev().take_while(|&index| !others && !number(&tokens[index]));
        let behind = behind.map(|index| (index - end, index)).find_map(|(far, index)| Some((far, find(index)?)));
        let before = before.map(|index| (at - index, index)).find_map(|(far, index)| Some((far, find(index)?)));
        match (behind, before) {
            (Some((far, thing)), Some((near, other))) => Some(if near < far { other } else { thing }),
            (Some((_, thing)), None) | (None, Some((_, thing))) => Some(thing),
            (None, None) => None,
        }
    }

    fn context(&self, text: &str, tokens: &[Token], at: usize, end: usize) -> Box<[Term]> {
        let mut terms = self.vocabulary.terms(text, &tokens[at.saturating_sub(7)..at], self.lexicon);
        terms.extend(self.vocabulary.terms(text, &tokens[end..tokens.len().min(end + 7)], self.lexicon));
        words::set(terms)
    }

    fn moment(&self, text: &str, tokens: &[Token], timex: &Timex) -> Option<Moment> {
        let value = timex.value.filter(|_| matches!(timex.kind, Type::Date | Type::Time) && !timex.vague)?;
        let clock = match value {
            Value::Point(Point::Clock(_, clock)) => Some((i32::from(clock.hour) * 60 + i32::from(clock.minute), clock.zone)),
            _ => None,
        };
        let days = match value {
            Value::Point(Point::Clock(DayOf::Any | DayOf::Weekday(_), _)) => None,
            _ => Some(value.days()?),
        };
        let shown = clock.map_or_else(|| value.to_string(), |(minute, _)| format!("{:02}:{:02}", minute / 60, minute % 60));
        let at = tokens.partition_point(|token| token.start < timex.span.start);
        let end = tokens.partition_point(|token| token.start < timex.span.end);
        Some(Moment {
            span: timex.span,
            days,
            clock,
            granularity: value.granularity()?,
            stated: matches!(timex.basis, Basis::Stated | Basis::Completed) && !self.cited(&tokens[..at]),
            shown: shown.into(),
            context: self.context(text, tokens, at, end),
            bound: at.checked_sub(1).is_some_and(|before| self.lexicon.classes(tokens[before].word()).has(Class::Bound)),
            deeds: self.deeds(text, tokens, at, end),
        })
    }

    /// The words in lower case around an expression, without those of time itself.
    fn deeds(&self, text: &str, tokens: &[Token], at: usize, end: usize) -> Box<[Term]> {
        const TIME: Classes = Classes::of(&[
            Class::Introduces,
            Class::Hedge,
            Class::DayPart,
            Class::DayWord,
            Class::Zone,
            Class::Unit,
            Class::Through,
            Class::PastCue,
            Class::FutureCue,
            Class::Deictic,
        ]);
        // The first word of a sentence is written with a capital letter whatever it is.
        let first = tokens.first().map_or(0, |token| token.start);
        let deed = |token: &&Token| {
            (token.shape == Shape::Lower || token.start == first) && !self.lexicon.classes(token.word()).meets(TIME)
        };
        let near = tokens[at.saturating_sub(7)..at].iter().chain(&tokens[end..tokens.len().min(end + 7)]);
        let near: Vec<Token> = near.filter(deed).copied().collect();
        words::set(self.vocabulary.terms(text, &near, self.lexicon))
    }

    /// `operasi masih berlangsung`, `korban belum ditemukan`: a noun, then at most one auxiliary, then the state.
    fn states(&self, text: &str, tokens: &[Token]) -> Vec<State> {
        const LIGHT: Classes = Classes::of(&[Class::PastCue, Class::FutureCue, Class::NotCounted]);
        let mut states = Vec::new();
        for at in 1..tokens.len() {
            let Some((sense, _)) = self.lexicon.longest(tokens, at, Class::State) else { continue };
            let Some(name) = sense.value.strip_suffix(['+', '-']) else { continue };
            let light = |index: usize| self.lexicon.classes(tokens[index].word()).meets(LIGHT);
            let Some(noun) = (at.saturating_sub(2)..at).rev().find(|&index| !light(index)) else { continue };
            if tokens[noun].kind != Kind::Word {
                continue;
            }
            if let [subject] = self.vocabulary.terms(text, &tokens[noun..=noun], self.lexicon)[..] {
                states.push(State { subject, name: name.into(), holds: sense.value.ends_with('+') });
            }
        }
        states
    }
}

/// A decimal number as Indonesian readers write it: `281,2 juta`, `1.565,8 triliun`, `224.696.340.127`, `5,5`.
fn written(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let grouped = |digits: &str| {
        let pieces: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|piece| std::str::from_utf8(piece).ok()).collect();
        pieces.join(".")
    };
    for (zeros, name) in [(12, "triliun"), (9, "miliar"), (6, "juta")] {
        if whole.len() > zeros && fraction.is_empty() {
            let (front, back) = whole.split_at(whole.len() - zeros);
            match back.trim_end_matches('0') {
                "" => return format!("{} {name}", grouped(front)),
                rest if rest.len() <= 3 => return format!("{},{rest} {name}", grouped(front)),
                _ => {}
            }
        }
    }
    if fraction.is_empty() { grouped(whole) } else { format!("{},{fraction}", grouped(whole)) }
}

/// The items (in text order) that lie in the span.
fn slice<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = items.partition_point(|item| place(item).start < span.start);
    let to = items.partition_point(|item| place(item).start < span.end);
    &items[from..to]
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_as_readers_write_them() {
        let cases = [
            ("281200000", "281,2 juta"),
            ("1565800000000000", "1.565,8 triliun"),
            ("915000000000", "915 miliar"),
            ("224696340127", "224.696.340.127"),
            ("8000", "8.000"),
            ("5.5", "5,5"),
            ("0.5", "0,5"),
        ];
        for (value, wanted) in cases {
            assert_eq!(written(value), wanted);
        }
    }
}
