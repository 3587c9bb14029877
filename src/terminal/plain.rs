//! Removes control characters from text before it is printed to a terminal.

use std::io::{self, Write};

pub use crate::ui::plain::{line, lines};

/// A writer through which only [`lines`] pass.
pub struct PlainWriter<W>(pub W);

impl<W: Write> Write for PlainWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(lines(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_the_cursor_is_written() {
        let mut written = Vec::new();
        assert!(write!(PlainWriter(&mut written), "日本\u{1b}]0;title\u{7}\tx\r\n").is_ok());
        assert_eq!(written, "日本]0;title\tx\n".as_bytes());
    }
}
