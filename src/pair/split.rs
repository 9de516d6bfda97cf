//! Where in a cell that holds both languages the French ends and the Dutch begins.
//!
//! The split is at a line's start. Each line leans to a language; the best split has French leaning lines before it and
//! Dutch leaning ones after it, at a place where the author ended a paragraph. Not for cells of one language each.

use std::collections::{BTreeMap, HashMap};

use super::Sides;
use crate::language::{Bilingual, Identifier, Language, is_listed, words_of};
use crate::wording::{Placeholder, letters, placeholder};
use crate::words::lexicon::Lexicon;
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
}

const WEIGHTS: Weights = Weights {
    line: 3.0,
    placeholder: 4.0,
    paragraph: 0.75,
    within: -1.25,
    within_capital: -0.6,
    twice: 2.5,
    capital: 2.5,
    again: 1.5,
    balance: 0.75,
    both: 0.75,
    french: 0.2,
    dutch: -1.0,
    name: 0.5,
    bilingual: 1.5,
};

/// Splits lines into the French ones and the Dutch ones below them.
pub(super) fn languages<'a>(lines: &[Fitted<'a>], identifier: &Identifier, lexicon: &Lexicon) -> Sides<'a> {
    let at = halves(lines).or_else(|| like_halves(lines)).unwrap_or_else(|| {
        let before = Before::of(lines, &leans(lines, identifier));
        let twice = twice(lines);
        let score = |at: usize| score(lines, &before, at, &twice, lexicon);
        (0..=lines.len()).max_by(|&a, &b| score(a).total_cmp(&score(b))).unwrap_or(lines.len())
    });
    Bilingual::new(lines[..at].to_vec(), lines[at..].to_vec())
}

/// Whether lines clearly hold both languages.
pub(super) fn is_bilingual(lines: &[Fitted<'_>], identifier: &Identifier) -> bool {
    if halves(lines).is_some() {
        return true;
    }
    let Before { lean, .. } = Before::of(lines, &leans(lines, identifier));
    let whole = lean[lines.len()];
    let best = (1..lines.len()).map(|at| lean[at] * 2.0 - whole).fold(0.0, f32::max);
    best > whole.abs() + WEIGHTS.bilingual
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
    /// How the lines lean together.
    lean: Vec<f32>,
    /// How many characters they have.
    length: Vec<f32>,
}

impl Before {
    fn of(lines: &[Fitted<'_>], leans: &[f32]) -> Self {
        let (mut lean, mut length) = (vec![0.0], vec![0.0]);
        let (mut leaning, mut characters) = (0.0, 0);
        for (fitted, own) in lines.iter().zip(leans) {
            leaning += own;
            characters += fitted.line.text.chars().count();
            lean.push(leaning);
            length.push(characters as f32);
        }
        Self { lean, length }
    }
}

/// How each line leans. A name that stands in the cell twice is likely to stand in both languages, and tells nothing.
fn leans(lines: &[Fitted<'_>], identifier: &Identifier) -> Vec<f32> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for word in lines.iter().flat_map(|fitted| words_of(&fitted.line.text)) {
        *seen.entry(word).or_default() += 1;
    }
    let told = |word: &str| seen.get(word).copied() == Some(1) || is_listed(word);
    let line = |fitted: &Fitted<'_>| match placeholder(&fitted.line.text) {
        Some(Placeholder::Word(Language::Fr)) => WEIGHTS.placeholder,
        Some(Placeholder::Word(Language::Nl)) => -WEIGHTS.placeholder,
        _ => {
            let capitals = capitals_of(&fitted.line.text);
            let words = words_of(&fitted.line.text).zip(capitals).filter(|(word, _)| told(word));
            let lean =
                |(word, name): (String, bool)| identifier.word(&word) * if name { WEIGHTS.name } else { 1.0 };
            words.map(lean).sum::<f32>().clamp(-WEIGHTS.line, WEIGHTS.line)
        }
    };
    lines.iter().map(line).collect()
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
    before: &Before,
    at: usize,
    twice: &[(usize, usize)],
    lexicon: &Lexicon,
) -> f32 {
    let (french, dutch) = lines.split_at(at);
    let mut score = 2.0 * before.lean[at] - before.lean[lines.len()];
    let (Some(above), Some(below)) = (french.last(), dutch.first()) else {
        // A text that is neither is put down as French.
        return score + if dutch.is_empty() { WEIGHTS.french } else { WEIGHTS.dutch };
    };
    score += WEIGHTS.both;
    score += if is_meant(*above, *below, lexicon) {
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
    if begins_low(&below.line.text) && !begins_low(&french[0].line.text) {
        score -= WEIGHTS.capital;
    }
    let first = |line: &Fitted<'_>| line.line.text.split(' ').next().map(str::to_owned);
    if is_item(&below.line.text)
        && first(below) == first(&french[0])
        && first(below) != dutch.get(1).and_then(first)
    {
        score += WEIGHTS.again;
    }
    let (a, all) = (before.length[at], before.length[lines.len()]);
    score + WEIGHTS.balance * (1.0 - (2.0 * a - all).abs() / all.max(1.0))
}

/// Whether a text begins as no sentence does: with a small letter or a sign that closes something.
fn begins_low(text: &str) -> bool {
    let low = |first: char| first.is_lowercase() || matches!(first, ':' | ';' | ',' | ')' | '.');
    !is_item(text) && placeholder(text).is_none() && text.chars().next().is_some_and(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Line;

    /// How many of some full lines are taken for French.
    fn french(texts: &[&str]) -> usize {
        let lines: Vec<Line> = texts
            .iter()
            .map(|text| Line { text: (*text).to_owned(), size: 10.0, ..Line::default() })
            .collect();
        let fitted: Vec<Fitted<'_>> =
            lines.iter().map(|line| Fitted { line, left: 0.0, right: 0.0 }).collect();
        languages(&fitted, &Identifier::default(), &Lexicon::default()).fr.len()
    }

    #[test]
    fn a_cell_is_split_where_the_language_changes() {
        assert_eq!(french(&["Le bac du nord", "est réparé", "De veerboot van het noorden"]), 2);
        assert_eq!(french(&["Le bac du nord"]), 1);
        assert_eq!(french(&["pa", "nvt"]), 1);
        assert_eq!(french(&[]), 0);
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
            let found = languages(&fitted, identifier, &Lexicon::default()).fr.len();
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
        assert_eq!(right(&report()), [(29, 12), (29, 11), (30, 11)], "{:?}", wrong(&CELLS, &report(), 14));
    }

    #[test]
    fn cells_of_few_words_are_split_by_the_lists_alone_where_they_tell() {
        assert_eq!(right(&Identifier::default()), [(27, 11), (29, 11), (30, 9)]);
    }
}
