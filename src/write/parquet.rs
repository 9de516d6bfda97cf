//! The report as typed tables for programs: `objectives.parquet` and so on, with the columns of the CSV.
//!
//! Lists are lists, figures numbers, statuses and other choices dictionaries; an absent value is null. What Arrow knows of
//! types beyond Parquet's own stands in the file, so that pandas reads a status as a category. Not for which columns there
//! are and what they hold: that is `columns`' and `fields`'.

use std::io;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{GroupTypeBuilder, Type as SchemaType, TypePtr};

use super::columns::{CellValue, Table, TableColumns, TableRow, TableUser};
use super::fields::{self, Field, Type};
use super::{Options, Writer, arrow};
use crate::record::Report;

/// A table as Parquet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parquet(pub(super) Table);

impl Writer for Parquet {
    fn file_name(&self) -> &'static str {
        match self.0 {
            Table::Objectives => "objectives.parquet",
            Table::Indicators => "indicators.parquet",
            Table::Entities => "entities.parquet",
            Table::Diagnostics => "diagnostics.parquet",
        }
    }

    fn write(&self, report: &Report, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        let fields = fields::of(self.0);
        let file = File { fields, properties: properties(report, fields) };
        out.write_all(&self.0.give(&[report], file)?)
    }
}

/// What the file says of itself as a whole.
fn properties(report: &Report, fields: &[Field]) -> WriterProperties {
    let source = &report.source;
    let said = [
        ("source_file", source.file.clone()),
        ("source_sha256", source.sha256.clone()),
        ("extractor", source.extractor.clone()),
        ("schema_version", report.schema_version.clone()),
        (arrow::KEY, arrow::schema(fields)),
    ];
    let said = said.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(said.into()))
        .build()
}

/// Turns rows into the bytes of a file that has these fields.
struct File<'f> {
    fields: &'f [Field],
    properties: WriterProperties,
}

impl TableUser for File<'_> {
    type Output = Result<Vec<u8>, ParquetError>;

    fn take<'r, T: 'r>(self, columns: TableColumns<'r, T>, rows: Vec<TableRow<'r, T>>) -> Self::Output {
        let Self { fields, properties } = self;
        let types = fields.iter().map(|field| parquet_type(&field.name, &field.kind));
        let schema = group("schema", types.collect::<Result<_, _>>()?).build()?;
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
        let mut group = file.next_row_group()?;
        for (field, column) in fields.iter().zip(&columns.list) {
            let cells: Vec<CellValue> = rows.iter().map(|row| (column.cell)(row)).collect();
            if let Some(mut out) = group.next_column()? {
                write_column(&mut out, &field.kind, &Shredded::of(&cells))?;
                out.close()?;
            }
        }
        group.close()?;
        file.close()?;
        Ok(bytes)
    }
}

/// A value that may be absent, or a list of such values, which may be absent as a whole (the format's `LogicalTypes`).
fn parquet_type(name: &str, kind: &Type) -> Result<TypePtr, ParquetError> {
    let one =
        |physical| SchemaType::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let made = match kind {
        Type::Text | Type::Json(_) | Type::Choice(_) => {
            one(PhysicalType::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)).build()
        }
        Type::Integer => one(PhysicalType::INT64).build(),
        Type::Number => one(PhysicalType::DOUBLE).build(),
        Type::Boolean => one(PhysicalType::BOOLEAN).build(),
        Type::List(of) => {
            let items = group("list", vec![parquet_type("element", of)?]);
            let items = items.with_repetition(Repetition::REPEATED).build()?;
            let list = group(name, vec![Arc::new(items)]).with_repetition(Repetition::OPTIONAL);
            list.with_logical_type(Some(LogicalType::List)).build()
        }
    };
    made.map(Arc::new)
}

fn group(name: &str, of: Vec<TypePtr>) -> GroupTypeBuilder<'_> {
    SchemaType::group_type_builder(name).with_fields(of)
}

/// A column as Parquet keeps it: its values without the absent ones, and the levels that say where these were and where a
/// list begins (Melnik and others, *Dremel*, VLDB 2010; the format's `Nested Encoding`).
struct Shredded<'c> {
    values: Vec<&'c CellValue>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

impl<'c> Shredded<'c> {
    /// Every field may be absent, and so may each item of a list: a value by itself is defined at level 1, in a list at 3,
    /// where 1 is a list without items and 2 an item that is absent.
    fn of(cells: &'c [CellValue]) -> Self {
        let mut column = Self { values: Vec::new(), definition: Vec::new(), repetition: Vec::new() };
        for cell in cells {
            match cell {
                CellValue::Empty => column.push(None, 0, 0),
                CellValue::List(items) if items.is_empty() => column.push(None, 1, 0),
                CellValue::List(items) => {
                    for (place, item) in items.iter().enumerate() {
                        let known = *item != CellValue::Empty;
                        column.push(known.then_some(item), 2 + i16::from(known), i16::from(place > 0));
                    }
                }
                value => column.push(Some(value), 1, 0),
            }
        }
        column
    }

    fn push(&mut self, value: Option<&'c CellValue>, definition: i16, repetition: i16) {
        self.values.extend(value);
        self.definition.push(definition);
        self.repetition.push(repetition);
    }

    fn write<T: DataType>(
        &self,
        out: &mut SerializedColumnWriter,
        value: impl Fn(&CellValue) -> Option<T::T>,
    ) -> Result<(), ParquetError> {
        let value =
            |one| value(one).ok_or_else(|| ParquetError::General(format!("{one} is of another type")));
        let values: Vec<T::T> = self.values.iter().copied().map(value).collect::<Result<_, _>>()?;
        out.typed::<T>().write_batch(&values, Some(&self.definition), Some(&self.repetition))?;
        Ok(())
    }
}

/// Writes a column of one type.
fn write_column(
    out: &mut SerializedColumnWriter,
    kind: &Type,
    column: &Shredded,
) -> Result<(), ParquetError> {
    let number = |value: &CellValue| match value {
        CellValue::Number(number) => Some(*number),
        _ => None,
    };
    match kind {
        Type::Text | Type::Json(_) | Type::Choice(_) => {
            column.write::<ByteArrayType>(out, |value| Some(value.to_string().into_bytes().into()))
        }
        Type::Integer => column.write::<Int64Type>(out, |value| Some(number(value)? as i64)),
        Type::Number => column.write::<DoubleType>(out, number),
        Type::Boolean => column.write::<BoolType>(out, |value| value.to_string().parse().ok()),
        Type::List(of) => write_column(out, of, column),
    }
}

#[cfg(test)]
mod tests {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field as Value;

    use super::*;
    use crate::write::{Format, sample};

    /// The tables of a report, each with its name and as a file that is open to be read.
    fn tables(report: &Report) -> Vec<(&'static str, SerializedFileReader<bytes::Bytes>)> {
        let documents = Format::Parquet.render(report, &Options::default()).unwrap();
        let open = |bytes: Vec<u8>| SerializedFileReader::new(bytes.into()).unwrap();
        documents.into_iter().map(|document| (document.name, open(document.bytes))).collect()
    }

    #[test]
    fn figures_are_numbers_and_lists_lists_and_what_is_absent_is_null() {
        let (_, file) = tables(&sample::report()).swap_remove(0);
        let row = file.get_row_iter(None).unwrap().next().unwrap().unwrap();
        let value = |name: &str| row.get_column_iter().find(|(own, _)| *own == name).unwrap().1.clone();
        assert_eq!(value("result_value"), Value::Double(73.71));
        let Value::ListInternal(refs) = value("budget_refs") else { panic!("no list") };
        let text = |text: &str| Value::Str(text.to_owned());
        assert_eq!(refs.elements(), [text("AB 05 002 08 01 1211"), text("AB Unia")]);
        assert_eq!(value("status"), text("partially_realised"));
        assert_eq!([value("theme"), value("strategic_title_nl")], [Value::Null, Value::Null]);
    }

    #[test]
    fn a_table_has_the_columns_of_the_csv() {
        let csv = Format::Csv.render(&sample::report(), &Options::default()).unwrap();
        for (document, (name, table)) in csv.into_iter().zip(tables(&sample::report())) {
            let mut reader = ::csv::Reader::from_reader(document.bytes.as_slice());
            let columns: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let schema = table.metadata().file_metadata().schema();
            let names: Vec<_> = schema.get_fields().iter().map(|field| field.name()).collect();
            assert_eq!(names, columns, "{name}");
            assert_eq!(name, document.name.replace(".csv", ".parquet"));
        }
    }

    #[test]
    fn a_report_without_rows_gives_tables_without_rows() {
        let report = Report { objectives: Vec::new(), ..sample::report() };
        let (name, table) = tables(&report).swap_remove(0);
        assert_eq!((name, table.metadata().file_metadata().num_rows()), ("objectives.parquet", 0));
    }
}
