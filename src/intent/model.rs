//! A small classifier, trained by `models/intents.py`. It averages up to three models: a linear layer over words and
//! characters; with an encoding, convolutions over the vectors of the word pieces; and for Japanese, of which the
//! encoder only reads a gloss, a convolution over the characters.

use std::sync::LazyLock;

use super::convolution::Convolution;
use super::features::{FEATURES, features};
use super::weights::WeightReader;
use crate::search::Encoding;
use crate::text::{chat_form, is_japanese};

/// What the program was built with; a test holds that it can be read.
static BUILTIN: LazyLock<IntentClassifier> = LazyLock::new(|| IntentClassifier::read(FILE).unwrap_or_default());

/// The trained weights.
const FILE: &[u8] = include_bytes!("../../models/intents.bin");

/// How much each reading counts.
const WORDS: f32 = 2.0;
const PIECES: f32 = 3.0;
const CHARACTERS: f32 = 2.0;

/// The weights of a classifier.
#[derive(Debug, Default)]
pub struct IntentClassifier {
    labels: Vec<String>,
    words: LinearLayer,
    /// By which the vector of the whole message is multiplied.
    pooled: f32,
    /// Alike, but trained from different beginnings: their mean errs less than any of them.
    pieces: Vec<Convolution>,
    alphabet: CharacterVectors,
    characters: Convolution,
}

/// A linear layer.
#[derive(Debug, Default)]
struct LinearLayer {
    /// For each feature, its weight for every label, as signed bytes in the program's own file: they are not copied.
    weights: &'static [u8],
    /// The scale of each label's weights, and its bias.
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// A vector for each character that is told from others.
#[derive(Debug, Default)]
struct CharacterVectors {
    /// Sorted.
    characters: Vec<u32>,
    width: usize,
    /// The vector of any other character, then those of `characters`.
    vectors: Vec<f32>,
}

impl IntentClassifier {
    /// The classifier that the program was built with.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// How likely a message is of each label, together 1; by its words and characters alone where no encoder has read it.
    pub fn classify(&self, message: &str, encoding: Option<&Encoding>) -> Vec<(&str, f32)> {
        let mut sum = vec![0.0; self.labels.len()];
        let mut weights = 0.0;
        let mut add = |weight: f32, logits: Option<Vec<f32>>| {
            let Some(logits) = logits else { return };
            sum.iter_mut().zip(softmax(logits)).for_each(|(sum, likely)| *sum += weight * likely);
            weights += weight;
        };
        add(WORDS, Some(self.words.apply(&features(message))));
        if message.chars().any(is_japanese) {
            add(CHARACTERS, self.by_characters(message));
        }
        if let Some(encoding) = encoding {
            #[expect(clippy::cast_precision_loss, reason = "there are a few")]
            let each = PIECES / self.pieces.len() as f32;
            self.pieces.iter().for_each(|pieces| add(each, self.by_pieces(pieces, encoding)));
        }
        self.labels.iter().map(String::as_str).zip(sum.into_iter().map(|sum| sum / weights)).collect()
    }

    /// None where the encoder is another one than the model was trained for.
    fn by_pieces(&self, pieces: &Convolution, encoding: &Encoding) -> Option<Vec<f32>> {
        let width = encoding.vectors.len().checked_div(encoding.pieces.len())?;
        pieces.apply(&encoding.vectors, width, encoding.pooled.iter().map(|value| value * self.pooled))
    }

    fn by_characters(&self, message: &str) -> Option<Vec<f32>> {
        let vectors = self.alphabet.vectors_of(&chat_form(message));
        self.characters.apply(&vectors, self.alphabet.width, std::iter::empty())
    }

    /// Reads the file that `models/intents.py` writes.
    ///
    /// # Errors
    /// Where it is cut off, or of another shape than expected.
    pub fn read(bytes: &'static [u8]) -> Result<Self, String> {
        let mut file = WeightReader(bytes);
        let mut labels = Vec::new();
        for _ in 0..file.number()? {
            let length = file.number()?;
            labels.push(String::from_utf8_lossy(file.take(length)?).into_owned());
        }
        let words = LinearLayer::read(&mut file, labels.len())?;
        let pooled = file.floats(1)?[0];
        let mut pieces = Vec::new();
        for _ in 0..file.number()? {
            pieces.push(Convolution::read(&mut file)?);
        }
        let (alphabet, characters) = (CharacterVectors::read(&mut file)?, Convolution::read(&mut file)?);
        let all_know = pieces.iter().chain([&characters]).all(|convolution| convolution.labels() == labels.len());
        if !all_know || !file.0.is_empty() {
            return Err("is not of the expected shape".to_owned());
        }
        Ok(Self { labels, words, pooled, pieces, alphabet, characters })
    }
}

impl LinearLayer {
    fn read(file: &mut WeightReader, labels: usize) -> Result<Self, String> {
        let features = file.number()?;
        if features != FEATURES {
            return Err(format!("has {features} features; expected {FEATURES}"));
        }
        Ok(Self { weights: file.take(features * labels)?, scale: file.floats(labels)?, bias: file.floats(labels)? })
    }

    /// The logit of each label.
    fn apply(&self, features: &[u32]) -> Vec<f32> {
        let labels = self.bias.len();
        let mut sums = vec![0_i32; labels];
        for feature in features {
            let start = *feature as usize * labels;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[start..start + labels]) {
                *sum += i32::from(i8::from_le_bytes([*weight]));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a message has some thousands of features at most")]
        let logit = |((sum, scale), bias): ((&i32, &f32), &f32)| *sum as f32 * scale + bias;
        sums.iter().zip(&self.scale).zip(&self.bias).map(logit).collect()
    }
}

impl CharacterVectors {
    fn read(file: &mut WeightReader) -> Result<Self, String> {
        let count = file.number()?;
        let characters = file.numbers(count)?;
        let width = file.number()?;
        Ok(Self { characters, width, vectors: file.floats((count + 1) * width)? })
    }

    /// The vectors of a text's characters, one behind the other.
    fn vectors_of(&self, text: &str) -> Vec<f32> {
        let place = |c: char| self.characters.binary_search(&u32::from(c)).map_or(0, |place| place + 1);
        text.chars().flat_map(|c| &self.vectors[place(c) * self.width..][..self.width]).copied().collect()
    }
}

fn softmax(logits: Vec<f32>) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.into_iter().map(|logit| (logit - most).exp()).collect();
    let sum = powers.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_built_in_can_be_read() {
        let model = IntentClassifier::read(FILE).unwrap();
        assert!(model.labels.iter().any(|label| label == "question"));
        for cut in [0, 3, 100, FILE.len() / 2, FILE.len() - 1] {
            assert!(IntentClassifier::read(&FILE[..cut]).is_err(), "cut off at {cut}");
        }
    }
}
