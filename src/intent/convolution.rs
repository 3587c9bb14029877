//! A convolution: filters over neighbouring vectors, the maximum of each over the text, and two layers that turn these
//! into the likelihoods of the labels. It reads word pieces as well as characters.

use super::weights::{BYTES, WeightReader};

/// The weights of a convolution.
#[derive(Debug, Default)]
pub(super) struct Convolution {
    /// Vectors of a message that are looked at; questions have a dozen, and a long story is told at its beginning.
    most: usize,
    spans: Vec<Filters>,
    hidden: DenseLayers,
    output: DenseLayers,
}

/// Filters over so many neighbouring vectors.
#[derive(Debug, Default)]
struct Filters {
    length: usize,
    filters: DenseLayers,
}

/// `inputs` × `outputs` weights, input by input, and a bias for each output.
#[derive(Debug, Default)]
struct DenseLayers {
    inputs: usize,
    /// Little-endian, as they stand in the file.
    weights: &'static [u8],
    bias: Vec<f32>,
}

impl Convolution {
    /// Reads its shape and its weights.
    pub(super) fn read(file: &mut WeightReader) -> Result<Self, String> {
        let most = file.number()?;
        let mut spans = Vec::new();
        for _ in 0..file.number()? {
            spans.push(Filters { length: file.number()?, filters: DenseLayers::read(file)? });
        }
        Ok(Self { most, spans, hidden: DenseLayers::read(file)?, output: DenseLayers::read(file)? })
    }

    /// How many labels it knows.
    pub(super) fn labels(&self) -> usize {
        self.output.bias.len()
    }

    /// The logit of each label for vectors of `width` numbers, one behind the other, and for numbers that say something of the whole
    /// message. None where these are of another shape than it was trained for.
    pub(super) fn apply(&self, vectors: &[f32], width: usize, whole: impl Iterator<Item = f32>) -> Option<Vec<f32>> {
        let count = vectors.len().checked_div(width)?.min(self.most);
        let mut inputs = Vec::with_capacity(self.hidden.inputs);
        for Filters { length, filters } in &self.spans {
            if filters.inputs != length * width {
                return None;
            }
            let mut most = vec![0.0_f32; filters.bias.len()];
            for start in 0..count {
                let end = (start + length).min(count);
                // Beyond the end there is nothing.
                let found = filters.apply(&vectors[start * width..end * width]);
                most.iter_mut().zip(found).for_each(|(most, found)| *most = most.max(found));
            }
            inputs.extend(most);
        }
        inputs.extend(whole);
        if inputs.len() != self.hidden.inputs {
            return None;
        }
        let mut hidden = self.hidden.apply(&inputs);
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        hidden.extend(inputs);
        Some(self.output.apply(&hidden))
    }
}

impl DenseLayers {
    fn read(file: &mut WeightReader) -> Result<Self, String> {
        let (inputs, outputs) = (file.number()?, file.number()?);
        Ok(Self { inputs, weights: file.take(inputs * outputs * BYTES)?, bias: file.floats(outputs)? })
    }

    /// The outputs for `inputs`; where these are fewer than its own, the others count as 0.
    fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        let mut outputs = self.bias.clone();
        for (input, weights) in inputs.iter().zip(self.weights.chunks_exact(BYTES * self.bias.len())) {
            for (output, weight) in outputs.iter_mut().zip(weights.chunks_exact(BYTES)) {
                *output += input * f32::from_le_bytes([weight[0], weight[1], weight[2], weight[3]]);
            }
        }
        outputs
    }
}
