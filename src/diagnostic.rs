//! Doubts that point at a place in a text, with stable codes.

use crate::span::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Doubtful.
    Warning,
    /// Wrong.
    Error,
}

macro_rules! codes {
    ($($variant:ident $code:literal $name:literal $severity:ident,)*) => {
        /// A stable code: its number never changes its meaning. `linimasa explain` tells what each is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $name] $variant,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// `L103`
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $code,)* } }

            /// `weekday-mismatch`
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// How bad it is.
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)* } }
        }
    };
}

codes! {
    WeekdayMismatch "L103" "weekday-mismatch" Warning,
    ImpossibleDate "L104" "impossible-date" Warning,
    PastAfterPublication "L105" "past-after-publication" Warning,
    NoPublicationDate "L101" "no-publication-date" Note,
}

/// One doubt about one place.
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
