//! How much a word can say: the words that every question is made of say little, those that only fill a chat nothing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How much a word can say about what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A word that tells one question from another.
    Content,
    /// A word that every question is made of. It is not dropped, only weighed less: "who" and "when" still tell two
    /// questions about one thing apart.
    Stop,
    /// A word that only fills a chat ("lol", "tbh", "noob question").
    Filler,
}

/// How much a normalised word can say.
pub fn role(word: &str) -> Role {
    ROLES.get(word).copied().unwrap_or(Role::Content)
}

/// Both lists in one place, because every word of every text is looked up.
static ROLES: LazyLock<FxHashMap<&str, Role>> = LazyLock::new(|| {
    let fillers = FILLERS.iter().map(|word| (*word, Role::Filler));
    WORDS.iter().map(|word| (*word, Role::Stop)).chain(fillers).collect()
});

/// Pronouns, auxiliaries, question words and the like.
const WORDS: &[&str] = &[
    "a", "about", "actually", "after", "again", "all", "also", "am", "an", "and", "any", "anybody", "anyone", "are", "as",
    "at", "be", "because", "been", "before", "being", "but", "by", "can", "could", "did", "do", "does", "doing", "done",
    "else", "ever", "every", "everyone", "for", "from", "get", "gets", "getting", "give", "go", "going", "gone", "got",
    "had", "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "know", "let", "like", "may", "me", "might", "mine", "much", "must", "my", "myself",
    "no", "nor", "not", "now", "of", "on", "one", "only", "or", "other", "our", "ours", "out", "own",
    "same", "say", "shall", "she", "should", "so", "some", "somebody", "someone", "something",
    "still", "such", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "thing", "things", "this", "those", "though", "to", "too", "up", "us", "very", "want", "wants", "was", "way", "we",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "would",
    "yet", "you", "your", "yours", "yourself",
];

/// Greetings, thanks, laughter and hedges.
const FILLERS: &[&str] = &[
    "aha", "ahaha", "anyway", "bro", "btw", "dude", "dumb", "eh", "folks", "fr", "fyi", "guys", "ha", "haha", "hahaha",
    "hello", "hey", "hi", "hiya", "hm", "hmm", "honestly", "idc", "idk", "ik", "imho", "imo", "kinda", "legit", "literally",
    "lmao", "lmfao", "lol", "lowkey", "maybe", "mb", "nah", "newbie", "ngl", "nm", "noob", "nvm", "ofc", "oh", "ok", "okay",
    "omg", "oof", "pardon", "pff", "please", "question", "quick", "random", "rn", "rofl", "silly", "smh", "smth", "sorry",
    "sorta", "sry", "stupid", "sup", "tbf", "tbh", "thank", "thanks", "tho", "uh", "uhh", "um", "umm", "welp", "wow", "wtf",
    "xd", "yall", "yeah", "yep", "yes", "yikes", "yo", "yup",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_in_both_lists() {
        assert_eq!(ROLES.len(), WORDS.len() + FILLERS.len());
        assert_eq!([role("the"), role("lol"), role("interview")], [Role::Stop, Role::Filler, Role::Content]);
    }
}
