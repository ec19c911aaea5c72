//! The noun phrase before a reporting verb: `… Kepala Dishub Jakarta, Syafrin Liputo, |mengatakan`.

use super::{HEADS, LONGEST, PERSON_HEAD, Phrase, Sort, THING_HEAD, is_degree, is_name, is_quantified, is_verb, phrase, pronoun};
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes};
use crate::name;
use crate::scene::{Range, Scene};
use crate::token::Kind;

/// Whether a chunk only says when (`Selasa (10/6/2025)`).
fn is_date(scene: Scene<'_>, (from, to): Range) -> bool {
    (from..to).all(|at| {
        !scene.is_word(at) || scene.has(at, Class::Weekday) || scene.has(at, Class::Month) || scene.has(at, Class::DayPart)
    }) && (from..to).any(|at| scene.has(at, Class::Weekday) || scene.get(at).is_some_and(|token| token.kind == Kind::Number))
}

/// The noun phrase that ends before `to` and begins at `from` or later: the subject of a reporting verb.
pub(in crate::quote) fn left(scene: Scene<'_>, from: usize, to: usize) -> Option<Phrase> {
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
    // `setelah |setuju`, `untuk |menyampaikan`: that verb hangs on another.
    if scene.does_any(to - 1, HANGS) {
        return None;
    }
    let (start, comma) = chunk_start(scene, from, to);
    // `Unggahan itu membuat Retno |merasa …`: he is made to.
    if let Some(causes) = (start + 1..to).find(|&at| scene.does(at, Function::Causes))
        && !(start..causes).any(|at| scene.does(at, Function::Relative))
    {
        return None;
    }
    // `Rosan, yang juga menjabat kepala BKPM, mengungkapkan`, `Anum, dalam kunjungannya beberapa waktu lalu, menyampaikan`.
    let aside = comma && start >= from + 2;
    let place = |at: usize| {
        scene.has(at, Class::PlaceWord)
            || scene.lexicon.sense(scene.tokens()[at].word(), Class::Institution).is_some_and(|sense| &*sense.value == "named")
    };
    if aside
        && (scene.does(start, Function::Aside)
            || scene.does(start, Function::Called)
                && !(start..to).any(|at| name::is_part(scene, at) && name::is_part(scene, at + 1))
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
    let mut subject = subject;
    // `Hal itu sejalan dengan klarifikasi dari |Badan Pangan, yang menyatakan bahwa …`
    if enclosed
        && scene.does(to + 1, Function::Relative)
        && let Some(maker) = (start..to)
            .rev()
            .find(|&at| scene.does_any(at, Functions::of(&[Function::Source, Function::By])) && scene.is_capital(at + 1))
    {
        subject = trim(scene, (maker + 1, to))?;
    }
    let own = phrase(scene, subject)?;
    let tells = || scene.has(to - 1, Class::Deictic) || (subject.0..to).any(|at| scene.does(at, Function::Relative));
    if aside && enclosed && own.sort == Sort::Institution && tells() {
        // `Nusa Bangun, perusahaan yang merancang jembatan, menduga`, `State Bank, bank terbesar pulau itu, menyatakan`
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
                && (scene.takes(subject.0, Class::Title) > 0
                    || scene.has(subject.0, Class::Rank)
                    || scene.does_any(subject.0, RELATIVES))
                && own.sort != Sort::Described
                && (own.name.0 == own.name.1
                    || enclosed
                        && (before.0 == from || scene.has(before.0, Class::Given))
                        && before.1 - before.0 > 1
                        && !scene.has(own.name.0, Class::Given)
                    || !scene.is_capital(subject.0) && (subject.0..to).any(|at| scene.does(at, Function::Relative)))
                && !is_quantified(scene, subject.0)
            {
                let (_, name) = name::split(scene, before);
                return Some(Phrase { all: (before.0, to), role: subject, name, sort: Sort::Named });
            }
            // `Endro Sutanto, Head of Technical Service Nusatama, mengatakan`: an office that no table knows.
            let unknown = own.sort == Sort::Institution && subject.1 - subject.0 > 1 && !scene.classes(subject.0).meets(HEADS);
            if unknown
                && before.0 == from
                && before.1 - before.0 > 1
                && is_name(scene, before)
                && scene.has(before.0, Class::Given)
            {
                return Some(Phrase { all: (before.0, to), role: subject, name: before, sort: Sort::Named });
            }
        }
    }
    Some(own)
}

/// Who is told by whose he is: `putra sambung Retno`.
pub(in crate::quote) const RELATIVES: Functions = Functions::of(&[Function::Relation, Function::Child]);

/// What a verb behind it hangs on: `setelah`, `yakni`.
const HANGS: Functions = Functions::of(&[Function::Subordinate, Function::Moment, Function::Copula]);

/// Where the chunk that ends before `to` begins, and whether a comma stands before it.
fn chunk_start(scene: Scene<'_>, from: usize, to: usize) -> (usize, bool) {
    let mut at = to;
    let mut depth = 0;
    let is_number = |at: usize| scene.get(at).is_some_and(|token| token.kind == Kind::Number);
    while at > from {
        let token = &scene.tokens()[at - 1];
        if at < to && name::is_apart(scene, at) {
            return (at, false);
        }
        if let Some(mark) = token.mark() {
            match mark {
                ')' => depth += 1,
                '(' => depth -= 1,
                ',' if depth <= 0 => {
                    // `Energi, dan Sumber Daya`: an enumeration inside a name goes on.
                    let enumeration = scene.does(at, Function::And) && scene.is_capital(at + 1);
                    let listed = at >= 2
                        && scene.is_capital(at)
                        && (at..to.min(at + 7)).any(|k| scene.is(k, ',') && scene.does(k + 1, Function::And));
                    // `Pendidikan, Kebudayaan, Riset dan Teknologi`
                    let field = |at: usize| scene.is_capital(at) && scene.has(at, Class::Common);
                    let last = |at: usize| field(at) && scene.does(at + 1, Function::And) && scene.is_capital(at + 2);
                    let fields = last(at) || field(at) && scene.is(at + 1, ',') && last(at + 2);
                    if !enumeration && !listed && !fields {
                        return (at, true);
                    }
                }
                '"' | '\u{201c}' | '\u{201d}' if name::marks_nickname(scene, at - 1) => {}
                ';' | ':' | '"' | '\u{201c}' | '\u{201d}' | '\u{2013}' | '\u{2014}' | '!' | '?' if depth <= 0 => {
                    return (at, false);
                }
                '-' if !scene.is_glued(at - 1) => return (at, false),
                '.' if depth <= 0
                    && at >= 2
                    && !(is_number(at - 2) && is_number(at) && scene.is_glued(at))
                    && !name::takes_stop(scene, at - 2) =>
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
    // `Pawai Perahu di Teluk|Politikus PKB itu`: a headline without a blank behind it.
    let glued = |at: usize| scene.is_glued(at) && scene.is_word(at - 1) && scene.is_capital(at) && scene.has(at, Class::Title);
    if let Some(title) = (start + 1..to).rev().find(|&at| glued(at) && !scene.has(at - 1, Class::Title)) {
        start = title;
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
        // `menjadi alasan Nusa Indonesia mendorong`: a name behind a noun is part of it.
        Some(_) => suffix(scene, (start, to)).filter(|found| found.0 == start || scene.is(found.0 - 1, ',')),
        None if to - start > 12 => suffix(scene, (start, to)),
        // `pertengkaran mulai ketika |salah satu kerabat Retno`
        None => match (start + 1..to - 1).rev().find(|&at| scene.does(at, Function::Moment)) {
            Some(moment) => trim(scene, (moment + 1, to)),
            None => Some((start, to)),
        },
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
/// and where it speaks (`Pemerintah Timor Leste |pada Minggu`, `KSEI |dalam keterbukaan informasi`). None where all of it is one.
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
            || named && name::behind_particle(scene, at).is_some();
        // `Pelatih baru Timnas Indonesia`
        let inside =
            inside || person && scene.has(at, Class::ReportAdverb) && scene.is_capital(at + 1) && !name::is_part(scene, at - 1);
        let moment =
            named && (scene.does(at, Function::Adverbial) || scene.has(at, Class::Unit) && scene.has(at + 1, Class::Ago));
        let closed = scene.has(at - 1, Class::Deictic);
        !inside && (scene.classes(at).meets(STOPS) || moment || (named || closed) && acts(scene, at))
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

/// The noun phrase at the end of a chunk: capital words with the titles before them.
fn suffix(scene: Scene<'_>, (from, to): Range) -> Option<Range> {
    let mut at = to;
    while at > from {
        let k = at - 1;
        let Some(token) = scene.get(k).filter(|_| at == to || !name::is_apart(scene, at)) else { break };
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
    // `menuju Jalan Sudirman`
    if !scene.classes(at).meets(HEADS) && (at..to).any(|k| scene.functions(k).has(Function::Site)) {
        return None;
    }
    (at < to).then_some((at, to))
}
