//! What stands between the rows of an array: brackets and commas, and what is wrong with their order.

/// What stands between the rows of an array, where, and on which line of its block.
#[derive(Clone, Copy, Debug)]
pub(in crate::validate) struct Token {
    pub(super) kind: Kind,
    pub(super) at: usize,
    pub(super) line: u64,
    pub(super) line_start: (usize, u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Comma,
    Row,
}

/// How far a file's list has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    Start,
    Opened,
    Row,
    Comma,
    Closed,
    /// A row without a list around it.
    Alone,
    /// Several of them: said once.
    Loose,
}

impl Between {
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Opened | Self::Row | Self::Comma)
    }

    /// Where the list is behind the next token, and what is wrong and right where that may not follow.
    pub(super) const fn then(self, kind: Kind) -> (Self, Option<(&'static str, &'static str)>) {
        match (self, kind) {
            (Self::Start, Kind::Open) => (Self::Opened, None),
            (Self::Start, Kind::Row) => (Self::Alone, None),
            (Self::Opened | Self::Comma, Kind::Row) => (Self::Row, None),
            (Self::Row, Kind::Comma) => (Self::Comma, None),
            (Self::Opened | Self::Row, Kind::Close) => (Self::Closed, None),
            (Self::Loose, _) => (Self::Loose, None),
            (Self::Alone, Kind::Row) => (Self::Loose, Some(("a second row, and no list around them", LIST_OR_LINES))),
            (Self::Row, Kind::Row) => {
                (Self::Row, Some(("a row begins, and no comma stands before it", "a `,` between two rows")))
            }
            (Self::Comma, Kind::Close) => (Self::Closed, Some(("the list ends behind a comma", "no comma behind the last row"))),
            (Self::Opened | Self::Comma, Kind::Comma) => {
                (Self::Comma, Some(("a comma, and no row before it", "one `,` between two rows")))
            }
            (Self::Closed, Kind::Open) => {
                (Self::Opened, Some(("a second list begins, as when files are joined", "one list for all rows")))
            }
            (Self::Closed, Kind::Row) => (Self::Closed, Some(("a row behind the end of the list", "all rows inside one list"))),
            (from, Kind::Open | Kind::Close | Kind::Comma) => {
                (from, Some(("stands where no row is before it", "one list of rows")))
            }
        }
    }
}

const LIST_OR_LINES: &str = "a list `[...]`, or `--input jsonl` where each line is a row";
