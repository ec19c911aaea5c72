//! Whether the conditions that frames put on their parts hold: see [`Condition`].

use super::frame::{Condition, Part};
use super::reading::{Place, Run};
use super::source::Sort;
use super::{Source, clause, direct, joint, predicate};
use crate::function::Function;
use crate::lexicon::Class;
use crate::scene::Range;

impl Run<'_, '_> {
    /// Whether the conditions of a part hold of what it took.
    pub(super) fn hold(&mut self, part: &Part, taken: Range) -> bool {
        part.conditions.iter().all(|&(condition, wanted)| self.is(condition, taken) == wanted)
    }

    fn is(&mut self, condition: Condition, (from, to): Range) -> bool {
        let Place { scene, quote, stretch: (low, high), goes_on, .. } = self.place;
        let phrase = match self.reading.source {
            Some(Source::Phrase(phrase)) => Some(phrase),
            _ => None,
        };
        let clause = self.reading.content.map_or((from, to), |content| content);
        let cue = self.reading.cue;
        let parted = || quote.is_some_and(|quote| scene.is_any(quote.open.wrapping_sub(1), &[',', ':']));
        match condition {
            Condition::Small => !scene.is_capital(from),
            Condition::Parted => from > low && clause::is_parted(scene, low, from),
            Condition::Joined => joint::is_joined(scene, low, from),
            Condition::Inline => scene.functions(from).has(Function::Inline),
            Condition::Closes => {
                // `"Ada berapa?" Tom menjawab, "…"`: the cue is of the next quotation.
                let next = scene.is(to, ',') && scene.is_any(to + 1, &['"', '\u{201c}']);
                to >= high
                    || scene.is_any(to, &['.', ',']) && !next
                    || scene.has(to, Class::SourceEnd) && !scene.has(to, Class::Complementizer)
            }
            Condition::Opens => {
                (from == low || scene.is(from - 1, ',') || parted() && from + 1 < high)
                    && (!scene.is_capital(from + 2) || parted())
            }
            Condition::Known => phrase.is_none_or(|phrase| {
                matches!(phrase.sort, Sort::Named | Sort::Pronoun | Sort::Institution | Sort::Title | Sort::Described)
            }),
            Condition::Named => phrase.is_some_and(|phrase| phrase.sort == Sort::Named),
            Condition::Full => phrase.is_some_and(|phrase| phrase.name.1 > phrase.name.0 + 1 || phrase.role.1 > phrase.role.0),
            Condition::Speaks => phrase.is_none_or(|phrase| clause::can_speak(scene, &phrase)),
            Condition::Asks => phrase.is_some_and(|phrase| clause::asks(scene, &phrase)),
            Condition::Document => phrase.is_some_and(|phrase| scene.has(phrase.all.0, Class::Document)),
            Condition::Capital => scene.is_capital(from),
            Condition::First => quote.is_some_and(|quote| from == quote.paragraph.0),
            Condition::Restarts => quote
                .is_some_and(|quote| (scene.is(quote.inner.1 - 1, '.') || scene.is(quote.close, '.')) && scene.is_capital(low)),
            Condition::Topic => predicate::is_topic(scene, clause),
            Condition::Adjunct => cue.is_some_and(|cue| clause::is_adjunct(scene, &cue, from)),
            Condition::Opening => scene.takes(from, Class::SubjectOpener) > 0,
            Condition::Predicate => predicate::has_predicate(scene, clause),
            Condition::States => (clause.0..clause.1.min(clause.0 + 8)).any(|at| predicate::is_state(scene, at)),
            Condition::Beside => cue.is_some_and(|cue| (to..cue.tokens.0).all(|at| scene.has(at, Class::ReportAdverb))),
            Condition::Predicates => scene.has(clause.0, Class::Predicate),
            Condition::HoldsThat => (clause.0..clause.1).any(|at| scene.has(at, Class::Complementizer)),
            Condition::Two => clause.1 - clause.0 >= 2,
            Condition::Three => clause.1 - clause.0 >= 3,
            Condition::Four => clause.1 - clause.0 >= 4,
            Condition::Room => clause::has_room(scene, clause),
            Condition::Paused => quote.is_some_and(|quote| scene.is_any(quote.close.saturating_sub(2), &[',', '.', '?', '!'])),
            Condition::Open => quote.is_some_and(|quote| scene.is(quote.inner.1 - 1, ',') || scene.is(quote.close, ',')),
            Condition::Sentence => quote.is_some_and(|quote| direct::is_sentence(scene, quote)) || parted(),
            Condition::Stands => quote.is_some_and(|quote| direct::stands_alone(scene, quote, goes_on)),
            Condition::Title => {
                quote.is_some_and(|quote| direct::is_title(scene, quote)) || high > low && scene.has(high - 1, Class::Negation)
            }
            Condition::Thing => predicate::is_thing(scene, clause),
            Condition::Term => quote.is_some_and(|quote| direct::is_term(scene, quote)),
            Condition::Near => to >= high || direct::aside(scene, to),
            Condition::Tells => clause::tells(scene, from),
            Condition::Bare => phrase
                .is_some_and(|phrase| phrase.sort == Sort::Pronoun || phrase.sort == Sort::Named && phrase.name == phrase.all),
            Condition::Verbal => clause::is_verbal(scene, from),
            Condition::Nominal => clause::is_nominal(scene, (from, to)),
            Condition::Clause
            | Condition::Noun
            | Condition::Demand
            | Condition::Finding
            | Condition::Bahwa
            | Condition::Marked
            | Condition::Says
            | Condition::Denies
            | Condition::Accuses
            | Condition::AsksFor
            | Condition::Believes
            | Condition::Promises => cue.is_some_and(|cue| cue.conditions().has(condition)),
        }
    }
}
