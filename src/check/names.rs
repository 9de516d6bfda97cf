//! Names that stand in one language alone, or in the other language's text.
//!
//! Most names are written differently in the two languages, and no list knows how. But a report shows which ones it
//! writes alike: those that stand, whenever they do, on both sides; and which ones belong to one language: those that
//! hardly ever stand on the other side.
//!
//! Not for the names of administrations: those are in `contents`.

use std::collections::{BTreeSet, HashMap};

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::{Bilingual, Language};

pub(super) const CHECK: Check = Check { codes: &[Code::B305, Code::B307], run };

/// Tolerances of this check.
struct Tolerances {
    /// A name is known after it stood in so many texts.
    seen: usize,
    /// It may be used otherwise in one text of so many; more often, and that is how it is used, too.
    seldom: usize,
    /// Shorter names are initials of many things.
    letters: usize,
}

const TOLERANCES: Tolerances = Tolerances { seen: 3, seldom: 4, letters: 3 };

/// In how many texts a name stands on both sides, and on each.
#[derive(Default)]
struct Times {
    both: usize,
    sides: Bilingual<usize>,
}

impl Times {
    /// Whether the name is written alike in both languages.
    fn is_common(&self) -> bool {
        let alone = self.sides.fr + self.sides.nl - 2 * self.both;
        self.both >= TOLERANCES.seen && alone * TOLERANCES.seldom <= self.both + alone
    }

    /// Whether the name belongs to the other language than this one.
    fn is_foreign_to(&self, language: Language) -> bool {
        let (here, there) = (*self.sides.side(language), *self.sides.side(language.other()));
        there - self.both >= TOLERANCES.seen && here * TOLERANCES.seldom <= there
    }
}

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let mut times: HashMap<String, Times> = HashMap::new();
    let mut uses = Vec::new();
    for printed in &overview.texts {
        let (Some(fr), Some(nl)) = (&printed.texts.fr, &printed.texts.nl) else { continue };
        let words = Bilingual::new(words(fr), words(nl));
        for name in names(fr).chain(names(nl)).collect::<BTreeSet<String>>() {
            let stands = words.as_ref().map(|words| words.contains(&name.to_lowercase()));
            let times = times.entry(name.clone()).or_default();
            times.both += usize::from(stands.fr && stands.nl);
            times.sides.fr += usize::from(stands.fr);
            times.sides.nl += usize::from(stands.nl);
            uses.push((printed, name, stands));
        }
    }
    for (printed, name, stands) in uses {
        for language in Language::BOTH.into_iter().filter(|&language| *stands.side(language)) {
            let (times, other) = (&times[&name], language.other());
            let code = if times.is_common() && !stands.side(other) {
                Code::B305
            } else if times.is_foreign_to(language) {
                Code::B307
            } else {
                continue;
            };
            let finding = Finding::new(code).of(printed.field).in_language(language);
            findings.about(printed.record, finding.with("name", name.as_str()));
        }
    }
}

/// The words of a text, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    split(text).map(|word| word.to_lowercase()).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of a text that are written as names: with a capital after the first letter.
fn names(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_name = |word: &&str| {
        word.chars().count() >= TOLERANCES.letters
            && word.chars().skip(1).any(char::is_uppercase)
            && word.chars().all(char::is_alphanumeric)
    };
    split(text).filter(is_name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report, said};
    use super::*;

    #[test]
    fn a_name_that_is_written_alike_elsewhere_is_missed_where_it_stands_once() {
        let found = |rest: &[(&str, &str)]| {
            let texts = [("BacNet est prêt", "BacNet is klaar"); 3];
            let records = texts.iter().chain(rest).map(|(fr, nl)| described("1.1", fr, nl));
            codes(&CHECK, &report(records, []))
        };
        assert_eq!(found(&[("BacNet est en retard", "de toepassing loopt achter")]), [Code::B305]);
        assert!(found(&[("la DGP", "de ADB"); 5]).is_empty());
        assert!(found(&[("BacNet", ""), ("BACNET", "bacnet")]).is_empty());
    }

    #[test]
    fn a_name_of_one_language_is_odd_in_a_text_of_the_other() {
        let found = |rest: (&str, &str)| {
            let records = [("la DGP", "de ADB"); 4].into_iter().chain([rest]);
            said(&CHECK, &report(records.map(|(fr, nl)| described("1.1", fr, nl)), []))
        };
        let expected = "description: DGP in Dutch, as elsewhere in French".to_owned();
        assert_eq!(found(("la DGP", "de DGP")), [(Code::B307, expected)]);
        assert!(found(("la DGP", "de ADB")).is_empty());
    }
}
