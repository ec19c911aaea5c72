//! Names of people: whether two are one, and whether an article knows one.

use crate::diff::source::Source;

/// The words of a name, in lower case, without initials and other short ones.
pub(super) fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3).map(str::to_lowercase).collect()
}

/// Whether an article has a word of that name anywhere.
pub(super) fn knows(source: &Source, name: &str) -> bool {
    let text = source.text.to_lowercase();
    words_of(name).iter().any(|word| text.contains(&**word))
}

/// Whether two names share a word, one letter more, fewer or other aside.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let theirs = words_of(other);
    words_of(one).iter().any(|word| theirs.iter().any(|own| own == word || misspelt(own, word)))
}

/// One name is a part of the other, or they share a word of at least four letters.
pub(super) fn same_speaker(one: &str, other: &str) -> bool {
    let words = |name: &str| words_of(name).into_iter().filter(|word| word.len() >= 4).collect::<Vec<_>>();
    let theirs = words(other);
    one.eq_ignore_ascii_case(other) || words(one).iter().any(|word| theirs.contains(word))
}

/// Whether two words of at least four letters differ in one letter that is other, more or fewer.
pub(super) fn misspelt(one: &str, other: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    if short.len() < 4 || long.len() > short.len() + 1 || short.iter().any(char::is_ascii_digit) {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back + 1 >= long.len()
}
