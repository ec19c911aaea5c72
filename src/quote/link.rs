//! Who speaks: sources linked to the fullest name that the article gives.

use super::people::{self, People};
use super::source::{Phrase, Sort};
use super::when::when;
use super::{Draft, Source};
use crate::annotation::{Quotation, QuoteKind, Timex};
use crate::function::{Function, Functions};
use crate::lexicon::{Class, Classes};
use crate::scene::{Range, Scene};
use crate::segment::Quoted;
use crate::segment::Sentence;

/// A speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Speaker {
    name: String,
    role: Option<String>,
    kind: Being,
    /// Where it was named.
    at: Range,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Being {
    Person,
    Institution,
    Anonymous,
}

/// Gives each statement its speaker.
pub(super) fn link(
    scene: Scene<'_>,
    quoted: &[Quoted],
    sentences: &[Sentence],
    mut drafts: Vec<Draft>,
    timexes: &[Timex],
) -> Vec<Quotation> {
    let mut people = People::collect(scene, quoted, sentences);
    for draft in &drafts {
        if let Source::Phrase(phrase) = &draft.source
            && phrase.sort == Sort::Named
            && !phrase.is_joint(scene)
        {
            people.introduce(scene, phrase.name, phrase.role);
        }
    }
    people.shorten(scene, sentences, &drafts);
    people.unglue_heads(scene, &drafts);
    people.names.sort_by_key(|name| name.tokens);
    for draft in &mut drafts {
        if let Source::Phrase(phrase) = &mut draft.source
            && !phrase.is_joint(scene)
            && let Some(own) = people.own(phrase.name)
        {
            phrase.name = own.tokens;
            phrase.role = (phrase.all.0, own.tokens.0);
        }
    }
    let mut speakers: Vec<Option<Speaker>> = Vec::with_capacity(drafts.len());
    for index in 0..drafts.len() {
        let speaker = resolve(scene, quoted, &people, &drafts, index, &speakers);
        speakers.push(speaker);
    }
    // A statement that goes on before anybody was named has the speaker of the next.
    for index in (0..speakers.len()).rev() {
        let next = speakers.get(index + 1).cloned().flatten();
        let open = speakers[index].is_none()
            && matches!(
                drafts[index].source,
                Source::Carried | Source::Nya(_) | Source::Phrase(Phrase { sort: Sort::Pronoun, .. })
            );
        if next.is_some() && (open || drafts[index].source == Source::Ahead) {
            speakers[index] = next;
        }
    }
    drafts
        .into_iter()
        .zip(speakers)
        .filter(|(draft, _)| !draft.span.is_empty())
        .map(|(draft, speaker)| finish(scene, draft, speaker, timexes))
        .collect()
}

fn finish(scene: Scene<'_>, draft: Draft, speaker: Option<Speaker>, timexes: &[Timex]) -> Quotation {
    let mention = match &draft.source {
        Source::Phrase(phrase) => Some(scene.span(phrase.mention())),
        Source::Nya(span) => Some(*span),
        Source::Outlet(name) => Some(scene.span(*name)),
        Source::Carried | Source::Ahead => None,
    };
    let (name, role) = speaker.map_or((None, None), |speaker| (Some(speaker.name), speaker.role));
    let when = when(scene, &draft, timexes);
    Quotation {
        span: draft.span,
        kind: draft.kind,
        cue: draft.cue,
        mention,
        speaker: name,
        role,
        via: draft.via.map(|outlet| outlet.canonical),
        stance: draft.stance,
        when,
        rule: draft.rule,
    }
}

/// Verbs and small words that a blank was lost before.
const GLUED: Classes = Classes::of(&[Class::ReportVerb, Class::PassiveCue]);
const GLUED_SMALL: Functions = Functions::of(&[Function::Place, Function::Moment, Function::Relative]);

/// A name without the word glued to its end (`Nasaruddin Umarmenyampaikan`).
fn unglued<'a>(scene: Scene<'_>, written: &'a str) -> &'a str {
    let last = written.rfind(' ').map_or(0, |blank| blank + 1);
    let word = &written[last..];
    if word.len() < 9 || !word.is_ascii() || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return written;
    }
    let cut = (3..word.len() - 3).find(|&cut| {
        let tail = scene.lexicon.word(&word[cut..]);
        let classes = scene.lexicon.classes(tail);
        let predicate = classes.has(Class::Predicate) && word.len() - cut > 5;
        let says = classes.has(Class::Say) || classes.has(Class::SourceEnd) && scene.lexicon.looks_like_verb(&word[cut..]);
        classes.meets(GLUED) || says || predicate || scene.lexicon.functions(tail).meets(GLUED_SMALL)
    });
    // What stands so more than once is a name: `Aubameyang`.
    let again = || memchr::memmem::find_iter(scene.document.text.as_bytes(), word.as_bytes()).nth(1).is_some();
    cut.filter(|_| !again()).map_or(written, |cut| &written[..last + cut])
}

/// A name without the word glued to its head (`PerbesarErwin Prasetyo`), or with the blank that two of its words lost, where the first
/// is a given name or stands behind a role (`Menteri AndiAmran`).
fn parted(scene: Scene<'_>, name: &str, titled: bool) -> String {
    let Some((word, cut)) = name.split(' ').find_map(|word| people::seam(word).map(|cut| (word, cut))) else {
        return name.to_owned();
    };
    let given = |word: &str| scene.lexicon.classes(scene.lexicon.word(&word.to_lowercase())).has(Class::Given);
    let start = word.as_ptr() as usize - name.as_ptr() as usize;
    let (head, tail) = name.split_at(start + cut);
    if titled || given(&word[..cut]) { format!("{head} {tail}") } else { tail.to_owned() }
}

fn text(scene: Scene<'_>, range: Range) -> String {
    let written = scene.span(range).of(scene.document.text);
    if written.contains(|c: char| c.is_whitespace() && c != ' ') || written.contains("  ") {
        return written.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    written.to_owned()
}

fn resolve(
    scene: Scene<'_>,
    quoted: &[Quoted],
    people: &People,
    drafts: &[Draft],
    index: usize,
    before: &[Option<Speaker>],
) -> Option<Speaker> {
    let last = || before.iter().rev().flatten().next().cloned();
    // `katanya` behind somebody unnamed is his.
    let last_person = || {
        let one = |at: usize| scene.functions(at).has(Function::Indefinite) && !scene.functions(at).has(Function::Several);
        let somebody = |range: Range| one(range.0) && (range.0..range.1).any(|at| scene.has(at, Class::Title) && !one(at));
        let unnamed =
            before.last().and_then(Option::as_ref).filter(|speaker| speaker.kind == Being::Anonymous && somebody(speaker.at));
        unnamed.or_else(|| before.iter().rev().flatten().find(|speaker| speaker.kind == Being::Person)).cloned()
    };
    let draft = &drafts[index];
    match &draft.source {
        Source::Outlet(_) => {
            let name = draft.via.as_ref().map(|outlet| outlet.canonical.clone())?;
            Some(Speaker { name, role: None, kind: Being::Institution, at: draft.at })
        }
        Source::Carried | Source::Ahead => last(),
        Source::Nya(span) => subject_before(scene, people, draft, drafts, index)
            .filter(|_| draft.rule == "according")
            .or_else(last_person)
            .or_else(|| subject_before(scene, people, draft, drafts, index))
            .or_else(last)
            .or_else(|| people.nearest(scene, scene.document.token_at(span.start)).map(|found| person(scene, people, found))),
        Source::Phrase(phrase) => {
            let at = phrase.all.0;
            match phrase.sort {
                Sort::Named => {
                    let mut speaker = named(scene, people, drafts, phrase, before);
                    if speaker.at.1 - speaker.at.0 == 1
                        && let Some(full) = People::in_quotes(scene, quoted, people::key(scene, speaker.at.0))
                    {
                        speaker.name = text(scene, full);
                    }
                    Some(speaker)
                }
                Sort::Pronoun => subject_before(scene, people, draft, drafts, index)
                    .filter(|_| {
                        draft.cue.is_some_and(|cue| draft.kind != QuoteKind::Direct && scene.span(phrase.all).end <= cue.start)
                    })
                    .or_else(last_person)
                    .or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found)))
                    .or_else(last),
                Sort::Own => last().or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found))),
                Sort::Group => before.iter().rev().flatten().find(|speaker| speaker.kind != Being::Person).cloned().or_else(last),
                Sort::Described => {
                    let head = people::key(scene, at);
                    before
                        .iter()
                        .rev()
                        .flatten()
                        .find(|speaker| speaker.kind != Being::Person && people::keys(scene, speaker.at).contains(&head))
                        .cloned()
                        .or_else(|| subject_before(scene, people, draft, drafts, index))
                        .or_else(|| described(scene, people, at, last_person, last))
                        .or_else(|| {
                            Some(Speaker { name: text(scene, phrase.all), role: None, kind: Being::Anonymous, at: phrase.all })
                        })
                }
                // `sang kiai` is the last person.
                Sort::Title if scene.functions(at).has(Function::Honorific) => {
                    last_person().or_else(|| Some(titled(scene, people, phrase)))
                }
                Sort::Title => {
                    let alone = phrase.all.1 - phrase.all.0 == 1;
                    let called = || nicknamed(scene, people, drafts, people::key(scene, at), before);
                    alone.then(called).flatten().or_else(|| Some(titled(scene, people, phrase)))
                }
                Sort::Institution => Some(institution(scene, people, drafts, phrase, before)),
                Sort::Anonymous => Some(anonymous(scene, people, drafts, phrase)),
            }
        }
    }
}

/// Whom a description means that no source before it matches: a person's (`politikus itu`) the last person, one of several
/// people (`orang-orang tersebut`) the last source without a name, a thing's (`struktur impor ini`) nobody.
fn described(
    scene: Scene<'_>,
    people: &People,
    at: usize,
    last_person: impl Fn() -> Option<Speaker>,
    last: impl Fn() -> Option<Speaker>,
) -> Option<Speaker> {
    if scene.has(at, Class::Title) || scene.has(at, Class::Rank) {
        // `juru bicara maskapai itu`: one who speaks for what was named, not the last who spoke.
        let spokesman = scene.does(at + 1, Function::EndsTitle)
            && scene.has(at + 2, Class::Institution)
            && !scene.is_capital(at + 2)
            && scene.has(at + 3, Class::Deictic);
        if spokesman {
            return people.titled(scene, &people::keys(scene, (at, at + 2)), at).map(|found| person(scene, people, found));
        }
        if scene.functions(at).has(Function::Unnamed)
            && let Some(unnamed) = last().filter(|speaker| speaker.kind == Being::Anonymous)
        {
            return Some(unnamed);
        }
        return last_person().or_else(|| people.nearest(scene, at).map(|found| person(scene, people, found))).or_else(last);
    }
    last().filter(|speaker| speaker.kind == Being::Anonymous)
}

fn person(scene: Scene<'_>, people: &People, found: usize) -> Speaker {
    let name = &people.names[found];
    Speaker {
        name: parted(scene, unglued(scene, &text(scene, name.tokens)), name.role.is_some()),
        role: people::role_of(scene, name).map(|role| text(scene, role)),
        kind: Being::Person,
        at: name.tokens,
    }
}

fn named(scene: Scene<'_>, people: &People, drafts: &[Draft], phrase: &Phrase, before: &[Option<Speaker>]) -> Speaker {
    if phrase.is_joint(scene) {
        return Speaker { name: text(scene, phrase.name), role: None, kind: Being::Person, at: phrase.name };
    }
    // What stands there may have been cut down to the person's own words.
    let own =
        people.names.iter().find(|name| phrase.name.0 <= name.tokens.0 && name.tokens.1 <= phrase.name.1).map(|name| name.tokens);
    let words = people::keys(scene, own.unwrap_or(phrase.name));
    let found = people.fullest(scene, &words, phrase.name.0).map(|found| {
        // What is full here may be short elsewhere (`Joko Widodo` within a longer name).
        let own = people::keys(scene, people.names[found].tokens);
        people.fullest(scene, &own, phrase.name.0).unwrap_or(found)
    });
    let fuller = |found: usize| people.names[found].tokens.1 - people.names[found].tokens.0 > phrase.name.1 - phrase.name.0;
    // `Camat Tanjung Lestari`, where somebody else has that office: `Camat Tanjung Lestari, Gontar Saputra`.
    if scene.has(phrase.role.0, Class::Title)
        && phrase.role.0 < phrase.role.1
        && phrase.all.1 == phrase.name.1
        && !scene.has(phrase.name.0, Class::Given)
        && !found.is_some_and(fuller)
        && let Some(holder) = people.holder(scene, phrase.all)
    {
        return person(scene, people, holder);
    }
    let alone = |found: &usize| people.names[*found].tokens.1 - people.names[*found].tokens.0 == phrase.name.1 - phrase.name.0;
    let found = match found {
        Some(same) if alone(&same) && words.len() == 1 => {
            if let Some(speaker) = bracketed(scene, people, words[0])
                .or_else(|| nicknamed(scene, people, drafts, words[0], before))
                .or_else(|| known(scene, people, phrase.name.0))
            {
                return speaker;
            }
            people.begins_with(scene, scene.word(phrase.name.0)).or(Some(same))
        }
        other => other,
    };
    if let Some(found) = found {
        let mut speaker = person(scene, people, found);
        if speaker.role.is_none() && phrase.role.0 < phrase.role.1 {
            speaker.role = Some(text(scene, phrase.role));
        }
        return speaker;
    }
    Speaker {
        name: text(scene, phrase.name),
        role: (phrase.role.0 < phrase.role.1).then(|| text(scene, phrase.role)),
        kind: Being::Person,
        at: phrase.name,
    }
}

/// The person behind whose name the short one stands, in brackets or as another: `Saifullah Yusuf (Gus Ipul)`, `… alias Busan`.
fn bracketed(scene: Scene<'_>, people: &People, short: u32) -> Option<Speaker> {
    people.names.iter().enumerate().find_map(|(index, name)| {
        let mut open = name.tokens.1;
        if name.tokens.1 - name.tokens.0 < 2 {
            return None;
        }
        let close = if scene.is(open, '(') {
            (open + 1..open + 5).find(|&at| scene.is(at, ')'))?
        } else {
            // `Budi Santoso, atau yang akrab disapa Busan`
            open += usize::from(scene.is(open, ','));
            if !scene.does(open, Function::Otherwise) {
                return None;
            }
            let start = (open + 1..open + 6).find(|&at| scene.is_capital(at))?;
            (start..start + 3).find(|&at| !scene.is_capital(at)).unwrap_or(start + 3)
        };
        (open + 1..close).any(|at| scene.is_capital(at) && people::key(scene, at) == short).then(|| person(scene, people, index))
    })
}

/// The person whom everybody knows by the nickname there, where the article has the name too: `Jokowi`.
fn known(scene: Scene<'_>, people: &People, at: usize) -> Option<Speaker> {
    let (sense, _) = scene.lexicon.longest(scene.tokens(), at, Class::Nickname)?;
    let words: Vec<u32> = sense.value.split(' ').map(people::hash).collect();
    people.fullest(scene, &words, at).map(|found| person(scene, people, found))
}

/// The person whom the article said to be called so: `pria yang akrab disapa Ardi itu`.
fn nicknamed(scene: Scene<'_>, people: &People, drafts: &[Draft], short: u32, before: &[Option<Speaker>]) -> Option<Speaker> {
    let called = |at: usize| scene.functions(at).has(Function::Called);
    // `Siwi, panggilan akrab |Tri Sumarwati`
    let told = people.names.iter().enumerate().find_map(|(index, name)| {
        let at = (name.tokens.0.saturating_sub(4)..name.tokens.0).find(|&at| called(at))?;
        let mark = usize::from(at > 0 && !scene.is_word(at - 1));
        let own = at.checked_sub(1 + mark)?;
        (name.tokens.1 - name.tokens.0 > 1 && people::key(scene, own) == short).then_some(index)
    });
    if let Some(index) = told {
        return Some(person(scene, people, index));
    }
    drafts.iter().zip(before).find_map(|(draft, speaker)| {
        let Source::Phrase(Phrase { all, sort: Sort::Described, .. }) = &draft.source else { return None };
        let called = (all.0..all.1).find(|&at| scene.does(at, Function::Called))?;
        (called..all.1).any(|at| people::key(scene, at) == short).then(|| speaker.clone()).flatten()
    })
}

/// The name that opens the sentence just before the pronoun's own: `Pullela Gopichand merupakan … Ia mengaku …`.
fn subject_before(scene: Scene<'_>, people: &People, draft: &Draft, drafts: &[Draft], index: usize) -> Option<Speaker> {
    let byte = scene.get(draft.at.0)?.start;
    let sentence = scene.document.sentence_at(byte)?;
    let previous = scene.document.sentences.get(sentence.checked_sub(1)?)?;
    let (from, to) = (previous.tokens.0 as usize, previous.tokens.1 as usize);
    // Where somebody is quoted in that sentence, the reporter counts, not the subject.
    if index > 0 && drafts[index - 1].at.1 > from {
        return None;
    }
    let mut start = from;
    while let Some((sense, length)) = scene.lexicon.longest(scene.tokens(), start, Class::SubjectOpener) {
        if &*sense.value == "phrase" {
            // `Senada dengan Retno, |politikus Hendra Saputra …`
            start = (start..to.min(start + 12)).find(|&at| scene.is(at, ','))? + 1;
            break;
        }
        start += length;
        if scene.is(start, ',') {
            start += 1;
        }
    }
    let found = people.names.iter().position(|name| name.tokens.0 >= start && name.tokens.1 <= to)?;
    let name = &people.names[found];
    let titled = scene.has(start, Class::Title) && !(start..name.tokens.0).any(|at| super::source::is_verb(scene, at));
    let opens = name.tokens.0 == start || titled || people::role_of(scene, name).is_some_and(|role| role.0 == start);
    if !opens {
        return None;
    }
    let words = people::keys(scene, name.tokens);
    if words.len() == 1 && scene.takes(name.tokens.0, Class::SubjectOpener) > 0 {
        return None;
    }
    let full = people.fullest(scene, &words, name.tokens.0)?;
    let full_name = &people.names[full];
    (full_name.tokens.1 - full_name.tokens.0 > 1).then(|| person(scene, people, full))
}

/// A title alone: the person who bears it.
fn titled(scene: Scene<'_>, people: &People, phrase: &Phrase) -> Speaker {
    let mut words = people::keys(scene, phrase.all);
    let found = people.titled(scene, &words, phrase.all.0).or_else(|| {
        let long = scene.lexicon.sense(scene.get(phrase.all.0)?.word(), Class::Expansion)?;
        let mut expanded: Vec<u32> = crate::token::tokenize(&long.value, scene.lexicon)
            .iter()
            .map(|token| people::hash(token.span().of(&long.value)))
            .collect();
        expanded.extend(words.drain(1..));
        people.titled(scene, &expanded, phrase.all.0)
    });
    let Some(found) = found else {
        let (from, to) = phrase.all;
        let end = (from + 1..to).find(|&at| scene.is(at, '(')).filter(|_| scene.is(to - 1, ')')).unwrap_or(to);
        return Speaker { name: text(scene, (from, end)), role: None, kind: Being::Person, at: (from, end) };
    };
    let own = people::keys(scene, people.names[found].tokens);
    let full = people.fullest(scene, &own, phrase.all.0).unwrap_or(found);
    let mut speaker = person(scene, people, full);
    if speaker.role.is_none() {
        speaker.role = people::role_of(scene, &people.names[found]).map(|role| text(scene, role));
    }
    speaker
}

/// An institution or document by the fullest name the article has for it.
fn institution(scene: Scene<'_>, people: &People, drafts: &[Draft], phrase: &Phrase, before: &[Option<Speaker>]) -> Speaker {
    let made = |range: Range| Speaker { name: text(scene, range), role: None, kind: Being::Institution, at: range };
    let (from, mut to) = phrase.all;
    if scene.is(to - 1, ')')
        && let Some(open) = (from + 1..to).rev().find(|&at| scene.is(at, '('))
    {
        to = open;
    }
    // `Masyarakat Antikorupsi Indonesia atau MAKI`
    let or = |at: usize| scene.word(at) == "atau";
    if to - from > 3 && or(to - 2) && scene.tokens()[to - 1].shape == crate::token::Shape::Upper {
        to -= 2;
    } else if let Some(at) = (from + 2..to).find(|&at| or(at) && scene.is(at - 1, ')')) {
        to = (from + 1..at).rev().find(|&k| scene.is(k, '(')).unwrap_or(at);
    }
    if scene.has(to - 1, Class::Deictic) && to - from > 1 {
        let head = people::key(scene, from);
        if let Some(speaker) = before.iter().rev().flatten().find(|speaker| people::keys(scene, speaker.at).contains(&head)) {
            return speaker.clone();
        }
        if let Some(longer) = longer_institution(scene, drafts, (from, from + 1)) {
            return made(longer);
        }
        // `perusahaan itu`: the last institution that spoke.
        let thing = scene.has(from, Class::Institution) && !scene.has(from, Class::Document);
        let other = |speaker: &&Speaker| speaker.kind == Being::Institution && !scene.has(speaker.at.0, Class::Document);
        if let Some(speaker) = before.iter().rev().flatten().find(other).filter(|_| thing && to - from == 2) {
            return speaker.clone();
        }
        return made((from, to));
    }
    if to - from == 1 {
        let called = people::key(scene, from);
        if let Some(speaker) = nicknamed(scene, people, drafts, called, before) {
            return speaker;
        }
        if let Some(long) = explained(scene, from) {
            return made(long);
        }
        let somebody = || bracketed(scene, people, called).or_else(|| known(scene, people, from));
        if let Some(speaker) = (!scene.has(from, Class::Institution)).then(somebody).flatten() {
            return speaker;
        }
        if let Some(long) = scene.lexicon.sense(scene.tokens()[from].word(), Class::Expansion)
            && memchr::memmem::find(scene.document.text.as_bytes(), long.value.as_bytes()).is_some()
        {
            // `Pemkot` where `Pemerintah Kota Kediri` stands.
            let text = &scene.document.text;
            let full = memchr::memmem::find_iter(text.as_bytes(), long.value.as_bytes())
                .filter_map(|at| text[at + long.value.len()..].strip_prefix(' '))
                .map(|rest| &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())])
                .find(|word| scene.lexicon.classes(scene.lexicon.word(&word.to_lowercase())).has(Class::Place));
            let name = full.map_or_else(|| long.value.to_string(), |place| format!("{} {place}", long.value));
            return Speaker { name, role: None, kind: Being::Institution, at: (from, to) };
        }
        if let Some(full) = company(scene, from) {
            return made(full);
        }
        if scene.has(from, Class::Institution) {
            let bare =
                scene.lexicon.sense(scene.tokens()[from].word(), Class::Institution).is_some_and(|sense| !sense.value.is_empty());
            if bare && let Some(longer) = longer_institution(scene, drafts, (from, to)).or_else(|| longer_in_text(scene, from)) {
                return made(longer);
            }
        } else {
            let words = people::keys(scene, (from, to));
            let company = |found: &usize| scene.has(people.names[*found].tokens.1 - 1, Class::CompanySuffix);
            let person_too = |found: &usize| people::role_of(scene, &people.names[*found]).is_some();
            if let Some(found) = people.fullest(scene, &words, from).filter(|found| company(found) || person_too(found)) {
                let mut speaker = person(scene, people, found);
                if speaker.role.is_none() {
                    speaker.kind = Being::Institution;
                }
                return speaker;
            }
        }
    }
    // `Dinas Perhubungan (Dishub) DKI Jakarta`: without the bracket, where the article also writes it so.
    let mut speaker = made((from, to));
    if let Some((open, close)) = speaker.name.find(" (").and_then(|open| Some((open, open + speaker.name[open..].find(')')? + 1)))
    {
        let plain = format!("{}{}", &speaker.name[..open], &speaker.name[close..]);
        if memchr::memmem::find(scene.document.text.as_bytes(), plain.as_bytes()).is_some() {
            speaker.name = plain;
        }
    }
    speaker
}

/// The longest other institution among the sources that begins with the same words.
fn longer_institution(scene: Scene<'_>, drafts: &[Draft], short: Range) -> Option<Range> {
    let words = people::keys(scene, short);
    drafts
        .iter()
        .filter_map(|draft| match &draft.source {
            Source::Phrase(phrase) if phrase.sort == Sort::Institution && !scene.has(phrase.all.1 - 1, Class::Deictic) => {
                Some(phrase.all)
            }
            _ => None,
        })
        .filter(|&all| all.1 - all.0 > short.1 - short.0 && people::keys(scene, all).starts_with(&words))
        .max_by_key(|all| all.1 - all.0)
}

/// The full name of a company or the like that the article gives elsewhere: `PT Garuda Indonesia` for `Garuda`.
fn company(scene: Scene<'_>, at: usize) -> Option<Range> {
    let own = people::key(scene, at);
    let named = |k: usize| {
        scene.lexicon.sense(scene.tokens()[k].word(), Class::Institution).is_some_and(|sense| &*sense.value == "named")
            && scene.is_capital(k)
    };
    let length = scene.tokens()[at].span().len();
    let found =
        around(scene, at).find(|&k| scene.tokens()[k].span().len() == length && named(k - 1) && people::key(scene, k) == own)?;
    let end = (found + 1..found + 5).find(|&k| !scene.is_capital(k)).unwrap_or(found + 1);
    Some((found - 1, end))
}

/// The first place in the prose where that head of an institution goes on in capitals.
fn longer_in_text(scene: Scene<'_>, head: usize) -> Option<Range> {
    let own = scene.tokens()[head].payload;
    let first = (around(scene, head).start..head)
        .find(|&at| scene.tokens()[at].payload == own && scene.is_capital(at) && scene.is_capital(at + 1))?;
    let end = (first + 1..scene.tokens().len()).find(|&at| !scene.is_capital(at)).unwrap_or(first + 2);
    Some((first, end))
}

/// The tokens that can speak of the same thing as the one there, the first of the text left out: see [`super::STRETCH`].
fn around(scene: Scene<'_>, at: usize) -> std::ops::Range<usize> {
    let reach = super::STRETCH as usize;
    at.saturating_sub(reach).max(1)..(at + reach).min(scene.tokens().len())
}

/// The long form of an abbreviation that the article explains in brackets: `Badan … Geofisika (BMKG)`.
fn explained(scene: Scene<'_>, at: usize) -> Option<Range> {
    let short = scene.word(at);
    if short.len() < 2 {
        return None;
    }
    let own = people::key(scene, at);
    let tokens = scene.tokens();
    let place = around(scene, at).find(|&k| {
        k != at
            && tokens[k].is_mark('(')
            && tokens.get(k + 1).is_some_and(|next| next.span().len() == short.len() as u32)
            && people::key(scene, k + 1) == own
    })?;
    // The letters of the short form, from the last to the first, each at the head of a word where one fits.
    let mut start = place;
    let mut letters = short.bytes().rev().peekable();
    while start > 0 && place - start < 16 {
        let word = scene.word(start - 1);
        if tokens[start - 1].kind == crate::token::Kind::Break || scene.is_any(start - 1, &['.', '"', '(', ')']) {
            break;
        }
        start -= 1;
        if scene.is_word(start) && scene.is_capital(start) {
            let &letter = letters.peek()?;
            if word.as_bytes()[0].eq_ignore_ascii_case(&letter) {
                letters.next();
                if letters.peek().is_none() {
                    return Some((start, place));
                }
            } else if letters.len() == 1 && !short.bytes().any(|byte| byte.eq_ignore_ascii_case(&word.as_bytes()[0])) {
                return None;
            }
        }
    }
    // An abbreviation of syllables: back to the head of the institution.
    let head = |&k: &usize| scene.has(k, Class::Institution) && scene.is_capital(k);
    let same = |&k: &usize| scene.word(k).as_bytes()[0].eq_ignore_ascii_case(&short.as_bytes()[0]);
    (start..place)
        .rev()
        .find(|k| head(k) && same(k))
        .or_else(|| (start..place).find(head))
        .map(|k| (k, place))
        .filter(|range| range.1 - range.0 > 1)
}

/// A source without a name: the fullest phrase the article has for it.
fn anonymous(scene: Scene<'_>, people: &People, drafts: &[Draft], phrase: &Phrase) -> Speaker {
    let (mut from, to) = phrase.all;
    if scene.functions(from).has(Function::Party) && to - from > 1 {
        let rest = (from + 1, to);
        let words = people::keys(scene, rest);
        if scene.is_capital(from + 1)
            && !scene.has(from + 1, Class::Institution)
            && company(scene, from + 1).is_none()
            && let Some(found) = people.fullest(scene, &words, from)
        {
            return Speaker { kind: Being::Institution, role: None, ..person(scene, people, found) };
        }
        let all = rest;
        let own = Phrase { all, role: (to, to), name: (to, to), sort: Sort::Institution };
        return institution(scene, people, drafts, &own, &[]);
    }
    if scene.functions(from).has(Function::Honorific) && to - from > 1 {
        from += 1;
    }
    let words = people::keys(scene, (from, to));
    let fuller = drafts
        .iter()
        .filter_map(|draft| match &draft.source {
            Source::Phrase(other) if other.sort == Sort::Anonymous => Some(other.all),
            _ => None,
        })
        .filter(|&all| {
            let other = people::keys(scene, all);
            other.len() > words.len() && words.iter().all(|word| other.contains(word))
                || [from, all.0].iter().all(|&at| scene.functions(at).has(Function::Unnamed))
        })
        .max_by_key(|all| all.1 - all.0);
    let range = fuller.unwrap_or((from, to));
    Speaker { name: text(scene, range), role: None, kind: Being::Anonymous, at: range }
}
