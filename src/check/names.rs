//! Names that stand in one language alone.
//!
//! Most names are written differently in the two languages, and no list knows how. But a report shows which ones it
//! writes alike: those that stand, whenever they do, on both sides.

use std::collections::{BTreeSet, HashMap};

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::language::Language;

pub(super) const CHECK: Check = Check { codes: &[Code::B305], run };

/// Tolerances of this check.
struct Tolerances {
    /// A name is known after it stood so many times on both sides.
    seen: usize,
    /// It may stand on one side alone in one of so many places; more often, and it has another form, too.
    apart: usize,
    /// Shorter names are initials of many things.
    letters: usize,
}

const TOLERANCES: Tolerances = Tolerances { seen: 3, apart: 4, letters: 3 };

/// How often a name stands on both sides of a text, and on one.
#[derive(Default)]
struct Times {
    both: usize,
    one: usize,
}

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    let mut times: HashMap<String, Times> = HashMap::new();
    let mut odd = Vec::new();
    for printed in &overview.texts {
        let (Some(fr), Some(nl)) = (&printed.texts.fr, &printed.texts.nl) else { continue };
        let sides = [(Language::Fr, words(fr)), (Language::Nl, words(nl))];
        let names: BTreeSet<String> = names(fr).chain(names(nl)).collect();
        for name in names {
            let lower = name.to_lowercase();
            let on = |side: usize| sides[side].1.contains(&lower);
            let times = times.entry(name.clone()).or_default();
            if on(0) && on(1) {
                times.both += 1;
            } else {
                times.one += 1;
                odd.push((printed, name, sides[usize::from(!on(0))].0));
            }
        }
    }
    for (printed, name, language) in odd {
        let times = &times[&name];
        if times.both >= TOLERANCES.seen && times.one * TOLERANCES.apart <= times.both + times.one {
            let other = if language == Language::Fr { Language::Nl } else { Language::Fr };
            let message = format!("{}: {name} in {language} and not in {other}", printed.name);
            findings.about(printed.record, Code::B305, message);
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
    use super::super::fixtures::{codes, described, report};
    use super::*;

    #[test]
    fn a_name_that_is_written_alike_elsewhere_is_missed_where_it_stands_once() {
        let found = |rest: &[(&str, &str)]| {
            let texts = [("BacNet est prêt", "BacNet is klaar"); 3];
            let records = texts.iter().chain(rest).map(|(fr, nl)| described("1.1", fr, nl));
            codes(&CHECK, &report(records, []))
        };
        assert_eq!(found(&[("BacNet est en retard", "de toepassing loopt achter")]), [Code::B305]);
        assert!(found(&[("le SPRB", "de GOB"); 5]).is_empty());
        assert!(found(&[("BacNet", ""), ("BACNET", "bacnet")]).is_empty());
    }
}
