//! Every sentence the bot says in its own voice: plain functions that take the language and what the sentence is about.

mod audit;
mod browse;
mod controls;
mod highlights;
mod inbox;
mod insight;
mod manage;
mod moving;
mod notices;
mod privacy;
mod settings;
mod sharing;

pub use audit::*;
pub use browse::*;
pub use controls::*;
pub use highlights::*;
pub use inbox::*;
pub use insight::*;
pub use manage::*;
pub use moving::*;
pub use notices::*;
pub use privacy::*;
pub use settings::*;
pub use sharing::*;

use super::{Locale, Quote};
use crate::knowledge::{Origin, Role};
use crate::matching::confidence;

/// Above candidates to choose from; `about` is what was asked for, where that is known not to be known.
pub fn did_you_mean(locale: Locale, about: Option<&str>) -> String {
    match about {
        Some(about) => match locale {
            Locale::English => format!(
                "That may be about {about}, which the documents I was given don't cover. Or did you mean one of these?"
            ),
            Locale::Japanese => {
                format!("「{about}」については、手元の資料に記載がないようです。お探しの質問は次の中にありますか？")
            }
        },
        None => locale
            .pick(
                "I'm not sure I know that. Did you mean one of these?",
                "ぴったりの答えが見つかりませんでした。お探しの質問は次の中にありますか？",
            )
            .to_owned(),
    }
}

/// Above the candidates after an answer that did not help.
pub fn what_else(locale: Locale) -> &'static str {
    locale.pick("Sorry about that. Is it one of these?", "失礼しました。次のどれかでしょうか？")
}

/// When no candidate is left.
pub fn nothing_else(locale: Locale) -> &'static str {
    locale.pick(
        "Sorry, then I don't know. Nothing else in the documents I was given comes close, and I won't guess.",
        "申し訳ありません、わかりません。手元の資料に、ほかに近い答えはありませんでした。推測ではお答えしません。",
    )
}

/// When nothing known answers the question; `about` is what it asks for, where that is known not to be known.
pub fn does_not_know(locale: Locale, about: Option<&str>) -> String {
    match about {
        Some(about) => match locale {
            Locale::English => {
                format!("I don't know: the documents I was given don't cover {about}. I won't guess.")
            }
            Locale::Japanese => {
                format!("わかりません。手元の資料には「{about}」についての記載がありません。推測ではお答えしません。")
            }
        },
        None => locale
            .pick(
                "I don't know. Nothing in the documents I was given answers that, and I won't guess.",
                "わかりません。手元の資料に答えが見つかりませんでした。推測ではお答えしません。\
                 資料は英語なので、英語で質問すると見つかることがあります。",
            )
            .to_owned(),
    }
}

/// Above the answers to some of several questions; `about` is what another one asks for.
pub fn knows_the_rest(locale: Locale, about: &str) -> String {
    match locale {
        Locale::English => format!("The documents I was given don't cover {about}. This they do:"),
        Locale::Japanese => {
            format!("手元の資料には「{about}」についての記載がありません。そのほかについては次のとおりです。")
        }
    }
}

/// When there was no question in what was typed.
pub fn no_question(locale: Locale) -> &'static str {
    locale.pick(
        "Ask me something about the JET Programme, such as “What does a CIR do?” or “How hard is the interview?”",
        "JETプログラムについて質問してください（資料は英語なので、英語での質問がおすすめです）。\
         例：「What does a CIR do?」「How hard is the interview?」",
    )
}

/// The confidence in words, unless it is high.
pub fn doubt(locale: Locale, confidence: f32) -> Option<&'static str> {
    let words = locale.pick(
        "I think this is what you mean, but I'm not certain.",
        "お探しの内容はこちらだと思いますが、確かではありません。",
    );
    (confidence < confidence::SURE).then_some(words)
}

/// Who of the community wrote an answer.
pub fn credit(locale: Locale, by: &str, on: &str) -> String {
    locale.pick(format!("Written by {by}, {on}"), format!("{by}による回答（{on}）"))
}

/// Who says a quotation: name, role and place, as far as they are given; the years where any of them is known; and, of what
/// a member has shared, that it was shared here.
pub fn speaker(locale: Locale, quote: &Quote) -> String {
    let years = Some(quote.years.as_str()).filter(|years| years.contains(|c: char| c.is_ascii_digit()));
    let mut says = locale.pick(speaker_in_english(quote, years), speaker_in_japanese(quote, years));
    if quote.origin == Origin::Guild {
        says.push_str(locale.pick(" · shared in this server", " · このサーバーに寄せられた体験談"));
    }
    says
}

fn speaker_in_english(Quote { speaker, role, place, .. }: &Quote, years: Option<&str>) -> String {
    let who = match (speaker.as_str(), place.as_str()) {
        ("", "") => format!("{}, anonymously", one(*role)),
        ("", place) => format!("{} in {place}", one(*role)),
        (name, "") => format!("{name}, {role}"),
        (name, place) => format!("{name}, {role} in {place}"),
    };
    years.map_or_else(|| who.clone(), |years| format!("{who}, {years}"))
}

/// In brackets stands whatever the name, or else the role, does not say.
fn speaker_in_japanese(Quote { speaker, role, place, .. }: &Quote, years: Option<&str>) -> String {
    let (who, mut more) = match (speaker.as_str(), place.as_str()) {
        ("", "") => (format!("匿名の{role}"), Vec::new()),
        ("", place) => (format!("{place}の{role}"), Vec::new()),
        (name, "") => (name.to_owned(), vec![role.code()]),
        (name, place) => (name.to_owned(), vec![place, role.code()]),
    };
    more.extend(years);
    if more.is_empty() { who } else { format!("{who}（{}）", more.join("、")) }
}

/// Somebody of a role, as one speaks of them.
fn one(role: Role) -> &'static str {
    match role {
        Role::Alt => "an ALT",
        Role::Cir => "a CIR",
        Role::Sea => "an SEA",
    }
}

/// Somebody's words in quotation marks; an ellipsis shows where they begin or end within a sentence.
pub fn quoted(text: &str) -> String {
    let before = if text.starts_with(char::is_lowercase) { "… " } else { "" };
    let after = if text.ends_with(char::is_alphanumeric) { " …" } else { "" };
    format!("“{before}{text}{after}”")
}

/// Before the passages that an answer rests on.
pub fn source(locale: Locale, title: &str) -> String {
    locale.pick(format!("Source: {title}"), format!("出典：{title}"))
}

/// Above where to check.
pub fn check_officially(locale: Locale) -> &'static str {
    locale.pick("Where to check officially:", "公式の確認先：")
}

/// Above other pages.
pub fn look_here(locale: Locale) -> &'static str {
    locale.pick("Where to look:", "参考になるページ：")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check((origin, name, role, place, years): (Origin, &str, Role, &str, &str), english: &str, japanese: &str) {
        let quote = Quote {
            id: "some".to_owned(),
            origin,
            speaker: name.to_owned(),
            role,
            place: place.to_owned(),
            years: years.to_owned(),
            text: "Words.".to_owned(),
        };
        assert_eq!(Locale::ALL.map(|locale| speaker(locale, &quote)), [english, japanese]);
    }

    #[test]
    fn who_speaks_is_told_as_far_as_it_is_known() {
        use Origin::{Curated, Guild};
        use Role::{Alt, Cir, Sea};
        let (here, ja) = (" · shared in this server", " · このサーバーに寄せられた体験談");
        let shared = |english: &str, japanese: &str| (format!("{english}{here}"), format!("{japanese}{ja}"));
        check(
            (Curated, "Mira", Cir, "Hyōgo", "2018–2021"),
            "Mira, CIR in Hyōgo, 2018–2021",
            "Mira（Hyōgo、CIR、2018–2021）",
        );
        check((Curated, "Mira", Cir, "Hyōgo", "?–?"), "Mira, CIR in Hyōgo", "Mira（Hyōgo、CIR）");
        for (who, english, japanese) in [
            (
                (Guild, "Ana Lima", Alt, "Hyōgo", "2018–"),
                "Ana Lima, ALT in Hyōgo, 2018–",
                "Ana Lima（Hyōgo、ALT、2018–）",
            ),
            ((Guild, "Ana Lima", Alt, "", ""), "Ana Lima, ALT", "Ana Lima（ALT）"),
            ((Guild, "Ana Lima", Sea, "", "2020"), "Ana Lima, SEA, 2020", "Ana Lima（SEA、2020）"),
            ((Guild, "", Alt, "兵庫", "2018–2021"), "an ALT in 兵庫, 2018–2021", "兵庫のALT（2018–2021）"),
            ((Guild, "", Cir, "Hyōgo", ""), "a CIR in Hyōgo", "HyōgoのCIR"),
            ((Guild, "", Sea, "", ""), "an SEA, anonymously", "匿名のSEA"),
            ((Guild, "", Alt, "", "2020"), "an ALT, anonymously, 2020", "匿名のALT（2020）"),
        ] {
            let (english, japanese) = shared(english, japanese);
            check(who, &english, &japanese);
        }
    }
}
