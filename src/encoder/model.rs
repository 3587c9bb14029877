//! The model: runs on one core for as long as it takes: 4 ms for a question of twelve words, where the processor has no VNNI.

use std::io;
use std::iter::once;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rten::{NodeId, RunOptions, ThreadPool, ValueView};

use super::files::{FileContents, ModelSource};
use super::graph;
use super::wordpiece::WordPiece;
use crate::search::{EncodeError, EncodedToken, Encoder, Encoding};

/// Dimensions of a text's vector.
pub const POOLED: usize = 384;

/// Dimensions of a piece's vector.
pub const TOKEN: usize = 96;

/// Pieces of a text that are encoded, with the marks at both ends: the length that the model's authors cut at.
const MAX_PIECES: usize = 256;

/// The inputs of the model.
const INPUTS: [&str; 2] = ["input_ids", "attention_mask"];

/// The outputs of the model.
const OUTPUTS: [&str; 2] = ["pooled", "tokens"];

/// How far the length of a vector may be from one: rounding alone makes a ten thousandth.
const ROUNDING: f32 = 0.01;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file is not there.
    #[error("{}: there is no such file; a model's directory holds SHA256SUMS, tokenizer.json and one file that ends with .onnx", .0.display())]
    Missing(PathBuf),
    /// A file cannot be read.
    #[error("{}: cannot be read: {_1}", .0.display())]
    Unread(PathBuf, io::Error),
    /// The sums leave a file out.
    #[error("{}: must list exactly one {what}, with its SHA-256; `sha256sum` writes such a list", path.display())]
    Unlisted {
        /// The file with the sums.
        path: PathBuf,
        /// The missing entry.
        what: &'static str,
    },
    /// A file is not what its sum says.
    #[error("{}: is cut short, damaged, or another file: its SHA-256 is {found}, and should be {sum}; copy it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The actual sum.
        found: String,
        /// The listed sum.
        sum: String,
    },
    /// A file is no model that can be run.
    #[error("{}: is not an ONNX model that can be run here: {reason}", path.display())]
    NotOnnx {
        /// The file.
        path: PathBuf,
        /// The error.
        reason: String,
    },
    /// A model takes or gives something else.
    #[error(
        "{}: is another kind of model: it takes {takes} and gives {gives}; one that takes `input_ids` and `attention_mask` and gives `pooled` and `tokens` is needed", path.display()
    )]
    Architecture {
        /// The file.
        path: PathBuf,
        /// The names of its inputs.
        takes: String,
        /// The names of its outputs.
        gives: String,
    },
    /// A model's vectors have another number of dimensions.
    #[error("{}: is another kind of model: its `{output}` has the shape {found:?}, and should have {wanted:?}", path.display())]
    Dimensions {
        /// The file.
        path: PathBuf,
        /// The output.
        output: &'static str,
        /// The actual shape.
        found: Vec<usize>,
        /// The expected shape.
        wanted: Vec<usize>,
    },
    /// A model's vectors are not of unit length.
    #[error("{}: is another kind of model: its `{output}` should be of length 1, and is of length {length}", path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// The output.
        output: &'static str,
        /// How long that is.
        length: f32,
    },
    /// A model fails.
    #[error("{}: fails on a text of {pieces} word pieces: {reason}", path.display())]
    Fails {
        /// The file.
        path: PathBuf,
        /// How long the text was, with its marks.
        pieces: usize,
        /// What went wrong.
        reason: String,
    },
    /// A vocabulary cannot be used.
    #[error("{}: is not the tokenizer of an uncased BERT model as Hugging Face writes it: {reason}", path.display())]
    Tokenizer {
        /// The file.
        path: PathBuf,
        /// The error.
        reason: String,
    },
    /// A vocabulary belongs to another model.
    #[error("{}: does not fit {}: it has a piece number {highest}, which the model does not know", path.display(), graph.display())]
    Vocabulary {
        /// The file.
        path: PathBuf,
        /// The model.
        graph: PathBuf,
        /// The highest number in the vocabulary.
        highest: u32,
    },
}

/// A sentence encoder. Texts are encoded on as many cores as there are threads that ask, one core for each.
pub struct Model {
    name: String,
    words: WordPiece,
    graph: rten::Model,
    inputs: [NodeId; 2],
    outputs: [NodeId; 2],
    /// Idle pools of one thread each.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

/// What the model made of a text.
struct ModelOutput {
    pooled: Vec<f32>,
    tokens: Vec<f32>,
}

/// Why it made nothing.
enum EncodeFailure {
    Failed(String),
    Shape { output: &'static str, found: Vec<usize>, wanted: Vec<usize> },
}

impl Model {
    /// Loads and tests a model.
    ///
    /// # Errors
    /// Where a file is missing, does not match its checksum, or is not as needed.
    pub fn load(files: ModelSource<'_>) -> Result<Self, ModelError> {
        let read = files.read()?;
        let tokenizer = read.tokenizer.path;
        let words = WordPiece::parse(&read.tokenizer.bytes)
            .map_err(|reason| ModelError::Tokenizer { path: tokenizer.clone(), reason })?;
        let FileContents { path, bytes } = read.graph;
        let graph = caught(|| graph::load(bytes).map_err(|error| error.to_string())).flatten();
        let graph = graph.map_err(|reason| ModelError::NotOnnx { path: path.clone(), reason })?;
        let (Some(inputs), Some(outputs)) =
            (nodes(&graph, INPUTS, graph.input_ids()), nodes(&graph, OUTPUTS, graph.output_ids()))
        else {
            let [takes, gives] = [graph.input_ids(), graph.output_ids()].map(|ids| names(&graph, ids));
            return Err(ModelError::Architecture { path, takes, gives });
        };
        let model = Self { name: read.name, words, graph, inputs, outputs, idle: Mutex::default() };
        model.tried(&path, &tokenizer, files != ModelSource::Builtin)?;
        Ok(model)
    }

    /// Tries a short text, one with the last piece of the vocabulary, and, with a model that is not known, a long one.
    fn tried(&self, path: &Path, tokenizer: &Path, unknown: bool) -> Result<(), ModelError> {
        self.try_out(path, &[])?;
        let last = EncodedToken { id: self.words.highest, start: 0 };
        if let Err(ModelError::Fails { .. }) = self.try_out(path, &[last]) {
            let (path, graph) = (tokenizer.to_owned(), path.to_owned());
            return Err(ModelError::Vocabulary { path, graph, highest: self.words.highest });
        }
        if unknown {
            self.try_out(path, &[last; MAX_PIECES - 2])?;
        }
        Ok(())
    }

    fn try_out(&self, path: &Path, pieces: &[EncodedToken]) -> Result<(), ModelError> {
        let path = path.to_owned();
        let made = match self.made(pieces) {
            Ok(made) => made,
            Err(EncodeFailure::Failed(reason)) => {
                return Err(ModelError::Fails { path, pieces: pieces.len() + 2, reason });
            }
            Err(EncodeFailure::Shape { output, found, wanted }) => {
                return Err(ModelError::Dimensions { path, output, found, wanted });
            }
        };
        let [whole, each] = OUTPUTS;
        let vectors = once((whole, &*made.pooled)).chain(made.tokens.chunks_exact(TOKEN).map(|vector| (each, vector)));
        for (output, vector) in vectors {
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            if !length.is_finite() || (length - 1.0).abs() > ROUNDING {
                return Err(ModelError::Length { path, output, length });
            }
        }
        Ok(())
    }

    /// Runs the model on a text's pieces. A panic of a custom model counts as a failure.
    fn made(&self, pieces: &[EncodedToken]) -> Result<ModelOutput, EncodeFailure> {
        let pool = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let made = caught(|| self.run(pieces, Arc::clone(&pool)));
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
        made.map_err(EncodeFailure::Failed)?
    }

    fn run(&self, pieces: &[EncodedToken], pool: Arc<ThreadPool>) -> Result<ModelOutput, EncodeFailure> {
        let ids = once(self.words.before).chain(pieces.iter().map(|piece| piece.id)).chain(once(self.words.after));
        let ids: Vec<i32> = ids.map(|id| i32::try_from(id).unwrap_or(i32::MAX)).collect();
        let mask = vec![1_i32; ids.len()];
        let shape = [1, ids.len()];
        let value = |data| ValueView::from_shape(shape, data).map_err(failed);
        let [text, whole] = self.inputs;
        let inputs = vec![(text, value(&ids)?.into()), (whole, value(&mask)?.into())];
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let [pooled, tokens] = self.graph.run_n(inputs, self.outputs, Some(options)).map_err(failed)?;
        let (pooled_shape, pooled) = pooled.into_shape_vec::<f32, 2>().map_err(failed)?;
        let (tokens_shape, tokens) = tokens.into_shape_vec::<f32, 3>().map_err(failed)?;
        shaped(OUTPUTS[0], &pooled_shape, &[1, POOLED])?;
        shaped(OUTPUTS[1], &tokens_shape, &[1, ids.len(), TOKEN])?;
        Ok(ModelOutput { pooled, tokens })
    }
}

impl Encoder for Model {
    fn model(&self) -> &str {
        &self.name
    }

    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        let pieces = self.words.cut(text, MAX_PIECES - 2);
        let made = self.made(&pieces).map_err(|unmade| EncodeError(unmade.to_string()))?;
        // The marks at both ends have vectors, too.
        let vectors = made.tokens.get(TOKEN..(pieces.len() + 1) * TOKEN).unwrap_or_default();
        Ok(Encoding { pooled: made.pooled.into(), pieces: pieces.into(), vectors: vectors.into() })
    }
}

impl std::fmt::Display for EncodeFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(reason) => f.write_str(reason),
            Self::Shape { output, found, wanted } => write!(f, "`{output}` has the shape {found:?}, not {wanted:?}"),
        }
    }
}

/// Runs a library's code; an error or a panic becomes a message.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| "it panicked".to_owned())
}

fn nodes(graph: &rten::Model, names: [&str; 2], among: &[NodeId]) -> Option<[NodeId; 2]> {
    let [a, b] = names.map(|name| graph.find_node(name).filter(|id| among.contains(id)));
    Some([a?, b?])
}

fn names(graph: &rten::Model, ids: &[NodeId]) -> String {
    let name = |id: &NodeId| Some(format!("`{}`", graph.node_info(*id)?.name()?));
    let names: Vec<_> = ids.iter().filter_map(name).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn shaped(output: &'static str, found: &[usize], wanted: &[usize]) -> Result<(), EncodeFailure> {
    if found == wanted {
        return Ok(());
    }
    Err(EncodeFailure::Shape { output, found: found.to_vec(), wanted: wanted.to_vec() })
}

fn failed(error: impl std::fmt::Display) -> EncodeFailure {
    EncodeFailure::Failed(error.to_string())
}
