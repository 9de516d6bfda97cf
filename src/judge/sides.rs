//! Records that lack a text in one language where their table else has both: it may have gone to the other side.
//!
//! Not for what a placeholder stands for: the page says that it is missing.

use crate::language::Language;
use crate::record::Record;
use crate::source::Field;

/// For each record of a table, its fields with a text in one language and nothing in the place of the other, where at
/// least as many of its records have both.
pub(crate) fn lacking(records: &[&Record]) -> Vec<Vec<Field>> {
    let mut lacking = vec![Vec::new(); records.len()];
    for field in Record::PRINTED {
        let lacks = |record: &Record| {
            let texts = record.texts(field)?;
            let stands = |language: Language| {
                let placeholders = record.printed.get(&field);
                texts.side(language).is_some()
                    || placeholders.is_some_and(|placeholders| placeholders.side(language).is_some())
            };
            (!texts.is_empty()).then(|| !Language::BOTH.into_iter().all(stands))
        };
        let has_both = |record: &&&Record| {
            record.texts(field).is_some_and(|texts| texts.fr.is_some() && texts.nl.is_some())
        };
        let both = records.iter().filter(has_both).count();
        let alone: Vec<usize> = (0..records.len()).filter(|&at| lacks(records[at]) == Some(true)).collect();
        if both >= alone.len() {
            alone.into_iter().for_each(|at| lacking[at].push(field));
        }
    }
    lacking
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Texts;

    fn described(fr: &str, nl: &str) -> Record {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Record { description: Texts::new(text(fr), text(nl)), ..Record::default() }
    }

    /// Which of some records lack a side.
    fn found(records: &[Record]) -> Vec<bool> {
        let records: Vec<&Record> = records.iter().collect();
        lacking(&records).into_iter().map(|fields| fields == [Field::Description]).collect()
    }

    #[test]
    fn a_side_is_missing_where_the_others_of_the_table_have_it() {
        let (whole, alone) = (described("Le bac", "Het veer"), described("Le pont", ""));
        assert_eq!(found(&[whole.clone(), alone.clone(), described("", "")]), [false, true, false]);
        assert_eq!(found(&[whole.clone(), alone.clone(), alone.clone()]), [false; 3], "a habit of the table");
        assert_eq!(found(&[alone.clone(), alone.clone()]), [false; 2]);
        let mut replaced = alone;
        replaced.printed.insert(Field::Description, Texts::new(None, Some("NL".to_owned())));
        assert_eq!(found(&[whole, replaced]), [false; 2]);
    }
}
