//! normalise: a record's lines become its values: references, figures, budget references, texts with whole words.
//!
//! What is printed is kept beside every value. Nothing is summarised and nothing dropped. Not for judging values:
//! that is `judge/`.

mod budget;
mod figure;
mod ids;
mod places;
mod reference;
mod reread;

use std::collections::{BTreeMap, HashSet};

use crate::columns::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::join::JoinedTable;
use crate::language::{Bilingual, Language};
use crate::pair::{Draft, DraftUnit, Drafts, Sides};
use crate::record::{Extra, Figure, Kind, Record, Status, Texts, Unit};
use crate::source::{Place, Provenance};
use crate::tables::PageTables;
use crate::wording::placeholder;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Doubt, Fitted, Mending, learn_broken, mended, text_of};

pub(crate) use budget::is_well_formed as is_budget_reference;
pub use ids::Ids;
use places::{Places, Sources};
pub use reread::{Again, reread};

/// What the values of every record need to know of the report.
pub struct Context<'a> {
    /// The report's own words.
    pub lexicon: &'a Lexicon,
    /// The pages.
    pub pages: &'a [PageTables],
    /// The year reported on.
    pub year: Option<i32>,
    /// Which part of the report.
    pub part: Option<u32>,
    /// How exactly the records say where they stand.
    pub provenance: Provenance,
}

/// A record with what is known of its making.
#[derive(Debug, Clone)]
pub struct Made {
    /// The record; its status and confidence are not judged yet.
    pub record: Record,
    /// The colour of the result's cell.
    pub fill: Option<[u8; 3]>,
    /// The least margin at its page breaks, in nats.
    pub margin: Option<f32>,
    /// How its lines were joined where words may be broken.
    pub mending: Mending,
}

/// Teaches the lexicon what the records' own texts tell of broken words, so that a word which is surely broken in one
/// place is known where it is not so sure.
pub fn learn(drafts: &Drafts<'_>, lexicon: &mut Lexicon) {
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
pub fn drafts_to_records(
    table: &JoinedTable,
    drafts: &Drafts<'_>,
    context: &Context<'_>,
    ids: &mut Ids,
) -> Vec<Made> {
    let mut made = Vec::new();
    let places = (context.provenance == Provenance::Cells).then(|| Places::new(table, context.pages));
    let sources = Sources::new(places.as_ref());
    let all = |field: &str, units: &[DraftUnit<'_>]| -> Vec<Named<'_>> {
        units.iter().map(|unit| named(field, unit, context.lexicon, sources.clone())).collect()
    };
    let strategic = all("strategic", &drafts.strategic);
    let operational = all("operational", &drafts.operational);
    ids.begin_table();
    // An objective is carried down; what is doubtful about its title is told with its first record.
    let mut told: HashSet<*const Named<'_>> = HashSet::new();
    for draft in &drafts.records {
        let units = [&strategic[draft.strategic], &operational[draft.operational]];
        let mut one = record(table, draft, units, context, sources.clone(), ids);
        for unit in units {
            one.mending.surety *= unit.mending.surety;
            if told.insert(unit) {
                one.mending.doubts.extend(unit.mending.doubts.iter().cloned());
            }
        }
        made.push(one);
    }
    made
}

/// What was doubtful on the way to a record's values.
pub fn findings(made: &Made) -> impl Iterator<Item = Diagnostic> {
    made.mending.doubts.iter().map(|Doubt { tail, head, whole }| {
        let done = if *whole { "made one word" } else { "left apart" };
        let message = format!("“{tail}” and “{head}” were {done}; little tells which is right");
        Diagnostic::new(Code::B208, message).about(&made.record.id, &made.record.source)
    })
}

/// A unit with the placeholders of its title, and where it is printed.
struct Named<'a> {
    unit: Unit,
    printed: Texts,
    mending: Mending,
    sources: Sources<'a>,
}

fn named<'a>(field: &str, draft: &DraftUnit<'_>, lexicon: &Lexicon, mut sources: Sources<'a>) -> Named<'a> {
    let label = label_of(&draft.label);
    let reference = label.as_deref().and_then(reference::bare);
    let mut mending = Mending::default();
    let (title, printed) = texts(&draft.title, lexicon, &mut mending);
    sources.add(&format!("{field}.label"), &draft.label);
    sources.add_sides(&format!("{field}.title"), &draft.title);
    Named { unit: Unit { reference, label, title }, printed, mending, sources }
}

/// A label as printed: its lines, separated by single blanks. A placeholder is no label.
fn label_of(lines: &[Fitted<'_>]) -> Option<String> {
    let lines: Vec<&str> = lines.iter().map(|fitted| fitted.line.text.as_str()).collect();
    let label = lines.join(" ");
    (!label.is_empty() && placeholder(&label).is_none()).then_some(label)
}

/// Texts in both languages, and the placeholders that stand in their place.
fn texts(sides: &Sides<'_>, lexicon: &Lexicon, mending: &mut Mending) -> (Texts, Texts) {
    let (mut values, mut printed) = (Texts::default(), Texts::default());
    for language in Language::BOTH {
        let text = mended(sides.side(language), lexicon, mending);
        let slot = if text.as_deref().is_some_and(|text| placeholder(text).is_some()) {
            &mut printed
        } else {
            &mut values
        };
        *slot.side_mut(language) = text;
    }
    (values, printed)
}

fn record(
    table: &JoinedTable,
    draft: &Draft<'_>,
    [strategic, operational]: [&Named<'_>; 2],
    context: &Context<'_>,
    mut sources: Sources<'_>,
    ids: &mut Ids,
) -> Made {
    let lexicon = context.lexicon;
    let position = &table.position;
    let indicators = table.kind == Kind::Indicators;
    let kpi = indicators.then(|| named("kpi", &draft.kpi, lexicon, sources.clone()));
    let mut mending = kpi.as_ref().map(|kpi| kpi.mending.clone()).unwrap_or_default();
    let theme = text_of(&draft.theme, lexicon).map(|theme| theme.replace('\n', " "));
    let id = ids.next(
        table.kind,
        position,
        theme.as_deref(),
        &operational.unit,
        kpi.as_ref().map(|kpi| &kpi.unit),
    );
    let mut printed = BTreeMap::new();
    let mut keep = |name: &str, texts: Texts| {
        if !texts.is_empty() {
            printed.insert(name.to_owned(), texts);
        }
    };
    keep("strategic", strategic.printed.clone());
    keep("operational", operational.printed.clone());
    if let Some(kpi) = &kpi {
        keep("kpi", kpi.printed.clone());
        sources.extend(&kpi.sources);
    }
    sources.add("theme", &draft.theme);
    sources.extend(&strategic.sources);
    sources.extend(&operational.sources);
    let place = place_of(table, draft, context);
    let mut record = Record {
        id,
        year: context.year,
        part: context.part,
        chapter: position.chapter.reference.clone(),
        chapter_name: position.chapter.name.clone(),
        entity: position.entity.clone(),
        entity_name: position.entity_name.clone(),
        section: position.section.clone(),
        theme,
        strategic: strategic.unit.clone(),
        operational: operational.unit.clone(),
        kpi: kpi.map(|kpi| kpi.unit),
        budget_refs: (!indicators).then(Vec::new),
        red: Figure::default(),
        green: Figure::default(),
        result: Figure::default(),
        weight: indicators.then(Figure::default),
        status: Status::NotMeasured,
        status_source: None,
        status_reason: None,
        status_printed: None,
        description: Texts::default(),
        deviation: Texts::default(),
        actions: (!indicators).then(Texts::default),
        printed: BTreeMap::new(),
        extra: Vec::new(),
        confidence: 1.0,
        confidence_parts: BTreeMap::new(),
        source: place,
        sources: BTreeMap::new(),
    };
    for (column, sides) in &draft.texts {
        let (values, placeholders) = texts(sides, lexicon, &mut mending);
        match table.columns[*column].role {
            Role::Description => {
                record.description = values;
                keep("description", placeholders);
                sources.add_sides("description", sides);
            }
            Role::Deviation => {
                record.deviation = values;
                keep("deviation", placeholders);
                sources.add_sides("deviation", sides);
            }
            Role::Actions if !indicators => {
                record.actions = Some(values);
                keep("actions", placeholders);
                sources.add_sides("actions", sides);
            }
            _ => {
                // A placeholder in an unknown column may mean something there: it stays.
                let text = Bilingual::new(values.fr.or(placeholders.fr), values.nl.or(placeholders.nl));
                if !text.is_empty() {
                    sources.add_sides(&format!("extra.{}.text", record.extra.len()), sides);
                    record.extra.push(Extra { label: table.columns[*column].label.clone(), text });
                }
            }
        }
    }
    for (column, lines) in &draft.once {
        let raw = text_of(lines, lexicon).filter(|text| placeholder(text).is_none());
        let figure = || figure::read(raw.as_deref());
        match table.columns[*column].role {
            Role::Red => {
                record.red = figure();
                sources.add("red", lines);
            }
            Role::Green => {
                record.green = figure();
                sources.add("green", lines);
            }
            Role::Result => {
                record.result = figure();
                sources.add("result", lines);
            }
            Role::Weight if indicators => {
                record.weight = Some(figure());
                sources.add("weight", lines);
            }
            Role::Budget if !indicators => {
                record.budget_refs = Some(budget::references(raw.as_deref()));
                sources.add("budget_refs", lines);
            }
            // A column of the other kind of table: kept, under its own header.
            _ => {
                if raw.is_some() {
                    let sides = Bilingual::new(lines.clone(), lines.clone());
                    sources.add_sides(&format!("extra.{}.text", record.extra.len()), &sides);
                    let label = table.columns[*column].label.clone();
                    record.extra.push(Extra { label, text: Bilingual::new(raw.clone(), raw) });
                }
            }
        }
    }
    record.printed = printed;
    record.sources = sources.into_boxes();
    Made { record, fill: draft.fill, margin: draft.margin, mending }
}

/// Where a record stands: the box of its bands on each page.
fn place_of(table: &JoinedTable, draft: &Draft<'_>, context: &Context<'_>) -> Vec<Place> {
    let mut places: Vec<(usize, Rect)> = Vec::new();
    for &band in &draft.bands {
        let band = &table.bands[band];
        match places.last_mut() {
            Some((page, bbox)) if *page == band.page => *bbox = bbox.union(&band.bbox),
            _ => places.push((band.page, band.bbox)),
        }
    }
    let place = |(index, bbox): (usize, Rect)| {
        let page = &context.pages[index];
        Place::new(page.number, &page.label, page.to_viewer(bbox))
    };
    places.into_iter().map(place).collect()
}
