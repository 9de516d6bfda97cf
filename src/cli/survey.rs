//! `wording`: the headers of a report as they are understood, and the lines that make the unknown ones known.
//!
//! What it prints is a file of words itself: everything but these lines is a comment. Not for reading such a file.

use crate::columns::Surveyed;
use crate::diagnostic::excerpt;
use crate::language::lean;
use crate::wording::Role;

/// The survey of a report called `name`, as a file of words.
pub(super) fn surveyed(name: &str, headers: &[Surveyed]) -> String {
    let is_unknown = |header: &&Surveyed| header.role == Role::Extra;
    let rows: Vec<[String; 5]> =
        std::iter::once(["page", "role", "score", "below", "header"].map(str::to_owned))
            .chain(headers.iter().map(row))
            .collect();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let mut text =
        format!("# The headers of {}: role, score, and the cells below each.\n#\n", one_line(name));
    for [page, role, score, below, header] in &rows {
        let [a, b, c, d] = widths;
        text.push_str(&format!("# {page:>a$}  {role:b$}  {score:>c$}  {below:d$}  {header}\n"));
    }
    if !headers.iter().any(|header| is_unknown(&header)) {
        return text + "#\n# Every header is known.\n";
    }
    text.push_str(&format!(
        "#\n# To make a header known, keep its lines below in a file with the right role in place of ROLE, and name the\n\
         # file after --wording. Leave out the others. The roles are:\n# {}\n",
        Role::KNOWN.map(Role::name).join(" ")
    ));
    for Surveyed { header, .. } in headers.iter().filter(is_unknown) {
        let language = if lean(header) < 0.0 { "nl" } else { "fr" };
        text.push_str(&format!("\n[[column.ROLE]]\n{language} = [\"{}\"]\n", one_line(header)));
    }
    text
}

fn row(surveyed: &Surveyed) -> [String; 5] {
    let Surveyed { page, header, role, score, below, example } = surveyed;
    let role = if *role == Role::Extra { "(not known)" } else { role.name() };
    let example =
        example.as_ref().map_or(String::new(), |example| format!(" (“{}”)", excerpt(&one_line(example))));
    [page.to_string(), role.to_owned(), format!("{score:.1}"), format!("{below}{example}"), one_line(header)]
}

/// A text from the report without what would end a comment or a string.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '"' | '\\') { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Wording;

    #[test]
    fn what_is_printed_makes_the_unknown_header_known_once_it_has_a_role() {
        let header = |fr: &str, role| Surveyed {
            page: 3,
            header: fr.to_owned(),
            role,
            score: 1.0,
            below: "figures",
            example: Some("≥ 90".to_owned()),
        };
        let headers = [header("Seuil rouge", Role::Red), header("Atteint\n\"si\"", Role::Extra)];
        let printed = surveyed("lac.pdf", &headers);
        assert!(printed.contains("(not known)") && printed.contains("figures (“≥ 90”)"), "{printed}");
        assert_eq!(printed.matches("[[column").count(), 1, "{printed}");
        assert!(Wording::with(&printed).unwrap_err().to_string().contains("no column has the role `ROLE`"));
        let wording = Wording::with(&printed.replace("[[column.ROLE", "[[column.green")).unwrap();
        assert_eq!(wording.column[&Role::Green].len(), Wording::known().column[&Role::Green].len() + 1);
        assert!(surveyed("lac.pdf", &headers[..1]).contains("Every header is known"));
    }
}
