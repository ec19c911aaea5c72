//! What the elements of a frame read, and where clauses begin and end: the arithmetic behind [`super::frame`].

use super::cue::{Cue, Object};
use super::predicate::{GOES_ON, GOES_WITH, has_predicate, is_felt, predicates};
use super::source::{self, Phrase, Sort};
use super::via;
use crate::annotation::Stance;
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes};
use crate::scene::{Range, Scene};
use crate::token::Kind;

const PLACE: Functions = Functions::of(&[Function::Place, Function::Channel, Function::Source]);
const MOMENT: Functions = Functions::of(&[Function::Hearer, Function::Moment]);

/// What says to whom, when or how behind a source.
const TRAILS: Functions = Functions::of(&[Function::Hearer, Function::Moment, Function::Channel]);
const ASIDE: Functions = Functions::of(&[Function::Hearer, Function::Moment, Function::Channel, Function::Place]);

/// Where the clause behind a reporting verb begins, where `bahwa`, a comma or a colon marks it.
pub(super) fn that(scene: Scene<'_>, cue: &Cue, to: usize) -> Option<usize> {
    let at = cue.tokens.1;
    // `berharap kepada warga untuk |bersabar`
    let asked = cue.object == Object::Demand || cue.stance == Stance::Believes && scene.does(at, Function::Hearer);
    let complementizer = |at: usize| at < to && scene.has(at, Class::Complementizer) && (asked || tells(scene, at));
    if scene.is_any(at, &[',', ':']) {
        // `mengatakan, Selasa (25/7), bahwa …`
        let start = skip_dates(scene, at + 1, to);
        let told = complementizer(start);
        let next = if told { behind(scene, start, to) } else { start };
        return (next < to && (cue.object != Object::Bahwa || scene.is(at, ':') || told)).then_some(next);
    }
    let adverbs = (at..to).take_while(|&k| scene.has(k, Class::ReportAdverb)).count();
    // `menyampaikan pandangannya bahwa |…`; what somebody denies is another's: `membantah |kabar bahwa …`.
    let named = !matches!((cue.object, cue.stance), (Object::Bahwa, _) | (_, Stance::Denies))
        && scene.has(at + adverbs, Class::ReportNoun)
        && !is_felt(scene, at + adverbs)
        && complementizer(at + adverbs + 1);
    let skip = adverbs + usize::from(named);
    if complementizer(at + skip) {
        return Some(behind(scene, at + skip, to));
    }
    if skip > 0 && scene.is(at + skip, ',') {
        return Some(at + skip + 1);
    }
    let moment = scene.does_any(at, MOMENT);
    if !tells_where(scene, cue, at) {
        return None;
    }
    let end = to.min(at + 30);
    if let Some(k) = (at..end).find(|&k| complementizer(k))
        && (moment || !(at + 1..k).any(|k| source::is_verb(scene, k)))
    {
        return Some(behind(scene, k, to));
    }
    if !is_adjunct(scene, cue, at) || cue.object == Object::Bahwa {
        return None;
    }
    comma(scene, at, end).map(|k| skip_dates(scene, k + 1, to)).filter(|&k| k < to)
}

/// Where the content begins that a complementizer at `at` marks: behind it, unless it begins a condition that is said as well
/// (`mengatakan |jika harga naik, warga rugi`, but `mengatakan jika |timnya sudah siap`).
fn behind(scene: Scene<'_>, at: usize, to: usize) -> usize {
    let condition = || {
        let sense = scene.lexicon.sense(scene.tokens()[at].word(), Class::Complementizer);
        sense.is_some_and(|sense| &*sense.value == "condition")
    };
    let follows = |at: usize| {
        scene.is_word(at)
            && scene.takes(at, Class::SubjectOpener) == 0
            && !scene.does_any(at, GOES_WITH)
            && !is_verbal(scene, at)
            && predicates(scene, (at, to))
    };
    let stated = || {
        (at + 1..to).any(|k| scene.does(k, Function::Consequence))
            || comma(scene, at, to).is_some_and(|comma| predicates(scene, (at + 1, comma)) && follows(comma + 1))
    };
    at + usize::from(!(condition() && stated()))
}

/// Whether what stands behind a verb can say where, when or to whom something was said: behind a request or a belief it says
/// more.
fn tells_where(scene: Scene<'_>, cue: &Cue, at: usize) -> bool {
    // `mengatakan saat ini warga mengungsi`: that is when they do, not when it was said.
    (cue.object != Object::Demand && cue.stance == Stance::Says || scene.does(at, Function::Hearer))
        && (scene.does_any(at, PLACE) || scene.does_any(at, MOMENT))
        && !scene.has(at + 1, Class::Deictic)
}

/// Whether what stands behind a verb does say that and nothing else.
pub(super) fn is_adjunct(scene: Scene<'_>, cue: &Cue, at: usize) -> bool {
    // `mengatakan dari semua kapal itu ada …` goes on.
    let reach = if scene.does(at, Function::Source) { at + 2 } else { at + 3 };
    let occasion = || (at + 1..reach).any(|k| scene.has(k, Class::Occasion)) || scene.has(at + 1, Class::Weekday);
    let parted = !scene.does(at, Function::Source) || comma(scene, at, at + 30).is_some();
    // `mengatakan hal itu saat membuka rapat`
    let told = (at..at + 2).find(|&k| scene.has(k, Class::Deictic)).map_or(at, |k| k + 1);
    if told > at && cue.object != Object::Demand && scene.does_any(told, MOMENT) {
        return true;
    }
    // `mengeluh setelah jalan itu ditutup`
    if scene.functions(at).has(Function::Subordinate) && scene.does(at, Function::Adjunct) {
        return comma(scene, at, at + 30).is_none() && !scene.has(at + 1, Class::Deictic);
    }
    tells_where(scene, cue, at) && (scene.does_any(at, MOMENT) || occasion() && parted)
}

/// Behind an aside (`menurut Retno |dalam rilisnya|, …`) or a bracket. `cued`: a cue like `kata` stands before, so that an aside
/// without a comma reaches to the end.
pub(super) fn aside(scene: Scene<'_>, at: usize, to: usize, cued: bool) -> Option<usize> {
    if scene.is(at, '(') {
        return (at..to.min(at + 8)).find(|&k| scene.is(k, ')')).map(|k| k + 1);
    }
    if at >= to || !scene.has(at, Class::SourceEnd) || !scene.does_any(at, ASIDE) {
        return None;
    }
    comma(scene, at, to.min(at + 25)).or(cued.then_some(to))
}

/// Behind a relative clause: `Menurut Ardi |yang juga seorang pelukis|, …`.
pub(super) fn relative(scene: Scene<'_>, at: usize, to: usize) -> Option<usize> {
    if scene.does(at, Function::Relative) { comma(scene, at, to.min(at + 25)) } else { None }
}

/// Whether a cue in mid-sentence attributes: a comma stands before it, or it is one that needs none (`harga kata Retno naik`) or stands
/// behind what opens the sentence at `from`, and a name or pronoun follows at once.
pub(super) fn is_parted(scene: Scene<'_>, from: usize, at: usize) -> bool {
    // `Selain itu |lanjut Retno, …`
    let opens = || opener_end(scene, (from, at + 2)) == at;
    let named = || crate::name::is_part(scene, at + 1) || scene.has(at + 1, Class::Rank);
    scene.is(at - 1, ',')
        || (scene.has(at + 1, Class::SourcePronoun) || scene.is_capital(at + 1) && named())
            && (scene.does(at, Function::Inline) || opens())
            && scene.no_cue(at - 1) <= 1
}

/// Whether an adverbial phrase opens the sentence, behind its connectives.
pub(super) fn leads(scene: Scene<'_>, from: usize, to: usize) -> bool {
    let ahead = opener_end(scene, (from, to));
    let found = scene.lexicon.longest(scene.tokens(), ahead, Class::SubjectOpener);
    ahead < to && found.is_some_and(|(sense, _)| &*sense.value == "phrase")
}

/// Whether the word between cue and content can introduce more than a request.
pub(super) fn tells(scene: Scene<'_>, at: usize) -> bool {
    scene.lexicon.sense(scene.tokens()[at].word(), Class::Complementizer).is_none_or(|sense| &*sense.value != "demand")
}

/// The next comma that is none inside a number (`Rp38,73 miliar`).
pub(super) fn comma(scene: Scene<'_>, from: usize, to: usize) -> Option<usize> {
    let decimal = |at: usize| scene.is_glued(at + 1) && scene.get(at + 1).is_some_and(|token| token.kind == Kind::Number);
    (from..to).find(|&at| scene.is(at, ',') && !decimal(at))
}

/// How far what opens a sentence reaches: connectives and adverbs with their commas.
pub(super) fn opener_end(scene: Scene<'_>, (from, to): Range) -> usize {
    let mut at = from;
    while at < to {
        if scene.is(at, ',') && at > from {
            at += 1;
            continue;
        }
        match scene.lexicon.longest(scene.tokens(), at, Class::SubjectOpener) {
            Some((sense, length)) if &*sense.value == "connective" => at += length,
            _ => break,
        }
    }
    at.min(to)
}

/// The subject of a verb at `at`: none where it is another verb's, or its clause states nothing (`terlihat sombong dan |yakin`, `jika
/// mereka |merasa`, `agar warga |percaya`).
pub(super) fn subject(scene: Scene<'_>, low: usize, at: usize) -> Option<Phrase> {
    source::left(scene, low, at).filter(|phrase| {
        let from = phrase.all.0;
        let depends = from > low && scene.has(from - 1, Class::Complementizer) && !scene.is_capital(from - 1);
        !depends && !scene.does(phrase.mention().1 - 1, Function::JoinsVerb)
    })
}

/// How far behind a source what it says may stand: to another verb of saying behind a name, which has its own speaker (`disampaikan
/// Retno setelah Hendra |mengatakan bahwa`).
pub(super) fn skip_end(scene: Scene<'_>, at: usize, high: usize) -> usize {
    let end = high.min(at + 25);
    (at + 1..end).find(|&k| scene.is_capital(k - 1) && scene.has(k, Class::ReportVerb)).unwrap_or(end)
}

/// What heads the name of an office or an institution, whatever its last word is: `Badan Penanggulangan Bencana`.
const BODIES: Classes = Classes::of(&[Class::Title, Class::Institution]);

/// Whether a subject can say something: no `hal itu`.
pub(super) fn can_speak(scene: Scene<'_>, phrase: &Phrase) -> bool {
    let outcome = phrase.all.1 - phrase.all.0 == 2
        && scene.functions(phrase.all.0).has(Function::Outcome)
        && scene.has(phrase.all.0 + 1, Class::Deictic);
    // `Merasa curiga, Trevor membuka pintu`
    let verb = scene.is_capital(phrase.all.0) && scene.has(phrase.all.0, Class::ReportVerb);
    !outcome
        && !verb
        && !((scene.takes(phrase.all.0, Class::NotSource) > 0
            || scene.has(phrase.all.1 - 1, Class::NotSource)
                && !scene.has(phrase.all.1 - 1, Class::Deictic)
                && !scene.classes(phrase.all.0).meets(BODIES))
            && !(phrase.sort == Sort::Pronoun || phrase.sort == Sort::Named && phrase.all.1 - phrase.all.0 > 1))
}

/// Whether a subject can ask for something: a person or an institution, not a noun that stands at the head of its sentence
/// (`Berita itu mendorong harga naik`).
pub(super) fn asks(scene: Scene<'_>, phrase: &Phrase) -> bool {
    let (from, to) = phrase.all;
    let known = scene.classes(from).meets(Classes::of(&[Class::Title, Class::Rank, Class::Institution, Class::Document]));
    let known = known || scene.takes(from, Class::Title) > 0;
    let pronoun = matches!(phrase.sort, Sort::Pronoun | Sort::Group | Sort::Own);
    let lone = to - from == 1 && !pronoun && scene.is_capital(from) && !scene.has(from, Class::Given);
    let common = !known && lone && is_common(scene, from);
    let named = !matches!(phrase.sort, Sort::Institution | Sort::Anonymous | Sort::Described);
    known || !common && (named || (from + 1 >= to || scene.is_capital(from + 1)) && scene.is_capital(from))
}

/// Whether the word in capitals there is only the first of its sentence: the article writes it small as often (`Puasa mengajak …`).
fn is_common(scene: Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    let small = scene.standing(&word.to_lowercase()).count();
    small > 0 && small >= scene.standing(word).count()
}

/// Past the dates, nicknames and brackets that stand between commas at `at` (`Rabu, 12 Maret 2025, |ia dituduh …`).
pub(super) fn skip_dates(scene: Scene<'_>, at: usize, to: usize) -> usize {
    let mut at = at;
    // `Menurut Ardi, |sapaan akrab Ardiansyah, |…`
    if scene.does(at, Function::Called) {
        at = comma(scene, at, to.min(at + 8)).map_or(at, |next| next + 1);
    }
    // `Menurut laporan itu, |seperti dilansir Reuters, |…`
    if scene.does(at, Function::As)
        && let Some(outlet) = via::at(scene, at, to)
        && scene.is(outlet.tokens.1, ',')
    {
        at = outlet.tokens.1 + 1;
    }
    // `Dilansir Reuters, KN dan The Harbour Times pada Rabu (12/3/2025), |…`
    let outlet = |at: usize| {
        let at = at + usize::from(scene.does(at, Function::And));
        scene.takes(at, Class::Outlet) > 0 && scene.is_capital(at)
    };
    while let Some(next) = comma(scene, at, to.min(at + if outlet(at) { 24 } else { 12 })) {
        let dated = (at..next).all(|k| {
            !scene.is_word(k) || scene.has(k, Class::Weekday) || scene.has(k, Class::Month) || scene.has(k, Class::DayPart)
        });
        let outlets = outlet(at) && !(at..next).any(|k| source::is_verb(scene, k));
        if !dated && !outlets && !source::is_degree(scene, (at, next)) {
            break;
        }
        at = next + 1;
    }
    // `Mengutip Antara, Jumat (5/3) |harga cabai turun`
    if scene.has(at, Class::Weekday) && scene.is(at + 1, '(') {
        at = (at + 1..to.min(at + 9)).find(|&k| scene.is(k, ')')).map_or(at, |close| close + 1);
    }
    at
}

/// Whether what begins there says something of a subject that stands before an attribution: `…, dia menegaskan, |tetap tinggi`.
pub(super) fn is_verbal(scene: Scene<'_>, at: usize) -> bool {
    !scene.is_capital(at) && (scene.classes(at).meets(GOES_ON) || source::is_verb(scene, at))
}

/// Whether a stretch can be the subject of a clause: a noun phrase without a verb, that is no office before its bearer.
pub(super) fn is_nominal(scene: Scene<'_>, (from, to): Range) -> bool {
    scene.takes(from, Class::SubjectOpener) == 0
        && !scene.classes(from).meets(Classes::of(&[Class::Title, Class::Rank, Class::Weekday]))
        && !(from..to).any(|at| source::is_verb(scene, at))
}

/// The content from `start` to the end of the sentence: without final marks, and without an attribution that trails behind.
pub(super) fn bounds(scene: Scene<'_>, start: usize, to: usize) -> Option<Range> {
    let mut start = start;
    let mut end = to;
    while start < end && (scene.is_any(start, &[',', ':']) || scene.get(start).is_some_and(|token| token.kind == Kind::Break)) {
        start += 1;
    }
    for at in start + 2..end {
        let trailing = scene.is(at, ',') || scene.does(at, Function::As);
        if trailing {
            let cue = if scene.is(at, ',') { at + 1 } else { at };
            if via::at(scene, cue, end).is_some() {
                end = at;
                break;
            }
            if scene.is(at, ',')
                && scene.has(at + 1, Class::Weekday)
                && end - at <= 12
                && (at + 2..end).all(|k| !scene.is_word(k) || scene.has(k, Class::Month) || scene.has(k, Class::DayPart))
            {
                end = at;
                break;
            }
        }
    }
    while end > start && scene.is_any(end - 1, &[',', ':', ';', '.', '!', '?', '\u{2026}']) {
        end -= 1;
    }
    (end > start).then_some((start, end))
}

/// Whether what stands behind an attribution is a clause that can stand alone.
pub(super) fn has_room(scene: Scene<'_>, rest: Range) -> bool {
    rest.1 - rest.0 >= 3 && has_predicate(scene, rest) || rest.1 - rest.0 >= 6
}

/// Whether what stands behind an attribution only says when and where it was made.
pub(super) fn trails(scene: Scene<'_>, (from, to): Range) -> bool {
    let place = || scene.does(from, Function::Place) && (from + 1..to).all(|at| scene.is_capital(at) || !scene.is_word(at));
    scene.has(from, Class::Weekday) && to - from <= 10
        || scene.does_any(from, TRAILS) && comma(scene, from, to).is_none()
        || place()
}
