//! One table: a sentence, and the quantities in it as `[hedge ]value unit`, `;`-separated. An empty answer is a
//! counter-example.

use crate::lexicon::Lexicon;

const CASES: &[(&str, &str)] = &[
    ("Sebanyak delapan orang tewas.", "8 orang"),
    ("Dua puluh lima rumah warga rusak.", "25 rumah"),
    ("Korbannya seratus dua puluh tiga jiwa.", "123 jiwa"),
    ("Anggaran itu Rp 915 miliar.", "915000000000 rupiah"),
    ("Anggaran itu Rp915.000.000.000.", "915000000000 rupiah"),
    ("Nilainya Rp2,5 triliun.", "2500000000000 rupiah"),
    ("Nilainya Rp 5,3 T.", "5300000000000 rupiah"),
    ("Laba mencapai USD5,9 juta.", "5900000 dolar AS"),
    ("Laba US$ 5,9 juta pada 2024.", "5900000 dolar AS"),
    ("Laba 5,9 juta dollar Amerika Serikat (AS).", "5900000 dolar AS"),
    ("Utangnya $1,250,000 tahun ini.", "1250000 dolar AS"),
    ("Modalnya satu juta dua ratus lima puluh ribu rupiah.", "1250000 rupiah"),
    ("Denda Rp 1 miliar 250 juta.", "1250000000 rupiah"),
    ("Gempa magnitudo 5,2 mengguncang.", "5.2 magnitudo"),
    ("Gempa M 5,2 mengguncang.", "5.2 magnitudo"),
    ("Gempa berkekuatan 5,2 SR mengguncang.", "5.2 magnitudo"),
    ("Ia dituntut 5,5 tahun penjara.", "5.5 tahun"),
    ("Ia dituntut 5 tahun dan 6 bulan penjara.", "5.5 tahun"),
    ("Ia dituntut dua setengah tahun penjara.", "2.5 tahun"),
    ("Naik 81% dari 5.30 persen.", "81 persen;5.3 persen"),
    ("Inflasi lebih dari 3,52 persen.", "MORE_THAN 3.52 persen"),
    ("Ada sekitar 400-an pendemo.", "APPROX 400 pendemo"),
    ("Ada 400-an pendemo.", "APPROX 400 pendemo"),
    ("Antara 97 atau 98 pertanyaan.", "97/98 pertanyaan"),
    ("Antara 2-3 juta orang.", "2000000/3000000 orang"),
    ("Hampir 100 (pertanyaan).", "LESS_THAN 100 pertanyaan"),
    ("Sebanyak 18 unit mobil dikerahkan.", "18 mobil"),
    ("Sebanyak 20 unit dikerahkan.", "20 unit"),
    ("Sebanyak 20bus terbakar.", "20 bus"),
    ("Seorang warga tewas.", "1 orang"),
    ("Mesinnya 125cc.", "125 cc"),
    ("Pasokan 1.250,5 ton beras.", "1250.5 ton"),
    ("Kamera itu dijual Rp 9,9 jutaan.", "APPROX 9900000 rupiah"),
    // no quantities
    ("Itu diatur Undang-Undang Nomor 11 Tahun 2008 dan UU No 82 Tahun 2012.", ""),
    ("Ia melanggar Pasal 2 ayat (1) tentang korupsi.", ""),
    ("Yamaha FreeGo 125 versi baru.", ""),
    ("Pada 27 Juli 2023 pukul 02.05 WIB.", ""),
    ("Pada tahun 2019 silam.", ""),
    ("Ia menang 2-1 atas lawannya.", ""),
    ("Ia salah satu dari mereka.", ""),
    ("Di RT 08 RW 06 kampung itu.", ""),
    ("Vaksin Covid-19 tiba.", ""),
    ("Jumlah rute menjadi 23 pada akhir musim.", ""),
    ("Airbus A320 mendarat.", ""),
    ("Pasangan nomor 3 unggul.", ""),
];

#[test]
fn numbers_with_their_thing() {
    let lexicon = Lexicon::load().expect("the tables load");
    for (text, wanted) in CASES {
        let document = crate::segment::segment(text, None, &lexicon);
        let found: Vec<String> = super::quantities(&document, &[], &lexicon)
            .iter()
            .map(|q| format!("{}{} {}", q.hedge.map_or(String::new(), |hedge| format!("{} ", hedge.as_str())), q.value, q.unit))
            .collect();
        assert_eq!(found.join(";"), *wanted, "{text}");
    }
}

#[test]
fn the_place_is_that_of_the_last_digit_shown() {
    let lexicon = Lexicon::load().expect("the tables load");
    for (text, place) in [("Rp 915 miliar", 9), ("Rp 224,69 miliar", 7), ("3,52 persen", -2), ("8.000 tentara", 0)] {
        let document = crate::segment::segment(text, None, &lexicon);
        assert_eq!(super::quantities(&document, &[], &lexicon)[0].place, place, "{text}");
    }
}
