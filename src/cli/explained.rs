//! What the codes of findings mean, as Markdown that reads well on a terminal, too.
//!
//! The words are those of the codes' own documentation. Not for the findings of one report.

use crate::diagnostic::Code;
use crate::language::Language;
use crate::write::{Lang, severity};

/// What stands over the list of all codes: English, French, Dutch.
const CODES: [&str; 3] = [
    "\
# Codes of findings

What `bilan extract` and `bilan check` say of a report has a code, which never changes its meaning: B1xx is about reading
the file, B2xx about its tables and headings, B3xx about languages, B4xx about values, B5xx about what contradicts itself,
and B6xx about what a format cannot hold. An error means that something is missing from the output, a warning that
something may be wrong in it or on the page, and a note that something is printed oddly.

",
    "\
# Codes des constats

Ce que `bilan extract` et `bilan check` disent d'un rapport a un code, qui ne change jamais de sens : B1xx concerne la lecture
du fichier, B2xx ses tableaux et ses titres, B3xx les langues, B4xx les valeurs, B5xx ce qui se contredit, et B6xx ce qu'un
format ne peut pas contenir. Une erreur veut dire que quelque chose manque dans le résultat, un avertissement que quelque
chose y est peut-être faux, ou sur la page, et une note que quelque chose est imprimé d'une façon inhabituelle.

",
    "\
# Codes van bevindingen

Wat `bilan extract` en `bilan check` over een verslag zeggen, heeft een code, die nooit van betekenis verandert: B1xx gaat over
het lezen van het bestand, B2xx over tabellen en titels, B3xx over talen, B4xx over waarden, B5xx over wat zichzelf tegenspreekt,
en B6xx over wat een formaat niet kan bevatten. Een fout betekent dat er iets ontbreekt in de uitvoer, een waarschuwing dat er
misschien iets fout in is, of op de pagina, en een opmerking dat iets ongewoon gedrukt is.

",
];

/// What some codes mean; all of them stand under a heading.
pub(super) fn explained(codes: &[Code], lang: Lang) -> String {
    let (heading, language) = match lang {
        Lang::Fr => (CODES[1], Some(Language::Fr)),
        Lang::Nl => (CODES[2], Some(Language::Nl)),
        Lang::En | Lang::Both => (CODES[0], None),
    };
    let heading = if codes.len() == Code::ALL.len() { heading } else { "" };
    let each = |code: &Code| {
        let meaning = language.map_or(code.meaning(), |language| code.meaning_in(language));
        let lines: Vec<&str> = meaning.lines().map(str::trim).collect();
        format!("## {code}, {}\n\n{}\n", severity(code.severity(), lang), lines.join("\n"))
    };
    heading.to_owned() + &codes.iter().map(each).collect::<Vec<_>>().join("\n")
}
