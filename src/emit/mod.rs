//! Writers: annotations and timelines in the forms that people and programs read.

pub mod annotation;
pub mod datapackage;
pub mod diff;
pub mod json;
pub mod list;
mod object;
pub mod table;
pub mod text;
pub mod timeml;
