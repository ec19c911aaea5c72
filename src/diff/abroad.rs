//! Whose words were translated: two outlets translate them each in its own way, and neither changes them.

use super::Comparer;
use super::source::Cut;
use crate::lexicon::Class;
use crate::span::Span;
use crate::token::Token;

/// An article is about people abroad where so many of its places are there ...
const ABROAD: usize = 2;
/// ... and so large a share of them. Of the articles about teams and guests from abroad half are.
const ABROAD_SHARE: f32 = 0.4;

impl Comparer<'_> {
    /// Whether most of the places and bodies that a text names are abroad.
    pub(super) fn abroad(&self, document: &Cut<'_>) -> bool {
        let (home, abroad) = self.home_and_abroad(&document.tokens);
        abroad >= ABROAD && abroad as f32 >= ABROAD_SHARE * (home + abroad) as f32
    }

    /// Whether a speaker's name or role is of another country (`Presiden Rusia`), and none of his home is in it (`Duta Besar
    /// Indonesia untuk Rusia`).
    pub(super) fn foreigner(&self, name_and_role: [&str; 2]) -> bool {
        let [(home, abroad), (near, far)] =
            name_and_role.map(|text| self.home_and_abroad(&crate::token::tokenize(text, self.lexicon)));
        home + near == 0 && abroad + far > 0
    }

    /// Whether a quote has words that only translations of holy writ have.
    pub(super) fn scripture(&self, document: &Cut<'_>, span: Span) -> bool {
        let tokens = &document.tokens[document.token_at(span.start)..document.token_at(span.end)];
        let place = |token: &Token| self.lexicon.sense(token.word(), Class::Where);
        tokens.iter().filter_map(place).any(|sense| &*sense.value == "scripture")
    }

    /// How many names of places and bodies at home and abroad stand among the tokens.
    fn home_and_abroad(&self, tokens: &[Token]) -> (usize, usize) {
        let (mut home, mut abroad) = (0, 0);
        for token in tokens.iter().filter(|token| token.is_capitalised()) {
            match self.lexicon.sense(token.word(), Class::Where).map(|sense| &*sense.value) {
                Some("abroad") => abroad += 1,
                Some("home") => home += 1,
                Some(_) => {}
                None => home += usize::from(self.lexicon.classes(token.word()).has(Class::PlaceWord)),
            }
        }
        (home, abroad)
    }
}
