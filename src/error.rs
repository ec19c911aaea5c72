//! What can stop the program: one public error whose text is a whole sentence with place and remedy.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why something could not be done. Its text names the file, the line or byte where that is known, and what to do.
#[derive(Debug)]
pub struct Error {
    path: Option<PathBuf>,
    line: Option<usize>,
    reason: String,
    remedy: Option<String>,
    broken_pipe: bool,
}

impl Error {
    /// An error that stands at no place in particular.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { path: None, line: None, reason: reason.into(), remedy: None, broken_pipe: false }
    }

    /// A fault in one of the project's own or the user's rule and word files.
    pub fn dataset(path: &str, line: usize, reason: impl Into<String>) -> Self {
        Self::new(reason).at(path).on_line(line)
    }

    /// What the operating system said of a file.
    pub fn io(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        Self { broken_pipe: error.kind() == std::io::ErrorKind::BrokenPipe, ..Self::new(error.to_string()).at(path) }
    }

    /// Names the file.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// Names the line, from 1.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn help(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Names the part that it is about (`article 3`), in front of the reason.
    #[must_use]
    pub fn within(mut self, part: &str) -> Self {
        self.reason = format!("{part}: {}", self.reason);
        self
    }

    /// Whether the reader of our output went away (`| head`): nothing to complain of.
    pub fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// The reason alone, without place and remedy.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}", path.display())?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.reason)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  help: {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
