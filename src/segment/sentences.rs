//! Sentences.

use super::{Line, Sentence};
use crate::lexicon::{Class, Lexicon};
use crate::span::Span;
use crate::token::{Kind, Token};

/// Cuts each line into sentences.
pub(super) fn sentences(_text: &str, tokens: &[Token], lines: &[Line], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let from = tokens.partition_point(|token| token.start < line.span.start);
        let to = tokens.partition_point(|token| token.start < line.span.end);
        let mut start = from;
        let mut inside = false;
        for i in from..to {
            match tokens[i].mark() {
                Some('"') => inside = !inside,
                Some('\u{201c}') => inside = true,
                Some('\u{201d}') => inside = false,
                _ => {}
            }
            let ends = tokens[i].mark().is_some_and(|mark| matches!(mark, '.' | '!' | '?')) && !inside && {
                let next = tokens.get(i + 1).filter(|_| i + 1 < to);
                let abbreviated = tokens[i].is_mark('.')
                    && i > from
                    && tokens[i - 1].kind == Kind::Word
                    && lexicon.classes(tokens[i - 1].word()).has(Class::Abbreviation);
                next.is_some_and(|next| next.is_capitalised() || next.mark().is_some_and(|mark| "\"\u{201c}".contains(mark)))
                    && !abbreviated
            };
            if ends || i + 1 == to {
                sentences.push(Sentence {
                    span: Span::new(tokens[start].start, tokens[i].end),
                    tokens: (start as u32, i as u32 + 1),
                    line: index as u32,
                    role: line.role,
                });
                start = i + 1;
            }
        }
    }
    sentences
}
