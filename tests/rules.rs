//! Every rule's examples and counter-examples hold.

#[test]
fn examples_and_counter_examples_hold() {
    let annotator = linimasa::Annotator::new().unwrap_or_else(|error| panic!("{error}"));
    let failures = annotator.check_rules();
    assert!(failures.is_empty(), "{} rule examples fail:\n{}", failures.len(), failures.join("\n"));
}
