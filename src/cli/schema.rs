//! `linimasa schema`: the schemas of what the program reads and writes.

use std::fmt::Write as _;

use super::Status;
use super::output::Output;
use crate::error::Error;
use crate::validate::schemas;

/// Print the schema of a timeline, annotation, diff or article, or the table schema of a timeline's CSV
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// One of the names [default: list them all]
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Status, Error> {
    let text = match &args.name {
        None => schemas::ALL.iter().fold(String::new(), |mut list, schema| {
            let _ = writeln!(list, "{:<12} {}", schema.name, schema.about);
            list
        }),
        Some(name) => {
            let schema = schemas::ALL.iter().find(|schema| schema.name == name);
            let remedy = "`linimasa schema` lists them all";
            schema.map(schemas::Named::text).ok_or_else(|| Error::new(format!("there is no schema `{name}`")).help(remedy))?
        }
    };
    let mut output = Output::create(None)?;
    output.write(text.as_bytes())?;
    output.finish()?;
    Ok(Status::Clean)
}
