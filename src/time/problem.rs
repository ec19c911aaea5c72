//! What is doubtful about a date as written, and the reading that the evidence favours. Nothing is ever repaired silently.

use chrono::{Datelike, Days, NaiveDate};

use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::time::names;
use crate::time::resolve::Fault;

/// The diagnostic for a fault of the expression at `span`.
pub(crate) fn diagnostic(fault: Fault, span: Span, text: &str, dct: Option<NaiveDate>, lexicon: &Lexicon) -> Diagnostic {
    match fault {
        Fault::Impossible => Diagnostic {
            code: Code::ImpossibleDate,
            span,
            message: format!("the calendar has no such day as {}", span.of(text)),
            suggestion: None,
        },
        Fault::Weekday { date, written } => {
            let (day, actual) = (names::day(date, lexicon), names::weekday_of(date, lexicon));
            let named = |weekday| names::weekday(weekday, lexicon);
            let suggestion = suggestion(date, written, dct);
            Diagnostic {
                code: Code::WeekdayMismatch,
                span,
                message: format!("{day} is a {actual}, not {}", named(written.into())),
                suggestion: suggestion
                    .map(|day| format!("{}, {}", named(day.weekday().number_from_monday()), names::day(day, lexicon))),
            }
        }
    }
}

/// That the expression at `span`, the first of its article, stays undated for want of a day to count from.
pub(crate) fn no_anchor(span: Span, text: &str) -> Diagnostic {
    Diagnostic {
        code: Code::NoPublicationDate,
        span,
        message: format!("nothing says from which day {} is to be counted", span.of(text)),
        suggestion: None,
    }
}

/// The reading that the evidence favours. News tells of the last days: of the date as written (a wrong weekday), the weekday
/// nearest to the date (a wrong day), and the same day and month of the dct's year or month (a wrong year or month), the one
/// that lies closest before the dct.
fn suggestion(date: NaiveDate, written: u8, dct: Option<NaiveDate>) -> Option<NaiveDate> {
    let dct = dct?;
    let fits = |day: &NaiveDate| day.weekday().number_from_monday() == u32::from(written);
    let mut readings = vec![date];
    for shift in 1..=3 {
        readings.extend(
            [date.checked_sub_days(Days::new(shift)), date.checked_add_days(Days::new(shift))].into_iter().flatten().filter(fits),
        );
    }
    readings.extend((dct.year() - 1..=dct.year() + 1).filter_map(|year| date.with_year(year)).filter(fits));
    readings.extend((1..=12).filter_map(|month| NaiveDate::from_ymd_opt(dct.year(), month, date.day())).filter(fits));
    readings.into_iter().min_by_key(|day| {
        let away = (dct - *day).num_days();
        // A coming day is less likely than one as far back, and a wrong weekday likelier than a wrong day at the same distance.
        (if away < 0 { away.abs() * 3 } else { away }, i64::from(*day != date))
    })
}
