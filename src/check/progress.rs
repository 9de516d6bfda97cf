//! How far a text says that something has come, against thresholds, result and status.
//!
//! A sentence speaks of the record where it is the whole text, or where it names the objective itself; other sentences speak
//! of one project among many, and say nothing of the status. Not for percentages of what was done: those are in
//! `percentages`.

use super::quantities::{Sort, quantities};
use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::language::Language;
use crate::record::{Record, Status};
use crate::source::Field;
use crate::wording::{Folded, ProgressWords, Wording};

pub(super) const CHECK: Check = Check { codes: &[Code::B526, Code::B527, Code::B528, Code::B529], run };

/// Words of a sentence before the figure of a threshold that name the threshold: `le seuil vert est fixé à 80 %`.
const BEFORE_THRESHOLD: usize = 5;

/// What a clause says of the objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    NotStarted,
    NotFinished,
    Finished { fully: bool },
    NotReached,
    Reached { fully: bool },
    Above,
    Below,
    NoDeviation,
}

impl Claim {
    fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::NotFinished => "not_finished",
            Self::Finished { .. } => "finished",
            Self::NotReached => "not_reached",
            Self::Reached { .. } => "reached",
            Self::Above => "above",
            Self::Below => "below",
            Self::NoDeviation => "no_deviation",
        }
    }

    /// Whether the status of a record says otherwise.
    fn contradicts(self, record: &Record) -> bool {
        use Status::{NotRealised, PartiallyRealised, Realised};
        let is_full = record.result.value == Some(100.0);
        let is_turned = record.red.value.zip(record.green.value).is_some_and(|(red, green)| red > green);
        match (self, record.status) {
            (Self::NotStarted, Realised | PartiallyRealised) => record.result.value != Some(0.0),
            (Self::NotFinished, Realised) => is_full,
            (Self::NotReached, Realised) => true,
            (Self::Finished { .. } | Self::Reached { .. } | Self::NoDeviation, NotRealised) => true,
            (Self::Finished { fully } | Self::Reached { fully }, PartiallyRealised) => fully,
            (Self::Above, NotRealised | PartiallyRealised) | (Self::Below, Realised) => !is_turned,
            _ => false,
        }
    }
}

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for record in overview.records() {
        claims_against(record, overview.wording, findings);
        thresholds_named(record, overview.wording, findings);
        shortfall_explained(record, &overview.wording.progress, findings);
        work_overdue(record, overview.wording, findings);
    }
}

/// The accounts of a record, side by side.
fn accounts(record: &Record) -> impl Iterator<Item = (Field, Language, &str)> {
    let fields = [Field::Description, Field::Deviation, Field::Actions].into_iter();
    let sides = fields.flat_map(|field| Language::BOTH.map(|language| (field, language)));
    sides.filter_map(|(field, language)| {
        Some((field, language, record.texts(field)?.side(language).as_deref()?))
    })
}

fn claims_against(record: &Record, wording: &Wording, findings: &mut Findings) {
    let told = accounts(record).filter(|(field, ..)| *field != Field::Actions);
    for (field, language, text) in told {
        let claims = claims(text, field, language, &wording.progress);
        // A text that says several things is no witness for one of them.
        if claims.is_empty() || !claims.iter().all(|(claim, _)| claim.contradicts(record)) {
            continue;
        }
        let (claim, clause) = claims[0];
        let finding = Finding::new(Code::B526).of(field).in_language(language).with("claim", claim.name());
        let finding = finding.with("status", record.status.name()).with("text", excerpt(clause));
        findings.about(record, finding);
        return;
    }
}

/// What the clauses of a text say of its objective.
fn claims<'t>(
    text: &'t str,
    field: Field,
    language: Language,
    words: &ProgressWords,
) -> Vec<(Claim, &'t str)> {
    if field == Field::Deviation
        && words.no_deviation.side(language).iter().any(|known| known.is(&Folded::new(text)))
    {
        return vec![(Claim::NoDeviation, text)];
    }
    let sentences: Vec<&str> = sentences(text).collect();
    let single = sentences.len() == 1;
    let clauses = sentences.iter().flat_map(|sentence| sentence.split([',', ';', ':', '(', ')']));
    let found = clauses.filter_map(|clause| {
        let folded = Folded::new(clause);
        let speaks = single || words.whole.are_in(&folded, language);
        speaks.then(|| claim(&folded, language, words)).flatten().map(|claim| (claim, clause.trim()))
    });
    found.collect()
}

fn claim(clause: &Folded, language: Language, words: &ProgressWords) -> Option<Claim> {
    let has = |list: &crate::wording::Words| list.are_in(clause, language);
    let (denied, fully) = (has(&words.not), has(&words.fully));
    if has(&words.under_way) {
        return Some(Claim::NotFinished);
    }
    if denied && has(&words.begun) {
        return Some(Claim::NotStarted);
    }
    if has(&words.partly) {
        return None;
    }
    let aims = has(&words.target);
    let claim = if aims && has(&words.above) {
        if denied { Claim::NotReached } else { Claim::Above }
    } else if aims && has(&words.below) {
        if denied { Claim::Above } else { Claim::Below }
    } else if aims && has(&words.reached) {
        if denied { Claim::NotReached } else { Claim::Reached { fully } }
    } else if has(&words.finished) {
        if denied { Claim::NotFinished } else { Claim::Finished { fully } }
    } else {
        return None;
    };
    Some(claim)
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().flat_map(|line| line.split(". ")).flat_map(|part| part.split(['!', '?']));
    lines.map(|sentence| sentence.trim().trim_end_matches('.')).filter(|sentence| !sentence.is_empty())
}

/// Thresholds that a text names with other figures than those that are printed.
fn thresholds_named(record: &Record, wording: &Wording, findings: &mut Findings) {
    for (field, language, text) in accounts(record) {
        // A threshold is named in figures.
        let has_digit = |sentence: &&str| sentence.bytes().any(|byte| byte.is_ascii_digit());
        for sentence in sentences(text).filter(has_digit) {
            for one in quantities(sentence, language, wording).all {
                if one.sort != Sort::Number || one.unit.as_deref().is_some_and(|unit| unit != "%") {
                    continue;
                }
                let before: Vec<&str> = sentence[..one.place.start].split_whitespace().collect();
                let before = Folded::new(&before[before.len().saturating_sub(BEFORE_THRESHOLD)..].join(" "));
                if !wording.status.threshold.are_in(&before, language) {
                    continue;
                }
                let sides = [
                    ("green", &wording.status.green, &record.green),
                    ("red", &wording.status.red, &record.red),
                ];
                let mut named = sides.into_iter().filter(|(_, words, _)| words.are_in(&before, language));
                let (Some((side, _, figure)), None) = (named.next(), named.next()) else { continue };
                let said = one.values.first().map_or(0.0, |value| value.value());
                if let Some(printed) = figure.value.filter(|&printed| printed != said) {
                    let finding =
                        Finding::new(Code::B527).of(field).in_language(language).with("threshold", side);
                    findings.about(record, finding.with("said", said).with("printed", printed));
                    return;
                }
            }
        }
    }
}

/// A shortfall that the deviation explains, though the result is green.
fn shortfall_explained(record: &Record, words: &ProgressWords, findings: &mut Findings) {
    if record.status != Status::Realised {
        return;
    }
    for language in Language::BOTH {
        let Some(text) = record.deviation.side(language).as_deref() else { continue };
        let folded = Folded::new(text);
        if words.shortfall.are_in(&folded, language) && !words.despite.are_in(&folded, language) {
            let finding = Finding::new(Code::B528).of(Field::Deviation).in_language(language);
            findings.about(record, finding.with("text", excerpt(text)));
            return;
        }
    }
}

/// Work that was due in a year that is over, where no result is printed.
fn work_overdue(record: &Record, wording: &Wording, findings: &mut Findings) {
    let (Some(year), None) = (record.year, &record.result.raw) else { return };
    for (field, language, text) in accounts(record).filter(|(field, ..)| *field == Field::Actions) {
        for sentence in sentences(text) {
            if !wording.progress.due.are_in(&Folded::new(sentence), language) {
                continue;
            }
            let all = quantities(sentence, language, wording).all;
            let years = all.iter().filter(|one| one.sort == Sort::Year).filter_map(|one| one.values.first());
            let Some(due) = years.map(|value| value.value()).reduce(f64::max) else { continue };
            if due <= f64::from(year) {
                let finding =
                    Finding::new(Code::B529).of(field).in_language(language).with("due", format!("{due}"));
                findings.about(record, finding.with("text", excerpt(sentence)));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, measured, objective, report, texts};
    use super::*;

    fn found(status: Status, result: &str, fr: &str, nl: &str) -> Vec<Code> {
        let record = measured(described("1.1", fr, nl), "70", "90", result);
        codes(&CHECK, &report([Record { status, ..record }], []))
    }

    #[test]
    fn a_text_that_speaks_of_the_objective_says_what_its_status_says() {
        for (fr, nl) in [
            ("Le projet n'a pas encore démarré.", ""),
            ("", "Het project is nog niet van start gegaan."),
            ("Le seuil vert n'a pas été atteint.", ""),
            ("", "Het resultaat ligt onder de doelwaarde."),
        ] {
            assert_eq!(found(Status::Realised, "95", fr, nl), [Code::B526], "{fr}{nl}");
        }
        assert!(found(Status::NotRealised, "0", "Le projet n'a pas encore démarré.", "").is_empty());
        assert_eq!(found(Status::NotRealised, "10", "La mission est achevée.", ""), [Code::B526]);
        let several = "Le quai est ouvert. Un bac n'a pas encore démarré. Les autres roulent.";
        assert!(found(Status::Realised, "95", several, "").is_empty());
    }

    #[test]
    fn a_threshold_is_named_as_it_is_printed() {
        let text = |figure| format!("Le seuil vert de {figure} % est dépassé.");
        assert_eq!(found(Status::Realised, "95", &text(80), ""), [Code::B527]);
        assert!(found(Status::Realised, "95", &text(90), "").is_empty());
    }

    #[test]
    fn a_shortfall_is_explained_where_there_is_one() {
        let found = |status, reason: &str| {
            let record = Record { status, deviation: texts(reason, ""), ..objective("1.1") };
            codes(&CHECK, &report([record], []))
        };
        assert_eq!(found(Status::Realised, "Retard dû aux crues"), [Code::B528]);
        assert!(found(Status::Realised, "Malgré le retard dû aux crues").is_empty());
        assert!(found(Status::NotRealised, "Retard dû aux crues").is_empty());
        assert_eq!(found(Status::NotRealised, "Pas de déviation."), [Code::B526]);
    }

    #[test]
    fn work_that_was_due_in_a_year_that_is_over_has_a_result() {
        let found = |text: &str| {
            let mut record = objective("1.1");
            record.year = Some(2021);
            *record.texts_mut(Field::Actions).unwrap() = texts(text, "");
            codes(&CHECK, &report([record], []))
        };
        assert_eq!(found("À réaliser en 2020."), [Code::B529]);
        assert!(found("À réaliser en 2022.").is_empty());
    }
}
