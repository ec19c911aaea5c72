//! Rows: what a timeline holds, how rows are made from an annotation, and their order.
//!
//! ```
//! use linimasa::{Annotator, Article, Options, timeline};
//! let annotator = Annotator::new()?;
//! let article = Article { id: "kabar.txt".into(), text: "Gempa terjadi pada Rabu (26/7/2023).".into(), ..Article::default() };
//! let mut rows = timeline::records(&article, &annotator.annotate(&article, &Options::default()));
//! timeline::sort(&mut rows);
//! # Ok::<(), linimasa::Error>(())
//! ```

pub mod nested;
mod order;
pub mod read;
pub mod record;
mod rows;

pub use order::sort;
pub use record::Record;
pub use rows::records;
