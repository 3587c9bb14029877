//! What stands on buttons and menus.

use crate::reply::Locale;

/// The answer was the right one.
pub fn helped(locale: Locale) -> &'static str {
    locale.pick("This helped", "役に立った")
}

/// The answer was not the right one.
pub fn not_quite(locale: Locale) -> &'static str {
    locale.pick("Not quite", "知りたいことと違う")
}

/// Somebody else's words on the same.
pub fn another_experience(locale: Locale) -> &'static str {
    locale.pick("Another experience", "ほかの体験談")
}

/// Hands the question to people.
pub fn ask_the_moderators(locale: Locale) -> &'static str {
    locale.pick("Ask the moderators", "モデレーターに聞く")
}

/// Removes the reply.
pub fn remove(locale: Locale) -> &'static str {
    locale.pick("Remove", "削除")
}

/// The page before.
pub fn previous(locale: Locale) -> &'static str {
    locale.pick("Previous", "前へ")
}

/// The page after.
pub fn next(locale: Locale) -> &'static str {
    locale.pick("Next", "次へ")
}

/// Above the entries that go on from an answer.
pub fn related(locale: Locale) -> &'static str {
    locale.pick("You may also want to ask", "関連する質問")
}

/// Above entries to choose from.
pub fn open_one(locale: Locale) -> &'static str {
    locale.pick("Open a question", "質問を選ぶ")
}

/// Above topics to choose from.
pub fn choose_topic(locale: Locale) -> &'static str {
    locale.pick("Choose a topic", "トピックを選ぶ")
}

/// Above the topics that are nearest to a question nobody can answer.
pub fn nearest_topics(locale: Locale) -> &'static str {
    locale.pick("Browse related topics", "関連するトピックを見る")
}

/// Saves what was written.
pub fn save(locale: Locale) -> &'static str {
    locale.pick("Save", "保存")
}

/// Saves what was written over what somebody else wrote.
pub fn save_over(locale: Locale) -> &'static str {
    locale.pick("Save mine", "自分の内容で保存")
}

/// Opens a form.
pub fn edit(locale: Locale) -> &'static str {
    locale.pick("Edit", "編集")
}

/// Throws away what was written.
pub fn cancel(locale: Locale) -> &'static str {
    locale.pick("Cancel", "取消")
}

/// What an entry once said.
pub fn history(locale: Locale) -> &'static str {
    locale.pick("History", "履歴")
}

/// An entry is offered before anything is typed.
pub fn pin(locale: Locale) -> &'static str {
    locale.pick("Pin", "ピン留め")
}

/// An entry is not offered any more.
pub fn unpin(locale: Locale) -> &'static str {
    locale.pick("Unpin", "ピン留めを外す")
}

/// An entry is not shown any more.
pub fn retire(locale: Locale) -> &'static str {
    locale.pick("Retire", "引退させる")
}

/// An entry is shown again.
pub fn revive(locale: Locale) -> &'static str {
    locale.pick("Bring back", "元に戻す")
}

/// A curated entry is not shown here.
pub fn hide(locale: Locale) -> &'static str {
    locale.pick("Hide here", "非表示にする")
}

/// A curated entry is shown here again.
pub fn unhide(locale: Locale) -> &'static str {
    locale.pick("Show again", "再び表示")
}

/// A curated entry gets the guild's own answer.
pub fn own_answer(locale: Locale) -> &'static str {
    locale.pick("Answer it ourselves", "独自の回答にする")
}

/// The version before.
pub fn older(locale: Locale) -> &'static str {
    locale.pick("Older", "古い版へ")
}

/// The version after.
pub fn newer(locale: Locale) -> &'static str {
    locale.pick("Newer", "新しい版へ")
}

/// A version becomes what the entry says.
pub fn restore(locale: Locale) -> &'static str {
    locale.pick("Restore this", "この版に戻す")
}

/// What was shown before.
pub fn back(locale: Locale) -> &'static str {
    locale.pick("Back", "戻る")
}
