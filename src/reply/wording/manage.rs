//! What the bot says to moderators at work.

use crate::reply::Locale;

/// Where nothing is kept.
pub fn only_in_guilds(locale: Locale) -> &'static str {
    locale.pick(
        "That works only in a server that I am a member of.",
        "この操作は、私が参加しているサーバーの中でのみ使えます。",
    )
}

/// To somebody who may not.
pub fn only_moderators(locale: Locale) -> &'static str {
    locale.pick(
        "Only moderators can do that: members with the Manage Messages permission, or with a role that is named in \
         /manage settings.",
        "この操作ができるのはモデレーター（「メッセージの管理」権限か、/管理 設定 で指定されたロールを持つメンバー）だけです。",
    )
}

/// The database failed.
pub fn not_saved(locale: Locale) -> &'static str {
    locale.pick(
        "That was not saved: my database can't be written at the moment. Nothing has changed; please try again.",
        "保存できませんでした。現在データベースに書き込めません。何も変更されていませんので、しばらくしてからもう一度お試しください。",
    )
}

/// Somebody else was faster.
pub fn once_more(locale: Locale) -> &'static str {
    locale.pick(
        "Somebody else changed this at the same moment, so nothing was saved. Please press it once more.",
        "同時に別の変更があったため、保存しませんでした。もう一度押してください。",
    )
}

/// Above the form of a new entry.
pub fn new_entry(locale: Locale) -> &'static str {
    locale.pick("A new entry", "新しい項目")
}

/// Above the form of an entry that is there.
pub fn edit_entry(locale: Locale) -> &'static str {
    locale.pick("Edit the entry", "項目の編集")
}

/// The fields of an entry's form.
pub fn entry_fields(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Question", "Answer", "Other phrasings", "Tags", "Review on"],
        ["質問", "回答", "ほかの言い方", "タグ", "見直す日"],
    )
}

/// What stands in the fields of an entry's form while they are empty.
pub fn entry_hints(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        [
            "Which train goes to the airport?",
            "In your own words, up to 700 characters",
            "One a line: how else would somebody ask?",
            "train, airport",
            "2027-04-01",
        ],
        [
            "空港へ行く電車はどれですか？",
            "700文字以内で、自分の言葉で",
            "1行に1つ、ほかの聞き方を書いてください",
            "電車、空港",
            "2027-04-01",
        ],
    )
}

/// A day that is none.
pub fn no_date(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("“{typed}” is not a day; write it like 2027-04-01, or leave it empty."),
        format!("「{typed}」は日付ではありません。2027-04-01 のように書くか、空欄にしてください。"),
    )
}

/// What is wrong with a field; `message` says what would be right.
pub fn wrong_field(locale: Locale, key: &'static str, message: &str) -> String {
    if key.is_empty() { message.to_owned() } else { format!("{}: {message}", self::key(locale, key)) }
}

/// Above a draft that can't be saved.
pub fn not_yet(locale: Locale) -> &'static str {
    locale.pick("This can't be saved yet", "まだ保存できません")
}

/// Above a draft's card.
pub fn preview(locale: Locale) -> &'static str {
    locale.pick(
        "This is how members will see it. Nothing is saved yet.",
        "メンバーにはこのように表示されます。まだ保存されていません。",
    )
}

/// Above entries that answer the same.
pub fn much_alike(locale: Locale) -> &'static str {
    locale.pick("There is already an answer to this", "すでに同じような項目があります")
}

/// Above questions that a new entry would take from others.
pub fn would_go_elsewhere(locale: Locale) -> &'static str {
    locale
        .pick("These questions would now be answered by this entry", "次の質問には、今後この項目が答えることになります")
}

/// One of them.
pub fn goes_elsewhere(locale: Locale, asked: &str, from: &str) -> String {
    locale
        .pick(format!("• “{asked}”, until now answered by “{from}”"), format!("・「{asked}」（これまでは「{from}」）"))
}

/// So many more.
pub fn and_more(locale: Locale, more: usize) -> String {
    locale.pick(format!("… and {more} more"), format!("…ほか{more}件"))
}

/// A draft that is no longer there.
pub fn no_draft(locale: Locale) -> &'static str {
    locale.pick(
        "That draft is no longer here: it has been saved or cancelled, is somebody else's, or is older than a day.",
        "その下書きはもうありません（保存・取消済み、ほかの人のもの、または1日以上前のものです）。",
    )
}

/// A draft was thrown away.
pub fn draft_cancelled(locale: Locale) -> &'static str {
    locale.pick("Cancelled. Nothing was changed.", "取り消しました。何も変更されていません。")
}

/// Above what somebody else did to an entry meanwhile.
pub fn changed_meanwhile(locale: Locale) -> &'static str {
    locale.pick(
        "Somebody else has changed this entry meanwhile. Yours would change it like this",
        "この項目は、編集中に別の人が変更しました。あなたの内容で保存すると、次のように変わります",
    )
}

/// Who is named where nobody has agreed to be.
pub fn a_member(locale: Locale) -> &'static str {
    locale.pick("a member", "メンバー")
}

/// An entry was saved.
pub fn saved(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Saved. From now on I answer “{question}”."),
        format!("保存しました。これから「{question}」に回答します。"),
    )
}

/// Nothing fits.
pub fn no_such_entry(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I have no entry for “{typed}”. Choose one of those offered while you type."),
        format!("「{typed}」に当たる項目はありません。入力中に表示される候補から選んでください。"),
    )
}

/// Nobody is called so.
pub fn no_such_person(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("Nobody whom I quote is called “{typed}”. Choose one of those offered while you type."),
        format!("「{typed}」という人の言葉は引用していません。入力中に表示される候補から選んでください。"),
    )
}

/// Above an entry of the guild's own.
pub fn entry_of_yours(locale: Locale) -> &'static str {
    locale.pick("An entry of this server.", "このサーバーの項目です。")
}

/// Above an entry that members do not see.
pub fn entry_retired(locale: Locale) -> &'static str {
    locale.pick(
        "An entry of this server that has been retired: members don't see it.",
        "このサーバーの、引退した項目です。メンバーには表示されません。",
    )
}

/// Above a curated entry.
pub fn entry_of_everybody(locale: Locale) -> &'static str {
    locale.pick(
        "A curated entry: every server has it. You can answer it in your own words here, or hide it here.",
        "すべてのサーバー共通の項目です。このサーバーでは、独自の回答に置き換えたり、非表示にしたりできます。",
    )
}

/// Above a curated entry that is hidden.
pub fn entry_hidden(locale: Locale) -> &'static str {
    locale.pick("A curated entry that is hidden in this server.", "このサーバーでは非表示の、共通の項目です。")
}

/// An entry was retired.
pub fn retired(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Retired: members no longer see “{question}”. You can bring it back at any time."),
        format!("「{question}」を引退させました。メンバーには表示されません。いつでも元に戻せます。"),
    )
}

/// An entry was brought back.
pub fn revived(locale: Locale, question: &str) -> String {
    locale.pick(format!("Members see “{question}” again."), format!("「{question}」を再び表示します。"))
}

/// An entry says again what it once said.
pub fn restored(locale: Locale, version: u32) -> String {
    locale.pick(
        format!("It says again what it said in version {version}; what it said until now is kept as well."),
        format!("バージョン{version}の内容に戻しました。これまでの内容も残っています。"),
    )
}

/// An entry was pinned.
pub fn pinned(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Pinned: “{question}” is offered before anybody types."),
        format!("「{question}」をピン留めしました。入力する前から候補に表示されます。"),
    )
}

/// An entry is no longer pinned.
pub fn unpinned(locale: Locale, question: &str) -> String {
    locale.pick(format!("“{question}” is no longer pinned."), format!("「{question}」のピン留めを外しました。"))
}

/// A curated entry was hidden.
pub fn hidden(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Hidden: nobody in this server sees “{question}” any more."),
        format!("「{question}」をこのサーバーで非表示にしました。"),
    )
}

/// A curated entry is shown again.
pub fn unhidden(locale: Locale, question: &str) -> String {
    locale.pick(format!("“{question}” is shown again."), format!("「{question}」を再び表示します。"))
}

/// A person is quoted again.
pub fn person_quoted(locale: Locale, person: &str) -> String {
    locale.pick(format!("{person} is quoted again."), format!("{person}さんの言葉を再び引用します。"))
}

/// A person is not quoted.
pub fn person_silenced(locale: Locale, person: &str) -> String {
    locale.pick(
        format!("{person} is not quoted in this server any more."),
        format!("このサーバーでは、{person}さんの言葉を引用しません。"),
    )
}

/// Which version of how many.
pub fn version(locale: Locale, version: i64, of: usize) -> String {
    locale.pick(format!("Version {version} of {of}"), format!("バージョン {version}／{of}"))
}

/// Who wrote a version.
pub fn written_by(locale: Locale, name: &str) -> String {
    locale.pick(format!("by {name}"), format!("{name}さん"))
}

/// A version that only retired the entry.
pub fn was_retired(locale: Locale) -> &'static str {
    locale.pick("The entry was retired.", "項目を引退させました。")
}

/// A version that only brought the entry back.
pub fn was_revived(locale: Locale) -> &'static str {
    locale.pick("The entry was brought back.", "項目を元に戻しました。")
}

/// A version that changed nothing.
pub fn nothing_changed(locale: Locale) -> &'static str {
    locale.pick("Nothing else changed.", "内容に変更はありません。")
}

/// What a key of an entry is called.
pub fn key(locale: Locale, key: &'static str) -> &'static str {
    let japanese = match key {
        "question" => "質問",
        "answer" => "回答",
        "aliases" => "ほかの言い方",
        "tags" => "タグ",
        "review_by" => "見直す日",
        "topic" => "トピック",
        "roles" => "職種",
        "related" => "関連する項目",
        other => other,
    };
    let english = match key {
        "question" => "Question",
        "answer" => "Answer",
        "aliases" => "Other phrasings",
        "tags" => "Tags",
        "review_by" => "Review on",
        "topic" => "Topic",
        "roles" => "Roles",
        "related" => "Related entries",
        other => other,
    };
    locale.pick(english, japanese)
}
