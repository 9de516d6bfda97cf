//! The report as typed tables for programs: `objectives.parquet` and so on, with the columns of the CSV.
//!
//! Lists are lists, figures numbers, statuses and other choices dictionaries; an absent value is null. What Arrow knows of
//! types beyond Parquet's own stands in the file, so that pandas reads a status as a category. Not for which columns there
//! are and what they hold: that is `columns`' and `fields`'.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use ::parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use arrow_schema::{DataType as ArrowType, Field as ArrowField, Schema};

use super::columns::{CellValue, Table, TableColumns, TableRow, TableUser};
use super::fields::{self, Field, Type};
use super::{Options, Writer};
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
        let file = File { fields: fields::of(self.0), properties: properties(report) };
        out.write_all(&self.0.give(&[report], file)?)
    }
}

/// What the file says of itself as a whole.
fn properties(report: &Report) -> WriterProperties {
    let source = &report.source;
    let said = [
        ("source_file", &source.file),
        ("source_sha256", &source.sha256),
        ("extractor", &source.extractor),
        ("schema_version", &report.schema_version),
    ];
    let said = said.map(|(key, value)| KeyValue::new(key.to_owned(), value.clone()));
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
        let Self { fields, mut properties } = self;
        let schema = Schema::new(fields.iter().map(arrow_field).collect::<Vec<_>>());
        add_encoded_arrow_schema_to_metadata(&schema, &mut properties);
        let schema = ArrowSchemaConverter::new().convert(&schema)?;
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema.root_schema_ptr(), Arc::new(properties))?;
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

fn arrow_field(field: &Field) -> ArrowField {
    let said = HashMap::from([("description".to_owned(), field.description.clone())]);
    ArrowField::new(&field.name, arrow_type(&field.kind), true).with_metadata(said)
}

fn arrow_type(kind: &Type) -> ArrowType {
    match kind {
        Type::Text | Type::Json(_) => ArrowType::Utf8,
        Type::Integer => ArrowType::Int64,
        Type::Number => ArrowType::Float64,
        Type::Boolean => ArrowType::Boolean,
        Type::Choice(_) => ArrowType::Dictionary(ArrowType::Int32.into(), ArrowType::Utf8.into()),
        Type::List(of) => ArrowType::new_list(arrow_type(of), true),
    }
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
    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int32Type};
    use arrow_array::{Array, RecordBatch, StringArray};

    use super::*;
    use crate::write::{Format, sample};

    /// A table read back.
    fn table(name: &str) -> RecordBatch {
        let documents = Format::Parquet.render(&sample::report(), &Options::default()).unwrap();
        let document = documents.into_iter().find(|document| document.name == name).unwrap();
        let bytes = bytes::Bytes::from(document.bytes);
        let mut reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap().build().unwrap();
        reader.next().unwrap().unwrap()
    }

    #[test]
    fn figures_are_numbers_lists_lists_and_statuses_dictionaries() {
        let table = table("objectives.parquet");
        let column = |name: &str| table.column_by_name(name).unwrap();
        assert_eq!(column("result_value").as_primitive::<Float64Type>().value(0), 73.71);
        let refs = column("budget_refs").as_list::<i32>().value(0);
        let refs: Vec<_> = refs.as_string::<i32>().iter().map(Option::unwrap).collect();
        assert_eq!(refs, ["AB 05 002 08 01 1211", "AB Unia"]);
        let status = column("status");
        assert!(matches!(status.data_type(), ArrowType::Dictionary(..)));
        let status = status.as_dictionary::<Int32Type>().downcast_dict::<StringArray>().unwrap();
        assert_eq!(status.into_iter().next().unwrap(), Some("partially_realised"));
        assert!(column("theme").is_null(0) && column("strategic_title_nl").is_null(0));
    }

    #[test]
    fn a_table_has_the_columns_of_the_csv() {
        let csv = Format::Csv.render(&sample::report(), &Options::default()).unwrap();
        for document in csv {
            let mut reader = ::csv::Reader::from_reader(document.bytes.as_slice());
            let columns: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let table = table(&document.name.replace(".csv", ".parquet"));
            let schema = table.schema();
            let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            assert_eq!(names, columns, "{}", document.name);
        }
    }

    #[test]
    fn a_report_without_rows_gives_tables_without_rows() {
        let report = Report { objectives: Vec::new(), ..sample::report() };
        let documents = Format::Parquet.render(&report, &Options::default()).unwrap();
        let bytes = bytes::Bytes::from(documents[0].bytes.clone());
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
        assert!(reader.schema().field_with_name("status").is_ok());
    }
}
