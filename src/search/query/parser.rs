//! Reads a question: which of its words are known, which are misspelt, which say the same as others, and how much each
//! tells.

use crate::search::lexical::index::LexicalIndex;
use crate::search::lexical::lexicon::{self, Lexicon, TermId};
use crate::search::query::phrases::{PhraseMatch, Phrases};
use crate::text::{self, Stemmer, Token, WordRole};

/// Weight of a stopword, of that of another word as rare; 0.2 and 0.5 lose up to half a point of R@1 on the public sets.
const STOPWORD: f32 = 0.4;

/// Weight of a word that is unknown and like no other, of the rarest term's: it may be a name, it may be nothing.
const UNKNOWN: f32 = 0.7;

/// How much another word of the vocabulary's group counts, of the word itself (0.7 to 1 are within half a point).
const SAME_IDEA: f32 = 0.9;

/// How much each single word of a phrase counts where the phrase itself is missing.
const PART_OF_PHRASE: f32 = 0.6;

/// Corrections as similar as the best one, within this, are all tried.
const SPREAD: f32 = 0.08;

/// At most so many corrections of a word are tried.
const MAX_CORRECTIONS: usize = 4;

/// At most so many words of a question are corrected: it is the dearest step, and a question has few misspelt words.
const MAX_CORRECTED: usize = 24;

/// One thing that a question says, and the terms that say it.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// The word or phrase as typed (normalised).
    pub typed: String,
    /// How it was understood.
    pub how: TermOrigin,
    /// How much it tells.
    pub weight: f32,
    /// Whether it is more than a stopword.
    pub content: bool,
    /// Terms that say it; a document counts by the best of them.
    pub alternatives: Vec<TermVariant>,
}

/// A term that a query term stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermVariant {
    /// The term.
    pub term: TermId,
    /// How well it says it, at most 1.
    pub weight: f32,
}

/// How a word was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermOrigin {
    /// It stands in the knowledge.
    Known,
    /// The vocabulary knows it.
    Idea,
    /// As a misspelling of these.
    Corrected(Vec<String>),
    /// Together with the next word, as one word.
    Joined,
    /// As two words.
    Split(String),
    /// Not at all.
    Unknown,
}

/// A question as the index sees it.
#[derive(Debug, Clone, Default)]
pub struct ParsedQuery {
    /// The query terms, in order.
    pub slots: Vec<QueryTerm>,
    /// Its words, corrected, for the signals that compare spellings.
    pub words: Vec<String>,
    /// For how many words a correction was looked for.
    corrected: usize,
}

impl ParsedQuery {
    /// The sum of the weights.
    pub fn weight(&self) -> f32 {
        self.slots.iter().map(|query_term| query_term.weight).sum()
    }

    /// Whether it is made of more than stopwords.
    pub fn has_content(&self) -> bool {
        self.slots.iter().any(|query_term| query_term.content)
    }

    /// How many things it says that are more than stopwords.
    pub fn content(&self) -> usize {
        self.slots.iter().filter(|query_term| query_term.content).count()
    }

    /// The share of its weight that no entry knows, between 0 and 1.
    pub fn unknown(&self) -> f32 {
        let unknown: f32 = self
            .slots
            .iter()
            .filter(|query_term| query_term.alternatives.is_empty())
            .map(|query_term| query_term.weight)
            .sum();
        unknown / self.weight().max(f32::MIN_POSITIVE)
    }

    /// The text that was read, with the misspelt words as they were meant and everything else as it was typed: whatever
    /// else stands there tells an encoder something.
    pub fn corrected(&self, text: &str) -> String {
        let mut corrected = String::with_capacity(text.len());
        for (letters, end) in written(text) {
            let meant = self.slots.iter().find_map(|query_term| match &query_term.how {
                TermOrigin::Corrected(spellings) if query_term.typed.eq_ignore_ascii_case(letters) => {
                    // A word in capitals that no entry has is a name or an abbreviation.
                    let named = query_term.alternatives.is_empty() && letters.starts_with(char::is_uppercase);
                    spellings.first().filter(|_| !named)
                }
                _ => None,
            });
            corrected.push_str(meant.map_or(letters, String::as_str));
            corrected.push_str(end);
        }
        corrected
    }

    /// Terms that say something of the question with some certainty.
    pub fn certain_terms(&self) -> impl Iterator<Item = TermId> {
        let sure = |alternative: &&TermVariant| alternative.weight > PART_OF_PHRASE;
        self.slots.iter().flat_map(move |query_term| query_term.alternatives.iter().filter(sure).map(|one| one.term))
    }
}

/// What reading needs to know.
pub struct QueryParser<'a> {
    /// The words, and which are alike.
    pub lexicon: &'a Lexicon,
    /// The phrases of the vocabulary.
    pub phrases: &'a Phrases,
    /// Which of the words the entries have, and how rare they are.
    pub index: &'a LexicalIndex,
    /// For words made of others.
    pub stemmer: &'a Stemmer,
    /// Whether words may be misspelt: those of a gloss throughout are not.
    pub corrects: bool,
}

impl QueryParser<'_> {
    /// Reads the words of a question.
    pub fn read(&self, tokens: &[Token]) -> ParsedQuery {
        let terms: Vec<_> = tokens.iter().map(|token| lexicon::term(&token.term)).collect();
        let mut phrases = self.phrases.occurrences(&terms).into_iter().peekable();
        let mut reading = ParsedQuery::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            // A phrase may begin with a word that was joined with the one before it: that phrase is gone.
            while phrases.next_if(|phrase| phrase.start < at).is_some() {}
            at += if let Some(phrase) = phrases.next_if(|phrase| phrase.start == at) {
                self.phrase(&mut reading, &tokens[at..], &terms[at..], phrase)
            } else if token.role == WordRole::Filler {
                1
            } else if self.index.has(terms[at]) {
                let alternatives = vec![TermVariant { term: terms[at], weight: 1.0 }];
                self.push(&mut reading, [&token.word, &token.word], TermOrigin::Known, alternatives, token.role);
                1
            } else if token.role == WordRole::Stop {
                reading.words.push(token.word.clone());
                1
            } else {
                self.unknown(&mut reading, token, tokens.get(at + 1))
            };
        }
        reading
    }

    /// Reads a phrase of the vocabulary: as its idea, or at least as its words. Returns the number of tokens.
    fn phrase(&self, reading: &mut ParsedQuery, tokens: &[Token], terms: &[TermId], phrase: PhraseMatch) -> usize {
        let (as_idea, as_words) = if phrase.len == 1 { (SAME_IDEA, 1.0) } else { (1.0, PART_OF_PHRASE) };
        let tokens = &tokens[..phrase.len];
        let stop = tokens.iter().all(|token| token.role == WordRole::Stop);
        // Of "board of education", "of" says nothing by itself.
        let counts = |token: &Token| stop || token.role == WordRole::Content;
        let words = tokens.iter().zip(terms).filter(|(token, _)| counts(token)).map(|(_, term)| *term);
        let mut alternatives = vec![TermVariant { term: phrase.idea, weight: as_idea }];
        alternatives.extend(words.map(|term| TermVariant { term, weight: as_words }));
        alternatives.retain(|one| self.index.has(one.term));

        let typed: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
        let how = if alternatives.is_empty() { TermOrigin::Unknown } else { TermOrigin::Idea };
        reading.words.extend(typed.iter().map(|word| (*word).to_owned()));
        // Without an entry that has the idea, single words must not make up for it.
        let known = self.index.has(phrase.idea);
        let tells = self.weight(if known { &alternatives } else { &[] }, WordRole::Content);
        // A common word never weighs more than alone: of "work visa", "work" tells little.
        for one in alternatives.iter_mut().filter(|one| phrase.len > 1 && one.term != phrase.idea) {
            one.weight *= (self.index.idf(one.term) / tells).min(1.0);
        }
        let weight = if stop { tells * STOPWORD } else { tells };
        reading.slots.push(QueryTerm { typed: typed.join(" "), how, weight, content: !stop, alternatives });
        phrase.len
    }

    /// A word that no entry has: joined with the next, corrected, split, or left as it is. Gives how many tokens it took.
    fn unknown(&self, reading: &mut ParsedQuery, token: &Token, next: Option<&Token>) -> usize {
        if let Some((joined, term)) = next.and_then(|next| self.joined(token, next)) {
            let alternatives = vec![TermVariant { term, weight: 1.0 }];
            self.push(reading, [&joined, &joined], TermOrigin::Joined, alternatives, WordRole::Content);
            return 2;
        }
        let corrections = if self.corrects && reading.corrected < MAX_CORRECTED {
            reading.corrected += 1;
            self.corrections(&token.word)
        } else {
            Corrections::default()
        };
        if let Some(first) = corrections.spellings.first() {
            let role = if corrections.content { WordRole::Content } else { WordRole::Stop };
            let first = first.clone();
            let how = TermOrigin::Corrected(corrections.spellings);
            // Spellings that only the correction knows ("programme") are written as everything else is.
            self.push(reading, [&token.word, &text::normalise(&first)], how, corrections.alternatives, role);
        } else if let Some(english) = corrections.english {
            self.english(reading, token, english);
        } else if let Some(halves) = self.split(&token.word) {
            for (half, term) in halves {
                let how = TermOrigin::Split(token.word.clone());
                let alternatives = vec![TermVariant { term, weight: 1.0 }];
                self.push(reading, [half, half], how, alternatives, WordRole::Content);
            }
        } else {
            self.push(reading, [&token.word, &token.word], TermOrigin::Unknown, Vec::new(), token.role);
        }
        1
    }

    /// A word that the knowledge does not have, misspelt: an encoder knows it, and it may be a stopword.
    fn english(&self, reading: &mut ParsedQuery, token: &Token, english: String) {
        let meant = text::normalise(&english);
        let role = text::word_role(&meant);
        let terms = self.phrases.with_idea(lexicon::term(&self.stemmer.stem(&meant)));
        let known = terms.filter(|term| self.index.has(*term)).map(|term| TermVariant { term, weight: 1.0 });
        let alternatives: Vec<TermVariant> = known.collect();
        let says_nothing = role == WordRole::Filler || role == WordRole::Stop && alternatives.is_empty();
        self.push(reading, [&token.word, &meant], TermOrigin::Corrected(vec![english]), alternatives, role);
        if let Some(query_term) = reading.slots.last_mut().filter(|_| says_nothing) {
            query_term.weight = 0.0;
        }
        if role == WordRole::Filler {
            reading.words.pop();
        }
    }

    /// Adds one word, as typed and as meant.
    fn push(
        &self,
        reading: &mut ParsedQuery,
        [typed, meant]: [&str; 2],
        how: TermOrigin,
        alternatives: Vec<TermVariant>,
        role: WordRole,
    ) {
        let weight = self.weight(&alternatives, role);
        reading.words.push(meant.to_owned());
        let (typed, content) = (typed.to_owned(), role == WordRole::Content);
        reading.slots.push(QueryTerm { typed, how, weight, content, alternatives });
    }

    /// The weight of a query term: that of its most telling alternative.
    fn weight(&self, alternatives: &[TermVariant], role: WordRole) -> f32 {
        let telling = alternatives.iter().map(|one| one.weight * self.index.idf(one.term)).reduce(f32::max);
        // What a gloss leaves unknown is no misspelling of anything.
        let unknown = if self.corrects { UNKNOWN } else { 1.0 };
        let weight = telling.unwrap_or_else(|| unknown * self.index.idf_unknown());
        if role == WordRole::Stop { weight * STOPWORD } else { weight }
    }

    fn joined(&self, first: &Token, second: &Token) -> Option<(String, TermId)> {
        let joined = format!("{}{}", first.word, second.word);
        let term = lexicon::term(&self.stemmer.stem(&joined));
        self.index.has(term).then_some((joined, term))
    }

    /// The first split of a word into two known ones of at least two letters.
    fn split<'w>(&self, word: &'w str) -> Option<[(&'w str, TermId); 2]> {
        let known = |half: &'w str| {
            let term = self.lexicon.term_of_word(half).filter(|term| self.index.has(*term))?;
            (half.chars().count() >= 2).then_some((half, term))
        };
        let cuts = word.char_indices().map(|(at, _)| word.split_at(at));
        cuts.into_iter().find_map(|(first, second)| Some([known(first)?, known(second)?]))
    }

    fn corrections(&self, word: &str) -> Corrections {
        let mut found = self.lexicon.corrections(word);
        // A known word is kept, unless two of its letters were swapped ("trail" for "trial").
        if text::is_english(word) {
            found.retain(|one| is_transposed(word, one.spelling));
        }
        // The vocabulary has words that no entry has, and entries are hidden.
        found.retain(|one| self.phrases.with_idea(one.term).any(|term| self.index.has(term)));
        let best = found.first().map_or(0.0, |first| first.similarity);
        let mut corrections = Corrections::default();
        if found.is_empty() {
            corrections.english = text::misspelt(word);
        }
        let near = found.iter().take_while(|one| one.similarity >= best - SPREAD).take(MAX_CORRECTIONS);
        for correction in near {
            if text::word_role(correction.spelling) == WordRole::Content {
                corrections.content = true;
            }
            corrections.spellings.push(correction.spelling.to_owned());
            for term in self.phrases.with_idea(correction.term) {
                let new = !corrections.alternatives.iter().any(|one| one.term == term);
                if new && self.index.has(term) {
                    corrections.alternatives.push(TermVariant { term, weight: correction.similarity });
                }
            }
        }
        corrections
    }
}

/// The words of a text as written, each with the text behind it.
pub fn written(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = text.split_inclusive(|c: char| !c.is_alphanumeric());
    words.map(|word| word.split_at(word.trim_end_matches(|c: char| !c.is_alphanumeric()).len()))
}

/// Whether a swap of two neighbouring letters turns one word into the other.
fn is_transposed(word: &str, other: &str) -> bool {
    let differ: Vec<usize> =
        word.bytes().zip(other.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    let [first, second] = differ[..] else { return false };
    let (a, b) = (word.as_bytes(), other.as_bytes());
    a.len() == b.len() && second == first + 1 && a[first] == b[second] && a[second] == b[first]
}

/// What a misspelt word may have been.
#[derive(Default)]
struct Corrections {
    spellings: Vec<String>,
    alternatives: Vec<TermVariant>,
    /// Whether any of them is more than a stopword.
    content: bool,
    /// For a word that no entry has: the English word that it may have been.
    english: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::is_transposed;

    #[test]
    fn neighbours_that_changed_places_are_told_from_other_differences() {
        let check =
            |word: &str, other: &str, expected: bool| assert_eq!(is_transposed(word, other), expected, "{word}");
        check("trail", "trial", true);
        check("form", "from", true);
        check("trial", "trial", false);
        check("steer", "steel", false);
        check("lose", "loose", false);
        check("tale", "late", false); // not side by side
        check("été", "eté", false);
        check("", "", false);
    }
}
