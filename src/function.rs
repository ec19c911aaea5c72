//! What small words do in a sentence: `datasets/lexicon/text/function.tsv`.
//!
//! The rules of several stages turn on the same few dozen words, each in its own way (`dalam` begins a place, an aside behind a
//! cue, a phrase no clause's verb stands in). One table says what each of them does; the code asks for that, never for a word.

use crate::named::{named, set};

named! {
    /// Something a word can do in a sentence. Written in the table as the literal beside it.
    #[repr(u8)]
    pub enum Function {
        /// Joins two parts of one name or two things: `dan`.
        And = "and",
        /// Joins the capital words of an institution's name: `Dewan untuk Papua`, `House of Representatives`.
        JoinsName = "joins-name",
        /// Joins the words of a role: `ketua bidang Hukum`.
        JoinsRole = "joins-role",
        /// Joins the words of an outlet's name: `Gazzetta dello Sport`.
        JoinsOutlet = "joins-outlet",
        /// The small second word of a title: `Juru bicara`.
        EndsTitle = "ends-title",
        /// Begins a relative clause: `yang`.
        Relative = "relative",
        /// Begins the statement that was announced: `bahwa`.
        That = "that",
        /// Begins an aside behind a name: `yang`, `selaku`.
        Aside = "aside",
        /// A noun phrase goes on behind it: `Badan PBB untuk Pengungsi`.
        Within = "within",
        /// Begins an adverb of time or degree, which is no part of the noun phrase before it: `beberapa kali`, `sejauh ini`.
        Adverbial = "adverbial",
        /// Begins what is asked for, not what is so: `agar`, `jangan`.
        Wish = "wish",
        /// Gives in Indonesian what was quoted in another language: `Artinya: "…"`.
        Translates = "translates",
        /// Names the book that a verse is from, in a bracket: `(QS Al-Mulk: 3)`.
        Scripture = "scripture",
        /// Makes somebody do or feel what the verb behind him says: `unggahan itu membuat Retno merasa …`.
        Causes = "causes",
        /// One who is known by whose he is: `istri Budi Santosa`.
        Relation = "relation",
        /// Stands alone for a company named before: `Perseroan`.
        Firm = "firm",
        /// Names people of a kind, not one of them: `warga`.
        Mass = "mass",
        /// Tells a second office or trait of somebody known: `perempuan yang juga ketua komisi`.
        Also = "also",
        /// Joins a second verb to the same subject: `mengkritik aturan itu dan menilai`.
        JoinsVerb = "joins-verb",
        /// Names company or means behind a subject: `bersama`.
        Company = "company",
        /// Behind it a verb belongs to a phrase of its own: `untuk membeli`.
        TakesVerb = "takes-verb",
        /// A name behind it belongs to a phrase, and is no subject: `di Jakarta`.
        Preposition = "preposition",
        /// A name behind it says where somebody is from or is, not who: `petani asal Parangtritis`.
        Whence = "whence",
        /// Names the one who does it: `oleh`.
        By = "by",
        /// What a passive cue can have before its speaker: `oleh`, `langsung`.
        BeforeAgent = "before-agent",
        /// Names who was spoken to: `kepada`.
        Hearer = "hearer",
        /// Names the moment of speaking: `usai`.
        Moment = "moment",
        /// Names where or in what it was said: `dalam`.
        Place = "place",
        /// Names the way it was said: `melalui`.
        Channel = "channel",
        /// Names what was taken as its source: `dari`.
        Source = "source",
        /// Begins the noun phrase of what was spoken of, not a clause: `soal`, `sebagai`.
        Topic = "topic",
        /// Begins a clause that hangs on the main one: `karena`.
        Subordinate = "subordinate",
        /// Begins a comparison or a reference: `seperti`.
        As = "as",
        /// Begins a description of people or things not known before: `seorang`, `sumber`.
        Indefinite = "indefinite",
        /// Begins a description of several of them: `sejumlah`.
        Several = "several",
        /// One whose name is kept back: `sumber`.
        Unnamed = "unnamed",
        /// Stands for whoever is named behind it: `pihak`.
        Party = "party",
        /// Somebody's child, and also a name: `putra sulung Retno itu`.
        Child = "child",
        /// Marks a person as known: `sang`.
        Honorific = "honorific",
        /// Introduces a nickname: `disapa`.
        Called = "called",
        /// Stands between a name and another for the same: `alias`.
        Otherwise = "otherwise",
        /// Also a syllable of foreign names: `Kim Si Hoo`.
        Syllable = "syllable",
        /// What came of something: with `ini` alone it says nothing, `hasil survei itu` does.
        Outcome = "outcome",
        /// A name behind it is that of a street or a building: `Jalan Gatot Subroto`.
        Site = "site",
        /// A cue that attributes in mid-sentence without a comma: `harga kata Retno akan naik`.
        Inline = "inline",
        /// Says what something is: `adalah`.
        Copula = "copula",
        /// A verb a word or two behind it hangs on another: `dan`, `setelah`.
        Hangs = "hangs",
        /// Names a stretch of time that a year behind it tells apart: `periode`.
        Term = "term",
        /// The same for sports and arts: `musim`.
        Season = "season",
        /// Stands between the two ends of an interval and makes it one: `hingga`.
        Until = "until",
        /// Can stand there beside it: `sampai dengan tanggal`.
        BesideUntil = "beside-until",
        /// Introduces the day of an event: `pada`.
        BeforeDay = "before-day",
        /// Begins what a word of the past does not reach: `untuk`, `sejak`.
        ClosesPast = "closes-past",
        /// Says since when somebody is what he is: `kelahiran`.
        Born = "born",
        /// Says that something has not happened: `belum`.
        NotYet = "not-yet",
        /// Stands between the two ends of a count: `97 atau 98`.
        BetweenNumbers = "between-numbers",
        /// Stands between a unit and a smaller one: `5 tahun dan 6 bulan`.
        AddsUnit = "adds-unit",
        /// Counts how often: `dua kali`.
        Times = "times",
        /// Begins what tells how and when somebody spoke, behind a comma: `sambil`.
        Adjunct = "adjunct",
        /// Joins what the same one does or says at the same time: `seraya`.
        Meanwhile = "meanwhile",
        /// Begins what follows from a condition: `maka`.
        Consequence = "consequence",
    }
}

set! {
    /// A set of functions.
    pub struct Functions(u64) of Function;
}

impl Functions {
    /// Reads a cell of the table: functions by their written names, parted by blanks. Says which is unknown.
    pub(crate) fn read(cell: &str) -> Result<Self, String> {
        let mut set = Self::default();
        for written in cell.split_whitespace() {
            set.add(Function::named(written).ok_or_else(|| format!("no function of a word is called `{written}`"))?);
        }
        if set == Self::default() { Err("it says nothing of what the word does".into()) } else { Ok(set) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Function, Functions};

    #[test]
    fn a_cell_names_what_a_word_does() {
        assert_eq!(Functions::read("place preposition"), Ok(Functions::of(&[Function::Preposition, Function::Place])));
        assert!(Functions::read("place preposision").unwrap_err().contains("`preposision`"));
        assert!(Functions::read(" ").is_err());
    }
}
