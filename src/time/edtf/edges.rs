//! The two ends of what a value covers, and how EDTF writes them.

use chrono::Days;

use super::Bound;
use crate::time::value::{DayOf, Mod, Point};

/// A point as the two ends that EDTF can write: centuries, decades, years, months, days and clock times.
#[derive(Clone, Copy)]
pub(super) struct Edges {
    pub(super) left: Point,
    pub(super) right: Point,
    pub(super) approximate: bool,
}

impl Edges {
    pub(super) fn of(point: Point, modifier: Option<Mod>) -> Option<Self> {
        let third = match modifier {
            Some(Mod::Start) => third(point, 0),
            Some(Mod::Mid) => third(point, 1),
            Some(Mod::End) => third(point, 2),
            _ => None,
        };
        if let Some((left, right)) = third {
            return Some(Self { left, right, approximate: true });
        }
        let (left, right) = match point {
            Point::Century(_)
            | Point::Decade(_)
            | Point::Year(_)
            | Point::Month(..)
            | Point::Day(_)
            | Point::Clock(DayOf::Date(_), _) => (point, point),
            Point::Semester(year, n) => (Point::Month(year, n * 6 - 5), Point::Month(year, n * 6)),
            Point::Quarter(year, n) => (Point::Month(year, n * 3 - 2), Point::Month(year, n * 3)),
            Point::Week(..) | Point::Weekend(..) | Point::Part(DayOf::Date(_), _) => {
                let (first, last) = point.days()?;
                (Point::Day(first), Point::Day(last))
            }
            _ => return None,
        };
        let approximate = modifier == Some(Mod::Approx) && !matches!(point, Point::Clock(..));
        Some(Self { left, right, approximate })
    }

    pub(super) fn first(&self) -> Option<Bound> {
        match self.left.instant() {
            Some((instant, zone)) => Some(Bound::Instant(instant, zone)),
            None => Some(Bound::Day(self.left.days()?.0)),
        }
    }

    pub(super) fn last(&self) -> Option<Bound> {
        match self.right.instant() {
            Some((instant, zone)) => Some(Bound::Instant(instant, zone)),
            None => Some(Bound::Day(self.right.days()?.1)),
        }
    }

    pub(super) fn edtf(&self) -> String {
        match self.left.instant() {
            Some((instant, zone)) => Bound::Instant(instant, zone).to_string(),
            None => written((self.left, self.approximate), (self.right, self.approximate)),
        }
    }
}

/// An interval of two ends, or the one they share.
pub(super) fn written(from: (Point, bool), to: (Point, bool)) -> String {
    let mark = |approximate| if approximate { "~" } else { "" };
    if from == to {
        return format!("{}{}", from.0, mark(from.1));
    }
    format!("{}{}/{}{}", open_digits(from.0, false), mark(from.1), open_digits(to.0, true), mark(to.1))
}

/// An end of an interval: decades and centuries stand for their outer year, since few readers take `199X/200X`.
fn open_digits(point: Point, last: bool) -> Point {
    match point {
        Point::Century(n) => Point::Year(n * 100 + if last { 99 } else { 0 }),
        Point::Decade(n) => Point::Year(n * 10 + if last { 9 } else { 0 }),
        other => other,
    }
}

/// The day of a clock time; other points as they are.
pub(super) fn on_day(point: Point) -> Point {
    match point.instant() {
        Some((instant, _)) => Point::Day(instant.date()),
        None => point,
    }
}

/// The beginning (0), middle (1) or end (2) of a period; none of a period too short to have them.
pub(super) fn third(point: Point, n: u8) -> Option<(Point, Point)> {
    let i = usize::from(n);
    let months = |year, before: u8, each: u8| {
        let first = before + n * each + 1;
        Some((Point::Month(year, first), Point::Month(year, first + each - 1)))
    };
    match point {
        Point::Century(century) => {
            let (from, to) = [(0, 33), (34, 66), (67, 99)][i];
            Some((Point::Year(century * 100 + from), Point::Year(century * 100 + to)))
        }
        Point::Decade(decade) => {
            let (from, to) = [(0, 3), (4, 6), (7, 9)][i];
            Some((Point::Year(decade * 10 + from), Point::Year(decade * 10 + to)))
        }
        Point::Year(year) => months(year, 0, 4),
        Point::Semester(year, half) => months(year, (half - 1) * 6, 2),
        Point::Quarter(year, quarter) => months(year, (quarter - 1) * 3, 1),
        Point::Month(..) => {
            let (first, last) = point.days()?;
            let day = |days| first.checked_add_days(Days::new(days)).map(Point::Day);
            match n {
                0 => Some((day(0)?, day(9)?)),
                1 => Some((day(10)?, day(19)?)),
                _ => Some((day(20)?, Point::Day(last))),
            }
        }
        Point::Week(..) => {
            let monday = point.days()?.0;
            let day = |days| monday.checked_add_days(Days::new(days)).map(Point::Day);
            let (from, to) = [(0, 1), (2, 3), (4, 6)][i];
            Some((day(from)?, day(to)?))
        }
        _ => None,
    }
}
