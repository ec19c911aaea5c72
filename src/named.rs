//! Enums whose values have names in a data file or an output, each name written once, and sets of an enum's values.

/// Declares an enum whose values are written by name: `as_str` gives the name, `named` reads it.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$each:meta])* $value:ident = $written:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name { $($(#[$each])* $value,)* }

        #[allow(dead_code, reason = "not all names are read, and not all are written")]
        impl $name {
            /// All of them, in the order of their declaration.
            $vis const ALL: &'static [Self] = &[$(Self::$value,)*];

            /// Their names, in the same order.
            $vis const NAMES: &'static [&'static str] = &[$($written,)*];

            /// Its name as it is written.
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $written,)* }
            }

            /// The value of that name.
            $vis fn named(written: &str) -> Option<Self> {
                match written { $($written => Some(Self::$value),)* _ => None }
            }
        }
    };
}

/// The same for an enum of the outputs, which is written under these names there and read again.
macro_rules! named_in_outputs {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$each:meta])* $value:ident = $written:literal,)* }) => {
        $crate::named::named! {
            $(#[$meta])*
            #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
            pub enum $name { $($(#[$each])* #[serde(rename = $written)] $value = $written,)* }
        }
    };
}

/// Declares a set of an enum's values, as bits.
macro_rules! set {
    ($(#[$meta:meta])* pub struct $set:ident($bits:ty) of $item:ty;) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $set($bits);

        impl $set {
            /// The set of those values.
            pub const fn of(items: &[$item]) -> Self {
                let mut set = Self(0);
                let mut i = 0;
                while i < items.len() {
                    set.add(items[i]);
                    i += 1;
                }
                set
            }

            /// Adds a value.
            pub(crate) const fn add(&mut self, item: $item) {
                self.0 |= 1 << item as u8;
            }

            /// Whether the value is in it.
            pub const fn has(self, item: $item) -> bool {
                self.0 & (1 << item as u8) != 0
            }

            /// Whether the two share a value.
            pub const fn meets(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
        }
    };
}

pub(crate) use {named, named_in_outputs, set};
