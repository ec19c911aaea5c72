//! Doubts that point at a place, with stable codes.
//!
//! A code is one file, `datasets/diagnostics/L103-weekday-mismatch.md`: its name is the code and the name, its first line
//! severity and title, the rest what `linimasa explain L103` prints. The build script turns the folder into [`Code`]
//! (`Code::WeekdayMismatch`), so that no code can lack its explanation.

pub mod render;

use crate::named::named;
use crate::span::Span;

named! {
    /// How bad it is.
    #[derive(PartialOrd, Ord)]
    pub enum Severity {
        /// Worth knowing.
        Note = "note",
        /// Doubtful.
        Warning = "warning",
        /// Wrong.
        Error = "error",
    }
}

macro_rules! codes {
    ($($variant:ident $code:literal $name:literal $severity:ident $title:literal $text:literal,)*) => {
        /// A stable code: its number never changes its meaning. [`Code::explanation`] tells what each is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $variant,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// `L103`
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $code,)* } }

            /// `weekday-mismatch`
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// How bad it is.
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)* } }

            /// What is wrong, in one line: `weekday disagrees with date`.
            pub const fn title(self) -> &'static str { match self { $(Self::$variant => $title,)* } }

            /// The whole explanation, in Markdown: what it says, why it matters, an example.
            pub const fn explanation(self) -> &'static str { match self { $(Self::$variant => $text,)* } }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

impl Code {
    /// The code of that number or name, in any letter case: `L103`, `weekday-mismatch`.
    ///
    /// ```
    /// use linimasa::diagnostic::Code;
    /// assert_eq!(Code::find("l103"), Some(Code::WeekdayMismatch));
    /// assert_eq!(Code::find("weekday-mismatch"), Some(Code::WeekdayMismatch));
    /// ```
    pub fn find(written: &str) -> Option<Self> {
        let fits = |code: &&Self| code.as_str().eq_ignore_ascii_case(written) || code.name().eq_ignore_ascii_case(written);
        Self::ALL.iter().find(fits).copied()
    }
}

/// One doubt about one place of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// What is wrong, in words that stand under the caret (`27 July 2023 is a Thursday (Kamis)`).
    pub message: String,
    /// The reading that the evidence favours, where there is one. Never applied by the program.
    pub suggestion: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_it_is_why_and_gives_an_example() {
        for code in Code::ALL {
            let text = code.explanation();
            for heading in ["## What it says", "## Why it matters", "## Example"] {
                assert!(text.contains(heading), "{} lacks `{heading}`", code.as_str());
            }
            assert!(text.lines().all(|line| line.chars().count() <= 115), "{} has a line over 110 characters", code.as_str());
        }
    }

    #[test]
    fn codes_and_names_are_unique() {
        for (i, code) in Code::ALL.iter().enumerate() {
            for other in &Code::ALL[i + 1..] {
                assert!(code.as_str() != other.as_str() && code.name() != other.name(), "{}", code.as_str());
            }
        }
    }
}
