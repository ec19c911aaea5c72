//! JSON of a form that is known beforehand, written straight into a line.
//!
//! `annotate` writes a hundred keys and texts for each article. The keys need no look for what must be escaped, and nearly no
//! text does: this costs a third of what going through `serde` does, which was a tenth of the whole program. What is not plain
//! is left to `serde_json`.

/// What is written as JSON.
pub(super) trait Json {
    /// Appends it to the line.
    fn write(&self, line: &mut Vec<u8>);
}

/// Declares a struct that is written as an object with its fields as keys, in their order.
macro_rules! object {
    ($(#[$meta:meta])* $vis:vis struct $name:ident $(<$life:lifetime>)? { $($(#[$each:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        $vis struct $name $(<$life>)? { $($(#[$each])* $field: $type,)* }

        impl $(<$life>)? $crate::emit::object::Json for $name $(<$life>)? {
            fn write(&self, line: &mut Vec<u8>) {
                line.push(b'{');
                $(
                    line.push(b'"');
                    line.extend_from_slice(const { $crate::emit::object::key(stringify!($field)) }.as_bytes());
                    line.extend_from_slice(b"\":");
                    self.$field.write(line);
                    line.push(b',');
                )*
                // The comma behind the last.
                line.pop();
                line.push(b'}');
            }
        }
    };
}

/// The key of a field: its name, without the mark of one that is a keyword.
pub(super) const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Writes a text that holds nothing to escape.
pub(super) fn plain(text: &str, line: &mut Vec<u8>) {
    line.push(b'"');
    line.extend_from_slice(text.as_bytes());
    line.push(b'"');
}

/// Leaves it to `serde_json`.
fn other<T: serde::Serialize + ?Sized>(value: &T, line: &mut Vec<u8>) {
    // Nothing to fail on: a vector takes all that is written, and no value here has keys.
    let _ = serde_json::to_writer(line, value);
}

impl Json for str {
    fn write(&self, line: &mut Vec<u8>) {
        // Without an early end, so that many bytes are looked at at once.
        let special = |byte: u8| u8::from(byte < b' ') | u8::from(byte == b'"') | u8::from(byte == b'\\');
        if self.bytes().fold(0, |found, byte| found | special(byte)) > 0 { other(self, line) } else { plain(self, line) }
    }
}

impl Json for u32 {
    fn write(&self, line: &mut Vec<u8>) {
        other(self, line);
    }
}

impl<T: Json + ?Sized> Json for &T {
    fn write(&self, line: &mut Vec<u8>) {
        (**self).write(line);
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, line: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(line),
            None => line.extend_from_slice(b"null"),
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, line: &mut Vec<u8>) {
        line.push(b'[');
        for (index, value) in self.iter().enumerate() {
            if index > 0 {
                line.push(b',');
            }
            value.write(line);
        }
        line.push(b']');
    }
}

/// Enums that are written by name.
macro_rules! by_name {
    ($($name:ty),*) => { $(impl $crate::emit::object::Json for $name {
        fn write(&self, line: &mut Vec<u8>) {
            $crate::emit::object::plain(self.as_str(), line);
        }
    })* };
}

pub(super) use {by_name, object};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Json;

    object! {
        #[derive(serde::Serialize)]
        struct Row<'a> {
            r#type: &'a str,
            number: u32,
            none: Option<u32>,
            texts: Vec<Option<&'a str>>,
        }
    }

    fn written(value: &impl Json) -> String {
        let mut line = Vec::new();
        value.write(&mut line);
        String::from_utf8(line).expect("JSON is UTF-8")
    }

    #[test]
    fn an_object_has_its_fields_as_keys_without_the_mark_of_keywords() {
        let row = Row { r#type: "Rabu (26/7)\n", number: 7, none: None, texts: vec![Some("a"), None] };
        assert_eq!(written(&row), r#"{"type":"Rabu (26/7)\n","number":7,"none":null,"texts":["a",null]}"#);
    }

    proptest! {
        #[test]
        fn it_is_what_serde_writes(text in any::<String>(), other in "[ -~\\n\\t\"\\\\]{0,40}", number in any::<u32>()) {
            let row = Row { r#type: &text, number, none: None, texts: vec![Some(&other), None, Some("kata \"Retno\"")] };
            prop_assert_eq!(written(&row), serde_json::to_string(&row).expect("it is serialisable"));
        }
    }
}
