//! Damaged and malicious files, from outside: whatever the file, the program ends in time, in little memory, with an
//! exit code of its own and without the message of a panic.
//!
//! Not for what is read from sound files: that is `inside/report.rs`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::draw::raw::{A4, deflate, page, pdf, stream};

/// How long any file may take. The program needs a second for the worst of them, and ten times that on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// What any file may take of memory, in KiB, where the system tells: 1 GiB.
const MEMORY: u64 = 1 << 20;

/// What the program said of a file.
struct Said {
    code: i32,
    error: String,
}

/// Runs the program on a file and sees to it that it behaves.
fn run(name: &str, bytes: &[u8]) -> Said {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("report.pdf"), bytes).unwrap();
    let errors = fs::File::create(room.path().join("errors")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bilan"))
        // reading images is another program's work, and takes seconds a page on a machine with nothing else to do
        .args(["extract", "report.pdf", "-o", "out.json", "--threads", "2", "--ocr", "never"])
        .current_dir(&room)
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn()
        .unwrap();
    let (start, mut peak) = (Instant::now(), 0);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(memory(child.id()));
        if start.elapsed() > PATIENCE || peak > MEMORY {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{name}: stopped after {:?} with {peak} KiB", start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let error = fs::read_to_string(room.path().join("errors")).unwrap();
    let code = status.code().unwrap_or_else(|| panic!("{name}: died of a signal: {error}"));
    assert!(matches!(code, 0..=2), "{name}: exit code {code}: {error}");
    assert!(!error.contains("panicked") && !error.contains("internal error"), "{name}: {error}");
    assert_eq!(room.path().join("out.json").exists(), code < 2, "{name}: {error}");
    if code == 2 {
        assert!(error.starts_with("bilan: ") && error.lines().count() == 1, "{name}: {error}");
    }
    Said { code, error }
}

/// The most memory that a process has taken so far, in KiB; 0 where the system does not tell.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

const FONT: &str = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

/// A page that draws `operators`.
fn drawn(operators: impl AsRef<[u8]>) -> Vec<u8> {
    page(A4, FONT, stream("", operators.as_ref()), &[])
}

/// Two gigabytes of blanks in a few megabytes.
fn bomb() -> Vec<u8> {
    deflate(&[b' '; 1 << 20], 2048)
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

/// Numbers that look random and are the same on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[test]
fn a_file_that_ends_too_early_is_read_as_far_as_it_goes_or_refused() {
    let (whole, mut dice) = (fixture("lac_small.pdf"), Dice(7));
    for _ in 0..12 {
        let length = dice.below(whole.len());
        run(&format!("the first {length} bytes"), &whole[..length]);
    }
}

#[test]
fn a_file_with_wrong_bytes_is_read_as_well_as_it_can_be_or_refused() {
    let mut dice = Dice(11);
    for (at, name) in
        ["lac_small.pdf", "lac_sideways.pdf", "lac_chromium.pdf"].iter().cycle().take(12).enumerate()
    {
        let mut bytes = fixture(name);
        for _ in 0..1 << (at % 6) {
            let place = dice.below(bytes.len());
            bytes[place] = dice.below(256) as u8;
        }
        run(&format!("{name}, variant {at}"), &bytes);
    }
}

#[test]
fn what_unpacks_to_too_much_is_left_packed() {
    let once = bomb();
    let twice = deflate(&once, 1);
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode";
    let array = page(A4, "", stream("/Filter /FlateDecode", &deflate(&[b' '; 1 << 20], 40)), &[]);
    let mut again = String::from_utf8_lossy(&array).into_owned().into_bytes();
    if let Some(at) = array.windows(15).position(|window| window == b"/Contents 4 0 R") {
        again = [&array[..at], b"/Contents [", b"4 0 R ".repeat(500).as_slice(), b"]", &array[at + 15..]]
            .concat();
    }
    for (name, bytes) in [
        ("contents", page(A4, "", stream("/Filter /FlateDecode", &once), &[])),
        ("two layers", page(A4, "", stream("/Filter [/FlateDecode /FlateDecode]", &twice), &[])),
        ("form", page(A4, "/XObject << /X 5 0 R >>", stream("", b"/X Do"), &[stream(form, &once)])),
        ("contents many times", again),
    ] {
        let said = run(name, &bytes);
        assert!(said.code == 2 && said.error.contains("could not be read: 1"), "{name}: {}", said.error);
    }
}

#[test]
fn what_leads_back_to_itself_ends() {
    let tree = |kids: &str| format!("<< /Type /Pages /Kids [{kids}] /Count 3 >>").into_bytes();
    let leaf = format!("<< /Type /Page /Parent 2 0 R /MediaBox {A4} >>");
    run(
        "page tree",
        &pdf(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            tree("2 0 R 3 0 R 4 0 R"),
            leaf.into(),
            tree("2 0 R 4 0 R 3 0 R"),
        ]),
    );
    let form = |resources: &str, operators: &[u8]| {
        stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {resources} >>"),
            operators,
        )
    };
    let first = "/XObject << /X 5 0 R >>";
    run("form", &page(A4, first, stream("", b"/X Do"), &[form(first, b"/X Do")]));
    // each form draws the next ten times, and the last of them nothing
    let mut forms: Vec<Vec<u8>> =
        (6..16).map(|next| form(&format!("/XObject << /X {next} 0 R >>"), &b"/X Do ".repeat(10))).collect();
    forms.push(form("", b"q Q"));
    run("forms of forms", &page(A4, first, stream("", b"/X Do"), &forms));
    let font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] \
                /CharProcs << /a 6 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 \
                /LastChar 97 /Widths [1000] /Resources << /Font << /F 5 0 R >> >> >>";
    let glyph = stream("", b"1000 0 d0 BT /F 500 Tf (aaa) Tj ET");
    run(
        "font",
        &page(
            A4,
            "/Font << /F 5 0 R >>",
            stream("", b"BT /F 12 Tf 72 720 Td (aaa) Tj ET"),
            &[font.into(), glyph],
        ),
    );
}

#[test]
fn numbers_beyond_all_measure_are_survived() {
    for number in ["nan", "-1e308", "99999999999999999999999999999999999999999", "0.0000000000000000001", "0"]
    {
        let text = format!(
            "BT /F {number} Tf {number} {number} Td (abc) Tj {number} 0 0 {number} 0 0 Tm (abc) Tj ET"
        );
        let path = format!("{number} 0 m 9 {number} l S 0 0 {number} {number} re f");
        run(number, &drawn(format!("{text} {path}")));
    }
    for media_box in
        ["[0 0 0 0]", "[0 0 1000000000 1000000000]", "[595 842 0 0]", "[0 0 0.0001 842]", "[0 0]"]
    {
        run(media_box, &page(media_box, FONT, stream("", b"BT /F 12 Tf 72 720 Td (abc) Tj ET"), &[]));
    }
    let wide = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) \
                /Ordering (Identity) /Supplement 0 >> /W [0 4294967295 500 0 2147483647 300] >>";
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>";
    let map = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> \
                endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap end";
    let contents = stream("", b"BT /F 12 Tf 72 720 Td <00410042> Tj ET");
    run("ranges", &page(A4, &format!("/Font << /F {font} >>"), contents, &[wide.into(), stream("", map)]));
}

#[test]
fn pages_with_too_much_or_nothing_on_them_are_survived() {
    let three_millions = [
        b"BT /F 1 Tf 72 720 Td ".to_vec(),
        format!("({}) Tj ", "a".repeat(1000)).repeat(3000).into(),
        b"ET".to_vec(),
    ]
    .concat();
    let said = run("glyphs", &drawn(three_millions));
    assert!(said.error.contains("could not be read: 1"), "{}", said.error);
    run("nothing", &drawn(""));
    run("open states", &drawn("q ".repeat(1_000_000)));
    run("open arrays", &drawn("[".repeat(1_000_000)));
    let leaf = format!("<< /Type /Page /MediaBox {A4} >> ").repeat(100_000);
    let tree = format!("<< /Type /Pages /Kids [{leaf}] /Count 100000 >>");
    let said = run("pages", &pdf(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), tree.into()]));
    assert!(said.code == 2 && said.error.contains("100000 pages"), "{}", said.error);
}

/// One page of a report is spoilt: the others come out, the exit code says that something is missing, and standard
/// error names the page.
#[test]
fn a_lost_page_costs_its_own_records_only() {
    let mut document = lopdf::Document::load_mem(&fixture("lac_small.pdf")).unwrap();
    let last = document.get_pages().len() as u32;
    let id = document.get_pages()[&last];
    let entries = lopdf::dictionary! { "Filter" => "FlateDecode" };
    let bomb = document.add_object(lopdf::Stream::new(entries, bomb()).with_compression(false));
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap().set("Contents", bomb);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let said = run("a lost page", &bytes);
    assert_eq!(said.code, 1, "{}", said.error);
    assert!(said.error.contains(&format!("p{last} error B104")), "{}", said.error);
}

/// One page of a report is missing from its file: the others come out under their own numbers, and it is named.
#[test]
fn a_page_that_is_missing_from_the_file_is_named() {
    let mut document = lopdf::Document::load_mem(&fixture("lac_small.pdf")).unwrap();
    let (pages, whole) = (document.get_pages(), run("a whole file", &fixture("lac_small.pdf")));
    assert_eq!(whole.code, 0, "{}", whole.error);
    let last = pages.len() as u32;
    document.objects.remove(&pages[&last]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let said = run("a missing page", &bytes);
    assert_eq!(said.code, 1, "{}", said.error);
    assert!(said.error.contains(&format!("page {last} of {last} is missing")), "{}", said.error);
}
