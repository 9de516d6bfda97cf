//! The rules of ARCHITECTURE.md that the compiler does not keep: which module may use which, where the PDF engine
//! ends, who prints, and that nothing but a test may panic for want of a value.
//!
//! The sources are read as text, without comments and tests. Not for style: that is what rustfmt and clippy are for.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages, in the order in which the data goes through them.
const STAGES: [&str; 13] = [
    "read",
    "scan",
    "words",
    "tables",
    "columns",
    "transcript",
    "outline",
    "join",
    "pair",
    "normalise",
    "judge",
    "check",
    "write",
];
/// Used by all, use none of the stages.
const GROUND: [&str; 6] = ["geometry", "source", "language", "misreading", "wording", "diagnostic"];
/// The first stage that may know what is published.
const FIRST_WITH_RECORDS: &str = "columns";
/// Runs over the stages, used by `cli` alone.
const RUNS: [&str; 3] = ["reading", "report", "inspect"];

/// A source file: its path under `src`, and its code.
struct Source {
    path: PathBuf,
    code: String,
}

impl Source {
    /// The top-level module that the file belongs to.
    fn module(&self) -> String {
        let first = self.path.iter().next().unwrap();
        Path::new(first).file_stem().unwrap().to_str().unwrap().to_owned()
    }

    /// How many `super::` lead from the file's items to the crate's root.
    fn depth(&self) -> usize {
        self.path.components().count() - usize::from(self.path.ends_with("mod.rs"))
    }

    /// The top-level modules that the file names.
    fn uses(&self) -> Vec<String> {
        let root = "super::".repeat(self.depth());
        let code = self.code.replace(&root, "crate::");
        let mut modules = Vec::new();
        for (at, _) in code.match_indices("crate::") {
            let own = !code[..at].ends_with(|c: char| c == '_' || c.is_alphanumeric());
            if own {
                modules.extend(heads(&code[at + "crate::".len()..]));
            }
        }
        modules
    }
}

/// The first names of the path, or of each path of the group, that `text` begins with.
fn heads(text: &str) -> Vec<String> {
    let name =
        |path: &str| path.trim().chars().take_while(|&c| c == '_' || c.is_alphanumeric()).collect::<String>();
    let Some(group) = text.strip_prefix('{') else {
        return vec![name(text)];
    };
    let (mut heads, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth == 0 => {
                heads.push(name(&group[start..at]));
                start = at + 1;
            }
            '}' if depth == 0 => {
                heads.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// All sources of the crate, without comments and without their tests.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let code = code(&fs::read_to_string(&path).unwrap());
                sources.push(Source { path: path.strip_prefix(&root).unwrap().to_owned(), code });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// The text without its comment lines, up to the tests, which stand at the end of a file.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let tests = lines.windows(2).position(|pair| {
        pair[0].trim() == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    });
    lines[..tests.unwrap_or(lines.len())].join("\n")
}

fn stage(module: &str) -> Option<usize> {
    STAGES.iter().position(|&stage| stage == module)
}

/// Whether `from` may use `to`.
fn may_use(from: &str, to: &str) -> bool {
    let ground = GROUND.contains(&to);
    if from == to || from == "cli" {
        true
    } else if GROUND.contains(&from) || from == "record" {
        ground
    } else if let Some(run) = RUNS.iter().position(|&run| run == from) {
        let before = RUNS[..run].contains(&to);
        ground || to == "record" || before || stage(to) < stage("write") && stage(to).is_some()
    } else if let Some(own) = stage(from) {
        let records = to == "record" && Some(own) >= stage(FIRST_WITH_RECORDS);
        ground || records || stage(to).is_some_and(|other| other < own)
    } else {
        from == "lib"
    }
}

#[test]
fn modules_use_only_what_stands_before_them() {
    for source in sources() {
        let module = source.module();
        for used in source.uses() {
            assert!(may_use(&module, &used), "src/{}: {module} may not use {used}", source.path.display());
        }
    }
}

#[test]
fn the_test_of_directions_sees_what_it_should() {
    assert!(may_use("words", "read") && !may_use("read", "words") && !may_use("tables", "record"));
    assert!(may_use("pair", "record") && !may_use("check", "write") && !may_use("write", "reading"));
    assert!(
        may_use("reading", "judge") && !may_use("reading", "report") && !may_use("geometry", "source_of_all")
    );
    let text =
        "use crate::{read::{Page, Glyph}, words::Line};\nlet x = super::cli::run();\nother_crate::y();";
    let source = Source { path: PathBuf::from("pair/mod.rs"), code: text.to_owned() };
    let mut uses = source.uses();
    uses.sort();
    assert_eq!(uses, ["cli", "read", "words"]);
}

#[test]
fn every_module_stands_in_the_picture() {
    for source in sources() {
        let module = source.module();
        let known = stage(&module).is_some()
            || GROUND.contains(&module.as_str())
            || RUNS.contains(&module.as_str())
            || ["record", "cli", "lib", "main"].contains(&module.as_str());
        assert!(known, "src/{}: ARCHITECTURE.md has no place for it", source.path.display());
    }
}

#[test]
fn tables_and_before_know_nothing_of_languages() {
    for source in sources()
        .iter()
        .filter(|source| stage(&source.module()).is_some_and(|own| Some(own) <= stage("tables")))
    {
        let uses = source.uses();
        let knows = ["language", "wording"].iter().any(|module| uses.iter().any(|used| used == module));
        assert!(!knows, "src/{}", source.path.display());
    }
}

/// Fails where `word` stands in the code of a file that is not among `allowed`.
fn only_in(allowed: impl Fn(&Path) -> bool, word: &str) {
    for source in sources().iter().filter(|source| !allowed(&source.path)) {
        assert!(!source.code.contains(word), "src/{}: `{word}` has no place here", source.path.display());
    }
}

#[test]
fn the_pdf_engine_stops_at_one_folder() {
    only_in(|path| path.starts_with("read/engine"), "hayro");
}

#[test]
fn the_parser_of_html_stops_at_one_file() {
    only_in(|path| path == Path::new("transcript/html.rs"), "html5gum");
}

#[test]
fn the_ocr_engine_is_started_in_one_file() {
    only_in(|path| path == Path::new("scan/tesseract.rs"), "Command::new(");
}

#[test]
fn the_clock_is_read_where_there_is_one() {
    let allowed = |path: &Path| path.starts_with("cli") || path == Path::new("read/engine/device.rs");
    only_in(allowed, "Instant::");
    only_in(allowed, "SystemTime");
}

#[test]
fn the_writer_of_workbooks_stops_at_one_file() {
    only_in(|path| path == Path::new("write/xlsx/book.rs"), "xlsxwriter");
}

#[test]
fn only_the_command_line_knows_of_command_lines_and_prints() {
    let cli = |path: &Path| path.starts_with("cli");
    for word in ["print!(", "println!(", "dbg!(", "stderr()", "clap", "anyhow"] {
        only_in(cli, word);
    }
    only_in(|path| cli(path) || path == Path::new("write/destination.rs"), "stdout()");
}

#[test]
fn nothing_but_a_test_panics_for_want_of_a_value() {
    for word in [".unwrap()", ".expect(", "todo!(", "unimplemented!("] {
        only_in(|_| false, word);
    }
}

/// The tests' own libraries switch on all of the regex library; the program has only what Cargo.toml names, in which a form
/// with a class of general categories is none.
#[test]
fn forms_need_no_class_of_characters_that_the_program_lacks() {
    only_in(|_| false, "\\p{");
}
