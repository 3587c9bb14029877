//! What `--licenses` prints: what is in the program that others made, and under which terms.

use std::io::{self, Write as _};

use super::failure::Failure;

/// Each part, in its own words.
const PARTS: [(&str, &str); 4] = [
    ("jet-senpai", include_str!("../../LICENSE")),
    ("The quotations in the curated knowledge", include_str!("../../knowledge/NOTICE.md")),
    (
        "The sentence encoder and its vocabulary: where they come from, and what was changed",
        include_str!("../../models/README.md"),
    ),
    ("The sentence encoder and its vocabulary: their licence", include_str!("../../models/LICENSE")),
];

/// What cannot be said in full here.
const LIBRARIES: &str = "\
This program is made with libraries of many authors, each under its own licence, most of them MIT or Apache-2.0.
Cargo.lock, in the source code, names every one with its version. There, this lists them with their licences:

    cargo tree --edges normal --prefix none --format '{p}: {l}'

and the source code of each, which `cargo vendor` fetches, holds its licence's text.";

/// Prints it all.
pub(super) fn print() -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    for (title, text) in PARTS.into_iter().chain([("The libraries", LIBRARIES)]) {
        writeln!(output, "==== {title}\n\n{}\n", text.trim())?;
    }
    Ok(output.flush()?)
}
