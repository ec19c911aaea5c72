//! Lengths of time.

use std::fmt;

/// The units of a length, as ISO 8601 orders them. Dates come before times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    const fn letter(self) -> char {
        match self {
            Self::Year => 'Y',
            Self::Month | Self::Minute => 'M',
            Self::Week => 'W',
            Self::Day => 'D',
            Self::Hour => 'H',
            Self::Second => 'S',
        }
    }

    /// Whether ISO 8601 writes it behind the `T`.
    pub const fn is_clock(self) -> bool {
        matches!(self, Self::Hour | Self::Minute | Self::Second)
    }
}

/// A unit, or a multiple of one that has a word of its own: a decade is ten years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Multiple {
    pub(crate) factor: u64,
    pub(crate) unit: Unit,
}

impl Multiple {
    /// Reads what the tables write: `Y`, `10Y`, `min`.
    pub(crate) fn read(code: &str) -> Option<Self> {
        let letters = code.trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = match letters {
            "Y" => Unit::Year,
            "M" => Unit::Month,
            "W" => Unit::Week,
            "D" => Unit::Day,
            "h" => Unit::Hour,
            "min" => Unit::Minute,
            "s" => Unit::Second,
            _ => return None,
        };
        Some(Self { factor: code[..code.len() - letters.len()].parse().unwrap_or(1), unit })
    }
}

/// How many of a unit, in thousandths; none where nobody counts (`beberapa`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Thousandths of the unit.
    pub milli: Option<u64>,
    /// The unit.
    pub unit: Unit,
}

impl Amount {
    /// So many whole units.
    pub const fn whole(count: u64, unit: Unit) -> Self {
        Self { milli: Some(count.saturating_mul(1000)), unit }
    }

    /// The number of whole units, where it is one.
    pub const fn count(self) -> Option<u64> {
        match self.milli {
            Some(milli) if milli % 1000 == 0 => Some(milli / 1000),
            _ => None,
        }
    }
}

/// A length: one amount, or one with a smaller one behind it (`satu tahun tiga bulan`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// The larger.
    pub major: Amount,
    /// The smaller, where two stand.
    pub minor: Option<Amount>,
}

impl Length {
    /// So many whole units.
    pub const fn whole(count: u64, unit: Unit) -> Self {
        Self { major: Amount::whole(count, unit), minor: None }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut clock = false;
        for amount in [Some(self.major), self.minor].into_iter().flatten() {
            if amount.unit.is_clock() && !clock {
                clock = true;
                f.write_str("T")?;
            }
            match amount.milli {
                None => f.write_str("X")?,
                Some(milli) if milli % 1000 == 0 => write!(f, "{}", milli / 1000)?,
                Some(milli) => {
                    let fraction = format!("{:03}", milli % 1000);
                    write!(f, "{}.{}", milli / 1000, fraction.trim_end_matches('0'))?;
                }
            }
            write!(f, "{}", amount.unit.letter())?;
        }
        Ok(())
    }
}
