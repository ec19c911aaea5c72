//! A pattern between its text and its steps.

use super::step::Step;

/// A pattern as it was written.
pub(super) enum Tree {
    Sequence(Vec<Tree>),
    Choice(Vec<Tree>),
    Option(Box<Tree>),
    Capture(u8, Box<Tree>),
    Leaf(Step),
}

/// The steps that match what the tree says.
pub(super) fn emit(tree: &Tree, steps: &mut Vec<Step>) {
    match tree {
        Tree::Sequence(parts) => parts.iter().for_each(|part| emit(part, steps)),
        Tree::Leaf(step) => steps.push(step.clone()),
        Tree::Capture(name, inner) => {
            // Nearly all captures are of one test.
            if let Tree::Leaf(Step::Take(test, None)) = &**inner {
                return steps.push(Step::Take(*test, Some(*name)));
            }
            steps.push(Step::Open(*name));
            emit(inner, steps);
            steps.push(Step::Close(*name));
        }
        Tree::Option(inner) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(inner, steps);
            steps[split] = Step::Split(split as u16 + 1, steps.len() as u16);
        }
        Tree::Choice(parts) => {
            let mut jumps = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i + 1 == parts.len() {
                    emit(part, steps);
                    break;
                }
                let split = steps.len();
                steps.push(Step::Done);
                emit(part, steps);
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
