//! Japanese in Latin letters: one key for every way to write a word, so that `kyuuryou`, `kyūryō` and `kyuryo` meet.

/// Consonants that a typed word may have before a vowel, and the key's (Hepburn) way to write them. The longest first.
const CONSONANTS: &[(&str, &str)] = &[
    ("ssh", "ssh"),
    ("tch", "cch"),
    ("cch", "cch"),
    ("tts", "tts"),
    ("kky", "kky"),
    ("ppy", "ppy"),
    ("ssy", "ssh"),
    ("tty", "cch"),
    ("sh", "sh"),
    ("ch", "ch"),
    ("ts", "ts"),
    ("ky", "ky"),
    ("gy", "gy"),
    ("ny", "ny"),
    ("hy", "hy"),
    ("by", "by"),
    ("py", "py"),
    ("my", "my"),
    ("ry", "ry"),
    ("sy", "sh"),
    ("ty", "ch"),
    ("cy", "ch"),
    ("zy", "j"),
    ("jy", "j"),
    ("kk", "kk"),
    ("ss", "ss"),
    ("tt", "tt"),
    ("pp", "pp"),
    ("k", "k"),
    ("g", "g"),
    ("s", "s"),
    ("z", "z"),
    ("j", "j"),
    ("t", "t"),
    ("d", "d"),
    ("n", "n"),
    ("h", "h"),
    ("f", "f"),
    ("b", "b"),
    ("p", "p"),
    ("m", "m"),
    ("y", "y"),
    ("r", "r"),
    ("w", "w"),
];

/// Syllables that two systems write differently, and the key's way.
const SYLLABLES: &[(&str, &str)] = &[
    ("si", "shi"),
    ("ssi", "sshi"),
    ("ti", "chi"),
    ("tti", "cchi"),
    ("tu", "tsu"),
    ("ttu", "ttsu"),
    ("zi", "ji"),
    ("di", "ji"),
    ("du", "zu"),
    ("hu", "fu"),
    ("wo", "o"),
];

/// The letters of each kana, from ぁ on; small ones as their large fellows, っ as nothing.
const KANA: &[&str] = &[
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa",
    "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to",
    "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho",
    "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa",
    "wa", "i", "e", "o", "n",
];

/// The key of a word in hiragana; none for anything else.
pub fn key_of_kana(word: &str) -> Option<String> {
    let mut spelt = String::with_capacity(word.len());
    let mut doubled = false;
    for c in word.chars() {
        let letters = *KANA.get((c as usize).checked_sub('ぁ' as usize)?)?;
        match (c, spelt.chars().last()) {
            ('っ', _) => doubled = true,
            ('ゃ' | 'ゅ' | 'ょ', Some('i')) => {
                spelt.pop();
                // しょ is sho, not shyo.
                let joined = spelt.ends_with("sh") || spelt.ends_with("ch") || spelt.ends_with('j');
                spelt.push_str(if joined { &letters[1..] } else { letters });
            }
            _ => {
                if doubled {
                    spelt.extend(letters.chars().next());
                    doubled = false;
                }
                spelt.push_str(letters);
            }
        }
    }
    key(&spelt)
}

/// The key of a word in Latin letters without accents; none where no Japanese word is written so.
pub fn key(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut key = String::with_capacity(word.len());
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            rest = &rest[1..];
        } else if let Some(vowel) = vowel(rest) {
            // Long vowels are written twice, with `u`, with a macron, or not at all.
            let long = key.ends_with(vowel) || (vowel == 'u' && key.ends_with('o'));
            if !long {
                key.push(vowel);
            }
            rest = &rest[1..];
        } else if let Some(after) = syllabic_n(rest) {
            key.push('n');
            rest = after;
        } else {
            let (typed, written) = CONSONANTS.iter().find(|(typed, _)| rest.starts_with(typed))?;
            let vowel = vowel(&rest[typed.len()..])?;
            let syllable = &rest[..=typed.len()];
            if let Some((_, written)) = SYLLABLES.iter().find(|(typed, _)| *typed == syllable) {
                key.push_str(written);
            } else {
                key.push_str(written);
                key.push(vowel);
            }
            rest = &rest[syllable.len()..];
        }
    }
    Some(key)
}

fn vowel(text: &str) -> Option<char> {
    text.chars().next().filter(|c| matches!(c, 'a' | 'i' | 'u' | 'e' | 'o'))
}

/// What follows an ん that a text begins with, `nn`, or `m` as in `shimbun`.
fn syllabic_n(text: &str) -> Option<&str> {
    let after = text.strip_prefix(['n', 'm'])?;
    if text.starts_with('m') {
        return after.starts_with(['b', 'm', 'p']).then_some(after);
    }
    // Of `nn`, the second may begin the next syllable: both ways give the same key.
    match after.chars().next() {
        Some('a' | 'i' | 'u' | 'e' | 'o' | 'y') => None,
        Some('n') if vowel(&after[1..]).is_none() => Some(&after[1..]),
        _ => Some(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kana: &str, typed: &[&str]) {
        let expect = key_of_kana(kana);
        assert!(expect.is_some(), "{kana}");
        for typed in typed {
            assert_eq!(key(typed), expect, "{kana} typed as {typed:?}");
        }
    }

    #[test]
    fn every_common_romanisation_of_a_word_has_one_key() {
        check("きゅうりょう", &["kyuuryou", "kyuryo", "kyuuryo", "Kyuryou"]);
        check("しごと", &["shigoto", "sigoto"]);
        check("しょるい", &["shorui", "syorui"]);
        check("じゅぎょう", &["jugyou", "zyugyou", "jugyo"]);
        check("つち", &["tsuchi", "tuti"]);
        check("ふくぎょう", &["fukugyou", "hukugyo"]);
        check("がっこう", &["gakkou", "gakko", "gakkoo"]);
        check("まっちゃ", &["matcha", "maccha", "mattya"]);
        check("ほんやく", &["hon'yaku", "honnyaku"]);
        check("しんぶん", &["shinbun", "shimbun"]);
        check("めんせつ", &["mensetsu", "mensetu", "mennsetsu"]);
    }

    #[test]
    fn what_is_not_japanese_has_no_key() {
        for word in ["interview", "teach", "license", "the", "xyz"] {
            assert_eq!(key(word), None, "{word}");
        }
        assert_eq!(key_of_kana("給料"), None);
        assert_eq!(key_of_kana("abc"), None);
    }
}
