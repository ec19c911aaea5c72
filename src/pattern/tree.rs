//! A pattern between its text and its steps.

use super::step::{Step, Test};

/// A pattern as it was written.
pub(super) enum Tree {
    Sequence(Vec<Tree>),
    Choice(Vec<Tree>),
    Option(Box<Tree>),
    Capture(u8, Box<Tree>),
    Leaf(Step),
    /// A [`Step::Look`] for these.
    Look {
        behind: bool,
        wanted: bool,
        tests: Vec<Test>,
    },
}

/// The steps that match what the tree says, and the tests they look for.
pub(super) fn emit(tree: &Tree, steps: &mut Vec<Step>, looks: &mut Vec<Test>) {
    match tree {
        Tree::Sequence(parts) => parts.iter().for_each(|part| emit(part, steps, looks)),
        Tree::Leaf(step) => steps.push(*step),
        Tree::Look { behind, wanted, tests } => {
            let from = looks.len() as u16;
            looks.extend(tests);
            steps.push(Step::Look { behind: *behind, wanted: *wanted, tests: (from, looks.len() as u16) });
        }
        Tree::Capture(name, inner) => {
            // Nearly all captures are of one test.
            if let Tree::Leaf(Step::Take(test, None)) = &**inner {
                return steps.push(Step::Take(*test, Some(*name)));
            }
            steps.push(Step::Open(*name));
            emit(inner, steps, looks);
            steps.push(Step::Close(*name));
        }
        Tree::Option(inner) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(inner, steps, looks);
            steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
        }
        Tree::Choice(parts) => {
            let mut jumps = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i + 1 == parts.len() {
                    emit(part, steps, looks);
                    break;
                }
                let split = steps.len();
                steps.push(Step::Done);
                emit(part, steps, looks);
                jumps.push(steps.len());
                steps.push(Step::Done);
                steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
            }
            let end = steps.len() as u16;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}
