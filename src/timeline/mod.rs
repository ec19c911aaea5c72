//! Rows: what a timeline holds, how rows are made from an annotation, and their order.

pub mod record;
