//! The bot in a shell: a [`Reply`](crate::ui::Reply) as text, the machine-readable form of the contract, and a
//! conversation.

pub mod batch;
pub mod chat;
mod jet_commands;
pub mod json;
pub mod plain;
pub mod render;

use std::io::{self, BufRead};
use std::ops::ControlFlow;

/// Gives every line of `input`, without its end, to `each` until that breaks; invalid UTF-8 is replaced.
fn each_line(mut input: impl BufRead, mut each: impl FnMut(&str) -> io::Result<ControlFlow<()>>) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if each(text.trim_end_matches(['\n', '\r']))?.is_break() {
            break;
        }
        line.clear();
    }
    Ok(())
}
