//! Told as past, dated after the article: a slip of the pen, or a wrong publication date.

use chrono::NaiveDate;

use super::view::View;
use crate::annotation::Basis;
use crate::diagnostic::{Code, Diagnostic};
use crate::function::Function;
use crate::lexicon::Class;
use crate::time::value::{Granularity, Value};

/// How many tokens may stand between the word of the past and its date.
const NEAR: usize = 12;

/// The doubt about a claim that the sentence tells as past though its day lies after the article's. Only full dates are
/// doubted (a date without its year is read so that it fits), and only where nothing in the sentence plans or expects.
pub(super) fn late(view: &View<'_>, timex: usize, value: Value, dct: Option<NaiveDate>) -> Option<Diagnostic> {
    let expression = &view.timexes[timex];
    let (first, _) = value.days()?;
    let after = first > dct?;
    if !after || expression.basis != Basis::Stated || value.granularity()? > Granularity::Day {
        return None;
    }
    let tokens = view.tokens();
    let from = view.sentence.tokens.0 as usize;
    let start = view.document.token_at(expression.span.start);
    let end = view.document.token_at(expression.span.end);
    if (from..tokens.len()).any(|at| view.is(at, Class::FutureCue) || view.does(at, Function::NotYet)) {
        return None;
    }
    let past = (start..end).any(|at| view.is(at, Class::Ago)) || told_as_past(view, from, start);
    past.then(|| Diagnostic {
        code: Code::PastAfterPublication,
        span: expression.span,
        message: format!(
            "told as past, but {} days after the article ({})",
            (first - dct.unwrap_or(first)).num_days(),
            dct.unwrap_or(first)
        ),
        suggestion: None,
    })
}

/// Whether a word of the past governs the date at `start`: near before it, in the same clause, with at most its own verb and one
/// preposition between.
fn told_as_past(view: &View<'_>, from: usize, start: usize) -> bool {
    let tokens = view.tokens();
    let Some(before) = start.checked_sub(1).filter(|&before| before > from) else { return false };
    if !(view.does(before, Function::BeforeDay) || view.mark(before, ",")) {
        return false;
    }
    let Some(done) = (from.max(start.saturating_sub(NEAR))..before).rev().find(|&at| view.is(at, Class::Done)) else {
        return false;
    };
    let sense =
        |at: usize, value: &str| view.lexicon.sense(tokens[at].word(), Class::Done).is_some_and(|sense| &*sense.value == value);
    if sense(done, "sets") {
        return false;
    }
    let helper = sense(done, "helper");
    let verbs = (done + 1..before).filter(|&at| view.is_verb(at)).count();
    let own_verb = done + 1 < before && view.is_verb(done + 1) && !view.is(done + 1, Class::ReportVerb);
    let one_clause = !(done..before).any(|at| view.does(at, Function::ClosesPast) || view.mark(at, ",:;"));
    one_clause && if helper { own_verb && verbs == 1 } else { verbs == 0 }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, DctSource, Published};
    use crate::diagnostic::Code;
    use crate::{Annotator, Options};

    #[test]
    fn only_what_is_told_as_past_is_doubted() {
        let annotator = Annotator::new().unwrap();
        let date = "2023-07-26".parse().unwrap();
        for (text, doubted) in [
            ("Gempa itu terjadi pada 12 Agustus 2023.", true),
            ("Pemerintah telah menutup bandara itu pada Sabtu (12/8/2023).", true),
            ("Warga menemui bupati pada Sabtu, 12 Agustus 2023 lalu.", true),
            ("Gempa itu terjadi pada 12 Juli 2023.", false),
            ("Gerhana diperkirakan terjadi pada 12 Agustus 2023.", false),
            ("Pemerintah akan menutup bandara itu pada 12 Agustus 2023.", false),
            ("Panitia telah menetapkan pemungutan suara digelar pada 14 Februari 2024.", false),
            ("Tiket sudah dijual untuk konser pada 12 Agustus 2023.", false),
            ("Konser digelar pada 12 Agustus 2023.", false),
            ("Peluncuran itu telah ditetapkan pada 28 Agustus 2023.", false),
            ("Gempa itu belum pernah terjadi pada 12 Agustus.", false),
        ] {
            let published = Some(Published { date, instant: None, from: DctSource::Metadata });
            let article = Article { text: text.to_owned(), published, ..Article::default() };
            let annotation = annotator.annotate(&article, &Options::default());
            let found = annotation.diagnostics.iter().any(|doubt| doubt.code == Code::PastAfterPublication);
            assert_eq!(found, doubted, "{text}");
        }
    }
}
