//! Which statements of two articles say the same thing.
//!
//! All that is decided here depends on the two articles alone: another article in the run changes nothing.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::source::Source;
use super::words::{self, Term};

/// Two articles tell of one event from this cosine of their profiles on.
const SAME_EVENT: f32 = 0.33;
/// Where one of them has no date, more is asked.
const SAME_EVENT_UNDATED: f32 = 0.45;
/// Statements that are each other's best match, from this overlap on.
const MUTUAL: f32 = 0.2;
/// Statements of which one is the other's best match, from this overlap on.
const ONE_SIDED: f32 = 0.4;
/// In articles of different events only what is this alike counts: a statement that both took from one text.
const COPIED: f32 = 0.7;
const COPIED_WORDS: usize = 8;

/// Two statements that say the same, one of each article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) left: u32,
    pub(super) right: u32,
    /// Overlap of their words, 0 to 1.
    pub(super) score: f32,
}

/// What two articles have to do with one another.
#[derive(Debug)]
pub(super) struct Alignment {
    /// Whether they tell of one event.
    pub(super) same_event: bool,
    /// How alike they are, 0 to 1.
    pub(super) cosine: f32,
    pub(super) matches: Vec<Match>,
}

/// An article laid out to be compared with many others: its profile as a table with gaps, in which a term is found at once.
pub(super) struct Laid<'a> {
    source: &'a Source,
    /// A power of two of places, seven of eight or more empty (weight 0): a foreign term mostly meets none, which the processor can
    /// foresee.
    places: Vec<(Term, f32)>,
}

impl<'a> Laid<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let mut laid = Self { source, places: vec![(0, 0.0); (source.profile.len() * 8 + 1).next_power_of_two()] };
        for &(term, weight) in &source.profile {
            let place = laid.place(term);
            laid.places[place] = (term, weight);
        }
        laid
    }

    /// Where the term stands, or would.
    fn place(&self, term: Term) -> usize {
        // The low bits of a term are its weight's class.
        let mut place = (term >> 4) as usize & (self.places.len() - 1);
        while self.places[place].1 > 0.0 && self.places[place].0 != term {
            place = (place + 1) & (self.places.len() - 1);
        }
        place
    }

    /// How alike the two are (the cosine of their profiles, 0 to 1), and whether they tell of one event.
    pub(super) fn likeness(&self, other: &Source) -> (f32, bool) {
        let shared = other.profile.iter().map(|&(term, weight)| {
            let (own, ours) = self.places[self.place(term)];
            if own == term { ours * weight } else { 0.0 }
        });
        one_event(self.source, other, shared.sum())
    }
}

fn one_event(left: &Source, right: &Source, cosine: f32) -> (f32, bool) {
    let dated = left.day.is_some() && right.day.is_some();
    (cosine, cosine >= if dated { SAME_EVENT } else { SAME_EVENT_UNDATED })
}

/// Compares two articles.
pub(super) fn align(left: &Source, right: &Source) -> Alignment {
    let (cosine, same_event) = one_event(left, right, shared(&left.profile, &right.profile, |one, other| one * other));
    let local = Local::new(left, right);
    let (mine, theirs) = (local.statements(left), local.statements(right));
    let columns = right.statements.len();
    let mut scores = vec![0.0_f32; left.statements.len() * columns];
    let mut best_left = vec![0.0_f32; left.statements.len()];
    let mut best_right = vec![0.0_f32; columns];
    for (i, one) in mine.iter().enumerate() {
        for (j, other) in theirs.iter().enumerate() {
            let score = one.overlap(other);
            scores[i * columns + j] = score;
            best_left[i] = best_left[i].max(score);
            best_right[j] = best_right[j].max(score);
        }
    }
    let mut matches = Vec::new();
    for (i, one) in left.statements.iter().enumerate() {
        for (j, other) in right.statements.iter().enumerate() {
            let score = scores[i * columns + j];
            let (first, second) = (score >= best_left[i], score >= best_right[j]);
            let fits = if same_event {
                (first && second && score >= MUTUAL) || ((first || second) && score >= ONE_SIDED)
            } else {
                first && second && score >= COPIED && one.terms.len().min(other.terms.len()) >= COPIED_WORDS
            };
            if fits && score > 0.0 {
                matches.push(Match { left: i as u32, right: j as u32, score });
            }
        }
    }
    Alignment { same_event, cosine, matches }
}

/// The terms of a statement with their weights in this pair of articles.
struct Weighed {
    terms: Vec<(Term, f32)>,
    sum: f32,
}

impl Weighed {
    /// What two statements share, against the mean of their own weights: 0 to 1.
    fn overlap(&self, other: &Self) -> f32 {
        let mean = f32::midpoint(self.sum, other.sum);
        if mean > 0.0 { shared(&self.terms, &other.terms, |weight, _| weight) / mean } else { 0.0 }
    }
}

/// The sum over the terms that two sorted sets share.
pub(super) fn shared(left: &[(Term, f32)], right: &[(Term, f32)], part: impl Fn(f32, f32) -> f32) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < left.len() && j < right.len() {
        match left[i].0.cmp(&right[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += part(left[i].1, right[j].1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Weights within a pair of articles: what stands in most of their statements (the name they are about) tells little of which
/// statement goes with which.
struct Local {
    counts: HashMap<Term, u16, FixedState>,
    all: f32,
}

impl Local {
    fn new(left: &Source, right: &Source) -> Self {
        let mut counts: HashMap<Term, u16, FixedState> = HashMap::default();
        for statement in left.statements.iter().chain(&right.statements) {
            for &term in &statement.terms {
                *counts.entry(term).or_default() += 1;
            }
        }
        Self { counts, all: (left.statements.len() + right.statements.len() + 1) as f32 }
    }

    fn statements(&self, source: &Source) -> Vec<Weighed> {
        let weigh = |terms: &[Term]| -> Weighed {
            let terms: Vec<(Term, f32)> = terms.iter().map(|&term| (term, self.weight(term))).collect();
            let sum = terms.iter().map(|(_, weight)| weight).sum();
            Weighed { terms, sum }
        };
        source.statements.iter().map(|statement| weigh(&statement.terms)).collect()
    }

    fn weight(&self, term: Term) -> f32 {
        let count = f32::from(self.counts.get(&term).copied().unwrap_or(1));
        words::weight(term) * ((self.all / (count + 0.5)).ln() / self.all.ln()).max(0.15)
    }
}
