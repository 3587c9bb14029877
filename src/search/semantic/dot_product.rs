//! The arithmetic of matching by meaning, on whatever the processor has for it: nine tenths of what a question costs beside
//! the encoder.
//!
//! Every product is one of whole numbers that a `f32` holds exactly (at most 127² · 384), so that the sums are the same on
//! every processor, however many of them it adds at once.

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

use crate::search::semantic::vectors::QuantizedVectors;

/// Vectors that others are compared with, all at once: value by value, so that a register holds one value of several.
#[derive(Debug, Clone, Default)]
pub struct PackedVectors {
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

impl PackedVectors {
    /// The vectors, value by value.
    pub fn new(vectors: &QuantizedVectors) -> Self {
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
    pub fn nearest(&self, rows: &QuantizedVectors) -> Vec<f32> {
        if self.values.len() != self.stride * rows.dimension() {
            return Vec::new();
        }
        let most = NearestRows { columns: self, rows }.dispatch();
        most.iter().zip(&self.scales).map(|(most, scale)| most * scale).collect()
    }
}

/// Finds the nearest row of each column: the largest product with a row's true values.
struct NearestRows<'a> {
    columns: &'a PackedVectors,
    rows: &'a QuantizedVectors,
}

impl SimdOp for NearestRows<'_> {
    type Output = Vec<f32>;

    #[expect(clippy::inline_always, reason = "else it would not be built for the instructions that were chosen")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) -> Vec<f32> {
        let Self { columns: PackedVectors { values, stride, scales }, rows } = self;
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

/// The cosines of many rows with one other vector of the same length, at least 0.
pub struct RowCosines<'a>(pub LargestCosine<'a>);

impl SimdOp for RowCosines<'_> {
    type Output = Vec<f32>;

    #[expect(clippy::inline_always, reason = "else it would not be built for the instructions that were chosen")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> Vec<f32> {
        let Self(LargestCosine { rows, scales, other, scale: factor }) = self;
        let rows = rows.chunks_exact(other.len().max(1)).zip(scales);
        rows.map(|(row, scale)| f32::max(0.0, product(row, other) * scale) * factor).collect()
    }
}

/// The largest cosine, at least 0, of some rows with one other vector of the same length.
pub struct LargestCosine<'a> {
    /// The rows' values, one after another …
    pub rows: &'a [i8],
    /// … and what a unit of each row's stands for.
    pub scales: &'a [f32],
    /// The other's values …
    pub other: &'a [i8],
    /// … and what a unit of them stands for.
    pub scale: f32,
}

impl SimdOp for LargestCosine<'_> {
    type Output = f32;

    #[expect(clippy::inline_always, reason = "else it would not be built for the instructions that were chosen")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> f32 {
        let rows = self.rows.chunks_exact(self.other.len().max(1)).zip(self.scales);
        rows.map(|(row, scale)| product(row, self.other) * scale).fold(0.0, f32::max) * self.scale
    }
}

/// The sum of products, such that the compiler finds the instruction which multiplies and adds pairs.
#[expect(clippy::inline_always, reason = "it is built for the instructions of whoever calls it")]
#[expect(clippy::cast_precision_loss, reason = "a f32 holds the product exactly")]
#[inline(always)]
fn product(a: &[i8], b: &[i8]) -> f32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>() as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by definition, value by value.
    fn cosine(a: (&[i8], f32), b: (&[i8], f32)) -> f32 {
        let product: i32 = a.0.iter().zip(b.0).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a f32 holds the product exactly")]
        let product = product as f32;
        product * a.1 * b.1
    }

    fn rows(vectors: &QuantizedVectors) -> Vec<(&[i8], f32)> {
        vectors.values().chunks_exact(vectors.dimension()).zip(vectors.scales().iter().copied()).collect()
    }

    prop_compose! {
        fn vectors(dimension: usize)(
            values in prop::collection::vec(prop::collection::vec(-1.0_f32..1.0, dimension), 0..40)
        ) -> QuantizedVectors {
            QuantizedVectors::new(dimension, &values.concat())
        }
    }

    fn two() -> impl Strategy<Value = (QuantizedVectors, QuantizedVectors)> {
        (1_usize..100).prop_flat_map(|dimension| (vectors(dimension), vectors(dimension)))
    }

    proptest! {
        #[test]
        fn however_many_are_compared_at_once_the_nearest_is_the_nearest((asked, known) in two()) {
            let nearest = PackedVectors::new(&asked).nearest(&known);
            let one_by_one = rows(&asked).into_iter().map(|one| {
                rows(&known).into_iter().map(|row| cosine(row, one)).fold(0.0, f32::max)
            });
            let one_by_one: Vec<f32> = one_by_one.collect();
            prop_assert_eq!(nearest.len(), one_by_one.len());
            for (nearest, one) in nearest.iter().zip(&one_by_one) {
                prop_assert!((nearest - one).abs() <= f32::EPSILON * one.abs() * 4.0, "{nearest} and {one}");
            }
        }

        #[test]
        fn the_largest_cosine_is_that_of_the_nearest_row((asked, known) in two()) {
            for (other, scale) in rows(&asked) {
                let largest = LargestCosine { rows: known.values(), scales: known.scales(), other, scale }.dispatch();
                let by_definition = rows(&known).into_iter().map(|row| cosine(row, (other, scale))).fold(0.0, f32::max);
                prop_assert!((largest - by_definition).abs() <= f32::EPSILON * by_definition.abs() * 4.0);
                let all = RowCosines(LargestCosine { rows: known.values(), scales: known.scales(), other, scale }).dispatch();
                prop_assert_eq!(all.len(), known.len());
                prop_assert!((all.into_iter().fold(0.0, f32::max) - largest).abs() <= f32::EPSILON * largest.abs() * 4.0);
            }
        }
    }

    #[test]
    fn vectors_of_another_length_are_near_to_nothing() {
        let asked = PackedVectors::new(&QuantizedVectors::new(3, &[1.0, 0.0, 0.0]));
        assert_eq!(asked.nearest(&QuantizedVectors::new(2, &[1.0, 0.0])), Vec::<f32>::new());
        assert_eq!(PackedVectors::default().nearest(&QuantizedVectors::default()), Vec::<f32>::new());
    }
}
