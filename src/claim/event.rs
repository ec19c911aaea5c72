//! Dates that belong to the name of an event rather than to what is told of it: `Pemilu 2024`, `Piala Dunia tahun lalu`.

use super::view::View;
use crate::annotation::Timex;
use crate::function::Function;
use crate::lexicon::Class;
use crate::time::value::{Granularity, Value};
use crate::token::{Kind, Shape};

impl View<'_> {
    /// A bare year behind a noun names the event: `Pemilu 2024`, `debat capres 2024`, `Serie A 2015/16`.
    pub(super) fn names_event(&self, timex: &Timex, at: usize) -> bool {
        let coarse = timex.value.and_then(|value| value.granularity()).is_some_and(|grain| grain >= Granularity::Year);
        let first = &self.tokens()[at];
        let periods = first.kind == Kind::Word && matches!(timex.value, Some(Value::Range(..)));
        let bare = first.kind == Kind::Number && first.digits == 4;
        if !coarse || !(bare || periods) || at == self.sentence.tokens.0 as usize {
            return false;
        }
        let before = &self.tokens()[at - 1];
        // `mantan manajer periode 2021-2023`, but `pada periode 2021-2023`.
        if self.does(at - 1, Function::Term) {
            return at < self.sentence.tokens.0 as usize + 2 || !self.is(at - 2, Class::Introduces);
        }
        // `pada musim kompetisi 2025/2026`
        if at > self.sentence.tokens.0 as usize + 2 && self.does(at - 2, Function::Season) && before.shape == Shape::Lower {
            return !self.is(at - 3, Class::Introduces);
        }
        // `pada Pilpres 2014 dan 2019`: the second year is the event's, too.
        if let Some(first) = self.joined_year(at) {
            return self.names_event(timex, first);
        }
        match before.kind {
            Kind::Word => !self.is(at - 1, Class::Introduces),
            Kind::Number => true,
            _ => before.is_mark('-') || before.is_mark(')') || before.is_mark('"'),
        }
    }

    /// The year that the one at `at` is joined to, by `dan` or a comma.
    pub(super) fn joined_year(&self, at: usize) -> Option<usize> {
        let first = at.checked_sub(2).filter(|&first| first > self.sentence.tokens.0 as usize)?;
        let joint = &self.tokens()[at - 1];
        let joins = joint.is_mark(',') || self.is(at - 1, Class::Through);
        let token = &self.tokens()[first];
        (joins && token.kind == Kind::Number && token.digits == 4 && self.timex_at(first).is_some()).then_some(first)
    }

    /// A date that belongs to the name before it: `Piala Dunia tahun lalu`, `pasar Natal`.
    pub(super) fn of_event(&self, timex: &Timex, at: usize) -> bool {
        if self.is(at, Class::Holiday) && timex.span == self.tokens()[at].span() && at > self.sentence.tokens.0 as usize {
            let before = &self.tokens()[at - 1];
            return before.kind == Kind::Word && !self.is(at - 1, Class::Introduces);
        }
        let coarse = timex.value.and_then(|value| value.granularity()).is_some_and(|grain| grain >= Granularity::Year);
        coarse && at > self.sentence.tokens.0 as usize + 1 && self.tokens()[at].kind == Kind::Word && {
            let before = &self.tokens()[at - 1];
            before.kind == Kind::Word && before.shape == Shape::Capital
        }
    }
}
