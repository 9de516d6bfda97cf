//! Texts that end or begin in the middle of a sentence.
//!
//! Not for texts that a page break cuts: those are joined in `join/`.

use std::collections::BTreeMap;

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::language::{Bilingual, Language};
use crate::source::Field;

pub(super) const CHECK: Check = Check { codes: &[Code::B412, Code::B413], run };

/// Words that go before another one: no sentence ends in them. Those of Dutch that also stand at the end of a clause, as
/// `op` and `aan`, are left out.
const LEADING: Bilingual<&str> = Bilingual {
    fr: "le la les l' un une des du de d' et ou à au aux par dont ces sa ses leur leurs que qui qu' sur dans en pour avec",
    nl: "de het een en of van dat die deze ter ten te met voor bij tot",
};

/// In one field of so many, at most, a text that begins small is odd; more often, it is how the report writes them.
const RARELY: usize = 10;

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    // How many texts of a field begin small, and how many there are.
    let mut small: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
    for printed in &overview.texts {
        let (small, all) = small.entry(printed.field).or_default();
        for text in [&printed.texts.fr, &printed.texts.nl].into_iter().flatten() {
            *small += usize::from(begins_small(text));
            *all += 1;
        }
    }
    let rarely = |field| small.get(&field).is_some_and(|(small, all)| small * RARELY <= *all);
    for printed in &overview.texts {
        for language in Language::BOTH {
            let Some(text) = printed.texts.side(language) else { continue };
            let finding = |code| Finding::new(code).of(printed.field).in_language(language);
            if let Some(end) = cut_end(text, language) {
                findings.about(printed.record, finding(Code::B412).with("end", end));
            }
            if begins_small(text) && rarely(printed.field) {
                findings.about(printed.record, finding(Code::B413).with("beginning", excerpt(text)));
            }
        }
    }
}

/// Whether a text of several words begins with a small letter, and not with a name such as `office.region`.
fn begins_small(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    first.starts_with(char::is_lowercase)
        && first.chars().all(|character| character.is_alphabetic() || matches!(character, '\'' | '’' | ','))
        && !first.chars().skip(1).any(char::is_uppercase)
        && words.next().is_some()
}

/// The end of a text that shows that something should follow: a word that leads to another one, a comma, a parenthesis
/// that stays open.
fn cut_end(text: &str, language: Language) -> Option<String> {
    let last = text.split_whitespace().next_back()?;
    let several = text.split_whitespace().nth(1).is_some();
    let word = last.replace('’', "'");
    let leads = LEADING.side(language).split(' ').any(|leading| leading == word);
    if several && (leads || last.ends_with(',')) {
        return Some(last.to_owned());
    }
    // A parenthesis that a sentence forgets to close is a slip of the pen, where another sentence follows.
    let sentence = text.rsplit('\n').next()?.rsplit(". ").next()?;
    let is_open = sentence.matches('(').count() > sentence.matches(')').count();
    let open = sentence.rfind('(').filter(|_| is_open)?;
    Some(excerpt(&sentence[open..]))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report};
    use super::*;

    #[test]
    fn a_text_that_leads_on_to_something_was_cut() {
        let found = |fr, nl| codes(&CHECK, &report([described("1.1", fr, nl)], []));
        assert_eq!(found("Le bac du nord et", ""), [Code::B412]);
        assert_eq!(found("", "Het veer van het"), [Code::B412]);
        assert_eq!(found("Les bacs, les ponts,", ""), [Code::B412]);
        assert_eq!(found("Le bac (celui du", ""), [Code::B412]);
        assert!(found("Le bac du nord", "Het veer gaat aan").is_empty());
        assert!(found("Le bac (du nord) roule", "de").is_empty());
        assert!(found("a) le bac", "").is_empty());
        assert!(found("Le bac (du nord roule. Il est neuf", "").is_empty());
    }

    #[test]
    fn a_text_that_begins_small_where_the_others_do_not_lacks_its_beginning() {
        let found = |beginning: &str, times: usize| {
            let small = described("1.1", beginning, "");
            let others = (0..times).map(|_| described("1.2", "Le bac du nord", "Het veer van het noorden"));
            codes(&CHECK, &report(others.chain([small]), []))
        };
        assert_eq!(found("du nord est prêt", 10), [Code::B413]);
        assert!(found("du nord est prêt", 3).is_empty(), "so it is written here");
        assert!(found("office.lac est prêt", 10).is_empty());
        assert!(found("eGuichet est prêt", 10).is_empty());
    }
}
