//! normalise: a record's lines become its values: references, figures, budget references, texts with whole words.
//!
//! What is printed is kept beside every value. Nothing is summarised and nothing dropped. Not for judging values:
//! that is `judge/`.

mod budget;
mod figure;
mod ids;
mod notes;
mod objectives;
mod places;
mod reference;
mod reread;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::columns::Role;
use crate::diagnostic::{Code, Finding, excerpt};
use crate::geometry::Rect;
use crate::join::{JoinedColumn, JoinedTable};
use crate::language::{Bilingual, Language};
use crate::outline::{HeadingDoubt, status_in_column};
use crate::pair::{Draft, DraftUnit, Drafts, Sides};
use crate::record::{Extra, Figure, Front, Indicator, Kind, Own, Record, Status, Texts, Unit};
use crate::source::{Field, Place, SourceKey};
use crate::tables::{Making, PageTables};
use crate::wording::{Placeholders, Wording, marks_in};
use crate::words::lexicon::{Lexicon, LexiconBuilder};
use crate::words::paragraphs::{Doubt, Fitted, Mending, learn_broken, mended, text_of};

pub(crate) use budget::is_well_formed as is_budget_reference;
pub(crate) use ids::Ids;
pub(crate) use notes::give as give_notes;
pub(crate) use objectives::restore as restore_objectives;
use places::{Places, Sources};
pub(crate) use reread::reread;

/// The share of figures that are right of those whose lines were joined though little tells that they belong together.
const JOINED_FIGURE: f64 = 0.6;

/// The share of records that are right of those which have a character that nothing tells.
const UNKNOWN_CHARACTER: f64 = 0.6;

/// A form in which values are written, as a regular expression.
type Regular = LazyLock<Option<Regex>>;

/// A form as a regular expression; `None` where it is none, which the tests of its module would show.
fn written(form: &str) -> Option<Regex> {
    Regex::new(form).ok()
}

/// What the values of every record need to know of the report.
pub(crate) struct Context<'a> {
    /// The report's own words.
    pub lexicon: &'a Lexicon,
    /// The pages.
    pub pages: &'a [PageTables],
    /// What the first pages say, of each part of the report.
    pub front: &'a Front,
    /// The words by which reports are understood.
    pub wording: &'a Wording,
}

/// A record with what is known of its making.
#[derive(Debug, Clone)]
pub(crate) struct Normalised {
    /// The record; its status and confidence are not judged yet.
    pub record: Record,
    /// What a column of statuses says, where it says one.
    pub status: Option<Status>,
    /// The colour of the cell that shows the status.
    pub fill: Option<[u8; 3]>,
    /// The least margin at its page breaks, in nats.
    pub margin: Option<f32>,
    /// Whether its second row is lost: it is the last one of a page of a transcript.
    pub is_cut: bool,
    /// The marks of notes behind its figures and references.
    pub marks: BTreeSet<String>,
    /// The share of such records that have every broken word right, 0 to 1.
    pub surety: f64,
    /// What was doubtful on the way to its values.
    pub findings: Vec<Finding>,
}

/// Teaches the lexicon what the records' own texts tell of broken words, so that a word which is surely broken in one
/// place is known where it is not so sure.
pub(crate) fn learn(drafts: &Drafts<'_>, lexicon: &mut LexiconBuilder) {
    let units = drafts
        .strategic
        .iter()
        .chain(&drafts.operational)
        .chain(drafts.records.iter().map(|draft| &draft.kpi));
    let titles = units.map(|unit| &unit.title);
    let texts = drafts.records.iter().flat_map(|draft| draft.texts.iter().map(|(_, sides)| sides));
    let sides: Vec<&Sides<'_>> = titles.chain(texts).collect();
    for lines in sides.iter().flat_map(|sides| [&sides.fr, &sides.nl]) {
        if let [above @ .., last] = lines.as_slice() {
            lexicon.learn_end(above.last().map(|above| above.line), last.line);
        }
    }
    for lines in sides.iter().flat_map(|sides| [&sides.fr, &sides.nl]) {
        learn_broken(lines, lexicon);
    }
}

/// Makes the values of a table's records.
pub(crate) fn drafts_to_records(
    table: &JoinedTable,
    drafts: &Drafts<'_>,
    context: &Context<'_>,
    ids: &mut Ids,
) -> Vec<Normalised> {
    let mut made = Vec::new();
    let places = Places::new(table, context.pages);
    let sources = Sources::new(&places);
    let all = |field: Field, units: &[DraftUnit<'_>]| -> Vec<Named<'_>> {
        units.iter().map(|unit| named(field, unit, context, sources.clone())).collect()
    };
    let strategic = all(Field::Strategic, &drafts.strategic);
    let operational = all(Field::Operational, &drafts.operational);
    ids.begin_table();
    // An objective is carried down; what is doubtful about its title is told with its first record.
    let mut told: HashSet<*const Named<'_>> = HashSet::new();
    for draft in &drafts.records {
        let units = [&strategic[draft.strategic], &operational[draft.operational]];
        let (mut one, mut mending) = record(table, draft, units, context, sources.clone(), ids);
        for unit in units {
            mending.surety *= unit.mending.surety;
            if told.insert(unit) {
                mending.doubts.extend(unit.mending.doubts.iter().cloned());
            }
        }
        one.surety = mending.surety;
        one.findings = mending.doubts.iter().map(|doubt| broken(doubt, &one.record)).collect();
        one.findings.extend(ragged(table, draft, &one.record));
        made.push(one);
    }
    let unsure: Vec<Finding> = table.position.doubts.iter().map(|doubt| misplaced(doubt, &made)).collect();
    if let Some(first) = made.first_mut() {
        first.findings.extend(unsure);
    }
    made
}

/// Says what little tells of a heading over a table, whose records are `made`.
fn misplaced(doubt: &HeadingDoubt, made: &[Normalised]) -> Finding {
    let finding =
        Finding::new(Code::B212).with("open", doubt.open.key()).with("heading", excerpt(&doubt.text));
    let page = made.first().and_then(|first| first.record.source.first()).map(|place| place.page);
    let finding = Finding { page, ..finding };
    made.iter().fold(finding, |finding, made| finding.related_to(&made.record.id))
}

/// Says that little tells whether two pieces are one word.
fn broken(Doubt { tail, head, whole }: &Doubt, record: &Record) -> Finding {
    let finding = Finding::new(Code::B208).with("tail", tail.as_str()).with("head", head.as_str());
    finding.with("joined", if *whole { "yes" } else { "no" }).about(&record.id, &record.source)
}

/// A margin, in nats, below which one such row in twenty is better read in another way.
const SURE_COLUMNS: f32 = 3.0;

/// What is doubtful about the columns of a record's rows in a transcript.
fn ragged(table: &JoinedTable, draft: &Draft<'_>, record: &Record) -> Vec<Finding> {
    let doubts = || draft.bands.iter().map(|&band| table.bands[band].doubt);
    let mut findings = Vec::new();
    if doubts().any(|doubt| doubt.is_ragged && doubt.margin < SURE_COLUMNS) {
        findings.push(Finding::new(Code::B221).about(&record.id, &record.source));
    }
    if doubts().any(|doubt| doubt.figures) {
        let figures =
            [&record.red, &record.green, &record.result].into_iter().filter_map(|figure| figure.raw.clone());
        let figures = figures.collect::<Vec<_>>().join(", ");
        findings.push(Finding::new(Code::B222).with("figures", figures).about(&record.id, &record.source));
    }
    if doubts().any(|doubt| doubt.reference) {
        let label = record.operational.label.clone().unwrap_or_default();
        findings.push(Finding::new(Code::B224).with("label", label).about(&record.id, &record.source));
    }
    findings
}

/// A unit with the placeholders of its title, and where it is printed.
struct Named<'a> {
    unit: Unit,
    printed: Texts,
    mending: Mending,
    sources: Sources<'a>,
}

fn named<'a>(
    field: Field,
    draft: &DraftUnit<'_>,
    context: &Context<'_>,
    mut sources: Sources<'a>,
) -> Named<'a> {
    let label = label_of(&draft.label, &context.wording.placeholder);
    let reference = label.as_deref().and_then(reference::bare);
    let mut mending = Mending::default();
    let (title, printed) = texts(&draft.title, context, &mut mending);
    mending.surety *= known_share(draft.label.iter().chain(&draft.title.fr).chain(&draft.title.nl));
    sources.add(SourceKey::Label(field), &draft.label);
    sources.add_sides(|language| SourceKey::Title(field, language), &draft.title);
    Named { unit: Unit { reference, label, title }, printed, mending, sources }
}

/// A label as printed: its lines, separated by single blanks. A placeholder is no label.
fn label_of(lines: &[Fitted<'_>], placeholders: &Placeholders) -> Option<String> {
    let lines: Vec<&str> = lines.iter().map(|fitted| fitted.line.text.as_str()).collect();
    let label = lines.join(" ");
    (!label.is_empty() && !placeholders.has(&label)).then_some(label)
}

/// Texts in both languages, and the placeholders that stand in their place.
fn texts(sides: &Sides<'_>, context: &Context<'_>, mending: &mut Mending) -> (Texts, Texts) {
    let placeholders = &context.wording.placeholder;
    let (mut values, mut printed) = (Texts::default(), Texts::default());
    for language in Language::BOTH {
        let text = mended(sides.side(language), context.lexicon, mending);
        let slot = if text.as_deref().is_some_and(|text| placeholders.has(text)) {
            &mut printed
        } else {
            &mut values
        };
        *slot.side_mut(language) = text;
    }
    (values, printed)
}

/// Where what stands in a column goes in a record.
enum Slot {
    /// A text in both languages.
    Texts(Field),
    /// A figure.
    Figure(Field),
    /// The list of budget references.
    Budget,
    /// The status in words.
    Status,
    /// What the model has no field for: it is kept under its own header.
    Extra,
}

/// The slot of a column in a table of a kind. A column of the other kind of table has none of its own.
fn slot(role: Role, kind: Kind) -> Slot {
    match (role, kind) {
        (Role::Description, _) => Slot::Texts(Field::Description),
        (Role::Deviation, _) => Slot::Texts(Field::Deviation),
        (Role::Actions, Kind::Objectives) => Slot::Texts(Field::Actions),
        (Role::Red, _) => Slot::Figure(Field::Red),
        (Role::Green, _) => Slot::Figure(Field::Green),
        (Role::Result, _) => Slot::Figure(Field::Result),
        (Role::Weight, Kind::Indicators) => Slot::Figure(Field::Weight),
        (Role::Budget, Kind::Objectives) => Slot::Budget,
        (Role::Status, _) => Slot::Status,
        _ => Slot::Extra,
    }
}

fn record(
    table: &JoinedTable,
    draft: &Draft<'_>,
    [strategic, operational]: [&Named<'_>; 2],
    context: &Context<'_>,
    mut sources: Sources<'_>,
    ids: &mut Ids,
) -> (Normalised, Mending) {
    let (lexicon, wording, position) = (context.lexicon, context.wording, &table.position);
    let front = context.front.of_part(table.part);
    let mut own = Own::default();
    let mut printed = Printed::default();
    printed.keep(Field::Strategic, strategic.printed.clone());
    printed.keep(Field::Operational, operational.printed.clone());
    let mut mending = Mending::default();
    if table.kind == Kind::Indicators {
        let kpi = named(Field::Kpi, &draft.kpi, context, sources.clone());
        sources.extend(&kpi.sources);
        printed.keep(Field::Kpi, kpi.printed);
        mending = kpi.mending;
        own = Own::Indicator(Indicator { kpi: kpi.unit, ..Indicator::default() });
    }
    sources.add(SourceKey::Whole(Field::Theme), &draft.theme);
    sources.extend(&strategic.sources);
    sources.extend(&operational.sources);
    let theme = text_of(&draft.theme, lexicon).map(|theme| theme.replace('\n', " "));
    let mut record = Record {
        year: front.year,
        part: front.part,
        chapter: position.chapter.reference.clone(),
        chapter_name: position.chapter.name.clone(),
        entity: position.entity.clone(),
        entity_name: position.entity_name.clone(),
        section: position.section.clone(),
        theme,
        strategic: strategic.unit.clone(),
        operational: operational.unit.clone(),
        own,
        source: place_of(table, draft, context),
        ..Record::default()
    };
    record.id = ids.next(position, &record);
    for (column, sides) in &draft.texts {
        let column = &table.columns[*column];
        let (values, placeholders) = texts(sides, context, &mut mending);
        if let Slot::Texts(field) = slot(column.role, table.kind)
            && let Some(place) = record.texts_mut(field)
        {
            *place = values;
            printed.keep(field, placeholders);
            sources.add_sides(|language| SourceKey::Text(field, language), sides);
        } else {
            // A placeholder in an unknown column may mean something there: it stays.
            let text = Bilingual::new(values.fr.or(placeholders.fr), values.nl.or(placeholders.nl));
            keep_extra(&mut record, &mut sources, column, text, sides);
        }
    }
    let title = record.as_indicator().map(|own| own.kpi.title.clone()).unwrap_or_default();
    let units = [Field::Strategic, Field::Operational, Field::Kpi].into_iter();
    let labels = units.filter_map(|field| record.unit(field)?.label.as_deref());
    let mut marks: BTreeSet<String> = labels.flat_map(marks_in).collect();
    let mut status = None;
    let says_status = |raw: Option<&str>| raw.and_then(|raw| status_in_column(raw, &wording.status));
    for (column, lines) in &draft.once {
        let column = &table.columns[*column];
        let raw = text_of(lines, lexicon).filter(|text| !wording.placeholder.has(text));
        marks.extend(raw.iter().flat_map(|raw| marks_in(raw)));
        match slot(column.role, table.kind) {
            Slot::Figure(field) => {
                // a weight counts the same whatever the indicator counts
                let title = if field == Field::Weight { &Texts::default() } else { &title };
                let figure = figure_of(lines, raw, lexicon, &mut mending);
                let figure = units::with_unit(figure, &column.label, title, &wording.unit);
                if let Some(place) = record.figure_mut(field) {
                    *place = figure;
                }
                sources.add(SourceKey::Whole(field), lines);
            }
            Slot::Budget => {
                if let Own::Objective(own) = &mut record.own {
                    own.budget_refs = budget::references(raw.as_deref());
                }
                sources.add(SourceKey::Whole(Field::BudgetRefs), lines);
            }
            Slot::Status if says_status(raw.as_deref()).is_some() => status = says_status(raw.as_deref()),
            // What says no status is kept under the column's header.
            Slot::Texts(_) | Slot::Status | Slot::Extra => {
                let sides = Bilingual::new(lines.clone(), lines.clone());
                keep_extra(&mut record, &mut sources, column, Bilingual::new(raw.clone(), raw), &sides);
            }
        }
    }
    let texts = draft.texts.iter().flat_map(|(_, sides)| [&sides.fr, &sides.nl]);
    let lines = texts.chain(draft.once.iter().map(|(_, lines)| lines));
    mending.surety *= known_share(lines.flatten());
    record.printed = printed.0;
    record.sources = sources.into_boxes();
    let made = Normalised {
        record,
        status,
        fill: draft.fill,
        margin: draft.margin,
        is_cut: draft.alone
            && draft.bands.last().is_some_and(|&last| {
                table.bands[last].making == Making::Transcribed
                    && table.bands.get(last + 1).is_none_or(|next| next.first)
            }),
        marks,
        surety: 1.0,
        findings: Vec::new(),
    };
    (made, mending)
}

/// The figure that lines print, which say `raw` together: its column may have broken it.
fn figure_of(lines: &[Fitted<'_>], raw: Option<String>, lexicon: &Lexicon, mending: &mut Mending) -> Figure {
    let text = |at: usize| lines[at].line.text.as_str();
    // What stands between two lines is what is left of them together.
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for at in 0..lines.len() {
        let together = at.checked_sub(1).and_then(|above| text_of(&lines[above..=at], lexicon));
        let holds = |between: &str| {
            together
                .as_ref()
                .is_some_and(|together| *together == format!("{}{between}{}", text(at - 1), text(at)))
        };
        match pieces.last_mut() {
            Some((piece, _)) if holds("") => piece.push_str(text(at)),
            _ => pieces.push((text(at).to_owned(), holds(" "))),
        }
    }
    let pieces = pieces.iter().map(|(text, is_forced)| figure::Piece { text, is_forced: *is_forced });
    let joined = figure::joined(pieces);
    let figure = figure::read(raw.as_ref().map(|_| joined.text.as_str()));
    if figure.value.is_none() {
        return Figure { raw, ..Figure::default() };
    }
    if !joined.doubts.is_empty() {
        mending.surety *= JOINED_FIGURE;
        mending.doubts.extend(joined.doubts);
    }
    figure
}

/// What is left of the surety of a text by characters in its lines that nothing tells.
fn known_share<'l, 'f: 'l>(mut lines: impl Iterator<Item = &'l Fitted<'f>>) -> f64 {
    let is_unknown = |fitted: &Fitted<'_>| fitted.line.text.contains(char::REPLACEMENT_CHARACTER);
    if lines.any(is_unknown) { UNKNOWN_CHARACTER } else { 1.0 }
}

/// Keeps a text that the model has no field for under its column's header, if there is any.
fn keep_extra(
    record: &mut Record,
    sources: &mut Sources<'_>,
    column: &JoinedColumn,
    text: Texts,
    sides: &Sides<'_>,
) {
    if !text.is_empty() {
        let number = record.extra.len();
        sources.add_sides(|language| SourceKey::Extra(number, language), sides);
        record.extra.push(Extra { label: column.label.clone(), text });
    }
}

/// The placeholders of a record.
#[derive(Default)]
struct Printed(BTreeMap<Field, Texts>);

impl Printed {
    fn keep(&mut self, field: Field, texts: Texts) {
        if !texts.is_empty() {
            self.0.insert(field, texts);
        }
    }
}

/// Where a record stands: the box of its bands on each page.
fn place_of(table: &JoinedTable, draft: &Draft<'_>, context: &Context<'_>) -> Vec<Place> {
    let mut places: Vec<(usize, Rect)> = Vec::new();
    let mut next = None;
    for &at in &draft.bands {
        let band = &table.bands[at];
        match places.last_mut() {
            // Between bands that are not neighbours stand other records: those of a table in the other language.
            Some((page, bbox)) if *page == band.page && next == Some(at) => *bbox = bbox.union(&band.bbox),
            _ => places.push((band.page, band.bbox)),
        }
        next = Some(at + 1);
    }
    let place = |(index, bbox): (usize, Rect)| places::place(&context.pages[index].head, bbox);
    places.into_iter().map(place).collect()
}
