//! Where results go: standard output, or a file that appears under its name only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;

/// An output that is being written. Without [`Output::finish`] a file is left as it was.
pub(super) struct Output {
    writer: BufWriter<Target>,
    path: Option<PathBuf>,
}

enum Target {
    Stdout(io::Stdout),
    /// A device or a pipe: there is nothing that could be put in its place.
    Special(File),
    /// A file beside the one that was asked for, and the name it gets in the end.
    New {
        file: NamedTempFile,
        name: PathBuf,
    },
}

impl Output {
    /// Opens standard output, or the file. Fails at once where the file cannot be written, before any work is done.
    pub(super) fn create(path: Option<&Path>) -> Result<Self, Error> {
        let target = match path.filter(|path| path.as_os_str() != "-") {
            None => Target::Stdout(io::stdout()),
            Some(path) => open(path).map_err(|error| cannot_write(path, &error))?,
        };
        Ok(Self { writer: BufWriter::with_capacity(128 * 1024, target), path: path.map(Path::to_path_buf) })
    }

    /// Writes bytes; an error names the file.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.writer.write_all(bytes).map_err(|error| self.failed(&error))
    }

    /// Lets a writer of the library write; an error names the file.
    pub(super) fn write_with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.writer).map_err(|error| self.failed(&error))
    }

    /// Ends the output and gives a file its name.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.writer.flush().map_err(|error| self.failed(&error))?;
        let path = self.path.clone();
        let (target, _) = self.writer.into_parts();
        let Target::New { file, name } = target else { return Ok(()) };
        // A full disk may show only here; the old file must not be gone by then.
        let kept = file.as_file().sync_all().and_then(|()| file.persist(&name).map_err(|error| error.error));
        kept.map(drop).map_err(|error| cannot_write(path.as_deref().unwrap_or(&name), &error))
    }

    fn failed(&self, error: &io::Error) -> Error {
        cannot_write(self.path.as_deref().unwrap_or(Path::new("standard output")), error)
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Special(file) => file.write(bytes),
            Self::New { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Special(file) => file.flush(),
            Self::New { file, .. } => file.flush(),
        }
    }
}

fn open(path: &Path) -> io::Result<Target> {
    // A link is written through, not replaced.
    let name = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let old = fs::metadata(&name).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return Ok(Target::Special(OpenOptions::new().write(true).open(&name)?));
    }
    if let Some(old) = &old
        && old.permissions().readonly()
    {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".linimasa-");
    if let Some(permissions) = old.map_or_else(usual_permissions, |old| Some(old.permissions())) {
        builder.permissions(permissions);
    }
    Ok(Target::New { file: builder.tempfile_in(folder)?, name })
}

/// Those of any new file, from which the system takes what the user's mask forbids; a temporary file would be the user's alone.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have none")]
fn usual_permissions() -> Option<fs::Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions() -> Option<fs::Permissions> {
    None
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    use io::ErrorKind;
    let (reason, remedy) = match error.kind() {
        ErrorKind::BrokenPipe => return Error::io(path, error),
        ErrorKind::NotFound => ("there is no such folder", "make it first, or name another file with -o"),
        ErrorKind::NotADirectory => ("part of its path is a file, not a folder", "name another file with -o"),
        ErrorKind::PermissionDenied => ("you may not write there", "name another file with -o"),
        ErrorKind::ReadOnlyFilesystem => ("the disk may only be read", "name a file on another disk with -o"),
        ErrorKind::IsADirectory => ("it is a folder", "name a file with -o"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("the disk is full", "make room, or name a file on another disk with -o")
        }
        _ => return Error::io(path, error).within("cannot be written").help("name another file with -o"),
    };
    Error::new(format!("cannot be written: {reason}")).at(path).help(remedy)
}
