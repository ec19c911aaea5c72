//! Days and clock times of the same event.

use super::{Pair, detail, number};
use crate::diff::align::Match;
use crate::diff::fact::Field;
use crate::diff::node::{Edge, Part};
use crate::diff::source::{Moment, Source};
use crate::diff::words;
use crate::time::value::Granularity;

/// Statements must be this alike for their days to differ.
const STATEMENT: f32 = 0.5;
/// Surroundings of two clock times that tell of one moment.
const MOMENT: f32 = 0.2;
/// The words in lower case among them, which tell what happened.
const DEEDS: f32 = 0.2;
/// Clock times farther apart, in minutes, are of different moments.
const NEAR: i32 = 60;

/// Statements with more clock times are timetables, or tell of more than one moment.
const TIMETABLE: usize = 1;

/// The days and clock times of two matched statements.
pub(super) fn matched(pair: &Pair<'_>, found: &Match, edges: &mut Vec<Edge>) {
    let left = &pair.left.1.statements[found.left as usize].moments;
    let right = &pair.right.1.statements[found.right as usize].moments;
    for (i, one) in left.iter().enumerate() {
        for (j, other) in right.iter().enumerate() {
            let parts = ((found.left, Part::Moment(i as u32)), (found.right, Part::Moment(j as u32)));
            match (one.clock, other.clock) {
                (Some(_), Some(_)) if apart(one, other) == Some(0) && days_meet(one, other) => {
                    edges.push(pair.edge(Field::Time, parts.0, parts.1, true));
                }
                (None, None) if fine(one) && fine(other) => {
                    if one.days.is_some() && one.days == other.days {
                        edges.push(pair.edge(Field::Date, parts.0, parts.1, true));
                    } else if found.score >= STATEMENT
                        && pair.soon()
                        && left.len() == 1
                        && right.len() == 1
                        && differ(pair, (found.left, found.right), one, other)
                    {
                        edges.push(pair.edge(Field::Date, parts.0, parts.1, false));
                    }
                }
                _ => {}
            }
        }
    }
}

/// A day or a few, not a month or a year.
fn fine(moment: &Moment) -> bool {
    moment.clock.is_none() && moment.granularity <= Granularity::Day
}

/// Two stated days that neither article gives for anything else.
fn differ(pair: &Pair<'_>, statements: (u32, u32), one: &Moment, other: &Moment) -> bool {
    let gives = |source: &Source, day: &Moment| {
        source.statements.iter().flat_map(|statement| statement.moments.iter()).any(|own| own.days == day.days)
    };
    let apart = matches!((one.days, other.days), (Some(x), Some(y)) if x.1 < y.0 || y.1 < x.0);
    let shared = words::overlap(&one.context, &other.context, words::weight) >= MOMENT;
    let (x, y) = statements;
    one.stated
        && other.stated
        && apart
        && shared
        && !detail::strangers(pair, x, y)
        && !gives(pair.right.1, one)
        && !gives(pair.left.1, other)
}

fn days_meet(one: &Moment, other: &Moment) -> bool {
    match (one.days, other.days) {
        (Some(x), Some(y)) => x.0 <= y.1 && y.0 <= x.1,
        _ => true,
    }
}

/// How many minutes lie between two clock times, in one zone where both give theirs.
fn apart(one: &Moment, other: &Moment) -> Option<i32> {
    let ((minute, zone), (counter, other)) = (one.clock?, other.clock?);
    let shift = zone.zip(other).map_or(0, |(zone, other)| i32::from(zone.0) - i32::from(other.0));
    Some((minute - counter - shift).abs())
}

/// Clock times of one day that lie near one another, are told of in like words, and stand in one of the articles each.
pub(super) fn near(pair: &Pair<'_>, edges: &mut Vec<Edge>) {
    let left = clocks(pair.left.1);
    let right = clocks(pair.right.1);
    let gives = |times: &[(u32, u32, &Moment)], time: &Moment| times.iter().any(|(_, _, own)| apart(own, time) == Some(0));
    let alike = |one: &Moment, other: &Moment| words::overlap(&one.context, &other.context, words::weight);
    for &(statement, part, one) in &left {
        let rivals = right
            .iter()
            .filter(|(_, _, other)| days_meet(one, other) && apart(one, other).is_some_and(|apart| (1..=NEAR).contains(&apart)));
        let best = rivals.max_by(|x, y| alike(one, x.2).total_cmp(&alike(one, y.2)).then((y.0, y.1).cmp(&(x.0, x.1))));
        let Some(&(counter, place, other)) = best else { continue };
        let deeds = words::overlap(&one.deeds, &other.deeds, words::weight) >= DEEDS;
        let apart = detail::strangers(pair, statement, counter) || number::readings(pair, (statement, counter), None);
        if alike(one, other) >= MOMENT && deeds && !apart && !gives(&right, one) && !gives(&left, other) {
            edges.push(pair.edge(Field::Time, (statement, Part::Moment(part)), (counter, Part::Moment(place)), false));
        }
    }
}

/// The clock times of an article: statement, place in it, moment.
fn clocks(source: &Source) -> Vec<(u32, u32, &Moment)> {
    let all = source.statements.iter().enumerate().flat_map(|(statement, own)| {
        own.moments.iter().enumerate().map(move |(part, moment)| (statement as u32, part as u32, moment))
    });
    // A programme or timetable gives many; none of them is the time of an event.
    let clocks = |statement: u32| source.statements[statement as usize].moments.iter().filter(|own| own.clock.is_some()).count();
    all.filter(|(statement, _, moment)| moment.clock.is_some() && !moment.bound && clocks(*statement) <= TIMETABLE).collect()
}
