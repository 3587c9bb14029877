//! A small classifier: a linear layer over a message's words and characters, and, where the sentence encoder has read it, a
//! convolution over the vectors of its word pieces. `models/intents.py` trains both and writes them into one file.

use std::sync::LazyLock;

use super::features::{FEATURES, features};
use crate::matching::Encoding;

/// The trained weights.
static BUILTIN: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_bytes!("../../models/intents.bin")).unwrap_or_default());

/// Word pieces of a message that are looked at; questions have a dozen, and a long story is told at its beginning.
const MOST_PIECES: usize = 48;

/// How much the convolution counts beside the linear layer, where the encoder has read the message. With 0.4 or 0.6 as many in need
/// are caught at the same share of look-alikes; with less, fewer in English, with more, fewer in Japanese, of which it reads a gloss.
const CONVOLUTION: f32 = 0.5;

/// The weights of a classifier.
#[derive(Debug, Default)]
pub struct Model {
    labels: Vec<String>,
    /// For each feature, its weight for every label, as signed bytes in the program's own file: they are not copied.
    words: &'static [u8],
    /// By which the weights of a label are multiplied, and what is added.
    scale: Vec<f32>,
    bias: Vec<f32>,
    convolutions: Vec<Convolution>,
    hidden: Dense,
    output: Dense,
    /// By which the vector of the whole message is multiplied.
    pooled: f32,
}

/// Filters over so many neighbouring word pieces.
#[derive(Debug, Default)]
struct Convolution {
    width: usize,
    filters: Dense,
}

/// `inputs` × `outputs` weights, input by input, and a bias for each output.
#[derive(Debug, Default)]
struct Dense {
    inputs: usize,
    /// Little-endian, as they stand in the file.
    weights: &'static [u8],
    bias: Vec<f32>,
}

impl Model {
    /// The classifier that the program was built with.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// How likely a message is of each label, together 1; by its words alone where no encoder has read it.
    pub fn classify(&self, message: &str, encoding: Option<&Encoding>) -> Vec<(&str, f32)> {
        let by_words = softmax(self.by_words(message));
        let by_meaning = encoding.and_then(|encoding| self.by_meaning(encoding)).map(softmax);
        let both = |(place, words): (usize, f32)| match &by_meaning {
            Some(meaning) => CONVOLUTION * meaning[place] + (1.0 - CONVOLUTION) * words,
            None => words,
        };
        let likely = by_words.into_iter().enumerate().map(both);
        self.labels.iter().map(String::as_str).zip(likely).collect()
    }

    fn by_words(&self, message: &str) -> Vec<f32> {
        let labels = self.labels.len();
        let mut sums = vec![0_i32; labels];
        for feature in features(message) {
            let start = feature as usize * labels;
            for (sum, weight) in sums.iter_mut().zip(&self.words[start..start + labels]) {
                *sum += i32::from(i8::from_le_bytes([*weight]));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a message has some thousands of features at most")]
        let logit = |((sum, scale), bias): ((&i32, &f32), &f32)| *sum as f32 * scale + bias;
        sums.iter().zip(&self.scale).zip(&self.bias).map(logit).collect()
    }

    /// None where the encoder is another one than the model was trained for.
    fn by_meaning(&self, encoding: &Encoding) -> Option<Vec<f32>> {
        let pieces = encoding.pieces.len().min(MOST_PIECES);
        let width = encoding.vectors.len().checked_div(encoding.pieces.len())?;
        let mut inputs = Vec::with_capacity(self.hidden.inputs);
        for Convolution { width: span, filters } in &self.convolutions {
            if filters.inputs != span * width {
                return None;
            }
            let mut most = vec![0.0_f32; filters.bias.len()];
            for start in 0..pieces {
                let end = (start + span).min(pieces);
                // Beyond the end there is nothing.
                let found = filters.apply(&encoding.vectors[start * width..end * width]);
                most.iter_mut().zip(found).for_each(|(most, found)| *most = most.max(found));
            }
            inputs.extend(most);
        }
        inputs.extend(encoding.pooled.iter().map(|value| value * self.pooled));
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

    /// Reads the file that `models/intents.py` writes: numbers are little-endian; each part is preceded by its shape.
    ///
    /// # Errors
    /// Where it is cut off, or of another shape than this program expects.
    pub fn read(bytes: &'static [u8]) -> Result<Self, String> {
        let mut file = Reader(bytes);
        let labels = file.numbers(1)?[0] as usize;
        let mut names = Vec::with_capacity(labels);
        for _ in 0..labels {
            let length = file.numbers(1)?[0] as usize;
            names.push(String::from_utf8_lossy(file.take(length)?).into_owned());
        }
        let features = file.numbers(1)?[0] as usize;
        if features != FEATURES {
            return Err(format!("has {features} features; expected {FEATURES}"));
        }
        let words = file.take(features * labels)?;
        let (scale, bias) = (file.floats(labels)?, file.floats(labels)?);
        let pooled = file.floats(1)?[0];
        let mut convolutions = Vec::new();
        for _ in 0..file.numbers(1)?[0] {
            convolutions.push(Convolution { width: file.numbers(1)?[0] as usize, filters: file.dense()? });
        }
        let (hidden, output) = (file.dense()?, file.dense()?);
        if output.bias.len() != labels || !file.0.is_empty() {
            return Err("is not of the expected shape".to_owned());
        }
        Ok(Self { labels: names, words, scale, bias, convolutions, hidden, output, pooled })
    }
}

impl Dense {
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

/// Bytes of a number.
const BYTES: usize = 4;

/// A file that is read from its beginning to its end.
struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, bytes: usize) -> Result<&'static [u8], String> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or("is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<u32>, String> {
        let bytes = self.take(count * BYTES)?.chunks_exact(BYTES);
        Ok(bytes.map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])).collect())
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, String> {
        Ok(self.numbers(count)?.into_iter().map(f32::from_bits).collect())
    }

    fn dense(&mut self) -> Result<Dense, String> {
        let shape = self.numbers(2)?;
        let (inputs, outputs) = (shape[0] as usize, shape[1] as usize);
        Ok(Dense { inputs, weights: self.take(inputs * outputs * BYTES)?, bias: self.floats(outputs)? })
    }
}

fn softmax(logits: Vec<f32>) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.into_iter().map(|logit| (logit - most).exp()).collect();
    let sum = powers.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    powers.into_iter().map(|power| power / sum).collect()
}
