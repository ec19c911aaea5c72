//! How far it has come, told on standard error where that is a terminal and nowhere else.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line that is written over and over.
pub(super) struct Progress {
    /// Not where standard output is the same terminal: the line would stand between the results.
    wanted: bool,
    shown: bool,
    last: Instant,
    bytes: usize,
}

impl Progress {
    pub(super) fn new() -> Self {
        let wanted = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Self { wanted, shown: false, last: now(), bytes: 0 }
    }

    /// Counts bytes that are done, and now and then shows how many, with the number of articles so far.
    pub(super) fn add(&mut self, bytes: usize, articles: usize) {
        self.bytes += bytes;
        if self.wanted && self.last.elapsed() > Duration::from_millis(200) {
            self.last = now();
            self.shown = true;
            let _ = write!(std::io::stderr(), "\r{articles} articles, {} MB", self.bytes / 1_000_000);
        }
    }

    /// Takes the line away, before something else is written and in the end.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "says when to show progress; nothing that is written depends on it")]
fn now() -> Instant {
    Instant::now()
}
