//! Which articles are worth comparing: blocking, so that nobody compares all with all.
//!
//! Two articles meet where they share rare words in their profiles, or where two of their statements fall into one band of a
//! `MinHash` signature. What this can miss is in [`Blocking`], which every output carries.

use chrono::NaiveDate;

use super::source::Source;
use super::words::Term;

/// The parameters of the blocking: the knobs of recall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Blocking {
    /// Articles published farther apart, in days, are not compared. One without a date is compared with all.
    pub window_days: u32,
    /// The most telling words of an article under which it is filed.
    pub telling_words: usize,
    /// How many of them two articles must share; 0 compares all within the window, the exact join.
    pub shared_words: usize,
    /// Under one word an article meets at most this many of those published next after it.
    pub neighbours: usize,
    /// Bands of the signature of a statement.
    pub bands: usize,
    /// Hashes that must agree in a band. A pair of statements with Jaccard similarity `s` meets with `1 - (1 - s^rows)^bands`.
    pub rows: usize,
    /// Statements with fewer telling words have no signature.
    pub signature_words: usize,
}

impl Default for Blocking {
    fn default() -> Self {
        Self { window_days: 3, telling_words: 24, shared_words: 3, neighbours: 40, bands: 16, rows: 4, signature_words: 8 }
    }
}

/// Two articles (indices, the smaller first) that may tell of one event.
pub(super) type Candidate = (u32, u32);

/// The pairs of articles of different voices that meet, sorted.
pub(super) fn candidates(sources: &[Source], voices: &[u32], blocking: &Blocking) -> Vec<Candidate> {
    let pairs = Pairs { sources, voices, window: i64::from(blocking.window_days), neighbours: blocking.neighbours };
    if blocking.shared_words == 0 {
        return pairs.all();
    }
    let mut found = pairs.by_words(blocking);
    for band in 0..blocking.bands {
        found.extend(pairs.by_band(band, blocking));
        found.sort_unstable();
        found.dedup();
    }
    found
}

struct Pairs<'a> {
    sources: &'a [Source],
    voices: &'a [u32],
    window: i64,
    neighbours: usize,
}

/// One article filed under one key.
type Filed = (u64, Option<NaiveDate>, u32);

impl Pairs<'_> {
    /// Whether two days lie within the window; what has no day is near everything.
    fn near(&self, one: Option<NaiveDate>, other: Option<NaiveDate>) -> bool {
        one.zip(other).is_none_or(|(one, other)| (other - one).num_days().abs() <= self.window)
    }

    fn all(&self) -> Vec<Candidate> {
        let count = self.sources.len();
        let days = |left: usize, right: usize| self.near(self.sources[left].day, self.sources[right].day);
        (0..count)
            .flat_map(|left| (left + 1..count).map(move |right| (left, right)))
            .filter(|&(left, right)| self.voices[left] != self.voices[right] && days(left, right))
            .map(|(left, right)| (left as u32, right as u32))
            .collect()
    }

    fn by_words(&self, blocking: &Blocking) -> Vec<Candidate> {
        let mut filed: Vec<Filed> = Vec::new();
        for (index, source) in self.sources.iter().enumerate() {
            let mut best: Vec<(Term, f32)> = source.profile.to_vec();
            best.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
            filed.extend(best.iter().take(blocking.telling_words).map(|&(term, _)| (u64::from(term), source.day, index as u32)));
        }
        let mut meetings = self.meetings(&mut filed);
        meetings.sort_unstable();
        meetings
            .chunk_by(|left, right| left == right)
            .filter(|run| run.len() >= blocking.shared_words)
            .map(|run| run[0])
            .collect()
    }

    fn by_band(&self, band: usize, blocking: &Blocking) -> Vec<Candidate> {
        let mut filed: Vec<Filed> = Vec::new();
        for (index, source) in self.sources.iter().enumerate() {
            for statement in source.statements.iter().filter(|statement| statement.terms.len() >= blocking.signature_words) {
                filed.push((signature(&statement.terms, band, blocking.rows), source.day, index as u32));
            }
        }
        self.meetings(&mut filed)
    }

    /// Pairs that are filed under one key within the window of days; those without a date come last and meet all before them.
    fn meetings(&self, filed: &mut Vec<Filed>) -> Vec<Candidate> {
        filed.sort_unstable_by_key(|&(key, day, index)| (key, day.is_none(), day, index));
        filed.dedup();
        let mut meetings = Vec::new();
        for run in filed.chunk_by(|left, right| left.0 == right.0).filter(|run| run.len() > 1) {
            for (at, &(_, day, left)) in run.iter().enumerate() {
                let after = run[at + 1..].iter().take(self.neighbours);
                for &(_, _, right) in after.filter(|filed| self.near(day, filed.1)) {
                    if self.voices[left as usize] != self.voices[right as usize] {
                        meetings.push((left.min(right), left.max(right)));
                    }
                }
            }
        }
        meetings
    }
}

/// The key of one band: the smallest hashes of the set under `rows` permutations, joined.
fn signature(terms: &[Term], band: usize, rows: usize) -> u64 {
    (0..rows).fold(band as u64, |key, row| {
        let salt = mix((band * rows + row) as u64 + 1);
        let least = terms.iter().map(|&term| mix(u64::from(term) ^ salt)).min().unwrap_or(0);
        mix(key ^ least)
    })
}

/// Stafford's mix 13 (the finisher of `SplitMix64`): every bit of the input reaches every bit of the output.
fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
