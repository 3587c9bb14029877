//! What the bot says to moderators who take their entries out, or hand some in.

use crate::reply::Locale;

/// How many of a kind; English says it otherwise of one.
fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// Above an export; so many of its entries are retired.
pub fn exported(locale: Locale, entries: usize, retired: usize) -> String {
    let back = match retired {
        0 => (String::new(), String::new()),
        _ => (
            format!(" {retired} of them retired: importing the file brings those back."),
            format!("このうち{retired}件は引退した項目で、読み込むと元に戻ります。"),
        ),
    };
    locale.pick(
        format!(
            "{}. Change the file as you like and hand it in with /manage import.{}",
            count(entries, "entry", "entries"),
            back.0
        ),
        format!("{entries}件の項目です。編集したファイルは /管理 読み込み で取り込めます。{}", back.1),
    )
}

/// Where there is nothing to export.
pub fn nothing_to_export(locale: Locale) -> &'static str {
    locale.pick(
        "This server has no entries of its own yet. Add one with /manage add.",
        "このサーバーの項目はまだありません。/管理 追加 で作成できます。",
    )
}

/// An export that Discord would not take.
pub fn too_large_to_export(locale: Locale, bytes: usize) -> String {
    let size = megabytes(bytes);
    locale.pick(
        format!(
            "The file would have {size} MB, and Discord takes 10 MB. Whoever runs me can export it with \
             `jet-senpai export`."
        ),
        format!(
            "ファイルは{size} MBになり、Discordの上限（10 MB）を超えます。ボットの運営者が `jet-senpai export` で\
             書き出せます。"
        ),
    )
}

/// With one digit after the point, and never less than it is: what is too large shall look so.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A file that is too long to be looked at; `bytes` where Discord says how many it has.
pub fn too_large_to_import(locale: Locale, bytes: Option<u64>) -> String {
    let size = bytes.map(|bytes| megabytes(usize::try_from(bytes).unwrap_or(usize::MAX)));
    let (english, japanese) = match size {
        Some(size) => (format!("has {size} MB"), format!("は{size} MBあります")),
        None => ("is longer than Discord says".to_owned(), "はDiscordの表示より大きいです".to_owned()),
    };
    locale.pick(
        format!("That file {english}; I take 1 MB at most. Make several files of it. Nothing was changed."),
        format!("そのファイル{japanese}。1 MBまで受け付けますので、分割してください。何も変更されていません。"),
    )
}

/// A file that could not be fetched from Discord.
pub fn not_fetched(locale: Locale) -> &'static str {
    locale.pick(
        "I couldn't get that file from Discord, so nothing was changed. Please attach it once more.",
        "Discordからファイルを取得できませんでした。何も変更されていません。もう一度添付してください。",
    )
}

/// Above what is wrong with a file.
pub fn not_importable(locale: Locale) -> &'static str {
    locale.pick(
        "This file can't be imported yet; nothing was changed",
        "このファイルはまだ読み込めません（何も変更されていません）",
    )
}

/// So many more problems.
pub fn more_problems(locale: Locale, more: usize) -> String {
    locale.pick(format!("… and {}", count(more, "more problem", "more problems")), format!("…ほか{more}件の問題"))
}

/// How many entries of a file become what: new, changed, brought back, as they are, left out.
pub fn intake(locale: Locale, [new, changed, revived, same, left_out]: [usize; 5]) -> String {
    let parts = [
        (new, locale.pick("new", "新規")),
        (changed, locale.pick("changed", "変更")),
        (revived, locale.pick("brought back", "復活")),
        (same, locale.pick("as they are", "変更なし")),
        (left_out, locale.pick("left out", "対象外")),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> =
        parts.map(|(number, what)| locale.pick(format!("{number} {what}"), format!("{what}{number}件"))).collect();
    parts.join(locale.pick(", ", "、"))
}

/// Above what a file would do.
pub fn import_preview(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(format!("{file}: {what}. Nothing is saved yet."), format!("{file}：{what}。まだ保存されていません。"))
}

/// The same, where somebody has changed something since it was shown.
pub fn import_changed(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(
        format!("Somebody has changed entries meanwhile, so nothing was imported yet. Now {file} would be: {what}."),
        format!("表示後に項目が変更されたため、まだ読み込んでいません。現在の内容での {file}：{what}。"),
    )
}

/// A file that would do nothing.
pub fn nothing_to_import(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(
        format!("There is nothing to import from {file}: {what}."),
        format!("{file} から読み込むものはありません（{what}）。"),
    )
}

/// An import was saved.
pub fn imported(locale: Locale, what: &str) -> String {
    locale.pick(
        format!("Imported: {what}. From now on I answer with these entries."),
        format!("読み込みました（{what}）。これからこの内容で回答します。"),
    )
}

/// That the file beside it says everything.
pub fn full_report(locale: Locale) -> &'static str {
    locale.pick("Every line is in the attached report.", "すべての行は添付の一覧にあります。")
}

/// Above new entries.
pub fn new_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("New ({number})"), format!("新規（{number}件）"))
}

/// Above changed entries.
pub fn changed_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("Changed ({number})"), format!("変更（{number}件）"))
}

/// Above retired entries that come back.
pub fn revived_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("Brought back ({number})"), format!("復活（{number}件）"))
}

/// Above entries that are there just so.
pub fn same_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("As they are ({number})"), format!("変更なし（{number}件）"))
}

/// Above entries that are not imported.
pub fn left_out(locale: Locale, number: usize) -> String {
    locale.pick(
        format!("Left out ({number}): another entry asks this already"),
        format!("対象外（{number}件）：同じ質問の項目がすでにあります"),
    )
}

/// An entry of a file, by its line.
pub fn on_line(locale: Locale, line: usize, question: &str) -> String {
    locale.pick(format!("line {line}: {question}"), format!("{line}行目：{question}"))
}

/// A new entry that stands in for a curated one.
pub fn in_its_place(locale: Locale) -> &'static str {
    locale.pick("takes the place of a curated entry", "共通の項目の代わりになります")
}

/// An entry that would be new, but asks what another asks.
pub fn asks_the_same(locale: Locale, id: &str) -> String {
    locale.pick(
        format!("give it the id {id} to change that entry"),
        format!("その項目を変更するには、idを {id} にしてください"),
    )
}

/// Saves what a file would do.
pub fn apply(locale: Locale) -> &'static str {
    locale.pick("Apply", "適用")
}
