//! The files of a model: those compiled into the program, or those in a directory, proven by their sums.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest as _, Sha256};

use super::model::ModelError;

/// The file with the SHA-256 of every other, as `sha256sum` writes it.
const SUMS: &str = "SHA256SUMS";

/// The file with the vocabulary.
const TOKENIZER: &str = "tokenizer.json";

/// How the file with the model ends.
const ONNX: &str = ".onnx";

/// Raised when texts are split or vectors are read in another way, so that older caches are not used.
const EDITION: &str = "3";

/// Characters of a model's name: as many as tell any two apart.
const NAME: usize = 16;

/// Where a model's files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelSource<'a> {
    /// Compiled into the program.
    Builtin,
    /// In a directory: `SHA256SUMS`, `tokenizer.json` and one file that ends with `.onnx`.
    Directory(&'a Path),
}

impl<'a> From<Option<&'a Path>> for ModelSource<'a> {
    fn from(dir: Option<&'a Path>) -> Self {
        dir.map_or(ModelSource::Builtin, ModelSource::Directory)
    }
}

/// The contents of the model's files.
pub(super) struct ModelFiles {
    /// Names the model.
    pub(super) name: String,
    pub(super) graph: FileContents,
    pub(super) tokenizer: FileContents,
}

/// The content of a file.
pub(super) struct FileContents {
    pub(super) path: PathBuf,
    pub(super) bytes: Cow<'static, [u8]>,
}

impl ModelSource<'_> {
    /// Reads the files, and proves those of a directory. The compiler has read the others, and a test has proven them.
    pub(super) fn read(self) -> Result<ModelFiles, ModelError> {
        match self {
            ModelSource::Builtin => Self::builtin(),
            ModelSource::Directory(dir) => directory(dir),
        }
    }

    fn builtin() -> Result<ModelFiles, ModelError> {
        let dir = Path::new("models");
        let sums = Checksums::parse(dir, include_str!("../../models/SHA256SUMS"))?;
        let contents =
            |name: &str, bytes: &'static [u8]| FileContents { path: dir.join(name), bytes: Cow::Borrowed(bytes) };
        Ok(ModelFiles {
            name: sums.name(),
            graph: contents(&sums.graph.0, include_bytes!("../../models/all-MiniLM-L6-v2.onnx")),
            tokenizer: contents(TOKENIZER, include_bytes!("../../models/tokenizer.json")),
        })
    }
}

fn directory(dir: &Path) -> Result<ModelFiles, ModelError> {
    let path = dir.join(SUMS);
    let text = fs::read_to_string(&path).map_err(|error| unread(&path, error))?;
    let sums = Checksums::parse(dir, &text)?;
    let proven = |(name, sum): &(String, String)| {
        let path = dir.join(name);
        let bytes = fs::read(&path).map_err(|error| unread(&path, error))?;
        let found = hex(&Sha256::digest(&bytes));
        if found != *sum {
            return Err(ModelError::Damaged { path, found, sum: sum.clone() });
        }
        Ok(FileContents { path, bytes: Cow::Owned(bytes) })
    };
    Ok(ModelFiles { name: sums.name(), graph: proven(&sums.graph)?, tokenizer: proven(&sums.tokenizer)? })
}

fn unread(path: &Path, error: io::Error) -> ModelError {
    let path = path.to_owned();
    if error.kind() == io::ErrorKind::NotFound { ModelError::Missing(path) } else { ModelError::Unread(path, error) }
}

/// Names and sums of the files that matter.
struct Checksums {
    graph: (String, String),
    tokenizer: (String, String),
}

impl Checksums {
    fn parse(dir: &Path, text: &str) -> Result<Self, ModelError> {
        let lines = text.lines().filter_map(|line| line.split_once([' ', '\t']));
        let lines: Vec<_> =
            lines.map(|(sum, name)| (name.trim_start_matches([' ', '\t', '*']).trim_end(), sum)).collect();
        let one = |what: &'static str, fits: &dyn Fn(&str) -> bool| {
            let mut found = lines.iter().filter(|(name, _)| fits(name) && !name.contains(['/', '\\']));
            match (found.next(), found.next()) {
                (Some((name, sum)), None) => Ok(((*name).to_owned(), sum.to_ascii_lowercase())),
                _ => Err(ModelError::Unlisted { path: dir.join(SUMS), what }),
            }
        };
        Ok(Self {
            graph: one("file that ends with .onnx", &|name| name.ends_with(ONNX))?,
            tokenizer: one(TOKENIZER, &|name| name == TOKENIZER)?,
        })
    }

    /// What tells any two models apart: the beginning of a hash over what both files hold.
    fn name(&self) -> String {
        let both = format!("{EDITION} {} {}", self.graph.1, self.tokenizer.1);
        let mut name = hex(&Sha256::digest(both.as_bytes()));
        name.truncate(NAME);
        name
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
