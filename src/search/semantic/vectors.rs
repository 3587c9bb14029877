//! Stores vectors in 8 bits per value: a quarter of the memory of `f32`, integer arithmetic, and an error of hardly a
//! thousandth.

use std::ops::Range;

/// Vectors of equal dimension. Each had unit length before rounding.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantizedVectors {
    /// Values per vector.
    dimension: usize,
    scales: Box<[f32]>,
    values: Box<[i8]>,
}

/// Largest absolute value. −128 is unused, so that a vector and its opposite round alike.
const MAX_VALUE: f32 = 127.0;

impl QuantizedVectors {
    /// Rounds consecutive vectors of this dimension. Ignores an incomplete vector at the end.
    pub fn new(dimension: usize, vectors: &[f32]) -> Self {
        let rows = vectors.chunks_exact(dimension.max(1));
        let scales: Box<[f32]> = rows.clone().map(|row| most(row).max(f32::MIN_POSITIVE) / MAX_VALUE).collect();
        #[expect(clippy::cast_possible_truncation, reason = "rounded to the range of eight bits")]
        let round =
            |(row, scale): (&[f32], &f32)| row.iter().map(|value| (value / scale).round() as i8).collect::<Vec<_>>();
        let values = rows.zip(&scales).flat_map(round).collect();
        Self { dimension, scales, values }
    }

    pub fn len(&self) -> usize {
        self.scales.len()
    }

    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The factor of each vector that turns its 8-bit values into real ones.
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// The 8-bit values, vector after vector.
    pub fn values(&self) -> &[i8] {
        &self.values
    }

    /// The values and the scales of a range of vectors; empty if the range is out of bounds.
    pub fn rows(&self, which: Range<usize>) -> (&[i8], &[f32]) {
        let Some(scales) = self.scales.get(which.clone()) else { return (&[], &[]) };
        (&self.values[which.start * self.dimension..which.end * self.dimension], scales)
    }

    /// Appends all vectors to `bytes`: the scales as little-endian `f32`, then the values.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        self.scales.iter().for_each(|scale| bytes.extend(scale.to_le_bytes()));
        bytes.extend(self.values.iter().map(|value| value.cast_unsigned()));
    }

    /// Reads `count` vectors of this dimension as [`QuantizedVectors::write`] wrote them, and returns the bytes after
    /// them. `None` if there are too few bytes or a scale is not finite.
    pub fn read(dimension: usize, count: usize, bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (scales, bytes) = bytes.split_at_checked(count.checked_mul(size_of::<f32>())?)?;
        let (values, bytes) = bytes.split_at_checked(count.checked_mul(dimension)?)?;
        let scales: Box<[f32]> = scales.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let values = values.iter().map(|value| value.cast_signed()).collect();
        scales.iter().all(|scale| scale.is_finite()).then_some((Self { dimension, scales, values }, bytes))
    }
}

/// The largest absolute value.
fn most(row: &[f32]) -> f32 {
    row.iter().fold(0.0, |most, value| most.max(value.abs()))
}
