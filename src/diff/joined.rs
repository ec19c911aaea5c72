//! Sets that only grow together: which articles copy one text, which slots are one thing.

/// Union-find, the smallest member being the root.
#[derive(Debug)]
pub(super) struct Joined {
    parents: Vec<usize>,
}

impl Joined {
    pub(super) fn new(size: usize) -> Self {
        Self { parents: (0..size).collect() }
    }

    pub(super) fn root(&mut self, mut member: usize) -> usize {
        while self.parents[member] != member {
            self.parents[member] = self.parents[self.parents[member]];
            member = self.parents[member];
        }
        member
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// The root of each member.
    pub(super) fn roots(&mut self) -> Vec<usize> {
        (0..self.parents.len()).map(|member| self.root(member)).collect()
    }
}
