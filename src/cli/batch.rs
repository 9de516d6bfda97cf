//! Many reports in one run: some at once, each for itself, and what became of them said in the order of their places.
//!
//! A report that cannot be read costs itself alone. Not for reading one of them, which is the same as for a run of one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::anyhow;

use super::checked::{Batch, Extraction};
use super::extract::{self, Done};
use super::messages::{self, Listing, Progress};
use super::{INCOMPLETE, NO_OUTPUT};
use crate::write::manifest::{Outcome, Row, TABLE, batch_table};
use crate::write::{Destination, OutputFile};

/// Bytes of a stack that a file of any nesting is opened on, as for the threads that read its pages.
const STACK: usize = 64 << 20;

/// How many reports of a batch came to what.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub(super) written: usize,
    /// Were there already, from an earlier run.
    pub(super) existing: usize,
    /// Are there, but something is missing from them.
    pub(super) incomplete: usize,
    /// Are there, but something was found in them that the run denies.
    pub(super) denied: usize,
    pub(super) failed: usize,
}

/// What is said, and when: files end in any order.
struct Telling<'b> {
    progress: Progress,
    /// What became of files whose turn it is not yet.
    waiting: Vec<Option<anyhow::Result<Done>>>,
    /// Whose turn it is.
    turn: usize,
    /// How many files are done.
    done: usize,
    totals: Totals,
    /// What became of each report, as a row of the batch's table.
    rows: Vec<Row>,
    /// Why files failed: said at the end and all together, where they are found.
    failures: Vec<anyhow::Error>,
    batch: &'b Batch,
}

impl Telling<'_> {
    /// Notes what became of a file, and says what can be said now.
    fn note(&mut self, at: usize, outcome: anyhow::Result<Done>) {
        self.waiting[at] = Some(outcome);
        self.done += 1;
        while let Some(outcome) = self.waiting.get_mut(self.turn).and_then(Option::take) {
            let extraction = self.batch.each.get(self.turn);
            self.rows.extend(extraction.map(|extraction| row(extraction, &outcome)));
            self.turn += 1;
            match outcome {
                Ok(done) => {
                    *(if done.existing { &mut self.totals.existing } else { &mut self.totals.written }) += 1;
                    self.totals.incomplete += usize::from(!done.account.complete);
                    self.totals.denied += usize::from(done.account.outcome == Outcome::Denied);
                    self.progress.clear();
                    messages::say(&done.lines);
                }
                Err(error) => self.failures.push(error),
            }
        }
        self.progress.step(self.done, self.waiting.len());
    }

    /// Says how it all came out.
    fn end(mut self) -> ExitCode {
        self.progress.clear();
        let totals = &self.totals;
        if totals.written + totals.existing > 0 {
            // the same reports give the same table in whatever order they were typed
            self.rows.sort_by(|a, b| (&a.folder, &a.file).cmp(&(&b.folder, &b.file)));
            let bytes = batch_table(&self.rows);
            let table = Destination::File(self.batch.output.join(TABLE));
            let placed = table.put(&[OutputFile { name: TABLE, bytes }]);
            self.failures.extend(placed.err().map(anyhow::Error::from));
        }
        self.failures.iter().for_each(messages::failure);
        self.totals.failed = self.failures.len();
        messages::totals(&self.totals, &self.batch.messages);
        let Totals { written, existing, incomplete, denied, failed } = self.totals;
        match (written + existing, incomplete + denied + failed) {
            (0, _) => ExitCode::from(NO_OUTPUT),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(INCOMPLETE),
        }
    }
}

/// What became of a report, as a row of the batch's table.
fn row(extraction: &Extraction, outcome: &anyhow::Result<Done>) -> Row {
    let folder = match &extraction.place {
        Destination::Folder(folder) => folder.file_name(),
        _ => None,
    };
    Row {
        file: extraction.input.to_string(),
        folder: folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        account: outcome.as_ref().ok().map(|done| done.account.clone()),
    }
}

/// Reads every report of the batch.
pub(super) fn run(batch: &Batch) -> ExitCode {
    let Batch { each, at_once, troubles, messages, .. } = batch;
    let next = AtomicUsize::new(0);
    let telling = Mutex::new(Telling {
        progress: Progress::new("file", messages),
        waiting: each.iter().map(|_| None).collect(),
        turn: 0,
        done: 0,
        totals: Totals::default(),
        rows: Vec::new(),
        failures: troubles.iter().map(|(folder, why)| anyhow!("{}: {why}", folder.display())).collect(),
        batch,
    });
    let work = || loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(extraction) = each.get(at) else { return };
        let one = || extract::one(extraction, &Listing::OF_MANY, &Progress::unseen());
        // what is wrong with the program on one file, which the panic hook has said, is no reason to lose the others
        let outcome = catch_unwind(AssertUnwindSafe(one))
            .unwrap_or_else(|_| Err(anyhow!("{}: led to the internal error above", extraction.input)));
        telling.lock().unwrap_or_else(PoisonError::into_inner).note(at, outcome);
    };
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers = (0..at_once.get().min(each.len())).filter_map(spawn).count();
        // where the system gives no thread at all, this one does
        if workers == 0 {
            work();
        }
    });
    telling.into_inner().unwrap_or_else(PoisonError::into_inner).end()
}
