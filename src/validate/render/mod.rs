//! Reports for people and for machines.

mod machine;
mod text;

pub use machine::{csv, github, json, sarif};
pub use text::text;
