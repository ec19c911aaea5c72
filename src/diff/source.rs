//! A source as the comparison sees it: an article, or an article's rows of a timeline, cut into statements.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Comparer;
use super::words::{self, Term};
use crate::annotation::{Annotation, Basis, Quantity, QuoteKind, Timex};
use crate::article::Article;
use crate::citation::CharIndex;
use crate::lexicon::{Class, Classes};
use crate::segment::{Role, Sentence};
use crate::span::Span;
use crate::time::value::{DayOf, Granularity, Mod, Point, Type, Value, Zone};
use crate::token::{Kind, Token};

/// What kind of thing counts as one voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Each outlet; an article without one speaks for itself.
    #[default]
    Publisher,
    /// Each article.
    Article,
    /// Each input file.
    File,
}

/// One article with what the comparison needs of it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The article's id.
    pub article: String,
    /// The outlet.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as the outputs write it.
    pub published: Option<String>,
    /// The input file.
    pub file: String,
    /// SHA-256 of the text in which the offsets count, 64 hex digits.
    pub sha256: String,
    /// The outlet or agency that it takes its statements from, where it names just one.
    pub via: Option<String>,
    pub(super) day: Option<NaiveDate>,
    pub(super) instant: Option<DateTime<FixedOffset>>,
    pub(super) text: String,
    pub(super) statements: Vec<Statement>,
    pub(super) quotes: Vec<Quote>,
    /// All terms of the article with their weights in it, sorted; the squares of the weights sum to 1.
    pub(super) profile: Box<[(Term, f32)]>,
}

/// A sentence, or a row of a timeline.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Bytes in the source's text.
    pub(super) span: Span,
    /// Characters in the article's text, half open.
    pub(super) chars: (u32, u32),
    /// Its telling words, as a set.
    pub(super) terms: Box<[Term]>,
    pub(super) amounts: Box<[Amount]>,
    pub(super) moments: Box<[Moment]>,
    pub(super) states: Box<[State]>,
}

/// A quantity with its surroundings.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    /// The decimal place of the last digit shown.
    pub(super) place: i8,
    pub(super) hedge: Option<Mod>,
    /// As the outputs write it: `8 orang`.
    pub(super) shown: Box<str>,
    pub(super) unit: Box<str>,
    /// Whether a number stands there; `seorang` may also be no more than an article.
    pub(super) counted: bool,
    /// What it is of, where a word near it tells: `tewas`, `denda`.
    pub(super) thing: Option<Box<str>>,
    /// Whether something else is measured against it (`dari 5,07 persen`).
    pub(super) base: bool,
    /// The telling words around it, as a set.
    pub(super) context: Box<[Term]>,
}

/// A day, a longer period or a clock time.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    /// Minutes since midnight, and the zone where it is given.
    pub(super) clock: Option<(i32, Option<Zone>)>,
    pub(super) granularity: Granularity,
    /// Whether the day itself stands there, rather than being counted or inherited.
    pub(super) stated: bool,
    /// As the outputs write it.
    pub(super) shown: Box<str>,
    pub(super) context: Box<[Term]>,
}

/// A state of something: `operasi masih berlangsung`.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The noun that is in it.
    pub(super) subject: Term,
    /// `akhir`
    pub(super) name: Box<str>,
    pub(super) holds: bool,
}

/// Somebody's words.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    /// The statement in which it begins.
    pub(super) statement: u32,
    pub(super) span: Span,
    pub(super) direct: bool,
    pub(super) speaker: Option<Box<str>>,
    /// The day on which it was said, where the text states it.
    pub(super) said: Option<NaiveDate>,
    /// Its words in order without particles.
    pub(super) words: Box<[QuoteWord]>,
}

/// A word of a quote, colloquial forms made standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteWord {
    pub(super) term: Term,
    pub(super) span: Span,
    /// Whether a sentence ends behind it.
    pub(super) ends: bool,
    /// Whether it is a word that merely opens a sentence (`jadi`, `namun`).
    pub(super) opens: bool,
}

/// Sentences of a quote with fewer words are read together with their neighbour.
pub(super) const SHORT: usize = 5;

/// A text with its tokens.
pub(super) struct Cut<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Cut<'_> {
    /// The index of the first token that begins at or after that byte.
    fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }
}

impl Quote {
    /// The sentence of the quote in which a word stands, by number.
    pub(super) fn sentence_of(&self, word: usize) -> u32 {
        self.words[..word].iter().filter(|word| word.ends).count() as u32
    }

    /// The words of each sentence of the quote: from, up to (exclusive).
    pub(super) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let mut sentences = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            if word.ends || at + 1 == self.words.len() {
                sentences.push((from, at + 1));
                from = at + 1;
            }
        }
        sentences
    }

    /// Where a sentence of the quote stands.
    pub(super) fn sentence(&self, number: u32) -> Span {
        let mut own = self.words.split_inclusive(|word| word.ends).skip(number as usize);
        let words = own.next().unwrap_or(&self.words);
        // Particles at its ends belong to it: it reaches from where the one before ends to its own last word.
        let start = if number == 0 { self.span.start } else { words.first().map_or(self.span.start, |word| word.span.start) };
        let end = if own.next().is_some() { words.last().map_or(self.span.end, |word| word.span.end) } else { self.span.end };
        Span::new(start, end)
    }
}

impl Source {
    /// Whether it holds no statement.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// How many statements it holds.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Who speaks, for the comparison.
    pub(super) fn voice(&self, by: By) -> &str {
        match by {
            By::Publisher => self.publisher.as_deref().unwrap_or(&self.article),
            By::Article => &self.article,
            By::File => &self.file,
        }
    }
}

impl Comparer<'_> {
    /// Makes a source of an annotated article.
    pub fn article(&self, article: &Article, annotation: &Annotation, file: &str) -> Source {
        let document = self.cut(&article.text);
        let index = CharIndex::new(&article.text);
        let own = |sentence: &&Sentence| matches!(sentence.role, Role::Body | Role::Headline);
        let statements: Vec<Statement> = annotation
            .sentences
            .iter()
            .filter(own)
            .map(|sentence| self.statement(&document, sentence.span, index.span(sentence.span), annotation))
            .collect();
        let quotes = self.quotes(&document, &statements, annotation);
        let mut vias = annotation.quotations.iter().filter_map(|quotation| quotation.via.as_deref());
        let via = vias.next().filter(|first| vias.all(|other| other == *first)).map(str::to_owned);
        Source {
            article: article.id.clone(),
            publisher: article.publisher.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published.as_ref().map(crate::article::Published::written),
            file: file.to_owned(),
            sha256: crate::citation::sha256(&article.text),
            via,
            day: article.published.as_ref().map(|published| published.date).or(annotation.dct.map(|dct| dct.date)),
            instant: article.published.as_ref().and_then(|published| published.instant),
            profile: self.profile(article.title.as_deref().unwrap_or(""), &statements),
            text: article.text.clone(),
            statements,
            quotes,
        }
    }

    /// A text with its tokens.
    pub(super) fn cut<'t>(&self, text: &'t str) -> Cut<'t> {
        Cut { text, tokens: crate::token::tokenize(text, self.lexicon) }
    }

    /// What an article is about, by its headline and first statements.
    pub(super) fn profile(&self, title: &str, statements: &[Statement]) -> Box<[(Term, f32)]> {
        let headline = crate::token::tokenize(title, self.lexicon);
        profile(&self.vocabulary.terms(title, &headline, self.lexicon), statements)
    }

    pub(super) fn statement(&self, document: &Cut<'_>, span: Span, chars: (u32, u32), annotation: &Annotation) -> Statement {
        let (from, to) = (document.token_at(span.start), document.token_at(span.end));
        let tokens = &document.tokens[from..to];
        let within = |inner: &Span| span.contains(*inner);
        let amounts: Vec<Amount> = slice(&annotation.quantities, span, |quantity| quantity.span)
            .iter()
            .map(|quantity| self.amount(document.text, tokens, quantity))
            .collect();
        let moments: Vec<Moment> = slice(&annotation.timexes, span, |timex| timex.span)
            .iter()
            .filter(|timex| within(&timex.span))
            .filter_map(|timex| self.moment(document.text, tokens, timex))
            .collect();
        let mut terms = self.vocabulary.terms(document.text, tokens, self.lexicon);
        terms.extend(amounts.iter().map(|amount| words::figure(&amount.shown, 3)));
        Statement {
            span,
            chars,
            terms: words::set(terms),
            amounts: amounts.into(),
            moments: moments.into(),
            states: self.states(document.text, tokens).into(),
        }
    }

    fn amount(&self, text: &str, tokens: &[Token], quantity: &Quantity) -> Amount {
        let mut ends = quantity.value.split('/').map(|end| end.parse().unwrap_or(f64::NAN));
        let at = tokens.partition_point(|token| token.start < quantity.span.start);
        let end = tokens.partition_point(|token| token.start < quantity.span.end);
        let sense = |token: &Token, class| self.lexicon.classes(token.word()).has(class);
        let people = self.lexicon.sense(self.lexicon.word(&quantity.unit), Class::People).map(|sense| &*sense.value);
        let unit = people.unwrap_or(&quantity.unit);
        Amount {
            low: ends.next().unwrap_or(f64::NAN),
            high: ends.next(),
            place: quantity.place,
            hedge: quantity.hedge,
            shown: format!("{} {unit}", quantity.value.split('/').map(written).collect::<Vec<_>>().join("-")).into(),
            unit: unit.into(),
            counted: !sense(&tokens[at.min(tokens.len() - 1)], Class::OneOf),
            thing: self.thing(tokens, at, end),
            base: tokens[at.saturating_sub(2)..at].iter().any(|token| sense(token, Class::Base)),
            context: self.context(text, tokens, at, end),
        }
    }

    /// The nearest word that says what an amount is of: behind it up to five tokens, before it up to six, no other number between.
    fn thing(&self, tokens: &[Token], at: usize, end: usize) -> Option<Box<str>> {
        let number = |token: &Token| token.kind == Kind::Number || token.mark().is_some_and(|mark| ";(".contains(mark));
        let find = |index: usize| self.lexicon.longest(tokens, index, Class::Thing).map(|(sense, _)| sense.value.clone());
        let behind = (end..tokens.len().min(end + 6)).take_while(|&index| !number(&tokens[index]));
        let before = (at.saturating_sub(6)..at).rev().take_while(|&index| !number(&tokens[index]));
        let behind = behind.map(|index| (index - end, index)).find_map(|(far, index)| Some((far, find(index)?)));
        let before = before.map(|index| (at - index, index)).find_map(|(far, index)| Some((far, find(index)?)));
        match (behind, before) {
            (Some((far, thing)), Some((near, other))) => Some(if near < far { other } else { thing }),
            (Some((_, thing)), None) | (None, Some((_, thing))) => Some(thing),
            (None, None) => None,
        }
    }

    fn context(&self, text: &str, tokens: &[Token], at: usize, end: usize) -> Box<[Term]> {
        let mut terms = self.vocabulary.terms(text, &tokens[at.saturating_sub(7)..at], self.lexicon);
        terms.extend(self.vocabulary.terms(text, &tokens[end..tokens.len().min(end + 7)], self.lexicon));
        words::set(terms)
    }

    fn moment(&self, text: &str, tokens: &[Token], timex: &Timex) -> Option<Moment> {
        let value = timex.value.filter(|_| matches!(timex.kind, Type::Date | Type::Time) && !timex.vague)?;
        let clock = match value {
            Value::Point(Point::Clock(_, clock)) => Some((i32::from(clock.hour) * 60 + i32::from(clock.minute), clock.zone)),
            _ => None,
        };
        let days = match value {
            Value::Point(Point::Clock(DayOf::Any | DayOf::Weekday(_), _)) => None,
            _ => Some(value.days()?),
        };
        let shown = clock.map_or_else(|| value.to_string(), |(minute, _)| format!("{:02}:{:02}", minute / 60, minute % 60));
        let at = tokens.partition_point(|token| token.start < timex.span.start);
        let end = tokens.partition_point(|token| token.start < timex.span.end);
        Some(Moment {
            days,
            clock,
            granularity: value.granularity()?,
            stated: matches!(timex.basis, Basis::Stated | Basis::Completed),
            shown: shown.into(),
            context: self.context(text, tokens, at, end),
        })
    }

    /// `operasi masih berlangsung`, `korban belum ditemukan`: a noun, then at most one auxiliary, then the state.
    fn states(&self, text: &str, tokens: &[Token]) -> Vec<State> {
        const LIGHT: Classes = Classes::of(&[Class::PastCue, Class::FutureCue, Class::NotCounted]);
        let mut states = Vec::new();
        for at in 1..tokens.len() {
            let Some((sense, _)) = self.lexicon.longest(tokens, at, Class::State) else { continue };
            let Some(name) = sense.value.strip_suffix(['+', '-']) else { continue };
            let light = |index: usize| self.lexicon.classes(tokens[index].word()).meets(LIGHT);
            let Some(noun) = (at.saturating_sub(2)..at).rev().find(|&index| !light(index)) else { continue };
            if tokens[noun].kind != Kind::Word {
                continue;
            }
            if let [subject] = self.vocabulary.terms(text, &tokens[noun..=noun], self.lexicon)[..] {
                states.push(State { subject, name: name.into(), holds: sense.value.ends_with('+') });
            }
        }
        states
    }

    fn quotes(&self, document: &Cut<'_>, statements: &[Statement], annotation: &Annotation) -> Vec<Quote> {
        let mut quotes = Vec::new();
        for quotation in &annotation.quotations {
            let span = quotation.span;
            let Some(statement) = statements.iter().position(|statement| statement.span.overlaps(span)) else { continue };
            let when = quotation.when.and_then(|index| annotation.timexes.get(index as usize));
            let said = when
                .filter(|timex| matches!(timex.basis, Basis::Stated | Basis::Completed))
                .and_then(|timex| timex.value?.days())
                .filter(|(first, last)| first == last);
            quotes.push(Quote {
                statement: statement as u32,
                span,
                direct: quotation.kind == QuoteKind::Direct,
                speaker: quotation.speaker.as_deref().map(Into::into),
                said: said.map(|(day, _)| day),
                words: self.wording(document, span).into(),
            });
        }
        quotes
    }

    /// The words of a quote in order: particles left out, colloquial forms made standard.
    pub(super) fn wording(&self, document: &Cut<'_>, span: Span) -> Vec<QuoteWord> {
        let tokens = &document.tokens[document.token_at(span.start)..document.token_at(span.end)];
        let mut words: Vec<QuoteWord> = Vec::new();
        let mut since = 0;
        let mut brackets = 0_usize;
        let mut money = 0;
        for (at, token) in tokens.iter().enumerate() {
            if token.mark().is_some_and(|mark| ".?!".contains(mark)) {
                // A point inside a number or an initial ends nothing; the next sentence begins with a capital letter.
                let next = tokens.get(at + 1);
                if next.is_none_or(Token::is_capitalised) && words.len() >= since + SHORT {
                    since = words.len();
                    words[since - 1].ends = true;
                }
                continue;
            }
            // What stands in brackets the editor put there; a currency is written before its number or behind it.
            match token.mark() {
                Some('(' | '[') => brackets += 1,
                Some(')' | ']') => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            money = money.max(self.lexicon.longest(tokens, at, Class::Currency).map_or(0, |(_, length)| at + length));
            if brackets > 0 || at < money {
                continue;
            }
            let class = |class| self.lexicon.sense(token.word(), class).map(|sense| &*sense.value);
            if !matches!(token.kind, Kind::Word | Kind::Number) || self.lexicon.classes(token.word()).has(Class::QuoteFiller) {
                continue;
            }
            let written = token.span().of(document.text).to_lowercase();
            let count = self.lexicon.sense(token.word(), Class::Numeral).filter(|sense| sense.number > 0);
            let count = count.map(|sense| sense.number.to_string());
            let standard = class(Class::Colloquial).or(class(Class::Alias)).or(count.as_deref());
            let term = self.vocabulary.exact(standard.unwrap_or(&written));
            words.push(QuoteWord {
                term,
                span: token.span(),
                ends: false,
                opens: class(Class::Opener).is_some_and(str::is_empty),
            });
        }
        if words.len() < since + SHORT && since > 0 {
            words[since - 1].ends = false;
        }
        words
    }
}

/// A decimal number as Indonesian readers write it: `281,2 juta`, `1.565,8 triliun`, `224.696.340.127`, `5,5`.
fn written(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let grouped = |digits: &str| {
        let pieces: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|piece| std::str::from_utf8(piece).ok()).collect();
        pieces.join(".")
    };
    for (zeros, name) in [(12, "triliun"), (9, "miliar"), (6, "juta")] {
        if whole.len() > zeros && fraction.is_empty() {
            let (front, back) = whole.split_at(whole.len() - zeros);
            match back.trim_end_matches('0') {
                "" => return format!("{} {name}", grouped(front)),
                rest if rest.len() <= 3 => return format!("{},{rest} {name}", grouped(front)),
                _ => {}
            }
        }
    }
    if fraction.is_empty() { grouped(whole) } else { format!("{},{fraction}", grouped(whole)) }
}

/// The items (in text order) that lie in the span.
fn slice<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = items.partition_point(|item| place(item).start < span.start);
    let to = items.partition_point(|item| place(item).start < span.end);
    &items[from..to]
}

/// The words of an article with their weights: how often, by the logarithm, and how rare.
fn profile(title: &[Term], statements: &[Statement]) -> Box<[(Term, f32)]> {
    let mut all: Vec<Term> = title.to_vec();
    // What an article is about stands in its first sentences; a long tail of background must not hide it.
    all.extend(statements.iter().take(LEAD).flat_map(|statement| statement.terms.iter().copied()));
    all.sort_unstable();
    let mut profile: Vec<(Term, f32)> = all
        .chunk_by(|left, right| left == right)
        .map(|run| (run[0], (1.0 + (run.len() as f32).ln()) * words::weight(run[0])))
        .collect();
    let norm = profile.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for (_, weight) in &mut profile {
        *weight /= norm;
    }
    profile.into()
}

/// How many of an article's first statements make its profile.
const LEAD: usize = 20;

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_as_readers_write_them() {
        let cases = [
            ("281200000", "281,2 juta"),
            ("1565800000000000", "1.565,8 triliun"),
            ("915000000000", "915 miliar"),
            ("224696340127", "224.696.340.127"),
            ("8000", "8.000"),
            ("5.5", "5,5"),
            ("0.5", "0,5"),
        ];
        for (value, wanted) in cases {
            assert_eq!(written(value), wanted);
        }
    }
}
