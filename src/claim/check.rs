//! The scopes' own tests: every example makes the claim it says, and so does every counter-example.

use super::Claims;
use crate::Options;
use crate::annotation::Annotation;
use crate::lexicon::Lexicon;
use crate::rule;
use crate::segment;
use crate::time::Time;

/// What fails, each in a sentence.
pub(super) fn check(claims: &Claims, time: &Time, lexicon: &Lexicon) -> Vec<String> {
    let mut failures = Vec::new();
    for scope in &claims.scopes {
        for (text, expected) in scope.examples.iter().chain(&scope.not) {
            let article = rule::article(text);
            let document = segment::segment(text, None, lexicon);
            let mut annotation = Annotation::default();
            time.annotate(&article, &document, Options::default(), lexicon, &mut annotation);
            claims.annotate(&document, lexicon, &mut annotation);
            let found: Vec<String> = annotation.claims.iter().map(|claim| claim.value.to_string()).collect();
            if found.join(" ") != *expected {
                failures.push(format!("rule `{}`: `{text}`: expected `{expected}`, got `{}`", scope.name, found.join(" ")));
            }
        }
    }
    failures
}
