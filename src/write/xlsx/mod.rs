//! The report as a workbook for people who ask what failed, where and why: a summary with charts, what to look at, the
//! objectives, the indicators, the findings, and how to read it.
//!
//! The sheets of objectives, indicators and findings have the columns of the CSV files under headings in words, in an
//! order for people. Not for the file itself: that is `book`.

mod book;

use std::collections::BTreeSet;
use std::io;

use self::book::{Book, BookSheet, Done, Face, Shown, is_too_long};
use super::columns::{
    CellFn, CellValue, TableColumns, TableRow, Tint, diagnostic_columns, diagnostic_rows, nowhere,
    record_columns, record_rows,
};
use super::labels::{self, Lang, Worded, Words, heading, in_language};
use super::overview::{Look, STATUSES, Tally, Why, by_administration, records, to_look_at, whole};
use super::{Options, Writer};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::language::Language;
use crate::record::{Kind, Record, Report, Texts};
use crate::source::Field;

/// The kinds of records, in the order of their sheets.
const KINDS: [Kind; 2] = [Kind::Objectives, Kind::Indicators];

/// How wide a column of explanations is, in characters.
const ABOUT_WIDTH: f64 = 70.0;

/// The workbook.
#[derive(Debug, Clone, Copy)]
pub(super) struct Workbook;

impl Writer for Workbook {
    fn file_name(&self) -> &'static str {
        "report.xlsx"
    }

    fn write(&self, report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let diagnostics = [report.diagnostics.clone(), losses(report)].concat();
        let title = options.lang.text(&report.report.title).unwrap_or_else(|| report.source.file.clone());
        let mut book = Book::new(&title.replace('\n', " / "), options)?;
        let looks = to_look_at(report, &diagnostics);
        summary(&mut book, report, options, looks.len())?;
        let rows = looks.into_iter().map(|look| nowhere(report, look)).collect();
        listing(&mut book, options, "Look", &labels::LOOK, look_columns(options.lang), rows, 2)?;
        for kind in KINDS {
            let rows = record_rows(report, records(report, kind));
            let frozen = match kind {
                Kind::Objectives => 2,
                Kind::Indicators => 3,
            };
            listing(&mut book, options, table_name(kind), &kind.words(), record_columns(kind), rows, frozen)?;
        }
        let rows = diagnostic_rows(report, &diagnostics);
        listing(&mut book, options, "Diagnostics", &labels::DIAGNOSTICS, diagnostic_columns(), rows, 2)?;
        about(&mut book, report, options)?;
        out.write_all(&book.bytes()?)
    }

    fn losses(&self, report: &Report) -> Vec<Diagnostic> {
        losses(report)
    }
}

/// What a code means, in the reader's languages.
fn meaning(code: Code, lang: Lang) -> Vec<&'static str> {
    match lang {
        Lang::Both => Language::BOTH.map(|language| code.meaning_in(language)).into(),
        Lang::Fr => vec![code.meaning_in(Language::Fr)],
        Lang::Nl => vec![code.meaning_in(Language::Nl)],
        Lang::En => vec![code.meaning()],
    }
}

/// What the workbook cannot hold, where it stands whole in the other formats.
fn losses(report: &Report) -> Vec<Diagnostic> {
    let mut losses = Vec::new();
    for kind in KINDS {
        let columns = record_columns(kind);
        for row in record_rows(report, records(report, kind)) {
            for column in &columns.list {
                let is_cut = match (column.cell)(&row) {
                    CellValue::Text(text) => is_too_long(&text),
                    list @ CellValue::List(_) => is_too_long(&list.to_string()),
                    _ => false,
                };
                if is_cut {
                    let finding = Finding::new(Code::B601).with("column", column.name());
                    let finding = finding.with("characters", book::LONGEST_TEXT);
                    losses.push(finding.about(&row.item.id, &row.item.source).into());
                }
            }
        }
    }
    losses
}

/// The name of the table of a kind, the same in every language, so that what refers to it need not know any.
fn table_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Objectives => "Objectives",
        Kind::Indicators => "Indicators",
    }
}

/// Columns as a person wants them: under headings in words, in their order, and folded where they are of less use.
fn arranged<'a, T: 'a>(columns: TableColumns<'a, T>, lang: Lang) -> Vec<Shown<'a, T>> {
    let mut shown: Vec<_> = columns
        .list
        .into_iter()
        .map(|column| {
            let (place, known) = heading(&column.stem).unzip();
            let words = known.map_or_else(|| column.stem.clone(), |known| known.words.say(lang));
            let shown = Shown {
                heading: in_language(words, column.language),
                key: column.name(),
                width: known.map_or(labels::UNKNOWN_WIDTH, |known| known.width),
                folded: known.is_none_or(|known| known.folded) || lang.passes_over(column.language),
                page: matches!(column.stem.as_str(), "page" | "page_first"),
                cell: column.cell,
            };
            (place.unwrap_or(usize::MAX), shown)
        })
        .collect();
    shown.sort_by_key(|&(place, _)| place);
    shown.into_iter().map(|(_, shown)| shown).collect()
}

/// Adds a sheet that is one table; its first `frozen` columns stay in sight.
fn listing<'a, T: 'a>(
    book: &mut Book<'_>,
    options: &Options,
    table: &str,
    name: &Words,
    columns: TableColumns<'a, T>,
    rows: Vec<TableRow<'a, T>>,
    frozen: u16,
) -> io::Result<()> {
    let columns = arranged(columns, options.lang);
    book.sheet(&name.sheet(options.lang), Some(frozen), |sheet| {
        sheet.widths(&columns)?;
        sheet.table(0, table, &columns, &rows)?;
        Ok(())
    })
}

/// The columns of what to look at.
fn look_columns<'a>(lang: Lang) -> TableColumns<'a, Look<'a>> {
    let texts = move |texts: Option<&Texts>| CellValue::text(texts.and_then(|texts| lang.text(texts)));
    let mut columns = TableColumns::<Look<'_>>::none();
    columns.add("page", |row| CellValue::number(row.item.page));
    columns.add("why", |row| CellValue::tinted(Some(row.item.why), |why| Some(tint(why))));
    columns.add("operational_label", |row| {
        CellValue::text(row.item.record.and_then(|record| record.operational.label.as_deref()))
    });
    columns.add("kpi_label", |row| {
        CellValue::text(row.item.record.and_then(|record| record.unit(Field::Kpi)?.label.as_deref()))
    });
    columns.add("administration", move |row| texts(row.item.record.map(|record| &record.entity_name)));
    columns.add("kind", |row| CellValue::choice(row.item.record.map(|record| record.kind())));
    columns.add("title", move |row| {
        let title =
            |record: &'a Record| record.unit(Field::Kpi).map_or(&record.operational.title, |kpi| &kpi.title);
        texts(row.item.record.map(title))
    });
    columns.add("status", |row| CellValue::status(row.item.record.map(|record| record.status)));
    columns.add("result_raw", |row| {
        CellValue::text(row.item.record.and_then(|record| record.result.raw.as_deref()))
    });
    columns.add("red_value", |row| CellValue::number(row.item.record.and_then(|record| record.red.value)));
    columns
        .add("green_value", |row| CellValue::number(row.item.record.and_then(|record| record.green.value)));
    columns.add("explanation", move |row| texts(row.item.record.map(|record| &record.deviation)));
    columns.add("findings", |row| {
        let said = row.item.findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message));
        let said: Vec<String> = said.collect();
        CellValue::text((!said.is_empty()).then(|| said.join("\n")))
    });
    columns.add("id", |row| CellValue::text(row.item.record.map(|record| record.id.as_str())));
    columns
}

fn tint(why: Why) -> Tint {
    match why {
        Why::Missing | Why::NotRealised => Tint::Bad,
        Why::Contradicted => Tint::Middling,
        Why::Doubtful => Tint::Unknown,
    }
}

/// The columns of a summary, under what their first one is about.
fn tally_columns<'a>(
    lang: Lang,
    first: &Words,
    name: impl Fn(&Tally<'a>) -> CellValue + 'a,
) -> Vec<Shown<'a, Tally<'a>>> {
    let shown = |heading: String, width: f64, cell: CellFn<'a, Tally<'a>>| Shown {
        heading,
        key: String::new(),
        width,
        folded: false,
        page: false,
        cell,
    };
    let mut columns = vec![shown(first.say(lang), 46.0, Box::new(move |row| name(&row.item)))];
    for (at, status) in STATUSES.into_iter().enumerate() {
        let cell =
            Box::new(move |row: &TableRow<'a, Tally<'a>>| CellValue::number(Some(row.item.counts[at])));
        columns.push(shown(status.words().say(lang), 16.0, cell));
    }
    columns.push(shown(
        labels::TOTAL.say(lang),
        10.0,
        Box::new(|row| CellValue::number(Some(row.item.total()))),
    ));
    columns.push(shown(labels::SHARE.say(lang), 16.0, Box::new(|row| CellValue::number(row.item.share()))));
    columns
}

/// The summary: how the whole report came out, and each administration, in numbers and as bars.
fn summary(book: &mut Book<'_>, report: &Report, options: &Options, looks: usize) -> io::Result<()> {
    let lang = options.lang;
    book.sheet(&labels::SUMMARY.sheet(lang), None, |sheet| {
        let mut row = 0;
        for title in titles(report, lang) {
            sheet.text(row, 0, &title, Face::Title)?;
            row += 1;
        }
        sheet.text(row, 0, &subtitle(report, lang), Face::Quiet)?;
        let jump = format!("{looks} {}", labels::TO_LOOK_AT.say(lang));
        sheet.jump(row + 1, 0, &jump, &labels::LOOK.sheet(lang))?;
        row += 3;
        let columns = tally_columns(lang, &labels::WHOLE, |tally| CellValue::choice(Some(tally.kind)));
        sheet.widths(&columns)?;
        let (charts, mut below) = ((row, columns.len() as u16), 0);
        let rows: Vec<_> = KINDS.map(|kind| nowhere(report, whole(report, kind))).into();
        row = sheet.table(row, "Whole", &columns, &rows)?.last + 2;
        for (kind, table) in KINDS.into_iter().zip(["ObjectivesSummary", "IndicatorsSummary"]) {
            let tallies = by_administration(report, kind);
            if tallies.is_empty() {
                continue;
            }
            let title = format!("{} {}", kind.words().say(lang), labels::WORST_FIRST.say(lang));
            sheet.text(row, 0, &title, Face::Heading)?;
            let name = heading("administration").map_or(labels::WHOLE, |(_, heading)| heading.words);
            let columns = tally_columns(lang, &name, move |tally| {
                CellValue::text(tally.name.and_then(|name| lang.text(name)))
            });
            let rows: Vec<_> = tallies.into_iter().map(|tally| nowhere(report, tally)).collect();
            let placed = sheet.table(row + 1, table, &columns, &rows)?;
            let bars: Vec<_> = (1..).zip(STATUSES.map(Tint::from)).collect();
            below = sheet.bars(charts, below, &title, placed, &bars)?;
            row = placed.last + 2;
        }
        Ok(())
    })
}

/// The report's titles in the reader's languages.
fn titles(report: &Report, lang: Lang) -> Vec<String> {
    let title = lang.text(&report.report.title).unwrap_or_else(|| report.source.file.clone());
    title.lines().map(str::to_owned).collect()
}

/// Which report it is, in one line.
fn subtitle(report: &Report, lang: Lang) -> String {
    let said =
        |words: Words, value: Option<String>| value.map(|value| format!("{} {value}", words.say(lang)));
    let parts = [
        said(labels::YEAR, report.report.year.map(|year| year.to_string())),
        said(labels::PART, report.report.part.map(|part| part.to_string())),
        Some(report.source.file.clone()),
        Some(report.source.extractor.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where it comes from, how it is read, and what each column is.
fn about(book: &mut Book<'_>, report: &Report, options: &Options) -> io::Result<()> {
    let lang = options.lang;
    book.sheet(&labels::ABOUT.sheet(lang), None, |sheet| {
        let mut row = 0;
        for (words, value) in facts(report, lang) {
            sheet.text(row, 0, &words.say(lang), Face::Heading)?;
            sheet.paragraphs(row, &[&value], ABOUT_WIDTH)?;
            row += 1;
        }
        row += 1;
        for (topic, paragraph) in labels::READING {
            sheet.text(row, 0, &topic.say(lang), Face::Heading)?;
            sheet.paragraphs(row, &paragraph.each(lang), ABOUT_WIDTH)?;
            row += 1;
        }
        row += 1;
        for status in STATUSES {
            sheet.tinted(row, 0, &status.words().say(lang), status.into())?;
            row += 1;
        }
        row += 1;
        let codes: BTreeSet<Code> = report.diagnostics.iter().map(|finding| finding.code).collect();
        for code in codes {
            sheet.text(row, 0, code.as_str(), Face::Heading)?;
            sheet.paragraphs(row, &meaning(code, lang), ABOUT_WIDTH)?;
            row += 1;
        }
        dictionary(sheet, report, lang, row + 1)
    })
}

/// Which file was read by what.
fn facts(report: &Report, lang: Lang) -> Vec<(Words, String)> {
    let (front, source) = (&report.report, &report.source);
    let facts = [
        (labels::REPORT, Some(titles(report, lang).join("\n"))),
        (labels::YEAR, front.year.map(|year| year.to_string())),
        (labels::PART, front.part.map(|part| part.to_string())),
        (labels::DATE, front.date.clone()),
        (labels::FILE, Some(source.file.clone())),
        (labels::SHA, Some(source.sha256.clone())),
        (labels::PAGES, Some(source.pages.to_string())),
        (labels::PROGRAM, Some(source.extractor.clone())),
        (labels::MODEL, Some(report.schema_version.clone())),
    ];
    facts.into_iter().filter_map(|(words, value)| Some((words, value?))).collect()
}

/// Lists the columns of the other sheets, each with its name in CSV.
fn dictionary(sheet: &mut BookSheet<'_>, report: &Report, lang: Lang, row: u32) -> Done {
    let mut entries = Vec::new();
    for kind in KINDS {
        entries.extend(entries_of(&kind.words(), &arranged(record_columns(kind), lang), lang));
    }
    entries.extend(entries_of(&labels::DIAGNOSTICS, &arranged(diagnostic_columns(), lang), lang));
    let shown = |words: Words, at: usize| Shown {
        heading: words.say(lang),
        key: String::new(),
        width: if at == 0 { 46.0 } else { ABOUT_WIDTH },
        folded: false,
        page: false,
        cell: Box::new(move |row: &TableRow<'_, [String; 3]>| CellValue::Text(row.item[at].clone())),
    };
    let columns = [shown(labels::SHEET, 0), shown(labels::COLUMN, 1), shown(labels::KEY, 2)];
    sheet.widths(&columns)?;
    let rows: Vec<_> = entries.into_iter().map(|entry| nowhere(report, entry)).collect();
    sheet.table(row, "Columns", &columns, &rows)?;
    Ok(())
}

/// What the list of columns says of one sheet: its name, and of each column the heading and the name in CSV.
fn entries_of<T>(sheet: &Words, columns: &[Shown<'_, T>], lang: Lang) -> Vec<[String; 3]> {
    columns.iter().map(|column| [sheet.sheet(lang), column.heading.clone(), column.key.clone()]).collect()
}
