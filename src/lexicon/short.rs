//! Looking up the words of up to 16 bytes.

/// The words of up to 16 bytes, each packed into one integer: looking a token up touches no string. Most words of a text are
/// in no table, and for them one byte in a table that stays in the processor's nearest cache answers.
#[derive(Debug, Default)]
pub(super) struct ShortWords {
    /// Open addressing with linear probing: eight bits of the hash, never 0; 0 is free. The length is a power of two, at least
    /// twice the words.
    tags: Vec<u8>,
    ids: Vec<u32>,
    /// By word: what it is packed to; 0 for those that are not.
    keys: Vec<u128>,
    len: usize,
}

/// Bytes of the longest word that is packed.
const SHORT: usize = 16;

impl ShortWords {
    pub(super) fn key(word: &[u8]) -> Option<u128> {
        let mut packed = [0; SHORT];
        packed.get_mut(..word.len())?.copy_from_slice(word);
        Some(u128::from_le_bytes(packed))
    }

    /// Where to look first, and the tag.
    fn hash(&self, key: u128) -> (usize, u8) {
        let folded = ((key as u64) ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((folded >> 32) as usize & (self.tags.len() - 1), (folded >> 56) as u8 | 1)
    }

    pub(super) fn find(&self, key: u128) -> u32 {
        if self.tags.is_empty() {
            return 0;
        }
        let (mut slot, tag) = self.hash(key);
        while self.tags[slot] != 0 {
            if self.tags[slot] == tag && self.keys[self.ids[slot] as usize] == key {
                return self.ids[slot];
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        0
    }

    /// Adds word `id`; ids come in rising order.
    pub(super) fn insert(&mut self, key: u128, id: u32) {
        self.keys.resize(id as usize + 1, 0);
        self.keys[id as usize] = key;
        self.len += 1;
        if self.len * 2 > self.tags.len() {
            let size = (self.tags.len() * 2).max(1 << 12);
            (self.tags, self.ids) = (vec![0; size], vec![0; size]);
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
        let (mut slot, tag) = self.hash(key);
        while self.tags[slot] != 0 {
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        self.tags[slot] = tag;
        self.ids[slot] = id;
    }
}
