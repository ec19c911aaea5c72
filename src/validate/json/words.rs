//! What is wrong with broken JSON, in words for people who do not write parsers, and where.

/// What `serde_json` says, without the place.
pub(super) fn error_text(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or("");
    match text {
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a line end, tab or other control character inside a text"
        }
        "EOF while parsing a string" => "it ends inside a text: a `\"` is missing",
        "EOF while parsing an object" => "it ends inside an object: a `}` is missing",
        "EOF while parsing a list" => "it ends inside a list: a `]` is missing",
        "EOF while parsing a value" => "it ends where a value should stand",
        "key must be a string" => "a key should stand here, between `\"`",
        "trailing comma" => "a comma, and nothing behind it",
        "expected value" => "no value of JSON: a text stands between `\"`",
        "expected `:`" => "a `:` is missing between key and value",
        "expected `,` or `}`" => "a `,` or `}` is missing before this",
        "expected `,` or `]`" => "a `,` or `]` is missing before this",
        "invalid escape" => "a `\\` that begins no escape of JSON",
        "recursion limit exceeded" => "lists or objects in each other, over a hundred deep",
        other => other,
    }
    .to_owned()
}

/// The byte at which `serde_json` saw the error: its lines count from 1, its columns are bytes, from 1.
pub(super) fn byte_of(bytes: &[u8], error: &serde_json::Error) -> usize {
    let lines = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
    let start = std::iter::once(0).chain(lines).nth(error.line().saturating_sub(1)).unwrap_or(0);
    (start + error.column().saturating_sub(1)).min(bytes.len())
}
