//! normalise: a record's lines become its values: references, figures, budget references, texts with whole words.
//!
//! What is printed is kept beside every value. Nothing is summarised and nothing dropped. Not for judging values:
//! that is `judge/`.

mod budget;
mod figure;
mod ids;
mod reference;

use std::collections::BTreeMap;

use crate::columns::Role;
use crate::geometry::Rect;
use crate::join::JoinedTable;
use crate::language::{Bilingual, Language, placeholder};
use crate::pair::{Draft, DraftUnit, Drafts, Sides};
use crate::record::{Extra, Figure, Kind, Record, Status, Texts, Unit};
use crate::source::Place;
use crate::tables::PageTables;
use crate::words::lexicon::Lexicon;
use crate::words::paragraphs::{Fitted, learn_broken, text_of};

pub(crate) use budget::is_well_formed as is_budget_reference;
pub use ids::Ids;

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
    let strategic: Vec<Named> = drafts.strategic.iter().map(|unit| named(unit, context.lexicon)).collect();
    let operational: Vec<Named> =
        drafts.operational.iter().map(|unit| named(unit, context.lexicon)).collect();
    ids.begin_table();
    for draft in &drafts.records {
        let units = (&strategic[draft.strategic], &operational[draft.operational]);
        made.push(record(table, draft, units, context, ids));
    }
    made
}

/// A unit with the placeholders of its title.
struct Named {
    unit: Unit,
    printed: Texts,
}

fn named(draft: &DraftUnit<'_>, lexicon: &Lexicon) -> Named {
    let label = label_of(&draft.label);
    let reference = label.as_deref().and_then(reference::bare);
    let (title, printed) = texts(&draft.title, lexicon);
    Named { unit: Unit { reference, label, title }, printed }
}

/// A label as printed: its lines, separated by single blanks. A placeholder is no label.
fn label_of(lines: &[Fitted<'_>]) -> Option<String> {
    let lines: Vec<&str> = lines.iter().map(|fitted| fitted.line.text.as_str()).collect();
    let label = lines.join(" ");
    (!label.is_empty() && placeholder(&label).is_none()).then_some(label)
}

/// Texts in both languages, and the placeholders that stand in their place.
fn texts(sides: &Sides<'_>, lexicon: &Lexicon) -> (Texts, Texts) {
    let (mut values, mut printed) = (Texts::default(), Texts::default());
    for language in [Language::Fr, Language::Nl] {
        let text = text_of(sides.side(language), lexicon);
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
    (strategic, operational): (&Named, &Named),
    context: &Context<'_>,
    ids: &mut Ids,
) -> Made {
    let lexicon = context.lexicon;
    let position = &table.position;
    let indicators = table.kind == Kind::Indicators;
    let kpi = indicators.then(|| named(&draft.kpi, lexicon));
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
    }
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
        source: place,
    };
    for (column, sides) in &draft.texts {
        let (values, placeholders) = texts(sides, lexicon);
        match table.columns[*column].role {
            Role::Description => {
                record.description = values;
                keep("description", placeholders);
            }
            Role::Deviation => {
                record.deviation = values;
                keep("deviation", placeholders);
            }
            Role::Actions if !indicators => {
                record.actions = Some(values);
                keep("actions", placeholders);
            }
            _ => {
                // A placeholder in an unknown column may mean something there: it stays.
                let text = Bilingual::new(values.fr.or(placeholders.fr), values.nl.or(placeholders.nl));
                if !text.is_empty() {
                    record.extra.push(Extra { label: table.columns[*column].label.clone(), text });
                }
            }
        }
    }
    for (column, lines) in &draft.once {
        let raw = text_of(lines, lexicon).filter(|text| placeholder(text).is_none());
        let figure = || figure::read(raw.as_deref());
        match table.columns[*column].role {
            Role::Red => record.red = figure(),
            Role::Green => record.green = figure(),
            Role::Result => record.result = figure(),
            Role::Weight if indicators => record.weight = Some(figure()),
            Role::Budget if !indicators => record.budget_refs = Some(budget::references(raw.as_deref())),
            // A column of the other kind of table: kept, under its own header.
            _ => {
                if raw.is_some() {
                    let label = table.columns[*column].label.clone();
                    record.extra.push(Extra { label, text: Bilingual::new(raw.clone(), raw) });
                }
            }
        }
    }
    record.printed = printed;
    Made { record, fill: draft.fill, margin: draft.margin }
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
