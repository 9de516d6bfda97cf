//! All tests of the program from outside, as one program: linking the engine once takes a fraction of the time that it
//! takes for each of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod aligned;
mod architecture;
mod batch;
mod cli;
mod damage;
mod draw;
mod files;
mod formats;
mod hostile;
mod inspect;
mod language;
mod provenance;
mod report;
mod scans;
mod stages;
mod workbook;
