//! The arithmetic of matching by meaning, on whatever the processor has for it: nine tenths of what a question costs beside
//! the encoder.
//!
//! Every product is one of whole numbers that a `f32` holds exactly (at most 127² · 384), so that the sums are the same on
//! every processor, however many of them it adds at once.

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

use super::vectors::Vectors;

/// Vectors that others are compared with, all at once: value by value, so that a register holds one value of several.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    scales: Box<[f32]>,
    /// The first value of each vector, then the second of each …
    values: Box<[f32]>,
    /// … and as many zeros after each as it takes to fill registers.
    stride: usize,
}

/// What a row of columns is filled up to: two of the widest registers (AVX-512).
const FILLED: usize = 32;

/// Rows that are compared at once: as many as leave their sums in the registers of AVX2.
const ROWS: usize = 4;

/// Registers of columns that a row is compared with at once: with four rows, eight sums, of which none waits for another.
const REGISTERS: usize = 2;

impl Columns {
    /// The vectors, value by value.
    pub fn new(vectors: &Vectors) -> Self {
        let stride = vectors.len().next_multiple_of(FILLED);
        let mut values = vec![0.0; stride * vectors.dimension()];
        for (at, row) in vectors.values().chunks_exact(vectors.dimension().max(1)).enumerate() {
            for (place, value) in values.iter_mut().skip(at).step_by(stride).zip(row) {
                *place = f32::from(*value);
            }
        }
        Self { scales: vectors.scales().into(), values: values.into(), stride }
    }

    /// For each vector the cosine with the nearest of these rows, at least 0; nothing where they are of another length.
    pub fn nearest(&self, rows: &Vectors) -> Vec<f32> {
        if self.values.len() != self.stride * rows.dimension() {
            return Vec::new();
        }
        let most = Nearest { columns: self, rows }.dispatch();
        most.iter().zip(&self.scales).map(|(most, scale)| most * scale).collect()
    }
}

/// Finds the nearest row of each column: the largest product with a row's true values.
struct Nearest<'a> {
    columns: &'a Columns,
    rows: &'a Vectors,
}

impl SimdOp for Nearest<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) -> Vec<f32> {
        let Self { columns: Columns { values, stride, scales }, rows } = self;
        let ops = isa.f32();
        let width = REGISTERS * ops.len();
        let dimension = rows.dimension().max(1);
        let mut nearest = vec![0.0; *stride];
        // A row's values are made wider once for all columns.
        let mut wide = vec![[0.0; ROWS]; dimension];
        for (row_scales, rows) in rows.scales().chunks(ROWS).zip(rows.values().chunks(ROWS * dimension)) {
            for (at, row) in rows.chunks_exact(dimension).enumerate() {
                wide.iter_mut().zip(row).for_each(|(wide, value)| wide[at] = f32::from(*value));
            }
            for from in (0..scales.len()).step_by(width) {
                let mut sums = [[ops.zero(); REGISTERS]; ROWS];
                for (rows, columns) in wide.iter().zip(values.chunks_exact(*stride)) {
                    let columns = &columns[from..];
                    let columns = [ops.load(columns), ops.load(&columns[ops.len()..])];
                    for (sums, row) in sums.iter_mut().zip(rows) {
                        let row = ops.splat(*row);
                        *sums = [ops.mul_add(row, columns[0], sums[0]), ops.mul_add(row, columns[1], sums[1])];
                    }
                }
                for (at, best) in nearest[from..from + width].chunks_exact_mut(ops.len()).enumerate() {
                    let mut most = ops.load(best);
                    // The last rows may be fewer: the sums of those before them count for nothing then.
                    for (sums, scale) in sums.iter().zip(row_scales) {
                        most = ops.max(most, ops.mul(sums[at], ops.splat(*scale)));
                    }
                    ops.store(most, best);
                }
            }
        }
        nearest
    }
}

/// The cosines of each row with one other vector of the same length.
pub struct Cosines<'a> {
    /// The rows.
    pub rows: &'a Vectors,
    /// The other's values …
    pub other: &'a [i8],
    /// … and what a unit of them stands for.
    pub scale: f32,
}

impl SimdOp for Cosines<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "a f32 holds the product exactly")]
    fn eval<I: Isa>(self, _: I) -> Vec<f32> {
        let rows = self.rows.values().chunks_exact(self.other.len().max(1));
        // Such that the compiler finds the instruction which multiplies and adds pairs.
        let product = |row: &[i8]| row.iter().zip(self.other).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>();
        rows.zip(self.rows.scales()).map(|(row, scale)| product(row) as f32 * scale * self.scale).collect()
    }
}
