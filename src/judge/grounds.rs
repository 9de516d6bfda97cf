//! What is known of how each record was made, gathered from the stages before.
//!
//! Only counts and measures; what a sign is worth is said in `confidence`.

use std::collections::HashMap;

use super::sides;
use crate::columns::Role;
use crate::join::{JoinedCell, JoinedTable, Layout};
use crate::language::{Language, sure_language, words_of};
use crate::misreading::surety;
use crate::normalise::Normalised;
use crate::pair::{Draft, Drafts};
use crate::record::{Figure, Kind, Record, Texts, Unit};
use crate::source::Field;
use crate::tables::Making;
use crate::words::lexicon::Lexicon;
use crate::words::losses::Losses;

/// How many words of a text are asked together for their language: about a line, so that a line that strayed from
/// the other language's text is heard.
const WINDOW: usize = 12;

/// Text that reaches out of its cell by more than this, in points, is not letters that lean over its edge.
const REACH: f32 = 4.0;

/// A figure has no more digits than this.
const MOST_DIGITS: usize = 12;

/// What is known of the making of one record.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Grounds {
    /// What parts the rows and columns where that is least sure.
    pub(super) making: Making,
    /// Whether its table is ruled on one page and not on another.
    pub(super) mixed: bool,
    /// Whether its table may stand under other headings.
    pub(super) misplaced: bool,
    /// How many of its cells reach over several columns.
    pub(super) spread: u32,
    /// How many lines of its cells reach into the next one.
    pub(super) overflows: u32,
    /// In how many of its table's columns it has no cell.
    pub(super) absent: u32,
    /// Whether its rows are those of a transcript that has lost cells of them, or set them in other columns; and how much less
    /// likely the next best columns are, in nats.
    pub(super) ragged: bool,
    pub(super) columns: Option<f32>,
    /// How many cells that a record has for itself it shares with another.
    pub(super) shared: u32,
    /// Whether it has an operational reference, and a strategic one.
    pub(super) named: bool,
    pub(super) strategic: bool,
    /// How many of its labels hold more than one reference.
    pub(super) crowded: u32,
    /// Whether it has no reference of its own and no text on what was done.
    pub(super) bare: bool,
    /// Whether the operational reference begins with the strategic one; `None` where one is missing.
    pub(super) agrees: Option<bool>,
    /// Whether one threshold stands without the other.
    pub(super) half: bool,
    /// How many figures are no numbers, and labels without a number.
    pub(super) unread: u32,
    /// How many figures are several numbers, or one of more digits than a figure has.
    pub(super) muddled: u32,
    /// How many columns of its table were matched to their headers with little margin.
    pub(super) doubtful: u32,
    /// How many columns of its table have an unknown header where a usual one is missing.
    pub(super) unknown: u32,
    /// How many stretches of its texts are in the other language.
    pub(super) foreign: u32,
    /// Whether it is printed in one language where a row or a table in the other one should have it too.
    pub(super) alone: bool,
    /// How many of its cells little tells how to split between the languages.
    pub(super) unsure: u32,
    /// How many of its texts stand in one language alone, where its table else has both.
    pub(super) lacking: u32,
    /// How much surer the layout of its table is than another one, in nats; `None` where there is no choice.
    pub(super) layout: Option<f32>,
    /// How surely its broken words are made whole, 0 to 1.
    pub(super) repairs: f64,
    /// How unsure the reading of a picture was of its text, from 0 to 1; 0 where it was drawn.
    pub(super) doubt: f64,
    /// How surely its misread cells are put right, 0 to 1.
    pub(super) readings: f64,
    /// How many of its words seem to lack a letter.
    pub(super) losses: u32,
    /// How many letters and other signs it has.
    pub(super) letters: u32,
    /// The least margin at its page breaks, in nats.
    pub(super) margin: Option<f32>,
    /// Whether it leaves out a page between its first one and its last.
    pub(super) skips: bool,
}

/// Gathers what is known of the records of all tables.
pub(super) fn of_tables(
    tables: &[JoinedTable],
    drafts: &[Drafts<'_>],
    values: &[Vec<Normalised>],
    lexicon: &Lexicon,
) -> Vec<Vec<Grounds>> {
    let losses = Losses::of(lexicon);
    let each = tables.iter().zip(drafts).zip(values);
    each.map(|((table, drafts), values)| of_table(table, drafts, values, &losses)).collect()
}

fn of_table(
    table: &JoinedTable,
    drafts: &Drafts<'_>,
    values: &[Normalised],
    losses: &Losses<'_>,
) -> Vec<Grounds> {
    let whole = Grounds {
        mixed: table.bands.windows(2).any(|pair| pair[0].making != pair[1].making),
        doubtful: table.columns.iter().filter(|column| column.doubtful).count() as u32,
        unknown: unknown(table),
        misplaced: table.position.is_doubtful(),
        layout: table.margin,
        ..Grounds::default()
    };
    let shared = shared(table, drafts);
    let made: Vec<&Record> = values.iter().map(|made| &made.record).collect();
    let lacking = sides::lacking(&made).into_iter().map(|fields| fields.len() as u32);
    let records = drafts.records.iter().zip(values).zip(shared.into_iter().zip(lacking));
    let each = |((draft, made), (shared, lacking)): ((&Draft<'_>, &Normalised), (u32, u32))| {
        let bands = || draft.bands.iter().map(|&band| &table.bands[band]);
        Grounds {
            making: bands().map(|band| band.making).max().unwrap_or_default(),
            spread: bands().map(|band| band.spread).sum(),
            overflows: overflows(table, draft),
            ragged: bands().any(|band| band.doubt.is_ragged || band.doubt.figures || band.doubt.reference),
            columns: bands()
                .map(|band| band.doubt.margin)
                .filter(|margin| margin.is_finite())
                .min_by(f32::total_cmp),
            absent: (0..table.columns.len())
                .filter(|&column| {
                    table.columns[column].role != Role::Extra
                        && bands().all(|band| band.cells[column].is_none())
                })
                .count() as u32,
            shared,
            alone: draft.alone
                || table.edition.only().is_none() && has_lost_a_row(table, draft, &made.record),
            unsure: draft.unsure,
            lacking,
            skips: table.layout() != Layout::Tables && skips(table, draft),
            repairs: made.surety,
            doubt: doubt(table, draft),
            readings: readings(table, draft),
            margin: made.margin,
            ..of_values(&made.record, losses, whole)
        }
    };
    records.map(each).collect()
}

/// Whether a transcript has the texts of a record in one language alone, as where it lost one of its two rows.
fn has_lost_a_row(table: &JoinedTable, draft: &Draft<'_>, record: &Record) -> bool {
    let is_transcript = draft.bands.iter().any(|&band| table.bands[band].making == Making::Transcribed);
    // the strategic objective's is that of other records too
    let fields = Record::PRINTED.into_iter().filter(|field| *field != Field::Strategic);
    let texts: Vec<&Texts> = fields.filter_map(|field| record.texts(field)).collect();
    let count = |language: Language| texts.iter().filter(|texts| texts.side(language).is_some()).count();
    let (french, dutch) = (count(Language::Fr), count(Language::Nl));
    is_transcript && french.min(dutch) == 0 && french.max(dutch) > 1
}

/// The cells of a record, each once.
fn cells(table: &JoinedTable, draft: &Draft<'_>) -> Vec<usize> {
    let mut cells: Vec<usize> =
        draft.bands.iter().flat_map(|&band| table.bands[band].cells.iter().flatten().copied()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// How many lines of a record's cells reach into the next one: whose text is whose is told by where words begin.
fn overflows(table: &JoinedTable, draft: &Draft<'_>) -> u32 {
    let is_ruled = draft.bands.iter().all(|&band| table.bands[band].making == Making::Ruled);
    let reaches = |cell: &usize| {
        let JoinedCell { bbox, lines, .. } = &table.cells[*cell];
        lines.iter().filter(|line| line.bbox.x1 > bbox.x1 + REACH || line.bbox.x0 < bbox.x0 - REACH).count()
    };
    if is_ruled { cells(table, draft).iter().map(reaches).sum::<usize>() as u32 } else { 0 }
}

/// Whether a record has nothing on a page between two of its own.
fn skips(table: &JoinedTable, draft: &Draft<'_>) -> bool {
    let page = |band: usize| table.bands[band].page;
    draft.bands.windows(2).any(|pair| page(pair[1]) > page(pair[0]) + 1)
}

/// How unsure the reading of a picture was of a record's text, from 0 to 1.
fn doubt(table: &JoinedTable, draft: &Draft<'_>) -> f64 {
    let cells = cells(table, draft);
    let lines = || cells.iter().flat_map(|&cell| &table.cells[cell].lines);
    let glyphs: u32 = lines().map(|line| line.glyphs).sum();
    let doubts: u32 = lines().map(|line| line.glyphs * u32::from(line.doubt)).sum();
    f64::from(doubts) / f64::from(glyphs.max(1)) / 100.0
}

/// How surely the cells of a record that were misread are put right, from 0 to 1.
fn readings(table: &JoinedTable, draft: &Draft<'_>) -> f64 {
    cells(table, draft).iter().map(|&cell| surety(table.cells[cell].margin)).product()
}

/// What a record's values show; the rest as in `whole`.
fn of_values(record: &Record, losses: &Losses<'_>, whole: Grounds) -> Grounds {
    let units = [Field::Strategic, Field::Operational, Field::Kpi];
    let units: Vec<&Unit> = units.into_iter().filter_map(|field| record.unit(field)).collect();
    let texts: Vec<&Texts> = Record::PRINTED.into_iter().filter_map(|field| record.texts(field)).collect();
    let printed = || texts.iter().flat_map(|texts| texts.fr.iter().chain(&texts.nl));
    let figures = [Field::Red, Field::Green, Field::Result, Field::Weight];
    let figures: Vec<&Figure> = figures.into_iter().filter_map(|field| record.figure(field)).collect();
    let labels = || units.iter().filter_map(|unit| unit.label.as_deref());
    let others = labels().chain(figures.iter().filter_map(|figure| figure.raw.as_deref()));
    let signs = |text: &str| text.chars().filter(|character| !character.is_whitespace()).count() as u32;
    let no_number = |figure: &&&Figure| figure.raw.is_some() && figure.value.is_none();
    let no_reference = |unit: &&&Unit| unit.label.is_some() && unit.reference.is_none();
    Grounds {
        named: record.operational.reference.is_some(),
        strategic: record.strategic.reference.is_some(),
        crowded: labels().filter(|label| is_crowded(label)).count() as u32,
        bare: is_bare(record),
        agrees: agrees(&record.strategic, &record.operational),
        half: record.red.raw.is_some() != record.green.raw.is_some(),
        muddled: figures.iter().filter(|figure| is_muddled(figure)).count() as u32,
        unread: (figures.iter().filter(no_number).count() + units.iter().filter(no_reference).count()) as u32,
        foreign: texts.iter().map(|texts| foreign(texts)).sum(),
        losses: printed().map(|text| losses.count(text)).sum(),
        letters: printed().map(String::as_str).chain(others).map(signs).sum(),
        ..whole
    }
}

/// For each record, how many of its cells another record has too, though each should have its own.
fn shared(table: &JoinedTable, drafts: &Drafts<'_>) -> Vec<u32> {
    let carried = |role: Role| match role {
        Role::StrategicRef | Role::StrategicTitle => true,
        Role::OperationalRef | Role::OperationalTitle => table.kind == Kind::Indicators,
        _ => false,
    };
    let own: Vec<usize> = (0..table.columns.len()).filter(|&at| !carried(table.columns[at].role)).collect();
    let mut first: HashMap<usize, usize> = HashMap::new();
    let mut shared = vec![0; drafts.records.len()];
    for (at, draft) in drafts.records.iter().enumerate() {
        let mut again = Vec::new();
        for band in draft.bands.iter().map(|&band| &table.bands[band]) {
            for cell in own.iter().filter_map(|&column| band.cells[column]) {
                let owner = *first.entry(cell).or_insert(at);
                if owner != at && !again.contains(&cell) {
                    again.push(cell);
                    shared[owner] += 1;
                }
            }
        }
        shared[at] += again.len() as u32;
    }
    shared
}

/// How many columns have an unknown header, where as many of the columns that every table has are missing.
fn unknown(table: &JoinedTable) -> u32 {
    const USUAL: [Role; 7] = [
        Role::StrategicTitle,
        Role::OperationalRef,
        Role::OperationalTitle,
        Role::Red,
        Role::Green,
        Role::Result,
        Role::Description,
    ];
    let has = |role: Role| table.columns.iter().any(|column| column.role == role);
    let missing = USUAL.into_iter().filter(|&role| !has(role)).count();
    let unknown = table.columns.iter().filter(|column| column.role == Role::Extra).count();
    unknown.min(missing) as u32
}

/// Whether a record has no reference of its own and no text on what was done, as a row that sums up others.
fn is_bare(record: &Record) -> bool {
    let own = record.unit(Field::Kpi).unwrap_or(&record.operational);
    let accounts = [Field::Description, Field::Deviation, Field::Actions];
    own.reference.is_none()
        && accounts.into_iter().filter_map(|field| record.texts(field)).all(|texts| texts.is_empty())
}

/// Whether a label holds more than one reference: letters stand behind its number again.
fn is_crowded(label: &str) -> bool {
    let behind = label.trim_start_matches(|character: char| !character.is_ascii_digit());
    behind.chars().any(char::is_alphabetic)
}

/// Whether a figure's cell holds digits that make no number and no words: several numbers, or parts of another cell's.
fn is_muddled(figure: &Figure) -> bool {
    let raw = figure.raw.as_deref().filter(|_| figure.value.is_none()).unwrap_or_default();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let numbers = raw.split_whitespace().filter(|part| digits(part) > 0).count();
    !raw.chars().any(char::is_alphabetic) && (numbers > 1 || digits(raw) > MOST_DIGITS)
}

fn agrees(strategic: &Unit, operational: &Unit) -> Option<bool> {
    let (above, below) = (strategic.reference.as_deref()?, operational.reference.as_deref()?);
    Some(below.split('.').next() == above.split('.').next())
}

/// How many stretches of words in a text's two sides are surely in the other one's language.
fn foreign(texts: &Texts) -> u32 {
    let side = |text: &Option<String>, other: Language| {
        let words: Vec<&str> = text.iter().flat_map(|text| text.split_whitespace()).collect();
        words
            .chunks(WINDOW)
            .filter(|words| sure_language(words.iter().flat_map(|word| words_of(word))) == Some(other))
            .count() as u32
    };
    side(&texts.fr, Language::Nl) + side(&texts.nl, Language::Fr)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::join::Band;
    use crate::language::Bilingual;
    use crate::pair::DraftUnit;
    use crate::words::Line;
    use crate::words::lexicon::LexiconBuilder;

    const ROLES: [Role; 4] = [Role::StrategicTitle, Role::OperationalTitle, Role::Red, Role::Green];

    /// A table with a band for each row of cells.
    fn table(roles: &[Role], rows: &[&[usize]]) -> JoinedTable {
        let band = |row: &&[usize]| Band::sample(row.iter().copied().map(Some).collect());
        JoinedTable {
            cells: vec![JoinedCell::sample(""); 16],
            bands: rows.iter().map(band).collect(),
            ..JoinedTable::sample(roles)
        }
    }

    /// Records of one band each.
    fn drafts(records: usize) -> Drafts<'static> {
        let draft = |band: usize| Draft {
            theme: Vec::new(),
            strategic: 0,
            operational: 0,
            kpi: DraftUnit::default(),
            texts: Vec::new(),
            once: Vec::new(),
            alone: false,
            unsure: 0,
            fill: None,
            bands: vec![band],
            margin: None,
        };
        let unit = || vec![DraftUnit::default()];
        let records = (0..records).map(draft).collect();
        Drafts { strategic: unit(), operational: unit(), records, layout: None }
    }

    fn values(record: &Record) -> Grounds {
        let lexicon = Lexicon::default();
        of_values(record, &Losses::of(&lexicon), Grounds::default())
    }

    fn unit(label: &str, reference: Option<&str>) -> Unit {
        Unit {
            label: Some(label.to_owned()),
            reference: reference.map(str::to_owned),
            title: Texts::default(),
        }
    }

    #[test]
    fn a_cell_of_two_records_counts_in_both_unless_it_is_carried_down() {
        let table = table(&ROLES, &[&[0, 1, 2, 3], &[0, 4, 2, 5], &[6, 7, 8, 9]]);
        assert_eq!(shared(&table, &drafts(3)), [1, 1, 0]);
        let table = self::table(&ROLES, &[&[0, 1, 2, 3], &[0, 1, 4, 5]]);
        assert_eq!(shared(&table, &drafts(2)), [1, 1]);
        let indicators = JoinedTable { kind: Kind::Indicators, ..table };
        assert_eq!(shared(&indicators, &drafts(2)), [0, 0]);
    }

    #[test]
    fn a_record_is_made_as_its_least_sure_band_and_its_table_may_be_mixed() {
        let mut table = table(&ROLES, &[&[0, 1, 2, 3], &[4, 5, 6, 7], &[8, 9, 10, 11]]);
        (table.bands[1].making, table.bands[1].spread) = (Making::Aligned, 2);
        (table.bands[1].cells[2], table.columns[3].doubtful) = (None, true);
        let made = || Normalised {
            status: None,
            record: Record::default(),
            fill: None,
            margin: Some(1.5),
            is_cut: false,
            marks: [].into(),
            surety: 1.0,
            findings: Vec::new(),
        };
        let mut drafts = drafts(3);
        drafts.records[2].bands = vec![1, 2];
        let lexicon = Lexicon::default();
        let all = of_tables(&[table], &[drafts], &[vec![made(), made(), made()]], &lexicon).remove(0);
        assert_eq!(
            all.iter().map(|grounds| grounds.making).collect::<Vec<_>>(),
            [Making::Ruled, Making::Aligned, Making::Aligned]
        );
        assert_eq!([all[0].spread, all[1].spread], [0, 2]);
        assert_eq!([all[0].absent, all[1].absent], [0, 1]);
        assert_eq!([all[0].doubtful, all[1].doubtful], [1, 1]);
        assert!(all[0].mixed && all[0].margin == Some(1.5) && all[0].repairs == 1.0);
    }

    #[test]
    fn an_unknown_column_tells_only_where_a_usual_one_is_missing() {
        let usual = [
            Role::StrategicTitle,
            Role::OperationalRef,
            Role::OperationalTitle,
            Role::Red,
            Role::Green,
            Role::Result,
            Role::Description,
        ];
        let with = |roles: &[Role]| unknown(&table(&[roles, &[Role::Extra]].concat(), &[]));
        assert_eq!((with(&usual), with(&usual[1..]), with(&usual[2..])), (0, 1, 1));
    }

    #[test]
    fn labels_show_whether_they_hold_one_reference_each_and_agree() {
        let of = |strategic: Unit, operational: Unit| {
            values(&Record { strategic, operational, ..Record::default() })
        };
        let sound = of(unit("O.S. 1", Some("1")), unit("O.O. 1.1", Some("1.1")));
        assert!(sound.named && sound.strategic && sound.agrees == Some(true));
        assert_eq!((sound.crowded, sound.unread), (0, 0));
        assert_eq!(of(unit("O.S. 2", Some("2")), unit("O.O. 1.1", Some("1.1"))).agrees, Some(false));
        assert_eq!(of(Unit::default(), unit("O.O. 1.1 O.O. 1.2", Some("1.1"))).crowded, 1);
        let unread = of(Unit::default(), unit("O.O.", None));
        assert_eq!((unread.named, unread.unread, unread.agrees), (false, 1, None));
    }

    #[test]
    fn figures_show_whether_they_are_numbers_and_thresholds_a_pair() {
        let figure = |raw: &str, value| Figure { raw: Some(raw.to_owned()), value, ..Figure::default() };
        let half = values(&Record { red: figure("70", Some(70.0)), ..Record::default() });
        assert_eq!((half.half, half.unread, half.bare), (true, 0, true));
        let words = values(&Record { result: figure("3/5", None), ..Record::default() });
        assert_eq!((words.half, words.unread, words.letters), (false, 1, 3));
        let muddled = |raw: &str| values(&Record { red: figure(raw, None), ..Record::default() }).muddled;
        assert_eq!(["70 002.34.01", "0800211027200", "3/5", "70 ou 80"].map(muddled), [1, 1, 0, 0]);
    }

    #[test]
    fn lines_that_run_out_of_their_cells_and_pages_left_out_are_seen() {
        let mut table = table(&ROLES, &[&[0, 1, 2, 3], &[4, 5, 6, 7]]);
        let record = Draft { bands: vec![0, 1], ..drafts(1).records.remove(0) };
        assert_eq!((overflows(&table, &record), skips(&table, &record)), (0, false));
        table.cells[2].bbox = Rect::new(0.0, 0.0, 20.0, 10.0);
        let line = |width: f32| Line { bbox: Rect::new(0.0, 0.0, width, 10.0), ..Line::default() };
        table.cells[2].lines = vec![line(21.0), line(40.0)];
        table.bands[1].page = 2;
        assert_eq!((overflows(&table, &record), skips(&table, &record)), (1, true));
        table.bands[1].page = 1;
        assert!(!skips(&table, &record));
    }

    #[test]
    fn words_that_lack_a_letter_are_counted_in_titles_and_texts() {
        let mut lexicon = LexiconBuilder::default();
        let text = "x traversée x traversée".to_owned();
        lexicon.learn(&[Line { text, ..Line::default() }]);
        let lexicon = lexicon.finish();
        let text = || Bilingual::new(Some("la travrsée".to_owned()), None);
        let operational = Unit { title: text(), ..Unit::default() };
        let record = Record { operational, description: text(), ..Record::default() };
        let grounds = of_values(&record, &Losses::of(&lexicon), Grounds::default());
        assert_eq!((grounds.losses, grounds.letters), (2, 20));
    }

    #[test]
    fn a_line_that_strayed_into_the_other_language_is_heard() {
        let french = "Le bac du nord est remis en service avec les agents du port";
        let strayed = format!("{french} De veerboot werd door de dienst aan het werk gezet voor de haven");
        let of = |fr: &str| {
            let description = Bilingual::new(Some(fr.to_owned()), None);
            let grounds = values(&Record { description, ..Record::default() });
            assert!(!grounds.bare);
            grounds.foreign
        };
        assert_eq!((of(french), of(&strayed)), (0, 1));
    }
}
