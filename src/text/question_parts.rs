//! The questions in a text that asks for several things: "what's the pay and do I need a car".

/// Words that a question begins with.
const BEGINNINGS: [&str; 31] = [
    "what", "how", "when", "where", "who", "whom", "whose", "which", "why", "is", "are", "am", "was", "were", "do",
    "does", "did", "can", "could", "will", "would", "should", "shall", "may", "must", "have", "has", "need", "whats",
    "hows", "wheres",
];

/// Words that join one question to the next.
const JOINTS: [&str; 5] = ["and", "or", "but", "also", "plus"];

/// The questions of a normalised text, each of which could stand alone; none where it asks a single one.
pub fn questions(text: &str) -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    for clause in text.split(['?', ';', '\n']).flat_map(|clause| clause.split(". ")) {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let mut start = 0;
        for at in 1..words.len() {
            let joins = JOINTS.contains(&words[at - 1]) || words[at - 1].ends_with(',');
            if joins && begins(words[at]) {
                questions.extend(question(&words[start..at]));
                start = at;
            }
        }
        questions.extend(question(&words[start..]));
    }
    if questions.len() > 1 { questions } else { Vec::new() }
}

/// These words without what joins them to others, if they ask something.
fn question(words: &[&str]) -> Option<String> {
    let joint = |word: &&&str| JOINTS.contains(*word);
    let before = words.iter().take_while(joint).count();
    let after = words[before..].iter().rev().take_while(joint).count();
    let words = &words[before..words.len() - after];
    begins(words.first()?).then(|| words.join(" "))
}

fn begins(word: &str) -> bool {
    BEGINNINGS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(questions(&crate::text::normalise(text)), expect, "{text:?}");
    }

    #[test]
    fn a_text_that_asks_for_several_things_is_several_questions() {
        check("what's the pay and do I need a car", &["what is the pay", "do i need a car"]);
        check("How many schools? And who is my boss?", &["how many schools", "who is my boss"]);
        check("Do I need a degree, and also what about Japanese", &["do i need a degree,", "what about japanese"]);
    }

    #[test]
    fn a_text_that_asks_for_one_thing_is_left_whole() {
        check("do I need a car", &[]);
        check("is it only one school or many", &[]);
        check("I have a wife and two children. Can they come?", &[]);
        check("salary and rent", &[]);
    }
}
