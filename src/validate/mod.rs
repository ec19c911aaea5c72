//! Whether a timeline is sound: in form, in meaning, and in every citation.
//!
//! Every fault is found and counted; how many of each kind are kept to be shown is the caller's choice. A row is read where it
//! stands ([`scan`] for CSV, [`json`] for JSON), its cells are checked against the one table of columns ([`column`]), then
//! against each other ([`meaning`]), then against the sources ([`cite`]), and at the end all rows against all ([`whole`]).
//!
//! ```
//! use linimasa::validate::{Options, Validator, Form};
//! let validator = Validator::new()?;
//! let report = validator.check("a.csv", Form::Csv, &mut "id,kind\nabc,claim\n".as_bytes(), &Options::default())?;
//! assert!(report.findings.iter().any(|finding| finding.code.as_str() == "L321" && finding.line == 2));
//! # Ok::<(), linimasa::Error>(())
//! ```

use std::io::Read;

use crate::error::Error;
use crate::lexicon::Lexicon;

mod blocks;
mod cell;
mod cite;
pub mod column;
mod damage;
pub mod fix;
mod header;
mod json;
mod meaning;
mod moment;
mod object;
pub mod render;
mod report;
mod row;
mod scan;
mod schema;
pub mod schemas;
mod table;
mod whole;

pub use cite::Sources;
pub use report::{Count, Finding, Report};
pub use schema::Schema;

/// How a timeline is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Cells set apart by a mark, the first line a header.
    Csv,
    /// One object, or an array of them.
    Json,
    /// One object a line.
    JsonLines,
}

/// What to check beside form and meaning, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// What sets the cells of CSV apart; found by itself where not given.
    pub separator: Option<u8>,
    /// How many findings of each kind and column are kept; all where not given. All are counted.
    pub max: Option<usize>,
    /// Threads; 0 and 1 are the same.
    pub threads: usize,
    /// The articles to check the citations against.
    pub sources: Option<&'a Sources>,
    /// A schema of the user's own, on top.
    pub schema: Option<&'a Schema>,
}

/// The words that the checks need, loaded once.
#[derive(Debug)]
pub struct Validator {
    lexicon: Lexicon,
}

impl Validator {
    /// Loads the words that come with the program.
    pub fn new() -> Result<Self, Error> {
        Ok(Self { lexicon: Lexicon::load()? })
    }

    /// Checks one timeline. `name` is what the report calls it. Fails only where `input` cannot be read.
    pub fn check(&self, name: &str, form: Form, input: &mut (dyn Read + Send), options: &Options) -> Result<Report, Error> {
        match form {
            Form::Csv => table::check(name, input, options, &self.lexicon),
            Form::Json => json::whole(name, input, options, &self.lexicon),
            Form::JsonLines => json::lines(name, input, options, &self.lexicon),
        }
    }
}

/// All checks of a single row; gives the cells that were read on the way. Of a row with broken bytes the place is not checked:
/// its characters cannot be counted.
fn row_checks(check: &mut row::Check, broken: bool, options: &Options, lexicon: &Lexicon) -> cell::Read {
    let mut read = cell::check(check);
    if broken {
        read.start = None;
    }
    meaning::check(check, &read, lexicon);
    if let Some(sources) = options.sources.filter(|_| !broken) {
        cite::check(check, &read, sources);
    }
    read
}
