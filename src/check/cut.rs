//! Texts that end in the middle of a sentence.

use super::{Check, Findings, Overview};
use crate::diagnostic::Code;
use crate::language::{Bilingual, Language};

pub(super) const CHECK: Check = Check { codes: &[Code::B412], run };

/// Words that go before another one: no sentence ends in them. Those of Dutch that also stand at the end of a clause, as
/// `op` and `aan`, are left out.
const LEADING: Bilingual<&[&str]> = Bilingual {
    fr: &[
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d'",
        "et",
        "ou",
        "à",
        "au",
        "aux",
        "par",
        "dont",
        "ces",
        "sa",
        "ses",
        "leur",
        "leurs",
        "que",
        "qui",
        "qu'",
        "ainsi que",
        "sur",
        "dans",
        "en",
        "pour",
        "avec",
    ],
    nl: &[
        "de", "het", "een", "en", "of", "van", "dat", "die", "deze", "ter", "ten", "te", "met", "voor",
        "bij", "tot",
    ],
};

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        for language in [Language::Fr, Language::Nl] {
            let Some(text) = printed.texts.side(language) else { continue };
            if let Some(end) = cut_end(text, language) {
                let message = format!("the {} in {language} ends with “{end}”", printed.name);
                findings.about(printed.record, Code::B412, message);
            }
        }
    }
}

/// The end of a text that shows that something should follow: a word that leads to another one, a comma, a parenthesis
/// that stays open.
fn cut_end(text: &str, language: Language) -> Option<String> {
    let last = text.split_whitespace().next_back()?;
    let several = text.split_whitespace().nth(1).is_some();
    let word = last.replace('’', "'");
    let leads = LEADING.side(language).contains(&word.as_str());
    let opened = |text: &str| text.matches('(').count() > text.matches(')').count();
    let paragraph = text.rsplit('\n').next().unwrap_or_default();
    if several && (leads || last.ends_with(',')) {
        return Some(last.to_owned());
    }
    let open = paragraph.rfind('(').filter(|_| opened(text) && opened(paragraph))?;
    Some(crate::diagnostic::excerpt(&paragraph[open..]))
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
    }
}
