//! What somebody shares is theirs: whatever it is, it is kept and told, withdrawn by them, and touched by nobody else.

use crate::bot::{self, Bot};
use crate::discord::{QUESTIONS, THREAD};
use crate::sharing::{AS_ROLE, LAMP, NAMELESS, reviews, shares, told_alone, writes};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "most of them are what was said")]
async fn what_is_too_long_empty_foreign_or_full_of_links_is_kept_and_told() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    writes(&mut ana, NAMELESS, &"lamp ".repeat(800)).await;
    let shown = bot.discord.take_transcript();
    assert!(shown.contains("It has 3999 characters; at most 900 can be quoted."), "{shown}");
    ana.presses("Edit").await;
    bot.discord.take_transcript();
    ana.submits(&[("In your own words, up to 900 characters", "\u{200b} \u{200b}")]).await;
    ana.presses("Edit").await;
    let hostile = "**See** https://lamp.example, <@1> and @everyone!\n---\nWrite to me: ana@lamp.example\n---\n[x](https://evil.example)";
    ana.submits(&[("In your own words, up to 900 characters", hostile)]).await;
    ana.presses("Edit").await;
    ana.submits(&[("In your own words, up to 900 characters", "夜になると、灯台のランプが歌いました。")]).await;
    ana.presses("Discard").await;
    ana.types("/share mine").await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types(&format!("/share experience role:ALT: Assistant Language Teacher {AS_ROLE}")).await;
    aoi.submits(&[("あなたの言葉で（900字まで）", "夜になると、灯台のランプが歌いました。")]).await;
    aoi.presses("同意して送る").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana submits:
        In your own words, up to 900 characters: ‹zero width› ‹zero width›
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Only you see this, for 24 hours. Nothing is sent yet.
        │
        │ > “ ”
        │ > — an ALT, anonymously · shared in this server
        │ **What is wrong**
        └ There is nothing in it yet. Press Edit and write.
        [Edit] [Discard]
    Ana presses [Edit]
      jet-senpai asks Ana: Share an experience
        In your own words, up to 900 characters: ‹zero width› ‹zero width›
    Ana submits:
        In your own words, up to 900 characters: **See** https://lamp.example, @someone and @everyone!
          ---
          Write to me: ana@lamp.example
          ---
          [x](https://evil.example)
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Only you see this, for 24 hours. Nothing is sent yet.
        │
        │ > “\*\*See\*\* https://lamp.example, \<\@‹zero width›1> and \@‹zero width›everyone!
        │ > \---
        │ > Write to me: ana\@‹zero width›lamp.example
        │ > \---
        │ > [x\](https://evil.example)”
        │ > — an ALT, anonymously · shared in this server
        │ **Before you agree**
        │ • It has several parts, which are quoted together. If they are several experiences, share each by itself.
        │ • It has a link. Moderators often leave links out.
        │ • It mentions somebody. Nobody is pinged by it.
        │ • It seems to have an address or a telephone number. Everybody would see it.
        │ **If you agree**
        └ Exactly this is shown, with this signature and nothing else about you, once a moderator has approved it: to everybody in this server, in answers and daily highlights. Moderators can set its topic, and leave passages out only if you accept that; they change nothing else. You can withdraw it at any time with /share mine, or, if you have left the server, with /privacy show: it is gone at once from everything I show, and I edit the public messages that quote it. What can't be called back: screenshots, copies, and replies that only one person saw.
        [I agree: send it for review] [Edit] [Discard]
    Ana presses [Edit]
      jet-senpai asks Ana: Share an experience
        In your own words, up to 900 characters: **See** https://lamp.example, <@1> and @everyone!
          ---
          Write to me: ana@lamp.example
          ---
          [x](https://evil.example)
    Ana submits:
        In your own words, up to 900 characters: 夜になると、灯台のランプが歌いました。
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Only you see this, for 24 hours. Nothing is sent yet.
        │
        │ > “夜になると、灯台のランプが歌いました。”
        │ > — an ALT, anonymously · shared in this server
        │ **Before you agree**
        │ • It does not seem to be in English. It is quoted as it is; I find it for fewer questions.
        │ **If you agree**
        └ Exactly this is shown, with this signature and nothing else about you, once a moderator has approved it: to everybody in this server, in answers and daily highlights. Moderators can set its topic, and leave passages out only if you accept that; they change nothing else. You can withdraw it at any time with /share mine, or, if you have left the server, with /privacy show: it is gone at once from everything I show, and I edit the public messages that quote it. What can't be called back: screenshots, copies, and replies that only one person saw.
        [I agree: send it for review] [Edit] [Discard]
    Ana presses [Discard]
      jet-senpai changes its message (only Ana sees this):
        ─ Cancelled. Nothing was changed.
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ─ You have shared nothing here. /share experience lets others learn from what you lived through.
    Aoi: /share experience role:ALT: Assistant Language Teacher name-as:By what I was, such as “an ALT in Hyōgo” place:Saltmouth years:2018–2021
      jet-senpai asks Aoi: 体験を共有する
        あなたの言葉で（900字まで）: ‹体験したことを1つ。学校・生徒・同僚の名前は書かないでください›
    Aoi submits:
        あなたの言葉で（900字まで）: 夜になると、灯台のランプが歌いました。
      jet-senpai (only Aoi sees this):
        ┌ あなたの体験談
        │ あなただけに見えています（24時間保存）。まだ送っていません。
        │
        │ > “夜になると、灯台のランプが歌いました。”
        │ > — SaltmouthのALT（2018–2021） · このサーバーに寄せられた体験談
        │ **同意する前に**
        │ ・英語ではないようです。そのまま引用しますが、質問への回答で引用される機会は少なくなります。
        │ **同意すると**
        └ モデレーターの承認後、上の文章がこのまま、この署名だけを付けて、このサーバーの全員に回答や日替わりの投稿で表示されます。モデレーターはトピックを設定でき、一部を省けるのはあなたが了承した場合だけで、ほかの変更はできません。/体験を共有 自分の体験（サーバーを離れた後は /プライバシー 表示）でいつでも取り下げられます。取り下げるとすぐに表示されなくなり、引用した公開メッセージも編集します。スクリーンショットやコピー、1人だけに見えた返信は取り戻せません。
        [同意して送る] [編集する] [破棄する]
    Aoi presses [同意して送る]
      jet-senpai changes its message (only Aoi sees this):
        ┌ あなたの体験談
        │ ありがとうございます！ モデレーターが確認したらお知らせします。
        │ モデレーターの確認待ちです。
        │
        │ > “夜になると、灯台のランプが歌いました。”
        └ > — SaltmouthのALT（2018–2021） · このサーバーに寄せられた体験談
        [編集する] [取り下げる]
    ");
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_at_once_and_public_messages_are_edited() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    shares(&mut ana, &format!("{AS_ROLE} topic:A day at work"), LAMP).await;
    reviews(&bot, LAMP).await.presses("Approve for answers").await;
    told_alone(&bot, "Ana", 1).await;
    let mut ben = bot.member("Ben");
    ben.types("/jet voices topic:A day at work").await;
    for _ in 0..2 {
        ben.presses("Next").await;
    }
    let quotes = |bot: &Bot| {
        bot.discord.messages(QUESTIONS).iter().filter(|one| one.to_string().contains("sings at night")).count()
    };
    assert_eq!(quotes(&bot), 1);
    bot.discord.take_transcript();
    // Which comes first, what she is told or the edit, is left open: each stands in its own place.
    let mut elsewhere = bot.member("Ana").in_channel(THREAD);
    elsewhere.types("/share mine").await;
    elsewhere.picks("Open an experience", LAMP).await;
    elsewhere.presses("Withdraw").await;
    elsewhere.presses("Yes, withdraw it").await;
    bot.discord.until("the message is edited", |_| quotes(&bot) == 0).await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #visa talk in The Lighthouse ──
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ┌ Your experience
        │ **The lamp of Saltmouth sings at night, and I miss it.**
        └ Approved: it is quoted.
        ⌄ Open an experience: The lamp of Saltmouth sings at night, and I miss it.
    Ana picks The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Approved: it is quoted.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · shared in this server
        [Edit] [Withdraw]
    Ana presses [Withdraw]
      jet-senpai changes its message (only Ana sees this):
        ─ Withdraw it? I delete it at once and quote it no more, and I edit the public messages that quote it. I can't call back screenshots, copies, and replies that only one person saw.
        [Yes, withdraw it] [No, keep it]
    Ana presses [Yes, withdraw it]
      jet-senpai changes its message (only Ana sees this):
        ─ Withdrawn. It is deleted and not quoted any more; I am editing the public messages that quote it.
    ── #questions in The Lighthouse ──
    jet-senpai changes its message:
      ─ The experience that stood here is no longer shared.
    ");
    bot.member("Cai").types("/jet voices topic:A day at work").await;
    ana.types("/share mine").await;
    bot.member("Mo").moderator().types("/manage testimonials").await;
    bot.member("Mo").moderator().types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Cai: /jet voices topic:A day at work
      jet-senpai:
        ┌ 1 of 2
        │
        │ > “… the evenings were golden. […] ended at three.”
        └ > — Aoife Keane, ALT in Brightwater, 2011–2013
        [Next] [Remove]
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ─ You have shared nothing here. /share experience lets others learn from what you lived through.
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ─ Nobody has shared an experience yet. Members do with /share experience.
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ What moderators have done
        │ Page 1 of 1
        │ ‹time› The author of an experience withdrew it.
        │ ‹time› @Mo approved a member's experience.
        └ ‹time› The author of an experience agreed to its being published.
    ");
}

#[tokio::test]
async fn nobody_touches_the_experience_of_another() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    writes(&mut ana, NAMELESS, LAMP).await;
    let ids: Vec<String> = ["I agree: send it for review", "Edit", "Discard"]
        .iter()
        .map(|label| crate::inbox::custom_id(&ana, label))
        .collect();
    bot.discord.take_transcript();
    let mut eve = bot.member("Eve").moderator();
    eve.types("/share mine").await;
    for id in &ids {
        eve.presses_custom_id(id).await;
    }
    eve.types("/manage testimonials").await;
    ana.presses("I agree: send it for review").await;
    let agreed = ids.first().expect("there are three");
    ana.presses_custom_id(agreed).await;
    let said = bot.discord.transcript();
    let said = ids.iter().zip(1..).fold(said, |said, (id, number)| said.replace(id, &format!("button {number}")));
    insta::assert_snapshot!(said, @"
    Eve: /share mine
      jet-senpai (only Eve sees this):
        ─ You have shared nothing here. /share experience lets others learn from what you lived through.
    Eve presses «button 1»
      jet-senpai changes its message (only Eve sees this):
        ─ That experience is not there any more.
    Eve presses «button 2»
      jet-senpai changes its message (only Eve sees this):
        ─ That experience is not there any more.
    Eve presses «button 3»
      jet-senpai changes its message (only Eve sees this):
        ─ That experience is not there any more.
    Eve: /manage testimonials
      jet-senpai (only Eve sees this):
        ─ Nobody has shared an experience yet. Members do with /share experience.
    Ana presses [I agree: send it for review]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ Thank you! The moderators will look at it, and I'll tell you.
        │ It waits for a moderator.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT, anonymously · shared in this server
        [Edit] [Withdraw]
    Ana presses «button 1»
      jet-senpai changes its message (only Ana sees this):
        ┌ Your experience
        │ It has changed meanwhile, so I did nothing. Please look at it again.
        │ It waits for a moderator.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT, anonymously · shared in this server
        [Edit] [Withdraw]
    ");
}
