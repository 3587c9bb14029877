//! What `--licenses` prints: third-party works in the program, and their licences.

use std::io::{self, Write as _};

use super::error::CommandError;

/// Each part, and its own text.
const PARTS: [(&str, &str); 4] = [
    ("jet-senpai", include_str!("../../LICENSE")),
    ("The quotations in the curated knowledge", include_str!("../../knowledge/NOTICE.md")),
    ("The sentence encoder and its vocabulary: origin and changes", include_str!("../../models/README.md")),
    ("The sentence encoder and its vocabulary: licence", include_str!("../../models/LICENSE")),
];

/// The libraries are too many to print their licences.
const LIBRARIES: &str = "\
This program uses libraries by many authors, each under its own licence, mostly MIT or Apache-2.0.
Cargo.lock in the source code names each of them with its version. To list them with their licences, run there:

    cargo tree --edges normal --prefix none --format '{p}: {l}'

To read the full licences, run `cargo vendor`: it downloads the source code of each library with its licence.";

/// Prints it all.
pub(super) fn print() -> Result<(), CommandError> {
    let mut output = io::stdout().lock();
    for (title, text) in PARTS.into_iter().chain([("The libraries", LIBRARIES)]) {
        writeln!(output, "==== {title}\n\n{}\n", text.trim())?;
    }
    Ok(output.flush()?)
}
