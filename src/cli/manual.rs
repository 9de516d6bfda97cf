//! The manual page and the shells' completions, both made from what can be typed, so that they cannot say anything else.
//!
//! Not for the texts themselves: those are the help of `typed`.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::typed::Typed;

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
    program.render_description_section(&mut page)?;
    for command in command.get_subcommands() {
        let man = Man::new(command.clone());
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_synopsis_section(&mut section)?;
        if let Some(examples) = command.get_before_help() {
            let examples = examples.to_string();
            let lines = examples.strip_prefix("Examples:\n").unwrap_or(&examples);
            section.extend(preformatted("EXAMPLES", lines).into_bytes());
        }
        man.render_options_section(&mut section)?;
        if let Some(notes) = command.get_after_help() {
            section.extend(preformatted("NOTES", &notes.to_string()).into_bytes());
        }
        page.extend(format!(".SH BILAN {}\n", command.get_name().to_uppercase()).into_bytes());
        // sections of the command are subsections of the page
        page.extend(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").into_bytes());
    }
    program.render_version_section(&mut page)?;
    Ok(page)
}

/// A section whose lines stay as they are.
fn preformatted(title: &str, text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    // a line must not begin with what roff takes for a request
    let lines = escaped.lines().map(|line| format!("\\&{line}\n")).collect::<String>();
    format!(".SH {title}\n.nf\n{lines}.fi\n")
}
