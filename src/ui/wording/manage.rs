//! Editing entries: what moderators see.

use crate::text::Locale;

/// The command needs a guild.
pub fn only_in_guilds(locale: Locale) -> &'static str {
    locale.pick(
        "This works only in a server I'm a member of. Please use it there.",
        "この操作は、このボットが参加しているサーバーでのみ使えます。サーバー内でお試しください。",
    )
}

/// The member is not a moderator.
pub fn only_moderators(locale: Locale) -> &'static str {
    locale.pick(
        "Only moderators can do this: members with the Manage Messages permission, or with a moderator role set in \
         /manage settings.",
        "この操作ができるのはモデレーター（「メッセージの管理」権限を持つメンバー、または /管理 設定 で指定されたロールのメンバー）だけです。",
    )
}

/// The database failed.
pub fn not_saved(locale: Locale) -> &'static str {
    locale.pick(
        "Couldn't save: the database isn't available right now. Nothing changed; please try again later.",
        "保存できませんでした。現在データベースを利用できません。何も変更されていませんので、しばらくしてからもう一度お試しください。",
    )
}

/// Another moderator was faster.
pub fn once_more(locale: Locale) -> &'static str {
    locale.pick(
        "Someone else changed this at the same moment, so nothing was saved. Please press the button again.",
        "ほかのモデレーターが同時に変更したため、保存しませんでした。もう一度ボタンを押してください。",
    )
}

/// Title of the form for a new entry.
pub fn new_entry(locale: Locale) -> &'static str {
    locale.pick("New entry", "新しいFAQ項目")
}

/// Title of the form for an existing entry.
pub fn edit_entry(locale: Locale) -> &'static str {
    locale.pick("Edit entry", "FAQ項目の編集")
}

/// The labels of an entry's form.
pub fn entry_fields(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        ["Question", "Answer", "Other phrasings", "Tags", "Review date"],
        ["質問", "回答", "言い換え", "タグ", "見直し予定日"],
    )
}

/// The hints in the empty fields of an entry's form.
pub fn entry_hints(locale: Locale) -> [&'static str; 5] {
    locale.pick(
        [
            "Which train goes to the airport?",
            "In your own words, up to 700 characters",
            "One per line: other ways to ask this",
            "train, airport",
            "YYYY-MM-DD, such as 2027-04-01",
        ],
        [
            "空港へ行く電車はどれですか？",
            "700字まで・ご自身の言葉で",
            "1行に1つ、ほかの聞き方を書いてください",
            "電車、空港",
            "YYYY-MM-DD（例：2027-04-01）",
        ],
    )
}

/// The typed date is not a date.
pub fn no_date(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("“{typed}” isn't a date. Use YYYY-MM-DD, or leave it blank."),
        format!("「{typed}」は日付ではありません。YYYY-MM-DD（例：2027-04-01）の形で書くか、空欄にしてください。"),
    )
}

/// A problem with a field; `message` says how to fix it.
pub fn wrong_field(locale: Locale, key: &'static str, message: &str) -> String {
    if key.is_empty() { message.to_owned() } else { format!("{}: {message}", self::key(locale, key)) }
}

/// Above a draft that can't be saved.
pub fn not_yet(locale: Locale) -> &'static str {
    locale.pick("Please fix this before saving", "保存する前に、次の点を直してください")
}

/// Above the preview of a draft.
pub fn preview(locale: Locale) -> &'static str {
    locale.pick(
        "Preview of what members will see. Not saved yet.",
        "メンバーに表示される内容のプレビューです。まだ保存されていません。",
    )
}

/// Above entries with the same answer.
pub fn much_alike(locale: Locale) -> &'static str {
    locale.pick("Similar entries already exist", "似たFAQ項目がすでにあります")
}

/// Above questions that a new entry would answer instead of other entries.
pub fn would_go_elsewhere(locale: Locale) -> &'static str {
    locale.pick(
        "This entry would answer these questions instead",
        "次の質問には、代わりにこの項目で回答するようになります",
    )
}

/// A question that a new entry would answer, and the entry that answers it now.
pub fn goes_elsewhere(locale: Locale, asked: &str, from: &str) -> String {
    locale.pick(format!("• “{asked}” (currently “{from}”)"), format!("・「{asked}」（現在は「{from}」）"))
}

/// How many lines are not shown.
pub fn and_more(locale: Locale, more: usize) -> String {
    locale.pick(format!("… and {more} more"), format!("…ほか{more}件"))
}

/// The draft no longer exists.
pub fn no_draft(locale: Locale) -> &'static str {
    locale.pick(
        "That draft is gone: it was saved or cancelled, belongs to someone else, or is more than a day old. If it wasn't saved, please start again.",
        "その下書きはもうありません（保存・キャンセル済み、ほかの人のもの、または1日以上前のものです）。保存されていない場合は、もう一度作成してください。",
    )
}

/// A draft was discarded.
pub fn draft_cancelled(locale: Locale) -> &'static str {
    locale.pick("Cancelled. Nothing changed.", "キャンセルしました。何も変更されていません。")
}

/// Above another moderator's change to the entry of a draft.
pub fn changed_meanwhile(locale: Locale) -> &'static str {
    locale.pick(
        "Someone else edited this entry in the meantime. Saving your version would change it like this",
        "編集中に、ほかのモデレーターがこの項目を変更しました。あなたの内容で保存すると、次のように変わります",
    )
}

/// The name of an author who has not agreed to be credited.
pub fn a_member(locale: Locale) -> &'static str {
    locale.pick("a member", "メンバー")
}

/// An entry was saved.
pub fn saved(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Saved. I can now answer “{question}”."),
        format!("保存しました。「{question}」に回答できるようになりました。"),
    )
}

/// No entry matches.
pub fn no_such_entry(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I couldn't find an entry for “{typed}”. Pick one of the suggestions that appear as you type."),
        format!("「{typed}」というFAQ項目は見つかりません。入力中に表示される候補から選んでください。"),
    )
}

/// No quoted person has this name.
pub fn no_such_person(locale: Locale, typed: &str) -> String {
    locale.pick(
        format!("I don't quote anyone called “{typed}”. Pick one of the suggestions that appear as you type."),
        format!("「{typed}」という人の体験談はありません。入力中に表示される候補から選んでください。"),
    )
}

/// Above an entry of the guild's own.
pub fn entry_of_yours(locale: Locale) -> &'static str {
    locale.pick("Entry of this server.", "このサーバーのFAQ項目です。")
}

/// Above an archived entry.
pub fn entry_retired(locale: Locale) -> &'static str {
    locale.pick(
        "Archived entry of this server: members don't see it.",
        "このサーバーのアーカイブ済みのFAQ項目です。メンバーには表示されません。",
    )
}

/// Above a curated entry.
pub fn entry_of_everybody(locale: Locale) -> &'static str {
    locale.pick(
        "Built-in entry (all servers). You can replace it with your own answer, or hide it here.",
        "全サーバー共通のFAQ項目です。このサーバー用の回答に置き換えたり、非表示にしたりできます。",
    )
}

/// Above a hidden curated entry.
pub fn entry_hidden(locale: Locale) -> &'static str {
    locale
        .pick("Built-in entry, hidden in this server.", "このサーバーで非表示にしている、全サーバー共通のFAQ項目です。")
}

/// An entry was archived.
pub fn retired(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Archived: members no longer see “{question}”. You can restore it at any time."),
        format!("「{question}」をアーカイブしました。メンバーには表示されません。いつでも再公開できます。"),
    )
}

/// An archived entry was restored.
pub fn revived(locale: Locale, question: &str) -> String {
    locale.pick(format!("Restored: members see “{question}” again."), format!("「{question}」を再公開しました。"))
}

/// An earlier version of an entry was restored.
pub fn restored(locale: Locale, version: u32) -> String {
    locale.pick(
        format!("Restored version {version}. The previous text stays in the history."),
        format!("バージョン{version}に戻しました。これまでの内容は履歴に残っています。"),
    )
}

/// An entry was pinned.
pub fn pinned(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Pinned: members see “{question}” as a suggestion before they type."),
        format!("「{question}」をピン留めしました。入力する前から候補に表示されます。"),
    )
}

/// An entry is no longer pinned.
pub fn unpinned(locale: Locale, question: &str) -> String {
    locale.pick(format!("Unpinned “{question}”."), format!("「{question}」のピン留めを外しました。"))
}

/// A curated entry was hidden.
pub fn hidden(locale: Locale, question: &str) -> String {
    locale.pick(
        format!("Hidden: members of this server no longer see “{question}”."),
        format!("「{question}」をこのサーバーで非表示にしました。"),
    )
}

/// A hidden curated entry is shown again.
pub fn unhidden(locale: Locale, question: &str) -> String {
    locale.pick(format!("Members of this server see “{question}” again."), format!("「{question}」を再び表示します。"))
}

/// A person is quoted again.
pub fn person_quoted(locale: Locale, person: &str) -> String {
    locale.pick(
        format!("I quote {person} in this server again."),
        format!("このサーバーで、{person}さんの体験談を再び引用します。"),
    )
}

/// A person is no longer quoted.
pub fn person_silenced(locale: Locale, person: &str) -> String {
    locale.pick(
        format!("I no longer quote {person} in this server."),
        format!("このサーバーでは、{person}さんの体験談を引用しません。"),
    )
}

/// Which version is shown, of how many.
pub fn version(locale: Locale, version: i64, of: usize) -> String {
    locale.pick(format!("Version {version} of {of}"), format!("バージョン {version}／{of}"))
}

/// The author of a version.
pub fn written_by(locale: Locale, name: &str) -> String {
    locale.pick(format!("by {name}"), format!("{name}さん"))
}

/// A version that only archived the entry.
pub fn was_retired(locale: Locale) -> &'static str {
    locale.pick("Entry archived.", "項目をアーカイブしました。")
}

/// A version that only restored the entry.
pub fn was_revived(locale: Locale) -> &'static str {
    locale.pick("Entry restored.", "項目を再公開しました。")
}

/// A version that changed nothing.
pub fn nothing_changed(locale: Locale) -> &'static str {
    locale.pick("No other changes.", "ほかに変更はありません。")
}

/// The label of an entry's key.
pub fn key(locale: Locale, key: &'static str) -> &'static str {
    let japanese = match key {
        "question" => "質問",
        "answer" => "回答",
        "aliases" => "言い換え",
        "tags" => "タグ",
        "review_by" => "見直し予定日",
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
        "review_by" => "Review date",
        "topic" => "Topic",
        "roles" => "Roles",
        "related" => "Related entries",
        other => other,
    };
    locale.pick(english, japanese)
}
