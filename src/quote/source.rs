//! The noun phrase of a source: where it begins and ends, and what kind of speaker it names.

use super::scene::{FINAL, Range, Scene};
use crate::function::Function;
use crate::lexicon::{Class, Classes};
use crate::name;
use crate::token::Kind;

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
    let (role, name) = name::split(scene, all);
    let none = (to, to);
    let first = scene.classes(from);
    let last_deictic = scene.has(to - 1, Class::Deictic);
    let named = name.0 < name.1;
    let (role, name) = if named { both(scene, role, name) } else { (role, name) };
    if last_deictic && !first.meets(THING_HEAD) {
        return Some(Phrase { all, role: all, name: none, sort: Sort::Described });
    }
    let anonymous = scene.functions(from).has(Function::Indefinite);
    if first.meets(THING_HEAD) && !first.meets(PERSON_HEAD) {
        // `survei Indikator terbaru periode 3-9 September`: the document's name ends with its capital words.
        let capitals = (from + 1..to)
            .take_while(|&at| {
                scene.is_capital(at)
                    || !scene.is_word(at)
                    || scene.is_glued(at)
                    || scene.does(at, Function::And) && scene.is_capital(at + 1)
            })
            .count();
        let end = if first.has(Class::Document) && capitals > 0 && !last_deictic { from + 1 + capitals } else { to };
        return Some(Phrase { all: (from, end), role: (end, end), name: (end, end), sort: Sort::Institution });
    }
    if anonymous && (name.1 - name.0 < 2 || role.0 == role.1) {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    if named && !scene.is_capital(from) && !first.meets(PERSON_HEAD) && name.1 - name.0 == 1 {
        return Some(Phrase { all, role: none, name: none, sort: Sort::Anonymous });
    }
    if named {
        let lone_upper = role.0 == role.1 && name.1 - name.0 == 1 && scene.tokens()[from].shape == crate::token::Shape::Upper;
        return Some(Phrase { all, role, name, sort: if lone_upper { Sort::Institution } else { Sort::Named } });
    }
    let sort = if first.has(Class::Title) || first.has(Class::Rank) {
        if scene.is_capital(from)
            && (from..to).all(|at| scene.is_capital(at) || !scene.is_word(at) || scene.does(at, Function::And))
        {
            Sort::Title
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

/// Role and name, where the role ends in another person's name and `dan`: `analis |Hariyanto Wijaya dan Emma Fauzi`.
fn both(scene: Scene<'_>, role: Range, name: Range) -> (Range, Range) {
    if role.0 + 1 < role.1 && role.1 == name.0 && scene.does(role.1 - 1, Function::And) {
        let (office, first) = name::split(scene, (role.0, role.1 - 1));
        if first.0 < first.1 && first.1 == role.1 - 1 {
            return (office, (first.0, name.1));
        }
    }
    (role, name)
}

/// One past the closing bracket, where one opens at `at` and holds letters (`(OJK)`); an age or a date is none of ours.
fn bracket(scene: Scene<'_>, at: usize, limit: usize) -> Option<usize> {
    if !scene.is(at, '(') {
        return None;
    }
    let close = (at + 1..limit.min(at + 8)).find(|&k| scene.is(k, ')'))?;
    (at + 1..close).all(|k| scene.get(k).is_some_and(|token| token.kind != Kind::Number)).then_some(close + 1)
}

/// Whether tokens are a name and nothing else.
pub(super) fn is_name(scene: Scene<'_>, range: Range) -> bool {
    if range.0 >= range.1 || range.1 - range.0 > 9 {
        return false;
    }
    let (role, name) = name::split(scene, range);
    name.0 < name.1 && (role.0..role.1).all(|at| scene.has(at, Class::Rank) || scene.is(at, '.'))
}

/// The noun phrase that begins at `from` (`kata |Kepala Dishub Jakarta, Syafrin Liputo, saat …`), and where it ends. `cued`: a cue
/// like `kata` stands before it, so no clause can begin behind its commas.
pub(super) fn right(scene: Scene<'_>, from: usize, limit: usize, cued: bool) -> Option<Phrase> {
    let limit = limit.min(from + LONGEST);
    if from >= limit {
        return None;
    }
    if let Some((sort, length)) = pronoun(scene, from) {
        let all = (from, from + length);
        return Some(Phrase { all, role: (all.1, all.1), name: (all.1, all.1), sort });
    }
    let end = extent(scene, from, limit);
    if end == from {
        return None;
    }
    let first = phrase(scene, (from, end))?;
    // An apposition behind a comma: the name behind the role, or the role behind the name.
    let mut end = end;
    let place = extent(scene, end + 1, limit);
    if scene.is(end, ',')
        && scene.is(place, ',')
        && place - end <= 4
        && (end + 1..place).all(|at| scene.has(at, Class::PlaceWord) || scene.has(at, Class::Institution))
    {
        // `Camat Neglasari, Kabupaten Tangerang, Ubaidillah Ansar`
        end = place;
    }
    // `pria kelahiran Sabang, Aceh, tersebut`
    if scene.is(end, ',') && first.sort != Sort::Named && !scene.is_capital(from) {
        let places = (end + 1..limit.min(end + 4)).take_while(|&at| scene.has(at, Class::PlaceWord)).count();
        let after = end + 1 + places + usize::from(scene.is(end + 1 + places, ','));
        if scene.has(after, Class::Deictic) {
            let all = (from, after + 1);
            return Some(Phrase { all, role: all, name: (all.1, all.1), sort: Sort::Described });
        }
    }
    if scene.is(end, ',') && end + 1 < limit {
        let next = extent(scene, end + 1, limit);
        let closed = next >= limit
            || scene.is_any(next, &[',', '.', '('])
            || scene.has(next, Class::SourceEnd)
            || scene.has(next, Class::Weekday);
        if next > end + 1 && closed {
            let second = (end + 1, next);
            let nameless = first.name.0 == first.name.1
                || first.role.0 < first.role.1 && (next - end > 2 || cued && first.name.1 - first.name.0 == 1);
            // `kata Kapuspen Kejagung RI, Harli Santoso, Selasa`: a given name shows that the office is one, known or not.
            let office = scene.classes(from).meets(PERSON_HEAD)
                || cued && next - end > 2 && end - from > 1 && scene.has(end + 1, Class::Given);
            if nameless && office && is_name(scene, second) && !scene.has(end + 1, Class::Degree) {
                let (_, name) = name::split(scene, second);
                return Some(Phrase { all: (from, next), role: (from, end), name, sort: Sort::Named });
            }
            let aside = scene.is(next, ',')
                && next - end > 2
                && next - end < 16
                && !scene.has(next - 1, Class::Deictic)
                && !is_quantified(scene, end + 1);
            if first.sort == Sort::Named && first.role.0 == first.role.1 && aside && scene.classes(end + 1).meets(PERSON_HEAD) {
                return Some(Phrase { all: (from, next), role: second, name: first.name, sort: Sort::Named });
            }
        }
    }
    Some(first)
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

/// Whether a chunk only says when (`Selasa (10/6/2025)`).
fn is_date(scene: Scene<'_>, (from, to): Range) -> bool {
    (from..to).all(|at| {
        !scene.is_word(at) || scene.has(at, Class::Weekday) || scene.has(at, Class::Month) || scene.has(at, Class::DayPart)
    }) && (from..to).any(|at| scene.has(at, Class::Weekday) || scene.get(at).is_some_and(|token| token.kind == Kind::Number))
}

/// Whether the phrase speaks of several or unnamed people (`sejumlah warga`).
fn is_quantified(scene: Scene<'_>, at: usize) -> bool {
    scene.does(at, Function::Several)
}

/// Whether the comma at `at` stands in a list of an office's fields: `Literasi|, Inklusi Keuangan, dan Komunikasi`.
fn is_list(scene: Scene<'_>, at: usize, limit: usize) -> bool {
    if scene.does(at + 1, Function::And) && scene.is_capital(at + 2) {
        return true;
    }
    let end = (at + 1..limit.min(at + 6)).find(|&k| !scene.is_capital(k));
    end.is_some_and(|end| end > at + 1 && scene.is(end, ',') && scene.does(end + 1, Function::And) && scene.is_capital(end + 2))
}

/// Whether `itu` or its like closes a description within a few tokens (`Ketua BEM UGM |periode 2020-2021 ini`).
fn is_closed(scene: Scene<'_>, at: usize, limit: usize) -> bool {
    let stops =
        |k: usize| scene.has(k, Class::Deictic) || scene.has(k, Class::SourceEnd) || source_mark(scene, k) || is_verb(scene, k);
    (at..limit.min(at + 6)).find(|&k| stops(k)).is_some_and(|k| scene.has(k, Class::Deictic))
}

/// Whether a mark stands there that no noun phrase crosses.
fn source_mark(scene: Scene<'_>, at: usize) -> bool {
    scene.get(at).is_some_and(|token| token.mark().is_some_and(|mark| mark != '-' && mark != '/') || token.kind == Kind::Break)
}

/// Where a noun phrase that begins at `from` ends, commas not crossed.
fn extent(scene: Scene<'_>, from: usize, limit: usize) -> usize {
    let mut at = from;
    let mut named = false;
    let mut relative = false;
    while at < limit {
        let Some(token) = scene.get(at) else { break };
        match token.kind {
            Kind::Break => break,
            Kind::Number => {
                if named && !relative && !is_closed(scene, at, limit) {
                    break;
                }
                at += 1;
            }
            Kind::Mark => {
                let joins = scene.is_glued(at) && scene.is_glued(at + 1);
                if scene.is(at, '(') {
                    let Some(close) = bracket(scene, at, limit) else { break };
                    at = close;
                } else if scene.is(at, '.') {
                    let stays = at > from
                        && (name::is_initial(scene, at - 1)
                            || scene.has(at - 1, Class::Rank)
                            || scene.has(at - 1, Class::Abbreviation)
                            || (joins
                                && scene.tokens()[at - 1].end - scene.tokens()[at - 1].start <= 8
                                && scene.is_word(at + 1)
                                && !scene.is_capital(at + 1)))
                        && (scene.is_word(at + 1) || scene.is(at + 1, ','));
                    if !stays {
                        break;
                    }
                    at += 1;
                } else if (joins && scene.is_any(at, &['-', '/', '\'', '\u{2019}', '@', '_', '&']))
                    || scene.is_any(at, &['&', '@'])
                    || scene.is(at, ',') && scene.has(from, Class::Title) && is_list(scene, at, limit)
                {
                    at += 1;
                } else {
                    break;
                }
            }
            Kind::Word => {
                let classes = scene.lexicon.classes(token.word());
                let capital = token.shape != crate::token::Shape::Lower;
                if classes.has(Class::Deictic) && at > from {
                    return at + 1;
                }
                if classes.has(Class::Weekday) && capital && at > from {
                    break;
                }
                // `menurut Presiden |setiap orang berhak`
                if at > from && !relative && (classes.has(Class::Every) || scene.does(at, Function::Several)) {
                    break;
                }
                if !capital {
                    let joins = (classes.has(Class::NameParticle) || scene.does(at, Function::JoinsName))
                        && scene.is_capital(at + 1)
                        && scene.is_capital(at.saturating_sub(1))
                        && !(named && scene.does(at, Function::TakesVerb) && !scene.classes(from).meets(HEADS));
                    let moment = relative && scene.does(at, Function::Moment);
                    if classes.has(Class::SourceEnd) && (!relative || moment) && !scene.is_glued(at) && !joins {
                        break;
                    }
                    if scene.does(at, Function::Relative) {
                        if named || scene.is_capital(from) && scene.has(from, Class::Title) {
                            break;
                        }
                        relative = true;
                    } else if named && !relative && !joins && !scene.is_glued(at) && !is_closed(scene, at, limit) {
                        break;
                    }
                } else if name::is_part(scene, at) && !classes.has(Class::Document) && !scene.has(from, Class::Document) {
                    named = scene.classes(from).meets(PERSON_HEAD) || scene.is_capital(from);
                }
                at += 1;
            }
        }
    }
    while at > from
        && scene.is_any(at - 1, &FINAL)
        && !name::is_initial(scene, at.saturating_sub(2))
        && !scene.has(at.saturating_sub(2), Class::Abbreviation)
    {
        at -= 1;
    }
    at
}

/// The noun phrase that ends before `to` and begins at `from` or later: the subject of a reporting verb.
pub(super) fn left(scene: Scene<'_>, from: usize, to: usize) -> Option<Phrase> {
    let mut to = to;
    let enclosed = to > from && scene.is(to - 1, ',');
    if enclosed {
        to -= 1;
    }
    if to <= from {
        return None;
    }
    for length in [1, 2] {
        if to >= from + length
            && let Some((sort, taken)) = pronoun(scene, to - length)
            && taken == length
        {
            let all = (to - length, to);
            return Some(Phrase { all, role: (to, to), name: (to, to), sort });
        }
    }
    let (start, comma) = chunk_start(scene, from, to);
    // `Rosan, yang juga menjabat kepala BKPM, mengungkapkan`, `Anum, dalam kunjungannya beberapa waktu lalu, menyampaikan`.
    let aside = comma && start >= from + 2;
    let place = |at: usize| {
        scene.has(at, Class::PlaceWord)
            || scene.lexicon.sense(scene.tokens()[at].word(), Class::Institution).is_some_and(|sense| &*sense.value == "named")
    };
    if aside
        && (scene.does(start, Function::Aside)
            || enclosed && scene.does(start, Function::Adjunct)
            || is_degree(scene, (start, to))
            || is_date(scene, (start, to))
            || enclosed && (start..to).all(place))
    {
        return left(scene, from, start);
    }
    let Some(subject) = trim(scene, (start, to)) else {
        return if aside { left(scene, from, start).filter(|phrase| phrase.sort == Sort::Named) } else { None };
    };
    let own = phrase(scene, subject)?;
    if aside && enclosed && own.sort == Sort::Institution && (subject.0..to).any(|at| scene.does(at, Function::Relative)) {
        // `Indra Karya, BUMN yang bergerak di bidang konsultan, memperkirakan`
        if let Some(phrase) = left(scene, from, start).filter(|phrase| matches!(phrase.sort, Sort::Named | Sort::Institution)) {
            return Some(phrase);
        }
    }
    if aside && subject.0 == start {
        let (before_start, _) = chunk_start(scene, from, start - 1);
        let opened = scene
            .lexicon
            .longest(scene.tokens(), before_start, Class::SubjectOpener)
            .is_some_and(|(sense, _)| &*sense.value == "phrase");
        if let Some(before) = trim(scene, (before_start, start - 1)).filter(|_| !opened) {
            let ahead = phrase(scene, before)?;
            if is_name(scene, subject)
                && scene.classes(before.0).meets(HEADS)
                && ahead.name.0 == ahead.name.1
                && ahead.sort != Sort::Described
            {
                let (rank, name) = name::split(scene, subject);
                let role = if rank.0 < rank.1 { (before.0, rank.1) } else { before };
                return Some(Phrase { all: (before.0, to), role, name, sort: Sort::Named });
            }
            if is_name(scene, before)
                && scene.classes(subject.0).meets(PERSON_HEAD)
                && own.sort != Sort::Described
                && (own.name.0 == own.name.1
                    || !scene.is_capital(subject.0) && (subject.0..to).any(|at| scene.does(at, Function::Relative)))
                && !is_quantified(scene, subject.0)
            {
                let (_, name) = name::split(scene, before);
                return Some(Phrase { all: (before.0, to), role: subject, name, sort: Sort::Named });
            }
        }
    }
    Some(own)
}

/// Where the chunk that ends before `to` begins, and whether a comma stands before it.
fn chunk_start(scene: Scene<'_>, from: usize, to: usize) -> (usize, bool) {
    let mut at = to;
    let mut depth = 0;
    while at > from {
        let token = &scene.tokens()[at - 1];
        if let Some(mark) = token.mark() {
            match mark {
                ')' => depth += 1,
                '(' => depth -= 1,
                ',' if depth <= 0 => {
                    // `Energi, dan Sumber Daya`: an enumeration inside a name goes on.
                    let enumeration = scene.does(at, Function::And) && scene.is_capital(at + 1);
                    let listed = at >= 2
                        && scene.is_capital(at)
                        && (at..to.min(at + 4)).any(|k| scene.is(k, ',') && scene.does(k + 1, Function::And));
                    if !enumeration && !listed {
                        return (at, true);
                    }
                }
                ';' | ':' | '"' | '\u{201c}' | '\u{201d}' | '\u{2013}' | '\u{2014}' | '!' | '?' if depth <= 0 => {
                    return (at, false);
                }
                '-' if !scene.is_glued(at - 1) => return (at, false),
                '.' if depth <= 0
                    && at >= 2
                    && !name::is_initial(scene, at - 2)
                    && !scene.has(at - 2, Class::Rank)
                    && !scene.has(at - 2, Class::Abbreviation) =>
                {
                    return (at, false);
                }
                _ => {}
            }
        } else if token.kind == Kind::Break {
            return (at, false);
        }
        at -= 1;
    }
    (from, false)
}

/// The subject inside a chunk: without what opens the sentence and without a relative clause or an aside behind the name.
fn trim(scene: Scene<'_>, (from, to): Range) -> Option<Range> {
    let mut start = from;
    loop {
        if start >= to {
            return None;
        }
        let Some((sense, length)) = scene.lexicon.longest(scene.tokens(), start, Class::SubjectOpener) else { break };
        if &*sense.value == "phrase" {
            return suffix(scene, (start, to));
        }
        start += length;
    }
    // A relative clause or an aside behind a name: `Prabowo yang hadir di lokasi`, `Zaki usai rapat`.
    let head = scene.classes(start).meets(HEADS);
    if (scene.is_capital(start) || head) && !(head && is_closed_by(scene, to - 1)) {
        let named = scene.is_capital(start);
        for at in start + 1..to {
            let aside = scene.does(at, Function::Relative) || (scene.has(at, Class::SourceEnd) && !scene.is_capital(at));
            if aside && (named || name::is_part(scene, at - 1)) {
                let (_, name) = name::split(scene, (start, at));
                if name.0 < name.1 {
                    return Some((start, at));
                }
            }
        }
    }
    if scene.classes(start).meets(THING_HEAD)
        && let Some(end) = (start + 1..to).find(|&at| scene.does(at, Function::Company))
    {
        return Some((start, end));
    }
    if (scene.classes(start).meets(HEADS) || scene.is_capital(start))
        && !is_closed_by(scene, to - 1)
        && let Some(end) = predicate(scene, (start, to))
    {
        if goes_on(scene, (end, to)) {
            return Some((start, end));
        }
        if (end..to).any(|at| acts(scene, at)) && !(end..to).any(|at| scene.has(at, Class::Document)) {
            return None;
        }
    }
    if scene.classes(start).meets(HEADS) || to - start <= 3 {
        return (to - start <= LONGEST).then_some((start, to));
    }
    // A document somewhere in the chunk (`diatur dalam Pergub Nomor 88 yang menyebut`).
    if let Some(document) = (start..to).rev().find(|&at| scene.has(at, Class::Document)) {
        return Some((document, to));
    }
    let verb = (start..to).position(|at| is_verb(scene, at));
    match verb {
        // `menjadi landasan Kao Indonesia mendorong`: a name behind a noun is part of it.
        Some(_) => suffix(scene, (start, to)).filter(|found| found.0 == start || scene.is(found.0 - 1, ',')),
        None => (to - start <= 12).then_some((start, to)).or_else(|| suffix(scene, (start, to))),
    }
}

/// Whether the word there closes a description: `politikus itu`, not `sejauh ini`.
fn is_closed_by(scene: Scene<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    scene.has(at, Class::Deictic)
        && !scene.classes(before).meets(STOPS)
        && !scene.has(before, Class::Unit)
        && !scene.does(before, Function::Adverbial)
}

const STOPS: Classes = Classes::of(&[Class::SourceEnd, Class::Predicate, Class::Negation, Class::ReportAdverb]);

/// Where a noun phrase that begins a chunk ends before the chunk does: at the small word that begins what is said of it, or when
/// and where it speaks (`Pemerintah Korea Selatan |pada Minggu`, `KSEI |dalam keterbukaan informasi`). None where all of it is one.
fn predicate(scene: Scene<'_>, (from, to): Range) -> Option<usize> {
    let document = scene.has(from, Class::Document);
    let person = scene.classes(from).meets(PERSON_HEAD);
    let to = if person { (from + 1..to).find(|&at| scene.does(at, Function::Relative)).unwrap_or(to) } else { to };
    (from + 1..to).find(|&at| {
        if !scene.is_word(at) || scene.is_capital(at) || scene.is_glued(at) {
            return false;
        }
        let named = scene.is_capital(at - 1) || scene.is(at - 1, ')');
        if scene.does(at, Function::Relative) {
            // A relative clause belongs to what it describes, not to a name.
            let name = (from..at).all(|k| scene.is_capital(k) || !scene.is_word(k));
            return name && !document;
        }
        if document {
            return acts(scene, at) && named && at > from + 1;
        }
        let inside = scene.does(at, Function::Within)
            || scene.does(at, Function::BeforeDay) && scene.is_capital(at + 1) && !scene.has(at + 1, Class::Weekday)
            || named && scene.is_capital(at + 1) && scene.has(at, Class::NameParticle);
        let moment =
            named && (scene.does(at, Function::Adverbial) || scene.has(at, Class::Unit) && scene.has(at + 1, Class::Ago));
        !inside && (scene.classes(at).meets(STOPS) || moment || named && acts(scene, at))
    })
}

/// Whether a verb stands there that is no adverb (`berkali-kali`, `secara terbuka`).
fn acts(scene: Scene<'_>, at: usize) -> bool {
    is_verb(scene, at) && !scene.has(at, Class::ReportAdverb) && scene.word(at - 1) != "secara" && !scene.word(at).contains('-')
}

/// Whether what stands between a subject and its verb is adverbs and asides, or another verb that this one is joined to
/// (`mengkritik aturan itu dan |menilai …`).
fn goes_on(scene: Scene<'_>, (from, to): Range) -> bool {
    let says_more = |at: usize| acts(scene, at) || scene.has(at, Class::Predicate) || scene.has(at, Class::Negation);
    scene.does(to - 1, Function::JoinsVerb)
        || scene.does(from, Function::Relative)
        || !(from..to).any(|at| says_more(at) && !scene.has(at, Class::ReportAdverb))
}

/// Whether a small word looks like a verb by its prefix; what follows `yang` is none of the clause's.
pub(super) fn is_verb(scene: Scene<'_>, at: usize) -> bool {
    let Some(token) = scene.get(at) else { return false };
    if token.kind != Kind::Word || token.shape != crate::token::Shape::Lower || token.end - token.start < 5 {
        return false;
    }
    if at > 0 && scene.does(at - 1, Function::TakesVerb) {
        return false;
    }
    scene.lexicon.looks_like_verb(scene.word(at)) && !scene.lexicon.classes(token.word()).has(Class::NotVerb)
}

/// The noun phrase at the end of a chunk: capital words with the titles before them.
fn suffix(scene: Scene<'_>, (from, to): Range) -> Option<Range> {
    let mut at = to;
    while at > from {
        let k = at - 1;
        let Some(token) = scene.get(k) else { break };
        let fits = match token.kind {
            Kind::Word => {
                token.shape != crate::token::Shape::Lower
                    || (at < to && scene.has(k, Class::Title))
                    || (at < to
                        && (scene.has(k, Class::NameParticle) || scene.does(k, Function::EndsTitle))
                        && k > from
                        && scene.is_capital(at))
                    || (at == to && scene.has(k, Class::Deictic))
                    || (at < to && scene.has(at, Class::Deictic))
            }
            Kind::Mark => {
                (scene.is(k, '.') && k > from && name::is_initial(scene, k - 1))
                    || scene.is_any(k, &['(', ')'])
                    || (scene.is_any(k, &['-', '\'', '/']) && scene.is_glued(k))
            }
            _ => false,
        };
        if !fits {
            break;
        }
        at = k;
    }
    while at < to
        && (!scene.is_word(at)
            || scene.does(at, Function::EndsTitle)
            || (scene.takes(at, Class::SubjectOpener) > 0 && at == from))
    {
        at += 1;
    }
    if at > from && scene.does(at - 1, Function::Preposition) {
        // `Di Jakarta Presiden Prabowo mengatakan`: only a title shows where the place ends.
        at = (at + 1..to).find(|&k| scene.has(k, Class::Title))?;
    }
    (at < to).then_some((at, to))
}
