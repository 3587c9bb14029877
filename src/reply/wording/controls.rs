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
