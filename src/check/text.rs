//! Slips of the pen that show without a dictionary: brackets and quotation marks that do not close, numbers of lists that
//! repeat, doubled words and signs, marks of a word processor.
//!
//! Not for texts that break off, which are in `cut`, nor for spelling.

use std::sync::LazyLock;

use regex::Regex;

use super::{Check, Findings, Overview};
use crate::diagnostic::{Code, Finding, excerpt};
use crate::language::{Bilingual, Language};

pub(super) const CHECK: Check = Check { codes: &[Code::B414, Code::B415, Code::B416, Code::B417], run };

/// Words that rightly stand twice: `nous nous sommes réunis`, `dat dat`.
const TWICE: Bilingual<&[&str]> = Bilingual {
    fr: &["nous", "vous", "en", "tout"],
    nl: &[
        "dat", "die", "het", "ze", "zij", "voor", "door", "er", "in", "aan", "op", "over", "uit", "om", "af",
        "na",
    ],
};

/// Signs that open, and those that close them.
const CLOSING: [(char, char); 4] = [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”')];

/// Marks of word processors: `[ut1]`, field codes, errors of cross references.
static LEFT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \[ [a-zA-Z]{1,4} [0-9]{1,3} \] | \{ \s* (?: PAGE | REF | TOC | MERGEFIELD ) \b [^}]* \} | \bMERGEFIELD\b
             | (?: Erreur | Fout | Error ) \s? ! \s (?: Source | Signet | Bladwijzer | Verwijzingsbron | Bookmark | Reference )",
    )
    .ok()
});

/// Signs of which each of these marks has one, but a field that stands bare.
const SIGNS_LEFT: [char; 3] = ['[', '{', '!'];

fn run(overview: &Overview<'_>, findings: &mut Findings) {
    for printed in &overview.texts {
        for language in Language::BOTH {
            let Some(text) = printed.texts.side(language).as_deref() else { continue };
            let finding = |code| Finding::new(code).of(printed.field).in_language(language);
            if let Some((sign, rest)) = open(text) {
                let finding = finding(Code::B414).with("sign", sign.to_string());
                findings.about(printed.record, finding.with("text", excerpt(rest)));
            }
            if let Some(number) = repeated_number(text) {
                findings.about(printed.record, finding(Code::B415).with("number", number));
            }
            if let Some(word) = doubled(text, language) {
                findings.about(printed.record, finding(Code::B416).with("word", word));
            }
            let may_be_left = text.contains(SIGNS_LEFT) || text.contains("MERGEFIELD");
            if let Some(mark) = LEFT.as_ref().filter(|_| may_be_left).and_then(|left| left.find(text)) {
                findings.about(printed.record, finding(Code::B417).with("mark", mark.as_str()));
            }
        }
    }
}

/// A sign that opens and does not close before the end of its paragraph, and the text from there. What is open in the last
/// sentence was cut, which is another finding.
fn open(text: &str) -> Option<(char, &str)> {
    text.lines().find_map(|line| {
        CLOSING.iter().find_map(|&(opens, closes)| {
            let mut depth: Vec<usize> = Vec::new();
            for (at, character) in line.char_indices() {
                if character == opens {
                    depth.push(at);
                } else if character == closes || opens == '“' && character == '"' {
                    depth.pop();
                }
            }
            let rest = line.get(*depth.first()?..)?;
            let is_cut = opens == '(' && !rest.contains(". ");
            (!is_cut).then_some((opens, rest))
        })
    })
}

/// A number that two items of one list have.
fn repeated_number(text: &str) -> Option<u64> {
    let mut last: Option<u64> = None;
    for line in text.lines() {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let is_item =
            digits > 0 && line[digits..].starts_with(['.', ')']) && line[digits + 1..].starts_with(' ');
        let number: Option<u64> = line[..digits].parse().ok().filter(|_| is_item);
        if number.is_some() && number == last {
            return number;
        }
        last = number.or(last);
    }
    None
}

/// A word that stands twice in one line, or a sign that does.
fn doubled(text: &str, language: Language) -> Option<String> {
    for line in text.lines() {
        let words: Vec<&str> = line.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        let is_word = |word: &str| word.chars().all(char::is_lowercase);
        let twice = words
            .windows(2)
            .find(|pair| pair[0] == pair[1] && is_word(pair[0]) && !TWICE.side(language).contains(&pair[0]));
        if let Some(pair) = twice {
            return Some(format!("{} {}", pair[0], pair[1]));
        }
        for sign in [",,", ";;", "::", ",.", ";.", ".;"] {
            if line.contains(sign) {
                return Some(sign.to_owned());
            }
        }
        // Three stops are an ellipsis.
        let stops = line
            .match_indices("..")
            .find(|&(at, _)| !line[at + 2..].starts_with('.') && !line[..at].ends_with('.'));
        if stops
            .is_some_and(|(at, _)| line[..at].ends_with(char::is_alphabetic) && !line[..at].ends_with("etc"))
        {
            return Some("..".to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{codes, described, report};
    use super::*;

    #[test]
    fn slips_of_the_pen_are_named() {
        let found = |fr: &str| codes(&CHECK, &report([described("1.1", fr, "")], []));
        for (text, code) in [
            ("Le quai (nord est ouvert. Il est neuf.", Code::B414),
            ("Le quai « nord est ouvert.", Code::B414),
            ("1. Le quai\n2. Le pont\n2. Le bac", Code::B415),
            ("Le quai est est ouvert", Code::B416),
            ("Le quai est ouvert..", Code::B416),
            ("Le quai [ut1] est ouvert", Code::B417),
        ] {
            assert_eq!(found(text), [code], "{text}");
        }
        for text in [
            "Nous nous sommes réunis : a) au quai ; b) au port…",
            "Le quai, le pont, etc...",
            "1. Le quai\n2. Le pont\nPuis :\n1. Le bac",
            "Le quai (nord) « est » [ouvert]",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
