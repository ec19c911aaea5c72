//! Numbers as digits or words: `2,5`, `8.000`, `dua puluh lima`, `empat setengah`.

use crate::lexicon::{Class, Lexicon};
use crate::token::{Kind, Token};

/// The value of a run of tokens, in thousandths; none where they are no number.
///
/// A full stop before exactly three digits groups thousands, a comma begins decimals, as Indonesian writes them.
pub(crate) fn milli(tokens: &[Token], lexicon: &Lexicon) -> Option<u64> {
    match tokens.first()?.kind {
        Kind::Number => match tokens.split_last() {
            // `65 juta`, `4,5 miliar`
            Some((last, number)) if last.kind == Kind::Word => digits(number)?.checked_mul(words(&[*last], lexicon)? / 1000),
            _ => digits(tokens),
        },
        Kind::Word => words(tokens, lexicon),
        _ => None,
    }
}

fn digits(tokens: &[Token]) -> Option<u64> {
    let mut whole = u64::from(tokens[0].payload);
    let mut fraction = 0;
    for pair in tokens[1..].chunks_exact(2) {
        let (mark, number) = (pair[0].mark()?, &pair[1]);
        if number.kind != Kind::Number {
            return None;
        }
        if mark == '.' && number.digits == 3 {
            whole = whole.checked_mul(1000)?.checked_add(u64::from(number.payload))?;
        } else {
            let scale = 10_u64.checked_pow(u32::from(number.digits))?;
            fraction = u64::from(number.payload).checked_mul(1000)? / scale;
        }
    }
    whole.checked_mul(1000)?.checked_add(fraction)
}

fn words(tokens: &[Token], lexicon: &Lexicon) -> Option<u64> {
    let (mut total, mut group, mut digit, mut half) = (0_u64, 0_u64, 0_u64, 0_u64);
    for token in tokens {
        let sense = lexicon.sense(token.word(), Class::Numeral)?;
        match sense.value.as_ref() {
            "half" => half = 500,
            "+10" => {
                group += digit + 10;
                digit = 0;
            }
            value => match value.strip_prefix('x').map(str::parse::<u64>) {
                Some(Ok(factor)) if factor < 1000 => {
                    group = group.checked_add(digit.max(1) * factor)?;
                    digit = 0;
                }
                Some(Ok(factor)) => {
                    total = total.checked_add((group + digit).max(1).checked_mul(factor)?)?;
                    (group, digit) = (0, 0);
                }
                _ => digit = digit.checked_add(sense.number as u64)?,
            },
        }
    }
    (total + group + digit).checked_mul(1000)?.checked_add(half)
}
