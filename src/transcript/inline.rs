//! Marks of Markdown and LaTeX inside a text are taken out of it: what is left is what the page prints.
//!
//! Not for tags and entities, which are `html`'s, nor for marks that make lines headings or rows, which are `blocks`'s.

/// The text without its marks. Raised digits become superscript characters, as in every text; raised letters are letters.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['*', '\\', '^', '_', '$', '`', '[', '~']) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        at += step(&characters, at, &mut out);
    }
    out
}

/// Puts out what begins at a place; gives how many characters it takes, at least one.
fn step(characters: &[char], at: usize, out: &mut String) -> usize {
    let next = characters.get(at + 1).copied();
    match characters[at] {
        '\\' => escape(characters, at, out),
        '*' | '_' | '~' if next == Some(characters[at]) => {
            // a row of them is what a form prints to be filled in
            let run = characters[at..].iter().take_while(|&&other| other == characters[at]).count();
            if run > 4 || characters[at] == '_' && run > 2 {
                out.extend(std::iter::repeat_n(characters[at], run));
            }
            run
        }
        '*' | '_' if emphasis(characters, at).is_some() => {
            let end = emphasis(characters, at).unwrap_or(at + 1);
            out.push_str(&plain(&characters[at + 1..end].iter().collect::<String>()));
            end + 1 - at
        }
        '^' | '_' if next == Some('{') => {
            let Some(length) = characters[at + 2..].iter().take(LONGEST_RAISED).position(|&c| c == '}')
            else {
                out.push(characters[at]);
                return 1;
            };
            let inner: String = characters[at + 2..at + 2 + length].iter().collect();
            let inner = plain(&inner);
            if characters[at] == '^' {
                out.push_str(&raised(&inner))
            } else {
                out.push_str(&inner)
            }
            length + 3
        }
        '^' if next.is_some_and(|next| next.is_ascii_digit()) => {
            let digits: String =
                characters[at + 1..].iter().take_while(|digit| digit.is_ascii_digit()).collect();
            out.push_str(&raised(&digits));
            1 + digits.len()
        }
        '$' => formula(characters, at, out),
        '`' => 1,
        '[' => link(characters, at, out),
        other => {
            out.push(other);
            1
        }
    }
}

/// The most characters of what is raised, and of a formula in a text.
const LONGEST_RAISED: usize = 40;
const LONGEST_FORMULA: usize = 200;

/// Commands of LaTeX that stand for a character.
const COMMANDS: [(&str, &str); 16] = [
    ("geq", "≥"),
    ("geqslant", "≥"),
    ("ge", "≥"),
    ("leq", "≤"),
    ("leqslant", "≤"),
    ("le", "≤"),
    ("pm", "±"),
    ("times", "×"),
    ("approx", "≈"),
    ("sim", "~"),
    ("cdot", "·"),
    ("ldots", "…"),
    ("dots", "…"),
    ("rightarrow", "→"),
    ("circ", "°"),
    ("textbar", "|"),
];

/// Commands of LaTeX that say how their argument is set.
const SETTING: [&str; 8] =
    ["text", "mathrm", "mathbf", "textbf", "textit", "textsuperscript", "underline", "mathit"];

fn escape(characters: &[char], at: usize, out: &mut String) -> usize {
    let Some(&next) = characters.get(at + 1) else {
        out.push('\\');
        return 1;
    };
    if matches!(next, '(' | ')' | '[' | ']') {
        // `\[` is the begin of a formula, or a bracket that is no link
        if matches!(next, '[' | ']') && !characters.windows(2).any(|pair| pair == ['\\', ']']) {
            out.push(next);
        }
        return 2;
    }
    if next.is_ascii_alphabetic() {
        let name: String =
            characters[at + 1..].iter().take_while(|letter| letter.is_ascii_alphabetic()).collect();
        if let Some((_, sign)) = COMMANDS.iter().find(|(command, _)| *command == name) {
            out.push_str(sign);
            // a blank ends the command
            let blank =
                usize::from(characters.get(at + 1 + name.len()) == Some(&' ') && out.len() > sign.len());
            return 1 + name.len() + blank;
        }
        let behind = at + 1 + name.len();
        if SETTING.contains(&name.as_str())
            && characters.get(behind) == Some(&'{')
            && let Some(length) =
                characters[behind + 1..].iter().take(LONGEST_FORMULA).position(|&c| c == '}')
        {
            let inner: String = characters[behind + 1..behind + 1 + length].iter().collect();
            let inner = plain(&inner);
            if name == "textsuperscript" {
                out.push_str(&raised(&inner))
            } else {
                out.push_str(&inner)
            }
            return name.len() + length + 3;
        }
        out.push('\\');
        return 1;
    }
    if next.is_ascii_punctuation() {
        out.push(next);
        return 2;
    }
    out.push('\\');
    1
}

/// Where emphasis by one mark ends that begins at a place; `None` where the mark is the text's own, as behind a figure.
fn emphasis(characters: &[char], at: usize) -> Option<usize> {
    let mark = characters[at];
    let before = at.checked_sub(1).map(|before| characters[before]);
    let is_word = |character: Option<&char>| character.is_some_and(|character| character.is_alphanumeric());
    if before.is_some_and(|before| before.is_alphanumeric() || before == mark)
        || characters.get(at + 1).is_none_or(|next| next.is_whitespace() || *next == mark)
    {
        return None;
    }
    let end = at + 1 + characters[at + 1..].iter().take(LONGEST_FORMULA).position(|&other| other == mark)?;
    let closes = !characters[end - 1].is_whitespace() && !is_word(characters.get(end + 1));
    closes.then_some(end)
}

/// A formula between dollars, where it is one: it has a command, or a mark of what is raised, or is a number.
fn formula(characters: &[char], at: usize, out: &mut String) -> usize {
    let double = characters.get(at + 1) == Some(&'$');
    let from = at + 1 + usize::from(double);
    let Some(length) =
        characters[from.min(characters.len())..].iter().take(LONGEST_FORMULA).position(|&c| c == '$')
    else {
        out.push('$');
        return 1;
    };
    let inner: String = characters[from..from + length].iter().collect();
    let is_formula = inner.contains(['\\', '^', '_'])
        || !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '%' | '<' | '>' | '='));
    if !is_formula {
        out.push('$');
        return 1;
    }
    out.push_str(plain(&inner).trim());
    let behind = from + length + 1;
    behind + usize::from(double && characters.get(behind) == Some(&'$')) - at
}

/// The text of a link; any other bracket is the text's own.
fn link(characters: &[char], at: usize, out: &mut String) -> usize {
    let close = characters[at..].iter().take(LONGEST_FORMULA).position(|&c| c == ']');
    if let Some(close) = close.map(|length| at + length)
        && characters.get(close + 1) == Some(&'(')
        && let Some(length) = characters[close + 2..].iter().take(2 * LONGEST_FORMULA).position(|&c| c == ')')
    {
        // an image is markup: what a model says of it is not printed
        if out.ends_with('!') {
            out.pop();
        } else {
            out.push_str(&plain(&characters[at + 1..close].iter().collect::<String>()));
        }
        return close + 3 + length - at;
    }
    out.push('[');
    1
}

/// Raised digits as superscript characters; what has letters stays as it is.
pub(super) fn raised(text: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |character: char| character.to_digit(10).map(|digit| DIGITS[digit as usize]);
    let all: Option<String> = text.chars().map(digit).collect();
    all.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_the_text() {
        for (written, printed) in [
            ("**Office des Bacs**", "Office des Bacs"),
            ("*Verendienst*, _nu_", "Verendienst, nu"),
            ("PARTIE 1^{re}", "PARTIE 1re"),
            ("84^{1}", "84¹"),
            ("84^1", "84¹"),
            ("CO_{2}", "CO2"),
            (r"a \| b \* c", "a | b * c"),
            (r"\(\geq 90\)", "≥ 90"),
            (r"$\leq 70\%$", "≤ 70%"),
            ("$1^{er}$ mars", "1er mars"),
            (r"\(\text{m}^{2}\)", "m²"),
            ("[lac.example](https://lac.example)", "lac.example"),
            ("![a drawing of a lake](page_3.png)", ""),
        ] {
            assert_eq!(plain(written), printed, "{written}");
        }
    }

    #[test]
    fn what_looks_like_a_mark_and_is_none_stays() {
        for text in [
            "84*",
            "5 * 3 * 2",
            "lac_du_nord",
            "[1] bac",
            "100 $",
            "10 $ ou 20 $",
            "______",
            "* bac",
            "C:\\lac",
        ] {
            assert_eq!(plain(text), text);
        }
    }
}
