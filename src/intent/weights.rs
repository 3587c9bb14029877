//! Reads the file that `models/intents.py` writes: numbers are little-endian, and each part is preceded by its shape.

/// Bytes of a number.
pub(super) const BYTES: usize = 4;

/// A file that is read from its beginning to its end.
pub(super) struct WeightReader(pub(super) &'static [u8]);

impl WeightReader {
    pub(super) fn take(&mut self, bytes: usize) -> Result<&'static [u8], String> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or("is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn number(&mut self) -> Result<usize, String> {
        Ok(self.words(1)?.next().unwrap_or_default() as usize)
    }

    pub(super) fn numbers(&mut self, count: usize) -> Result<Vec<u32>, String> {
        Ok(self.words(count)?.collect())
    }

    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, String> {
        Ok(self.words(count)?.map(f32::from_bits).collect())
    }

    fn words(&mut self, count: usize) -> Result<impl Iterator<Item = u32>, String> {
        let words = self.take(count * BYTES)?.chunks_exact(BYTES);
        Ok(words.map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    }
}
