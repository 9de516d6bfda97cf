//! What the stages from `pair/` on make of a page: records with their two sides, their values, their status, and what
//! was found about them.
//!
//! Not for the rows they are made of: those are in [`super::structure`].

use std::collections::HashSet;

use super::structure::{BOTH, DUTCH, FRENCH};
use super::svg::{Drawing, Stroke};
use crate::columns::Role;
use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::join::{Joined, JoinedTable};
use crate::pair::{Draft, Drafts, Sides};
use crate::record::{Figure, Record, Status, Unit};
use crate::source::Field;
use crate::words::Line;
use crate::words::paragraphs::Fitted;

const RECORD: Stroke = Stroke::outline("record", "#111");
const VALUE: Stroke = Stroke::tint("value", "#2f9e63");
const NO_VALUE: Stroke = Stroke::tint("no number", "#d03c3c");
const UNUSED: Stroke = Stroke::tint("in no record", "#d03c3c");
const REALISED: Stroke = Stroke::tint("realised", "#2f9e63");
const PARTLY: Stroke = Stroke::tint("partially realised", "#e67e22");
const NOT_REALISED: Stroke = Stroke::tint("not realised", "#d03c3c");
const NOT_MEASURED: Stroke = Stroke::tint("not measured", "#777");
const FINDING: Stroke = Stroke::outline("finding", "#d03c3c");

/// Lines told apart by where they are kept: two lines may say the same.
#[derive(Default)]
struct Lines(HashSet<*const Line>);

impl Lines {
    fn take(&mut self, lines: &[Fitted<'_>]) {
        self.0.extend(lines.iter().map(|fitted| std::ptr::from_ref(fitted.line)));
    }

    fn has(&self, line: &Line) -> bool {
        self.0.contains(&std::ptr::from_ref(line))
    }
}

/// Records with the boxes of their lines, by side.
pub(super) fn pair(sheet: &mut Drawing, joined: &Joined, drafts: &[Drafts<'_>], page: usize) {
    for (at, (table, drafts)) in joined.tables.iter().zip(drafts).enumerate() {
        let (mut french, mut dutch, mut once) = (Lines::default(), Lines::default(), Lines::default());
        let mut take = |sides: &Sides<'_>| {
            french.take(&sides.fr);
            dutch.take(&sides.nl);
        };
        for unit in drafts.strategic.iter().chain(&drafts.operational) {
            take(&unit.title);
            once.take(&unit.label);
        }
        for draft in &drafts.records {
            take(&draft.kpi.title);
            draft.texts.iter().for_each(|(_, sides)| take(sides));
            draft.once.iter().for_each(|(_, lines)| once.take(lines));
            once.take(&draft.kpi.label);
            once.take(&draft.theme);
        }
        let lines: Vec<&Line> =
            table.cells.iter().filter(|cell| cell.page == page).flat_map(|cell| &cell.lines).collect();
        let of = |wanted: &dyn Fn(&Line) -> bool| -> Vec<(Rect, String)> {
            let lines = lines.iter().filter(|line| wanted(line));
            lines.map(|line| (line.bbox, line.text.clone())).collect()
        };
        sheet.boxes(FRENCH, of(&|line| french.has(line) && !dutch.has(line)));
        sheet.boxes(DUTCH, of(&|line| dutch.has(line) && !french.has(line)));
        sheet.boxes(BOTH, of(&|line| once.has(line) || french.has(line) && dutch.has(line)));
        sheet.boxes(UNUSED, of(&|line| !once.has(line) && !french.has(line) && !dutch.has(line)));
        let mut here = 0;
        for (number, draft) in drafts.records.iter().enumerate() {
            let Some(bbox) = place(table, draft, page) else { continue };
            let margin = draft.margin.map(|margin| format!(", margin {margin:.1}")).unwrap_or_default();
            let label = format!(
                "record {}, strategic {}, operational {}{margin}",
                number + 1,
                draft.strategic + 1,
                draft.operational + 1
            );
            sheet.outlines(RECORD, [bbox]);
            sheet.label(RECORD, bbox, &label);
            here += 1;
        }
        if here > 0 {
            let all = drafts.records.len();
            sheet.note(format!("table {}: {all} records, {here} of them on this page", at + 1));
        }
    }
    sheet.note("objectives are counted as the table names them; a label or a repeat that was carried down is in no record");
}

/// A record that stands on the page, in part at least.
struct PlacedRecord<'a> {
    table: &'a JoinedTable,
    draft: &'a Draft<'a>,
    record: &'a Record,
    /// The box of what stands there.
    bbox: Rect,
}

/// The records of a page; `records` are those of each table.
fn placed<'a, T: Iterator<Item = &'a Record>>(
    joined: &'a Joined,
    drafts: &'a [Drafts<'a>],
    records: impl Iterator<Item = T>,
    page: usize,
) -> impl Iterator<Item = PlacedRecord<'a>> {
    let tables = joined.tables.iter().zip(drafts).zip(records);
    tables.flat_map(move |((table, drafts), records)| {
        drafts.records.iter().zip(records).filter_map(move |(draft, record)| {
            Some(PlacedRecord { table, draft, record, bbox: place(table, draft, page)? })
        })
    })
}

/// Records with their ids, references and figures.
pub(super) fn normalise<'a, T: Iterator<Item = &'a Record>>(
    sheet: &mut Drawing,
    joined: &'a Joined,
    drafts: &'a [Drafts<'a>],
    records: impl Iterator<Item = T>,
    page: usize,
) {
    for PlacedRecord { table, draft, record, bbox } in placed(joined, drafts, records, page) {
        sheet.outlines(RECORD, [bbox]);
        sheet.label(RECORD, bbox, &record.id);
        for (column, lines) in &draft.once {
            let role = table.columns[*column].role;
            let on_page = boxes_on(table, lines, page);
            let (Some(bbox), Some((text, sure))) = (Rect::covering(&on_page), value(record, role)) else {
                continue;
            };
            let ink = if sure { VALUE } else { NO_VALUE };
            sheet.boxes(ink, [(bbox, format!("{role:?}: {text}"))]);
            sheet.label_below(ink, bbox, &text);
        }
        sheet.note(summary(record));
    }
}

/// Records with their status, what it was read from, and their confidence.
pub(super) fn judge<'a, T: Iterator<Item = &'a Record>>(
    sheet: &mut Drawing,
    joined: &'a Joined,
    drafts: &'a [Drafts<'a>],
    records: impl Iterator<Item = T>,
    page: usize,
) {
    for PlacedRecord { record, bbox, .. } in placed(joined, drafts, records, page) {
        let ink = match record.status {
            Status::Realised => REALISED,
            Status::PartiallyRealised => PARTLY,
            Status::NotRealised => NOT_REALISED,
            Status::NotMeasured => NOT_MEASURED,
        };
        let by = record.status_source.map(|by| format!(" by {by:?}")).unwrap_or_default();
        let judged = format!("{:?}{by}, confidence {}", record.status, record.confidence);
        sheet.boxes(ink, [(bbox, format!("{}: {judged}", record.id))]);
        sheet.label(RECORD, bbox, &format!("{} {judged}", record.id));
        let parts: Vec<String> =
            record.confidence_parts.iter().map(|(part, share)| format!("{part:?} {share}")).collect();
        sheet.note(format!("{}: {judged} ({})", record.id, parts.join(", ")));
    }
}

/// The places that findings name, and their sentences below the page.
pub(super) fn check(sheet: &mut Drawing, findings: &[Diagnostic], page: u32) {
    let here = findings.iter().filter(|finding| finding.page == Some(page));
    let boxes = here.filter_map(|finding| {
        let [x0, y0, x1, y1] = finding.bbox?.map(|edge| edge as f32);
        Some((Rect { x0, y0, x1, y1 }, format!("{}: {}", finding.code, finding.message)))
    });
    sheet.places(FINDING, boxes);
    sheet.findings(findings, page);
}

/// The box of a record's bands on a page.
fn place(table: &JoinedTable, draft: &Draft<'_>, page: usize) -> Option<Rect> {
    let bands = draft.bands.iter().map(|&band| &table.bands[band]).filter(|band| band.page == page);
    Rect::covering(bands.map(|band| &band.bbox))
}

/// The boxes of those of `lines` that stand on a page.
fn boxes_on(table: &JoinedTable, lines: &[Fitted<'_>], page: usize) -> Vec<Rect> {
    let mut wanted = Lines::default();
    wanted.take(lines);
    let cells = table.cells.iter().filter(|cell| cell.page == page);
    cells.flat_map(|cell| &cell.lines).filter(|line| wanted.has(line)).map(|line| line.bbox).collect()
}

/// What was read in a column, and whether it could be read as what it should be.
fn value(record: &Record, role: Role) -> Option<(String, bool)> {
    let figure = match role {
        Role::Red => &record.red,
        Role::Green => &record.green,
        Role::Result => &record.result,
        Role::Weight => record.figure(Field::Weight)?,
        Role::Budget => return record.as_objective().map(|own| (own.budget_refs.join(" | "), true)),
        _ => return None,
    };
    Some((figure_text(figure), figure.value.is_some()))
}

fn figure_text(figure: &Figure) -> String {
    match (figure.value, &figure.raw) {
        (Some(value), _) => value.to_string(),
        (None, Some(raw)) => format!("“{raw}”"),
        (None, None) => "–".to_owned(),
    }
}

/// A record in a line.
fn summary(record: &Record) -> String {
    let unit = |unit: &Unit| unit.reference.clone().unwrap_or_else(|| "–".to_owned());
    let mut parts = vec![
        record.id.clone(),
        format!("strategic {}", unit(&record.strategic)),
        format!("operational {}", unit(&record.operational)),
    ];
    parts.extend(record.unit(Field::Kpi).map(|kpi| format!("KPI {}", unit(kpi))));
    for (name, figure) in [("red", &record.red), ("green", &record.green), ("result", &record.result)] {
        parts.push(format!("{name} {}", figure_text(figure)));
    }
    parts.extend(record.figure(Field::Weight).map(|weight| format!("weight {}", figure_text(weight))));
    parts.extend(record.as_objective().iter().flat_map(|own| &own.budget_refs).cloned());
    let fr = record.operational.title.fr.as_deref().unwrap_or("–");
    let nl = record.operational.title.nl.as_deref().unwrap_or("–");
    parts.push(format!("{fr} / {nl}"));
    parts.join("  ·  ")
}
