//! Browsing: roles, eligibility, lists, stories, the page about the bot, the help.

use crate::knowledge::Role;
use crate::knowledge::browse::{Degree, DesiredRole, JapaneseLevel, RoleAspect};
use crate::text::Locale;

/// A role's code and full name.
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Alt => locale.pick("ALT: Assistant Language Teacher", "ALT（外国語指導助手）"),
        Role::Cir => locale.pick("CIR: Coordinator for International Relations", "CIR（国際交流員）"),
        Role::Sea => locale.pick("SEA: Sports Exchange Advisor", "SEA（スポーツ国際交流員）"),
    }
}

/// Heading of an aspect of a role.
pub fn aspect(locale: Locale, aspect: RoleAspect) -> &'static str {
    match aspect {
        RoleAspect::Work => locale.pick("What they do", "仕事の内容"),
        RoleAspect::Place => locale.pick("Where they work", "勤務先"),
        RoleAspect::Needs => locale.pick("Requirements", "応募条件"),
        RoleAspect::Japanese => locale.pick("Japanese level", "日本語力"),
        RoleAspect::Share => locale.pick("Share of participants", "参加者に占める割合"),
    }
}

/// Heading of an aspect of a role in a comparison.
pub fn aspect_of(locale: Locale, of: RoleAspect, role: Role) -> String {
    let aspect = aspect(locale, of);
    locale.pick(format!("{role}: {aspect}"), format!("{role}：{aspect}"))
}

/// Title of a comparison of roles.
pub fn compared(locale: Locale, roles: &[Role]) -> String {
    let codes: Vec<_> = roles.iter().map(|role| role.code()).collect();
    locale.pick(codes.join(" vs "), format!("{}の比較", codes.join("・")))
}

/// The sources don't mention an aspect of a role.
pub fn not_said(locale: Locale) -> &'static str {
    locale.pick("My sources don't say.", "手元の資料には書かれていません。")
}

/// A comparison needs two different roles.
pub fn same_roles(locale: Locale) -> &'static str {
    locale.pick("Choose two different roles to compare.", "異なる職種を2つ以上選んでください。")
}

/// Above the questions about a member's eligibility.
pub fn eligibility_asks(locale: Locale) -> &'static str {
    locale.pick(
        "Answer the questions below and I'll show what my sources say. Only you can see this; nothing is saved.",
        "下の質問に答えると、手元の資料に書かれていることを表示します。この表示はあなたにしか見えず、回答は保存されません。",
    )
}

/// Above what the sources say about a member's eligibility.
pub fn eligibility_says(locale: Locale) -> &'static str {
    locale.pick(
        "Here's what my unofficial sources say. Only the JET Programme can tell you whether you're eligible.",
        "非公式の資料に書かれていることは次のとおりです。応募資格の有無を判断できるのは、JETプログラムだけです。",
    )
}

/// Prompt for the role a member wants.
pub fn which_role(locale: Locale) -> &'static str {
    locale.pick("Which role interests you?", "どの職種に興味がありますか？")
}

/// Prompt for a member's degree.
pub fn which_degree(locale: Locale) -> &'static str {
    locale.pick("Do you have a degree?", "学位をお持ちですか？")
}

/// Prompt for a member's Japanese.
pub fn which_japanese(locale: Locale) -> &'static str {
    locale.pick("How good is your Japanese?", "日本語のレベルはどのくらいですか？")
}

/// The role a member wants.
pub fn wish(locale: Locale, wish: DesiredRole) -> &'static str {
    match wish {
        DesiredRole::Alt => role(locale, Role::Alt),
        DesiredRole::Cir => role(locale, Role::Cir),
        DesiredRole::Sea => role(locale, Role::Sea),
        DesiredRole::Unsure => locale.pick("Not sure yet", "まだ決めていない"),
    }
}

/// A member's degree.
pub fn degree(locale: Locale, degree: Degree) -> &'static str {
    match degree {
        Degree::Bachelor => locale.pick("Bachelor's degree or higher", "学士以上の学位あり"),
        Degree::Studying => locale.pick("Still studying for one", "在学中（学位はまだ）"),
        Degree::None => locale.pick("No bachelor's degree", "学士の学位なし"),
    }
}

/// A member's Japanese.
pub fn japanese(locale: Locale, japanese: JapaneseLevel) -> &'static str {
    match japanese {
        JapaneseLevel::Little => locale.pick("None, or a few words", "まったくできない、または単語程度"),
        JapaneseLevel::Some => locale.pick("Some, below JLPT N2", "ある程度（JLPT N2未満）"),
        JapaneseLevel::Proficient => locale.pick("About JLPT N2 or better", "JLPT N2相当以上"),
    }
}

/// Heading of what the sources don't mention.
pub fn unsaid(locale: Locale) -> &'static str {
    locale.pick("Not covered", "資料にないこと")
}

/// What the sources don't mention.
pub fn nothing_about(locale: Locale, things: &[&str]) -> String {
    locale.pick(
        format!("Please check the official site for: {}.", things.join("; ")),
        format!("次のことは、公式サイトで確認してください：{}。", things.join("、")),
    )
}

/// Title of the list of all questions.
pub fn all_questions(locale: Locale) -> &'static str {
    locale.pick("All questions", "質問一覧")
}

/// Title of the questions that match a search.
pub fn search_results(locale: Locale, search: &str) -> String {
    locale.pick(format!("Questions about “{search}”"), format!("「{search}」に関する質問"))
}

/// A search found nothing.
pub fn nothing_found(locale: Locale) -> &'static str {
    locale.pick(
        "I couldn't find a question about that. Try other words, or ask with /ask.",
        "該当する質問が見つかりませんでした。別の言葉で検索するか、/質問 で質問してください。",
    )
}

/// Which page of a list is shown; both counted from 1.
pub fn page_of(locale: Locale, page: usize, pages: usize) -> String {
    locale.pick(format!("Page {page} of {pages}"), format!("{page}/{pages}ページ"))
}

/// Above the topics of daily life.
pub fn daily_life(locale: Locale) -> &'static str {
    locale.pick(
        "Daily life on JET, as told by people who were there. Which topic interests you?",
        "JETでの日常生活を、経験者の言葉で紹介します。どのトピックが気になりますか？",
    )
}

/// A topic or a person is not known; `what` was typed.
pub fn not_known(locale: Locale, what: &str) -> String {
    locale.pick(
        format!("I couldn't find “{what}”. Pick one of the suggestions that appear as you type."),
        format!("「{what}」は見つかりませんでした。入力中に表示される候補から選んでください。"),
    )
}

/// No story matches the person and topic.
pub fn no_voices(locale: Locale) -> &'static str {
    locale.pick(
        "No stories on that yet. Try another topic or person.",
        "これについての体験談はまだありません。別のトピックや人を選んでみてください。",
    )
}

/// Which of several stories is shown; both counted from 1.
pub fn voice_of(locale: Locale, number: usize, of: usize) -> String {
    locale.pick(format!("{number} of {of}"), format!("{of}件中{number}件目"))
}

/// Title of the page about the bot.
pub fn about_title(locale: Locale) -> &'static str {
    locale.pick("About me", "このボットについて")
}

/// What the bot is.
pub fn about(locale: Locale, version: &str) -> String {
    locale.pick(
        format!(
            "I'm jet-senpai {version}. I answer questions about the JET Programme from community pages and from what this \
             server's moderators have added. I show my sources, and I say so when I don't know. I'm not official."
        ),
        format!(
            "jet-senpai {version} です。経験者などが書いた資料と、このサーバーのモデレーターの回答をもとに、JETプログラムに関する質問に\
             お答えします。回答には情報源を表示し、わからないことはわからないとお伝えします。公式のボットではありません。"
        ),
    )
}

/// Heading of the knowledge.
pub fn what_i_know(locale: Locale) -> &'static str {
    locale.pick("What I know", "回答できる内容")
}

/// How much the bot knows.
pub fn numbers(locale: Locale, entries: usize, testimonials: usize, people: usize) -> String {
    locale.pick(
        format!("{entries} questions with answers, and {testimonials} quotes from {people} people."),
        format!("質問と回答{entries}件、{people}人の体験談{testimonials}件。"),
    )
}

/// Heading of the sources.
pub fn from_where(locale: Locale) -> &'static str {
    locale.pick("Sources (unofficial)", "情報源（非公式）")
}

/// When a source was retrieved.
pub fn retrieved(locale: Locale, when: &str) -> String {
    locale.pick(format!("Retrieved {when}."), format!("（取得時期：{when}）"))
}

/// Heading of what the bot stores.
pub fn what_i_store(locale: Locale) -> &'static str {
    locale.pick("What I store", "保存する情報")
}

/// What a bot without a database stores.
pub fn stores_nothing(locale: Locale) -> &'static str {
    locale.pick(
        "Nothing. (I count requests in memory to prevent spam.)",
        "何も保存しません（連続投稿を防ぐため、質問の回数だけをメモリ上で数えます）。",
    )
}

/// What a bot with a database stores, and for how many days.
pub fn stores(locale: Locale, questions: u32, askers: u32) -> String {
    locale.pick(
        format!(
            "• Questions asked in a server, without your name: {questions} days\n\
             • Your ID, only if you press “Ask the moderators”: until you have the answer, {askers} days at most\n\
             • Clicks on “This helped” or a suggested question, under a code instead of your name: {questions} days\n\
             • Stories you share: until you withdraw them (/share mine)\n\
             • Questions in direct messages: nothing\n\
             /privacy show lists everything I store about you; /privacy delete deletes it."
        ),
        format!(
            "・サーバーでの質問（質問した人の名前なし）：{questions}日間\n\
             ・質問した人のID（「モデレーターに聞く」を押した場合のみ）：回答が届くまで、最長{askers}日間\n\
             ・「役に立った」または候補のクリック（名前の代わりに符号で保存）：{questions}日間\n\
             ・共有した体験談：取り下げるまで（/体験談 自分の投稿）\n\
             ・DMでの質問：保存しません\n\
             保存されている自分の情報は /プライバシー 表示 で確認し、/プライバシー 削除 で削除できます。"
        ),
    )
}

/// Title of the help.
pub fn help_title(locale: Locale) -> &'static str {
    locale.pick("How to use me", "使い方")
}

/// The ways to use the bot: what to type, and what it does.
pub fn help(locale: Locale) -> [(&'static str, &'static str); 9] {
    locale.pick(
        [
            ("/ask", "Ask in your own words; typos are fine. With private:True, only you see the answer."),
            ("/jet role, /jet compare", "What each role does, alone or side by side."),
            ("/jet eligibility", "What's known about who can apply."),
            ("/jet daily-life, /jet voices", "Daily life by topic, and quotes from JETs."),
            ("/jet faq", "Browse or search all questions."),
            ("/jet about", "My sources, and what I store."),
            ("/share experience, /share mine", "Share your JET story; edit or withdraw it at any time."),
            ("Apps → Answer this", "Right-click a message (on a phone, press and hold it) and I'll answer it."),
            ("@jet-senpai", "Mention me with your question, or send me a direct message."),
        ],
        [
            (
                "/質問",
                "自由な文章で質問できます。日本語でも英語でも大丈夫です（資料は英語です）。\
                 「非公開」をTrueにすると、回答は自分にだけ表示されます。",
            ),
            ("/jet 職種・/jet 比較", "職種ごとの仕事内容を見たり、並べて比べたりできます。"),
            ("/jet 応募資格", "応募資格についてわかっていることを確認できます。"),
            ("/jet 日常生活・/jet 体験談を読む", "トピック別の日常生活と、経験者の体験談を読めます。"),
            ("/jet 質問一覧", "すべての質問を一覧・検索できます。"),
            ("/jet このボットについて", "情報源と、保存する情報を確認できます。"),
            ("/体験談 書く・/体験談 自分の投稿", "JETでの体験談を共有できます。編集や取り下げはいつでもできます。"),
            (
                "アプリ → この質問の答えを探す",
                "メッセージを右クリック（スマートフォンでは長押し）して選ぶと、その質問にお答えします。",
            ),
            ("@jet-senpai", "メンションと一緒に質問を書くか、DMで質問してください。"),
        ],
    )
}
