//! What the program knows of words: every form of every table under `datasets/lexicon`, with its classes and values.
//!
//! One table, one [`Class`]. A line is `form TAB value TAB note`; the value's meaning is the class's own. A form of several
//! words (`dini hari`) is a phrase, found from its first word. Stages ask for classes; they never compare strings.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::datasets;
use crate::error::Error;
use crate::function::Functions;
use crate::token::{Kind, Token, tokenize};

/// A word of the lexicon, by number. 0 is every word it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that stands in no table.
    pub const UNKNOWN: Self = Self(0);
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $table:literal,)*) => {
        /// What a word can be. Each class is one table under `datasets/lexicon`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $table),)*];

            /// The class whose table has that file name (`weekday`).
            pub(crate) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, table)| table.rsplit('/').next() == Some(name)).map(|&(class, _)| class)
            }
        }
    };
}

classes! {
    /// Day of the week, Monday = 1 .. Sunday = 7.
    Weekday = "time/weekday",
    /// Month, 1 .. 12.
    Month = "time/month",
    /// A month's name that is mostly another word (`mei`, `maret` are not; `mar`, `des` are): only beside a day or a year.
    MonthShort = "time/month_short",
    /// Unit of time: `Y M W D H min S` and multiples (`10Y`).
    Unit = "time/unit",
    /// One of a unit, in one word: `sehari`, `setahun`.
    OneUnit = "time/one_unit",
    /// An uncounted many of a unit: `bertahun` (-tahun).
    ManyUnit = "time/many_unit",
    /// Part of the day: `DN MO MI AF NI`.
    DayPart = "time/day_part",
    /// Day counted from today, in days: `kemarin` -1.
    DayWord = "time/day_word",
    /// Back in time: `lalu`, `silam`.
    Ago = "time/ago",
    /// Forward in time: `depan`, `mendatang`.
    Ahead = "time/ahead",
    /// Where in a period: `START MID END`.
    Phase = "time/phase",
    /// What loosens a value: `APPROX`, `LESS_THAN` ...
    Hedge = "time/hedge",
    /// Time zone: offset.
    Zone = "time/zone",
    /// `setiap`, `tiap`, `saban`.
    Every = "time/every",
    /// Quarter, semester and the like: `Q`, `H`.
    Fraction = "time/fraction",
    /// A holiday or commemoration: the key in `datasets/calendar`.
    Holiday = "time/holiday",
    /// The evening before a holiday: that holiday's key.
    Eve = "time/eve",
    /// Month of the Hijri calendar, 1 .. 12.
    HijriMonth = "time/hijri_month",
    /// Words that put a clause into the past.
    PastCue = "time/past_cue",
    /// Words that put a clause into the future.
    FutureCue = "time/future_cue",
    /// Words of what happens again and again: `biasanya`.
    HabitCue = "time/habit_cue",
    /// Persons whose age may follow: `pria 45 tahun`.
    Aged = "time/aged",
    /// Words between the two ends of a stretch: `hingga`.
    Through = "time/through",
    /// What an anniversary is of: the key of a holiday.
    Celebrated = "time/celebrated",
    /// Words that begin another clause.
    ClauseBreak = "time/clause_break",
    /// Words before the date in a byline: `Diterbitkan`.
    PublishedCue = "time/published_cue",
    /// What is counted, so that a number before it is no year: `orang`.
    Counted = "time/counted",
    /// Words before which a lone name of a month or a year is one: `pada`, `sejak`.
    Introduces = "time/introduces",
    /// Number words: value.
    Numeral = "number/numeral",
    /// Uncounted many: `beberapa`, `puluhan`.
    Vague = "number/vague",
    /// Ordinals and Roman numerals: value.
    Ordinal = "number/ordinal",
    /// Money: the unit's name. Stands on either side of its number.
    Currency = "number/currency",
    /// A multiplier's short form inside an amount of money (`Rp 5,3 T`): factor.
    Scale = "number/scale",
    /// A measure before its number (`magnitudo 5,2`): the unit's name.
    MeasureBefore = "number/measure_before",
    /// A measure behind its number: the unit's name.
    Measure = "number/measure",
    /// A counting word: the unit's name, `+` where the noun behind it is the thing.
    Counter = "number/counter",
    /// One and its counter in one word (`seorang`): the unit's name.
    OneOf = "number/one_of",
    /// What no number counts: function words and verbs.
    NotCounted = "number/not_counted",
    /// Nouns that begin like verbs (`tersangka`, `meter`).
    VerbLikeNoun = "number/verb_like_noun",
    /// After it a number is a name (`Pasal 2`).
    LabelBefore = "number/label_before",
    /// A short or other name: the words it stands for.
    Alias = "diff/alias",
    /// What a count or a sum near it is of: the thing.
    Thing = "diff/thing",
    /// Counting words for people: the unit they are compared as.
    People = "diff/people",
    /// Before a number: what something else is measured against.
    Base = "diff/base",
    /// An office that one person alone holds.
    Office = "diff/office",
    /// A share in words: how many per cent.
    Share = "diff/share",
    /// Before a clock time: it is one end of a stretch.
    Bound = "diff/bound",
    /// What befalls traffic: words of accidents.
    Mishap = "diff/mishap",
    /// Denies what stands behind it: `tidak`, `membantah`.
    Deny = "diff/deny",
    /// Says that what was counted is not what stood before: `lainnya`.
    Others = "diff/others",
    /// What a quote can gain or lose without saying anything else.
    QuoteFiller = "diff/quote_filler",
    /// A colloquial form: the standard one.
    Colloquial = "diff/colloquial",
    /// A state that excludes another: `name+` or `name-`.
    State = "diff/state",
    /// Abbreviations whose full stop ends no sentence; `tail` where it may.
    Abbreviation = "text/abbreviation",
    /// What begins a line or a piece that is not the article's own prose (`baca juga`): how far that reaches.
    Boilerplate = "text/boilerplate",
    /// What introduces the date of a revision, never of publication (`diperbarui`).
    Revised = "text/revised",
    /// What a caption or photo credit is known by: `paren`, `slash`, `line`.
    Credit = "text/credit",
    /// The last parts of web addresses: `com`, `id`.
    Domain = "text/domain",
    /// Words that begin a sentence rather than a name.
    Opener = "text/opener",
    /// Small words that headlines leave in lower case.
    Particle = "text/particle",
    /// What small words do in a sentence: see [`Function`](crate::function::Function).
    Function = "text/function",
    /// Places that stand in datelines.
    Place = "text/place",
    /// Cue behind a statement: stance.
    Say = "quote/say",
    /// The same with its speaker as -nya: stance.
    SayNya = "quote/say_nya",
    /// Reporting verb: stance and what its object is.
    ReportVerb = "quote/verb",
    /// Passive cue, its speaker behind it: stance.
    PassiveCue = "quote/passive",
    /// `menurut` and its kin: stance.
    According = "quote/according",
    /// What names the outlet a statement is taken from.
    Via = "quote/via",
    /// What may stand between that and the outlet.
    ViaLink = "quote/via_link",
    /// News outlet or agency: canonical name.
    Outlet = "quote/outlet",
    /// Pronouns that can be a source: `person`, `group`, `own`.
    SourcePronoun = "quote/pronoun",
    /// Between cue and content: `bahwa`, `agar`.
    Complementizer = "quote/complementizer",
    /// Between subject and reporting verb: `juga`, `sempat`.
    ReportAdverb = "quote/adverb",
    /// Takes the verb back.
    Negation = "quote/negation",
    /// Small words that show a predicate.
    Predicate = "quote/predicate",
    /// Small words that begin like verbs and are none.
    NotVerb = "quote/not_verb",
    /// Nouns of the places where something is said.
    Occasion = "quote/occasion",
    /// Heads of subjects that say nothing themselves.
    NotSource = "quote/not_source",
    /// What opens a sentence before its subject: `connective` or `phrase`.
    SubjectOpener = "quote/subject_opener",
    /// Begins like a cue and is none.
    NotCue = "quote/not_cue",
    /// Before a mark: what it holds is no speech.
    NotSpeech = "quote/not_speech",
    /// Where the noun phrase of a source ends.
    SourceEnd = "quote/source_end",
    /// `ini`, `itu`, `tersebut`.
    Deictic = "quote/deictic",
    /// Documents that state something.
    Document = "quote/document",
    /// What begins a person's role.
    Title = "name/title",
    /// Rank, degree or form of address before a name.
    Rank = "name/rank",
    /// Part of an institution's name.
    Institution = "name/institution",
    /// What ends a company's name.
    CompanySuffix = "name/company_suffix",
    /// Academic degree behind a name.
    Degree = "name/degree",
    /// Place name.
    PlaceWord = "name/place_word",
    /// Ordinary word written with a capital inside roles.
    Common = "name/common",
    /// Given name: where a person's own name begins in a run of capital words.
    Given = "name/given",
    /// Small word inside a name.
    NameParticle = "name/name_particle",
    /// Abbreviation everybody knows: what it stands for.
    Expansion = "name/expansion",
    /// HTML entities of quotation marks: the mark.
    QuoteEntity = "quote/entity",
    /// What takes the dates behind it out of a claim: the number of its rule in `datasets/rules/claim`.
    ClaimScope = "claim/scope",
    /// Words that speak of what has happened; `helper` where a verb follows.
    Done = "claim/done",
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

impl Classes {
    /// The set of those classes.
    pub const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < classes.len() {
            bits |= 1 << classes[i] as u8;
            i += 1;
        }
        Self(bits)
    }

    /// How many classes are in it.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no class is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds a class.
    pub(crate) const fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a class.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the class is in it.
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }
}

/// What a stage looks for before it looks closer. Most tokens are plain words; these bits go with each token, so that every
/// stage passes over those without asking the tables again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Hint {
    /// Begins a rule of time.
    Time,
    /// Begins what is not the article's own prose.
    Boilerplate,
    /// Begins what attributes a statement.
    Cue,
    /// Is a number word.
    Count,
    /// Belongs to what stands before a number and says what it measures or is.
    BeforeNumber,
    /// Takes the dates behind it out of a claim.
    Scope,
}

impl Hint {
    const ALL: [Self; 6] = [Self::Time, Self::Boilerplate, Self::Cue, Self::Count, Self::BeforeNumber, Self::Scope];

    /// The classes that give it: of the word itself, or of a phrase that begins with it. Rules of time name theirs themselves
    /// ([`Lexicon::hint`]).
    pub const fn classes(self) -> Classes {
        match self {
            Self::Time => Classes::of(&[]),
            Self::Boilerplate => Classes::of(&[Class::Boilerplate]),
            Self::Cue => {
                Classes::of(&[Class::ReportVerb, Class::According, Class::Say, Class::SayNya, Class::PassiveCue, Class::Via])
            }
            Self::Count => Classes::of(&[Class::Numeral, Class::OneOf]),
            Self::BeforeNumber => Classes::of(&[Class::Currency, Class::MeasureBefore, Class::LabelBefore, Class::Hedge]),
            Self::Scope => Classes::of(&[Class::ClaimScope]),
        }
    }
}

/// A set of [`Hint`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(u8);

impl Hints {
    /// Whether the hint is in it.
    pub const fn has(self, hint: Hint) -> bool {
        self.0 & (1 << hint as u8) != 0
    }

    const fn add(&mut self, hint: Hint) {
        self.0 |= 1 << hint as u8;
    }
}

/// What a table says of a form.
#[derive(Clone, Debug)]
pub struct Sense {
    /// The table.
    pub class: Class,
    /// The second column as it stands.
    pub value: Box<str>,
    /// The second column where it is a whole number, else 0.
    pub number: i32,
}

/// One element of a phrase after its first word, as one comparable number: what kind of token, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Piece(u64);

impl Piece {
    fn of(token: &Token) -> Option<Self> {
        let kind = match token.kind {
            Kind::Word => 0,
            Kind::Mark => 1,
            Kind::Number => 2,
            Kind::Break => return None,
        };
        Some(Self(kind << 32 | u64::from(token.payload)))
    }
}

#[derive(Debug)]
struct Phrase {
    /// Its second element: by it phrases are looked for.
    second: Piece,
    /// What follows that.
    rest: Box<[Piece]>,
    sense: Sense,
}

impl Phrase {
    /// Whether it goes on behind its second element at `tokens[at + 1]`.
    fn stands(&self, tokens: &[Token], at: usize) -> bool {
        self.rest.iter().enumerate().all(|(i, &piece)| tokens.get(at + 2 + i).and_then(Piece::of) == Some(piece))
    }
}

#[derive(Debug, Default)]
struct Entry {
    senses: Vec<Sense>,
    /// By their second element, then longest first: `hari` alone opens hundreds.
    phrases: Vec<Phrase>,
}

impl Entry {
    /// The phrases that stand at `tokens[at]`, longest first.
    fn standing<'a, 'b>(&'a self, tokens: &'b [Token], at: usize) -> impl Iterator<Item = &'a Phrase> + use<'a, 'b> {
        let second = tokens.get(at + 1).and_then(Piece::of);
        let from = self.phrases.partition_point(|phrase| Some(phrase.second) < second);
        self.phrases[from..]
            .iter()
            .take_while(move |phrase| Some(phrase.second) == second)
            .filter(move |phrase| phrase.stands(tokens, at))
    }
}

/// What a word is.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    /// The classes of the single word.
    own: Classes,
    /// The classes of the phrases that begin with it.
    opens: Classes,
}

/// All words and phrases. Built once, then only read.
#[derive(Debug, Default)]
pub struct Lexicon {
    short: ShortWords,
    /// Words too long for [`ShortWords`].
    long: HashMap<Box<[u8]>, u32, FixedState>,
    /// By word: what every token is asked for lies apart from what few are, and together.
    kinds: Vec<Kinds>,
    /// By word.
    hints: Vec<Hints>,
    /// By word: what it does in a sentence.
    functions: Vec<Functions>,
    entries: Vec<Entry>,
    forms: Vec<Box<str>>,
    /// By class: the tokens of its longest form.
    longest: Vec<usize>,
}

/// The words of up to 16 bytes, each packed into one integer: looking a token up touches no string. Most words of a text are
/// in no table, and for them one byte in a table that stays in the processor's nearest cache answers.
#[derive(Debug, Default)]
struct ShortWords {
    /// Open addressing with linear probing: eight bits of the hash, never 0; 0 is free. The length is a power of two, at least
    /// twice the words.
    tags: Vec<u8>,
    ids: Vec<u32>,
    /// By word: what it is packed to; 0 for those that are not.
    keys: Vec<u128>,
    len: usize,
}

/// Bytes of the longest word that is packed.
const SHORT: usize = 16;

impl ShortWords {
    fn key(word: &[u8]) -> Option<u128> {
        let mut packed = [0; SHORT];
        packed.get_mut(..word.len())?.copy_from_slice(word);
        Some(u128::from_le_bytes(packed))
    }

    /// Where to look first, and the tag.
    fn hash(&self, key: u128) -> (usize, u8) {
        let folded = ((key as u64) ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((folded >> 32) as usize & (self.tags.len() - 1), (folded >> 56) as u8 | 1)
    }

    fn find(&self, key: u128) -> u32 {
        if self.tags.is_empty() {
            return 0;
        }
        let (mut slot, tag) = self.hash(key);
        while self.tags[slot] != 0 {
            if self.tags[slot] == tag && self.keys[self.ids[slot] as usize] == key {
                return self.ids[slot];
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        0
    }

    /// Adds word `id`; ids come in rising order.
    fn insert(&mut self, key: u128, id: u32) {
        self.keys.resize(id as usize + 1, 0);
        self.keys[id as usize] = key;
        self.len += 1;
        if self.len * 2 > self.tags.len() {
            let size = (self.tags.len() * 2).max(1 << 12);
            (self.tags, self.ids) = (vec![0; size], vec![0; size]);
            for id in 0..self.keys.len() {
                if self.keys[id] != 0 {
                    self.place(self.keys[id], id as u32);
                }
            }
        } else {
            self.place(key, id);
        }
    }

    fn place(&mut self, key: u128, id: u32) {
        let (mut slot, tag) = self.hash(key);
        while self.tags[slot] != 0 {
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        self.tags[slot] = tag;
        self.ids[slot] = id;
    }
}

impl Lexicon {
    /// Loads the embedded tables. Fails with file, line and reason where one is broken.
    pub fn load() -> Result<Self, Error> {
        let mut lexicon = Self::default();
        lexicon.intern("");
        for (path, content) in datasets::below("datasets/lexicon") {
            lexicon.add_table(path, content)?;
        }
        lexicon.finish();
        Ok(lexicon)
    }

    fn add_table(&mut self, path: &str, content: &str) -> Result<(), Error> {
        let table = path.trim_start_matches("datasets/lexicon/").trim_end_matches(".tsv");
        let Some(&(class, _)) = Class::ALL.iter().find(|(_, name)| *name == table) else {
            return Err(
                Error::dataset(path, 1, "no class of words has this table").help("name it in `classes!` in src/lexicon.rs")
            );
        };
        for row in datasets::rows(path, content) {
            self.add(class, row.cell(0), row.cell(1)).map_err(|reason| row.fault(reason))?;
        }
        Ok(())
    }

    /// Adds a form of one or more words. Says why where it is no form.
    pub(crate) fn add(&mut self, class: Class, form: &str, value: &str) -> Result<(), String> {
        if form != form.to_lowercase() {
            return Err(format!("`{form}`: forms are written in lower case"));
        }
        let sense = Sense { class, value: value.into(), number: value.parse().unwrap_or(0) };
        for word in tokenize(form, self).iter().filter(|token| token.kind == Kind::Word) {
            self.intern(word.span().of(form));
        }
        let tokens = tokenize(form, self);
        let Some((first, rest)) = tokens.split_first().filter(|(first, _)| first.kind == Kind::Word) else {
            return Err(format!("`{form}`: a form begins with a word"));
        };
        if self.longest.len() <= class as usize {
            self.longest.resize(class as usize + 1, 1);
        }
        self.longest[class as usize] = tokens.len().max(self.longest[class as usize]);
        let word = first.payload as usize;
        if class == Class::Function {
            self.functions[word] = Functions::read(value)?;
        }
        let entry = &mut self.entries[word];
        let mut rest = rest.iter().filter_map(Piece::of);
        let Some(second) = rest.next() else {
            if self.kinds[word].own.has(class) {
                return Err(format!("`{form}` stands in this table twice"));
            }
            self.kinds[word].own.add(class);
            entry.senses.push(sense);
            return Ok(());
        };
        self.kinds[word].opens.add(class);
        entry.phrases.push(Phrase { second, rest: rest.collect(), sense });
        Ok(())
    }

    /// Sorts what lookup expects sorted, and gathers the hints.
    pub(crate) fn finish(&mut self) {
        for (kinds, hints) in self.kinds.iter().zip(&mut self.hints) {
            let classes = kinds.own.or(kinds.opens);
            Hint::ALL.into_iter().filter(|hint| hint.classes().meets(classes)).for_each(|hint| hints.add(hint));
        }
        for entry in &mut self.entries {
            entry.phrases.sort_by_key(|phrase| (phrase.second, std::cmp::Reverse(phrase.rest.len())));
        }
    }

    /// The number of a lower-case word, new where it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = word.replace(['\u{2019}', '\u{2018}', '`', '\u{2bc}'], "'");
        let id = self.entries.len() as u32;
        // The empty word is word 0, the unknown one; it stands in no table.
        if id > 0 {
            let known = self.find(folded.as_bytes());
            if known != WordId::UNKNOWN {
                return known;
            }
            match ShortWords::key(folded.as_bytes()) {
                Some(key) => self.short.insert(key, id),
                None => drop(self.long.insert(folded.as_bytes().into(), id)),
            }
        }
        self.entries.push(Entry::default());
        self.kinds.push(Kinds::default());
        self.hints.push(Hints::default());
        self.functions.push(Functions::default());
        self.forms.push(folded.into());
        WordId(id)
    }

    /// The number of a word in lower case with straight apostrophes.
    pub(crate) fn find(&self, folded: &[u8]) -> WordId {
        WordId(match ShortWords::key(folded) {
            Some(key) => self.short.find(key),
            None => self.long.get(folded).copied().unwrap_or(0),
        })
    }

    /// The same for a word of up to sixteen bytes, the first in the lowest byte, zeros behind the last.
    pub(crate) fn find_packed(&self, packed: u128) -> WordId {
        WordId(self.short.find(packed))
    }

    /// The number of a lower-case word; [`WordId::UNKNOWN`] where no table and no rule has it.
    pub fn word(&self, form: &str) -> WordId {
        self.find(form.as_bytes())
    }

    /// How many words it knows; ids are below that.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lower-case form of a word.
    pub fn form(&self, word: WordId) -> &str {
        &self.forms[word.0 as usize]
    }

    /// The classes of the single word.
    pub fn classes(&self, word: WordId) -> Classes {
        self.kinds[word.0 as usize].own
    }

    /// What the single word does in a sentence.
    pub fn functions(&self, word: WordId) -> Functions {
        self.functions[word.0 as usize]
    }

    /// The classes of the phrases that begin with the word.
    pub fn opens(&self, word: WordId) -> Classes {
        self.kinds[word.0 as usize].opens
    }

    /// What stages look for in the word.
    pub(crate) fn hints(&self, word: WordId) -> Hints {
        self.hints[word.0 as usize]
    }

    /// Gives the word a hint that no class gives.
    pub(crate) fn hint(&mut self, word: WordId, hint: Hint) {
        self.hints[word.0 as usize].add(hint);
    }

    /// What the class's table says of the single word.
    pub fn sense(&self, word: WordId, class: Class) -> Option<&Sense> {
        if !self.classes(word).has(class) {
            return None;
        }
        self.entries[word.0 as usize].senses.iter().find(|sense| sense.class == class)
    }

    /// Whether a phrase of any class stands at `tokens[at]`.
    pub(crate) fn is_phrase(&self, tokens: &[Token], at: usize) -> bool {
        let Some(first) = tokens.get(at) else { return false };
        !self.opens(first.word()).is_empty() && self.entries[first.word().0 as usize].standing(tokens, at).next().is_some()
    }

    /// How many tokens the longest form of the class has.
    pub(crate) fn longest_form(&self, class: Class) -> usize {
        self.longest.get(class as usize).copied().unwrap_or(1)
    }

    /// The longest form of the class that begins at `tokens[at]`, and how many tokens it has.
    #[inline]
    pub fn longest(&self, tokens: &[Token], at: usize, class: Class) -> Option<(&Sense, usize)> {
        let word = tokens.get(at)?.word();
        let Kinds { own, opens } = self.kinds[word.0 as usize];
        // Nearly always nothing stands there; only the rest is worth a call.
        if own.or(opens).has(class) { self.longest_of(word, tokens, at, class) } else { None }
    }

    fn longest_of(&self, word: WordId, tokens: &[Token], at: usize, class: Class) -> Option<(&Sense, usize)> {
        if self.opens(word).has(class) {
            let phrase = self.entries[word.0 as usize].standing(tokens, at).find(|phrase| phrase.sense.class == class);
            if let Some(phrase) = phrase {
                return Some((&phrase.sense, phrase.rest.len() + 2));
            }
        }
        self.sense(word, class).map(|sense| (sense, 1))
    }
}
