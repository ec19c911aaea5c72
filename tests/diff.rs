//! What several sources say: the relations, and that neither order nor company changes them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::Datelike;
use linimasa::diff::{Asked, Blocking, Comparer, Comparison, Fact, Field, Relation, Source, Stated};
use linimasa::timeline::{Record, records};
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
static NEWS: LazyLock<Vec<Source>> = LazyLock::new(|| newsroom().iter().map(source).collect());
static EVENTS: LazyLock<Vec<Source>> = LazyLock::new(|| events().iter().map(source).collect());

fn newsroom() -> Vec<Article> {
    let article = |(number, (publisher, published, text)): (usize, &(&str, &str, &str))| Article {
        id: format!("a{number}"),
        publisher: Some((*publisher).to_owned()),
        published: article::Published::parse(published, article::DctSource::Metadata),
        text: (*text).to_owned(),
        ..Article::default()
    };
    NEWSROOM.iter().enumerate().map(article).collect()
}

/// Ten real events as several outlets tell them; nothing where they do not lie beside the project.
fn events() -> Vec<Article> {
    let folder = shared("gold/diff");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is absent", folder.display());
        return Vec::new();
    };
    let mut articles = Vec::new();
    for file in files {
        let event: serde_json::Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        for article in event["articles"].as_array().into_iter().flatten() {
            let cell = |name: &str| article[name].as_str().map(str::to_owned);
            articles.push(Article {
                id: cell("id").unwrap(),
                publisher: cell("publisher"),
                title: cell("title"),
                published: cell("published")
                    .and_then(|published| article::Published::parse(&published, article::DctSource::Metadata)),
                text: cell("text").unwrap(),
                ..Article::default()
            });
        }
    }
    articles
}

/// The articles in those files and folders.
fn read(paths: &[PathBuf]) -> impl Iterator<Item = Article> {
    let read = article::read::articles(article::input::sources(paths).unwrap(), article::read::Defaults::default());
    read.filter_map(Result::ok).map(|reading| reading.article)
}

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path)
}

fn options() -> Options {
    Options { today: "2026-11-30".parse().ok(), ..Options::default() }
}

fn source(article: &Article) -> Source {
    COMPARER.article(article, &ANNOTATOR.annotate(article, &options()), "berita.jsonl")
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

/// A fact without what tells of the whole company (its event, and how many texts its statements go back to), and the articles that
/// state it.
fn plain(comparison: &Comparison, fact: &Fact) -> (String, BTreeSet<String>) {
    let article = |stated: &Stated| comparison.sources[stated.source].article.clone();
    let statements: Vec<_> = fact
        .statements
        .iter()
        .map(|stated| (article(stated), stated.start, stated.end, &stated.value, stated.mark, &stated.date))
        .collect();
    let Fact { id, relation, field, label, outlets, update, contradiction, .. } = fact;
    let head = format!("{} {} {id} {label} {outlets} {update} {contradiction}", relation.as_str(), field.as_str());
    (format!("{head} {statements:?}"), fact.statements.iter().map(article).collect())
}

/// All that a comparison says.
fn said(comparison: &Comparison) -> BTreeMap<String, BTreeSet<String>> {
    comparison.facts.iter().map(|fact| plain(comparison, fact)).collect()
}

/// Checks that nothing but what a newcomer states changes when it comes.
fn leaves_alone(few: &[Source], newcomer: &Source) -> Result<(), TestCaseError> {
    let more: Vec<Source> = few.iter().chain([newcomer]).cloned().collect();
    let (before, after) = (said(&compare(few)), said(&compare(&more)));
    // An article that was alone with its event may now have company: what it alone says was not asked before.
    let others = || after.iter().filter(|(_, articles)| !articles.contains(&newcomer.article));
    for (fact, _) in others().filter(|(fact, _)| !fact.starts_with("only")) {
        prop_assert!(before.contains_key(fact), "{fact} is new although {} does not state it", newcomer.article);
    }
    let together =
        |one: &String, other: &String| after.values().any(|articles| articles.contains(one) && articles.contains(other));
    for (fact, articles) in before.iter().filter(|(fact, _)| !after.contains_key(*fact)) {
        let joins = |article: &String| together(article, &newcomer.article);
        let taken_up = articles.iter().all(joins);
        // That something happened goes without saying where a number or a day of it is now one fact.
        let told_by_more = fact.starts_with("agree event") && articles.iter().any(joins);
        prop_assert!(taken_up || told_by_more, "{fact} is gone although {} does not state it", newcomer.article);
    }
    Ok(())
}

/// Sentences of an invented event with what may stand in each: figures and clock times with and without hedge, a quote whole and
/// cut and in other words.
const TOLD: [(&str, &[&str]); 8] = [
    (
        "Sebanyak {} orang tewas dalam banjir bandang di Desa Tanjung Raya, Kabupaten Sarolangun.",
        &["tujuh", "8", "sekitar 8", "9", "lebih dari 8", "10"],
    ),
    ("Korban tewas banjir bandang Desa Tanjung Raya, Sarolangun, menjadi {} orang.", &["8", "9", "11"]),
    ("Banjir bandang mulai merendam rumah warga Desa Tanjung Raya pukul {} WIB.", &["03.15", "03.30", "03.45"]),
    ("Kerugian akibat banjir bandang di Sarolangun ditaksir {}.", &["Rp 12 miliar", "Rp 12,5 miliar", "lebih dari Rp 12 miliar"]),
    ("Banjir bandang di Desa Tanjung Raya itu merusak {} rumah warga.", &["120", "121", "200"]),
    (
        "\"{}\" kata Bupati Sarolangun Hurmin.",
        &[
            "Kami masih mencari korban yang hanyut di Sungai Batang Asai sejak tadi malam,",
            "Kami masih mencari korban yang hanyut di Sungai Batang Asai,",
            "Kami masih mencari warga yang hanyut di Sungai Batang Asai sejak tadi malam,",
            "Kami masih mencari korban yang hanyut di Sungai Batang Asai. Sejak tadi malam hujan belum juga berhenti di sini,",
        ],
    ),
    ("Operasi pencarian di Sungai Batang Asai {}.", &["masih berlangsung", "sudah dihentikan"]),
    ("Bantuan untuk warga Desa Tanjung Raya tiba {}.", &["Rabu (5/3/2025)", "Kamis (6/3/2025)"]),
];

/// An article that tells each thing as one of its forms, or not at all (a number beyond them).
fn telling(number: usize, forms: &[usize]) -> Source {
    let mut sentences: Vec<String> =
        TOLD.iter().zip(forms).filter_map(|((sentence, forms), at)| Some(sentence.replace("{}", forms.get(*at)?))).collect();
    // Not all in the same order.
    let middle = number % sentences.len().max(1);
    sentences.rotate_left(middle);
    source(&Article {
        id: format!("b{number}"),
        publisher: Some(format!("Kabar {number}")),
        title: Some("Banjir Bandang di Desa Tanjung Raya, Sarolangun".to_owned()),
        published: article::Published::parse(&format!("2025-03-04T{:02}:10:00+07:00", 8 + number), article::DctSource::Metadata),
        text: sentences.join("\n"),
        ..Article::default()
    })
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

    #[test]
    fn nor_does_any_of_many_that_tell_of_one_event(
        forms in prop::collection::vec(prop::collection::vec(0..8_usize, TOLD.len()), 2..7),
        added in any::<prop::sample::Index>(),
    ) {
        let mut few: Vec<Source> = forms.iter().enumerate().map(|(number, forms)| telling(number, forms)).collect();
        let newcomer = few.remove(added.index(few.len()));
        leaves_alone(&few, &newcomer)?;
    }
}

/// Each article of the real events, as the last to come.
#[test]
fn a_further_article_of_a_real_event_leaves_alone_what_it_does_not_state() {
    for newcomer in &*EVENTS {
        let few: Vec<Source> = EVENTS.iter().filter(|source| source.article != newcomer.article).cloned().collect();
        leaves_alone(&few, newcomer).unwrap_or_else(|error| panic!("{error}"));
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

/// Compares articles, and the timelines made of them; gives what the articles show to differ and the timelines do not although
/// both values stand in their rows, and how many differences there are that do.
fn missed_by_timelines(articles: &[Article]) -> (Vec<String>, usize) {
    let rows: Vec<Record> =
        articles.iter().flat_map(|article| records(article, &ANNOTATOR.annotate(article, &options()))).collect();
    let shown = compare(&articles.iter().map(source).collect::<Vec<_>>());
    let by_rows = compare(&COMPARER.rows(&rows, "timeline.csv", &options()));
    let told = |comparison: &Comparison, stated: &Stated| -> (String, String) {
        (comparison.sources[stated.source].article.clone(), stated.value.clone())
    };
    // Whether a row has the value: where it is marked in the statement, else (a quote) word for word.
    let in_rows = |stated: &Stated| {
        let article = &shown.sources[stated.source].article;
        rows.iter().filter(|row| row.article == *article).any(|row| match stated.mark {
            Some((from, to)) => {
                let start = stated.start as usize + stated.text[..from].chars().count();
                let end = start + stated.text[from..to].chars().count();
                row.char_start as usize <= start && end <= row.char_end as usize
            }
            None => row.statement.contains(&stated.value),
        })
    };
    let (mut missed, mut count) = (Vec::new(), 0);
    for fact in shown.facts.iter().filter(|fact| fact.relation == Relation::Differ) {
        for (at, one) in fact.statements.iter().enumerate().filter(|(_, one)| in_rows(one)) {
            for other in fact.statements[at + 1..].iter().filter(|other| other.value != one.value && in_rows(other)) {
                count += 1;
                let both = [told(&shown, one), told(&shown, other)];
                let found = by_rows.facts.iter().any(|own| {
                    let says = |wanted: &(String, String)| own.statements.iter().any(|stated| told(&by_rows, stated) == *wanted);
                    own.relation == Relation::Differ && own.field == fact.field && both.iter().all(says)
                });
                if !found {
                    missed.push(format!("{} {both:?}", fact.field.as_str()));
                }
            }
        }
    }
    (missed, count)
}

#[test]
fn timelines_show_the_conflicts_of_their_articles() {
    let sample: Vec<Article> = read(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/sample")]).collect();
    let (sample, newsroom, events) =
        (missed_by_timelines(&sample), missed_by_timelines(&newsroom()), missed_by_timelines(&events()));
    println!("{} of the sample, {} invented and {} real differences stand in rows", sample.1, newsroom.1, events.1);
    assert!(newsroom.1 > 1, "the articles differ in a clock time and a quote, which stand in rows");
    assert_eq!([sample.0, newsroom.0, events.0].concat(), Vec::<String>::new());
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
    let mut weeks: BTreeMap<i64, Vec<Article>> = BTreeMap::new();
    for article in read(&[path]) {
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
    let places = |comparison: &Comparison| -> Vec<BTreeSet<(String, u32)>> {
        let place = |stated: &Stated| (comparison.sources[stated.source].article.clone(), stated.start);
        comparison.facts.iter().map(|fact| fact.statements.iter().map(place).collect()).collect()
    };
    let all = places(&exact);
    assert!(places(&blocked).iter().all(|own| all.iter().any(|others| others.is_superset(own))), "blocking invents nothing");
}
