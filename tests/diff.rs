//! What several sources say: the relations, and that neither order nor company changes them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::Datelike;
use linimasa::diff::{Asked, Blocking, Comparer, Comparison, Fact, Field, Relation, Source, Stated};
use linimasa::{Annotator, Article, Options, article};
use proptest::prelude::*;

/// Outlet, publication, text: two events and one article that belongs to neither.
const NEWSROOM: [(&str, &str, &str); 7] = [
    (
        "Kabar Pagi",
        "2025-03-04T09:10:00+07:00",
        "Banjir bandang melanda Desa Tanjung Raya, Kabupaten Sarolangun, Selasa (4/3/2025). Sebanyak tujuh orang tewas dalam \
         banjir bandang di Desa Tanjung Raya itu.\n\"Kami masih mencari korban yang hanyut di Sungai Batang Asai sejak tadi \
         malam,\" kata Bupati Hurmin, Selasa (4/3/2025).\nBanjir mulai merendam rumah warga pada pukul 03.15 WIB.",
    ),
    (
        "Warta Siang",
        "2025-03-04T13:40:00+07:00",
        "Sebanyak 9 orang tewas dalam banjir bandang di Desa Tanjung Raya, Kabupaten Sarolangun, Selasa (4/3/2025).\n\"Kami masih \
         mencari korban yang hanyut di Sungai Batang Asai,\" ujar Bupati Hurmin.\nBanjir bandang mulai merendam rumah warga Desa \
         Tanjung Raya pukul 03.45 WIB.",
    ),
    (
        "Suara Sore",
        "2025-03-04T18:00:00+07:00",
        "Korban tewas banjir bandang Desa Tanjung Raya, Sarolangun, menjadi 9 orang.\n\"Kami masih mencari korban yang hanyut di \
         Sungai Batang Asai sejak tadi malam,\" kata Bupati Sarolangun Hurmin.\nKerugian akibat banjir bandang ditaksir Rp 12,5 \
         miliar.",
    ),
    (
        "Kabar Pagi",
        "2025-03-05T08:00:00+07:00",
        "Bank Sentosa Makmur membukukan laba bersih Rp 915 miliar sepanjang 2024, naik 12 persen dibanding 2023.\nDirektur Utama \
         Bank Sentosa Makmur Ratih Kusumo menyampaikan angka itu dalam rapat pemegang saham di Surabaya, Rabu (5/3/2025).",
    ),
    (
        "Warta Siang",
        "2025-03-05T11:20:00+07:00",
        "Laba bersih Bank Sentosa Makmur sepanjang 2024 mencapai Rp915.000.000.000, naik 12% dibanding 2023.\nRapat pemegang \
         saham Bank Sentosa Makmur digelar di Surabaya, Rabu (5/3/2025).",
    ),
    (
        "Suara Sore",
        "2025-03-05T17:45:00+07:00",
        "Bank Sentosa Makmur mencatat laba bersih lebih dari Rp 900 miliar sepanjang 2024, kata Direktur Utama Ratih Kusumo.",
    ),
    (
        "Suara Sore",
        "2025-03-06T07:00:00+07:00",
        "Klub Persikota mendatangkan dua penyerang baru dari Brasil untuk putaran kedua liga musim ini.",
    ),
];

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new().unwrap_or_else(|error| panic!("{error}")));
static COMPARER: LazyLock<Comparer<'static>> =
    LazyLock::new(|| Comparer::new(&ANNOTATOR).unwrap_or_else(|error| panic!("{error}")));
static NEWS: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let article = |(number, (publisher, published, text)): (usize, &(&str, &str, &str))| Article {
        id: format!("a{number}"),
        publisher: Some((*publisher).to_owned()),
        published: article::Published::parse(published, article::DctSource::Metadata),
        text: (*text).to_owned(),
        ..Article::default()
    };
    NEWSROOM.iter().enumerate().map(|each| source(&article(each))).collect()
});
/// Ten real events as several outlets tell them; nothing where they do not lie beside the project.
static EVENTS: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let folder = shared("gold/diff");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is absent", folder.display());
        return Vec::new();
    };
    let mut sources = Vec::new();
    for file in files {
        let event: serde_json::Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        for article in event["articles"].as_array().into_iter().flatten() {
            let cell = |name: &str| article[name].as_str().map(str::to_owned);
            sources.push(source(&Article {
                id: cell("id").unwrap(),
                publisher: cell("publisher"),
                title: cell("title"),
                published: cell("published")
                    .and_then(|published| article::Published::parse(&published, article::DctSource::Metadata)),
                text: cell("text").unwrap(),
                ..Article::default()
            }));
        }
    }
    sources
});

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path)
}

fn source(article: &Article) -> Source {
    let options = Options { today: "2026-11-30".parse().ok() };
    COMPARER.article(article, &ANNOTATOR.annotate(article, &options), "berita.jsonl")
}

fn compare(sources: &[Source]) -> Comparison {
    COMPARER.compare(sources.to_vec(), &Asked::default())
}

/// The exact join: all with all within the window.
fn exactly(sources: &[Source]) -> Comparison {
    let blocking = Blocking { shared_words: 0, ..Blocking::default() };
    COMPARER.compare(sources.to_vec(), &Asked { blocking, ..Asked::default() })
}

/// The values that each article gives for the fact with that relation, field and word in its label.
fn values(comparison: &Comparison, relation: Relation, field: Field, word: &str) -> BTreeMap<String, String> {
    let fact = comparison.facts.iter().find(|fact| {
        (fact.relation, fact.field) == (relation, field) && fact.statements.iter().any(|stated| stated.text.contains(word))
    });
    let fact = fact.unwrap_or_else(|| panic!("no {} {} with {word}: {:#?}", relation.as_str(), field.as_str(), comparison.facts));
    fact.statements.iter().map(|stated| (comparison.sources[stated.source].article.clone(), stated.value.clone())).collect()
}

#[test]
fn relations() {
    let comparison = compare(&NEWS);
    assert_eq!(comparison.events.iter().map(|event| event.sources.len()).collect::<Vec<_>>(), [3, 3]);
    let toll = values(&comparison, Relation::Differ, Field::Number, "tewas");
    assert_eq!(toll, [("a0", "7 orang"), ("a1", "9 orang"), ("a2", "9 orang")].map(|(a, b)| (a.into(), b.into())).into());
    let fact = comparison.facts.iter().find(|fact| fact.relation == Relation::Differ && fact.field == Field::Number);
    assert!(fact.is_some_and(|fact| fact.update && !fact.contradiction), "a later higher count is an update");
    let clock = values(&comparison, Relation::Differ, Field::Time, "merendam");
    assert_eq!(clock.into_values().collect::<Vec<_>>(), ["03:15", "03:45"]);
    let wording = values(&comparison, Relation::Differ, Field::Wording, "mencari");
    assert_eq!(wording["a0"], wording["a2"], "the whole quote");
    assert_ne!(wording["a0"], wording["a1"], "the quote that was cut");
    let profit = values(&comparison, Relation::Agree, Field::Number, "laba");
    assert_eq!(profit.values().collect::<std::collections::BTreeSet<_>>().len(), 1, "915 miliar = 915.000.000.000: {profit:?}");
    let alone = values(&comparison, Relation::Only, Field::Number, "Kerugian");
    assert_eq!(alone["a2"], "12,5 miliar rupiah");
}

/// What both articles of a case tell, so that they tell of one event.
const BACKGROUND: &str = "Atap Pasar Lembayung di Kabupaten Kenanga runtuh saat ratusan pedagang berjualan.\nBangunan Pasar Lembayung itu \
                          didirikan kontraktor Cipta Wirasana dan dikelola koperasi pedagang.\n";

/// The slots, one by one: `tests/diff/slots.tsv`.
#[test]
fn slots() {
    let case = |id: &str, hour: &str, sentence: &str| {
        source(&Article {
            id: id.to_owned(),
            publisher: Some(format!("Kabar {id}")),
            published: article::Published::parse(&format!("2025-03-04T{hour}:00:00+07:00"), article::DctSource::Metadata),
            text: format!("{BACKGROUND}{sentence}"),
            ..Article::default()
        })
    };
    let mut wrong = Vec::new();
    for (number, line) in include_str!("diff/slots.tsv").lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [relation, field, one, other, left, right] = cells[..] else { panic!("line {}: {} cells", number + 1, cells.len()) };
        let comparison = compare(&[case("kiri", "09", left), case("kanan", "11", right)]);
        let from = BACKGROUND.chars().count() as u32;
        let own = |fact: &&linimasa::diff::Fact| {
            fact.field.as_str() == field
                && fact.statements.len() == 2
                && fact.statements.iter().all(|stated| stated.start >= from)
        };
        let facts: Vec<_> = comparison.facts.iter().filter(own).collect();
        let fits = |fact: &&&linimasa::diff::Fact| {
            let values = [0, 1].map(|at| &*fact.statements[at].value);
            let relation = if relation == "contradict" { "differ" } else { relation };
            let known = one.is_empty() || values == [one, other];
            fact.relation.as_str() == relation && known && (cells[0] != "contradict" || fact.contradiction)
        };
        let right = match relation {
            "none" => facts.iter().all(|fact| fact.relation != Relation::Differ),
            _ => facts.iter().any(|fact| fits(&fact)),
        };
        // Nothing that agrees may differ besides.
        let clean = relation != "agree" || facts.iter().all(|fact| fact.relation != Relation::Differ);
        if !right || !clean {
            wrong.push(format!("line {}: {line}\n  gives {facts:#?}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// All that a comparison says, each fact with its statements (article and place), without the numbers of sources and events, which
/// count the company.
fn said(comparison: &Comparison) -> BTreeMap<String, BTreeSet<(String, u32)>> {
    let statement = |stated: &Stated| (comparison.sources[stated.source].article.clone(), stated.start);
    let written = |fact: &Fact| {
        let values: Vec<_> = fact.statements.iter().map(|stated| (statement(stated), &stated.value)).collect();
        format!("{} {} {} {values:?}", fact.relation.as_str(), fact.field.as_str(), fact.id)
    };
    comparison.facts.iter().map(|fact| (written(fact), fact.statements.iter().map(statement).collect())).collect()
}

/// Checks that nothing but what a newcomer states changes when it comes.
fn leaves_alone(few: &[Source], newcomer: &Source) -> Result<(), TestCaseError> {
    let more: Vec<Source> = few.iter().chain([newcomer]).cloned().collect();
    let (before, after) = (said(&compare(few)), said(&compare(&more)));
    let states = |statements: &BTreeSet<(String, u32)>| statements.iter().any(|(article, _)| *article == newcomer.article);
    // An article that was alone with its event may now have company: what it alone says was not asked before.
    for fact in after.iter().filter(|(fact, statements)| !states(statements) && !fact.starts_with("only")) {
        prop_assert!(before.contains_key(fact.0), "{fact:?} is new although {} does not state it", newcomer.article);
    }
    for (fact, statements) in before.iter().filter(|(fact, _)| !after.contains_key(*fact)) {
        let taken_up = after.values().any(|others| states(others) && !others.is_disjoint(statements));
        prop_assert!(taken_up, "{fact} is gone although {} does not state it", newcomer.article);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_the_input_nor_the_threads_matter(
        order in Just((0..NEWSROOM.len()).collect::<Vec<_>>()).prop_shuffle(),
        threads in 1..4_usize,
    ) {
        let shuffled: Vec<Source> = order.iter().map(|&at| NEWS[at].clone()).collect();
        let other = COMPARER.compare(shuffled, &Asked { threads, ..Asked::default() });
        prop_assert_eq!(format!("{:?}", compare(&NEWS)), format!("{other:?}"));
    }

    #[test]
    fn a_further_source_leaves_alone_what_it_does_not_state(
        kept in prop::collection::vec(any::<bool>(), NEWSROOM.len()),
        added in 0..NEWSROOM.len(),
    ) {
        let few: Vec<Source> = (0..NEWS.len()).filter(|at| kept[*at] && *at != added).map(|at| NEWS[at].clone()).collect();
        leaves_alone(&few, &NEWS[added])?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn neither_matters_to_real_events(seed in any::<u64>(), threads in 1..4_usize) {
        let mut order: Vec<usize> = (0..EVENTS.len()).collect();
        order.sort_by_key(|&at| (seed | 1).wrapping_mul(at as u64 * 2 + 1).rotate_left(17));
        let shuffled: Vec<Source> = order.iter().map(|&at| EVENTS[at].clone()).collect();
        let other = COMPARER.compare(shuffled.clone(), &Asked { threads, ..Asked::default() });
        prop_assert_eq!(format!("{:?}", compare(&EVENTS).facts), format!("{:?}", other.facts));
    }
}

#[test]
fn blocking_misses_nothing_of_the_exact_join_on_small_data() {
    let (blocked, exact) = (compare(&NEWS), exactly(&NEWS));
    assert!(blocked.compared < exact.compared, "{} and {} pairs", blocked.compared, exact.compared);
    assert_eq!(said(&blocked), said(&exact));
}

/// The same against real articles, where they lie beside the project: ten events and the articles of a busy week around them.
#[test]
fn blocking_misses_little_of_the_exact_join_on_real_articles() {
    let path = shared("corpora/articles.jsonl.gz");
    if !path.exists() {
        println!("skipped: {} is absent", path.display());
        return;
    }
    let read = article::read::articles(article::input::sources(&[path]).unwrap(), article::read::Defaults::default());
    let mut weeks: BTreeMap<i64, Vec<Article>> = BTreeMap::new();
    for article in read.filter_map(Result::ok).map(|reading| reading.article) {
        let week = article
            .published
            .as_ref()
            .map_or(0, |published| i64::from(published.date.iso_week().week()) + i64::from(published.date.year()) * 100);
        weeks.entry(week).or_default().push(article);
    }
    weeks.remove(&0);
    let busy = weeks.into_values().max_by_key(Vec::len).unwrap_or_default();
    let sources: Vec<Source> = EVENTS.iter().cloned().chain(busy.iter().take(150).map(source)).collect();
    let (blocked, exact) = (compare(&sources), exactly(&sources));
    let (found, all) = (said(&blocked), said(&exact));
    let missed = all.keys().filter(|fact| !found.contains_key(*fact)).count();
    println!("{} of {} facts, {} of {} pairs compared", all.len() - missed, all.len(), blocked.compared, exact.compared);
    assert!(all.len() > 100, "the articles share little: {} facts", all.len());
    assert!(blocked.compared * 4 < exact.compared, "{} and {} pairs", blocked.compared, exact.compared);
    assert!(missed * 50 <= all.len(), "{missed} of {} facts are missed", all.len());
    // A fact may lack one of its statements, but none stands that the exact join does not put together.
    let together = |statements: &BTreeSet<_>| all.values().any(|others| others.is_superset(statements));
    assert!(found.values().all(together), "blocking invents nothing");
}
