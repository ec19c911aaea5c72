//! Writers: annotations and timelines in the forms that people and programs read.

pub mod annotation;
