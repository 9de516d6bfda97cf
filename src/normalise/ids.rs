//! Ids: stable from run to run and unique in the report.
//!
//! Not for which indicator measures which objective: an id is a name, and nothing is read from it.

use std::collections::HashMap;

use crate::outline::Position;
use crate::record::{Indicator, Kind, Record, Texts};
use crate::wording::Folded;

/// Gives out ids in the order of reading.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    given: HashMap<String, u32>,
    /// Records of the table so far.
    order: u32,
    /// Indicators of each objective of the table so far, by the objective's own id.
    indicators: HashMap<String, u32>,
}

impl Ids {
    /// A new table begins.
    pub(super) fn begin_table(&mut self) {
        self.order = 0;
        self.indicators.clear();
    }

    /// The id of the next record.
    pub(super) fn next(&mut self, position: &Position, record: &Record) -> String {
        self.order += 1;
        let mut id = String::from(if record.kind() == Kind::Objectives { "o:" } else { "k:" });
        let place = [position.chapter.reference.as_deref(), position.entity.as_deref()];
        id.push_str(&place.into_iter().flatten().collect::<Vec<_>>().join("."));
        let section = position.section.as_ref().and_then(french_or_dutch);
        for part in [section, record.theme.as_deref()].into_iter().flatten() {
            id.push('/');
            id.push_str(&slug(part));
        }
        id.push('/');
        match &record.operational.reference {
            Some(reference) => id.push_str(reference),
            None => id.push_str(&format!("o-{}", self.order)),
        }
        if let Some(Indicator { kpi, .. }) = record.as_indicator() {
            let order = self.indicators.entry(id.clone()).or_default();
            *order += 1;
            let own = kpi.reference.clone().unwrap_or_else(|| order.to_string());
            id.push_str(&format!("/kpi-{own}"));
        }
        let times = self.given.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 { format!("{id}~{times}") } else { id }
    }
}

fn french_or_dutch(texts: &Texts) -> Option<&str> {
    texts.fr.as_deref().or(texts.nl.as_deref())
}

/// The words of a text in lower case without accents, with hyphens between them.
fn slug(text: &str) -> String {
    Folded::new(text).words().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Chapter, Own, Unit};

    #[test]
    fn an_id_that_repeats_is_counted() {
        let position = Position {
            chapter: Chapter { reference: Some("I".into()), ..Chapter::default() },
            entity: Some("1".into()),
            section: Some(Texts::new(Some("Égalité d'accès".into()), None)),
            ..Position::default()
        };
        let record = |reference: Option<&str>, own| Record {
            operational: Unit { reference: reference.map(str::to_owned), ..Unit::default() },
            own,
            ..Record::default()
        };
        let indicator = || Own::Indicator(Indicator::default());
        let mut ids = Ids::default();
        ids.begin_table();
        let mut next = |reference, own| ids.next(&position, &record(reference, own));
        assert_eq!(next(Some("1.1"), Own::default()), "o:I.1/egalite-d-acces/1.1");
        assert_eq!(next(Some("1.1"), Own::default()), "o:I.1/egalite-d-acces/1.1~2");
        assert_eq!(next(None, Own::default()), "o:I.1/egalite-d-acces/o-3");
        assert_eq!(next(Some("1.1"), indicator()), "k:I.1/egalite-d-acces/1.1/kpi-1");
        assert_eq!(next(Some("1.1"), indicator()), "k:I.1/egalite-d-acces/1.1/kpi-2");
    }
}
