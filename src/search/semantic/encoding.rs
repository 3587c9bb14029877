//! What a sentence encoder makes of a text, and what the matcher wants of one. Encoders live elsewhere: the matcher only
//! compares what they make.

use std::fmt;

/// A text as an encoder understands it.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// The vector of the whole text, of unit length.
    pub pooled: Box<[f32]>,
    /// Its word pieces, in order, without the marks that an encoder puts at both ends.
    pub pieces: Box<[EncodedToken]>,
    /// A vector of unit length for each piece, one after another.
    pub vectors: Box<[f32]>,
}

/// A word, or a part of one, that the encoder knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncodedToken {
    /// Its number in the encoder's vocabulary.
    pub id: u32,
    /// Byte of the text at which it begins.
    pub start: u32,
}

/// Why a text was not encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError(pub String);

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EncodeError {}

/// Makes [`Encoding`]s. What it makes of a text never depends on the other texts, and is always the same.
pub trait Encoder: Send + Sync {
    /// Names the model, such that what two models make is told apart: a hash of its files.
    fn model(&self) -> &str;

    /// Encodes a text of any length; what is beyond the encoder's limit does not count.
    ///
    /// # Errors
    /// Where the model fails.
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError>;
}
