//! Every sentence the bot says in its own voice: plain functions that take the language and what the sentence is about.

mod audit;
mod browse;
mod controls;
mod inbox;
mod insight;
mod manage;
mod moving;
mod notices;
mod privacy;
mod settings;

pub use audit::*;
pub use browse::*;
pub use controls::*;
pub use inbox::*;
pub use insight::*;
pub use manage::*;
pub use moving::*;
pub use notices::*;
pub use privacy::*;
pub use settings::*;

use super::{Locale, Quote};
use crate::matching::confidence;

/// Above candidates, when the question could mean several things.
pub fn did_you_mean(locale: Locale) -> &'static str {
    locale.pick(
        "I'm not sure I know that. Did you mean one of these?",
        "ぴったりの答えが見つかりませんでした。お探しの質問は次の中にありますか？",
    )
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

/// When nothing known answers the question.
pub fn does_not_know(locale: Locale) -> &'static str {
    locale.pick(
        "I don't know. Nothing in the documents I was given answers that, and I won't guess.",
        "わかりません。手元の資料に答えが見つかりませんでした。推測ではお答えしません。\
         資料は英語なので、英語で質問すると見つかることがあります。",
    )
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

/// Who says a quotation: name, role and place; the years where any of them is known.
pub fn speaker(locale: Locale, quote: &Quote) -> String {
    let Quote { speaker, role, place, years, .. } = quote;
    let known = years.contains(|c: char| c.is_ascii_digit());
    locale.pick(
        format!("{speaker}, {role} in {place}{}", if known { format!(", {years}") } else { String::new() }),
        format!("{speaker}（{place}、{role}{}）", if known { format!("、{years}") } else { String::new() }),
    )
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
