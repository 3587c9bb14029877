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
        Ok(self.numbers(1)?[0] as usize)
    }

    pub(super) fn numbers(&mut self, count: usize) -> Result<Vec<u32>, String> {
        let bytes = self.take(count * BYTES)?.chunks_exact(BYTES);
        Ok(bytes.map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])).collect())
    }

    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, String> {
        Ok(self.numbers(count)?.into_iter().map(f32::from_bits).collect())
    }
}
