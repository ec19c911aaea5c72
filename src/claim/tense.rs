//! Whether what a sentence claims has happened or is announced.

use chrono::NaiveDate;

use super::view::View;
use crate::annotation::Tense;
use crate::lexicon::Class;
use crate::time::edtf;
use crate::time::value::Value;

impl View<'_> {
    /// Announced and expected things are future, also where the day has passed by now (`rencananya dikirim Senin`).
    pub(super) fn tense(&self, when: (usize, Option<usize>), value: Value, dct: Option<NaiveDate>) -> Tense {
        let cues = |class: Class| {
            let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
            (from..to).any(|at| self.is(at, class) && !self.timexes[when.0].span.contains(self.tokens()[at].span()))
        };
        // The end of a year is its last third: that lies ahead where the year has begun.
        let modifier = self.timexes[when.0].modifier.filter(|_| when.1.is_none());
        let Some((first, last)) = edtf::bounds(&value, modifier).map(|(first, last)| (first.day(), last.day())) else {
            return Tense::Past;
        };
        match dct {
            Some(dct) if first > dct => Tense::Future,
            // `Didirikan pada 2018, perusahaan itu menargetkan ...`: the plan is another clause's.
            Some(dct) if last < dct && (!self.ahead_in_clause(when) || cues(Class::PastCue)) => Tense::Past,
            _ if cues(Class::FutureCue) => Tense::Future,
            _ => Tense::Past,
        }
    }

    /// Whether a word of the future stands before the expression, or behind it before the next comma.
    pub(super) fn ahead_in_clause(&self, when: (usize, Option<usize>)) -> bool {
        let behind = self.document.token_at(self.timexes[when.1.unwrap_or(when.0)].span.end);
        let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
        let comma = (behind..to).find(|&at| self.mark(at, ",;") && !self.decimal(at)).unwrap_or(to);
        (from..comma).any(|at| self.is(at, Class::FutureCue))
    }
}
