//! Files that are not what they should be: each is named, with what is wrong and what would be right.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jet_senpai::encoder::{Model, ModelSource};
use jet_senpai::search::Encoder;
use sha2::{Digest as _, Sha256};

use crate::MODEL;

const GRAPH: &str = "all-MiniLM-L6-v2.onnx";

/// The directory of the model that is built in.
const BUILTIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models");

const ANOTHER_KIND: &[u8] = include_bytes!("another-kind.onnx");
const FOUR_DIMENSIONS: &[u8] = include_bytes!("four-dimensions.onnx");

/// The least that is a tokenizer.
const SMALL: &[u8] = br###"{
    "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "model": {"type": "WordPiece", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
        "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2}}
}"###;

fn builtin(name: &str) -> Vec<u8> {
    fs::read(Path::new(BUILTIN).join(name)).expect("the model's files are there")
}

/// Sums of these files.
fn sums(files: &[(&str, &[u8])]) -> String {
    files.iter().fold(String::new(), |mut text, (name, bytes)| {
        for byte in Sha256::digest(bytes) {
            let _ = write!(text, "{byte:02x}");
        }
        text + "  " + name + "\n"
    })
}

/// What is said of a directory with these files, whose sums are right unless they are given.
fn said(files: &[(&str, &[u8])], given: Option<&str>) -> String {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).expect("it can be written");
    }
    fs::write(dir.path().join("SHA256SUMS"), given.map_or_else(|| sums(files), str::to_owned))
        .expect("it can be written");
    said_of(dir.path()).replace(&dir.path().display().to_string(), "DIR")
}

fn said_of(dir: &Path) -> String {
    Model::load(ModelSource::Directory(dir))
        .map_or_else(|error| error.to_string(), |model| format!("{} loads", model.model()))
}

#[test]
fn the_files_that_are_built_in_are_those_that_their_sums_say_and_a_directory_with_them_is_the_same_model() {
    assert_eq!(said_of(Path::new(BUILTIN)), format!("{} loads", MODEL.model()));
    assert_eq!(MODEL.model().len(), 16);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    insta::assert_snapshot!(said_of(Path::new("nowhere")), @"nowhere/SHA256SUMS: there is no such file; a model's directory holds SHA256SUMS, tokenizer.json and one file that ends with .onnx");
    let tokenizer = builtin("tokenizer.json");
    let listed = sums(&[(GRAPH, b""), ("tokenizer.json", &tokenizer)]);
    insta::assert_snapshot!(said(&[("tokenizer.json", &tokenizer)], Some(&listed)), @"DIR/all-MiniLM-L6-v2.onnx: there is no such file; a model's directory holds SHA256SUMS, tokenizer.json and one file that ends with .onnx");
    insta::assert_snapshot!(said(&[("tokenizer.json", &tokenizer)], None), @"DIR/SHA256SUMS: must list exactly one file that ends with .onnx, with its SHA-256; `sha256sum` writes such a list");
    insta::assert_snapshot!(said(&[(GRAPH, b"")], None), @"DIR/SHA256SUMS: must list exactly one tokenizer.json, with its SHA-256; `sha256sum` writes such a list");
    insta::assert_snapshot!(said(&[(GRAPH, b""), ("b.onnx", b""), ("tokenizer.json", &tokenizer)], None), @"DIR/SHA256SUMS: must list exactly one file that ends with .onnx, with its SHA-256; `sha256sum` writes such a list");
    insta::assert_snapshot!(said(&[], Some("no sums at all")), @"DIR/SHA256SUMS: must list exactly one file that ends with .onnx, with its SHA-256; `sha256sum` writes such a list");
}

#[test]
fn a_file_that_is_damaged_cut_short_or_empty_is_named_with_its_sum() {
    let (graph, tokenizer) = (builtin(GRAPH), builtin("tokenizer.json"));
    let listed = String::from_utf8(builtin("SHA256SUMS")).expect("sums are text");
    let mut damaged = graph.clone();
    damaged[graph.len() / 2] ^= 1;
    let mut spoilt = tokenizer.clone();
    spoilt[1000] ^= 1;
    let cases: [(&[u8], &[u8]); 4] =
        [(&damaged, &tokenizer), (&graph[..graph.len() - 1], &tokenizer), (b"", &tokenizer), (&graph, &spoilt)];
    for (graph, tokenizer) in cases {
        let said = said(&[(GRAPH, graph), ("tokenizer.json", tokenizer)], Some(&listed));
        let [before, after] = ["is cut short, damaged, or another file: its SHA-256 is ", "; copy it again"];
        assert!(said.contains(before) && said.ends_with(after), "{said}");
    }
}

#[test]
fn a_model_of_another_kind_is_told_what_it_should_be() {
    let with = |graph: &[u8]| said(&[("my.onnx", graph), ("tokenizer.json", SMALL)], None);
    insta::assert_snapshot!(with(ANOTHER_KIND), @"DIR/my.onnx: is another kind of model: it takes `x` and gives `y`; one that takes `input_ids` and `attention_mask` and gives `pooled` and `tokens` is needed");
    insta::assert_snapshot!(with(FOUR_DIMENSIONS), @"DIR/my.onnx: is another kind of model: its `pooled` has the shape [1, 4], and should have [1, 384]");
    insta::assert_snapshot!(with(b"not a model"), @"DIR/my.onnx: is not an ONNX model that can be run here: unknown model file type");
    insta::assert_snapshot!(with(b""), @"DIR/my.onnx: is not an ONNX model that can be run here: unknown model file type");
    insta::assert_snapshot!(with(&builtin(GRAPH)[..1_000_000]), @"DIR/my.onnx: is not an ONNX model that can be run here: parse error: error in message  field 0: io error: failed to fill whole buffer");
}

#[test]
fn a_tokenizer_that_is_none_or_does_not_fit_is_named() {
    let graph = builtin(GRAPH);
    let tokenizer = String::from_utf8(builtin("tokenizer.json")).expect("JSON is text");
    let with = |from: &str, to: &str| {
        assert!(tokenizer.contains(from));
        said(&[(GRAPH, &graph), ("tokenizer.json", tokenizer.replacen(from, to, 1).as_bytes())], None)
    };
    insta::assert_snapshot!(with("{\"[PAD]\":0", "{\"zzzz\":99999,\"[PAD]\":0"), @"DIR/tokenizer.json: does not fit DIR/all-MiniLM-L6-v2.onnx: it has a piece number 99999, which the model does not know");
    insta::assert_snapshot!(with("\"[SEP]\":102,", ""), @"DIR/tokenizer.json: is not the tokenizer of an uncased BERT model as Hugging Face writes it: has no piece `[SEP]`");
    insta::assert_snapshot!(with("\"lowercase\":true", "\"lowercase\":false"), @"DIR/tokenizer.json: is not the tokenizer of an uncased BERT model as Hugging Face writes it: cuts texts in another way");
    insta::assert_snapshot!(with("subword_prefix\":\"##", "subword_prefix\":\"@@"), @"DIR/tokenizer.json: is not the tokenizer of an uncased BERT model as Hugging Face writes it: marks pieces within words with `@@` instead of `##`");
    insta::assert_snapshot!(said(&[(GRAPH, &graph), ("tokenizer.json", b"{}")], None), @"DIR/tokenizer.json: is not the tokenizer of an uncased BERT model as Hugging Face writes it: missing field `normalizer` at line 1 column 2");
    insta::assert_snapshot!(said(&[(GRAPH, &graph), ("tokenizer.json", b"")], None), @"DIR/tokenizer.json: is not the tokenizer of an uncased BERT model as Hugging Face writes it: EOF while parsing a value at line 1 column 0");
}

#[test]
fn a_model_that_is_cut_anywhere_makes_nothing_fail_even_where_the_sums_are_right() {
    // A shape that is damaged may ask for any amount of memory and time: against that, there are the sums.
    for end in 0..FOUR_DIMENSIONS.len() {
        let cut = &FOUR_DIMENSIONS[..end];
        let said = said(&[("a.onnx", cut), ("tokenizer.json", SMALL)], None);
        assert!(said.starts_with("DIR/a.onnx: is "), "{said}");
    }
}

#[test]
fn the_list_of_english_words_is_that_of_the_tokenizer() {
    let tokenizer: serde_json::Value = serde_json::from_slice(&builtin("tokenizer.json")).expect("it is JSON");
    let vocabulary = tokenizer["model"]["vocab"].as_object().expect("it has a vocabulary");
    let is_word = |piece: &&String| piece.len() > 2 && piece.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words: Vec<&str> = vocabulary.keys().filter(is_word).map(String::as_str).collect();
    words.sort_unstable();
    let listed = String::from_utf8(builtin("words.txt")).expect("it is text");
    assert_eq!(listed.lines().collect::<Vec<_>>(), words);
}
