//! Where in a cell that holds both languages the first one ends and the other begins.
//!
//! The split is at a line's start. Each line leans to a language; the best split has lines before it that lean to the
//! language that the table prints first, and lines after it that lean to the other, at a place where the author ended a
//! paragraph. Not for cells of one language each.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::Sides;
use crate::join::Vocabulary;
use crate::language::{Bilingual, Language, is_listed, surely, words_of};
use crate::wording::{Placeholder, Placeholders, letters};
use crate::words::paragraphs::{Fitted, is_item, is_meant};

/// Weights, on the scale of [`lean`].
struct Weights {
    /// A line's lean beyond this tells no more.
    line: f32,
    /// A placeholder says its language.
    placeholder: f32,
    /// The languages part where a paragraph ends, seldom where the line above is full.
    paragraph: f32,
    within: f32,
    /// The same where the line below begins with a capital, as few lines inside a paragraph do.
    within_capital: f32,
    /// A name or figure that stands in the cell twice stands once in each language: what a split costs that leaves all
    /// such on one side.
    twice: f32,
    /// A text does not begin with a small letter, where the text before it did not.
    capital: f32,
    /// A text does not end within a quotation or brackets that the text below it closes.
    open: f32,
    /// A list that begins again where the Dutch does.
    again: f32,
    /// A text and its translation are about as long.
    balance: f32,
    /// A cell of such a table holds both languages rather than one.
    both: f32,
    /// A cell in one language is rather French than Dutch.
    french: f32,
    dutch: f32,
    /// A capital inside a line marks a name, which may stand in either language: what is left of its lean.
    name: f32,
    /// How much two halves must lean over the whole before a cell counts as bilingual by itself.
    bilingual: f32,
    /// The same for each nat by which its lines lean: of many lines in one language, some lean to the other.
    stray: f32,
    /// Of a text of more lines than this, each line more speaks against a split that leaves one side next to nothing: a
    /// share of the whole below this one.
    long: usize,
    line_more: f32,
    least: f32,
    /// By less than one telling word, a cell of one language and one of both are hardly told apart.
    unsure: f32,
}

const WEIGHTS: Weights = Weights {
    line: 3.0,
    placeholder: 4.0,
    paragraph: 0.75,
    within: -1.25,
    within_capital: -0.6,
    twice: 2.5,
    capital: 2.5,
    open: 4.0,
    again: 1.5,
    balance: 0.75,
    both: 0.75,
    french: 0.2,
    dutch: -1.0,
    name: 0.5,
    bilingual: 1.5,
    stray: 0.05,
    long: 40,
    line_more: 0.1,
    least: 0.2,
    unsure: 1.0,
};

/// Lines in each language, as a cell was split.
pub(super) struct Split<'a> {
    /// The lines.
    pub(super) sides: Sides<'a>,
    /// Whether little tells that it holds both languages, or that it holds one.
    pub(super) is_unsure: bool,
}

/// Splits lines into those of the language that stands first and those of the other, below them.
pub(super) fn languages<'a>(lines: &[Fitted<'a>], first: Language, known: Vocabulary<'_>) -> Split<'a> {
    let mut is_unsure = false;
    let at = halves(lines).or_else(|| like_halves(lines)).unwrap_or_else(|| {
        let leans = leans(lines, first, known);
        held(lines, first, &leans, &known.wording.placeholder).unwrap_or_else(|| {
            let before = Before::of(lines, &leans);
            let twice = twice(lines);
            let score = |at: usize| score(lines, first, &before, at, &twice, known);
            let scores: Vec<f32> = (0..=lines.len()).map(score).collect();
            let one = scores[0].max(scores[lines.len()]);
            let both = scores[1..lines.len().max(1)].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            is_unsure = (one - both).abs() < WEIGHTS.unsure;
            (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(lines.len())
        })
    });
    let (upper, lower) = (lines[..at].to_vec(), lines[at..].to_vec());
    let sides = match first {
        Language::Fr => Bilingual::new(upper, lower),
        Language::Nl => Bilingual::new(lower, upper),
    };
    Split { sides, is_unsure }
}

/// Where to split lines that are a placeholder for one language and a text in the other, or in neither. A word that ends a
/// text in its own language is no placeholder.
fn held(lines: &[Fitted<'_>], first: Language, leans: &[f32], placeholders: &Placeholders) -> Option<usize> {
    let is_held = |at: usize, language: Language| {
        placeholders.find(&lines[at].line.text) == Some(Placeholder::Word(language))
    };
    // A text that is not surely in the other language, nor in both.
    let is_in = |leans: &[f32], sign: f32| {
        leans.iter().sum::<f32>() * sign > -WEIGHTS.line
            && leans.iter().all(|lean| lean.abs() < WEIGHTS.placeholder)
            && !are_both(leans)
    };
    let last = lines.len().checked_sub(1)?;
    if is_held(0, first) && is_in(&leans[1..], -1.0) {
        Some(1)
    } else if is_held(last, first.other()) && is_in(&leans[..last], 1.0) {
        Some(last)
    } else {
        None
    }
}

/// Whether lines clearly hold both languages, in the order of the table.
pub(super) fn is_bilingual(lines: &[Fitted<'_>], first: Language, known: Vocabulary<'_>) -> bool {
    if halves(lines).is_some() {
        return true;
    }
    are_both(&leans(lines, first, known))
}

/// Whether lines that lean so clearly hold both languages, in the order of the table.
fn are_both(leans: &[f32]) -> bool {
    let whole: f32 = leans.iter().sum();
    let all: f32 = leans.iter().map(|lean| lean.abs()).sum();
    let mut head = 0.0;
    let halves = leans.iter().map(|lean| {
        head += lean;
        2.0 * head - whole
    });
    halves.fold(0.0, f32::max) > whole.abs() + WEIGHTS.bilingual + WEIGHTS.stray * all
}

/// Whether two texts are surely in two languages, whatever the report knows.
pub(super) fn are_foreign(sides: &Sides<'_>) -> bool {
    let text = |lines: &[Fitted<'_>]| -> String {
        lines.iter().map(|fitted| fitted.line.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    surely(&text(&sides.fr)) == Some(Language::Fr) && surely(&text(&sides.nl)) == Some(Language::Nl)
}

/// Where a text that stands there twice is halved.
fn halves(lines: &[Fitted<'_>]) -> Option<usize> {
    let squashed = |lines: &[Fitted<'_>]| -> String {
        let characters = lines.iter().flat_map(|fitted| fitted.line.text.chars());
        characters.filter(|character| *character != ' ').collect()
    };
    let whole = squashed(lines);
    let (first, second) = whole.split_at_checked(whole.len() / 2)?;
    let mut length = 0;
    let at = 1 + lines.iter().position(|fitted| {
        length += fitted.line.text.bytes().filter(|byte| *byte != b' ').count();
        length >= first.len()
    })?;
    (first == second && length == first.len() && at < lines.len()).then_some(at)
}

/// How alike two lines are that are one name in both languages, of 1.
const ALIKE: f64 = 0.75;

/// Where a cell of two lines is halved that are nearly the same: a name that is spelt a little differently. Figures that
/// differ tell two things apart.
fn like_halves(lines: &[Fitted<'_>]) -> Option<usize> {
    let [first, second] = lines else { return None };
    let (a, b) = (letters(&first.line.text), letters(&second.line.text));
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_alike = strsim::normalized_levenshtein(&a, &b) >= ALIKE && figures(&a) == figures(&b);
    (is_alike && !is_item(&first.line.text)).then_some(1)
}

/// Sums over the lines before each place where lines can be split: before the first, and so on to after the last.
struct Before {
    /// How the lines lean together: above 0 to the first language.
    lean: Vec<f32>,
    /// How many characters they have.
    length: Vec<f32>,
    /// Whether they leave a quotation or brackets open; nowhere so in a text that closes none of them.
    open: Vec<bool>,
}

impl Before {
    fn of(lines: &[Fitted<'_>], leans: &[f32]) -> Self {
        let (mut lean, mut length, mut open) = (vec![0.0], vec![0.0], vec![false]);
        let (mut leaning, mut characters, mut depth) = (0.0, 0, Depth::default());
        for (fitted, own) in lines.iter().zip(leans) {
            leaning += own;
            characters += fitted.line.text.chars().count();
            depth.read(&fitted.line.text);
            lean.push(leaning);
            length.push(characters as f32);
            open.push(depth.is_open());
        }
        if depth.is_open() {
            open.fill(false);
        }
        Self { lean, length, open }
    }
}

/// The quotations and brackets that a text has begun and not ended.
#[derive(Default)]
struct Depth {
    brackets: u32,
    quotations: u32,
    /// Whether a quotation between straight signs is open.
    straight: bool,
}

impl Depth {
    fn read(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '(' | '[' => self.brackets += 1,
                // `a)` numbers an item.
                ')' | ']' => self.brackets = self.brackets.saturating_sub(1),
                '«' | '“' | '„' => self.quotations += 1,
                '»' | '”' => self.quotations = self.quotations.saturating_sub(1),
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.brackets > 0 || self.quotations > 0 || self.straight
    }
}

/// How each line leans: above 0 to the language that stands first. A name that stands in the cell twice is likely to stand
/// in both languages, and tells nothing.
fn leans(lines: &[Fitted<'_>], first: Language, known: Vocabulary<'_>) -> Vec<f32> {
    let mut seen: HashMap<Cow<'_, str>, u32> = HashMap::new();
    for word in lines.iter().flat_map(|fitted| words_of(&fitted.line.text)) {
        *seen.entry(word).or_default() += 1;
    }
    let told = |word: &str| seen.get(word).copied() == Some(1) || is_listed(word);
    let line = |fitted: &Fitted<'_>| match known.wording.placeholder.find(&fitted.line.text) {
        Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
        Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
        _ => {
            let capitals = capitals_of(&fitted.line.text);
            let words = words_of(&fitted.line.text).zip(capitals).filter(|(word, _)| told(word));
            let lean = |(word, name): (Cow<'_, str>, bool)| {
                known.languages.word(&word) * if name { WEIGHTS.name } else { 1.0 }
            };
            words.map(lean).sum::<f32>().clamp(-WEIGHTS.line, WEIGHTS.line)
        }
    };
    lines.iter().map(|fitted| first.sign() * line(fitted)).collect()
}

/// For each word of a line, whether it has a capital that no sentence's beginning explains.
fn capitals_of(text: &str) -> impl Iterator<Item = bool> + '_ {
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.enumerate().map(|(index, word)| index > 0 && word.starts_with(char::is_uppercase))
}

/// The lines of each word or figure that stands in a cell exactly twice: the first one's and the second one's. A frequent
/// word of one language is none of them.
fn twice(lines: &[Fitted<'_>]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, fitted) in lines.iter().enumerate() {
        let words = fitted.line.text.split(|character: char| !character.is_alphanumeric());
        for word in words.filter(|word| !word.is_empty()).map(str::to_lowercase) {
            places.entry(word).or_default().push(index);
        }
    }
    places.retain(|word, _| !is_listed(word));
    let pair = |lines: Vec<usize>| <[usize; 2]>::try_from(lines).ok().map(|[first, second]| (first, second));
    places.into_values().filter_map(pair).collect()
}

/// How good it is to split before line `at`.
fn score(
    lines: &[Fitted<'_>],
    first: Language,
    before: &Before,
    at: usize,
    twice: &[(usize, usize)],
    known: Vocabulary<'_>,
) -> f32 {
    let placeholders = &known.wording.placeholder;
    let (upper, lower) = lines.split_at(at);
    let mut score = 2.0 * before.lean[at] - before.lean[lines.len()];
    let (Some(above), Some(below)) = (upper.last(), lower.first()) else {
        // A text that is neither is put down as French.
        return score
            + match if lower.is_empty() { first } else { first.other() } {
                Language::Fr => WEIGHTS.french,
                Language::Nl => WEIGHTS.dutch,
            };
    };
    score += WEIGHTS.both;
    score += if is_meant(*above, *below, known.lexicon) {
        WEIGHTS.paragraph
    } else if below.line.text.starts_with(char::is_uppercase) {
        WEIGHTS.within_capital
    } else {
        WEIGHTS.within
    };
    if !twice.is_empty() {
        let parted = twice.iter().filter(|(first, second)| (first + 1..=*second).contains(&at)).count();
        score -= WEIGHTS.twice * (1.0 - parted as f32 / twice.len() as f32);
    }
    if begins_low(&below.line.text, placeholders) && !begins_low(&upper[0].line.text, placeholders) {
        score -= WEIGHTS.capital;
    }
    if before.open[at] {
        score -= WEIGHTS.open;
    }
    let leading = |fitted: &Fitted<'_>| fitted.line.text.split(' ').next().map(str::to_owned);
    if is_item(&below.line.text)
        && leading(below) == leading(&upper[0])
        && leading(below) != lower.get(1).and_then(leading)
    {
        score += WEIGHTS.again;
    }
    let (a, all) = (before.length[at], before.length[lines.len()]);
    let (less, smaller) = if 2.0 * a < all { (a, upper) } else { (all - a, lower) };
    if !smaller.iter().all(|fitted| placeholders.has(&fitted.line.text)) {
        let more = lines.len().saturating_sub(WEIGHTS.long) as f32;
        score -= WEIGHTS.line_more * more * (1.0 - less / (WEIGHTS.least * all.max(1.0))).max(0.0);
    }
    score + WEIGHTS.balance * (1.0 - (2.0 * a - all).abs() / all.max(1.0))
}

/// Whether a text begins as no sentence does: with a small letter or a sign that closes something.
fn begins_low(text: &str, placeholders: &Placeholders) -> bool {
    let low = |first: char| first.is_lowercase() || matches!(first, ':' | ';' | ',' | ')' | '.');
    !is_item(text) && !placeholders.has(text) && text.chars().next().is_some_and(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Identifier;
    use crate::words::Line;

    /// How many of some full lines are taken for French.
    fn french(texts: &[&str]) -> usize {
        let lines: Vec<Line> = texts
            .iter()
            .map(|text| Line { text: (*text).to_owned(), size: 10.0, ..Line::default() })
            .collect();
        let fitted: Vec<Fitted<'_>> =
            lines.iter().map(|line| Fitted { line, left: 0.0, right: 0.0 }).collect();
        languages(&fitted, Language::Fr, Vocabulary::of(&Identifier::default())).sides.fr.len()
    }

    #[test]
    fn a_cell_is_split_where_the_language_changes() {
        assert_eq!(french(&["Le bac du nord", "est réparé", "De veerboot van het noorden"]), 2);
        assert_eq!(french(&["Le bac du nord"]), 1);
        assert_eq!(french(&["pa", "nvt"]), 1);
        assert_eq!(french(&[]), 0);
    }

    #[test]
    fn a_quotation_or_brackets_are_not_split() {
        for [above, below] in [
            ["Le plan régional \"Open", "Data\""],
            ["Le plan régional « Open", "Het Meer »"],
            ["Le bac (voir le plan", "Van den Broeck)"],
        ] {
            assert_eq!(french(&[above, below]), 2, "{above}");
        }
        // What is never closed is a slip, and `a)` opens nothing.
        assert_eq!(french(&["Le bac du nord (prêt", "De veerboot van het noorden"]), 1);
        assert_eq!(french(&["a) Le bac du nord", "b) De veerboot van het noorden"]), 1);
    }

    #[test]
    fn a_split_that_little_tells_is_unsure() {
        let is_unsure = |texts: [&str; 2]| {
            let lines = texts.map(|text| Line { text: text.to_owned(), size: 10.0, ..Line::default() });
            let fitted: Vec<Fitted<'_>> =
                lines.iter().map(|line| Fitted { line, left: 0.0, right: 0.0 }).collect();
            languages(&fitted, Language::Fr, Vocabulary::of(&Identifier::default())).is_unsure
        };
        assert!(is_unsure(["Le plan régional", "Lacus"]));
        assert!(!is_unsure(["Le bac du nord est réparé", "De veerboot van het noorden"]));
        assert!(!is_unsure(["Le bac du nord est réparé", "et le bac du sud"]));
    }

    #[test]
    fn a_long_text_of_one_language_is_not_split_at_a_few_lines_that_lean_to_the_other() {
        let mut texts = vec!["Le bac du nord est réparé et la ligne est ouverte"; 200];
        texts.extend(["De veerboot van het noorden", "en de lijn van het meer"]);
        assert_eq!(french(&texts), 202);
        texts.truncate(200);
        texts.push("nvt");
        assert_eq!(french(&texts), 200);
    }

    #[test]
    fn a_placeholder_stands_for_all_of_its_language() {
        assert_eq!(french(&["FR", "de veerboot van het meer", "en de veerboot van de haven"]), 1);
        assert_eq!(french(&["Le bac du nord", "et le bac du sud", "NL"]), 2);
        assert_eq!(french(&["Lacus wordt boot", "NL"]), 1, "few words sound like anything");
        // The last word of a sentence is none.
        assert_eq!(french(&["Un groupe est formé avec le service", "De dienst vormt een groep", "NL"]), 1);
    }

    #[test]
    fn where_dutch_stands_first_it_ends_where_the_french_begins() {
        let texts = ["De veerboot van het noorden", "werd hersteld", "Le bac du nord est réparé"];
        let lines = texts.map(|text| Line { text: text.to_owned(), size: 10.0, ..Line::default() });
        let fitted: Vec<Fitted<'_>> =
            lines.iter().map(|line| Fitted { line, left: 0.0, right: 0.0 }).collect();
        let of = |lines: &[Fitted<'_>]| {
            let sides = languages(lines, Language::Nl, Vocabulary::of(&Identifier::default())).sides;
            (sides.fr.len(), sides.nl.len())
        };
        assert_eq!((of(&fitted), of(&fitted[..2]), of(&fitted[2..])), ((1, 2), (0, 2), (1, 0)));
    }

    #[test]
    fn a_text_that_stands_there_twice_is_halved_wherever_its_lines_break() {
        assert_eq!(french(&["Lacus 20", "25", "Lacus", "2025"]), 2);
        assert_eq!(french(&["Lac", "us Lacus"]), 2);
    }

    /// Cells of a narrow column, their paragraphs in French and in Dutch: few words, names, figures, English.
    const CELLS: [(&[&str], &[&str]); 30] = [
        (&["Personnel"], &["Personeel"]),
        (&["Formation"], &["Opleiding"]),
        (&["Parc automobile"], &["Wagenpark"]),
        (&["Audit annuel"], &["Jaarlijkse audit"]),
        (&["Contrôle interne"], &["Interne controle"]),
        (&["Achats durables"], &["Duurzame aankopen"]),
        (&["Catalogue ouvert"], &["Open catalogus"]),
        (&["Archivage"], &["Archivering"]),
        (&["Communication"], &["Communicatie"]),
        (&["Gouvernance"], &["Bestuur"]),
        (&["Plan Smart City 2025"], &["Plan Smart City 2025"]),
        (&["Smart City : suivi du programme"], &["Smart City : opvolging van het programma"]),
        (&["Open Data Day"], &["Open Data Day"]),
        (&["Campagne « Keep it clean »"], &["Campagne “Keep it clean”"]),
        (&["Rapport de M. Van den Broeck"], &["Verslag van de heer Van den Broeck"]),
        (&["Convention avec la Croix-Rouge"], &["Overeenkomst met het Rode Kruis"]),
        (&["Étude KPMG : 3 phases"], &["Studie KPMG : 3 fasen"]),
        (&["12 agents"], &["12 ambtenaren"]),
        (&["2 marchés sur 3"], &["2 opdrachten op 3"]),
        (&["85 % des dossiers"], &["85 % van de dossiers"]),
        (&["COVID-19"], &["COVID-19"]),
        (&["Report COVID-19"], &["Uitstel COVID-19"]),
        (&["Non", "Budget 2021 : 0 euro"], &["Neen", "Budget 2021 : 0 euro"]),
        (&["Projet Change the Game", "Phase 1"], &["Project Change the Game", "Fase 1"]),
        (&["– Site web", "– Intranet"], &["– Website", "– Intranet"]),
        (&["1. Analyse", "2. Plan"], &["1. Analyse", "2. Plan"]),
        (
            &["Formation de cent agents aux premiers secours"],
            &["Opleiding eerste hulp voor honderd ambtenaren"],
        ),
        (&["Renforcer la cybersécurité"], &["Cyberveiligheid versterken"]),
        (&["Plan Good Food", "Distribution gratuite"], &["Good Food-plan", "Gratis verdeling"]),
        (&["Délai de traitement moyen"], &["Gemiddelde behandelingstermijn dossiers"]),
    ];

    /// Cells in one language alone, some of whose words stand in them twice.
    const ALONE: [(&[&str], &[&str]); 14] = [
        (&["Le service a recruté dix agents. Le service a formé ses agents."], &[]),
        (&["Report du marché", "Relance du marché en mars"], &[]),
        (&["Phase 1 : étude", "Phase 2 : travaux"], &[]),
        (&["COVID-19 : report des travaux", "Reprise des travaux après COVID-19"], &[]),
        (&["Smart City : étude", "Smart City : marché"], &[]),
        (&["Personnel", "Bâtiments"], &[]),
        (&["12 agents formés sur 20", "3 agents recrutés"], &[]),
        (&[], &["De dienst wierf tien ambtenaren aan. De dienst leidde zijn ambtenaren op."]),
        (&[], &["Uitstel van de opdracht", "Nieuwe opdracht in maart"]),
        (&[], &["Fase 1 : studie van de werken", "Fase 2 : uitvoering van de werken"]),
        (&[], &["Wegens COVID-19 werden de werken uitgesteld", "De werken worden na COVID-19 hervat"]),
        (&[], &["Het project Smart City wordt bestudeerd", "Voor Smart City werd een opdracht gegund"]),
        (&[], &["12 van de 20 ambtenaren kregen een opleiding", "3 ambtenaren werden aangeworven"]),
        (&[], &["De vergunningen worden digitaal verleend"]),
    ];

    /// The lines of paragraphs in a column so many characters wide; a word that is wider stands alone.
    fn set(paragraphs: &[&str], width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in paragraphs {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            lines.push(line);
        }
        lines
    }

    /// The cells that are split elsewhere than between their languages, in a column of some width.
    fn wrong(cells: &[(&[&str], &[&str])], identifier: &Identifier, width: usize) -> Vec<String> {
        let split = |(fr, nl): &(&[&str], &[&str])| {
            let (fr, nl) = (set(fr, width), set(nl, width));
            let lines: Vec<Line> = fr
                .iter()
                .chain(&nl)
                .map(|text| Line {
                    text: text.clone(),
                    size: 10.0,
                    edges: (0..=text.chars().count()).map(|edge| edge as f32 * 5.0).collect(),
                    bbox: crate::geometry::Rect::new(0.0, 0.0, text.chars().count() as f32 * 5.0, 10.0),
                    ..Line::default()
                })
                .collect();
            let fitted: Vec<Fitted<'_>> =
                lines.iter().map(|line| Fitted { line, left: 0.0, right: width as f32 * 5.0 }).collect();
            let found = languages(&fitted, Language::Fr, Vocabulary::of(identifier)).sides.fr.len();
            (found != fr.len()).then(|| format!("{fr:?} {nl:?} {found}"))
        };
        cells.iter().filter_map(split).collect()
    }

    fn report() -> Identifier {
        let content = include_str!("../../fixtures/source/lac_2021.json");
        let mut identifier = Identifier::default();
        identifier.learn(content.lines());
        identifier
    }

    /// How many cells of each list are split right, in columns of three widths.
    fn right(identifier: &Identifier) -> [(usize, usize); 3] {
        [14, 24, 40].map(|width| {
            let right = |cells: &[(&[&str], &[&str])]| cells.len() - wrong(cells, identifier, width).len();
            (right(&CELLS), right(&ALONE))
        })
    }

    #[test]
    fn cells_of_few_words_are_split_with_what_the_report_knows() {
        assert_eq!(right(&report()), [(28, 13), (29, 12), (30, 12)], "{:?}", wrong(&CELLS, &report(), 14));
    }

    #[test]
    fn cells_of_few_words_are_split_by_the_lists_alone_where_they_tell() {
        assert_eq!(right(&Identifier::default()), [(27, 11), (29, 11), (30, 9)]);
    }
}
