//! Export and import of entries.

use crate::text::Locale;

/// "1 entry", "2 entries".
fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// Above an export; `retired` of its entries are archived.
pub fn exported(locale: Locale, entries: usize, retired: usize) -> String {
    let back = match retired {
        0 => (String::new(), String::new()),
        _ => (
            format!(" {retired} of them archived: importing the file restores them."),
            format!("このうち{retired}件はアーカイブ済みで、読み込むと再公開されます。"),
        ),
    };
    locale.pick(
        format!(
            "{}. Edit the file and re-import it with /manage import.{}",
            count(entries, "entry", "entries"),
            back.0
        ),
        format!("FAQ項目{entries}件です。ファイルを編集し、/管理 読み込み で読み込めます。{}", back.1),
    )
}

/// There is nothing to export.
pub fn nothing_to_export(locale: Locale) -> &'static str {
    locale.pick(
        "This server has no entries of its own yet. Add one with /manage add.",
        "このサーバーのFAQ項目はまだありません。/管理 追加 で作成できます。",
    )
}

/// An export that is too large for Discord.
pub fn too_large_to_export(locale: Locale, bytes: usize) -> String {
    let size = megabytes(bytes);
    locale.pick(
        format!(
            "The file would be {size} MB; Discord's limit is 10 MB. Ask the bot's operator to export it with \
             `jet-senpai export`."
        ),
        format!(
            "ファイルは{size} MBになり、Discordの上限（10 MB）を超えます。ボットの運営者に、`jet-senpai export` での書き出しを\
             依頼してください。"
        ),
    )
}

/// Megabytes with one decimal, rounded up, so that a file over the limit never looks as if it were within it.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A file that is too large to import; `bytes` is [`None`] if it is larger than Discord said.
pub fn too_large_to_import(locale: Locale, bytes: Option<u64>) -> String {
    let size = bytes.map(|bytes| megabytes(usize::try_from(bytes).unwrap_or(usize::MAX)));
    let (english, japanese) = match size {
        Some(size) => (format!("is {size} MB"), format!("は{size} MBです")),
        None => ("is larger than Discord says".to_owned(), "はDiscordの表示より大きくなっています".to_owned()),
    };
    locale.pick(
        format!("That file {english}; the limit is 1 MB. Please split it. Nothing changed."),
        format!("そのファイル{japanese}。上限は1 MBですので、分割してください。何も変更されていません。"),
    )
}

/// A file that could not be downloaded from Discord.
pub fn not_fetched(locale: Locale) -> &'static str {
    locale.pick(
        "I couldn't download that file from Discord. Please attach it again. Nothing changed.",
        "Discordからファイルを取得できませんでした。もう一度添付してください。何も変更されていません。",
    )
}

/// Above the problems of a file.
pub fn not_importable(locale: Locale) -> &'static str {
    locale.pick(
        "Please fix these problems and import the file again; nothing changed",
        "次の問題を直してから、もう一度読み込んでください（何も変更されていません）",
    )
}

/// How many problems are not shown.
pub fn more_problems(locale: Locale, more: usize) -> String {
    locale.pick(format!("… and {}", count(more, "more problem", "more problems")), format!("…ほか{more}件の問題"))
}

/// How many entries of a file are new, changed, restored, unchanged and skipped.
pub fn intake(locale: Locale, [new, changed, revived, same, left_out]: [usize; 5]) -> String {
    let parts = [
        (new, locale.pick("new", "新規")),
        (changed, locale.pick("changed", "変更")),
        (revived, locale.pick("restored", "再公開")),
        (same, locale.pick("unchanged", "変更なし")),
        (left_out, locale.pick("skipped", "対象外")),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> =
        parts.map(|(number, what)| locale.pick(format!("{number} {what}"), format!("{what}{number}件"))).collect();
    parts.join(locale.pick(", ", "、"))
}

/// Above the preview of an import.
pub fn import_preview(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(format!("{file}: {what}. Not saved yet."), format!("{file}：{what}。まだ保存されていません。"))
}

/// Above a second preview: entries were changed since the first one.
pub fn import_changed(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(
        format!(
            "Someone else edited entries in the meantime, so nothing was imported. The new preview of {file}: {what}."
        ),
        format!(
            "表示後にFAQ項目が変更されたため、まだ読み込んでいません。新しいプレビューを確認してください。{file}：{what}。"
        ),
    )
}

/// A file without anything to import.
pub fn nothing_to_import(locale: Locale, file: &str, what: &str) -> String {
    locale.pick(
        format!("There is nothing to import from {file}: {what}."),
        format!("{file} から読み込むものはありません（{what}）。"),
    )
}

/// An import was saved.
pub fn imported(locale: Locale, what: &str) -> String {
    locale.pick(
        format!("Imported: {what}. I now answer with these entries."),
        format!("読み込みました（{what}）。これからこの内容で回答します。"),
    )
}

/// The attached report is complete.
pub fn full_report(locale: Locale) -> &'static str {
    locale.pick("The full list is in the attached report.", "全件の一覧は、添付のファイルにあります。")
}

/// Above new entries.
pub fn new_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("New ({number})"), format!("新規（{number}件）"))
}

/// Above changed entries.
pub fn changed_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("Changed ({number})"), format!("変更（{number}件）"))
}

/// Above restored entries.
pub fn revived_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("Restored ({number})"), format!("再公開（{number}件）"))
}

/// Above unchanged entries.
pub fn same_ones(locale: Locale, number: usize) -> String {
    locale.pick(format!("Unchanged ({number})"), format!("変更なし（{number}件）"))
}

/// Above entries that are not imported.
pub fn left_out(locale: Locale, number: usize) -> String {
    locale.pick(
        format!("Skipped ({number}): another entry has the same question"),
        format!("対象外（{number}件）：同じ質問の項目がすでにあります"),
    )
}

/// An entry of a file, by its line.
pub fn on_line(locale: Locale, line: usize, question: &str) -> String {
    locale.pick(format!("line {line}: {question}"), format!("{line}行目：{question}"))
}

/// A new entry that replaces a curated one.
pub fn in_its_place(locale: Locale) -> &'static str {
    locale.pick("replaces a built-in entry", "全サーバー共通の項目を置き換えます")
}

/// A new entry with the question of an existing one.
pub fn asks_the_same(locale: Locale, id: &str) -> String {
    locale.pick(
        format!("to change the existing entry, use its id: {id}"),
        format!("既存の項目を変更するには、idを {id} にしてください"),
    )
}

/// Saves an import.
pub fn apply(locale: Locale) -> &'static str {
    locale.pick("Import", "読み込む")
}
