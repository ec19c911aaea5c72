//! Dated claims: sentences that assert an event or a state and say when.
//!
//! Not every date in a sentence dates what it asserts. Some tell when somebody spoke ([`speech`]), some stand in a comparison, a
//! purpose or a condition ([`scope`]), name an event (`Piala Dunia 2022`) or pick out a noun (`rapat yang digelar Senin itu`).
//! Each date gets a [`Weight`]; the first of the heaviest counts.

mod check;
mod late;
mod scope;
mod speech;

use chrono::NaiveDate;

use crate::annotation::{Annotation, Claim, Quotation, QuoteKind, Tense, Timex};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::function::Function;
use crate::lexicon::{Class, Classes, Hint, Lexicon};
use crate::segment::{Document, Role, Sentence};
use crate::time::edtf;
use crate::time::value::{Granularity, Point, Type, Value};
use crate::token::{Kind, Shape, Token};
use scope::{Edge, Effect, Reach, Scope};

/// The rules of claims.
#[derive(Debug)]
pub(crate) struct Claims {
    scopes: Vec<Scope>,
}

/// How well a date dates its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Never,
    /// In a subordinate phrase or a clause about one of the things named.
    Aside,
    /// In the main clause.
    Main,
}

impl Claims {
    /// Loads what is under `datasets/rules/claim`.
    pub(crate) fn load(lexicon: &mut Lexicon) -> Result<Self, Error> {
        Ok(Self { scopes: scope::load(lexicon)? })
    }

    /// Writes the dated claims of the document into the annotation, in text order, and doubts about them.
    pub(crate) fn annotate(&self, document: &Document<'_>, lexicon: &Lexicon, into: &mut Annotation) {
        let mut doubts = Vec::new();
        into.claims = self.claims(document, into, lexicon, &mut doubts);
        into.diagnostics.append(&mut doubts);
    }

    fn claims(
        &self,
        document: &Document<'_>,
        annotation: &Annotation,
        lexicon: &Lexicon,
        doubts: &mut Vec<Diagnostic>,
    ) -> Vec<Claim> {
        let timexes = &annotation.timexes;
        let dct = annotation.dct.map(|dct| dct.date);
        let mut claims = Vec::new();
        let mut at = 0;
        let (mut quoted, mut quotation, mut quantity) = (0, 0, 0);
        while at < timexes.len() {
            let Some(index) = document.sentence_at(timexes[at].span.start) else {
                at += 1;
                continue;
            };
            let sentence = &document.sentences[index];
            let from = at;
            while at < timexes.len() && timexes[at].span.start < sentence.span.end {
                at += 1;
            }
            let tokens = sentence.tokens.1 - sentence.tokens.0;
            if sentence.role != Role::Body || tokens > LONGEST || !timexes[from..at].iter().any(dates) {
                continue;
            }
            while document.quoted.get(quoted).is_some_and(|pair| pair.close < sentence.tokens.0) {
                quoted += 1;
            }
            while annotation.quotations.get(quotation).is_some_and(|one| one.span.end <= sentence.span.start) {
                quotation += 1;
            }
            let view = View {
                document,
                lexicon,
                scopes: &self.scopes,
                sentence,
                timexes,
                range: (from, at),
                quoted: &document.quoted[quoted..],
                quotations: &annotation.quotations[quotation..],
            };
            let Some(when) = view.when() else { continue };
            let value = view.value(when);
            while annotation.quantities.get(quantity).is_some_and(|one| one.span.start < sentence.span.start) {
                quantity += 1;
            }
            let inside = annotation.quantities[quantity..].iter().take_while(|one| one.span.end <= sentence.span.end).count();
            let mut near = view.quotations.iter().take_while(|one| one.span.start < sentence.span.end);
            let statement = near.position(|one| one.kind != QuoteKind::Direct && one.span.overlaps(sentence.span));
            let late = late::late(&view, when.0, value, dct);
            let tense = if late.is_some() { Tense::Past } else { view.tense(when, value, dct) };
            doubts.extend(late);
            claims.push(Claim {
                span: sentence.span,
                when: (when.0 as u32, when.1.map(|right| right as u32)),
                value,
                tense,
                quotation: statement.map(|offset| (quotation + offset) as u32),
                quantities: (quantity as u32, (quantity + inside) as u32),
            });
        }
        claims
    }

    /// Runs the examples and counter-examples of every scope: what fails, each in a sentence.
    pub(crate) fn check(&self, time: &crate::time::Time, lexicon: &Lexicon) -> Vec<String> {
        check::check(self, time, lexicon)
    }
}

/// Whether an expression can date anything at all.
fn dates(timex: &Timex) -> bool {
    matches!(timex.kind, Type::Date | Type::Time) && !timex.vague && timex.value.is_some_and(|value| value.days().is_some())
}

/// A sentence with all that is known of it.
struct View<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    scopes: &'a [Scope],
    sentence: &'a Sentence,
    timexes: &'a [Timex],
    /// The expressions in the sentence.
    range: (usize, usize),
    /// The pairs of marks from this sentence on.
    quoted: &'a [crate::segment::Quoted],
    /// The statements from this sentence on.
    quotations: &'a [Quotation],
}

impl View<'_> {
    fn tokens(&self) -> &[Token] {
        &self.document.tokens[..self.sentence.tokens.1 as usize]
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.tokens().get(at).is_some_and(|token| self.lexicon.classes(token.word()).has(class))
    }

    /// Whether a word stands there, written small, that does that.
    fn does(&self, at: usize, function: Function) -> bool {
        self.tokens().get(at).is_some_and(|token| {
            token.kind == Kind::Word && token.shape == Shape::Lower && self.lexicon.functions(token.word()).has(function)
        })
    }

    fn mark(&self, at: usize, marks: &str) -> bool {
        self.tokens().get(at).and_then(Token::mark).is_some_and(|mark| marks.chars().any(|own| own == mark))
    }

    /// The comma of `5,03`, the colon of `06:44`: they part no clauses.
    fn decimal(&self, at: usize) -> bool {
        let tokens = self.tokens();
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
        at > 0
            && number(at - 1)
            && number(at + 1)
            && tokens[at - 1].end == tokens[at].start
            && tokens[at].end == tokens[at + 1].start
    }

    /// The expression that begins at that token.
    fn timex_at(&self, at: usize) -> Option<usize> {
        let start = self.tokens().get(at)?.start;
        (self.range.0..self.range.1).find(|&index| self.timexes[index].span.start == start)
    }

    /// The tokens of the sentence's last expression, where it names a weekday.
    fn last_day(&self) -> Option<(usize, usize)> {
        let span = self.timexes[self.range.1.checked_sub(1)?].span;
        let start = self.document.token_at(span.start);
        self.is(start, Class::Weekday).then(|| (start, self.document.token_at(span.end)))
    }

    /// The expressions that date the sentence: one, or the two ends of an interval.
    fn when(&self) -> Option<(usize, Option<usize>)> {
        if self.asserts_nothing() {
            return None;
        }
        let mut best: Option<(Weight, usize, usize)> = None;
        for (index, end, weight) in self.weights() {
            if weight > Weight::Never && best.is_none_or(|(heaviest, ..)| weight > heaviest) {
                best = Some((weight, index, end));
            }
        }
        let (_, index, end) = best?;
        Some((index, self.interval(index, end)))
    }

    /// Questions, and lines that introduce a list.
    fn asserts_nothing(&self) -> bool {
        let last = self.sentence.tokens.1 as usize - 1;
        if self.mark(last, "?") {
            return true;
        }
        // A line that holds but its date.
        let words = (self.sentence.tokens.0 as usize..=last).filter(|&at| {
            let token = &self.tokens()[at];
            token.kind == Kind::Word
                && !self.timexes[self.range.0..self.range.1].iter().any(|timex| timex.span.contains(token.span()))
        });
        if words.take(3).count() < 3 {
            return true;
        }
        let stopped = self.mark(last, ".!\"\u{201d}\u{2026})");
        !stopped && !(self.sentence.tokens.0 as usize..last).any(|at| self.is_verb(at))
            || self.mark(last, ":") && self.is(self.sentence.tokens.0 as usize, Class::Opener)
    }

    /// By its prefix: `dikerahkan`, `mengalami`, `terbakar`, `berlaku`.
    fn is_verb(&self, at: usize) -> bool {
        let token = &self.tokens()[at];
        if token.kind != Kind::Word || token.end - token.start < 5 {
            return false;
        }
        let word = token.span().of(self.document.text).as_bytes();
        let begins = |prefix: &[u8]| word.len() > prefix.len() + 2 && word[..prefix.len()].eq_ignore_ascii_case(prefix);
        (begins(b"di") || begins(b"me") || begins(b"ber") || begins(b"ter")) && !self.is(at, Class::VerbLikeNoun)
    }

    /// Each expression that can date the sentence, with its tokens and its weight.
    fn weights(&self) -> Vec<(usize, usize, Weight)> {
        let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
        let speech = speech::Speech::of(self);
        let mut weights = Vec::new();
        let mut next = self.range.0;
        // The scope that is open, by its index, and the token where it ends.
        let mut scope: Option<(usize, usize)> = None;
        // The relative clause that is open: what its dates weigh, and its last verb.
        let mut relative: Option<(Weight, Option<usize>)> = None;
        let mut pairs = self.quoted.iter().peekable();
        let mut at = from;
        while at < to {
            if let Some(pair) = pairs.next_if(|pair| pair.open as usize <= at) {
                // Marks can close behind the sentence.
                at = at.max((pair.close as usize).min(to - 1));
                while next < self.range.1 && self.timexes[next].span.start < self.tokens()[at].start {
                    next += 1;
                }
                at += 1;
                continue;
            }
            let token = &self.tokens()[at];
            scope = scope.filter(|&(open, _)| token.kind != Kind::Word || !self.scopes[open].ends.contains(&token.word()));
            if next < self.range.1 && self.timexes[next].span.start <= token.start {
                let timex = &self.timexes[next];
                let end = self.document.token_at(timex.span.end).max(at + 1);
                if dates(timex) {
                    let mut weight = Weight::Main;
                    if let Some((open, until)) = scope
                        && at < until
                    {
                        weight = weight.min(match self.scopes[open].effect {
                            Effect::Never => Weight::Never,
                            Effect::Aside => Weight::Aside,
                        });
                    }
                    weight = weight.min(relative.map_or(Weight::Main, |(weight, _)| weight));
                    weight = weight.min(speech.weight(at));
                    if self.names_event(timex, at) || self.spoken(timex) {
                        weight = Weight::Never;
                    }
                    if self.of_event(timex, at) {
                        weight = weight.min(Weight::Aside);
                    }
                    weights.push((next, end, weight));
                }
                next += 1;
                at = end;
                continue;
            }
            if self.mark(at, ",;:(\u{2013}\u{2014}") && !self.decimal(at) {
                relative = None;
                // What stands in brackets is still compared, wished for ...
                if self.mark(at, "(") {
                    at += 1;
                    continue;
                }
                scope = scope.filter(|&(_, until)| until != COMMA);
            } else if let Some((index, length)) = self.scope_at(at) {
                let one = &self.scopes[index];
                let until = match one.reach {
                    Reach::Tokens(count) => at + length + count as usize,
                    Reach::To(Edge::Comma) => COMMA,
                    Reach::To(Edge::Sentence) => to,
                };
                // A heavier scope stays open.
                if scope.is_none_or(|(open, until)| self.scopes[open].effect <= one.effect || at >= until) {
                    scope = Some((index, until));
                }
                at += length;
                continue;
            } else if self.does(at, Function::Relative) {
                relative = Some((self.relative(at), None));
            } else if self.is_verb(at) && scope.is_some_and(|(open, _)| matches!(self.scopes[open].reach, Reach::Tokens(_))) {
                scope = None;
                continue;
            } else if relative.is_some_and(|(_, verb)| verb.is_some()) && self.does(at, Function::Copula) {
                relative = None;
            } else if let Some((weight, verb)) = relative
                && self.is_verb(at)
            {
                // A second verb is the main clause's (`ekonomi yang melemah menjadi sebabnya`), unless it hangs on the first.
                let hangs = verb.is_none_or(|verb| verb + 1 == at) || self.hangs(at);
                relative = hangs.then_some((weight, Some(at)));
            }
            at += 1;
        }
        weights
    }

    /// The scope whose cue stands at `at`, and the cue's length.
    fn scope_at(&self, at: usize) -> Option<(usize, usize)> {
        let cue = self.tokens()[at].hints.has(Hint::Scope);
        let (sense, length) = cue.then(|| self.lexicon.longest(self.tokens(), at, Class::ClaimScope))??;
        let index = sense.number as usize;
        let after = &self.scopes[index].after;
        let near = at.saturating_sub(10).max(self.sentence.tokens.0 as usize)..at;
        (after.is_empty() || self.tokens()[near].iter().any(|token| token.kind == Kind::Word && after.contains(&token.word())))
            .then_some((index, length))
    }

    /// Whether the verb at `at` belongs to a clause or phrase of its own: `ketika terbang`, `dan menutup`, `untuk menutup`.
    fn hangs(&self, at: usize) -> bool {
        (at.saturating_sub(3).max(self.sentence.tokens.0 as usize)..at).any(|at| self.does(at, Function::Hangs))
    }

    /// What a date in the relative clause that begins at `at` weighs: one that only picks out its noun (`rapat yang digelar
    /// Senin`) asserts nothing, one about a thing that is already known (behind a comma or a name) does.
    fn relative(&self, at: usize) -> Weight {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.sentence.tokens.0 as usize) else {
            return Weight::Aside;
        };
        let token = &self.tokens()[before];
        let known = token.kind == Kind::Mark || (token.kind == Kind::Word && token.shape != Shape::Lower);
        if known { Weight::Aside } else { Weight::Never }
    }

    /// A bare year behind a noun names the event: `Pemilu 2024`, `debat capres 2024`, `Serie A 2015/16`.
    fn names_event(&self, timex: &Timex, at: usize) -> bool {
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
    fn joined_year(&self, at: usize) -> Option<usize> {
        let first = at.checked_sub(2).filter(|&first| first > self.sentence.tokens.0 as usize)?;
        let joint = &self.tokens()[at - 1];
        let joins = joint.is_mark(',') || self.is(at - 1, Class::Through);
        let token = &self.tokens()[first];
        (joins && token.kind == Kind::Number && token.digits == 4 && self.timex_at(first).is_some()).then_some(first)
    }

    /// A date that belongs to the name before it: `Piala Dunia tahun lalu`, `pasar Natal`.
    fn of_event(&self, timex: &Timex, at: usize) -> bool {
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

    /// In a direct statement, as the quotations have it (one without its closing mark, too).
    fn spoken(&self, timex: &Timex) -> bool {
        self.quotations
            .iter()
            .take_while(|one| one.span.start < self.sentence.span.end)
            .any(|one| one.kind == QuoteKind::Direct && one.span.contains(timex.span))
    }

    /// The right end, where `5 Juni hingga 31 Juli 2025` goes on behind the expression that ends before token `end`.
    fn interval(&self, index: usize, end: usize) -> Option<usize> {
        let right = index + 1;
        let next = self.timexes.get(right).filter(|next| right < self.range.1 && dates(next))?;
        let begins = self.document.token_at(next.span.start);
        let mut between = end..begins.max(end);
        let until = between.clone().any(|at| self.does(at, Function::Until));
        let only = between.all(|at| self.does(at, Function::BesideUntil));
        (until && only && begins <= end + 3 && self.point(index).is_some() && self.point(right).is_some()).then_some(right)
    }

    fn point(&self, index: usize) -> Option<Point> {
        match self.timexes[index].value? {
            Value::Point(point) => Some(point),
            _ => None,
        }
    }

    fn value(&self, when: (usize, Option<usize>)) -> Value {
        let own = self.timexes[when.0].value.expect("only expressions with a value date a claim");
        let ends = when.1.and_then(|right| Some((self.point(when.0)?, self.point(right)?)));
        ends.map_or(own, |(left, right)| Value::Range(left, right))
    }

    /// Whether a word of the future stands before the expression, or behind it before the next comma.
    fn ahead_in_clause(&self, when: (usize, Option<usize>)) -> bool {
        let behind = self.document.token_at(self.timexes[when.1.unwrap_or(when.0)].span.end);
        let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
        let comma = (behind..to).find(|&at| self.mark(at, ",;") && !self.decimal(at)).unwrap_or(to);
        (from..comma).any(|at| self.is(at, Class::FutureCue))
    }

    /// Announced and expected things are future, also where the day has passed by now (`rencananya dikirim Senin`).
    fn tense(&self, when: (usize, Option<usize>), value: Value, dct: Option<NaiveDate>) -> Tense {
        let cues = |class: Class| {
            let (from, to) = (self.sentence.tokens.0 as usize, self.sentence.tokens.1 as usize);
            (from..to).any(|at| self.is(at, class) && !self.timexes[when.0].span.contains(self.tokens()[at].span()))
        };
        // The end of a year is its last third: that lies ahead where the year has begun.
        let modifier = self.timexes[when.0].modifier.filter(|_| when.1.is_none());
        let Some((first, last)) = edtf::bounds(&value, modifier).map(|(first, last)| (first.day(), last.day())) else {
            return Tense::Past;
        };
        let ahead = cues(Class::FutureCue);
        let done = cues(Class::PastCue);
        match dct {
            Some(dct) if first > dct => Tense::Future,
            // `Didirikan pada 2018, perusahaan itu menargetkan ...`: the plan is another clause's.
            Some(dct) if last < dct && (done || !self.ahead_in_clause(when)) => Tense::Past,
            _ if ahead => Tense::Future,
            _ => Tense::Past,
        }
    }
}

/// A longer sentence, in tokens, is a table or a list run together, and claims nothing.
const LONGEST: u32 = 300;

/// The end of a scope that the next comma ends.
const COMMA: usize = usize::MAX;

/// The classes of reporting cues.
const CUES: Classes = Classes::of(&[Class::Say, Class::SayNya, Class::ReportVerb, Class::PassiveCue, Class::Via]);
