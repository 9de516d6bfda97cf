//! The program `bilan`: hands over to [`bilan::cli`] and ends with the exit code that it gives.
//!
//! Not for anything else: what the program does can all be called from the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    bilan::cli::run()
}
