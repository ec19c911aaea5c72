//! Makes files under `datasets/` part of the program, so that dropping one into its folder is all it takes: word lists,
//! rules and calendars are embedded as they are; each file under `datasets/diagnostics` becomes a `Code`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut files = Vec::new();
    for folder in ["lexicon", "rules", "calendar", "frequency", "page"] {
        println!("cargo::rerun-if-changed=datasets/{folder}");
        collect(&root.join("datasets").join(folder), &["tsv", "toml"], &mut files)?;
    }
    files.sort();
    let mut code = String::from("pub(crate) static FILES: &[(&str, &str)] = &[\n");
    for path in files {
        let name = path.strip_prefix(&root).expect("a file below the root").to_string_lossy().replace('\\', "/");
        let path = path.to_string_lossy();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("writing to a string");
    }
    code.push_str("];\n");
    fs::write(out.join("datasets.rs"), code)?;
    fs::write(out.join("codes.rs"), codes(&root.join("datasets/diagnostics"))?)
}

fn collect(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, endings, files)?;
        } else if path.extension().is_some_and(|ending| endings.iter().any(|own| ending == *own)) {
            files.push(path);
        }
    }
    Ok(())
}

/// The call of `codes!` in `src/diagnostic/mod.rs`: `L103-weekday-mismatch.md`, whose first line is
/// `# warning: weekday disagrees with date`, becomes `WeekdayMismatch "L103" "weekday-mismatch" Warning "weekday …" "…text…",`.
fn codes(folder: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(folder, &["md"], &mut files)?;
    files.sort();
    let mut call = String::from("codes! {\n");
    for path in files {
        let fault = |reason: &str| io::Error::other(format!("{}: {reason}", path.display()));
        let stem = path.file_stem().and_then(|stem| stem.to_str()).ok_or_else(|| fault("not a UTF-8 file name"))?;
        let (code, name) = stem.split_once('-').ok_or_else(|| fault("named L<number>-<name>.md"))?;
        if code.len() != 4 || !code.starts_with('L') || !code[1..].bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(fault("the name begins with L and three digits"));
        }
        let text = fs::read_to_string(&path)?;
        let (severity, title) = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# ")?.split_once(": "))
            .ok_or_else(|| fault("line 1 is `# note|warning|error: what is wrong`"))?;
        let severity = match severity {
            "note" => "Note",
            "warning" => "Warning",
            "error" => "Error",
            _ => return Err(fault("line 1: the severity is note, warning or error")),
        };
        let variant: String = name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        writeln!(call, "    {variant} {code:?} {name:?} {severity} {title:?} {text:?},").expect("writing to a string");
    }
    call.push_str("}\n");
    Ok(call)
}
