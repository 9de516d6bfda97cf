//! stub
use crate::record::Front;
use crate::tables::PageTables;
use crate::words::{Line, lexicon::Lexicon};
pub(super) struct FrontPage<'a> {
    pub page: &'a PageTables,
    pub lines: Vec<&'a Line>,
}
pub(super) fn read_front(_: &[FrontPage<'_>], _: &Lexicon) -> Front {
    Front::default()
}
