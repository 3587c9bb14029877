//! The labels of buttons and menus.

use crate::text::Locale;

/// The answer was the right one.
pub fn helped(locale: Locale) -> &'static str {
    locale.pick("This helped", "役に立った")
}

/// The answer was not the right one.
pub fn not_quite(locale: Locale) -> &'static str {
    locale.pick("Not what I asked", "違う内容だった")
}

/// Shows another person's story on the same subject.
pub fn another_experience(locale: Locale) -> &'static str {
    locale.pick("More stories", "ほかの体験談")
}

/// Sends the question to the moderators.
pub fn ask_the_moderators(locale: Locale) -> &'static str {
    locale.pick("Ask the moderators", "モデレーターに聞く")
}

/// Deletes a public answer.
pub fn remove(locale: Locale) -> &'static str {
    locale.pick("Delete", "この返信を削除")
}

pub fn previous(locale: Locale) -> &'static str {
    locale.pick("Previous", "前へ")
}

pub fn next(locale: Locale) -> &'static str {
    locale.pick("Next", "次へ")
}

/// Above the entries that continue from an answer.
pub fn related(locale: Locale) -> &'static str {
    locale.pick("Related questions", "関連する質問")
}

/// Above entries to open.
pub fn open_one(locale: Locale) -> &'static str {
    locale.pick("Choose a question", "質問を選ぶ")
}

pub fn choose_topic(locale: Locale) -> &'static str {
    locale.pick("Choose a topic", "トピックを選ぶ")
}

/// Above the topics that are closest to a question without an answer.
pub fn nearest_topics(locale: Locale) -> &'static str {
    locale.pick("Browse related topics", "関連するトピックを見る")
}

pub fn save(locale: Locale) -> &'static str {
    locale.pick("Save", "保存")
}

/// Overwrites another moderator's change with a draft.
pub fn save_over(locale: Locale) -> &'static str {
    locale.pick("Save my version", "自分の内容で保存")
}

/// Opens a form.
pub fn edit(locale: Locale) -> &'static str {
    locale.pick("Edit", "編集")
}

/// Discards a draft.
pub fn cancel(locale: Locale) -> &'static str {
    locale.pick("Cancel", "キャンセル")
}

/// Opens the earlier versions of an entry.
pub fn history(locale: Locale) -> &'static str {
    locale.pick("History", "履歴")
}

/// Offers an entry before anything is typed.
pub fn pin(locale: Locale) -> &'static str {
    locale.pick("Pin", "ピン留め")
}

/// No longer offers an entry before anything is typed.
pub fn unpin(locale: Locale) -> &'static str {
    locale.pick("Unpin", "ピン留めを外す")
}

/// Archives an entry: members no longer see it.
pub fn retire(locale: Locale) -> &'static str {
    locale.pick("Archive", "アーカイブする")
}

/// Restores an archived entry.
pub fn revive(locale: Locale) -> &'static str {
    locale.pick("Restore", "再公開する")
}

/// Hides a curated entry in this guild.
pub fn hide(locale: Locale) -> &'static str {
    locale.pick("Hide here", "非表示にする")
}

/// Shows a hidden curated entry again.
pub fn unhide(locale: Locale) -> &'static str {
    locale.pick("Show again", "再び表示する")
}

/// Replaces a curated entry with the guild's own answer.
pub fn own_answer(locale: Locale) -> &'static str {
    locale.pick("Write our own answer", "このサーバー用の回答を書く")
}

/// The next older version.
pub fn older(locale: Locale) -> &'static str {
    locale.pick("Older", "古い版へ")
}

/// The next newer version.
pub fn newer(locale: Locale) -> &'static str {
    locale.pick("Newer", "新しい版へ")
}

pub fn restore(locale: Locale) -> &'static str {
    locale.pick("Restore this version", "この版に戻す")
}

/// Returns to the previous view.
pub fn back(locale: Locale) -> &'static str {
    locale.pick("Back", "戻る")
}
