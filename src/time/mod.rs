//! Time: finding temporal expressions, and working out what they mean.

pub mod edtf;
pub mod value;
