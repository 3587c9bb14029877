//! How much a word can say: the words that every question is made of say little, those that only fill a chat nothing.

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
    if WORDS.binary_search(&word).is_ok() {
        Role::Stop
    } else if FILLERS.binary_search(&word).is_ok() {
        Role::Filler
    } else {
        Role::Content
    }
}

/// Sorted, so that it can be searched; a test holds the order.
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

/// Greetings, thanks, laughter and hedges. Sorted as well.
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
    fn the_lists_are_sorted_so_that_every_word_is_found() {
        assert!(WORDS.is_sorted() && FILLERS.is_sorted(), "binary search needs order");
        assert!(WORDS.iter().all(|word| role(word) == Role::Stop));
        assert!(FILLERS.iter().all(|word| role(word) == Role::Filler));
        assert_eq!(role("interview"), Role::Content);
    }
}
