//! A text in the wrong language's place.
//!
//! Not for cells that hold both: those are split in `pair/`.

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding};
use crate::language::{Language, surely};

pub(super) const CHECK: Check = Check { codes: &[Code::B301], run };

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        for place in Language::BOTH {
            if printed.texts.side(place).as_deref().and_then(surely) == Some(place.other()) {
                findings.about(printed.record, Finding::new(Code::B301).of(printed.field).in_language(place));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report};
    use super::*;

    #[test]
    fn a_text_in_the_other_languages_place_is_named_and_a_short_one_is_not() {
        let french = "Le bac du nord est remis en service avec les agents";
        let found = |nl: &str| codes(&CHECK, &report([described("1.1", french, nl)], []));
        assert_eq!(found("Les ponts du sud sont à nouveau ouverts pour les bateliers"), [Code::B301]);
        assert!(found("De veerboot van het noorden vaart opnieuw voor de dienst").is_empty());
        assert!(found("Digital Dock pour 2021").is_empty());
    }
}
