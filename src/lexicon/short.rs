//! Looking up the words of up to 16 bytes.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// The words of up to 16 bytes, each packed into one integer: looking a token up touches no string. Whether the next word of a
/// text is known, no processor guesses; so the answer is computed without asking, and only where several words share a slot
/// there is a question.
#[derive(Debug)]
pub(super) struct ShortWords {
    /// By hash: the first word that came there, with [`CROWDED`] where it is not the only one; 0 where there is none. The
    /// length is a power of two, at least six times the words.
    slots: Vec<u16>,
    /// By word: what it is packed to; 0 for those that are not.
    keys: Vec<u128>,
    /// The words that found their slot taken.
    others: HashMap<u128, u32, FixedState>,
    len: usize,
}

/// Bytes of the longest word that is packed.
const SHORT: usize = 16;

/// Set in a slot that several words share.
const CROWDED: u16 = 1 << 15;

impl Default for ShortWords {
    fn default() -> Self {
        Self { slots: vec![0; 1 << 12], keys: vec![0], others: HashMap::default(), len: 0 }
    }
}

impl ShortWords {
    pub(super) fn key(word: &[u8]) -> Option<u128> {
        let mut packed = [0; SHORT];
        packed.get_mut(..word.len())?.copy_from_slice(word);
        Some(u128::from_le_bytes(packed))
    }

    fn slot(&self, key: u128) -> usize {
        let folded = ((key as u64) ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (folded >> 32) as usize & (self.slots.len() - 1)
    }

    #[inline]
    pub(super) fn find(&self, key: u128) -> u32 {
        let entry = self.slots[self.slot(key)];
        let id = u32::from(entry & !CROWDED);
        let found = id * u32::from(self.keys[id as usize] == key);
        // One question, not two: only where nothing was found and the slot is crowded the sum has its highest bit.
        let ask = found.wrapping_sub(1) & u32::from(entry) << 16;
        if ask >> 31 == 1 { self.other(key) } else { found }
    }

    #[cold]
    fn other(&self, key: u128) -> u32 {
        self.others.get(&key).copied().unwrap_or(0)
    }

    /// Adds word `id`; ids come in rising order.
    pub(super) fn insert(&mut self, key: u128, id: u32) {
        self.keys.resize(id as usize + 1, 0);
        self.keys[id as usize] = key;
        self.len += 1;
        if self.len * 6 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            self.others.clear();
            for id in 0..self.keys.len() {
                if self.keys[id] != 0 {
                    self.place(self.keys[id], id as u32);
                }
            }
        } else {
            self.place(key, id);
        }
    }

    fn place(&mut self, key: u128, id: u32) {
        let slot = self.slot(key);
        match u16::try_from(id) {
            Ok(own) if own < CROWDED && self.slots[slot] == 0 => self.slots[slot] = own,
            _ => {
                self.slots[slot] |= CROWDED;
                self.others.insert(key, id);
            }
        }
    }
}
