//! What is said while members look around: roles, eligibility, lists, voices, about, help.

use crate::knowledge::Role;
use crate::knowledge::browse::{Aspect, Degree, Japanese, Wish};
use crate::reply::Locale;

/// A role's code and full name.
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Alt => locale.pick("ALT: Assistant Language Teacher", "ALT（外国語指導助手）"),
        Role::Cir => locale.pick("CIR: Coordinator for International Relations", "CIR（国際交流員）"),
        Role::Sea => locale.pick("SEA: Sports Exchange Advisor", "SEA（スポーツ国際交流員）"),
    }
}

/// Heading of what is told of a role.
pub fn aspect(locale: Locale, aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Work => locale.pick("What they do", "仕事の内容"),
        Aspect::Place => locale.pick("Where they work", "勤務先"),
        Aspect::Needs => locale.pick("What it asks for", "求められること"),
        Aspect::Japanese => locale.pick("Japanese", "日本語"),
        Aspect::Share => locale.pick("Share of participants", "参加者に占める割合"),
    }
}

/// Heading of what is told of a role, where others stand beside it.
pub fn aspect_of(locale: Locale, of: Aspect, role: Role) -> String {
    let aspect = aspect(locale, of);
    locale.pick(format!("{role}: {aspect}"), format!("{role}：{aspect}"))
}

/// Above roles side by side.
pub fn compared(locale: Locale, roles: &[Role]) -> String {
    let codes: Vec<_> = roles.iter().map(|role| role.code()).collect();
    locale.pick(format!("Side by side: {}", codes.join(", ")), format!("{}の比較", codes.join("・")))
}

/// Where nothing is known of an aspect of a role.
pub fn not_said(locale: Locale) -> &'static str {
    locale.pick("The documents don't say.", "資料には書かれていません。")
}

/// When one role was given where two are needed.
pub fn same_roles(locale: Locale) -> &'static str {
    locale.pick("Choose two different roles to compare.", "異なる職種を2つ以上選んでください。")
}

/// Above the questions about somebody's eligibility.
pub fn eligibility_asks(locale: Locale) -> &'static str {
    locale.pick(
        "Tell me a few things, and I'll say what the documents say and what they leave open. \
         Nobody else sees this, and I keep nothing of it.",
        "いくつか教えてください。資料に書かれていることと、書かれていないことをお伝えします。\
         選んだ内容はほかの人には見えず、保存もされません。",
    )
}

/// Above what the documents say about somebody's eligibility.
pub fn eligibility_says(locale: Locale) -> &'static str {
    locale.pick(
        "Here is what the documents say about each of your answers. They are not official, and whether you may take part \
         is for the programme to decide, not for me.",
        "選んでいただいた内容について、資料に書かれていることは次のとおりです。資料は公式のものではありません。\
         応募資格の有無を判断するのはJETプログラム側で、私には判断できません。",
    )
}

/// Prompt for the role somebody wants.
pub fn which_role(locale: Locale) -> &'static str {
    locale.pick("Which role interests you?", "どの職種に興味がありますか？")
}

/// Prompt for somebody's degree.
pub fn which_degree(locale: Locale) -> &'static str {
    locale.pick("Do you have a degree?", "学位をお持ちですか？")
}

/// Prompt for somebody's Japanese.
pub fn which_japanese(locale: Locale) -> &'static str {
    locale.pick("How good is your Japanese?", "日本語のレベルはどのくらいですか？")
}

/// The role somebody wants.
pub fn wish(locale: Locale, wish: Wish) -> &'static str {
    match wish {
        Wish::Alt => role(locale, Role::Alt),
        Wish::Cir => role(locale, Role::Cir),
        Wish::Sea => role(locale, Role::Sea),
        Wish::Unsure => locale.pick("Not sure yet", "まだ決めていない"),
    }
}

/// Somebody's degree.
pub fn degree(locale: Locale, degree: Degree) -> &'static str {
    match degree {
        Degree::Bachelor => locale.pick("A bachelor's degree or higher", "学士以上の学位あり"),
        Degree::Studying => locale.pick("Still studying for it", "在学中（学位はまだ）"),
        Degree::None => locale.pick("No bachelor's degree", "学士の学位なし"),
    }
}

/// Somebody's Japanese.
pub fn japanese(locale: Locale, japanese: Japanese) -> &'static str {
    match japanese {
        Japanese::Little => locale.pick("None, or a few words", "まったくできない、または単語程度"),
        Japanese::Some => locale.pick("Some, below JLPT N2", "ある程度（JLPT N2未満）"),
        Japanese::Proficient => locale.pick("About JLPT N2 or better", "JLPT N2相当以上"),
    }
}

/// Heading of what no document mentions.
pub fn unsaid(locale: Locale) -> &'static str {
    locale.pick("What the documents don't say", "資料に書かれていないこと")
}

/// What no document mentions.
pub fn nothing_about(locale: Locale, things: &[&str]) -> String {
    locale.pick(
        format!("They say nothing about: {}. Please ask the programme about these.", things.join("; ")),
        format!("{}についての記載はありません。JETプログラムの公式サイトなどでご確認ください。", things.join("、")),
    )
}

/// Title of the list of all questions.
pub fn all_questions(locale: Locale) -> &'static str {
    locale.pick("Everything I can answer", "回答できる質問の一覧")
}

/// Title of the questions that fit a search.
pub fn search_results(locale: Locale, search: &str) -> String {
    locale.pick(format!("Questions about “{search}”"), format!("「{search}」に関する質問"))
}

/// When a search finds nothing.
pub fn nothing_found(locale: Locale) -> &'static str {
    locale.pick(
        "I can't find a question about that. Please try other words.",
        "該当する質問が見つかりません。別の言葉でお試しください。",
    )
}

/// Which part of a list is shown; both counted from 1.
pub fn page_of(locale: Locale, page: usize, pages: usize) -> String {
    locale.pick(format!("Page {page} of {pages}"), format!("{page}/{pages}ページ"))
}

/// Above the topics of daily life.
pub fn daily_life(locale: Locale) -> &'static str {
    locale.pick(
        "Daily life on JET, as told by people who lived it. What would you like to know about?",
        "JETでの日常生活を、経験者の言葉でご紹介します。どのトピックが気になりますか？",
    )
}

/// When a topic or a person is not known; `what` was typed.
pub fn not_known(locale: Locale, what: &str) -> String {
    locale.pick(
        format!("I don't know “{what}”. Please choose from what I offer while you type."),
        format!("「{what}」は見つかりません。入力中に表示される候補から選んでください。"),
    )
}

/// When nobody's words fit.
pub fn no_voices(locale: Locale) -> &'static str {
    locale.pick("Nobody in the documents speaks about that.", "これについての体験談は資料にありません。")
}

/// Which of several testimonials is shown; both counted from 1.
pub fn voice_of(locale: Locale, number: usize, of: usize) -> String {
    locale.pick(format!("{number} of {of}"), format!("{of}件中{number}件目"))
}

/// Title of what the bot says of itself.
pub fn about_title(locale: Locale) -> &'static str {
    locale.pick("About me", "このボットについて")
}

/// What the bot is.
pub fn about(locale: Locale, version: &str) -> String {
    locale.pick(
        format!(
            "I'm jet-senpai {version}. I answer questions about the JET Programme from documents that people wrote, show \
             the passage each answer rests on, and say so when I don't know. I am not the programme's official voice."
        ),
        format!(
            "jet-senpai {version} です。JETプログラムに関する質問に、人が書いた資料をもとに、根拠となる箇所を添えてお答えします。\
             わからないことは「わかりません」とお伝えします。JETプログラムの公式見解ではありません。"
        ),
    )
}

/// Heading of what the bot knows.
pub fn what_i_know(locale: Locale) -> &'static str {
    locale.pick("What I know", "知っていること")
}

/// What the bot knows, in numbers.
pub fn numbers(locale: Locale, entries: usize, testimonials: usize, people: usize) -> String {
    locale.pick(
        format!("{entries} questions with answers, and {testimonials} passages in the words of {people} people."),
        format!("質問と回答{entries}件、{people}人の体験談{testimonials}件。"),
    )
}

/// Heading of where the knowledge is from.
pub fn from_where(locale: Locale) -> &'static str {
    locale.pick("From where, and how fresh", "情報源と取得時期")
}

/// When a document was retrieved.
pub fn retrieved(locale: Locale, when: &str) -> String {
    locale.pick(format!("Retrieved {when}."), format!("（取得時期：{when}）"))
}

/// Heading of what the bot stores.
pub fn what_i_store(locale: Locale) -> &'static str {
    locale.pick("What I store", "保存する情報")
}

/// What the bot stores where it keeps nothing.
pub fn stores_nothing(locale: Locale) -> &'static str {
    locale.pick(
        "Nothing: no question, no name, no press of a button. How often somebody asks is counted in memory only, so that \
         nobody floods a channel; a restart forgets it.",
        "何も保存しません。質問も、名前も、ボタンの操作も残しません。連続投稿を防ぐために質問の頻度だけをメモリ上で数えますが、\
         再起動すると消えます。",
    )
}

/// What the bot stores where guilds keep something: for so many days.
pub fn stores(locale: Locale, questions: u32, askers: u32) -> String {
    locale.pick(
        format!(
            "Questions asked in a server, without who asked: {questions} days. Who asked, only if you press Ask the \
             moderators: until they answer, at most {askers} days. What helped whom, as a code that names nobody: \
             {questions} days. Experiences you share: until you withdraw them with /share mine. Nothing of what you ask me in direct \
             messages. /privacy show tells you all that I hold about \
             you, /privacy delete removes it."
        ),
        format!(
            "サーバーでの質問の文章（質問した人の情報なし）は{questions}日間保存します。質問した人は「モデレーターに聞く」を押した場合だけ、\
             回答があるまで、最長{askers}日間保存します。どの回答が役に立ったかは、個人を特定できない符号として{questions}日間保存します。\
             共有した体験談は、/体験を共有 自分の体験 で取り下げるまで保存します。\
             DMでの質問は保存しません。/プライバシー 表示 で保存内容を確認し、/プライバシー 削除 で削除できます。"
        ),
    )
}

/// Title of the help.
pub fn help_title(locale: Locale) -> &'static str {
    locale.pick("What you can ask me, and how", "使い方")
}

/// The ways to ask, as lines of "what to type" and what it does.
pub fn help(locale: Locale) -> [(&'static str, &'static str); 9] {
    locale.pick(
        [
            ("/ask", "Ask in your own words; typos are fine. Set private to True and only you see the answer."),
            ("/jet role, /jet compare", "What each role is, alone or side by side."),
            ("/jet eligibility", "What the documents say about degrees and Japanese."),
            ("/jet daily-life, /jet voices", "How people lived, and their own words."),
            ("/jet faq", "Everything I can answer, page by page."),
            ("/jet about", "What I know, from where, and what I store."),
            (
                "/share experience, /share mine",
                "Share what you lived through on JET, and withdraw it whenever you like.",
            ),
            ("Apps → Answer this", "Right-click a message (on a phone, hold it), and I answer it."),
            ("@jet-senpai", "Mention me with a question in the same message, or write to me directly."),
        ],
        [
            (
                "/質問",
                "自由に質問できます（英語がおすすめです。つづりの間違いがあっても大丈夫です）。\
                 「非公開」をTrueにすると、回答は自分にだけ表示されます。",
            ),
            ("/jet 職種・/jet 比較", "職種の説明を見たり、並べて比べたりできます。"),
            ("/jet 応募資格", "学位や日本語力について資料に書かれていることを見られます。"),
            ("/jet 日常生活・/jet 体験談", "日常生活の様子や、経験者の言葉を読めます。"),
            ("/jet 質問一覧", "回答できる質問の一覧を見られます。"),
            ("/jet このボットについて", "知識の内容、情報源、保存する情報を確認できます。"),
            ("/体験を共有 新規・/体験を共有 自分の体験", "JETでの体験を共有したり、いつでも取り下げたりできます。"),
            (
                "アプリ → この質問の答えを探す",
                "メッセージを右クリック（スマートフォンでは長押し）して選ぶと、その質問にお答えします。",
            ),
            ("@jet-senpai", "メンションと一緒に質問を書くか、DMで質問してください。"),
        ],
    )
}
