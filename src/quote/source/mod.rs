//! The noun phrase of a source: what kind of speaker it names. Where it ends behind a cue is found in [`behind`], where it begins
//! before a verb in [`subject`].

mod behind;
mod subject;

pub(super) use behind::right;
pub(super) use subject::{RELATIVES, left};

use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes};
use crate::name;
use crate::scene::{Range, Scene};
use crate::token::{FINAL, Kind, Shape};

/// What kind of source a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Holds a name.
    Named,
    /// `dia`, `ia`, `beliau`
    Pronoun,
    /// `mereka`
    Group,
    /// `pihaknya`
    Own,
    /// `politikus itu`: somebody already named.
    Described,
    /// A title alone: `Menhub`, `Kapolres`.
    Title,
    /// An institution or a document.
    Institution,
    /// `sumber yang tidak mau disebutkan namanya`
    Anonymous,
}

/// The noun phrase of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// All its tokens.
    pub(super) all: Range,
    /// The role in it; can be empty.
    pub(super) role: Range,
    /// The name in it; can be empty.
    pub(super) name: Range,
    pub(super) sort: Sort,
}

impl Phrase {
    /// Whether it names two people (`Netanyahu dan Katz`).
    pub(super) fn is_joint(&self, scene: Scene<'_>) -> bool {
        (self.name.0..self.name.1).any(|at| scene.does(at, Function::And))
    }

    /// What is written as the mention: the name, else all.
    pub(super) fn mention(&self) -> Range {
        if self.name.0 < self.name.1 { self.name } else { self.all }
    }
}

const PERSON_HEAD: Classes = Classes::of(&[Class::Title, Class::Rank]);
const THING_HEAD: Classes = Classes::of(&[Class::Institution, Class::Document]);
const HEADS: Classes = Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::Document]);

/// Longest noun phrase, in tokens.
const LONGEST: usize = 28;

fn pronoun(scene: Scene<'_>, at: usize) -> Option<(Sort, usize)> {
    if !scene.lexicon.classes(scene.get(at)?.word()).has(Class::SourcePronoun) && scene.takes(at, Class::SourcePronoun) == 0 {
        return None;
    }
    let (sense, length) = scene.lexicon.longest(scene.tokens(), at, Class::SourcePronoun)?;
    let sort = match &*sense.value {
        "group" => Sort::Group,
        "own" => Sort::Own,
        _ => Sort::Pronoun,
    };
    Some((sort, length))
}

fn phrase(scene: Scene<'_>, all: Range) -> Option<Phrase> {
    let (from, to) = all;
    if from >= to {
        return None;
    }
    let none = (to, to);
    // `Ia |menemui warga dan berharap`
    if let Some((sort, length)) = pronoun(scene, from)
        && length == to - from
    {
        return Some(Phrase { all, role: none, name: none, sort });
    }
    let (role, name) = name::split(scene, all);
    let first = scene.classes(from);
    let last_deictic = scene.has(to - 1, Class::Deictic);
    let named = name.0 < name.1;
    let (role, name) = if named { several(scene, role, name) } else { (role, name) };
    // `BUDI Hartawan mengatakan`: a lead that shouts its first word.
    let lead = role.1 - role.0 == 1 && named && is_shouted_lead(scene, role.0);
    let (role, name) = if lead { ((from, from), (from, name.1)) } else { (role, name) };
    // `sumber dekat keluarga itu` is no one named before, `sumber itu` is.
    let unnamed = scene.functions(from).has(Function::Unnamed) && to - from > 2;
    if last_deictic && unnamed {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    if last_deictic && !first.meets(THING_HEAD) {
        return Some(Phrase { all, role: all, name: none, sort: Sort::Described });
    }
    let anonymous = scene.functions(from).has(Function::Indefinite);
    // `Lembaga Penelitian Ekonomi (LPE) |Hadi Rahman`: behind the bracket stands one of theirs.
    let behind_bracket = name.0 > from && scene.is(name.0 - 1, ')');
    if first.meets(THING_HEAD) && named && name.1 == to && behind_bracket && scene.has(name.0, Class::Given) {
        return Some(Phrase { all, role, name, sort: Sort::Named });
    }
    // `Dewan Pembina |Retno Wulandari` is an office.
    let thing = first.meets(THING_HEAD) && !first.meets(PERSON_HEAD);
    if thing && !(named && scene.takes(from, Class::Title) > 1) {
        // `survei Nusadata terbaru periode 2-7 Maret`, `data terbaru dari Badan Pangan`: the document's name ends with its
        // capital words.
        let maker = (from + 1..to.min(from + 7)).find(|&at| makes(scene, from, at)).map_or(from + 1, |at| at + 1);
        let capitals = (maker..to)
            .take_while(|&at| {
                scene.is_capital(at)
                    || !scene.is_word(at)
                    || scene.is_glued(at)
                    || scene.does_any(at, JOINS) && scene.is_capital(at + 1)
            })
            .count();
        let end = if first.has(Class::Document) && capitals > 0 && !last_deictic { maker + capitals } else { to };
        return Some(Phrase { all: (from, end), role: (end, end), name: (end, end), sort: Sort::Institution });
    }
    // `seorang warga |Retno`
    let given = name.1 - name.0 == 1 && role.1 - role.0 > 1 && scene.has(name.0, Class::Given);
    if anonymous && (name.1 - name.0 < 2 && !given || role.0 == role.1) {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    if named && !scene.is_capital(from) && !first.meets(PERSON_HEAD) && name.1 - name.0 == 1 {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    // `istri Budi Santosa` is not Budi Santosa.
    let own = scene.does(from, Function::Relation) || scene.functions(from).has(Function::Relation) && opens(scene, from);
    // But `ayah Retno, yakni Budi Santosa` is he.
    let his = (from + 1..role.1).all(|at| !scene.is_capital(at)) || scene.classes(from + 1).meets(PERSON_HEAD);
    if named && own && his && role.0 < role.1 {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    // `pria yang akrab disapa Zulhas` is somebody named before.
    let described = |function| (role.0..role.1).any(|at| scene.does(at, function));
    if named && described(Function::Relative) && described(Function::Called) {
        return Some(Phrase { all, role: all, name: none, sort: Sort::Described });
    }
    if named {
        let lone_upper = role.0 == role.1 && name.1 - name.0 == 1 && scene.tokens()[from].shape == Shape::Upper;
        return Some(Phrase { all, role, name, sort: if lone_upper { Sort::Institution } else { Sort::Named } });
    }
    let sort = if first.has(Class::Title) || first.has(Class::Rank) {
        if scene.is_capital(from)
            && (from..to).all(|at| scene.is_capital(at) || !scene.is_word(at) || scene.does(at, Function::And))
        {
            Sort::Title
        } else if !anonymous && (from..to).any(|at| scene.does(at, Function::Relative) && scene.does(at + 1, Function::Also)) {
            Sort::Described
        } else {
            Sort::Anonymous
        }
    } else if scene.is_capital(from) {
        if to - from == 1 && first.has(Class::Common) { Sort::Named } else { Sort::Institution }
    } else {
        Sort::Anonymous
    };
    let (role, name) = if sort == Sort::Named { ((from, from), all) } else { (all, none) };
    Some(Phrase { all, role, name, sort })
}

/// Whether a sentence begins there: its capital letter says nothing.
fn opens(scene: Scene<'_>, at: usize) -> bool {
    at == 0 || scene.is_any(at - 1, &FINAL) || scene.get(at - 1).is_some_and(|token| token.kind == Kind::Break)
}

/// Whether a word in capitals opens a sentence there that stands elsewhere as a name's: `BUDI`, where `Budi` follows.
fn is_shouted_lead(scene: Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    if scene.tokens()[at].shape != Shape::Upper || word.len() < 3 || !word.is_ascii() || !opens(scene, at) {
        return false;
    }
    let name = format!("{}{}", &word[..1], word[1..].to_ascii_lowercase());
    scene.standing(&name).next().is_some()
}

/// What joins the words of a document's name: `Institute for Economics and Peace`.
const JOINS: Functions = Functions::of(&[Function::And, Function::JoinsName, Function::JoinsOutlet]);

/// Whether the small word there names whose document it is that begins at `from`: `data |dari Badan Pangan`.
fn makes(scene: Scene<'_>, from: usize, at: usize) -> bool {
    at > from
        && scene.has(from, Class::Document)
        && scene.does_any(at, Functions::of(&[Function::Source, Function::By]))
        && (scene.is_capital(at + 1) || scene.does(at + 1, Function::JoinsOutlet) && scene.is_capital(at + 2))
        && !(from + 1..at).any(|at| scene.does(at, Function::Relative))
}

/// Role and name, where the role ends in other people's names and `dan`: `analis |Hariyanto Wijaya dan Emma Fauzi`,
/// `|Retno, Dewi, dan Hendra`.
fn several(scene: Scene<'_>, role: Range, name: Range) -> (Range, Range) {
    // `Retno Wulandari Analis Nusasoft`: the role stands behind the name.
    if role.1 > name.0 {
        return (role, name);
    }
    // `Ketua Umum |Retno Wulandari dan Sekretaris Jenderal Hendra Saputra|`
    let second = |at: usize| scene.does(at, Function::And) && scene.has(at + 1, Class::Title) && name::is_part(scene, at - 1);
    if let Some(and) = (role.0 + 1..role.1).find(|&at| second(at)) {
        let (office, first) = name::split(scene, (role.0, and));
        let one = first.1 == and && first.1 - first.0 > 1 && office.0 < office.1 && scene.has(first.0, Class::Given);
        return if one { (office, (first.0, name.1)) } else { (role, name) };
    }
    if role.0 + 1 >= role.1 || role.1 < name.0 || !scene.does(role.1 - 1, Function::And) {
        return (role, name);
    }
    let mut end = role.1 - 1;
    end -= usize::from(scene.is(end - 1, ','));
    while role.0 < end {
        let comma = (role.0..end).rev().find(|&at| scene.is(at, ','));
        let (office, first) = name::split(scene, (comma.map_or(role.0, |comma| comma + 1), end));
        if first.0 == first.1 || first.1 != end {
            break;
        }
        match comma {
            Some(comma) if office.0 == office.1 => end = comma,
            _ => return ((role.0, office.1), (first.0, name.1)),
        }
    }
    (role, name)
}

/// Whether tokens are a name and nothing else.
pub(super) fn is_name(scene: Scene<'_>, range: Range) -> bool {
    if range.0 >= range.1 || range.1 - range.0 > 12 {
        return false;
    }
    let (role, name) = name::split(scene, range);
    // `Ajun Komisaris Besar Polisi (AKBP) Joko Wijaya`
    let rank =
        |at: usize| scene.has(at, Class::Rank) || at > role.0 && scene.has(at - 1, Class::Rank) && scene.has(at, Class::Title);
    name.0 < name.1 && (role.0..role.1).all(|at| rank(at) || scene.is_any(at, &['.', '(', ')']))
}

/// Whether a chunk is an academic degree (`M.Si`, `SpPD(K)`, `SH`).
pub(super) fn is_degree(scene: Scene<'_>, (from, to): Range) -> bool {
    let fits = |at: usize| match scene.get(at) {
        Some(token) if token.kind == Kind::Word => {
            scene.has(at, Class::Degree)
                || token.end - token.start <= 2 && scene.is_capital(at)
                || scene.is(at + 1, '.') && scene.is_capital(at)
        }
        Some(token) => token.mark().is_some_and(|mark| ".()".contains(mark)),
        None => false,
    };
    to > from && to - from <= 7 && (from..to).all(fits) && (from..to).any(|at| scene.has(at, Class::Degree))
}

/// Whether the phrase speaks of several or unnamed people (`sejumlah warga`).
fn is_quantified(scene: Scene<'_>, at: usize) -> bool {
    scene.does(at, Function::Several)
}

/// Whether a mark stands there that no noun phrase crosses.
fn source_mark(scene: Scene<'_>, at: usize) -> bool {
    scene.get(at).is_some_and(|token| token.mark().is_some_and(|mark| mark != '-' && mark != '/') || token.kind == Kind::Break)
}

/// Whether a word in capitals stands there that opens sentences, and no name goes on behind it: a full stop was lost (`kata Retno
/// |Menurutnya, …`).
pub(super) fn opens_another(scene: Scene<'_>, at: usize) -> bool {
    let classes = scene.classes(at);
    scene.is_capital(at)
        && (classes.has(Class::According) || classes.has(Class::SubjectOpener) && !scene.is_capital(at + 1))
        && !classes.has(Class::Given)
        && scene.tokens()[at].span().len() > 4
}

/// Whether a small word looks like a verb by its prefix; what follows `yang` is none of the clause's.
pub(super) fn is_verb(scene: Scene<'_>, at: usize) -> bool {
    let Some(token) = scene.get(at) else { return false };
    if token.kind != Kind::Word || token.shape != Shape::Lower || token.end - token.start < 5 {
        return false;
    }
    if at > 0 && scene.does(at - 1, Function::TakesVerb) {
        return false;
    }
    scene.lexicon.looks_like_verb(scene.word(at)) && !scene.lexicon.classes(token.word()).has(Class::NotVerb)
}

/// Whether a verb in the passive stands there, of whatever clause: `dikatakan`.
pub(super) fn is_passive(scene: Scene<'_>, at: usize) -> bool {
    scene.word(at).starts_with("di") && looks_like_verb(scene, at)
}

/// Whether a verb in the active stands there, of whatever clause: `mengatakan`.
pub(super) fn is_active(scene: Scene<'_>, at: usize) -> bool {
    scene.word(at).starts_with("me") && looks_like_verb(scene, at)
}

fn looks_like_verb(scene: Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    word.len() > 4 && scene.lexicon.looks_like_verb(word) && !scene.has(at, Class::NotVerb)
}
