//! The program from outside, as it is started from a terminal: what it says, where its output goes, how it ends.
//!
//! Not for what is read from a report: that is tested stage by stage, and on the fixtures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};
use tempfile::TempDir;

/// A folder of its own in which the program runs.
struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        // findings are told in the language of the system
        let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C").output().unwrap()
    }

    /// Runs what has to fail: nothing on standard output, exit code 2, and one line that says all of `said`.
    fn refused(&self, arguments: &[&str], said: &[&str]) {
        let before = self.names();
        let output = self.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(error.starts_with("bilan: ") && error.lines().count() == 1, "{arguments:?}: {error}");
        for part in said {
            assert!(error.contains(part), "{arguments:?}: `{part}` is not in: {error}");
        }
        assert_eq!(self.names(), before, "{arguments:?}");
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name).to_str().unwrap().to_owned()
}

/// A PDF of one page that says "Bonjour" and holds no table.
fn letter() -> Vec<u8> {
    let text = "BT /F 12 Tf 72 720 Td (Bonjour) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (start, size) = (pdf.len(), objects.len() + 1);
    pdf += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}");
    pdf += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    pdf.into_bytes()
}

/// The same page, which opens with the password `secret`.
fn locked_letter() -> Vec<u8> {
    let mut document = Document::load_mem(&letter()).unwrap();
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "secret",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_report_that_cannot_be_opened_is_refused() {
    let room = Room::new().with("empty.pdf", "").with("notes.pdf", "\0just notes").with("plain", "");
    fs::create_dir(room.path("folder")).unwrap();
    for (report, said) in [
        ("missing.pdf", "there is no such file"),
        ("folder", "folder"),
        ("plain/report.pdf", "where a folder should be"),
        ("empty.pdf", "empty"),
        ("notes.pdf", "neither a PDF"),
    ] {
        room.refused(&["extract", report, "-o", "out.json"], &[report, said]);
        room.refused(
            &["inspect", report, "--page", "1", "--stage", "read", "-o", "page.svg"],
            &[report, said],
        );
    }
}

#[test]
fn a_pdf_without_tables_is_refused() {
    let room = Room::new().with("letter.pdf", letter());
    room.refused(&["extract", "letter.pdf", "-o", "out.json"], &["letter.pdf: no table", "1 page"]);
}

#[test]
fn a_locked_report_asks_for_its_password() {
    let room = Room::new().with("locked.pdf", locked_letter());
    room.refused(&["extract", "locked.pdf"], &["locked.pdf", "--password"]);
    room.refused(&["extract", "locked.pdf", "--password", "guess"], &["locked.pdf", "does not open"]);
    room.refused(&["extract", "locked.pdf", "--password", "secret"], &["no table"]);
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let room = Room::new().with("letter.pdf", letter());
    for (options, said) in [
        (&["-o", "out.xyz"][..], "json, jsonl, csv, xlsx"),
        (&["-o", "out.json", "--pages", "5-"], "--pages: `5-`"),
        (&["-o", "out.json", "--pages", "2"], "page 2 is beyond"),
        (&["-o", "out.json", "--threads", "many"], "--threads: `many`"),
        (&["--format", "csv"], "-o"),
        (&["-o", "out.json", "--csv-dialect", "excel-be"], "--csv-dialect is for csv alone"),
        (&["--format", "json", "-o", "letter.pdf"], "the report itself"),
    ] {
        room.refused(&[&["extract", "letter.pdf"], options].concat(), &[said]);
    }
    room.refused(&["inspect", "letter.pdf", "--page", "0", "--stage", "words"], &["--page: `0`"]);
    room.refused(&["inspect", "letter.pdf", "--page", "2", "--stage", "words"], &["page 2 is beyond"]);
}

#[test]
fn what_is_mistyped_is_explained() {
    for arguments in
        [&["extract", "report.pdf", "--fromat", "csv"][..], &["extract"], &["extrakt", "report.pdf"]]
    {
        let output = Room::new().run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.starts_with("bilan: ") && error.contains("--help"), "{error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_begins_with_examples() {
    for arguments in [
        &["--help"][..],
        &["extract", "--help"],
        &["extract", "-h"],
        &["inspect", "--help"],
        &["check", "--help"],
        &["schema", "--help"],
    ] {
        let output = Room::new().run(arguments);
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        let (examples, usage) = (help.find("Examples:").unwrap(), help.find("Usage:").unwrap());
        assert!(examples < usage, "{help}");
    }
}

#[test]
fn short_help_fits_on_a_screen_and_long_help_has_every_option() {
    let room = Room::new();
    let help = |arguments: &[&str]| String::from_utf8(room.run(arguments).stdout).unwrap();
    for command in commands(&room) {
        let short = help(&[&command, "-h"]);
        assert!(short.lines().count() < 40, "{command}: {} lines\n{short}", short.lines().count());
    }
    assert!(help(&["-h"]).lines().count() < 40);
    let (short, long) = (help(&["extract", "-h"]), help(&["extract", "--help"]));
    for rare in ["--threads", "--contributor", "--confidence", "Exit codes:"] {
        assert!(!short.contains(rare) && long.contains(rare), "{rare}");
    }
    let headings = ["Options:", "Output:", "Spreadsheet:", "Scans:", "Speed:", "Messages:"];
    let places: Vec<_> = headings.iter().map(|heading| long.find(heading).unwrap()).collect();
    assert!(places.is_sorted(), "{long}");
}

#[test]
fn codes_are_explained_and_the_list_of_them_is_fresh() {
    let room = Room::new();
    let all = String::from_utf8(room.run(&["explain"]).stdout).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    assert_eq!(fs::read_to_string(kept).unwrap(), all, "run: bilan explain > docs/codes.md");
    let some = String::from_utf8(room.run(&["explain", "b201", "B501"]).stdout).unwrap();
    assert!(some.starts_with("## B201, warning\n\nText found no place"), "{some}");
    assert!(
        some.contains("\n\n## B501, warning\n\n")
            && some.lines().filter(|line| line.starts_with('#')).count() == 2
    );
    room.refused(&["explain", "B999"], &["`B999`", "bilan explain"]);
    let said = |lang: &str| String::from_utf8(room.run(&["explain", "B516", "--lang", lang]).stdout).unwrap();
    assert!(
        said("fr").contains("imprimé") && said("nl").contains("gedrukt") && said("en").contains("printed")
    );
}

#[test]
fn a_summary_of_a_pdf_and_of_its_document_are_the_same_and_plain_where_no_terminal_is() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    room.run(&["extract", &report, "-q", "-o", "lac.json"]);
    let said = |arguments: &[&str]| {
        let output = room.run(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        String::from_utf8(output.stdout).unwrap()
    };
    let summary = said(&["summary", &report]);
    assert_eq!(said(&["summary", "lac.json"]), summary);
    assert!(!summary.contains('\u{1b}'));
    let whole = summary.lines().find(|line| line.starts_with("The whole report")).unwrap();
    assert!(whole.ends_with(" 10"), "{whole}");
    assert!(said(&["summary", "lac.json", "--lang", "fr"]).contains("Objectifs"));
    room.refused(&["summary", "missing.pdf"], &["missing.pdf", "there is no such file"]);
}

#[test]
fn schemas_are_printed_and_the_kept_ones_are_fresh() {
    let room = Room::new();
    for (arguments, kept) in [
        (&["schema"][..], "report.schema.json"),
        (&["schema", "json"], "report.schema.json"),
        (&["schema", "jsonl"], "line.schema.json"),
        (&["schema", "table"], "tables.json"),
    ] {
        let printed = String::from_utf8(room.run(arguments).stdout).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{kept}"));
        let fresh = format!("run: bilan {} > docs/schema/{kept}", arguments.join(" "));
        assert_eq!(fs::read_to_string(path).unwrap(), printed, "{fresh}");
    }
    let output = room.run(&["schema", "csv"]);
    assert!(output.status.code() == Some(2) && output.stdout.is_empty());
}

#[test]
fn a_data_package_is_the_csv_with_a_description_and_its_options_stand_in_it() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let format = ["--format", "csv,datapackage,parquet"];
    let said = ["--contributor", "Une rédaction", "--contributor", "Een redactie", "--license", "CC0-1.0"];
    let output = room.run(&[&["extract", &report, "-o", "out"], &format[..], &said[..]].concat());
    assert_eq!(output.status.code(), Some(0));
    let folder = room.path("out/lac_small");
    let package = fs::read(Path::new(&folder).join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&package).unwrap();
    assert_eq!(package["contributors"][1]["title"], "Een redactie");
    assert_eq!(package["licenses"][0]["name"], "CC0-1.0");
    for resource in package["resources"].as_array().unwrap() {
        let path = Path::new(&folder).join(resource["path"].as_str().unwrap());
        assert_eq!(fs::metadata(&path).unwrap().len(), resource["bytes"].as_u64().unwrap());
        let parquet = fs::read(path.with_extension("parquet")).unwrap();
        assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    }
}

#[test]
fn what_no_data_package_can_be_made_of_is_refused() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    for (given, expected) in [
        (&["--format", "csv", "--license", "CC0-1.0"][..], "--license is for datapackage alone"),
        (&["--format", "json", "--contributor", "x"], "--contributor is for datapackage alone"),
        (&["--format", "datapackage", "--license", " "], "--license: expected a name"),
        (&["--format", "csv,datapackage", "--csv-dialect", "excel-be"], "files of the same names"),
    ] {
        let output = room.run(&[&["extract", &report, "-o", "out"], given].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(expected), "{given:?}: {said}");
    }
}

/// The program's commands, as its help lists them.
fn commands(room: &Room) -> Vec<String> {
    let help = String::from_utf8(room.run(&["--help"]).stdout).unwrap();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let list = list.lines().take_while(|line| line.starts_with("  "));
    list.map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn every_shell_completes_every_command() {
    let room = Room::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = room.run(&["completions", shell]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        for command in commands(&room) {
            assert!(text.contains(&command), "{shell}: {command}");
        }
        assert!(text.contains("skip-existing"), "{shell}");
    }
    assert_eq!(room.run(&["completions", "cmd"]).status.code(), Some(2));
}

#[test]
fn the_manual_page_has_a_section_for_every_command() {
    let room = Room::new();
    let page = String::from_utf8(room.run(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH bilan 1"));
    for command in commands(&room) {
        assert!(page.contains(&format!(".SH BILAN {}\n", command.to_uppercase())), "{command}");
    }
    for said in ["\\-\\-csv\\-dialect", "Exit codes:", "bilan extract report.pdf"] {
        assert!(page.contains(said), "{said}");
    }
    // the help is aligned for a screen: kept as it is, it would not fit between the margins of a page
    assert!(page.contains(".SH EXAMPLES") && !page.contains(".nf") && !page.contains("   "));
}

#[test]
fn output_that_cannot_be_written_is_refused() {
    let room = Room::new().with("plain", "");
    let report = fixture("lac_small.pdf");
    fs::create_dir(room.path("folder.json")).unwrap();
    for (options, said) in [
        (&["-o", "missing/out.json"][..], "missing: there is no such folder"),
        (&["-o", "plain/out.json"], "plain: a file is in the way"),
        (&["-o", "folder.json"], "folder.json: is a folder"),
        (&["-o", "plain", "--format", "csv"], "a file is in the way"),
    ] {
        room.refused(&[&["extract", &report], options].concat(), &[said]);
    }
}

#[test]
fn json_goes_to_standard_output_or_to_the_file_that_is_named() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let shown = room.run(&["extract", &report]);
    let written = room.run(&["extract", &report, "--output", "out.json"]);
    assert!(matches!(shown.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&shown.stderr));
    assert_eq!(written.status.code(), shown.status.code());
    assert!(written.stdout.is_empty());
    assert_eq!(room.names(), ["out.json"]);
    assert_eq!(fs::read(room.path("out.json")).unwrap(), shown.stdout);
    let document: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(document["source"]["file"], "lac_small.pdf");
    let said = String::from_utf8(shown.stderr).unwrap();
    let found = document["objectives"].as_array().unwrap().len();
    assert!(said.lines().next().unwrap().contains(&format!("lac_small.pdf: {found} objective")), "{said}");
}

#[test]
fn csv_goes_to_a_folder_named_after_the_report() {
    let room = Room::new();
    let output =
        room.run(&["extract", &fixture("lac_small.pdf"), "--format", "csv", "-o", "tables", "--quiet"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    for name in ["objectives.csv", "indicators.csv", "entities.csv", "diagnostics.csv"] {
        let mut table = csv::Reader::from_path(room.path("tables/lac_small").join(name)).unwrap();
        assert_eq!(table.headers().unwrap().get(0), Some("source_file"), "{name}");
        assert!(table.records().all(|row| row.is_ok()), "{name}");
    }
}

#[test]
fn a_workbook_goes_to_the_file_that_is_named() {
    let room = Room::new();
    let (report, url) = (fixture("lac_small.pdf"), "https://lac.example/report.pdf");
    let options = ["-o", "report.xlsx", "--lang", "nl", "--pdf-url", url, "--quiet"];
    let output = room.run(&[&["extract", &report], &options[..]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(room.path("report.xlsx")).unwrap();
    assert!(!book.hyperlinks_by_sheet_name("Doelstellingen").unwrap().is_empty());
}

#[test]
fn the_exit_code_says_whether_something_is_missing() {
    let output = Room::new().run(&["extract", &fixture("lac_small.pdf")]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let diagnostics = document["diagnostics"].as_array().unwrap();
    let missing = diagnostics.iter().any(|diagnostic| diagnostic["severity"] == "error");
    assert_eq!(output.status.code(), Some(i32::from(missing)));
}

/// A report as `extract` writes it, with the findings that it has.
fn checked_room() -> (Room, Vec<serde_json::Value>) {
    let room = Room::new();
    let output = room.run(&["extract", &fixture("lac_small.pdf"), "-q", "-o", "lac.json"]);
    assert_eq!(output.status.code(), Some(0));
    let document: serde_json::Value =
        serde_json::from_slice(&fs::read(room.path("lac.json")).unwrap()).unwrap();
    (room, document["diagnostics"].as_array().unwrap().clone())
}

#[test]
fn a_check_says_of_a_pdf_and_of_its_document_what_extract_found() {
    let (room, findings) = checked_room();
    assert!(findings.iter().any(|finding| finding["severity"] == "warning"));
    for report in [fixture("lac_small.pdf"), "lac.json".to_owned()] {
        let output = room.run(&["check", &report, "--message-format", "json"]);
        assert_eq!(output.status.code(), Some(1), "a warning fails");
        assert!(output.stdout.is_empty());
        let said: Vec<serde_json::Value> = String::from_utf8(output.stderr)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(said.len(), findings.len());
        for (mut said, found) in said.into_iter().zip(&findings) {
            assert_eq!(said.as_object_mut().unwrap().remove("file").unwrap(), report.as_str());
            assert_eq!(&said, found);
        }
    }
    assert_eq!(room.names(), ["lac.json"], "no record is written");
}

#[test]
fn a_document_that_was_filtered_is_checked_as_far_as_it_goes_and_never_looks_clean() {
    let room = Room::new();
    room.run(&["extract", &fixture("lac_small.pdf"), "-q", "--pages", "5", "-o", "part.json"]);
    let document: serde_json::Value =
        serde_json::from_slice(&fs::read(room.path("part.json")).unwrap()).unwrap();
    let codes = |findings: &[serde_json::Value]| -> std::collections::BTreeSet<String> {
        findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    let mut expected = codes(document["diagnostics"].as_array().unwrap());
    assert!(document["indicators"].as_array().unwrap().is_empty() && expected.len() > 5);
    let output = room.run(&["check", "part.json", "--message-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    let found: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // what was found on the whole report stays, and what cannot be found again is named
    expected.insert("B531".to_owned());
    assert_eq!(codes(&found), expected);

    let mut empty = document;
    empty["objectives"] = serde_json::json!([]);
    fs::write(room.path("empty.json"), empty.to_string()).unwrap();
    let output = room.run(&["check", "empty.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("holds none of the 18 records"));
}

#[test]
fn what_fails_a_check_can_be_chosen() {
    let (room, findings) = checked_room();
    let of = |severity: &str| -> Vec<String> {
        let codes = findings.iter().filter(|finding| finding["severity"] == severity);
        let mut codes: Vec<String> =
            codes.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let (warnings, notes) = (of("warning").join(","), of("note"));
    for (options, code) in [
        (&[][..], 1),
        (&["--allow", &warnings], 0),
        (&["--allow", &warnings, "--strict"], 1),
        (&["--allow", &warnings, "--deny", &notes[0]], 1),
        (&["--allow", &warnings, "--deny", "B101"], 0),
        (&["--allow", &warnings, "--strict", "--allow", &notes.join(",").to_lowercase()], 0),
    ] {
        let output = room.run(&[&["check", "lac.json"], options].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{options:?}: {said}");
        assert_eq!(said.contains("warning B"), options.is_empty(), "{options:?}: {said}");
    }
    let quiet = room.run(&["check", "lac.json", "--quiet"]);
    assert!(quiet.status.code() == Some(1) && quiet.stderr.is_empty());
}

#[test]
fn a_gate_lets_the_output_through_and_fails() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    for (gate, code) in [
        (&["--deny", "B502"][..], 1),
        (&["--deny", "warning"], 1),
        (&["--deny", "b101"], 0),
        (&["--min-confidence", "1"], 1),
        (&["--min-confidence", "0"], 0),
    ] {
        let output = room.run(&[&["extract", &report, "-q", "-o", "lac.json"], gate].concat());
        assert_eq!(output.status.code(), Some(code), "{gate:?}");
        fs::remove_file(room.path("lac.json")).unwrap();
    }
}

#[test]
fn findings_are_told_in_the_language_that_is_asked_for() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let said = |options: &[&str]| {
        let output = room.run(&[&["check", &report, "--top", "3"], options].concat());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(said(&[]).lines().count(), 5, "the counts, three findings, and how many more");
    assert!(said(&["--lang", "fr"]).contains("le résultat est 73.71 ici"));
    assert!(said(&["--lang", "nl"]).contains("het resultaat is hier 73.71"));
    room.run(&["extract", &report, "-q", "--lang", "nl", "-o", "lac.json"]);
    let document = fs::read_to_string(room.path("lac.json")).unwrap();
    assert!(document.contains("het resultaat is hier 73.71"));
}

#[test]
fn a_check_of_what_is_no_report_or_makes_no_sense_is_refused() {
    let room = Room::new().with("other.json", "{\"rows\": []}").with("old.json", "");
    let mut document: serde_json::Value = {
        let output = room.run(&["extract", &fixture("lac_small.pdf"), "-q"]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    document["schema_version"] = "0.9".into();
    fs::write(room.path("old.json"), document.to_string()).unwrap();
    room.refused(&["check", "other.json"], &["other.json", "no report document", "bilan extract"]);
    room.refused(&["check", "old.json"], &["old.json", "version 0.9", "extract the report anew"]);
    room.refused(&["check", "missing.pdf"], &["missing.pdf", "there is no such file"]);
    room.refused(&["check", "old.json", "--allow", "B999"], &["--allow", "`B999`", "bilan explain"]);
    room.refused(&["check", "old.json", "--allow", "B501", "--deny", "b501"], &["B501", "leave one"]);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
    command
        .args(["extract", &fixture("lac_small.pdf"), "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The command of a README block that runs the program, and the output that README shows below it, if any.
fn shown_in_readme() -> Vec<(String, Option<String>)> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks = readme.split("```console\ncargo run -- ").skip(1).map(|block| {
        let (command, rest) = block.split_once("\n```\n\n").unwrap();
        let output = rest.strip_prefix("```text\n").or_else(|| rest.strip_prefix("```json\n"));
        (command.to_owned(), output.map(|output| output.split_once("\n```").unwrap().0.to_owned()))
    });
    blocks.collect()
}

/// In README `…` stands for lines that are left out. Every other line is really printed, in order.
#[test]
fn readme_shows_the_real_output_of_its_commands() {
    let blocks = shown_in_readme();
    assert!(blocks[0].0.starts_with("summary fixtures/") && blocks[0].1.is_some());
    assert!(blocks.iter().filter(|(_, shown)| shown.is_some()).count() > 1);
    for (command, shown) in blocks {
        let Some(shown) = shown else { continue };
        let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(command.split(' '))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let mut lines = printed.lines();
        for line in shown.lines().filter(|line| line.trim() != "…") {
            assert!(
                lines.any(|other| other == line),
                "README shows a line that {command} does not print: {line}"
            );
        }
    }
}

#[test]
fn every_run_gives_the_same_bytes_on_one_thread_or_many() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let bytes: Vec<_> =
        ["1", "2", "7"].map(|threads| room.run(&["extract", &report, "--threads", threads]).stdout).into();
    assert!(!bytes[0].is_empty());
    assert!(bytes.iter().all(|other| *other == bytes[0]));
}

#[test]
fn the_parts_of_the_confidence_are_listed_where_they_are_asked_for() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let records = |options: &[&str]| {
        let output = room.run(&[&["extract", &report], options].concat());
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        ["objectives", "indicators"].map(|kind| document[kind].as_array().unwrap().clone()).concat()
    };
    let (total, parts) = (records(&[]), records(&["--confidence", "parts"]));
    assert!(total.iter().all(|record| record.get("confidence_parts").is_none()));
    assert!(parts.iter().any(|record| record.get("confidence_parts").is_some()));
    for (total, record) in total.iter().zip(&parts) {
        let confidence = record["confidence"].as_f64().unwrap();
        let parts = record.get("confidence_parts").and_then(serde_json::Value::as_object);
        let parts = parts.into_iter().flatten().map(|(_, share)| share.as_f64().unwrap());
        assert!((parts.product::<f64>() - confidence).abs() < 0.001, "{}", record["id"]);
        assert_eq!(total["confidence"], record["confidence"]);
    }
}

#[test]
fn a_page_is_drawn_after_every_stage() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    let stages =
        String::from_utf8(room.run(&["inspect", &report, "--page", "1", "--stage", "?"]).stderr).unwrap();
    let (_, stages) = stages.split_once("possible values: ").unwrap();
    let stages: Vec<&str> = stages.split(']').next().unwrap().split(", ").collect();
    assert!(stages.len() > 10, "{stages:?}");
    for stage in stages {
        let name = format!("{stage}.svg");
        let arguments = ["inspect", &report, "--page", "1", "--stage", stage, "-o", &name];
        let output = room.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read_to_string(room.path(&name)).unwrap().contains("<svg"), "{name}");
    }
}

#[test]
fn a_reports_own_words_are_added_and_a_file_of_other_things_is_refused() {
    let room = Room::new()
        .with("lac.toml", "[heading.nothing]\nfr = [\"rien\"]\n")
        .with("role.toml", "\n[[column.grene]]\nfr = [\"atteint si\"]\n")
        .with("list.toml", "column = 3\n");
    let report = fixture("lac_small.pdf");
    let plain = room.run(&["extract", &report, "-q"]);
    let added = room.run(&["extract", &report, "-q", "--wording", "lac.toml"]);
    assert!(added.status.success() && added.stdout == plain.stdout);
    room.refused(
        &["extract", &report, "--wording", "role.toml"],
        &["--wording: role.toml: line 2", "`grene`", "green"],
    );
    room.refused(&["check", &report, "--wording", "list.toml"], &["--wording: list.toml: line 1"]);
    room.refused(&["summary", &report, "--wording", "none.toml"], &["none.toml", "there is no such file"]);
}

#[test]
fn every_kind_of_word_can_be_added_and_what_it_says_is_then_read() {
    // A report in other words, and the file that makes them known.
    let others = [
        ("14 NOVEMBRE 2022", "14 BRUMAIRE 2022"),
        ("14 NOVEMBER 2022", "14 NEVELMAAND 2022"),
        ("NIHIL", "Rien à signaler – Niets te melden"),
        ("| pa |", "| sans suite |"),
        ("| nvt |", "| zonder gevolg |"),
        ("minutes", "quarts"),
        ("minuten", "kwartieren"),
    ];
    let words = "
        [heading.nothing]
        fr = [\"rien à signaler\"]
        nl = [\"niets te melden\"]
        [placeholder]
        fr = [\"sans suite\"]
        nl = [\"zonder gevolg\"]
        [number.months]
        11 = { fr = [\"brumaire\"], nl = [\"nevelmaand\"] }
        [unit.words.\"15 min\"]
        fr = [\"quarts\"]
        nl = [\"kwartieren\"]";
    let printed = fs::read_to_string(fixture("lac_pipes.md")).unwrap();
    let mut other = printed.clone();
    for (usual, own) in others {
        assert!(other.contains(usual), "{usual}");
        other = other.replace(usual, own);
    }
    let room = Room::new().with("usual.md", printed).with("other.md", other).with("words.toml", words);
    let room = room.with("twice.toml", "[number.months]\n4 = { fr = [\"mars\"] }\n");
    let read = |arguments: &[&str]| -> serde_json::Value {
        let output = room.run(&[&["extract", "-q", "--confidence", "parts"], arguments].concat());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let usual = read(&["usual.md"]);
    let known = read(&["other.md", "--wording", "words.toml"]);
    let unknown = read(&["other.md"]);
    assert_eq!(known["report"]["date"], usual["report"]["date"]);
    assert_eq!(unknown["report"]["date"], serde_json::Value::Null);
    let nihil = |report: &serde_json::Value| report.to_string().matches("\"nihil\":true").count();
    assert_eq!((nihil(&usual), nihil(&known), nihil(&unknown)), (2, 2, 0));
    let texts = |report: &serde_json::Value| -> Vec<serde_json::Value> {
        let records =
            report["objectives"].as_array().unwrap().iter().chain(report["indicators"].as_array().unwrap());
        records.flat_map(|record| ["id", "deviation", "actions"].map(|key| record[key].clone())).collect()
    };
    assert_eq!(texts(&known), texts(&usual));
    assert_ne!(texts(&unknown), texts(&usual));
    let units = |report: &serde_json::Value, unit: &str| {
        report.to_string().matches(&format!("\"unit\":\"{unit}\"")).count()
    };
    assert_eq!(units(&known, "15 min"), units(&usual, "min"));
    assert!(units(&usual, "min") > 0 && units(&unknown, "15 min") == 0);
    room.refused(
        &["extract", "usual.md", "--wording", "twice.toml"],
        &["--wording: twice.toml: `mars` stands for 3 and for 4"],
    );
}

#[test]
fn the_headers_of_a_report_are_listed_as_a_file_of_words() {
    let room = Room::new();
    let output = room.run(&["wording", &fixture("lac_small.pdf"), "-q"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert!(printed.contains("operational_ref") && printed.contains("budget references"), "{printed}");
    let words = toml::from_str::<toml::Table>(&printed).unwrap();
    assert_eq!(words.is_empty(), !printed.contains("(not known)"), "{printed}");
    room.refused(&["wording", "missing.pdf"], &["missing.pdf", "there is no such file"]);
}

/// What is found on the fixtures was read against their pages, finding by finding; a new one is looked at before it joins the
/// list, which is what `bilan check` says.
#[test]
fn the_findings_on_the_fixtures_are_the_reviewed_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["lac_chromium", "lac_landscape", "lac_sideways", "lac_small"] {
        let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(["check", &format!("fixtures/{name}.pdf"), "--lang", "en"])
            .current_dir(root)
            .output()
            .unwrap();
        let found = String::from_utf8(output.stderr).unwrap();
        let reviewed = fs::read_to_string(root.join(format!("fixtures/{name}.findings.txt"))).unwrap();
        assert_eq!(
            found, reviewed,
            "{name}: put right what changed, or take it into the list once it is reviewed"
        );
    }
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let room = Room::new();
    let named = |options: &[&str]| {
        let report = fs::File::open(fixture("lac_small.pdf")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args([&["extract", "-", "--quiet"], options].concat())
            .stdin(report)
            .current_dir(&room.0)
            .output()
            .unwrap();
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        document["source"]["file"].as_str().unwrap().to_owned()
    };
    assert_eq!(named(&[]), "stdin.pdf");
    assert_eq!(named(&["--name", "reports/2021.pdf"]), "2021.pdf");
    let report = fixture("lac_small.pdf");
    room.refused(&["extract", &report, "--name", "2021.pdf"], &["--name", "standard input"]);
    room.refused(&["extract", &report, &report, "-o", "out", "--name", "2021.pdf"], &["--name"]);
}

#[test]
fn a_name_that_ends_as_a_format_is_a_file_of_that_format() {
    let room = Room::new();
    let report = fixture("lac_small.pdf");
    room.refused(&["extract", &report, "-o", "t.xlsx", "--format", "json"], &["t.xlsx", "json"]);
    room.refused(&["extract", &report, "-o", "t.csv"], &["folder", "--format csv -o tables"]);
    room.refused(&["extract", &report, "-o", "t.json", "--format", "json,csv"], &["t.json", "folder"]);
    room.refused(&["extract", &report, &report, "-o", "t.json"], &["t.json", "folder"]);
}

#[test]
fn a_document_of_another_version_is_named_as_one() {
    let room = Room::new().with("old.json", r#"{ "schema_version": "1.0", "entities": [] }"#);
    for command in ["check", "summary"] {
        room.refused(&[command, "old.json"], &["old.json", "version 1.0", "extract the report anew"]);
    }
}
