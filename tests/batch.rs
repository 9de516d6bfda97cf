//! Many reports in one run, from outside: folders are searched, a bad file costs itself alone, a run that was killed is
//! taken up where it stopped, and what was made is put together as one data set.
//!
//! Not for what is read from a report, nor for a run of one: that is tested in `cli.rs`.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

const FIXTURES: [&str; 4] = ["lac_small.pdf", "lac_landscape.pdf", "lac_sideways.pdf", "lac_chromium.pdf"];

/// A folder of its own in which the program runs.
struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
        // findings are told in the language of the system
        command.env("LC_ALL", "C");
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    fn start(&self, arguments: &[impl AsRef<OsStr>]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs the program, which must end with this code, and gives what it said.
    fn run(&self, code: i32, arguments: &[impl AsRef<OsStr> + Debug]) -> Said {
        let output = self.command(arguments).output().unwrap();
        Said::new(code, &output, arguments)
    }

    /// Every file in a folder, by its path in it.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(one) = folders.pop() {
            for entry in fs::read_dir(one).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.path(folder)).unwrap().to_str().unwrap();
                    files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(name)).unwrap()).unwrap()
    }
}

/// What the program said on standard error, line by line.
struct Said(Vec<String>);

impl Said {
    fn new(code: i32, output: &Output, arguments: &[impl Debug]) -> Self {
        let text = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        Self(text.lines().map(str::to_owned).collect())
    }

    /// The only line, which must hold all of `parts`.
    fn refusal(&self, parts: &[&str]) {
        let [line] = self.0.as_slice() else { panic!("{:?}", self.0) };
        assert!(line.starts_with("bilan: ") && parts.iter().all(|part| line.contains(part)), "{line}");
    }

    fn last(&self) -> &str {
        self.0.last().unwrap()
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

/// A folder `in` of reports in folders, `good` that can be read and a `bad` one for each of them that cannot.
fn reports(good: usize, bad: usize) -> Room {
    let room = Room::new();
    for at in 0..good {
        let ending = if at % 2 == 0 { "pdf" } else { "PDF" };
        room.put(&format!("in/{}/good {at}.{ending}", at % 3), fixture(FIXTURES[at % FIXTURES.len()]));
    }
    for at in 0..bad {
        room.put(&format!("in/{}/bad {at}.pdf", at % 2), ["", "notes", "%PDF-1.7\n"][at % 3]);
    }
    room.put("in/read me.txt", "no report");
    room.put("in/.hidden.pdf", "");
    room.put("in/.hidden/report.pdf", "");
    room
}

#[test]
fn good_reports_come_out_of_a_batch_as_they_do_alone_and_bad_ones_are_named() {
    let room = reports(5, 3);
    let said = room.run(1, &["extract", "in", "-o", "out", "--format", "json,csv"]);
    let failures: Vec<&String> = said.0.iter().filter(|line| line.starts_with("bilan: ")).collect();
    assert_eq!(failures.len(), 3);
    for at in 0..3 {
        assert!(failures.iter().any(|line| line.contains(&format!("bad {at}.pdf: "))), "{failures:?}");
    }
    assert_eq!(said.last(), "8 reports: 5 written, 3 failed");
    assert_eq!(said.0.len(), 5 + 3 + 1, "a line each, and one for all: {:?}", said.0);
    let mut files = room.files("out");
    assert!(files.remove("batch.csv").is_some(), "a row each");
    assert_eq!(files.len(), 5 * 6, "{:?}", files.keys());
    for at in 0..5 {
        let name = format!("good {at}");
        let input = format!("in/{}/{name}.{}", at % 3, if at % 2 == 0 { "pdf" } else { "PDF" });
        room.run(0, &["extract", &input, "-o", "alone", "--format", "json,csv", "--quiet"]);
        room.run(0, &["extract", &input, "-o", "one.json", "--quiet"]);
        assert_eq!(fs::read(room.path("one.json")).unwrap(), files[&format!("{name}/report.json")]);
    }
    assert_eq!(room.files("alone"), files);
}

#[test]
fn exit_codes_tell_some_from_all() {
    let room = reports(1, 2);
    room.put("empty/read me.txt", "");
    let good = "in/0/good 0.pdf";
    room.run(0, &["extract", good, good, "-o", "out", "-q"]);
    room.run(1, &["extract", good, "in/0/bad 0.pdf", "-o", "out", "-q"]);
    room.run(1, &["extract", good, "missing.pdf", "-o", "out", "-q"]);
    room.run(1, &["extract", good, "empty", "-o", "out", "-q"]);
    room.run(1, &["extract", "in", "-o", "out", "--skip-existing"]);
    let said = room.run(2, &["extract", "in/0/bad 0.pdf", "in/1/bad 1.pdf", "-o", "none", "-q"]);
    assert_eq!(said.0.len(), 2, "{:?}", said.0);
    room.run(2, &["extract", "empty", "-o", "none"]).refusal(&["empty: no PDF file"]);
    assert!(!room.path("none").exists());
}

#[test]
fn a_report_from_which_something_is_missing_is_so_in_every_run() {
    let room = Room::new();
    // cut short, the file lacks what stood on its last pages
    let whole = fixture("lac_sideways.pdf");
    room.put("in/cut.pdf", &whole[..whole.len() * 19 / 20]);
    room.put("in/whole.pdf", whole);
    let first = room.run(1, &["extract", "in", "-o", "out"]);
    assert!(
        first.0.iter().any(|line| line.contains("cut.pdf"))
            && first.0.iter().any(|line| line.contains("error B")),
        "{:?}",
        first.0
    );
    assert_eq!(first.last(), "2 reports: 2 written, 0 failed; something is missing from 1");
    let second = room.run(1, &["extract", "in", "-o", "out", "--skip-existing"]);
    assert_eq!(second.last(), "2 reports: 0 written, 2 already there, 0 failed; something is missing from 1");
}

#[test]
fn names_do_not_hang_on_the_order_of_typing_nor_on_what_fails() {
    let room = Room::new();
    for (name, bytes) in [
        ("2021/report.pdf", fixture(FIXTURES[0])),
        ("2022/report.pdf", fixture(FIXTURES[1])),
        ("2022/other.pdf", fixture(FIXTURES[2])),
        ("2023/Report.pdf", b"no report".to_vec()),
    ] {
        room.put(name, bytes);
    }
    let typed = ["2021/report.pdf", "2022", "2023/Report.pdf"];
    for (order, out) in [([0, 1, 2], "a"), ([2, 1, 0], "b")] {
        let typed = order.map(|at| typed[at]);
        room.run(1, &[&["extract"], &typed[..], &["-o", out, "-q"]].concat());
    }
    let names = ["2021_report", "2022_report", "other"];
    let files =
        names.iter().flat_map(|name| ["manifest.json", "report.json"].map(|file| format!("{name}/{file}")));
    let mut expected: Vec<String> = files.chain(["batch.csv".to_owned()]).collect();
    expected.sort();
    assert_eq!(room.names("a"), expected);
    assert_eq!(room.files("a"), room.files("b"));
}

#[test]
fn what_is_there_is_left_alone_and_what_does_not_match_is_made_anew() {
    let room = reports(2, 0);
    let extract = |options: &[&str], last: &str| {
        let said = room.run(0, &[&["extract", "in", "-o", "out", "--skip-existing"], options].concat());
        assert_eq!(said.last(), last, "{options:?}");
    };
    let (all, none) = ("2 reports: 2 written, 0 failed", "2 reports: 0 written, 2 already there, 0 failed");
    let one = "2 reports: 1 written, 1 already there, 0 failed";
    extract(&["--format", "csv"], all);
    let files = room.files("out");
    extract(&["--format", "csv"], none);
    for other in [&["--provenance", "cells"][..], &["--pages", "5-7"], &["--csv-dialect", "excel-be"]] {
        extract(&[&["--format", "csv"], other].concat(), all);
        extract(&["--format", "csv"], all);
    }
    extract(&["--format", "csv", "--threads", "1"], none);

    for change in ["good 0/objectives.csv", "good 0/manifest.json"] {
        let mut bytes = files[change].clone();
        bytes[3] ^= 1;
        room.put(&format!("out/{change}"), bytes);
        extract(&["--format", "csv"], one);
        fs::remove_file(room.path(&format!("out/{change}"))).unwrap();
        extract(&["--format", "csv"], one);
        assert_eq!(room.files("out"), files, "{change}");
    }

    extract(&["--format", "json"], all);
    extract(&["--format", "json,csv"], none);
    room.put("out/good 0/notes.txt", "mine");
    room.put("in/0/good 0.pdf", fixture(FIXTURES[2]));
    extract(&["--format", "json"], one);
    let names: Vec<String> =
        room.names("out").into_iter().filter(|name| name.starts_with("good 0")).collect();
    assert_eq!(names, ["good 0/manifest.json", "good 0/notes.txt", "good 0/report.json"]);
}

#[test]
fn a_manifest_says_what_was_made_of_what() {
    let room = reports(1, 0);
    room.run(
        0,
        &["extract", "in/0/good 0.pdf", "-o", "out", "--format", "csv", "-q", "--password", "secret"],
    );
    let manifest = room.json("out/good 0/manifest.json");
    assert_eq!(manifest["source"]["file"], "good 0.pdf");
    assert_eq!(manifest["source"]["bytes"], fixture(FIXTURES[0]).len());
    assert_eq!(manifest["extractor"], concat!("bilan ", env!("CARGO_PKG_VERSION")));
    assert!(!manifest.to_string().contains("secret"));
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len(), 4);
    for file in files {
        let bytes = fs::read(room.path("out/good 0").join(file["file"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], bilan::record::Source::digest(&bytes));
    }
}

#[test]
fn every_batch_gives_the_same_bytes_however_many_are_read_at_once() {
    let room = reports(6, 2);
    let said: Vec<Vec<String>> = ["1", "2", "5"]
        .map(|jobs| room.run(1, &["extract", "in", "-o", &format!("out{jobs}"), "--jobs", jobs]).0)
        .into();
    assert!(said.iter().all(|other| *other == said[0]), "{said:?}");
    assert!(["out2", "out5"].iter().all(|out| room.files(out) == room.files("out1")));
}

/// Killed at any moment, a run leaves whole files; started again, it makes what an uninterrupted one does, and does not
/// do again what was done.
#[test]
fn a_killed_run_is_taken_up_where_it_stopped() {
    let room = reports(9, 3);
    let arguments = ["extract", "in", "--format", "json,csv", "--skip-existing", "--jobs", "2", "-o"];
    let with = |out: &str| -> Vec<String> {
        arguments.iter().chain([&out]).map(|argument| argument.to_string()).collect()
    };
    let started = Instant::now();
    room.run(1, &with("whole"));
    let usual = started.elapsed();
    let whole = room.files("whole");
    assert_eq!(whole.len(), 9 * 6 + 1);

    let mut seed = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    for round in 0..6_u32 {
        let out = format!("out{round}");
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wait = usual.mul_f64(f64::from(round * 1000 + (seed >> 16) % 1000) / 7000.0);
        let mut child = room.start(&with(&out));
        std::thread::sleep(wait);
        // SIGKILL, or what comes nearest to it
        child.kill().unwrap();
        child.wait().unwrap();

        let is_staged = |name: &str| name.rsplit('/').next().unwrap().starts_with(".bilan-");
        let made = room.files(&out);
        for (name, bytes) in made.iter().filter(|(name, _)| !is_staged(name)) {
            assert!(whole[name] == *bytes, "{name} is not whole after {wait:?}");
        }
        let done: Vec<&str> = made.keys().filter_map(|name| name.strip_suffix("/manifest.json")).collect();
        let times = |room: &Room| -> Vec<SystemTime> {
            let written = |name: &&str| room.path(&format!("{out}/{name}/report.json"));
            done.iter().map(|name| fs::metadata(written(name)).unwrap().modified().unwrap()).collect()
        };
        let before = times(&room);
        let said = room.run(1, &with(&out));
        assert!(room.files(&out) == whole, "{:?} after {wait:?}", room.names(&out));
        assert_eq!(times(&room), before, "done twice");
        let again = if done.is_empty() { String::new() } else { format!("{} already there, ", done.len()) };
        assert_eq!(said.last(), format!("12 reports: {} written, {again}3 failed", 9 - done.len()));
    }
}

#[test]
fn what_a_killed_run_left_is_swept_even_where_nothing_is_made_anew() {
    let room = reports(1, 0);
    let arguments = ["extract", "in", "-o", "out", "--skip-existing", "-q"];
    room.run(0, &arguments);
    let files = room.files("out");
    room.put("out/good 0/.bilan-a1b2c3", "half");
    room.run(0, &arguments);
    assert_eq!(room.files("out"), files);
}

#[cfg(unix)]
#[test]
fn files_of_a_folder_may_be_read_by_whom_any_new_file_may() {
    use std::os::unix::fs::PermissionsExt;
    let room = reports(1, 0);
    room.run(0, &["extract", "in", "-o", "out", "-q"]);
    let mode = |name: &str| fs::metadata(room.path(name)).unwrap().permissions().mode();
    for name in room.names("out") {
        assert_eq!(mode(&format!("out/{name}")), mode("in/read me.txt"), "{name}");
    }
}

#[test]
fn a_report_can_come_from_another_program() {
    let room = reports(1, 0);
    let piped = |code: i32, bytes: &[u8], arguments: &[&str]| {
        let mut command = room.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // who refuses to read is told so by its exit code
        let _ = child.stdin.take().unwrap().write_all(bytes);
        let output = child.wait_with_output().unwrap();
        (Said::new(code, &output, arguments), output.stdout)
    };
    let (said, document) = piped(0, &fixture(FIXTURES[0]), &["extract", "-"]);
    assert!(said.0[0].starts_with("stdin.pdf: "));
    let mut document: Value = serde_json::from_slice(&document).unwrap();
    assert_eq!(document["source"]["file"], "stdin.pdf");
    room.run(0, &["extract", "in/0/good 0.pdf", "-o", "file.json"]);
    document["source"]["file"] = "good 0.pdf".into();
    assert_eq!(document, room.json("file.json"));

    piped(0, &fixture(FIXTURES[0]), &["extract", "-", "-o", "out", "--format", "csv"]);
    assert!(room.path("out/stdin/manifest.json").exists());
    let (said, _) = piped(1, &fixture(FIXTURES[0]), &["check", "-"]);
    assert!(said.0[0].starts_with("stdin.pdf: "));
    let (_, drawing) = piped(0, &fixture(FIXTURES[0]), &["inspect", "-", "--page", "5", "--stage", "tables"]);
    assert!(drawing.starts_with(b"<svg") || drawing.starts_with(b"<?xml"));
    piped(2, b"\x00notes", &["extract", "-"]).0.refusal(&["stdin.pdf", "neither a PDF"]);
    piped(2, b"", &["extract", "-", "in", "-o", "out"]).0.refusal(&["`-` is one report"]);
}

#[test]
fn what_is_said_can_be_more_and_less() {
    let room = reports(1, 1);
    let one = ["extract", "in/0/good 0.pdf", "-o", "one.json"];
    let said = |code, arguments: &[&str]| room.run(code, arguments).0;
    let plain = said(0, &one);
    let wordy = said(0, &[&one[..], &["--verbose"]].concat());
    assert!(plain.iter().all(|line| !line.contains(" note B") && wordy.contains(line)), "{plain:?}");
    assert!(wordy.iter().any(|line| line.contains(" note B")));
    let time = wordy.last().unwrap();
    assert!(time.contains("read in ") && time.contains("written in "), "{time}");
    assert!(said(0, &[&one[..], &["--quiet"]].concat()).is_empty());
    said(2, &[&one[..], &["--quiet", "--verbose"]].concat());

    let batch = ["extract", "in", "-o", "out"];
    let quiet = said(1, &[&batch[..], &["--quiet"]].concat());
    assert!(quiet.len() == 1 && quiet[0].contains("bad 0.pdf"), "{quiet:?}");
    assert!(said(1, &batch).iter().all(|line| !line.contains("warning B") && !line.contains('\r')));
    assert!(said(1, &[&batch[..], &["-v"]].concat()).iter().any(|line| line.contains("note B")));
    let json = said(1, &[&batch[..], &["--message-format", "json"]].concat());
    let findings = json.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok()).count();
    assert!(findings > 10 && findings == json.len() - 1, "all but the file that failed: {json:?}");
}

#[test]
fn documents_become_one_data_set() {
    let room = Room::new();
    // the same lake a year later, as far as anyone can tell who has no other report
    for (year, name) in [(2022, FIXTURES[1]), (2021, FIXTURES[0])] {
        room.put(&format!("in/{year}/report.pdf"), fixture(name));
    }
    room.run(0, &["extract", "in", "-o", "out", "-q"]);
    let said = room.run(0, &["merge", "out", "-o", "all.json"]);
    let names = ["out/2021_report/report.json", "out/2022_report/report.json"];
    room.run(0, &["merge", names[1], names[0], "-o", "typed.json", "-q"]);
    let all = room.json("all.json");
    assert_eq!(all, room.json("typed.json"));
    let single = names.map(|name| room.json(name));
    for kind in ["objectives", "indicators", "diagnostics"] {
        let count: usize = single.iter().map(|report| report[kind].as_array().unwrap().len()).sum();
        let rows = all[kind].as_array().unwrap();
        assert_eq!(rows.len(), count);
        for row in rows {
            assert_eq!(row["source_file"], "report.pdf");
            let of = single.iter().find(|one| one["source"]["sha256"] == row["source_sha256"]).unwrap();
            assert_eq!(row["year"], of["report"]["year"]);
            let mut plain = row.clone();
            for key in ["source_file", "source_sha256"] {
                plain.as_object_mut().unwrap().remove(key);
            }
            if kind == "diagnostics" {
                for key in ["year", "part"] {
                    plain.as_object_mut().unwrap().remove(key);
                }
            }
            assert!(of[kind].as_array().unwrap().contains(&plain), "{plain}");
        }
    }
    for (head, one) in all["reports"].as_array().unwrap().iter().zip(&single) {
        for key in ["source", "report", "entities", "coverage"] {
            assert!(single.iter().any(|one| head[key] == one[key]), "{key}: {one}");
        }
    }
    let counted = ["objectives", "indicators"].map(|kind| all[kind].as_array().unwrap().len());
    assert_eq!(said.last(), format!("2 reports: {} objectives, {} indicators", counted[0], counted[1]));

    room.run(0, &["merge", "out", "-o", "all", "--format", "json,csv", "-q"]);
    assert_eq!(room.json("all/merged.json"), all);
    for kind in ["objectives", "indicators", "diagnostics"] {
        let mut table = csv::Reader::from_path(room.path(&format!("all/{kind}.csv"))).unwrap();
        let header = table.headers().unwrap().clone();
        assert_eq!((&header[0], &header[header.len() - 1]), ("source_file", "source_sha256"));
        assert_eq!(table.records().map(Result::unwrap).count(), all[kind].as_array().unwrap().len());
    }
}

#[test]
fn a_data_set_lacks_nothing_and_has_nothing_twice() {
    let room = Room::new();
    room.put("in/a.pdf", fixture(FIXTURES[0]));
    room.put("in/b.pdf", fixture(FIXTURES[0]));
    room.run(0, &["extract", "in", "-o", "out", "-q"]);
    let said = room.run(0, &["merge", "out", "-o", "all.json"]);
    assert!(said.0[0].contains("b") && said.0[0].contains("left out"), "{:?}", said.0);
    assert!(said.last().starts_with("1 report: "));

    room.run(0, &["extract", "in/b.pdf", "--pages", "6", "-o", "part.json", "-q"]);
    let refused = |arguments: &[&str], parts: &[&str]| {
        room.run(2, &[&["merge", "-o", "none.json"], arguments].concat()).refusal(parts);
        assert!(!room.path("none.json").exists());
    };
    refused(&["out/a/report.json", "part.json"], &["part.json", "do not say the same"]);
    room.put("other.json", "{}");
    refused(&["out", "other.json"], &["other.json", "no report document"]);
    refused(&["out", "out/a/manifest.json"], &["manifest.json", "no report document"]);
    refused(&["out", "missing.json"], &["missing.json", "no such file"]);
    refused(&["in"], &["in: no report.json"]);
    let mut old = room.json("part.json");
    old["schema_version"] = "0.9".into();
    room.put("old.json", old.to_string());
    refused(&["out", "old.json"], &["old.json", "version 0.9"]);
    room.run(2, &["merge", "old.json", "-o", "old.json"]).refusal(&["old.json"]);
    assert_eq!(room.json("old.json"), old);
}

#[test]
fn a_reader_of_messages_that_has_gone_is_no_failure() {
    let room = reports(2, 0);
    let mut child = room.command(&["extract", "in", "-o", "out"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(room.names("out").len(), 5);
}

#[test]
fn a_batch_says_in_a_table_what_became_of_each_report() {
    let room = reports(2, 1);
    let arguments = ["extract", "in", "-o", "out", "-q", "--skip-existing", "--deny", "B502"];
    room.run(1, &arguments);
    let table = fs::read_to_string(room.path("out/batch.csv")).unwrap();
    let outcomes: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    assert_eq!(outcomes.len(), 3);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "failed").count(), 1);
    assert!(outcomes.contains(&"denied") && table.contains("B502 "), "{table}");
    assert_eq!(room.json("out/good 0/manifest.json")["outcome"], "denied");
    room.run(1, &arguments);
    assert_eq!(fs::read_to_string(room.path("out/batch.csv")).unwrap(), table, "from the manifests");
}
