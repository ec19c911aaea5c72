//! What a word can be: one class for each table under `datasets/lexicon`, and sets of them.

use crate::named::{named, set};

named! {
    /// What a word can be. Each class is one table under `datasets/lexicon`.
    #[repr(u8)]
    pub enum Class {
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
        /// Words before a clock time: `pukul`.
        ClockCue = "time/clock_cue",
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
        /// Before the name of an administrative unit: how large it is.
        Level = "diff/level",
        /// A post of which a person holds one in a body.
        Post = "diff/post",
        /// Before a date: the day of reading or receiving what was said, not of saying.
        Cited = "diff/cited",
        /// Where people are that an article is about: `home`, `abroad`, `neither`.
        Where = "diff/where",
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
        /// Nouns of what is said, between a reporting verb and `bahwa`: `menyampaikan pandangannya bahwa`.
        ReportNoun = "quote/report_noun",
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
        /// Nickname that everybody knows: the name.
        Nickname = "name/nickname",
        /// Small word inside a name.
        NameParticle = "name/name_particle",
        /// Abbreviation everybody knows: what it stands for.
        Expansion = "name/expansion",
        /// What takes the dates behind it out of a claim: the number of its rule in `datasets/rules/claim`.
        ClaimScope = "claim/scope",
        /// Words that speak of what has happened; `helper` where a verb follows.
        Done = "claim/done",
    }
}

impl Class {
    /// The class whose table has that file name: `weekday` for `time/weekday.tsv`.
    pub(crate) fn of_table(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.as_str().rsplit('/').next() == Some(name))
    }
}

set! {
    /// A set of classes.
    pub struct Classes(u128) of Class;
}

impl Classes {
    /// How many classes are in it.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether it holds none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
