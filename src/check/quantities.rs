//! The quantities of a text: its numbers with scale and unit, its dates and periods, in figures or in words.
//!
//! Two texts say one quantity however they write it: `1,5 million`, `1.500.000`. Not for comparing the two languages of a
//! record, which is done in `figures`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::language::Language;
use crate::wording::{Fraction, Link, Wording, folded, roman};
use crate::words::paragraphs::is_item;

/// Digits of the longest number; more digits name something, such as an account.
const MOST_DIGITS: usize = 15;
/// Words that may stand between a number and what it counts, or a part and its whole: `10 dossiers introduits sur 15`.
const BETWEEN: usize = 3;
/// The years that reports speak of.
const YEARS: Range<u64> = 1900..2100;

/// An exact number: a fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount(u128, u128);

impl Amount {
    fn new(part: u128, whole: u128) -> Self {
        let (mut a, mut b) = (part, whole);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        Self(part / common, whole / common)
    }

    fn whole(number: u64) -> Self {
        Self(u128::from(number), 1)
    }

    fn fraction(Fraction(part, whole): Fraction) -> Self {
        Self::new(part.into(), whole.into())
    }

    /// The number that digits with a decimal sign write.
    fn decimal(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let decimals = text.rsplit_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len());
        let part = digits.parse().ok().filter(|_| digits.len() <= MOST_DIGITS)?;
        Some(Self::new(part, 10_u128.pow(u32::try_from(decimals).ok()?)))
    }

    fn times(self, factor: Self) -> Self {
        Self::new(self.0.saturating_mul(factor.0), self.1.saturating_mul(factor.1))
    }

    fn plus(self, other: Self) -> Self {
        let part = self.0.saturating_mul(other.1).saturating_add(other.0.saturating_mul(self.1));
        Self::new(part, self.1.saturating_mul(other.1))
    }

    /// The number, as near as a floating one is.
    #[expect(clippy::cast_precision_loss, reason = "figures of reports have few digits")]
    pub(super) fn value(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }
}

/// What a quantity says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Year,
    Month,
    /// A part of a year of so many months; its number among those of the year is the value, 0 where none is named.
    Period(u64),
    Century,
    /// `24h/24`.
    Always,
}

/// How surely a text means the quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// An article, a Roman numeral: it may say the other text's number, and misses nowhere.
    Faint,
    /// In words, which the other language may paraphrase.
    Soft,
    /// In figures.
    Firm,
}

/// A quantity of a text.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub(super) sort: Sort,
    /// The numbers that it may say, in the smallest unit of its kind.
    pub(super) values: Vec<Amount>,
    /// The same as they are written, in their own unit: what counts where the other text names no unit.
    written: Vec<Amount>,
    /// What it says as a part of a whole: a percentage, a fraction, `1 sur 2`.
    pub(super) share: Option<Amount>,
    /// The smallest unit of its kind.
    pub(super) unit: Option<String>,
    pub(super) weight: Weight,
    /// Its place in the text, in bytes.
    pub(super) place: Range<usize>,
    /// Whether it may be the day or the month of a date: it stands beside a slash.
    slashed: bool,
}

impl Quantity {
    /// Whether two quantities can be the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        let both = self.unit.is_some() && other.unit.is_some();
        let share = |ours: &[Amount], others: &[Amount]| ours.iter().any(|value| others.contains(value));
        let equal = share(&self.values, &other.values)
            || !both && (share(&self.written, &other.values) || share(&self.values, &other.written));
        let parts = self.share.zip(other.share).is_some_and(|(a, b)| a == b);
        let units = self.unit.as_ref().zip(other.unit.as_ref()).is_none_or(|(a, b)| a == b);
        match (self.sort, other.sort) {
            (Sort::Number, Sort::Number) => parts || equal && units,
            (Sort::Number | Sort::Year, Sort::Number | Sort::Year) => equal,
            (Sort::Month, Sort::Number) => equal && other.slashed,
            (Sort::Number, Sort::Month) => equal && self.slashed,
            (Sort::Period(a), Sort::Period(b)) => {
                a == b && (equal || [self, other].iter().any(|one| one.values.is_empty()))
            }
            (Sort::Period(length), Sort::Month) => self.holds_month(length, other),
            (Sort::Month, Sort::Period(length)) => other.holds_month(length, self),
            (Sort::Period(_) | Sort::Century | Sort::Always, Sort::Number)
            | (Sort::Number, Sort::Period(_) | Sort::Century | Sort::Always) => equal,
            (a, b) => a == b && equal,
        }
    }

    fn holds_month(&self, length: u64, month: &Self) -> bool {
        let ends = |value: &Amount| {
            let end = value.value() * length as f64;
            month.values.iter().any(|month| month.value() <= end && month.value() > end - length as f64)
        };
        self.values.iter().any(ends)
    }
}

/// Two quantities of which the first is a part of the second, or stands before it in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) link: PairKind,
    pub(super) first: usize,
    pub(super) second: usize,
}

/// How the two of a pair belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PairKind {
    Among,
    Until,
}

/// The quantities of a text, in order, and those of them that stand in pairs.
#[derive(Debug, Default)]
pub(super) struct Quantities {
    pub(super) all: Vec<Quantity>,
    pub(super) pairs: Vec<Pair>,
}

/// A word, a number or a sign.
#[derive(Debug)]
struct Token<'t> {
    text: &'t str,
    folded: String,
    at: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    MonthYear,
    Span,
    Time,
    Grouped,
    Number,
    Word,
    Sign,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// What begins with a digit.
static FIGURES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?<date> \b [0-3]?[0-9] (?: / [01]?[0-9] / | \. [01]?[0-9] \. | - [01]?[0-9] - ) (?: (?:19|20)[0-9]{2} | [0-9]{2} ) \b
                      | \b (?:19|20)[0-9]{2} - [01][0-9] - [0-3][0-9] \b )
          | (?<monthyear> \b (?: 0?[1-9] | 1[0-2] ) / (?:19|20)[0-9]{2} \b )
          | (?<span> \b (?:19|20)[0-9]{2} \s? [-–/] \s? [0-9]{2} \b )
          | (?<time> \b [0-2]?[0-9] \s? [hHuU:] \.? \s? [0-5][0-9] \b )
          | (?<grouped> [0-9]{1,3} (?: [\ .'’\u{a0}\u{202f}\u{2009}] [0-9]{3} )+ (?: , [0-9]+ )? \b )
          | (?<number> [0-9]+ (?: [.,] [0-9]+ )? )",
    )
    .ok()
});

fn tokens(text: &str) -> Vec<Token<'_>> {
    const KINDS: [(&str, Kind); 6] = [
        ("date", Kind::Date),
        ("monthyear", Kind::MonthYear),
        ("span", Kind::Span),
        ("time", Kind::Time),
        ("grouped", Kind::Grouped),
        ("number", Kind::Number),
    ];
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, kind) = if first.is_ascii_digit() {
            let found = FIGURES.as_ref().and_then(|form| form.captures_at(text, at));
            let kind = |found: &Captures<'_>| KINDS.iter().find(|(name, _)| found.name(name).is_some());
            found
                .and_then(|found| Some((found.get(0)?.end() - at, kind(&found)?.1)))
                .unwrap_or((1, Kind::Sign))
        } else if first.is_alphabetic() {
            (rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len()), Kind::Word)
        } else {
            (first.len_utf8(), Kind::Sign)
        };
        let part = &rest[..length];
        if !first.is_whitespace() {
            tokens.push(Token { text: part, folded: folded(part), at, kind });
        }
        at += length;
    }
    tokens
}

/// Reads the quantities of a text in a language.
pub(super) fn quantities(text: &str, language: Language, wording: &Wording) -> Quantities {
    let mut reader = Reader { language, wording, tokens: tokens(text), found: Quantities::default(), at: 0 };
    // The number of an item in a list says nothing of what it holds.
    let mut begin = 0;
    let mut marks: Vec<Range<usize>> = Vec::new();
    for line in text.split_inclusive('\n') {
        if is_item(line) {
            marks.push(begin..begin + line.find(' ').unwrap_or(0));
        }
        begin += line.len();
    }
    reader.tokens.retain(|token| !marks.iter().any(|mark| mark.contains(&token.at)));
    while reader.at < reader.tokens.len() {
        reader.step();
    }
    for number in wording.number.unsaid(&folded(text), language) {
        reader.push(Sort::Always, vec![Amount::whole(number)], Weight::Faint, 0..0);
    }
    reader.found
}

struct Reader<'t> {
    language: Language,
    wording: &'t Wording,
    tokens: Vec<Token<'t>>,
    found: Quantities,
    at: usize,
}

impl Reader<'_> {
    fn push(&mut self, sort: Sort, values: Vec<Amount>, weight: Weight, place: Range<usize>) {
        self.found.all.push(Quantity {
            sort,
            written: values.clone(),
            values,
            share: None,
            unit: None,
            weight,
            place,
            slashed: false,
        });
    }

    fn links(&self, link: Link, at: usize) -> bool {
        let word = self.tokens.get(at).map(|token| token.folded.as_str());
        word.is_some_and(|word| self.wording.number.links(link, word, self.language))
    }

    /// Whether a token stands at the end of the one before it, without a blank.
    fn is_glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].end() == self.tokens[at].at
    }

    fn is_sign(&self, at: usize, signs: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| signs.contains(&token.text))
    }

    /// Reads what begins at the current token, and goes behind it.
    fn step(&mut self) {
        let at = self.at;
        let token = &self.tokens[at];
        let place = token.at..token.end();
        match token.kind {
            Kind::Date => self.date(place),
            Kind::MonthYear => {
                let parts = numbers_of(self.tokens[at].text);
                self.of_date(Sort::Month, parts.first(), &place);
                self.of_date(Sort::Year, parts.get(1), &place);
                self.at += 1;
            }
            Kind::Span => {
                let parts = numbers_of(self.tokens[at].text);
                if let [from, to] = parts[..] {
                    self.push(Sort::Year, vec![Amount::whole(from)], Weight::Firm, place.clone());
                    self.push(Sort::Year, vec![Amount::whole(from / 100 * 100 + to)], Weight::Firm, place);
                    self.pair(PairKind::Until);
                }
                self.at += 1;
            }
            Kind::Time => {
                let parts = numbers_of(self.tokens[at].text);
                if let [hours, minutes] = parts[..] {
                    let seconds = Amount::whole(hours * 3600 + minutes * 60);
                    self.push(Sort::Number, vec![seconds], Weight::Firm, place);
                    self.unit_is("s");
                }
                self.at += 1;
            }
            Kind::Grouped | Kind::Number => self.figures(),
            Kind::Word => self.word(),
            Kind::Sign => self.at += 1,
        }
    }

    fn unit_is(&mut self, unit: &str) {
        if let Some(last) = self.found.all.last_mut() {
            last.unit = Some(unit.to_owned());
        }
    }

    fn of_date(&mut self, sort: Sort, number: Option<&u64>, place: &Range<usize>) {
        if let Some(&number) = number {
            self.push(sort, vec![Amount::whole(number)], Weight::Firm, place.clone());
        }
    }

    fn date(&mut self, place: Range<usize>) {
        let mut parts = numbers_of(self.tokens[self.at].text);
        if parts.first().is_some_and(|first| YEARS.contains(first)) {
            parts.reverse();
        }
        if let [day, month, year] = parts[..] {
            let year = if year < 100 { 2000 + year } else { year };
            self.of_date(Sort::Number, Some(&day), &place);
            self.of_date(Sort::Month, Some(&month), &place);
            self.of_date(Sort::Year, Some(&year), &place);
        }
        self.at += 1;
    }

    /// A number in figures, with what stands around it.
    fn figures(&mut self) {
        let begin = self.at;
        let token = &self.tokens[begin];
        let (text, at, kind) = (token.text, token.at, token.kind);
        let mut end = token.end();
        self.at += 1;
        let value = if kind == Kind::Grouped {
            let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
            let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
            Amount::decimal(&format!("{whole},{decimals}"))
                .filter(|_| !decimals.is_empty())
                .or_else(|| Amount::decimal(&whole))
        } else {
            Amount::decimal(text)
        };
        let Some(value) = value else { return };
        let mut values = vec![value];
        if kind == Kind::Number && text.rsplit_once(',').is_some_and(|(_, decimals)| decimals.len() == 3) {
            values.extend(Amount::decimal(&text.replace(',', "")));
        }
        let bare = kind == Kind::Number && text.bytes().all(|byte| byte.is_ascii_digit());
        let whole: Option<u64> = text.parse().ok().filter(|_| bare);
        // The part of a year behind its letter: `T2`.
        let letter = begin.checked_sub(1).filter(|_| self.is_glued(begin)).map(|before| &self.tokens[before]);
        let quarter = letter.and_then(|letter| self.wording.number.quarter(&letter.folded, self.language));
        if let (Some(months), Some(number)) = (quarter, whole)
            && (1..=12 / months).contains(&number)
        {
            let place = at - 1..end;
            return self.push(Sort::Period(months), values, Weight::Firm, place);
        }
        if self.tokens.get(self.at).is_some_and(|next| next.kind == Kind::Word)
            && self.is_glued(self.at)
            && self.wording.number.is_ordinal(&self.tokens[self.at].folded)
            && bare
        {
            end = self.tokens[self.at].end();
            self.at += 1;
        }
        if let Some(number) = whole
            && self.number_of_time(number, at..end)
        {
            return;
        }
        let is_year = whole.is_some_and(|number| text.len() == 4 && YEARS.contains(&number));
        // A scale in words: `1,5 million`.
        while let Some(scale) = self.scale(self.at) {
            values.iter_mut().for_each(|value| *value = value.times(Amount::whole(scale)));
            end = self.tokens[self.at].end();
            self.at += 1;
        }
        let sort = if is_year && self.at == begin + 1 { Sort::Year } else { Sort::Number };
        let slashed = self.is_sign(self.at, &["/"]) || begin > 0 && self.is_sign(begin - 1, &["/"]);
        let weight = Weight::Firm;
        let before = begin.checked_sub(1).filter(|&before| self.tokens[before].text == "€");
        self.push(sort, values, weight, at..end);
        if let Some(last) = self.found.all.last_mut() {
            last.slashed = slashed;
            if let Some(before) = before {
                last.unit = Some("€".to_owned());
                last.place.start = self.tokens[before].at;
            }
        }
        self.after(begin);
    }

    /// The scale that a word says: a thousand and more.
    fn scale(&self, at: usize) -> Option<u64> {
        let word = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        self.wording
            .number
            .spelt(&word.folded, self.language)
            .filter(|&scale| scale >= 1000 && scale.is_multiple_of(1000))
    }

    /// Whether what stands around a number makes it that of a part of a year or of a century, and adds it then.
    fn number_of_time(&mut self, number: u64, place: Range<usize>) -> bool {
        let value = vec![Amount::whole(number)];
        if self.links(Link::Century, self.at) {
            let end = self.tokens[self.at].end();
            self.push(Sort::Century, value, Weight::Firm, place.start..end);
            self.at += 1;
            return true;
        }
        let period = |reader: &Self, at: usize| {
            let word = reader.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
            reader.wording.number.period(&word.folded, reader.language)
        };
        if let Some(months) = period(self, self.at).filter(|months| (1..=12 / months).contains(&number)) {
            let end = self.tokens[self.at].end();
            self.push(Sort::Period(months), value, Weight::Soft, place.start..end);
            self.at += 1;
            return true;
        }
        false
    }

    /// Adds the unit behind the quantity that was read last, and the pair that it ends.
    fn after(&mut self, begin: usize) {
        let unit = self.unit();
        let times = unit.as_ref().map_or(1, |&(_, times, _)| times);
        if let Some((unit, times, end)) = unit {
            let place = self.tokens[end - 1].end();
            self.at = end;
            if let Some(last) = self.found.all.last_mut() {
                last.values.iter_mut().for_each(|value| *value = value.times(Amount::whole(times)));
                last.place.end = place;
                last.unit = Some(unit);
                if last.sort == Sort::Year {
                    last.sort = Sort::Number;
                }
            }
        }
        self.and_a_half(times);
        if let Some(last) = self.found.all.last_mut()
            && last.unit.as_deref() == Some("%")
        {
            let hundredth = Amount::new(1, 100);
            last.share = last.values.first().map(|value| value.times(hundredth));
            if last.share == Some(Amount::whole(1)) && last.weight == Weight::Firm {
                // “tous” and “volledig” say as much.
                last.weight = Weight::Soft;
            }
        }
        self.pair_before(begin);
    }

    /// The unit at the current token, how often it holds the smallest of its kind, and the token behind it.
    fn unit(&self) -> Option<(String, u64, usize)> {
        let tokens = self.tokens.get(self.at..)?;
        let first = tokens.first()?;
        let second = tokens.get(1);
        let glued = second
            .filter(|_| self.is_glued(self.at + 1))
            .map(|second| format!("{}{}", first.folded, second.folded));
        let apart = second.map(|second| format!("{} {}", first.folded, second.folded));
        let longest = [(glued, 2), (apart, 2), (Some(first.folded.clone()), 1)];
        longest.into_iter().find_map(|(word, length)| {
            let (unit, times) = self.wording.unit.in_text(&word?, self.language)?;
            Some((unit.to_owned(), times, self.at + length))
        })
    }

    /// Makes a pair of the last two quantities where the words between them say so. `begin` is the token of the second.
    fn pair_before(&mut self, begin: usize) {
        let [.., first, second] = &self.found.all[..] else { return };
        let is_number = |one: &Quantity| matches!(one.sort, Sort::Number | Sort::Year);
        if !is_number(first) || !is_number(second) {
            return;
        }
        let between: Vec<usize> =
            (0..begin).rev().take_while(|&at| self.tokens[at].at >= first.place.end).collect();
        let (Some(&nearest), Some(&farthest)) = (between.first(), between.last()) else { return };
        let stops = |&at: &usize| self.is_sign(at, &[".", ";", ":", ","]);
        if between.len() > BETWEEN + 2 || between.iter().any(stops) {
            return;
        }
        let slash = between.len() == 1 && self.is_sign(nearest, &["/"]);
        let slash = slash || self.is_sign(nearest, &["/"]) && between.len() == 2;
        let dash = between.len() == 1 && self.is_sign(nearest, &["-", "–"]);
        let link = if slash || between.iter().all(|&at| self.links(Link::Among, at)) {
            PairKind::Among
        } else if dash || self.links(Link::Until, nearest) {
            PairKind::Until
        } else if self.links(Link::Among, nearest) && !self.links(Link::Among, farthest) {
            // `10 dossiers sur 15`
            PairKind::Among
        } else {
            return;
        };
        self.pair(link);
    }

    /// The last two quantities are a pair.
    fn pair(&mut self, link: PairKind) {
        let second = self.found.all.len() - 1;
        let pair = Pair { link, first: second - 1, second };
        let (part, whole) = (self.found.all[pair.first].values[0], self.found.all[second].values[0]);
        if link == PairKind::Among {
            // `24h/24`
            let is_always = part == whole || {
                let hours = Amount::whole(3600);
                let days = Amount::whole(86400);
                part == whole.times(hours) || part == whole.times(days)
            };
            if is_always && whole.0 > 1 {
                let place = self.found.all[pair.first].place.start..self.found.all[second].place.end;
                let weight = self.found.all[second].weight.min(Weight::Soft);
                self.found.all.truncate(pair.first);
                return self.push(Sort::Always, vec![whole], weight, place);
            }
            if part.value() <= whole.value() && whole.0 > 0 {
                let share = part.times(Amount(whole.1, whole.0));
                self.found.all[second].share = Some(share);
            }
        }
        self.found.pairs.push(pair);
    }

    /// A number, a month, a part of a year or of a whole, in words.
    fn word(&mut self) {
        let begin = self.at;
        let known = &self.wording.number;
        let token = &self.tokens[begin];
        let place = token.at..token.end();
        if let Some((number, end)) = self.spelt(begin) {
            let last = &self.tokens[end - 1];
            let place = place.start..last.end();
            let ordinal_or_part =
                (end == begin + 1).then(|| known.fraction(&token.folded, self.language)).flatten();
            self.at = end;
            if self.number_of_time(number, place.clone()) {
                return;
            }
            let weight = if number < 2 { Weight::Faint } else { Weight::Soft };
            // `deux tiers`, `een derde`
            if let (Some(part), Some(before)) = (ordinal_or_part, self.count_before(begin)) {
                return self.part(part, before, vec![Amount::whole(number)], place);
            }
            self.push(Sort::Number, vec![Amount::whole(number)], weight, place);
            return self.after(begin);
        }
        let folded = token.folded.clone();
        let is_roman = token.text.chars().all(|letter| letter.is_uppercase() || letter.is_lowercase());
        self.at += 1;
        if let Some(part) = known.fraction(&folded, self.language) {
            let before = self.count_before(begin).unwrap_or(1);
            return self.part(part, before, Vec::new(), place);
        }
        if let Some(month) = known.month(&folded, self.language) {
            return self.push(Sort::Month, vec![Amount::whole(month)], Weight::Firm, place);
        }
        if let Some(months) = known.period(&folded, self.language) {
            let number = self.tokens.get(self.at).and_then(|next| next.text.parse::<u64>().ok());
            let number = number.filter(|number| (1..=12 / months).contains(number));
            let values: Vec<Amount> = number.map(Amount::whole).into_iter().collect();
            self.at += values.len();
            let weight = if values.is_empty() { Weight::Faint } else { Weight::Soft };
            return self.push(Sort::Period(months), values, weight, place);
        }
        if is_roman
            && let Some(number) = roman_of(self.tokens[begin].text)
            && !self.number_of_time(number, place.clone())
        {
            self.push(Sort::Number, vec![Amount::whole(number)], Weight::Faint, place);
        }
    }

    /// Adds a part of a whole, so many times, with the numbers that its word may else say.
    fn part(&mut self, part: Fraction, times: u64, mut values: Vec<Amount>, place: Range<usize>) {
        let share = Amount::fraction(part).times(Amount::whole(times));
        let begin = self.at - 1;
        values.insert(0, share);
        let mut start = place.start;
        // What counts the parts is no quantity of its own.
        if let Some(last) = self.found.all.last()
            && last.place.end + 1 == place.start
            && last.values.contains(&Amount::whole(times))
        {
            start = last.place.start;
            self.found.all.pop();
        }
        self.push(Sort::Number, values, Weight::Soft, start..place.end);
        if let Some(last) = self.found.all.last_mut() {
            last.share = Some(share);
        }
        self.after(begin);
    }

    /// The small number that stands right before a token.
    fn count_before(&self, at: usize) -> Option<u64> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let number = match before.kind {
            Kind::Word => self.wording.number.spelt(&before.folded, self.language),
            Kind::Number => before.text.parse().ok(),
            _ => None,
        };
        number.filter(|number| (1..10).contains(number))
    }

    /// Adds the half of `un an et demi` to the quantity that was read last, which holds its unit so many times.
    fn and_a_half(&mut self, times: u64) {
        let word = self.tokens.get(self.at + 1).filter(|_| self.links(Link::And, self.at));
        let part = word.and_then(|word| self.wording.number.fraction(&word.folded, self.language));
        if let (Some(Fraction(1, 2)), Some(last)) = (part, self.found.all.last_mut()) {
            let half = Amount::new(times.into(), 2);
            last.values.iter_mut().for_each(|value| *value = value.plus(half));
            last.weight = last.weight.max(Weight::Soft);
            last.place.end = self.tokens[self.at + 1].end();
            self.at += 2;
        }
    }

    /// The number in words that begins at a token, and the token behind it.
    fn spelt(&self, begin: usize) -> Option<(u64, usize)> {
        let mut total: u64 = 0;
        let mut current: u64 = 0;
        let mut scale = u64::MAX;
        let mut end = begin;
        let mut at = begin;
        while let Some(token) = self.tokens.get(at) {
            let is_hyphen = token.text == "-" && at > begin && at == end && self.is_glued(at);
            if is_hyphen || at > begin && at == end && self.links(Link::And, at) {
                at += 1;
                continue;
            }
            let linked = at > end && at > begin;
            if token.kind != Kind::Word {
                break;
            }
            let Some(value) = self.wording.number.spelt(&token.folded, self.language) else { break };
            let joined = match value {
                1000.. if value.is_multiple_of(1000) && value < scale && at > begin => {
                    scale = value;
                    total += current.max(1) * value;
                    current = 0;
                    true
                }
                100 if (2..100).contains(&current) => {
                    current *= 100;
                    true
                }
                _ if at == begin => {
                    if value >= 1000 {
                        total = value;
                        scale = 1000;
                    } else {
                        current = value;
                    }
                    true
                }
                20 if current % 100 == 4 && self.language == Language::Fr => {
                    current += 76;
                    true
                }
                1..20 => {
                    let tens = current % 100;
                    let after_tens = tens >= 20
                        && tens.is_multiple_of(10)
                        && (value < 10 || [60, 80].contains(&tens) || value == 11 && linked);
                    let after_hundreds = tens == 0 && (current > 0 || total > 0);
                    // `soixante-dix` goes on, `vingt, dix` does not; `100 et 2` are two numbers.
                    let is_next = after_tens || after_hundreds && (!linked || self.is_sign(at - 1, &["-"]));
                    let is_ten = tens % 20 == 10
                        && [70, 90].contains(&tens)
                        && (7..10).contains(&value)
                        && self.language == Language::Fr;
                    if is_next || is_ten {
                        current += value;
                    }
                    is_next || is_ten
                }
                20..1000 => {
                    let is_next = current.is_multiple_of(1000) && total > 0
                        || value < 100 && current.is_multiple_of(100) && current > 0;
                    if is_next && (!linked || self.is_sign(at - 1, &["-"])) {
                        current += value;
                        true
                    } else {
                        false
                    }
                }
                _ => false,
            };
            // `dix-sept`
            let teens = !joined && current == 10 && (7..10).contains(&value) && self.language == Language::Fr;
            if teens {
                current += value;
            }
            if !joined && !teens {
                break;
            }
            at += 1;
            end = at;
        }
        (end > begin).then(|| (total + current, end))
    }
}

/// The whole numbers in a text.
fn numbers_of(text: &str) -> Vec<u64> {
    let parts = text.split(|character: char| !character.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// The number of Roman numerals, with or without the ending of an ordinal: `XIX`, `XIXe`.
fn roman_of(text: &str) -> Option<u64> {
    let numerals = text.trim_end_matches(|letter: char| letter.is_lowercase());
    roman(numerals).map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quantities of a text, as values, with their weights.
    fn read(text: &str, language: Language) -> Vec<(Sort, f64)> {
        let found = quantities(text, language, Wording::known());
        found
            .all
            .iter()
            .map(|one| (one.sort, one.values.first().map_or(0.0, |value| value.value())))
            .collect()
    }

    #[test]
    fn numbers_in_words_are_read_in_both_languages() {
        for (text, number) in [
            ("treize", 13.0),
            ("vingt et un", 21.0),
            ("vingt-trois", 23.0),
            ("septante-trois", 73.0),
            ("soixante-quinze", 75.0),
            ("soixante et onze", 71.0),
            ("dix-huit", 18.0),
            ("soixante-dix-sept", 77.0),
            ("quatre-vingts", 80.0),
            ("quatre-vingt-dix-neuf", 99.0),
            ("nonante-deux", 92.0),
            ("cent cinquante", 150.0),
            ("deux mille trois cents", 2300.0),
            ("1,5 million", 1_500_000.0),
            ("1 250", 1250.0),
            ("12,5", 12.5),
        ] {
            assert_eq!(read(text, Language::Fr), [(Sort::Number, number)], "{text}");
        }
        for (text, number) in [
            ("dertien", 13.0),
            ("drieëntwintig", 23.0),
            ("tweeëndertig", 32.0),
            ("honderdvijftig", 150.0),
            ("honderd vijftig", 150.0),
            ("tweehonderdvijfenzestig", 265.0),
            ("vijftienhonderd", 1500.0),
            ("tweeduizend driehonderd", 2300.0),
            ("1,5 miljard", 1_500_000_000.0),
            ("1.500.000", 1_500_000.0),
        ] {
            assert_eq!(read(text, Language::Nl), [(Sort::Number, number)], "{text}");
        }
    }
}
