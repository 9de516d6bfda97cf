//! The report as typed tables for programs: `objectives.parquet` and so on, with the columns of the CSV.
//!
//! Lists are lists, figures numbers, statuses and other choices dictionaries; an absent value is null. What Arrow knows of
//! types beyond Parquet's own stands in the file, so that pandas reads a status as a category. Not for which columns there
//! are and what they hold: that is `columns`' and `fields`'.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int32Array, Int64Array, ListArray,
    RecordBatch, StringArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, Field as ArrowField, Schema};

use super::columns::{Columns, Row, Table, TableUser, Value};
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
        let batch = self.0.give(&[report], Batch(fields::of(self.0))).map_err(io::Error::other)?;
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties(report)))?;
        writer.write(&batch)?;
        writer.close()?;
        out.write_all(&bytes)
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

/// Turns rows into columns that hold these fields.
struct Batch<'f>(&'f [Field]);

impl TableUser for Batch<'_> {
    type Made = Result<RecordBatch, ArrowError>;

    fn take<'r, T: 'r>(self, columns: Columns<'r, T>, rows: Vec<Row<'r, T>>) -> Self::Made {
        let (mut described, mut arrays) = (Vec::new(), Vec::new());
        for (field, column) in self.0.iter().zip(&columns.list) {
            let cells: Vec<Value> = rows.iter().map(|row| (column.cell)(row)).collect();
            let array = array(&field.kind, &cells)?;
            described.push(arrow_field(field, &array));
            arrays.push(array);
        }
        RecordBatch::try_new(Arc::new(Schema::new(described)), arrays)
    }
}

fn arrow_field(field: &Field, array: &ArrayRef) -> ArrowField {
    let said = HashMap::from([("description".to_owned(), field.description.clone())]);
    ArrowField::new(&field.name, array.data_type().clone(), true).with_metadata(said)
}

/// Cells of one type.
fn array(kind: &Type, cells: &[Value]) -> Result<ArrayRef, ArrowError> {
    let texts = || cells.iter().map(|cell| (*cell != Value::Empty).then(|| cell.to_string()));
    let numbers = || {
        cells.iter().map(|cell| match cell {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    };
    Ok(match kind {
        Type::Text | Type::Json => Arc::new(texts().collect::<StringArray>()),
        Type::Integer => {
            Arc::new(numbers().map(|number| number.map(|number| number as i64)).collect::<Int64Array>())
        }
        Type::Number => Arc::new(numbers().collect::<Float64Array>()),
        Type::Boolean => {
            Arc::new(texts().map(|text| text.map(|text| text == "true")).collect::<BooleanArray>())
        }
        Type::Choice(names) => {
            let place = |name: String| names.iter().position(|one| *one == name).map(|place| place as i32);
            let keys: Int32Array = texts().map(|text| text.and_then(place)).collect();
            let names = StringArray::from_iter_values(names);
            Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(names))?)
        }
        Type::List(of) => {
            let lists = || {
                cells.iter().map(|cell| match cell {
                    Value::List(items) => Some(items.as_slice()),
                    _ => None,
                })
            };
            let items: Vec<Value> = lists().flatten().flatten().cloned().collect();
            let items = array(of, &items)?;
            let offsets = OffsetBuffer::from_lengths(lists().map(|list| list.map_or(0, <[Value]>::len)));
            let known: NullBuffer = lists().map(|list| list.is_some()).collect::<Vec<_>>().into();
            let item = ArrowField::new_list_field(items.data_type().clone(), true);
            Arc::new(ListArray::try_new(Arc::new(item), offsets, items, Some(known))?)
        }
    })
}

#[cfg(test)]
mod tests {
    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Float64Type;
    use arrow_schema::DataType;

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
        assert!(matches!(status.data_type(), DataType::Dictionary(..)));
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
