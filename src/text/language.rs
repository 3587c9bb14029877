//! In which language a text is written, as far as a few words tell.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use whatlang::{Detector, Lang, Script};

use super::{WordRole, is_english, is_japanese, markup, romaji, word_role};

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, or too little to tell: abbreviations and names are part of every language.
    English,
    /// Japanese.
    Japanese,
    /// Kanji alone, which are also Chinese: who writes them decides.
    Kanji,
    /// A language that the bot does not speak.
    Other,
}

/// Characters of everyday Chinese, simplified and traditional, that Japanese does not write.
const CHINESE: &str = "吗嗎这這说說么麼们們没沒给让讓为谁还对對问时间个會呢啊哪您你她它咱俩啥很语资费机关關应應签簽证證职业师钱錢险报页题难请谢贵帮幫发發样樣边邊开吧喔甚什妳嘅咩冇咗哋佢";

/// Kanji as only Japan writes them.
const JAPANESE: &str = "応円駅働込畑枠塩桜仮拡覚楽観帰拠検験権険県圏顕献剣広鉱済剤雑賛歯児辞釈実従渋縦獣処渉焼乗浄剰畳縄譲触図\
                        瀬斉専浅戦践銭潜繊禅双荘装総騒増臓蔵属続堕帯滞滝択沢単団弾遅昼鋳庁聴勅鎮塚転伝灯稲闘徳独読悩脳覇廃拝売麦髪抜\
                        晩蛮浜瓶払仏並変辺弁歩豊褒翻毎満黙訳薬与予余揺謡頼覧竜両猟緑隣塁涙戻励霊齢暦歴恋炉労楼湾";

/// Languages told from English where a text is in Latin letters: those of most members whose first language is not English.
/// With all of whatlang's, short English texts are taken for rare languages.
static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
    Detector::with_allowlist(vec![
        Lang::Eng,
        Lang::Spa,
        Lang::Por,
        Lang::Fra,
        Lang::Deu,
        Lang::Ita,
        Lang::Nld,
        Lang::Ind,
        Lang::Tgl,
        Lang::Vie,
        Lang::Pol,
        Lang::Tur,
        Lang::Swe,
        Lang::Dan,
        Lang::Fin,
        Lang::Ron,
        Lang::Ces,
        Lang::Hun,
    ])
});

/// Fewer words are of no language in particular.
const MIN_WORDS: usize = 3;

/// Where the detector says that it is not reliable, its confidence must be at least this, of at least so many words, half of
/// which are no English. With this, none of 7,000 English questions of the evaluation sets, misspelt ones among them, is taken for
/// another language.
const MIN_CONFIDENCE: f64 = 0.1;
const MIN_WORDS_UNSURE: usize = 4;

/// The language of `text`. Markup and addresses don't count.
pub fn language_of(text: &str) -> Language {
    let text: String = markup::strip(super::tail(text)).nfkc().collect();
    let (mut kana, mut kanji, mut latin, mut other) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut chinese, mut japanese) = (false, false);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => kana += 1,
            _ if is_japanese(c) => {
                kanji += 1;
                chinese |= CHINESE.contains(c);
                japanese |= JAPANESE.contains(c);
            }
            'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                latin += 1;
            }
            _ => other += 1,
        }
    }
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.contains(char::is_lowercase)).count();
    if other > latin + kana + kanji {
        return Language::Other;
    }
    if kana + kanji > 0 && kana + kanji >= 2 * words {
        return match (kana, chinese) {
            (0 | 1, true) => Language::Other,
            (0, false) if !japanese => Language::Kanji,
            _ => Language::Japanese,
        };
    }
    in_latin(&text)
}

/// The language of a text in Latin letters.
fn in_latin(text: &str) -> Language {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()).collect();
    if words.len() < MIN_WORDS {
        return Language::English;
    }
    let kana = words.iter().filter(|word| romaji::key(word).is_some()).count();
    if kana * 4 >= words.len() * 3 {
        // Japanese in Latin letters: the matching reads it.
        return Language::English;
    }
    let found = DETECTOR.detect(text).filter(|found| found.script() == Script::Latin && found.lang() != Lang::Eng);
    let english = words.iter().filter(|word| is_ordinary_english(word)).count();
    match found {
        Some(found) if found.is_reliable() && english * 3 <= words.len() => Language::Other,
        Some(found)
            if found.confidence() >= MIN_CONFIDENCE && words.len() >= MIN_WORDS_UNSURE && is_foreign(&words) =>
        {
            Language::Other
        }
        _ => Language::English,
    }
}

/// Whether none of the words is one that English sentences are made of, and half of them are no English at all.
fn is_foreign(words: &[&str]) -> bool {
    let joins = |word: &&&str| word_role(word) != WordRole::Content && !COMMON_ELSEWHERE.contains(*word);
    let unknown = words.iter().filter(|word| !is_english(word)).count();
    words.iter().filter(joins).count() == 0 && unknown * 2 >= words.len()
}

/// Words of the list of English words that are more common in other languages.
const COMMON_ELSEWHERE: [&str; 60] = [
    "de", "la", "le", "les", "el", "los", "las", "un", "una", "une", "des", "du", "der", "die", "das", "den", "ein",
    "eine", "und", "ist", "que", "qui", "por", "para", "con", "en", "es", "et", "est", "il", "di", "da", "do", "dos",
    "il", "lo", "per", "van", "het", "een", "ang", "ng", "sa", "yang", "ser", "ne", "na", "je", "tu", "se", "si", "mi",
    "me", "als", "wie", "man", "im", "am", "au", "ou",
];

/// Whether a word is English and hardly anything else.
fn is_ordinary_english(word: &str) -> bool {
    word_role(word) != WordRole::Content || is_english(word) && !COMMON_ELSEWHERE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expect: Language, texts: &[&str]) {
        for text in texts {
            assert_eq!(language_of(text), expect, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_japanese_unless_it_only_names_something_japanese() {
        check(
            Language::Japanese,
            &["給料はいくらですか", "応募の締切", "ALTとCIRの違い", "altの給料は", "ｱﾙﾊﾞｲﾄ", "面接ha厳しいdesuka"],
        );
        check(
            Language::English,
            &["what does 面接 mean?", "what is こたつ", "How much is the salary?", "???", "ALT", "N2"],
        );
        check(Language::Japanese, &["https://jetprogramme.org/en/を見た", "なるほど。"]);
    }

    #[test]
    fn kanji_alone_are_japanese_only_where_japan_alone_writes_them_so() {
        check(Language::Kanji, &["給料", "面接", "住宅手当"]);
        check(Language::Japanese, &["応募資格", "試験", "転勤"]);
        check(
            Language::Other,
            &[
                "ALT的工资是多少？",
                "我可以带家人一起去吗",
                "CIR需要日语N1吗",
                "面試很難嗎",
                "住宅提供吗",
                "请问什么时候可以申请",
            ],
        );
    }

    #[test]
    fn other_languages_are_told_from_english() {
        check(
            Language::Other,
            &[
                "면접은 어려워요?",
                "сколько платят ALT",
                "คุณเป็นบอทหรือเปล่า",
                "¿cuánto es el salario de un ALT?",
                "preciso falar japonês para ser CIR?",
                "quel est le salaire d'un ALT au japon",
                "brauche ich einen Hochschulabschluss",
                "quanto guadagna un assistente di lingua",
                "magkano ang sweldo ng ALT",
                "tôi có cần bằng đại học không",
            ],
        );
    }

    #[test]
    fn english_stays_english_however_it_is_typed() {
        check(
            Language::English,
            &[
                "yup, that's true",
                "waht dose a CIR do",
                "do u get just one school or a bunch lol",
                "kyuuryou wa ikura desu ka",
                "shaken price",
                "N2 in july",
                "konnichiwa senpai",
                "ima passed omg",
            ],
        );
    }
}
