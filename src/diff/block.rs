//! Which articles are worth comparing: blocking, so that nobody compares all with all.
//!
//! Two articles meet where they share telling words and their profiles are alike, or where a statement of the one is nearly a
//! statement of the other (`MinHash`). Whether two articles meet is decided from the two alone, but for the bound on crowds
//! ([`Blocking::neighbours`]). What this can miss is in [`Blocking`], which every output carries.

use std::ops::Range;

use super::align;
use super::event::when;
use super::source::Source;
use super::words::{self, Term};
use crate::parallel::flat_map_chunks;

/// The parameters of the blocking: the knobs of recall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Blocking {
    /// Articles published farther apart, in days, are not compared. One without a date is compared with all.
    pub window_days: u32,
    /// The most telling words of an article under which it is filed.
    pub telling_words: u8,
    /// How many of them two articles of one event must share; 0 compares all within the window, the exact join.
    pub shared_words: u8,
    /// An article is compared with at most this many articles of its event, and for each of its statements with at most this
    /// many that have it too: those published next after it. Only in a larger crowd can an article that joins it keep two
    /// others from being compared.
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
        Self { window_days: 3, telling_words: 24, shared_words: 3, neighbours: 100, bands: 16, rows: 4, signature_words: 8 }
    }
}

impl std::fmt::Display for Blocking {
    /// `days=3 words=3/24 neighbours=100 bands=16x4 from=8`: short enough for every row of an output.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { window_days, telling_words, shared_words, neighbours, bands, rows, signature_words } = self;
        write!(f, "days={window_days} words={shared_words}/{telling_words} neighbours={neighbours} ")?;
        write!(f, "bands={bands}x{rows} from={signature_words}")
    }
}

/// Statements of different events that meet in a band share at least this part of all their words, else they meet by chance.
const ALIKE: f32 = 0.4;

/// Two articles (indices, the smaller first) that may tell of one event.
pub(super) type Candidate = (u32, u32);

/// The pairs of articles of different voices that meet, sorted.
pub(super) fn candidates(sources: &[Source], voices: &[u32], blocking: &Blocking, threads: usize) -> Vec<Candidate> {
    let pairs = Pairs { calendar: Calendar::new(sources, blocking.window_days), sources, voices, blocking: *blocking, threads };
    let mut found = if blocking.shared_words == 0 { pairs.all() } else { pairs.by_words() };
    if blocking.shared_words > 0 {
        found.extend(pairs.by_statements());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The articles in the order of publication, those without a date last: an article's place there is its rank.
struct Calendar {
    /// The index of the article of each rank.
    order: Vec<u32>,
    /// The rank behind the last article within the window that begins with each rank.
    ends: Vec<u32>,
    /// The rank of the first article without a date.
    undated: u32,
}

impl Calendar {
    fn new(sources: &[Source], window_days: u32) -> Self {
        let mut order: Vec<u32> = (0..sources.len() as u32).collect();
        order.sort_by_key(|&index| (when(&sources[index as usize]), index));
        let day = |rank: usize| sources[*order.get(rank)? as usize].day;
        let undated = order.partition_point(|&index| sources[index as usize].day.is_some());
        let mut end = 0;
        let ends: Vec<u32> = (0..order.len())
            .map(|rank| {
                let Some(first) = day(rank) else { return order.len() as u32 };
                while day(end).is_some_and(|last| (last - first).num_days() <= i64::from(window_days)) {
                    end += 1;
                }
                end as u32
            })
            .collect();
        Self { ends, undated: undated as u32, order }
    }

    /// The later ranks within the window: those published soon after, and those without a date.
    fn after(&self, rank: u32) -> [Range<u32>; 2] {
        let end = self.ends[rank as usize];
        [rank + 1..end, end.max(self.undated)..self.order.len() as u32]
    }

    /// Whether the article of a later rank was published within the window of the earlier one.
    fn near(&self, rank: u32, later: u32) -> bool {
        self.after(rank).iter().any(|ranks| ranks.contains(&later))
    }
}

struct Pairs<'a> {
    calendar: Calendar,
    sources: &'a [Source],
    voices: &'a [u32],
    blocking: Blocking,
    threads: usize,
}

impl Pairs<'_> {
    fn source(&self, rank: u32) -> &Source {
        &self.sources[self.calendar.order[rank as usize] as usize]
    }

    fn one_voice(&self, rank: u32, other: u32) -> bool {
        let voice = |rank: u32| self.voices[self.calendar.order[rank as usize] as usize];
        voice(rank) == voice(other)
    }

    /// The pair of two ranks.
    fn pair(&self, rank: u32, other: u32) -> Candidate {
        let (one, other) = (self.calendar.order[rank as usize], self.calendar.order[other as usize]);
        (one.min(other), one.max(other))
    }

    /// Calls `work` on the ranks, some at a time on all threads, and joins what it finds.
    fn over_ranks<T: Send>(&self, work: impl Fn(&[u32]) -> Vec<T> + Sync) -> Vec<T> {
        let ranks: Vec<u32> = (0..self.sources.len() as u32).collect();
        flat_map_chunks(self.threads, super::CHUNK, &ranks, work)
    }

    fn all(&self) -> Vec<Candidate> {
        let of = |&rank: &u32| {
            let others = self.calendar.after(rank).into_iter().flatten();
            others.filter(move |&other| !self.one_voice(rank, other)).map(move |other| self.pair(rank, other))
        };
        self.over_ranks(|ranks| ranks.iter().flat_map(of).collect())
    }

    /// Articles with enough telling words in common and like profiles.
    fn by_words(&self) -> Vec<Candidate> {
        let mut filed: Vec<(Term, u32)> = self.over_ranks(|ranks| {
            ranks.iter().flat_map(|&rank| self.telling(rank).into_iter().map(move |term| (term, rank))).collect()
        });
        filed.sort_unstable();
        // Under which words each article is filed, and where.
        let mut places: Vec<(u32, u32)> = filed.iter().zip(0..).map(|(&(_, rank), at)| (rank, at)).collect();
        places.sort_unstable();
        self.over_ranks(|ranks| {
            let mut shared = vec![0_u8; self.sources.len()];
            let mut found = Vec::new();
            for &rank in ranks {
                let mut met: Vec<u32> = Vec::new();
                let own = &places[places.partition_point(|&(other, _)| other < rank)..];
                for &(_, at) in own.iter().take_while(|(other, _)| *other == rank) {
                    let (word, after) = (filed[at as usize].0, &filed[at as usize + 1..]);
                    for near in self.calendar.after(rank).into_iter().filter(|near| !near.is_empty()) {
                        let from =
                            if near.start > rank + 1 { after.partition_point(|&other| other < (word, near.start)) } else { 0 };
                        for &(_, other) in after[from..].iter().take_while(|other| other.0 == word && other.1 < near.end) {
                            let count = &mut shared[other as usize];
                            *count += 1;
                            if *count == self.blocking.shared_words {
                                met.push(other);
                            }
                        }
                    }
                }
                for near in self.calendar.after(rank) {
                    shared[near.start as usize..near.end as usize].fill(0);
                }
                // Those published next after it come first.
                met.sort_unstable();
                let own = align::Laid::new(self.source(rank));
                let alike = |&other: &u32| !self.one_voice(rank, other) && own.likeness(self.source(other)).1;
                let met = met.into_iter().filter(alike).take(self.blocking.neighbours);
                found.extend(met.map(|other| self.pair(rank, other)));
            }
            found
        })
    }

    /// The words under which an article is filed.
    fn telling(&self, rank: u32) -> Vec<Term> {
        let mut words = self.source(rank).profile.to_vec();
        words.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        words.into_iter().take(usize::from(self.blocking.telling_words)).map(|(term, _)| term).collect()
    }

    /// Articles of which a statement of the one is nearly one of the other.
    fn by_statements(&self) -> Vec<Candidate> {
        let bands: Vec<usize> = (0..self.blocking.bands).collect();
        flat_map_chunks(self.threads, 1, &bands, |bands| bands.iter().flat_map(|&band| self.in_band(band)).collect())
    }

    fn in_band(&self, band: usize) -> Vec<Candidate> {
        let mut filed: Vec<(u64, u32, u32)> = Vec::new();
        for rank in 0..self.sources.len() as u32 {
            for (at, statement) in self.source(rank).statements.iter().enumerate() {
                if statement.terms.len() >= self.blocking.signature_words {
                    filed.push((signature(&statement.terms, band, self.blocking.rows), rank, at as u32));
                }
            }
        }
        filed.sort_unstable();
        filed.dedup_by_key(|&mut (key, rank, _)| (key, rank));
        let terms = |rank: u32, at: u32| &*self.source(rank).statements[at as usize].terms;
        let mut found = Vec::new();
        for run in filed.chunk_by(|one, other| one.0 == other.0) {
            for (place, &(_, rank, at)) in run.iter().enumerate() {
                for &(_, other, its) in run[place + 1..].iter().take(self.blocking.neighbours) {
                    if self.calendar.near(rank, other)
                        && !self.one_voice(rank, other)
                        && jaccard(terms(rank, at), terms(other, its)) >= ALIKE
                    {
                        found.push(self.pair(rank, other));
                    }
                }
            }
        }
        found
    }
}

/// What two sorted sets share against all that is in either.
fn jaccard(one: &[Term], other: &[Term]) -> f32 {
    let shared = one.iter().filter(|&&term| words::has(other, term)).count();
    shared as f32 / (one.len() + other.len() - shared).max(1) as f32
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
