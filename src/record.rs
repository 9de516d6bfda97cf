//! The published model: what a report becomes. One [`Report`] per PDF; every output format is a projection of it.
//!
//! Keys are English, texts keep their language under `fr` and `nl`, an absent value is `null` and never an empty
//! string, and all lists are in the order of reading. Not for intermediate shapes: those belong to the stages.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
pub use crate::language::{Bilingual, Edition, Language};
pub use crate::source::{Field, Place, SourceKey, SourceKeyError};

/// The version of this model; it changes with every change of a key.
pub const SCHEMA_VERSION: &str = "1.1";

/// Name and version of this program, as documents name it.
pub const EXTRACTOR: &str = concat!("bilan ", env!("CARGO_PKG_VERSION"));

/// A text in its two languages.
pub type Texts = Bilingual<Option<String>>;

/// A whole report document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Report document")]
#[non_exhaustive]
pub struct Report {
    /// Version of this model.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: String,
    /// The file that was read.
    pub source: Source,
    /// What the first pages say of the report.
    pub report: Front,
    /// Administrations, with the tables printed under each.
    pub entities: Vec<Entity>,
    /// Operational objectives, as the objectives tables report them.
    pub objectives: Vec<Record>,
    /// Key performance indicators, as the indicators tables report them.
    pub indicators: Vec<Record>,
    /// What was odd, doubtful or lost.
    pub diagnostics: Vec<Diagnostic>,
    /// Where every glyph of the file went.
    pub coverage: Coverage,
    /// Images and curves of which no text was read.
    #[serde(default)]
    pub unread: Vec<Unread>,
}

impl Report {
    /// How many records its tables list, which are all here unless the document was filtered.
    pub(crate) fn listed(&self) -> u64 {
        self.entities.iter().flat_map(|entity| &entity.tables).map(|table| u64::from(table.records)).sum()
    }
}

/// The file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Source {
    /// File name without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    #[schemars(extend("pattern" = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Number of pages.
    pub pages: u32,
    /// The program that made the PDF, as the file says.
    pub producer: Option<String>,
    /// Name and version of this program.
    pub extractor: String,
}

impl Source {
    /// The SHA-256 of bytes as it stands in a document.
    pub fn digest(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What the cover and the pages before the first table say.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Front {
    /// Title of the report.
    pub title: Texts,
    /// The year reported on.
    pub year: Option<i32>,
    /// Which part of the report this file is.
    pub part: Option<u32>,
    /// Date of the document, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// The parliamentary session, as printed.
    pub session: Texts,
    /// In which languages the tables are printed, and in which order; null where no table has records.
    pub edition: Option<Edition>,
    /// How statuses are shown.
    pub legend: Vec<LegendEntry>,
    /// Paragraphs of the preface.
    pub preface: Bilingual<Vec<String>>,
    /// The contents list.
    pub contents: Vec<ContentsChapter>,
    /// The same of each part, this one first, where the file binds several; absent where it does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Front>,
}

impl Front {
    /// What the first pages say of a part, counted from 0.
    pub(crate) fn of_part(&self, part: usize) -> &Self {
        self.parts.get(part).unwrap_or(self)
    }
}

/// One row of the legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LegendEntry {
    /// The status this row explains.
    pub status: Status,
    /// The threshold's name.
    pub threshold: Texts,
    /// The status in words.
    pub label: Texts,
    /// Colour of the row's filled cell, as `#rrggbb`.
    #[schemars(extend("pattern" = "^#[0-9a-f]{6}$"))]
    pub fill: Option<String>,
}

/// A chapter of the contents list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContentsChapter {
    /// The chapter's number as printed, without its full stop.
    pub chapter: Option<String>,
    /// The chapter's name.
    pub name: Texts,
    /// The administrations listed under it.
    pub entities: Vec<ContentsEntity>,
}

/// An administration of the contents list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContentsEntity {
    /// The administration's name.
    pub name: Texts,
}

/// A numbered and named unit of the report: a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Chapter {
    /// The number as printed, without its full stop.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The name.
    pub name: Texts,
}

/// An administration and the tables printed under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Entity {
    /// Stable and unique in the report: `e:` and the place, such as `e:I.1`.
    #[schemars(extend("pattern" = "^e:"))]
    pub id: String,
    /// The chapter it stands in.
    pub chapter: Chapter,
    /// The number as printed, without its full stop; null where a chapter has no administrations.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The name.
    pub name: Texts,
    /// The paragraphs between its heading and its tables.
    #[serde(default)]
    pub introduction: Bilingual<Vec<String>>,
    /// Its tables.
    pub tables: Vec<TableEntry>,
}

/// One table of an administration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TableEntry {
    /// Whether it reports objectives or indicators.
    pub kind: Kind,
    /// The section title over it.
    pub section: Option<Texts>,
    /// Whether `NIHIL` stands in place of the table.
    pub nihil: bool,
    /// Its languages in their order; null where it has no records.
    pub edition: Option<Edition>,
    /// How it holds its languages; null where it has no records.
    pub layout: Option<TableLayout>,
    /// The pages it stands on.
    #[schemars(inner(range(min = 1)))]
    pub pages: Vec<u32>,
    /// How many records it has.
    pub records: u32,
}

/// How a table holds its languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableLayout {
    /// Two rows a record, one a language.
    Paired,
    /// One row a record, one language above the other in each cell; also where there is but one language.
    Stacked,
    /// Two rows a record, but cells with both languages in some columns.
    Mixed,
    /// One row a record, with a column for each language.
    Columns,
    /// A table for each language.
    Tables,
}

/// The two kinds of tables and records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One row an operational objective.
    Objectives,
    /// One row a key performance indicator.
    Indicators,
}

impl Kind {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Objectives => "objectives",
            Self::Indicators => "indicators",
        }
    }
}

/// A reference, the label it was printed as, and the title beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Unit {
    /// The bare number, such as `1.1`.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The reference as printed, such as `O.O. 1.1`.
    pub label: Option<String>,
    /// The title.
    pub title: Texts,
}

/// A figure: what is printed, and the number it says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Figure {
    /// The text as printed.
    pub raw: Option<String>,
    /// The number, where the text is one.
    pub value: Option<f64>,
    /// What the number counts: `%`, `€`, `k€`, `min`, `h`, `dB` and the like; null where nothing says.
    pub unit: Option<String>,
    /// What says the unit.
    pub unit_source: Option<UnitSource>,
}

/// What says the unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnitSource {
    /// The figure's own text.
    Text,
    /// The column's header.
    Header,
    /// The indicator's title.
    Title,
}

/// How an objective or an indicator came out.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The green threshold is reached.
    Realised,
    /// The result lies between the thresholds.
    PartiallyRealised,
    /// The result does not pass the red threshold.
    NotRealised,
    /// There is no result, or nothing to measure it by.
    #[default]
    NotMeasured,
}

impl Status {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Realised => "realised",
            Self::PartiallyRealised => "partially_realised",
            Self::NotRealised => "not_realised",
            Self::NotMeasured => "not_measured",
        }
    }
}

/// What a status was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StatusSource {
    /// Computed from thresholds and result.
    Thresholds,
    /// The fill of the result's cell.
    Shading,
    /// A word in a column of statuses, or in the result's cell.
    Text,
}

/// Why a status could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StatusReason {
    /// No result is printed.
    NoResult,
    /// The result is in words.
    InWords,
    /// A pair of thresholds is missing.
    NoThresholds,
}

/// A status as the page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PrintedStatus {
    /// The status.
    pub value: Status,
    /// What shows it: `shading` or `text`.
    pub by: StatusSource,
}

/// What says a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Witness {
    /// Thresholds and result.
    Thresholds,
    /// The fill of the result's cell.
    Shading,
    /// A word in a column of statuses, or in the result's cell.
    Text,
    /// The indicators of an objective, where all that have a status agree.
    Indicators,
}

/// A status, and what says it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct StatusWitness {
    /// The status.
    pub value: Status,
    /// What says it.
    pub by: Witness,
    /// The page where that stands, counted from 1.
    #[schemars(range(min = 1))]
    pub page: Option<u32>,
    /// Its place there, in PDF points, origin top left of the page as a viewer shows it.
    pub bbox: Option<[f64; 4]>,
}

/// What a doubt about a record is about: a part of its confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Part {
    /// Its rows and columns, and the references that tell it from its neighbours.
    Structure,
    /// Which column holds what.
    Header,
    /// Which text is French and which Dutch.
    Language,
    /// Words that a column broke, and words that lack a letter.
    Words,
    /// What was joined over a page break.
    Breaks,
    /// Thresholds, results, weights and budget references.
    Figures,
    /// Its text was read from the page's image, and how sure the OCR engine was of it.
    Recognition,
    /// The report around it: many of its records show doubts about their structure.
    Report,
}

/// A column that this model does not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Extra {
    /// The column's header.
    pub label: Texts,
    /// The cell's text.
    pub text: Texts,
}

/// A note below a table, to which a mark refers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Note {
    /// The bare sign of the mark, such as `1` or `*`.
    #[schemars(length(min = 1))]
    pub mark: String,
    /// The note's text, without the mark.
    pub text: Texts,
}

/// What records of one kind have and those of the other have not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Own {
    /// Of an objective.
    Objective(Objective),
    /// Of an indicator.
    Indicator(Indicator),
}

impl Default for Own {
    fn default() -> Self {
        Self::Objective(Objective::default())
    }
}

/// One operational objective, as the objectives table reports it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Objective {
    /// Budget references as printed, broken digits joined.
    pub budget_refs: Vec<String>,
    /// What comes next.
    pub actions: Texts,
    /// The indicators that measure it, by their ids.
    #[schemars(inner(regex(pattern = "^k:")))]
    pub indicators: Vec<String>,
}

/// One key performance indicator, as the indicators table reports it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Indicator {
    /// The indicator's reference and title.
    pub kpi: Unit,
    /// Its weight in its objective.
    pub weight: Figure,
    /// The objective that it belongs to, by its id; null where the table of objectives does not print it.
    #[schemars(extend("pattern" = "^o:"))]
    pub objective: Option<String>,
}

/// One objective or one indicator.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Record {
    /// Stable and unique in the report: `o:` or `k:`, the place, the reference.
    pub id: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// Which part of the report.
    pub part: Option<u32>,
    /// The chapter's number.
    pub chapter: Option<String>,
    /// The chapter's name.
    pub chapter_name: Texts,
    /// The administration's number; null where the chapter has no administrations.
    pub entity: Option<String>,
    /// The id of the administration among the report's `entities`.
    #[schemars(extend("pattern" = "^e:"))]
    pub entity_id: String,
    /// The administration's name.
    pub entity_name: Texts,
    /// The section title over the table.
    pub section: Option<Texts>,
    /// The banner row in force, as printed.
    pub theme: Option<String>,
    /// The strategic objective in force.
    pub strategic: Unit,
    /// The operational objective.
    pub operational: Unit,
    /// What only objectives have, or only indicators.
    #[serde(flatten)]
    #[schemars(skip)]
    pub own: Own,
    /// The red threshold.
    pub red: Figure,
    /// The green threshold.
    pub green: Figure,
    /// The result.
    pub result: Figure,
    /// How it came out.
    pub status: Status,
    /// What the status was read from.
    pub status_source: Option<StatusSource>,
    /// Why there is no status.
    pub status_reason: Option<StatusReason>,
    /// The status as the page shows it.
    pub status_printed: Option<PrintedStatus>,
    /// All that say a status; absent where there are fewer than two.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(extend("minItems" = 2))]
    pub status_witnesses: Vec<StatusWitness>,
    /// What was done.
    pub description: Texts,
    /// Why the result deviates.
    pub deviation: Texts,
    /// Placeholders: what stands in a cell whose value is null, by field name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    #[schemars(extend("minProperties" = 1, "propertyNames" = { "enum": Self::PRINTED.map(Field::name) }))]
    pub printed: BTreeMap<Field, Texts>,
    /// Columns that this model does not know.
    pub extra: Vec<Extra>,
    /// The notes below the table whose marks stand behind the record's figures or references; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(extend("minItems" = 1))]
    pub notes: Vec<Note>,
    /// How sure the reading is, 0 to 1: the product of its parts. Sorted by it, the records most worth checking
    /// come first.
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
    /// The parts of the confidence that are below 1, where they are asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub confidence_parts: BTreeMap<Part, f64>,
    /// Where the record stands.
    pub source: Vec<Place>,
    /// Where each of its fields stands, by the field's path (`result`, `description.nl`, `extra.0.text.fr`): boxes that
    /// cover its lines and nothing else, one for each run of lines, in the order of reading. Only where it is asked for.
    /// A placeholder has the box of its field, and what is carried down that of where it is printed; headings have none,
    /// nor has what a page says again: a banner, a label, a figure in both rows of a record.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    #[schemars(extend("minProperties" = 1))]
    #[schemars(with = "BTreeMap<String, Vec<Place>>")]
    pub sources: BTreeMap<SourceKey, Vec<Place>>,
}

impl Record {
    /// The fields whose placeholders stand in `printed`.
    pub const PRINTED: [Field; 6] = [
        Field::Strategic,
        Field::Operational,
        Field::Kpi,
        Field::Description,
        Field::Deviation,
        Field::Actions,
    ];

    /// A text, to change it.
    pub(crate) fn texts_mut(&mut self, field: Field) -> Option<&mut Texts> {
        match (field, &mut self.own) {
            (Field::Description, _) => Some(&mut self.description),
            (Field::Deviation, _) => Some(&mut self.deviation),
            (Field::Actions, Own::Objective(own)) => Some(&mut own.actions),
            _ => None,
        }
    }

    /// A figure, to change it.
    pub(crate) fn figure_mut(&mut self, field: Field) -> Option<&mut Figure> {
        match (field, &mut self.own) {
            (Field::Red, _) => Some(&mut self.red),
            (Field::Green, _) => Some(&mut self.green),
            (Field::Result, _) => Some(&mut self.result),
            (Field::Weight, Own::Indicator(own)) => Some(&mut own.weight),
            _ => None,
        }
    }

    /// Where a field is printed, in this language if one is given; the whole record where its fields have no places.
    pub(crate) fn places_of(&self, field: Field, language: Option<Language>) -> &[Place] {
        let texts = |language| [SourceKey::Text(field, language), SourceKey::Title(field, language)];
        let both = Language::BOTH.into_iter().flat_map(texts);
        let once = [SourceKey::Whole(field), SourceKey::Label(field)];
        let keys: Vec<SourceKey> = match language {
            Some(language) => texts(language).into_iter().chain(both).chain(once).collect(),
            None => once.into_iter().chain(both).collect(),
        };
        keys.iter().find_map(|key| self.sources.get(key)).unwrap_or(&self.source)
    }

    /// The label that tells it from others of its table: that of the indicator, or of the operational objective.
    pub(crate) fn own_label(&self) -> Option<&str> {
        let kpi = self.unit(Field::Kpi).and_then(|kpi| kpi.label.as_deref());
        kpi.or(self.operational.label.as_deref())
    }

    /// The administration, or the chapter where there is none, and the section: in one line, and in a language if it is
    /// printed in it.
    pub(crate) fn body(&self, language: Language) -> Option<String> {
        let entity = if self.entity_name.is_empty() { &self.chapter_name } else { &self.entity_name };
        let names = [Some(entity), self.section.as_ref()];
        let side = |texts: &Texts| {
            let text = texts.side(language).as_ref().or(texts.side(language.other()).as_ref());
            text.map(|text| text.replace('\n', " "))
        };
        let names: Vec<String> = names.into_iter().flatten().filter_map(side).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The page on which the record begins.
    pub fn first_page(&self) -> Option<u32> {
        self.source.first().map(|place| place.page)
    }

    /// Which kind of table the record comes from.
    pub fn kind(&self) -> Kind {
        match self.own {
            Own::Objective(_) => Kind::Objectives,
            Own::Indicator(_) => Kind::Indicators,
        }
    }

    /// What only objectives have.
    pub fn as_objective(&self) -> Option<&Objective> {
        match &self.own {
            Own::Objective(own) => Some(own),
            Own::Indicator(_) => None,
        }
    }

    /// What only indicators have.
    pub fn as_indicator(&self) -> Option<&Indicator> {
        match &self.own {
            Own::Objective(_) => None,
            Own::Indicator(own) => Some(own),
        }
    }

    /// A text by its field; `None` where records of this kind have no such text.
    pub fn texts(&self, field: Field) -> Option<&Texts> {
        Some(match field {
            Field::Strategic => &self.strategic.title,
            Field::Operational => &self.operational.title,
            Field::Kpi => &self.as_indicator()?.kpi.title,
            Field::Description => &self.description,
            Field::Deviation => &self.deviation,
            Field::Actions => &self.as_objective()?.actions,
            _ => return None,
        })
    }

    /// A reference with its title, by its field; `None` where records of this kind have no such reference.
    pub fn unit(&self, field: Field) -> Option<&Unit> {
        Some(match field {
            Field::Strategic => &self.strategic,
            Field::Operational => &self.operational,
            Field::Kpi => &self.as_indicator()?.kpi,
            _ => return None,
        })
    }

    /// A figure by its field; `None` where records of this kind have no such figure.
    pub fn figure(&self, field: Field) -> Option<&Figure> {
        Some(match field {
            Field::Red => &self.red,
            Field::Green => &self.green,
            Field::Result => &self.result,
            Field::Weight => &self.as_indicator()?.weight,
            _ => return None,
        })
    }
}

/// A part of a page whose picture was not read, or shows no text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Unread {
    /// Page in the file, counted from 1.
    #[schemars(range(min = 1))]
    pub page: u32,
    /// `[x0, y0, x1, y1]` in PDF points, origin top left of the page as a viewer shows it.
    pub bbox: [f64; 4],
}

/// Where every glyph went; the buckets add up to `glyphs`. White space is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coverage {
    /// All glyphs of the file.
    pub glyphs: u64,
    /// Record cells, placeholders and theme banners.
    pub records: u64,
    /// Column headers and their repeats.
    pub headers: u64,
    /// Chapter, entity, section and table headings, and `NIHIL`.
    pub headings: u64,
    /// Cover, title pages, preface, legend and contents list.
    pub front: u64,
    /// Running headers and footers, page numbers.
    pub running: u64,
    /// Watermarks, stamps, annotations, second strikes.
    pub noise: u64,
    /// Invisible text, and text outside the CropBox.
    pub invisible: u64,
    /// Everything else; each piece has a diagnostic.
    pub unassigned: u64,
}

impl Coverage {
    /// The sum of the buckets, which the conservation law says equals `glyphs`.
    pub fn sum(&self) -> u64 {
        self.records
            + self.headers
            + self.headings
            + self.front
            + self.running
            + self.noise
            + self.invisible
            + self.unassigned
    }
}
