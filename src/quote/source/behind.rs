//! The noun phrase behind a cue: `kata |Kepala Dishub Jakarta, Syafrin Liputo, saat …`.

use super::{
    HEADS, LONGEST, PERSON_HEAD, Phrase, Sort, is_degree, is_name, is_quantified, is_verb, makes, opens_another, phrase, pronoun,
    source_mark,
};
use crate::function::Function;
use crate::lexicon::Class;
use crate::name;
use crate::quote::predicate::has_predicate;
use crate::scene::Scene;
use crate::token::{FINAL, Kind};

/// One past the closing bracket, where one opens at `at` and holds letters (`(OJK)`); an age or a date is none of ours.
fn bracket(scene: Scene<'_>, at: usize, limit: usize) -> Option<usize> {
    if !scene.is(at, '(') {
        return None;
    }
    let close = (at + 1..limit.min(at + 8)).find(|&k| scene.is(k, ')'))?;
    (at + 1..close).all(|k| scene.get(k).is_some_and(|token| token.kind != Kind::Number)).then_some(close + 1)
}

/// The noun phrase that begins at `from` (`kata |Kepala Dishub Jakarta, Syafrin Liputo, saat …`), and where it ends. `cued`: a cue
/// like `kata` stands before it, so no clause can begin behind its commas.
pub(in crate::quote) fn right(scene: Scene<'_>, from: usize, limit: usize, cued: bool) -> Option<Phrase> {
    let limit = limit.min(from + LONGEST);
    if from >= limit || scene.does(from, Function::Relative) {
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
    // `ekonom utama |di Harbour Institute|, Michael Santosa`
    if first.name.0 == first.name.1
        && scene.has(from, Class::Title)
        && scene.does(end, Function::Whence)
        && scene.is_capital(end + 1)
    {
        let place = whence(scene, end, limit);
        let next = extent(scene, place + 1, limit);
        if scene.is(place, ',') && next > place + 1 && is_name(scene, (place + 1, next)) && !is_degree(scene, (place + 1, next)) {
            end = place;
        }
    }
    // `Camat Sukamekar, Kabupaten Banyuasri, Budi Santosa`, `Kepala Desa Sukamaju, Kecamatan Cikalong, Garut, Hendra`
    for _ in 0..2 {
        let place = extent(scene, end + 1, limit);
        let known = |at: usize| scene.has(at, Class::PlaceWord) || scene.has(at, Class::Institution);
        let named = || name::names_what_follows(scene, end + 1) && (end + 1..place).all(|at| scene.is_capital(at));
        let parted = scene.is(end, ',') && scene.is(place, ',') && place - end <= 4;
        if !parted || !((end + 1..place).all(known) || named()) {
            break;
        }
        end = place;
    }
    // `pelukis kelahiran Garut, Jawa Barat, tersebut`
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
        // `menurut pengamat politik, Retno |sudah …`, not `menurut pihak berwenang, Retno |akan …`
        let one = first.name.0 == first.name.1 && !is_quantified(scene, from);
        let closed = next >= limit
            || scene.is_any(next, &[',', '.', '('])
            || scene.has(next, Class::SourceEnd) && (cued || one || !scene.has(next, Class::Predicate))
            || scene.has(next, Class::Weekday);
        if next > end + 1 && closed {
            let second = (end + 1, next);
            let nameless = first.name.0 == first.name.1
                || first.role.0 < first.role.1 && (next - end > 2 || cued && first.name.1 - first.name.0 == 1);
            // `kata Kapuspen Kejagung RI, Harli Santoso, Selasa`: a given name shows that the office is one, known or not.
            let office = scene.classes(from).meets(PERSON_HEAD)
                || scene.does(from, Function::Relation)
                || cued && next - end > 2 && end - from > 1 && scene.has(end + 1, Class::Given);
            if nameless && office && is_name(scene, second) && !is_degree(scene, second) && !scene.has(end + 1, Class::Degree) {
                let (_, name) = name::split(scene, second);
                return Some(Phrase { all: (from, next), role: (from, end), name, sort: Sort::Named });
            }
            let next = whence(scene, next, limit);
            let second = (end + 1, next);
            let aside = scene.is(next, ',')
                && !is_list(scene, next, limit)
                && next - end > 2
                && next - end < 16
                && !scene.has(next - 1, Class::Deictic)
                && !is_quantified(scene, end + 1);
            // `kata Retno, |model yang dipakai pemerintah mengandalkan …`: a clause, no office.
            let office = || scene.classes(end + 1).meets(PERSON_HEAD) && !has_predicate(scene, second);
            if first.sort == Sort::Named && first.role.0 == first.role.1 && aside && office() {
                return Some(Phrase { all: (from, next), role: second, name: first.name, sort: Sort::Named });
            }
        }
    }
    Some(first)
}

/// Past the places that go on with an office at `at`: `ekonom |di Harbour Institute|, …`.
fn whence(scene: Scene<'_>, mut at: usize, limit: usize) -> usize {
    while scene.does(at, Function::Whence) && scene.is_capital(at + 1) && !scene.has(at + 1, Class::Weekday) {
        at = extent(scene, at + 1, limit);
    }
    at
}

/// Whether the comma at `at` stands in a list of an office's fields: `Literasi|, Inklusi Keuangan, dan Komunikasi`.
fn is_list(scene: Scene<'_>, at: usize, limit: usize) -> bool {
    if scene.does(at + 1, Function::And) && scene.is_capital(at + 2) {
        return true;
    }
    // `Dinas Pemuda|, Olahraga dan Pariwisata`, `Kementerian Desa|, PDT dan Transmigrasi`
    let field = |at: usize| scene.is_capital(at) && scene.has(at, Class::Common) && !scene.classes(at).meets(HEADS);
    let two = scene.is_capital(at + 1) && scene.does(at + 2, Function::And) && scene.is_capital(at + 3);
    if two && (field(at + 1) || field(at + 3) && !scene.has(at + 1, Class::Given)) && !name::is_part(scene, at - 1) {
        return true;
    }
    let end = (at + 1..limit.min(at + 6)).find(|&k| !scene.is_capital(k));
    end.is_some_and(|end| end > at + 1 && scene.is(end, ',') && scene.does(end + 1, Function::And) && scene.is_capital(end + 2))
}

/// Whether `itu` or its like closes a description within a few tokens (`Ketua Senat UTB |periode 2018-2019 ini`, not `belum lama
/// ini`).
fn is_closed(scene: Scene<'_>, at: usize, limit: usize) -> bool {
    if scene.does(at, Function::NotYet) || scene.does(at, Function::Adverbial) {
        return false;
    }
    let stops =
        |k: usize| scene.has(k, Class::Deictic) || scene.has(k, Class::SourceEnd) || source_mark(scene, k) || is_verb(scene, k);
    (at..limit.min(at + 6)).find(|&k| stops(k)).is_some_and(|k| scene.has(k, Class::Deictic))
}

/// Whether the small word there tells within a description where somebody is from, or where he was what he was: `politikus |dari
/// Dapil Jatim itu`, `mantan bupati |di era Orde Baru yang akrab disapa Hensa itu`, not `bupati |di lokasi itu`. Gives the end.
fn tells_whence(scene: Scene<'_>, from: usize, at: usize, limit: usize) -> Option<usize> {
    if !scene.does(at, Function::Whence) || !scene.has(from, Class::Title) {
        return None;
    }
    let called = || (at + 1..limit).any(|k| scene.does(k, Function::Called));
    let stops = |k: usize| scene.has(k, Class::Deictic) || source_mark(scene, k) || scene.has(k, Class::Weekday);
    let end = (at + 1..limit.min(at + 12)).find(|&k| stops(k)).filter(|&k| scene.has(k, Class::Deictic));
    end.filter(|end| scene.is_capital(end - 1) && (scene.does(at, Function::Source) || called())).map(|end| end + 1)
}

/// Where a noun phrase that begins at `from` ends, commas not crossed.
fn extent(scene: Scene<'_>, from: usize, limit: usize) -> usize {
    let mut at = from;
    let is_number = |at: usize| scene.get(at).is_some_and(|token| token.kind == Kind::Number);
    let mut named = false;
    let mut relative = false;
    while at < limit {
        let Some(token) = scene.get(at).filter(|_| at == from || !name::is_apart(scene, at)) else { break };
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
                } else if scene.is_any(at, &['.', ',']) && joins && is_number(at - 1) && is_number(at + 1) {
                    at += 1;
                } else if scene.is(at, '.') {
                    let stays = at > from
                        && (name::takes_stop(scene, at - 1)
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
                    || scene.is_any(at, &['&', '@', '+'])
                    || at > from && name::marks_nickname(scene, at)
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
                // `Menurut laporan |terdapat ribuan warga`
                if at > from && !relative && scene.has(from, Class::Document) && !scene.is_glued(at) && is_verb(scene, at) {
                    break;
                }
                if !capital {
                    let joins = (name::behind_particle(scene, at).is_some()
                        || scene.does(at, Function::JoinsName)
                            && (scene.is_capital(at + 1) || scene.has(at + 1, Class::NameParticle) && scene.is_capital(at + 2)))
                        && (scene.is_capital(at.saturating_sub(1)) || scene.has(at.saturating_sub(1), Class::NameParticle))
                        && !(named && scene.does(at, Function::TakesVerb) && !scene.classes(from).meets(HEADS));
                    let fields = at > from && scene.is(at - 1, ',') && scene.does(at, Function::And) && scene.is_capital(at + 1);
                    let office = !named && scene.does(at, Function::JoinsRole) && scene.has(at + 1, Class::Title);
                    // `Kepala Pusat Penerangan Hukum |pada Kejaksaan Agung`
                    let body = !named
                        && scene.has(from, Class::Title)
                        && scene.does(at, Function::BeforeDay)
                        && scene.has(at + 1, Class::Institution)
                        && scene.is_capital(at + 1);
                    let joins = joins || fields || office || body || makes(scene, from, at) && at < from + 7;
                    if let Some(end) = tells_whence(scene, from, at, limit).filter(|_| !named && !relative) {
                        return end;
                    }
                    let moment = relative && scene.does(at, Function::Moment);
                    let moment = moment || relative && scene.does(at, Function::Hearer);
                    if classes.has(Class::SourceEnd) && (!relative || moment) && !scene.is_glued(at) && !joins {
                        break;
                    }
                    if scene.does(at, Function::Relative) {
                        if named
                            || at > from && scene.is_capital(from) && (scene.has(from, Class::Title) || scene.is_capital(at - 1))
                        {
                            break;
                        }
                        relative = true;
                    } else if named && !relative && !joins && !scene.is_glued(at) && !is_closed(scene, at, limit) {
                        break;
                    }
                } else if named && opens_another(scene, at) {
                    break;
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
