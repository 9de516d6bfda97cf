//! The workbook as a file: sheets with tables, texts and charts, through the library that writes them, which stops here.
//!
//! Texts are written as texts, whatever they begin with: no cell holds a formula. Not for what stands where: that is the
//! business of the modules beside this one.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, FormatUnderline, Table, TableColumn, TableStyle, Url, Workbook, Worksheet,
    XlsxError,
};

use super::super::columns::{CellFn, CellValue, TableRow, Tint};
use super::super::labels::CUT;
use super::super::{Lang, Options};

/// What writing into a sheet ends with.
pub(super) type Done = Result<(), XlsxError>;

/// How many characters a cell holds, as Excel counts them: units of UTF-16.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// What keeps a sheet readable. Lengths of text are in characters, as spreadsheets measure columns: the width of a digit.
struct Limits {
    /// Lines of the highest row: higher ones leave no room for another on the screen. Excel's own limit is 27.
    lines: u32,
    /// The height of a line, in points, of the workbook's font.
    line: f64,
    /// How wide a letter is on average, and one in bold.
    letter: f64,
    bold: f64,
    /// What a printed page can hold side by side and still be read.
    page: f64,
    /// Links on one sheet, as many as Excel opens without complaint.
    links: usize,
}

const LIMITS: Limits = Limits { lines: 14, line: 15.0, letter: 0.9, bold: 1.0, page: 340.0, links: 65_530 };

/// A4 and A3, by their numbers in the format.
const A4: u8 = 9;
const A3: u8 = 8;

/// The colours of headers, rules and words that explain.
const DARK: Color = Color::RGB(0x1F_3864);
const RULE: Color = Color::RGB(0xBF_BFBF);
const QUIET: Color = Color::RGB(0x59_5959);
const LINK: Color = Color::RGB(0x05_63C1);

/// The colours of a tint: of a cell, of the text in it, and of a bar. In grey, bars go from dark to light; what is not
/// known is hatched.
fn colours(tint: Tint) -> (Color, Color, Color) {
    let [cell, text, bar] = match tint {
        Tint::Good => [0xE2_EFDA, 0x27_4E13, 0xA9_D18E],
        Tint::Middling => [0xFF_F2CC, 0x5C_4400, 0xED_A300],
        Tint::Bad => [0xF8_CBAD, 0x7A_0000, 0xB0_1010],
        Tint::Unknown => [0xED_EDED, 0x33_3333, 0xBF_BFBF],
    };
    (Color::RGB(cell), Color::RGB(text), Color::RGB(bar))
}

/// A column as a sheet shows it.
pub(super) struct Shown<'a, T> {
    pub(super) heading: String,
    /// The name in CSV, where it has one.
    pub(super) key: String,
    /// In characters.
    pub(super) width: f64,
    /// Folded away at first.
    pub(super) folded: bool,
    /// Whether its numbers are pages, which can be links.
    pub(super) page: bool,
    pub(super) cell: CellFn<'a, T>,
}

/// Where a table came to stand: its first and last row of values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// The workbook, sheet by sheet.
pub(super) struct Book<'o> {
    workbook: Workbook,
    options: &'o Options,
    formats: Formats,
}

/// The formats of cells.
struct Formats {
    /// Of a text outside of tables.
    text: Format,
    plain: Format,
    number: Format,
    link: Format,
    header: Format,
    title: Format,
    heading: Format,
    quiet: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let plain = text.clone().set_border(FormatBorder::Thin).set_border_color(RULE);
        let number = plain.clone().unset_text_wrap().set_align(FormatAlign::Right).set_indent(1);
        let bold = Format::new().set_bold().set_font_color(DARK);
        Self {
            link: number.clone().set_font_color(LINK).set_underline(FormatUnderline::Single),
            header: plain.clone().set_bold().set_font_color(Color::White).set_background_color(DARK),
            title: bold.clone().set_font_size(16),
            heading: bold.set_font_size(12).set_align(FormatAlign::Top),
            quiet: Format::new().set_font_color(QUIET),
            plain,
            number,
            text,
        }
    }

    fn of(&self, tint: Option<Tint>) -> Format {
        tint.map_or_else(
            || self.plain.clone(),
            |tint| {
                let (cell, text, _) = colours(tint);
                self.plain.clone().set_background_color(cell).set_font_color(text)
            },
        )
    }
}

impl<'o> Book<'o> {
    /// An empty workbook. Its date is no day of the calendar's: the same report gives the same bytes.
    pub(super) fn new(title: &str, options: &'o Options) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
        workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&date));
        Ok(Self { workbook, options, formats: Formats::new() })
    }

    /// Adds a sheet, which `fill` fills. Where it is one table, its header stays in sight, and so many columns with it.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        frozen: Option<u16>,
        fill: impl FnOnce(&mut BookSheet<'_>) -> Done,
    ) -> io::Result<()> {
        let mut sheet = BookSheet {
            sheet: Worksheet::new(),
            name: name.to_owned(),
            formats: &self.formats,
            options: self.options,
            links: 0,
        };
        let lay_out = || {
            sheet.sheet.set_name(name)?.set_landscape();
            sheet
                .sheet
                .set_paper_size(if frozen.is_some() { A3 } else { A4 })
                .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
            sheet.sheet.set_footer("&L&F&C&A&R&P / &N");
            match frozen {
                Some(columns) => {
                    sheet.sheet.set_freeze_panes(1, columns)?.set_repeat_rows(0, 0)?;
                    sheet.sheet.set_repeat_columns(0, columns - 1)?;
                }
                None => {
                    sheet.sheet.set_screen_gridlines(false);
                }
            }
            fill(&mut sheet)
        };
        lay_out().map_err(io::Error::other)?;
        self.workbook.push_worksheet(sheet.sheet);
        Ok(())
    }

    /// The workbook's bytes.
    pub(super) fn bytes(mut self) -> io::Result<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(io::Error::other)
    }
}

/// A sheet that is being filled.
pub(super) struct BookSheet<'b> {
    sheet: Worksheet,
    name: String,
    formats: &'b Formats,
    options: &'b Options,
    links: usize,
}

/// How a text on its own looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Title,
    Heading,
    Plain,
    Quiet,
}

impl BookSheet<'_> {
    /// Writes a text outside of tables.
    pub(super) fn text(&mut self, row: u32, column: u16, text: &str, face: Face) -> Done {
        let format = match face {
            Face::Title => &self.formats.title,
            Face::Heading => &self.formats.heading,
            Face::Plain => &self.formats.text,
            Face::Quiet => &self.formats.quiet,
        };
        self.sheet.write_string_with_format(row, column, fitting(text, self.options.lang), format)?;
        Ok(())
    }

    /// Writes paragraphs side by side, from the second column on, each in a column of some width.
    pub(super) fn paragraphs(&mut self, row: u32, texts: &[&str], width: f64) -> Done {
        for (column, text) in (1..).zip(texts) {
            self.text(row, column, text, Face::Plain)?;
        }
        self.height(row, texts.iter().map(|text| lines_of(text, width / LIMITS.letter)).max().unwrap_or(1))
    }

    /// Writes a word in its colour, outside of tables.
    pub(super) fn tinted(&mut self, row: u32, column: u16, text: &str, tint: Tint) -> Done {
        self.sheet.write_string_with_format(row, column, text, &self.formats.of(Some(tint)))?;
        Ok(())
    }

    /// Writes a text that leads to another sheet.
    pub(super) fn jump(&mut self, row: u32, column: u16, text: &str, sheet: &str) -> Done {
        let link = Url::new(format!("internal:'{}'!A1", sheet.replace('\'', "''"))).set_text(text);
        let format = self.formats.quiet.clone().set_font_color(LINK).set_underline(FormatUnderline::Single);
        self.sheet.write_url_with_format(row, column, link, &format)?;
        Ok(())
    }

    /// Sets how wide a column is, in characters.
    pub(super) fn width(&mut self, column: u16, width: f64) -> Done {
        self.sheet.set_column_width(column, width)?;
        Ok(())
    }

    /// Writes a table, with filters, under a header in `row`. A table without rows has an empty one: the format wants it.
    pub(super) fn table<'a, T>(
        &mut self,
        row: u32,
        name: &str,
        columns: &[Shown<'a, T>],
        rows: &[TableRow<'a, T>],
    ) -> Result<Placed, XlsxError> {
        let placed = Placed { first: row + 1, last: row + rows.len().max(1) as u32 };
        let headings: Vec<TableColumn> = columns
            .iter()
            .map(|column| {
                TableColumn::new().set_header(&column.heading).set_header_format(&self.formats.header)
            })
            .collect();
        let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&headings);
        self.sheet.add_table(row, 0, placed.last, columns.len() as u16 - 1, &table)?;
        let heading_lines = |shown: &Shown<'_, T>| lines_of(&shown.heading, shown.width / LIMITS.bold);
        self.height(row, columns.iter().filter(|shown| !shown.folded).map(heading_lines).max().unwrap_or(1))?;
        for (at, item) in (placed.first..).zip(rows) {
            let mut lines = 1;
            for (column, shown) in (0..).zip(columns) {
                let value = (shown.cell)(item);
                if !shown.folded {
                    lines =
                        lines.max(lines_of(&said(&value, self.options.lang), shown.width / LIMITS.letter));
                }
                self.value(at, column, value, shown.page)?;
            }
            self.height(at, lines)?;
        }
        Ok(placed)
    }

    /// Makes a row as high as so many lines want, within reason. Programs that open the workbook do not all see to it.
    fn height(&mut self, row: u32, lines: u32) -> Done {
        self.sheet.set_row_height(row, f64::from(lines.clamp(1, LIMITS.lines)) * LIMITS.line)?;
        Ok(())
    }

    /// Sets how wide the columns of a table are, folds away those that are to be, and prints the others on as many pages
    /// side by side as it takes to read them.
    pub(super) fn widths<T>(&mut self, columns: &[Shown<'_, T>]) -> Done {
        let seen: f64 = columns.iter().filter(|shown| !shown.folded).map(|shown| shown.width).sum();
        self.sheet.set_print_fit_to_pages((seen / LIMITS.page).ceil() as u16, 0);
        for (column, shown) in (0..).zip(columns) {
            self.width(column, shown.width)?;
            if shown.folded {
                self.sheet.group_columns_collapsed(column, column)?;
            }
        }
        Ok(())
    }

    fn value(&mut self, row: u32, column: u16, value: CellValue, page: bool) -> Done {
        let lang = self.options.lang;
        match &value {
            CellValue::Empty => {
                self.sheet.write_blank(row, column, &self.formats.plain)?;
            }
            CellValue::List(items) if items.is_empty() => {
                self.sheet.write_blank(row, column, &self.formats.plain)?;
            }
            CellValue::Text(_) | CellValue::List(_) => {
                let text = said(&value, lang);
                self.sheet.write_string_with_format(
                    row,
                    column,
                    fitting(&text, lang),
                    &self.formats.plain,
                )?;
            }
            CellValue::Choice(choice) => {
                let format = self.formats.of(choice.tint);
                self.sheet.write_string_with_format(row, column, choice.words.say(lang), &format)?;
            }
            CellValue::Number(number) => {
                let mut format = &self.formats.number;
                if let Some(url) =
                    self.options.pdf_url.as_deref().filter(|_| page && self.links < LIMITS.links)
                {
                    format = &self.formats.link;
                    self.links += 1;
                    // the link stays when a number takes the place of its text
                    self.sheet.write_url(row, column, format!("{url}#page={number}").as_str())?;
                }
                self.sheet.write_number_with_format(row, column, *number, format)?;
            }
        }
        Ok(())
    }

    /// Draws the columns of a table as bars in one another's continuation, a row a bar, at a cell and so many pixels below
    /// its top. Each of `bars` is the column of its values and their tint. Says how many pixels below its end is.
    pub(super) fn bars(
        &mut self,
        (row, column): (u32, u16),
        below: u32,
        title: &str,
        placed: Placed,
        bars: &[(u16, Tint)],
    ) -> Result<u32, XlsxError> {
        let mut chart = Chart::new(ChartType::BarStacked);
        let font = ChartFont::new().set_size(9).to_owned();
        for &(column, tint) in bars {
            let (_, _, colour) = colours(tint);
            let mut format = ChartFormat::new();
            format.set_border(ChartLine::new().set_color(Color::White).set_width(0.75));
            match tint {
                Tint::Unknown => format.set_pattern_fill(
                    ChartPatternFill::new()
                        .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
                        .set_foreground_color(colour)
                        .set_background_color(Color::White),
                ),
                _ => format.set_solid_fill(ChartSolidFill::new().set_color(colour)),
            };
            // a bar of no length has no number on it
            let mut label = ChartDataLabel::new();
            label.show_value().set_num_format("0;;").set_font(
                ChartFont::new().set_size(9).set_bold().set_color(if tint == Tint::Bad {
                    Color::White
                } else {
                    Color::Black
                }),
            );
            chart
                .add_series()
                .set_name((self.name.as_str(), placed.first - 1, column))
                .set_categories((self.name.as_str(), placed.first, 0, placed.last, 0))
                .set_values((self.name.as_str(), placed.first, column, placed.last, column))
                .set_format(&mut format)
                .set_gap(40)
                .set_data_label(&label);
        }
        chart.title().set_name(title).set_font(ChartFont::new().set_size(11).set_bold());
        // the categories of bars are on the axis that is upright
        chart.y_axis().set_reverse().set_font(&font);
        chart.x_axis().set_font(&font).set_major_gridlines(false).set_hidden(true);
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
        let count = placed.last - placed.first + 1;
        let height = CHART.around + CHART.bar * count;
        chart.set_width(CHART.width).set_height(height).set_alt_text(title);
        self.sheet.insert_chart_with_offset(row, column, &chart, CHART.gap, below)?;
        Ok(below + height + CHART.gap)
    }
}

/// The measures of a chart, in pixels.
struct Measures {
    width: u32,
    /// What title and legend take.
    around: u32,
    /// What a bar takes, with a name of two lines beside it.
    bar: u32,
    /// What is left free on its left, and between two of them.
    gap: u32,
}

const CHART: Measures = Measures { width: 720, around: 110, bar: 40, gap: 24 };

/// The text as far as a cell holds it; where it is cut, a mark at its end says so.
fn fitting(text: &str, lang: Lang) -> String {
    if !is_too_long(text) {
        return text.to_owned();
    }
    let mark = format!(" {}", CUT.say(lang));
    let room = LONGEST_TEXT - mark.encode_utf16().count();
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    kept + &mark
}

/// Whether a text is longer than a cell holds.
pub(super) fn is_too_long(text: &str) -> bool {
    text.encode_utf16().count() > LONGEST_TEXT
}

/// How many lines a text takes, as near as can be told without the font, where a line has room for so many letters.
fn lines_of(text: &str, room: f64) -> u32 {
    let room = room.max(1.0) as usize;
    let mut lines = 0;
    for paragraph in text.lines() {
        lines += 1;
        let mut used = 0;
        for word in paragraph.split(' ').map(|word| word.chars().count()) {
            if used > 0 && used + 1 + word > room {
                (lines, used) = (lines + 1, 0);
            }
            used += word + usize::from(used > 0);
            // a word that no line has room for goes on in the next
            let full = used.saturating_sub(1) / room;
            (lines, used) = (lines + full as u32, used - full * room);
        }
    }
    lines
}

/// What is seen of a value.
fn said(value: &CellValue, lang: Lang) -> Cow<'_, str> {
    match value {
        CellValue::Empty | CellValue::Number(_) => Cow::Borrowed(""),
        CellValue::Text(text) => Cow::Borrowed(text),
        CellValue::List(_) => Cow::Owned(value.to_string()),
        CellValue::Choice(choice) => Cow::Owned(choice.words.say(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    #[test]
    fn lines_end_between_words_and_within_those_that_are_too_long() {
        for (text, lines) in [
            ("", 0),
            ("un bac", 1),
            ("un bac neuf", 2),
            ("a\n\nb", 3),
            ("Bruggendienst", 2),
            ("de Bruggendienst", 3),
        ] {
            assert_eq!(lines_of(text, 8.5), lines, "{text}");
        }
    }
}
