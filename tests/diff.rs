//! What several sources say: the relations, and that neither order nor company changes them.

use std::collections::BTreeMap;

use linimasa::diff::{Asked, Blocking, Comparer, Comparison, Field, Relation, Source};
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

fn newsroom(annotator: &Annotator, comparer: &Comparer<'_>) -> Vec<Source> {
    let options = Options { today: "2026-11-30".parse().ok() };
    let source = |(number, (publisher, published, text)): (usize, &(&str, &str, &str))| {
        let article = Article {
            id: format!("a{number}"),
            publisher: Some((*publisher).to_owned()),
            published: article::Published::parse(published, article::DctSource::Metadata),
            text: (*text).to_owned(),
            ..Article::default()
        };
        comparer.article(&article, &annotator.annotate(&article, &options), "berita.jsonl")
    };
    NEWSROOM.iter().enumerate().map(source).collect()
}

fn with_newsroom<T>(check: impl FnOnce(&Comparer<'_>, Vec<Source>) -> T) -> T {
    let annotator = Annotator::new().unwrap_or_else(|error| panic!("{error}"));
    let comparer = Comparer::new(&annotator).unwrap_or_else(|error| panic!("{error}"));
    let sources = newsroom(&annotator, &comparer);
    check(&comparer, sources)
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
    with_newsroom(|comparer, sources| {
        let comparison = comparer.compare(sources, &Asked::default());
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
        assert_eq!(
            profit.values().collect::<std::collections::BTreeSet<_>>().len(),
            1,
            "915 miliar = 915.000.000.000: {profit:?}"
        );
        let alone = values(&comparison, Relation::Only, Field::Number, "Kerugian");
        assert_eq!(alone["a2"], "12,5 miliar rupiah");
    });
}

/// What both articles of a case tell, so that they tell of one event.
const BACKGROUND: &str = "Atap Pasar Lembayung di Kabupaten Kenanga runtuh saat ratusan pedagang berjualan.\nBangunan Pasar Lembayung itu \
                          didirikan kontraktor Cipta Wirasana dan dikelola koperasi pedagang.\n";

/// The slots, one by one: `tests/diff/slots.tsv`.
#[test]
fn slots() {
    let annotator = Annotator::new().unwrap_or_else(|error| panic!("{error}"));
    let comparer = Comparer::new(&annotator).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { today: "2026-11-30".parse().ok() };
    let source = |id: &str, hour: &str, sentence: &str| {
        let article = Article {
            id: id.to_owned(),
            publisher: Some(format!("Kabar {id}")),
            published: article::Published::parse(&format!("2025-03-04T{hour}:00:00+07:00"), article::DctSource::Metadata),
            text: format!("{BACKGROUND}{sentence}"),
            ..Article::default()
        };
        comparer.article(&article, &annotator.annotate(&article, &options), "")
    };
    let mut wrong = Vec::new();
    for (number, line) in include_str!("diff/slots.tsv").lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [relation, field, one, other, left, right] = cells[..] else { panic!("line {}: {} cells", number + 1, cells.len()) };
        let comparison = comparer.compare(vec![source("kiri", "09", left), source("kanan", "11", right)], &Asked::default());
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

/// All that a comparison says, without the numbers of sources and events, which count the company.
fn said(comparison: &Comparison, without: Option<&str>) -> Vec<String> {
    let mut said: Vec<String> = comparison
        .facts
        .iter()
        .filter(|fact| fact.relation != Relation::Only)
        .filter(|fact| fact.statements.iter().all(|stated| Some(&*comparison.sources[stated.source].article) != without))
        .map(|fact| {
            let statements: Vec<String> = fact
                .statements
                .iter()
                .map(|stated| format!("{} {} {}", comparison.sources[stated.source].article, stated.start, stated.value))
                .collect();
            format!("{} {} {} {}", fact.relation.as_str(), fact.field.as_str(), fact.id, statements.join("; "))
        })
        .collect();
    said.sort();
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_input_does_not_matter(order in Just((0..NEWSROOM.len()).collect::<Vec<_>>()).prop_shuffle()) {
        with_newsroom(|comparer, sources| {
            let shuffled = order.iter().map(|&at| sources[at].clone()).collect();
            let (one, other) = (comparer.compare(sources, &Asked::default()), comparer.compare(shuffled, &Asked::default()));
            let whole = |comparison: &Comparison| format!("{:?}", comparison.facts);
            prop_assert_eq!(whole(&one), whole(&other));
            Ok(())
        })?;
    }

    #[test]
    fn a_further_source_leaves_alone_what_it_does_not_state(
        kept in prop::collection::vec(any::<bool>(), NEWSROOM.len()),
        added in 0..NEWSROOM.len(),
    ) {
        with_newsroom(|comparer, sources| {
            let few: Vec<Source> =
                sources.iter().enumerate().filter(|(at, _)| kept[*at] && *at != added).map(|(_, source)| source.clone()).collect();
            let mut more = few.clone();
            more.push(sources[added].clone());
            let name = sources[added].article.clone();
            let (before, after) = (comparer.compare(few, &Asked::default()), comparer.compare(more, &Asked::default()));
            let (before, after) = (said(&before, None), said(&after, Some(&name)));
            // What the newcomer states itself may have grown; all that is left is as it was.
            for fact in after {
                prop_assert!(before.contains(&fact), "{} is new although {} does not state it", fact, name);
            }
            Ok(())
        })?;
    }
}

#[test]
fn blocking_misses_nothing_of_the_exact_join_on_small_data() {
    with_newsroom(|comparer, sources| {
        let exact = Asked { blocking: Blocking { shared_words: 0, ..Blocking::default() }, ..Asked::default() };
        let (blocked, exact) = (comparer.compare(sources.clone(), &Asked::default()), comparer.compare(sources, &exact));
        assert!(blocked.compared < exact.compared, "{} and {} pairs", blocked.compared, exact.compared);
        assert_eq!(said(&blocked, None), said(&exact, None));
    });
}

/// The same against real articles, where they lie beside the project.
#[test]
fn blocking_misses_little_of_the_exact_join_on_real_articles() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/articles.jsonl.gz");
    if !path.exists() {
        println!("skipped: {} is absent", path.display());
        return;
    }
    let annotator = Annotator::new().unwrap_or_else(|error| panic!("{error}"));
    let comparer = Comparer::new(&annotator).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { today: "2026-11-30".parse().ok() };
    let read = article::read::articles(article::input::sources(&[path]).unwrap(), article::read::Defaults::default());
    let sources: Vec<Source> = read
        .filter_map(Result::ok)
        .step_by(14)
        .map(|reading| comparer.article(&reading.article, &annotator.annotate(&reading.article, &options), ""))
        .collect();
    let exact = Asked { blocking: Blocking { shared_words: 0, ..Blocking::default() }, ..Asked::default() };
    let (blocked, exact) = (comparer.compare(sources.clone(), &Asked::default()), comparer.compare(sources, &exact));
    let (found, all) = (said(&blocked, None), said(&exact, None));
    let missed = all.iter().filter(|fact| !found.contains(fact)).count();
    println!("{} of {} facts, {} of {} pairs compared", all.len() - missed, all.len(), blocked.compared, exact.compared);
    assert!(!all.is_empty(), "the articles share nothing");
    assert!(missed * 20 <= all.len(), "{missed} of {} facts are missed", all.len());
    assert!(found.iter().all(|fact| all.contains(fact)), "blocking invents nothing");
}
