//! Splits a text into the word pieces of a BERT model, with the position of each in the text.
//!
//! The pieces are those of Hugging Face's tokenizers for such models, except that a special token such as `[SEP]` in
//! the text is split like any other text.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::search::EncodedToken;

/// The tokens before and after every text, and for unknown words.
const MARKS: [&str; 3] = ["[CLS]", "[SEP]", "[UNK]"];

/// What a piece within a word begins with, in the vocabulary.
const WITHIN: &str = "##";

/// A `tokenizer.json`, as far as it matters here.
#[derive(Deserialize)]
struct TokenizerFile {
    normalizer: Normalizer,
    pre_tokenizer: PreTokenizer,
    model: Pieces,
}

#[derive(Deserialize)]
struct Normalizer {
    r#type: String,
    clean_text: bool,
    handle_chinese_chars: bool,
    strip_accents: Option<bool>,
    lowercase: bool,
}

#[derive(Deserialize)]
struct PreTokenizer {
    r#type: String,
}

#[derive(Deserialize)]
struct Pieces {
    r#type: String,
    continuing_subword_prefix: String,
    max_input_chars_per_word: usize,
    vocab: FxHashMap<String, u32>,
}

/// A vocabulary of word pieces.
pub(super) struct WordPiece {
    /// Pieces at the beginning of a word.
    starts: FxHashMap<Box<str>, u32>,
    /// Pieces within a word, without the `##` before them.
    within: FxHashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    /// Characters of the longest word that is looked at.
    most_chars: usize,
    /// The mark before a text.
    pub(super) before: u32,
    /// The mark after a text.
    pub(super) after: u32,
    unknown: u32,
    /// The highest number of a piece.
    pub(super) highest: u32,
}

impl WordPiece {
    /// Parses the vocabulary of a `tokenizer.json`; the error says what is wrong with it.
    pub(super) fn parse(json: &[u8]) -> Result<Self, String> {
        let file: TokenizerFile = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let TokenizerFile { normalizer, pre_tokenizer, model } = file;
        let kinds = [normalizer.r#type, pre_tokenizer.r#type, model.r#type];
        let uncased = normalizer.clean_text
            && normalizer.handle_chinese_chars
            && normalizer.lowercase
            && normalizer.strip_accents != Some(false);
        if kinds != ["BertNormalizer", "BertPreTokenizer", "WordPiece"] || !uncased {
            return Err("cuts texts in another way".to_owned());
        }
        if model.continuing_subword_prefix != WITHIN {
            let other = model.continuing_subword_prefix;
            return Err(format!("marks pieces within words with `{other}` instead of `{WITHIN}`"));
        }
        let mut marks = [0; 3];
        for (mark, id) in MARKS.iter().zip(&mut marks) {
            *id = *model.vocab.get(*mark).ok_or_else(|| format!("has no piece `{mark}`"))?;
        }
        let highest = model.vocab.values().copied().max().unwrap_or_default();
        let longest = model.vocab.keys().map(String::len).max().unwrap_or_default();
        let mut starts = FxHashMap::default();
        let mut within = FxHashMap::default();
        for (piece, id) in model.vocab {
            match piece.strip_prefix(WITHIN) {
                Some(rest) if !rest.is_empty() => within.insert(rest.into(), id),
                _ => starts.insert(piece.into_boxed_str(), id),
            };
        }
        let [before, after, unknown] = marks;
        let most_chars = model.max_input_chars_per_word;
        Ok(Self { starts, within, longest, most_chars, before, after, unknown, highest })
    }

    /// The first pieces of a text, at most so many.
    pub(super) fn cut(&self, text: &str, most: usize) -> Vec<EncodedToken> {
        let mut cutting = WordSplitter { vocabulary: self, word: SplitWord::default(), pieces: Vec::new() };
        for (at, typed) in text.char_indices() {
            if cutting.pieces.len() >= most {
                break;
            }
            // Positions are unused in a text of more than 4 GB.
            cutting.read(typed, u32::try_from(at).unwrap_or(u32::MAX));
        }
        cutting.end_word();
        cutting.pieces.truncate(most);
        cutting.pieces
    }
}

/// A text being cut.
struct WordSplitter<'a> {
    vocabulary: &'a WordPiece,
    word: SplitWord,
    pieces: Vec<EncodedToken>,
}

/// A word being read, in lower case and without accents.
#[derive(Default)]
struct SplitWord {
    text: String,
    /// For each of its bytes, where in the text its character was typed.
    typed: Vec<u32>,
    chars: usize,
}

impl WordSplitter<'_> {
    fn read(&mut self, typed: char, at: u32) {
        if is_space(typed) {
            self.end_word();
        } else if is_ideograph(typed) {
            self.end_word();
            self.read_letters(typed, at);
            self.end_word();
        } else if !is_invisible(typed) {
            self.read_letters(typed, at);
        }
    }

    /// Reads a character, decomposed.
    fn read_letters(&mut self, typed: char, at: u32) {
        if typed.is_ascii() {
            return self.read_letter(typed.to_ascii_lowercase(), at);
        }
        decompose_canonical(typed, |part| {
            if part.general_category() != GeneralCategory::NonspacingMark {
                part.to_lowercase().for_each(|letter| self.read_letter(letter, at));
            }
        });
    }

    fn read_letter(&mut self, letter: char, at: u32) {
        let alone = is_punctuation(letter);
        if alone {
            self.end_word();
        }
        self.word.push(letter, at, self.vocabulary.most_chars);
        if alone {
            self.end_word();
        }
    }

    /// Cuts the word that was read: always the longest piece that fits. A word that does not come out even is unknown.
    fn end_word(&mut self) {
        let SplitWord { text, typed, chars } = &self.word;
        let (words, known) = (self.vocabulary, self.pieces.len());
        let Some(&first) = typed.first() else { return };
        let mut from = 0;
        if *chars <= words.most_chars {
            while let Some(&start) = typed.get(from)
                && let Some((bytes, id)) = words.longest_piece(&text[from..], from > 0)
            {
                self.pieces.push(EncodedToken { id, start });
                from += bytes;
            }
        }
        if from < text.len() {
            self.pieces.truncate(known);
            self.pieces.push(EncodedToken { id: words.unknown, start: first });
        }
        self.word.clear();
    }
}

impl SplitWord {
    /// Of a word that is too long to be known, only that it is too long is remembered.
    fn push(&mut self, letter: char, at: u32, most: usize) {
        self.chars += 1;
        if self.chars <= most.saturating_add(1) {
            self.text.push(letter);
            self.typed.extend(std::iter::repeat_n(at, letter.len_utf8()));
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.typed.clear();
        self.chars = 0;
    }
}

impl WordPiece {
    /// The longest piece with which a rest of a word begins, in bytes, and its number.
    fn longest_piece(&self, rest: &str, within: bool) -> Option<(usize, u32)> {
        let pieces = if within { &self.within } else { &self.starts };
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).rev();
        ends.filter(|end| *end <= self.longest).find_map(|end| pieces.get(&rest[..end]).map(|id| (end, *id)))
    }
}

fn is_space(typed: char) -> bool {
    typed.is_whitespace()
}

/// Whether a character counts as a word of its own: Chinese characters, and so the kanji of Japanese, but no kana.
fn is_ideograph(typed: char) -> bool {
    matches!(u32::from(typed),
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0x2F800..=0x2FA1F)
}

/// Whether a character is dropped: it controls, formats, is private, or stands for what could not be decoded.
fn is_invisible(typed: char) -> bool {
    let ascii = typed.is_ascii();
    typed == '\u{fffd}'
        || (ascii && typed.is_ascii_control())
        || (!ascii
            && matches!(
                typed.general_category(),
                GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse
            ))
}

fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || (!letter.is_ascii() && letter.general_category_group() == GeneralCategoryGroup::Punctuation)
}
