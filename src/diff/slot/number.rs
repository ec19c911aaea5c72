//! Numbers of the same thing: counts, sums, shares, magnitudes.

use chrono::NaiveDate;

use super::{Pair, detail};
use crate::diff::align::Match;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Amount, Moment, Source, Statement};
use crate::diff::words;
use crate::time::value::Mod;

/// Surroundings that are this alike make two equal numbers one fact ...
const AGREEING: f32 = 0.15;
/// ... and two unequal ones a difference.
const DIFFERING: f32 = 0.45;
/// Statements must be this alike for their numbers to differ.
const STATEMENT: f32 = 0.35;
/// The toll of an event stands in an article's first statements; farther down are those of other events.
const LEAD: usize = 6;
/// Things of which an event has one count that all its reports give.
const TOLLS: [&str; 3] = ["tewas", "luka", "hilang"];

/// Whether two amounts of one unit say the same to a reader.
///
/// `915 miliar` and `915.000.000.000`; `208` and `208,1` (a rounding to the last digit shown), but not `224` and `224,69` (a cut);
/// `lebih dari 900` and 915; `sekitar 400` and 442.
pub(in crate::diff) fn same(one: &Amount, other: &Amount) -> bool {
    if one.unit != other.unit {
        return false;
    }
    if let (Some(high), Some(top)) = (one.high, other.high) {
        return close(one.low, other.low) && close(high, top);
    }
    if one.high.is_some() || other.high.is_some() {
        let (range, value) = if one.high.is_some() { (one, other) } else { (other, one) };
        return value.low >= range.low && value.low <= range.high.unwrap_or(range.low);
    }
    close(one.low, other.low) || rounded(one, other) || rounded(other, one) || hedged(one, other) || hedged(other, one)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Whether `coarse` is `fine` rounded to the last digit that `coarse` shows.
fn rounded(coarse: &Amount, fine: &Amount) -> bool {
    coarse.place > fine.place && close((fine.low / unit(coarse)).round() * unit(coarse), coarse.low)
}

/// Whether a hedge on `loose` leaves room for `exact`. `setidaknya 8` beside 9 is a difference: a later count.
fn hedged(loose: &Amount, exact: &Amount) -> bool {
    let ratio = exact.low / loose.low;
    match loose.hedge {
        Some(Mod::MoreThan) => (1.0..=1.2).contains(&ratio),
        Some(Mod::LessThan) => (0.8..=1.0).contains(&ratio),
        Some(Mod::Approx) => (0.9..=1.11).contains(&ratio),
        _ => false,
    }
}

/// Whether the article gives that amount anywhere: then it is of something else there, and no other value of this thing.
fn gives(source: &Source, amount: &Amount) -> bool {
    source
        .statements
        .iter()
        .flat_map(|statement| statement.amounts.iter())
        .any(|own| own.unit == amount.unit && same(own, amount))
}

/// How alike the surroundings of two amounts are.
fn around(one: &Amount, other: &Amount) -> f32 {
    words::overlap(&one.context, &other.context, words::weight)
}

/// The amounts of two matched statements.
pub(super) fn matched(pair: &Pair<'_>, found: &Match, edges: &mut Vec<Edge>) {
    let left = &pair.left.1.statements[found.left as usize].amounts;
    let right = &pair.right.1.statements[found.right as usize].amounts;
    let mut options: Vec<(bool, f32, usize, usize)> = Vec::new();
    for (i, one) in left.iter().enumerate() {
        for (j, other) in
            right.iter().enumerate().filter(|(_, other)| one.unit == other.unit && one.low.is_finite() && other.low.is_finite())
        {
            options.push((same(one, other), around(one, other), i, j));
        }
    }
    // Equal values first, then the likest surroundings; each amount once.
    options.sort_by(|x, y| y.0.cmp(&x.0).then(y.1.total_cmp(&x.1)).then((x.2, x.3).cmp(&(y.2, y.3))));
    let (mut used_left, mut used_right) = (vec![false; left.len()], vec![false; right.len()]);
    for (equal, alike, i, j) in options {
        if used_left[i] || used_right[j] {
            continue;
        }
        let (one, other) = (&left[i], &right[j]);
        let parts = ((found.left, Part::Amount(i as u32)), (found.right, Part::Amount(j as u32)));
        if equal && alike >= AGREEING {
            edges.push(pair.edge(Field::Number, parts.0, parts.1, true));
            if let (Some(thing), Some(kind)) = (&one.thing, &other.thing)
                && thing != kind
                && KINDS.contains(&&**thing)
                && KINDS.contains(&&**kind)
            {
                let parts = ((found.left, Part::Kind(i as u32)), (found.right, Part::Kind(j as u32)));
                edges.push(pair.edge(Field::Name, parts.0, parts.1, false));
            }
        } else if !equal && differ(pair, found, (one, left), (other, right), alike) {
            edges.push(pair.edge(Field::Number, parts.0, parts.1, false));
        } else {
            continue;
        }
        (used_left[i], used_right[j]) = (true, true);
    }
}

/// Whether two unequal amounts of matched statements are values of one thing.
fn differ(pair: &Pair<'_>, found: &Match, one: (&Amount, &[Amount]), other: (&Amount, &[Amount]), alike: f32) -> bool {
    let rivals = |amount: &Amount, among: &[Amount]| among.iter().filter(|own| own.unit == amount.unit).count();
    let (own, their) = (rivals(one.0, one.1), rivals(other.0, other.1));
    let days = |source: &Source, statement: u32| {
        let moments = source.statements[statement as usize].moments.iter();
        moments.filter_map(|moment| moment.days).collect::<Vec<_>>()
    };
    let (mine, theirs) = (days(pair.left.1, found.left), days(pair.right.1, found.right));
    // Statements of different days have different values.
    let meet = |x: &(NaiveDate, NaiveDate), y: &(NaiveDate, NaiveDate)| x.0 <= y.1 && y.0 <= x.1;
    if !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|day| theirs.iter().any(|other| meet(day, other))) {
        return false;
    }
    found.score >= STATEMENT
        && pair.soon()
        && pair.alignment.cosine >= EVENT
        // `satu truk` picks one out more often than it counts them; how long something took is told from many ends.
        && [one.0, other.0].iter().all(|amount| amount.counted && (amount.low > 1.0 || amount.thing.is_some()))
        && (one.0.thing.is_some() || !BRIEF.contains(&&*one.0.unit))
        && !detail::strangers(pair, found.left, found.right)
        && detail::acquainted(pair, found.left, found.right)
        && !readings(pair, (found.left, found.right), Some(&one.0.unit))
        // A formula (`pidana penjara selama 16 tahun`) fits anybody.
        && named(pair.left.1, found.left)
        && named(pair.right.1, found.right)
        && own == their
        && own <= LIST
        && super::shared_words(pair, found) >= WORDS
        && one.0.thing == other.0.thing
        && one.0.base == other.0.base
        && (alike >= DIFFERING || (own == 1 && found.score >= DIFFERING))
        && !gives(pair.right.1, one.0)
        && !gives(pair.left.1, other.0)
}

/// Whether a statement names somebody or something.
fn named(source: &Source, statement: u32) -> bool {
    !source.statements[statement as usize].details.names.is_empty()
}

/// Whether two statements measure one thing (in any unit but that one) and have other values for it: each was read at its own time
/// (`pukul 09.15 IHSG naik 0,78 persen`).
pub(super) fn readings(pair: &Pair<'_>, (left, right): (u32, u32), but: Option<&str>) -> bool {
    let of = |source: &'_ Source, statement: u32| source.statements[statement as usize].amounts.to_vec();
    let (mine, theirs) = (of(pair.left.1, left), of(pair.right.1, right));
    mine.iter().filter(|one| but.is_none_or(|unit| *unit != *one.unit)).any(|one| {
        let mut rivals = theirs.iter().filter(|other| other.unit == one.unit).peekable();
        rivals.peek().is_some() && !rivals.any(|other| same(one, other))
    })
}

/// Articles must be this alike.
const EVENT: f32 = 0.38;

/// Units of how long something took.
const BRIEF: [&str; 3] = ["detik", "menit", "jam"];

/// Statements with more amounts of one unit are lists: which goes with which is not known.
const LIST: usize = 3;

/// So many words must be shared to say what the number is of; lines of a price list do not.
const WORDS: usize = 4;

/// Kinds of payment of which a sentence names one: the same sum under two of them is a difference.
const KINDS: [&str; 5] = ["denda", "uang pengganti", "restitusi", "ganti rugi", "kompensasi"];

/// The dead, hurt and missing of one event, wherever in their first statements two articles count them.
pub(super) fn tolls(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    for toll in TOLLS {
        let (Some(one), Some(other)) = (first(pair.left.1, toll), first(pair.right.1, toll)) else { continue };
        let (x, y) = (amount(pair.left.1, one), amount(pair.right.1, other));
        let equal = same(x, y);
        let one_incident = || same_incident(pair, one.0, other.0);
        if equal
            || (pair.dated() && x.counted && y.counted && one_incident() && !gives(pair.right.1, x) && !gives(pair.left.1, y))
        {
            let parts = ((one.0, Part::Amount(one.1)), (other.0, Part::Amount(other.1)));
            edges.push(pair.edge(Field::Number, parts.0, parts.1, equal));
        }
    }
}

/// Whether two statements count the victims of one incident: they name a place or a person in common, or one of them hardly names
/// anything (`menurut BPBD, longsor itu menewaskan 10 orang`), and where both give a day it is not another one.
fn same_incident(pair: &Pair<'_>, left: u32, right: u32) -> bool {
    let (one, other) = (&pair.left.1.statements[left as usize], &pair.right.1.statements[right as usize]);
    let named = one.details.names.iter().any(|name| words::has(&other.terms, *name));
    let day = |statement: &Statement| -> Vec<(NaiveDate, NaiveDate)> {
        statement.moments.iter().filter_map(|moment| moment.days).collect()
    };
    let (mine, theirs) = (day(one), day(other));
    let meet = mine.is_empty() || theirs.is_empty() || mine.iter().any(|x| theirs.iter().any(|y| x.0 <= y.1 && y.0 <= x.1));
    let bare = one.details.names.len().min(other.details.names.len()) <= 1;
    meet && (named || bare)
}

/// Figures of one thing that miss one another by little, wherever the two articles give them: one was rounded wrongly, cut, or
/// misprinted.
pub(super) fn near(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let (left, right) = (figures(pair.left.1), figures(pair.right.1));
    for &(x, one) in &left {
        for &(y, other) in right.iter().filter(|(_, other)| one.unit == other.unit && one.thing == other.thing) {
            let ratio = one.low / other.low;
            let short = cut(one, other) && (one.low / unit(one).max(unit(other))) >= DIGITS;
            let miss = (1.0 - NEAR..=1.0 + NEAR).contains(&ratio) && !same(one, other) && one.base == other.base;
            if miss
                && (short || (around(one, other) >= AROUND && detail::acquainted(pair, x.0, y.0)))
                && !detail::strangers(pair, x.0, y.0)
                && !gives(pair.right.1, one)
                && !gives(pair.left.1, other)
            {
                let parts = ((x.0, Part::Amount(x.1)), (y.0, Part::Amount(y.1)));
                edges.push(pair.edge(Field::Number, parts.0, parts.1, false));
            }
        }
    }
}

/// Whether one amount is the other without its last digits (`224 miliar` of `224,69 miliar`): less exact, not contrary.
pub(in crate::diff) fn cut(one: &Amount, other: &Amount) -> bool {
    let short = |coarse: &Amount, fine: &Amount| {
        coarse.place > fine.place && close((fine.low / unit(coarse)).floor() * unit(coarse), coarse.low)
    };
    one.unit == other.unit && (short(one, other) || short(other, one))
}

/// What the last digit shown counts.
fn unit(amount: &Amount) -> f64 {
    10_f64.powi(i32::from(amount.place))
}

/// Three digits that are the same are no accident.
const DIGITS: f64 = 100.0;

/// How far, as a share.
const NEAR: f64 = 0.05;
/// Surroundings of two figures of one thing.
const AROUND: f32 = 0.12;

/// The amounts of which a word near them tells the thing, each with its statement and its place in it.
fn figures(source: &Source) -> Vec<((u32, u32), &Amount)> {
    let all = source.statements.iter().enumerate().flat_map(|(statement, own)| {
        own.amounts.iter().enumerate().map(move |(at, amount)| ((statement as u32, at as u32), amount))
    });
    all.filter(|(_, amount)| amount.thing.is_some() && amount.low.is_finite()).collect()
}

fn amount(source: &Source, at: (u32, u32)) -> &Amount {
    &source.statements[at.0 as usize].amounts[at.1 as usize]
}

/// Whether a statement tells of days long before the article's: it is another event's count.
fn earlier(source: &Source, statement: &Statement) -> bool {
    let past = |moment: &Moment| source.day.zip(moment.days).is_some_and(|(day, (_, last))| (day - last).num_days() > BEFORE);
    statement.moments.iter().any(past)
}

/// In days.
const BEFORE: i64 = 10;

/// Where an article first counts the people to whom that happened.
fn first(source: &Source, toll: &str) -> Option<(u32, u32)> {
    source.statements.iter().take(LEAD).enumerate().find_map(|(statement, own)| {
        let fits = |amount: &Amount| &*amount.unit == "orang" && amount.thing.as_deref() == Some(toll) && !earlier(source, own);
        let at = own.amounts.iter().position(fits)?;
        Some((statement as u32, at as u32))
    })
}
