//! Lists with more items in one language.
//!
//! Not for what the items say.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::words::paragraphs::is_item;

pub(super) const CHECK: Check = Check { codes: &[Code::B306], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        let (Some(fr), Some(nl)) = (&printed.texts.fr, &printed.texts.nl) else { continue };
        let items = |text: &str| text.lines().filter(|line| is_item(line)).count();
        let (fr, nl) = (items(fr), items(nl));
        // A list that one side writes as running text is no shorter.
        if fr != nl && fr > 0 && nl > 0 {
            let finding = Finding::new(Code::B306).of(printed.field).with("fr", fr).with("nl", nl);
            findings.about(printed.record, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report};
    use super::*;

    #[test]
    fn lists_have_as_many_items_in_both_languages() {
        let found = |fr, nl| codes(&CHECK, &report([described("1.1", fr, nl)], []));
        assert_eq!(found("- un\n- deux\n- trois", "- een\n- twee"), [Code::B306]);
        assert!(found("Deux :\n- un\n- deux", "* een\n* twee").is_empty());
        assert!(found("- un\n- deux", "een en twee").is_empty());
    }
}
