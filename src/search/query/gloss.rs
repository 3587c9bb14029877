//! Reads Japanese as English: word for word, without grammar, which is all that matching needs.
//!
//! `給料はいくらですか` becomes `salary how much`. What the vocabulary doesn't know stays as it is typed, so that it counts
//! as a word that nothing is known of.

use rustc_hash::FxHashMap;

use crate::knowledge::Vocabulary;
use crate::text::{self, Token, WordRole, is_hiragana, is_japanese, romaji};

/// What a character costs that belongs to no known word, where a known word costs 1: known words are preferred, and
/// few long ones to many short ones.
const UNKNOWN: usize = 4;

/// So many kana after a kanji that the vocabulary knows are its ending (`教わる`), and say nothing.
const OKURIGANA: usize = 2;

/// Shorter words in Latin letters only count as Japanese if most of the question is.
const MIN_LETTERS: usize = 4;

/// A word of at least so many letters that can be read as Japanese, and is no known English word, is Japanese. Shorter
/// ones (`gomi`, `itsu`) are only if most of the question is.
const SURE_LETTERS: usize = 6;

/// Japanese words and their meaning.
#[derive(Debug, Default)]
pub struct Glossary {
    /// For the first character of a spelling: all that begin so, the longest first.
    beginning: FxHashMap<char, Vec<Spelling>>,
    /// The meanings.
    meanings: Vec<Box<str>>,
    /// Meanings of words in Latin letters, by key.
    romaji: FxHashMap<Box<str>, MeaningId>,
}

#[derive(Debug)]
struct Spelling {
    chars: Box<[char]>,
    meaning: MeaningId,
}

/// The number of a meaning; none for what says nothing.
type MeaningId = Option<u32>;

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossedText {
    /// Word for word.
    pub text: String,
    /// Whether it is in Japanese throughout, rather than with a word of it.
    pub throughout: bool,
}

/// A text, cut up.
enum GlossPiece {
    /// A word of the vocabulary.
    Known(MeaningId),
    /// A Japanese character that belongs to none.
    Unknown,
    /// Another script, a digit, or punctuation.
    Other,
}

impl Glossary {
    /// The words of a vocabulary: those of its Japanese, and the Japanese in its groups.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut glossary = Self::default();
        for word in &vocabulary.japanese.words {
            let meaning = glossary.meaning(&word.means);
            word.ja.iter().for_each(|ja| glossary.learn(ja, meaning));
        }
        for filler in &vocabulary.japanese.fillers {
            glossary.learn(filler, None);
            // The particles は and へ are pronounced, and so written in Latin letters, as わ and え.
            let spoken = if filler == "へ" {
                Some("え".to_owned())
            } else {
                filler.strip_suffix('は').map(|it| format!("{it}わ"))
            };
            if let Some(key) = spoken.and_then(|spoken| romaji::key_of_kana(&spoken)) {
                glossary.romaji.entry(key.into()).or_insert(None);
            }
        }
        for term in &vocabulary.terms {
            let meaning = glossary.meaning(&term.means);
            let japanese = term.phrases().filter(|phrase| phrase.chars().any(is_japanese));
            japanese.for_each(|ja| glossary.learn(ja, meaning));
        }
        for spellings in glossary.beginning.values_mut() {
            // The sort is stable: the word learnt first is found first.
            spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.chars.len()));
        }
        glossary
    }

    fn meaning(&mut self, means: &str) -> MeaningId {
        self.meanings.push(means.into());
        u32::try_from(self.meanings.len() - 1).ok()
    }

    fn learn(&mut self, ja: &str, meaning: MeaningId) {
        let chars: Box<[char]> = folded(&text::normalise(ja).chars().collect::<Vec<_>>()).into();
        if let Some(key) = romaji::key_of_kana(ja) {
            self.romaji.entry(key.into()).or_insert(meaning);
        }
        if let Some(first) = chars.first() {
            self.beginning.entry(*first).or_default().push(Spelling { chars, meaning });
        }
    }

    fn says(&self, meaning: MeaningId) -> Option<&str> {
        Some(&**self.meanings.get(meaning? as usize)?)
    }

    /// The English gloss of a text; [`None`] without known Japanese. `english` says which words in Latin letters are
    /// English.
    pub fn gloss(&self, text: &str, english: impl Fn(&str) -> bool) -> Option<GlossedText> {
        let text = text::tail(text);
        if self.beginning.is_empty() {
            return None;
        }
        if text.is_ascii() {
            return self.romaji(text, english);
        }
        let text = text::normalise(text);
        if !text.chars().any(is_japanese) {
            return self.romaji(&text, english);
        }
        Some(GlossedText { text: self.japanese(&text)?, throughout: true })
    }

    fn japanese(&self, text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut gloss = GlossBuilder::default();
        let mut at = 0;
        let mut pieces = self.cut(&chars).into_iter().peekable();
        while let Some((len, piece)) = pieces.next() {
            let typed = &chars[at..at + len];
            at += len;
            // 秋葉原 is a place, whatever 秋 is by itself.
            let unknown_next = matches!(pieces.peek(), Some((_, GlossPiece::Unknown))) && is_kanji(chars[at]);
            match piece {
                GlossPiece::Known(_) if len == 1 && is_kanji(typed[0]) && (unknown_next || gloss.in_kanji()) => {
                    gloss.unknown(typed[0]);
                }
                GlossPiece::Known(meaning) => match self.says(meaning) {
                    Some(says) => gloss.word(says, typed),
                    None => gloss.filler(typed),
                },
                GlossPiece::Unknown => gloss.unknown(typed[0]),
                GlossPiece::Other => gloss.other(typed[0]),
            }
        }
        gloss.finish()
    }

    /// Cuts a text such that as little of it as possible is unknown, and the pieces are few. Gives the length and kind of
    /// each piece.
    fn cut(&self, chars: &[char]) -> Vec<(usize, GlossPiece)> {
        let folded = folded(chars);
        // For each place: the cheapest way from there to the end, and the piece it begins with.
        let mut ways: Vec<(usize, usize, GlossPiece)> = Vec::with_capacity(chars.len() + 1);
        ways.push((0, 0, GlossPiece::Other));
        for at in (0..chars.len()).rev() {
            let after = |len: usize| ways[chars.len() - at - len].0;
            let (cost, piece) =
                if is_japanese(chars[at]) { (UNKNOWN, GlossPiece::Unknown) } else { (1, GlossPiece::Other) };
            let mut way = (after(1) + cost, 1, piece);
            for spelling in self.starting(chars, &folded, at) {
                let len = spelling.chars.len();
                if after(len) + 1 < way.0 {
                    way = (after(len) + 1, len, GlossPiece::Known(spelling.meaning));
                }
            }
            ways.push(way);
        }
        let mut pieces = Vec::new();
        let mut left = chars.len();
        while left > 0
            && let Some((_, len, piece)) = ways.pop()
        {
            pieces.push((len, piece));
            left -= len;
            ways.truncate(left + 1);
        }
        pieces
    }

    /// The spellings that begin at a position of a text, the longest first. Latin letters and katakana only match as
    /// whole words: `パス` is no part of `パスポート`.
    fn starting<'a>(&'a self, typed: &'a [char], folded: &'a [char], at: usize) -> impl Iterator<Item = &'a Spelling> {
        let rest = &folded[at..];
        let spellings = rest.first().and_then(|first| self.beginning.get(first)).map_or(&[][..], Vec::as_slice);
        let within = |at: usize| {
            at > 0 && at < typed.len() && {
                let (a, b) = (typed[at - 1], typed[at]);
                (is_latin(a) && is_latin(b)) || (is_katakana(a) && is_katakana(b))
            }
        };
        let fits = move |spelling: &&Spelling| rest.starts_with(&spelling.chars) && !within(at + spelling.chars.len());
        spellings.iter().filter(move |_| !within(at)).filter(fits)
    }

    fn romaji(&self, text: &str, english: impl Fn(&str) -> bool) -> Option<GlossedText> {
        let mut words = Vec::new();
        let (mut japanese, mut counted, mut sure) = (0, 0, false);
        for typed in text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '\'') {
            let word = typed.trim_matches(|c: char| !c.is_alphanumeric());
            let meaning = romaji::key(word).and_then(|key| self.romaji.get(key.as_str())).copied();
            let known = meaning.is_some() && (word.len() < MIN_LETTERS || !english(word));
            if !word.is_empty() && text::word_role(&word.to_ascii_lowercase()) == WordRole::Content {
                counted += 1;
                japanese += usize::from(known);
                sure |= known && word.len() >= SURE_LETTERS;
            }
            words.push((typed, word, meaning.filter(|_| known)));
        }
        let mostly = japanese > 1 && japanese * 2 > counted;
        if !sure && !mostly {
            return None;
        }
        let mut gloss = String::with_capacity(text.len());
        let mut read = false;
        for (typed, word, meaning) in words {
            match meaning {
                // A particle of Japanese is a word of English.
                Some(None) if !mostly => gloss.push_str(typed),
                Some(Some(_)) if !mostly && word.len() < SURE_LETTERS => gloss.push_str(typed),
                Some(meaning) => {
                    read |= meaning.is_some();
                    gloss.push_str(&typed.replacen(word, self.says(meaning).unwrap_or_default(), 1));
                }
                None => gloss.push_str(typed),
            }
        }
        let text = gloss.split_whitespace().collect::<Vec<_>>().join(" ");
        read.then_some(GlossedText { text, throughout: mostly })
    }
}

/// A gloss in the making.
#[derive(Default)]
struct GlossBuilder {
    text: String,
    /// The unknown characters in a row that were met last.
    unknown: String,
    /// How many kana may still be an ending of the last word.
    ending: usize,
    /// Whether the last character was of another script.
    other: bool,
    /// Whether any Japanese was understood.
    understood: bool,
}

impl GlossBuilder {
    fn word(&mut self, says: &str, typed: &[char]) {
        self.flush();
        self.push(says);
        self.understood = true;
        self.ending = if typed.last().is_some_and(|last| is_kanji(*last)) { OKURIGANA } else { 0 };
    }

    /// A particle or an ending; a single kana within a word in kana that is unknown is a part of that.
    fn filler(&mut self, typed: &[char]) {
        if let ([one], Some(last)) = (typed, self.unknown.chars().last())
            && is_hiragana(last)
        {
            self.unknown.push(*one);
            return;
        }
        self.flush();
        self.understood = true;
        self.ending = 0;
    }

    /// Whether the last character is a kanji of an unknown word.
    fn in_kanji(&self) -> bool {
        self.unknown.chars().last().is_some_and(is_kanji)
    }

    fn unknown(&mut self, typed: char) {
        if is_hiragana(typed) && self.ending > 0 {
            self.ending -= 1;
            return;
        }
        self.ending = 0;
        self.other = false;
        self.unknown.push(typed);
    }

    fn other(&mut self, typed: char) {
        if !self.other {
            self.flush();
            self.text.push(' ');
        }
        self.text.push(typed);
        (self.other, self.ending) = (true, 0);
    }

    fn push(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
        self.other = false;
    }

    fn flush(&mut self) {
        let unknown = std::mem::take(&mut self.unknown);
        // A long-vowel mark by itself only draws out the word before it.
        if unknown.chars().any(|c| c != 'ー') {
            self.push(&unknown);
        }
        self.other = false;
    }

    fn finish(mut self) -> Option<String> {
        self.flush();
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (self.understood && text.contains(char::is_alphanumeric)).then_some(text)
    }
}

/// Puts the pairs into which unknown Japanese is cut together again: it is one unknown word, however long.
pub fn rejoined(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let ends = joined.last().and_then(|last| last.word.chars().last());
        let mut chars = token.word.chars();
        match joined.last_mut() {
            Some(last) if chars.next() == ends && ends.is_some_and(is_japanese) => {
                last.word.push_str(chars.as_str());
                last.term.clone_from(&last.word);
            }
            _ => joined.push(token),
        }
    }
    joined
}

/// The same characters with katakana as hiragana, and 々 as the repeated character.
fn folded(chars: &[char]) -> Vec<char> {
    let mut folded: Vec<char> = Vec::with_capacity(chars.len());
    for &c in chars {
        folded.push(match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            '々' => folded.last().copied().unwrap_or(c),
            c => c,
        });
    }
    folded
}

fn is_kanji(c: char) -> bool {
    is_japanese(c) && !('\u{3041}'..='\u{30ff}').contains(&c)
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヶ' | 'ー')
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_japanese(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{FileLocation, JapaneseLexicon, JapaneseWord, SynonymGroup};

    const WORDS: &[(&str, &[&str])] = &[
        ("salary", &["給料", "給与", "きゅうりょう", "サラリー"]),
        ("how much", &["いくら"]),
        ("interview", &["面接", "めんせつ"]),
        ("difficult", &["難し", "むずかしい"]),
        ("teach", &["教"]),
        ("various", &["様々"]),
        ("can", &["できます", "出来ます"]),
        ("alcohol", &["さけ"]),
        ("bamboo", &["たけ"]),
        ("shark", &["さめ"]),
        ("bone", &["ほね"]),
        ("leak", &["もれ"]),
        ("garbage", &["ごみ"]),
        ("when", &["いつ"]),
    ];
    const FILLERS: &[&str] = &["は", "の", "です", "ますか", "か", "まで", "のて", "て", "を", "い"];

    /// `expect` is empty where nothing is to be read as anything else.
    fn check(text: &str, expect: &str) {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let words = WORDS.iter().map(|(means, ja)| JapaneseWord {
            means: (*means).to_owned(),
            ja: own(ja),
            at: FileLocation::default(),
        });
        let japanese = JapaneseLexicon { words: words.collect(), fillers: own(FILLERS), at: FileLocation::default() };
        let board = SynonymGroup {
            means: "board of education".to_owned(),
            say: own(&["BOE", "教育委員会"]),
            at: FileLocation::default(),
        };
        let glossary = Glossary::new(&Vocabulary { terms: vec![board], japanese });
        let gloss = glossary.gloss(text, |word| ["same", "more", "note"].contains(&word));
        assert_eq!(gloss.map(|gloss| gloss.text).unwrap_or_default(), expect, "{text:?}");
    }

    #[test]
    fn a_question_in_japanese_is_read_word_for_word() {
        check("給料はいくらですか", "salary how much");
        check("面接は難しい？", "interview difficult ?");
        check("教育委員会で教えますか", "board of education teach");
    }

    #[test]
    fn it_does_not_matter_which_characters_a_word_is_written_in() {
        check("ｷｭｳﾘｮｳはイクラ", "salary how much");
        check("さらりーの面接", "salary interview");
        check("様様です", "various");
        check("様々です", "various");
        check("ＡＬＴの給料", "alt salary");
    }

    #[test]
    fn what_is_not_known_stays_as_it_is_typed() {
        check("ラーメン屋の給料", "ラーメン屋 salary");
        check("ラーメン屋", "");
        check("キュウリョウカン", "");
        check("ALTとCIRの給料", "alt と cir salary");
        check("What's the salary?", "");
    }

    #[test]
    fn endings_of_known_words_say_nothing() {
        check("教わるのは難しかった", "teach difficult った");
        check("教えて", "teach");
    }

    #[test]
    fn japanese_in_latin_letters_is_read_too() {
        check("kyuuryou wa ikura desu ka?", "salary how much ?");
        check("kyūryō wa ikura desu ka", "salary how much");
        check("what is the kyuryo", "what is the salary");
        check("gomi wa itsu desu ka", "garbage when");
    }

    #[test]
    fn english_stays_english() {
        for text in [
            "what is it made of",
            "I take the same note once more for the sake of it",
            "hone your teaching, and take note",
            "made",
            "sake",
            "is there a sake party?",
            "Do I have to go there to teach?",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn an_unknown_word_is_one_word_however_long() {
        let stemmer = text::Stemmer::default();
        let tokens = rejoined(text::tokens("ラーメン屋 salary 給料", &stemmer));
        let words: Vec<_> = tokens.iter().map(|token| token.word.as_str()).collect();
        assert_eq!(words, ["ラーメン屋", "salary", "給料"]);
    }
}
