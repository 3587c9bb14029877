//! Vectors in 8 bits: a quarter of the memory, compared in whole numbers, and hardly a thousandth off.

use std::ops::Range;

/// Vectors of one length, each of which was of unit length before it was rounded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantizedVectors {
    /// How many values each has.
    dimension: usize,
    /// What a unit of each vector's values stands for.
    scales: Box<[f32]>,
    values: Box<[i8]>,
}

/// The largest value: −128 is left out, so that a vector and its opposite are rounded alike.
const MOST: f32 = 127.0;

impl QuantizedVectors {
    /// Rounds vectors of this length that follow one another; what is left over at the end is not a vector.
    pub fn new(dimension: usize, vectors: &[f32]) -> Self {
        let rows = vectors.chunks_exact(dimension.max(1));
        let scales: Box<[f32]> = rows.clone().map(|row| most(row).max(f32::MIN_POSITIVE) / MOST).collect();
        #[expect(clippy::cast_possible_truncation, reason = "rounded to the range of eight bits")]
        let round =
            |(row, scale): (&[f32], &f32)| row.iter().map(|value| (value / scale).round() as i8).collect::<Vec<_>>();
        let values = rows.zip(&scales).flat_map(round).collect();
        Self { dimension, scales, values }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// How many values each has.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// What a unit of each vector's values stands for.
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// The values, vector after vector.
    pub fn values(&self) -> &[i8] {
        &self.values
    }

    /// The values of some of them, and what a unit of each one's stands for; nothing where there are not so many.
    pub fn rows(&self, which: Range<usize>) -> (&[i8], &[f32]) {
        let Some(scales) = self.scales.get(which.clone()) else { return (&[], &[]) };
        (&self.values[which.start * self.dimension..which.end * self.dimension], scales)
    }

    /// The bytes of all of them, after the bytes that are there already: scales as little-endian floats, then the values.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        self.scales.iter().for_each(|scale| bytes.extend(scale.to_le_bytes()));
        bytes.extend(self.values.iter().map(|value| value.cast_unsigned()));
    }

    /// So many vectors of this length from what [`QuantizedVectors::write`] wrote, and the bytes after them; none where there are
    /// too few bytes, or a scale is no number.
    pub fn read(dimension: usize, count: usize, bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (scales, bytes) = bytes.split_at_checked(count.checked_mul(size_of::<f32>())?)?;
        let (values, bytes) = bytes.split_at_checked(count.checked_mul(dimension)?)?;
        let scales: Box<[f32]> = scales.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let values = values.iter().map(|value| value.cast_signed()).collect();
        scales.iter().all(|scale| scale.is_finite()).then_some((Self { dimension, scales, values }, bytes))
    }
}

/// The largest value, whatever its sign.
fn most(row: &[f32]) -> f32 {
    row.iter().fold(0.0, |most, value| most.max(value.abs()))
}
