//! linimasa reads Indonesian news articles and turns them into a timeline one can check.
//!
//! The pipeline, on one screen: an [`Article`] is cut into tokens, lines and sentences ([`segment`]); temporal expressions are
//! found and resolved against the document creation time ([`time`]); statements are attributed to their speakers ([`quote`]);
//! sentences that assert something dated become claims ([`claim`]); claims and statements become the rows of a [`timeline`].
//!
//! The library does not print and reads neither clock, environment nor network: the same input gives the same bytes.

pub mod annotation;
pub mod article;
pub mod citation;
mod claim;
pub mod cli;
mod datasets;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod error;
pub mod function;
pub mod lexicon;
mod name;
mod named;
mod numeral;
pub mod parallel;
mod pattern;
pub mod quantity;
pub mod quote;
mod rule;
mod scene;
pub mod segment;
mod span;
pub mod time;
pub mod timeline;
pub mod token;
pub mod validate;

use chrono::NaiveDate;

pub use annotation::Annotation;
pub use article::Article;
pub use error::Error;
pub use span::Span;

/// What the caller knows that the articles do not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The day of reading: no article is from later. Decides a year that nothing else gives.
    pub today: Option<NaiveDate>,
    /// Look for no quantities: only the rows of a timeline and their comparison show them.
    pub unmeasured: bool,
}

/// Words and rules, loaded once and shared by all threads.
#[derive(Debug)]
pub struct Annotator {
    lexicon: lexicon::Lexicon,
    time: time::Time,
    claims: claim::Claims,
    quote_rules: quote::Rules,
}

impl Annotator {
    /// Loads the word lists and rules that come with the program. Fails with file, line and reason where one is broken.
    pub fn new() -> Result<Self, Error> {
        let mut lexicon = lexicon::Lexicon::load()?;
        let time = time::Time::load(&mut lexicon)?;
        let claims = claim::Claims::load(&mut lexicon)?;
        let quote_rules = quote::Rules::load(&mut lexicon)?;
        lexicon.finish();
        Ok(Self { lexicon, time, claims, quote_rules })
    }

    /// Runs the examples and counter-examples of every rule: what fails, each in a sentence. Empty where all hold.
    pub fn check_rules(&self) -> Vec<String> {
        let mut failures = self.time.check(&self.lexicon);
        failures.extend(self.claims.check(&self.time, &self.lexicon));
        failures.extend(self.quote_rules.check(&self.lexicon));
        failures
    }

    /// The words it knows.
    pub const fn lexicon(&self) -> &lexicon::Lexicon {
        &self.lexicon
    }

    /// Annotates one article. Never fails: what is doubtful is among the diagnostics.
    pub fn annotate(&self, article: &Article, options: &Options) -> Annotation {
        self.annotate_all([article], options).pop().unwrap_or_default()
    }

    /// Annotates some articles, each for itself: an annotation for each, in their order.
    ///
    /// One stage does all articles before the next begins, because a processor holds the code of one stage, not of all: twenty
    /// articles at once take some 7 % less time than one by one. What is found in all of them is held in memory at once.
    ///
    /// ```
    /// use linimasa::{Annotator, Article, Options};
    /// let article = |text: &str| Article { text: text.into(), ..Article::default() };
    /// let articles = [article("Gempa terjadi di Palu pada Rabu (26/7/2023)."), article("Retno Wulandari mengatakan air sudah surut.")];
    /// let annotations = Annotator::new()?.annotate_all(&articles, &Options::default());
    /// assert_eq!((annotations[0].timexes.len(), annotations[1].quotations.len()), (1, 1));
    /// # Ok::<(), linimasa::Error>(())
    /// ```
    pub fn annotate_all<'a>(&self, articles: impl IntoIterator<Item = &'a Article>, options: &Options) -> Vec<Annotation> {
        self.annotate_in_stages(articles, options, |_| {})
    }

    /// The same, telling the caller as each stage of the pipeline ends: for measuring, since the library reads no clock.
    pub fn annotate_in_stages<'a>(
        &self,
        articles: impl IntoIterator<Item = &'a Article>,
        options: &Options,
        mut ended: impl FnMut(Stage),
    ) -> Vec<Annotation> {
        let segment = |article: &'a Article| segment::segment(&article.text, article.title.as_deref(), &self.lexicon);
        let mut all: Vec<_> = articles.into_iter().map(|article| (article, segment(article), Annotation::default())).collect();
        ended(Stage::Segment);
        for (article, document, annotation) in &mut all {
            self.time.annotate(article, document, *options, &self.lexicon, annotation);
        }
        ended(Stage::Time);
        let publisher = |article: &'a Article| article.publisher.as_deref();
        let spoken: Vec<_> = all
            .iter()
            .map(|(article, document, _)| quote::spoken(document, &self.lexicon, &self.quote_rules, publisher(article)))
            .collect();
        ended(Stage::Direct);
        let drafts = all.iter().zip(spoken).map(|((article, document, _), spoken)| {
            quote::drafts(document, spoken, &self.lexicon, &self.quote_rules, publisher(article))
        });
        let drafts: Vec<_> = drafts.collect();
        ended(Stage::Indirect);
        let people = all.iter().zip(drafts).map(|((_, document, _), drafts)| quote::people(document, drafts, &self.lexicon));
        let people: Vec<_> = people.collect();
        ended(Stage::People);
        for ((_, document, annotation), people) in all.iter_mut().zip(people) {
            annotation.quotations = quote::attribute(document, people, &annotation.timexes, &self.lexicon);
        }
        ended(Stage::Speaker);
        for (_, document, annotation) in all.iter_mut().filter(|_| !options.unmeasured) {
            annotation.quantities = quantity::quantities(document, &annotation.timexes, &self.lexicon);
        }
        ended(Stage::Quantity);
        for (_, document, annotation) in &mut all {
            self.claims.annotate(document, &self.lexicon, annotation);
        }
        ended(Stage::Claim);
        let whole = |(_, document, annotation): (_, segment::Document<'_>, Annotation)| Annotation {
            lines: document.lines,
            sentences: document.sentences,
            ..annotation
        };
        all.into_iter().map(whole).collect()
    }
}

/// The stages of the pipeline, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Tokens, lines, sentences.
    Segment,
    /// Temporal expressions and the document creation time.
    Time,
    /// Statements between quotation marks.
    Direct,
    /// Statements without them.
    Indirect,
    /// The names of people.
    People,
    /// Who made the statements.
    Speaker,
    /// Numbers with what they measure.
    Quantity,
    /// Dated claims.
    Claim,
}
