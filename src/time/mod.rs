//! Time: finding temporal expressions, and working out what they mean.

pub mod value;
