//! The sentences around answers, candidates and quotes.

use toml::value::Date;

use crate::knowledge::{Origin, Role};
use crate::search::ranking::confidence;
use crate::text::Locale;
use crate::ui::card::Quote;

/// Above candidates to choose from; `about` names the known gap that the question falls into, if any.
pub fn did_you_mean(locale: Locale, about: Option<&str>) -> String {
    match about {
        Some(about) => locale.pick(
            format!("My sources don't cover {about}. Is one of these close?"),
            format!("情報源には「{about}」についての記載がありません。近い質問はありますか？"),
        ),
        None => locale
            .pick(
                "I don't have an exact match. Is it one of these?",
                "ぴったりの回答が見つかりませんでした。お探しの内容は次の中にありますか？",
            )
            .to_owned(),
    }
}

/// Above the candidates after an answer that did not help.
pub fn what_else(locale: Locale) -> &'static str {
    locale.pick("Sorry about that. Is it one of these?", "失礼しました。次のどれかでしょうか？")
}

/// No candidate is left.
pub fn nothing_else(locale: Locale) -> &'static str {
    locale.pick("Sorry, I don't have an answer to that one.", "申し訳ありません。ほかに近い回答はありませんでした。")
}

/// No entry answers the question; `about` names the known gap that the question falls into, if any.
pub fn does_not_know(locale: Locale, about: Option<&str>) -> String {
    match about {
        Some(about) => locale.pick(
            format!("I don't have an answer on {about} yet: my sources don't cover it."),
            format!("「{about}」については、情報源に記載がないため、まだお答えできません。"),
        ),
        None => locale
            .pick(
                "I couldn't find an answer to that in my sources.",
                "申し訳ありません。情報源に回答が見つかりませんでした。",
            )
            .to_owned(),
    }
}

/// Above the answers to some of several questions. `open` has those without an answer: the name of the known gap, or
/// the question in quotation marks.
pub fn knows_the_rest(locale: Locale, open: &[String]) -> String {
    match locale {
        Locale::English => {
            format!("My sources don't cover {}. Here's what they say about the rest:", open.join(" or "))
        }
        Locale::Japanese => {
            let open: Vec<_> = open.iter().map(|one| format!("「{}」", one.trim_matches(['“', '”']))).collect();
            format!("情報源には{}についての記載がありません。そのほかは次のとおりです。", open.join("や"))
        }
    }
}

/// The typed text has no question.
pub fn no_question(locale: Locale) -> &'static str {
    locale.pick(
        "Ask me something about the JET Programme, such as “What does a CIR do?” or “How hard is the interview?”",
        "JETプログラムについて質問してください。例：「CIRはどんな仕事をしますか」「面接は難しいですか」",
    )
}

/// The message is in a language that the bot does not support.
pub fn cannot_read(locale: Locale) -> &'static str {
    locale.pick(
        "I can't read this language, sorry. Please ask me in English or Japanese.",
        "申し訳ありません。この言語は読めません。日本語か英語で質問してください。",
    )
}

/// The confidence in words; [`None`] if it is high.
pub fn doubt(locale: Locale, confidence: f32) -> Option<&'static str> {
    let words = locale.pick(
        "Closest match – not sure it's what you meant.",
        "お探しの内容と違うかもしれませんが、近いものを表示しています。",
    );
    (confidence < confidence::SURE).then_some(words)
}

/// The community member who wrote an answer, and when.
pub fn credit(locale: Locale, by: &str, on: Date) -> String {
    let Date { year, month, day } = on;
    let name = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    locale
        .pick(format!("Answered by {by} · {day} {name} {year}"), format!("回答：{by}さん（{year}年{month}月{day}日）"))
}

/// Month names in English dates.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The source of a quote: name, role and place as far as given, the years if any is known, and a note if a member
/// shared it.
pub fn speaker(locale: Locale, quote: &Quote) -> String {
    let years = Some(quote.years.as_str()).filter(|years| years.contains(|c: char| c.is_ascii_digit()));
    let mut says = locale.pick(speaker_in_english(quote, years), speaker_in_japanese(quote, years));
    if quote.origin == Origin::Guild {
        says.push_str(locale.pick(" · server member", " · このサーバーのメンバー"));
    }
    says
}

fn speaker_in_english(Quote { speaker, role, place, .. }: &Quote, years: Option<&str>) -> String {
    let who = match (speaker.as_str(), place.as_str()) {
        ("", "") => one_unnamed(*role).to_owned(),
        ("", place) => format!("{} in {place}", one(*role)),
        (name, "") => format!("{name}, {role}"),
        (name, place) => format!("{name}, {role} in {place}"),
    };
    years.map_or_else(|| who.clone(), |years| format!("{who}, {years}"))
}

/// The brackets hold what the name, or else the role, leaves out.
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

/// A person in a role, with the article.
fn one(role: Role) -> &'static str {
    match role {
        Role::Alt => "an ALT",
        Role::Cir => "a CIR",
        Role::Sea => "a SEA",
    }
}

/// A person in a role who gives neither name nor place.
fn one_unnamed(role: Role) -> &'static str {
    match role {
        Role::Alt => "an anonymous ALT",
        Role::Cir => "an anonymous CIR",
        Role::Sea => "an anonymous SEA",
    }
}

/// A quote in quotation marks; an ellipsis shows where it starts or ends within a sentence.
pub fn quoted(text: &str) -> String {
    let before = if text.starts_with(char::is_lowercase) { "… " } else { "" };
    let after = if text.ends_with(char::is_alphanumeric) { " …" } else { "" };
    format!("“{before}{text}{after}”")
}

/// Before the name of a source.
pub fn source(locale: Locale, label: &str) -> String {
    locale.pick(format!("Source: {label}"), format!("情報源：{label}"))
}

/// Above the pages for checking officially.
pub fn check_officially(locale: Locale) -> &'static str {
    locale.pick("Check the official site:", "公式の確認先：")
}

/// Above pages that may help.
pub fn look_here(locale: Locale) -> &'static str {
    locale.pick("Where to look:", "参考になるページ：")
}

/// Above contacts for a person in danger or distress.
pub fn who_helps(locale: Locale) -> &'static str {
    locale.pick("People who can help", "相談窓口")
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
        let (here, ja) = (" · server member", " · このサーバーのメンバー");
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
            ((Guild, "", Sea, "", ""), "an anonymous SEA", "匿名のSEA"),
            ((Guild, "", Alt, "", "2020"), "an anonymous ALT, 2020", "匿名のALT（2020）"),
        ] {
            let (english, japanese) = shared(english, japanese);
            check(who, &english, &japanese);
        }
    }
}
