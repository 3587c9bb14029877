//! Made-up entries of a community, as many as wanted, the same in every run.

use jet_senpai::knowledge::Entry;

/// Made-up entries: a question of 8 words and an answer of 35, drawn from a vocabulary that grows with the number of
/// entries and is used as unevenly as English is (Zipf's law, roughly), so that frequent words have long lists.
pub fn synthetic(count: usize) -> Vec<Entry> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let vocabulary = vocabulary(3_000 + count / 5, &mut random);
    let mut text = |words: usize| {
        let words: Vec<&str> = (0..words).map(|_| vocabulary[random.zipf(vocabulary.len())].as_str()).collect();
        words.join(" ")
    };
    let entry = |number: usize| Entry {
        id: format!("entry-{number}"),
        question: text(8) + "?",
        answer: text(35) + ".",
        ..Entry::default()
    };
    (0..count).map(entry).collect()
}

/// Words that every question has.
const FREQUENT: &str = "the a to of in is what how do i can my for on it and you at with from when where who why are be \
                        have get japan school work pay teach japanese town office day year";
const ONSETS: [&str; 14] = ["b", "ch", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "tr"];
const ENDS: [&str; 10] = ["a", "an", "e", "er", "i", "in", "o", "on", "u", "ing"];

/// Pronounceable words of one to four syllables, beside the words that every question has.
fn vocabulary(count: usize, random: &mut Random) -> Vec<String> {
    let mut words: Vec<String> = FREQUENT.split(' ').map(str::to_owned).collect();
    while words.len() < count {
        let syllables = 1 + random.below(4);
        let syllable = |_| format!("{}{}", ONSETS[random.below(14)], ENDS[random.below(10)]);
        words.push((0..syllables).map(syllable).collect());
    }
    words
}

/// A xorshift generator: the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[expect(clippy::cast_possible_truncation, reason = "a remainder is below its bound")]
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A rank below `count`, about as likely as one over it.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a rank, between 0 and a count far below 2^53"
    )]
    fn zipf(&mut self, count: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((count as f64).powf(unit) - 1.0) as usize
    }
}
