//! What a Parquet file says to Arrow of its columns, beyond Parquet's own types: which of them are dictionaries, and their
//! descriptions. Readers such as pandas and Polars look for it under the key [`KEY`].
//!
//! It is the message of a schema as Arrow's files have it (`Message.fbs` and `Schema.fbs` of the Arrow columnar format 1.5),
//! in Base64. Arrow's own crates can write it, but they would be half of what is built for Parquet, for this alone.
//! Not for the values, nor for Parquet's schema: those are in `parquet`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flatbuffers::{FlatBufferBuilder, TableFinishedWIPOffset, UnionWIPOffset, VOffsetT, WIPOffset};

use super::fields::{Field, Type};

/// The key of a Parquet file's metadata under which Arrow keeps its schema.
pub(super) const KEY: &str = "ARROW:schema";

/// Version 5 of the metadata, the one since Arrow 1.0 (`MetadataVersion`).
const VERSION: i16 = 4;
/// A message of a schema (`MessageHeader`).
const OF_SCHEMA: u8 = 1;
/// What stands before a message: its length follows.
const CONTINUES: u32 = u32::MAX;
/// Numbers of 64 bits (`Precision`).
const DOUBLE: i16 = 2;

/// The place of a field in a table of `FlatBuffers`, by its number in the definition of the table.
const fn slot(number: VOffsetT) -> VOffsetT {
    2 * (number + 2)
}

type Finished = WIPOffset<TableFinishedWIPOffset>;

/// The schema of a table with these columns, each of which may be absent.
pub(super) fn schema(fields: &[Field]) -> String {
    let mut bytes = FlatBufferBuilder::new();
    let columns: Vec<Finished> = fields
        .iter()
        .enumerate()
        .map(|(number, field)| {
            column(&mut bytes, &field.name, &field.kind, (number as i64, &field.description))
        })
        .collect();
    let columns = bytes.create_vector(&columns);
    let table = bytes.start_table();
    bytes.push_slot_always(slot(1), columns);
    let schema = bytes.end_table(table);
    let table = bytes.start_table();
    bytes.push_slot_always(slot(0), VERSION);
    bytes.push_slot_always(slot(1), OF_SCHEMA);
    bytes.push_slot_always(slot(2), schema);
    let message = bytes.end_table(table);
    bytes.finish_minimal(message);
    let message = bytes.finished_data();
    let length = message.len() as u32;
    BASE64_STANDARD.encode([&CONTINUES.to_le_bytes(), &length.to_le_bytes(), message].concat())
}

/// A column, or what a column of lists holds: `Field`. Of a column are given its number, which is its dictionary's, and its
/// description.
fn column(
    bytes: &mut FlatBufferBuilder<'_>,
    name: &str,
    kind: &Type,
    (number, description): (i64, &str),
) -> Finished {
    let items: Vec<Finished> = match kind {
        Type::List(of) => vec![column(bytes, "element", of, (number, ""))],
        _ => Vec::new(),
    };
    let items = bytes.create_vector(&items);
    let said: Vec<Finished> =
        if description.is_empty() { Vec::new() } else { vec![said(bytes, "description", description)] };
    let said = bytes.create_vector(&said);
    let dictionary = matches!(kind, Type::Choice(_)).then(|| dictionary(bytes, number));
    let (of, kind) = data_type(bytes, kind);
    let name = bytes.create_string(name);
    let table = bytes.start_table();
    bytes.push_slot_always(slot(0), name);
    bytes.push_slot_always(slot(1), true);
    bytes.push_slot_always(slot(2), of);
    bytes.push_slot_always(slot(3), kind);
    if let Some(dictionary) = dictionary {
        bytes.push_slot_always(slot(4), dictionary);
    }
    bytes.push_slot_always(slot(5), items);
    bytes.push_slot_always(slot(6), said);
    bytes.end_table(table)
}

/// The number of a type, and what it says of itself (`Type`).
fn data_type(bytes: &mut FlatBufferBuilder<'_>, kind: &Type) -> (u8, WIPOffset<UnionWIPOffset>) {
    let (number, of) = match kind {
        Type::Integer => (2, integer(bytes, 64)),
        Type::Number => {
            let table = bytes.start_table();
            bytes.push_slot_always(slot(0), DOUBLE);
            (3, bytes.end_table(table))
        }
        Type::Text | Type::Json(_) | Type::Choice(_) => (5, nothing(bytes)),
        Type::Boolean => (6, nothing(bytes)),
        Type::List(_) => (12, nothing(bytes)),
    };
    (number, of.as_union_value())
}

/// Whole numbers with a sign (`Int`).
fn integer(bytes: &mut FlatBufferBuilder<'_>, bits: i32) -> Finished {
    let table = bytes.start_table();
    bytes.push_slot_always(slot(0), bits);
    bytes.push_slot_always(slot(1), true);
    bytes.end_table(table)
}

/// A type that says no more of itself (`Utf8`, `Bool`, `List`).
fn nothing(bytes: &mut FlatBufferBuilder<'_>) -> Finished {
    let table = bytes.start_table();
    bytes.end_table(table)
}

/// Texts of which each is kept once, and told by its number (`DictionaryEncoding`).
fn dictionary(bytes: &mut FlatBufferBuilder<'_>, number: i64) -> Finished {
    let index = integer(bytes, 32);
    let table = bytes.start_table();
    bytes.push_slot_always(slot(0), number);
    bytes.push_slot_always(slot(1), index);
    bytes.end_table(table)
}

/// What is said of a column, under a key (`KeyValue`).
fn said(bytes: &mut FlatBufferBuilder<'_>, key: &str, value: &str) -> Finished {
    let key = bytes.create_string(key);
    let value = bytes.create_string(value);
    let table = bytes.start_table();
    bytes.push_slot_always(slot(0), key);
    bytes.push_slot_always(slot(1), value);
    bytes.end_table(table)
}
