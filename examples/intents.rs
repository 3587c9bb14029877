//! For `models/intents.py`: reads messages, one a line, and prints for each what the classifier sees of it, as JSON: the
//! hashed features of its words and characters, the text that the sentence encoder would read, and its characters.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use std::sync::Arc;

use jet_senpai::bot::KnowledgeIndex;
use jet_senpai::bot::ask;
use jet_senpai::intent::features;
use jet_senpai::knowledge::Knowledge;
use jet_senpai::search::Question;
use jet_senpai::text::chat_form;

fn main() -> Result<(), Box<dyn Error>> {
    let library = KnowledgeIndex::new(Arc::new(Knowledge::builtin()?), Vec::new());
    let mut output = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let read = ask::embedding::wording(&library, &Question::new(&line)).swap_remove(0);
        let seen = serde_json::json!({ "features": features(&line), "read": read, "characters": chat_form(&line) });
        serde_json::to_writer(&mut output, &seen)?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}
