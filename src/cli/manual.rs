//! The manual page and the shells' completions, both made from what can be typed, so that they cannot say anything else.
//!
//! Not for the texts themselves: those are the help of `typed`.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::typed::Typed;

/// How many blanks stand before a term in the help; before the lines that go on with its meaning stand more.
const TERM: usize = 2;

/// What makes a shell complete commands and options.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Typed::command(), "bilan", &mut bytes);
    bytes
}

/// The manual page in roff: the program, and a section for each of its commands.
///
/// # Errors
/// None that a caller could mend: it is written to memory.
pub(super) fn page() -> io::Result<Vec<u8>> {
    let mut command = Typed::command().disable_help_subcommand(true);
    command.build();
    let program = Man::new(command.clone());
    let mut page = Vec::new();
    program.render_title(&mut page)?;
    program.render_name_section(&mut page)?;
    program.render_synopsis_section(&mut page)?;
    program.render_options_section(&mut page)?;
    page.extend(laid_out("EXAMPLES", &examples(&command)));
    for command in command.get_subcommands() {
        let man = Man::new(command.clone());
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_synopsis_section(&mut section)?;
        section.extend(laid_out("EXAMPLES", &examples(command)));
        man.render_options_section(&mut section)?;
        if let Some(notes) = command.get_after_long_help() {
            section.extend(laid_out("NOTES", &notes.to_string()));
        }
        page.extend(format!(".SH BILAN {}\n", command.get_name().to_uppercase()).into_bytes());
        // sections of the command are subsections of the page
        page.extend(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").into_bytes());
    }
    program.render_version_section(&mut page)?;
    Ok(page)
}

/// The examples without the word over them, which is the section's.
fn examples(command: &Command) -> String {
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    examples.strip_prefix("Examples:\n").map(str::to_owned).unwrap_or(examples)
}

/// A section of paragraphs, and of lists of a term, two blanks, and what it means. The help aligns them for a screen;
/// a page is narrower by its margins, so they are laid out anew.
fn laid_out(title: &str, text: &str) -> Vec<u8> {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    let mut begins = true;
    for line in text.lines() {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        if indent == 0 && begins {
            roff.control("PP", []);
        }
        begins = words.is_empty();
        if indent == TERM {
            let (term, meaning) = words.split_once("  ").unwrap_or((words, ""));
            roff.control("TP", []);
            roff.text([bold(term)]);
            say(&mut roff, meaning);
        } else {
            say(&mut roff, words);
        }
    }
    roff.render().into_bytes()
}

/// A line of text; an empty one would part paragraphs.
fn say(roff: &mut Roff, line: &str) {
    if !line.is_empty() {
        roff.text([roman(line.trim_start())]);
    }
}
