//! Lines and their roles.

use super::{Line, Role};
use crate::lexicon::{Class, Lexicon};
use crate::span::Span;
use crate::token::{Kind, Token};

/// Cuts the tokens at line breaks and gives each line its role.
pub(super) fn lines(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut number = 1;
    let mut counted = 0;
    for piece in tokens.split(|token| token.kind == Kind::Break) {
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
        number += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..first.start as usize]).count() as u32;
        counted = first.start as usize;
        let role = if lexicon.longest(piece, 0, Class::Boilerplate).is_some() { Role::Boilerplate } else { Role::Body };
        lines.push(Line { span: Span::new(first.start, last.end), role, number });
    }
    lines
}
