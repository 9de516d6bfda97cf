//! The tests of the library and the program from outside, as one program: linking the engine once takes a fraction of the
//! time that it takes for each of them. `tests/inside` has those that look between the stages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod batch;
mod cli;
mod formats;
mod hostile;
mod scans;
mod workbook;

/// What is drawn for tests on both sides.
mod draw {
    pub(crate) mod raw;
    pub(crate) mod scan;
}
