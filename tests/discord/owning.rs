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
    assert!(shown.contains("Your story has 3999 characters; the limit is 900."), "{shown}");
    ana.presses("Edit").await;
    bot.discord.take_transcript();
    ana.submits(&[("Your story (up to 900 characters)", "\u{200b} \u{200b}")]).await;
    ana.presses("Edit").await;
    let hostile = "**See** https://lamp.example, <@1> and @everyone!\n---\nWrite to me: ana@lamp.example\n---\n[x](https://evil.example)";
    ana.submits(&[("Your story (up to 900 characters)", hostile)]).await;
    ana.presses("Edit").await;
    ana.submits(&[("Your story (up to 900 characters)", "夜になると、灯台のランプが歌いました。")]).await;
    ana.presses("Discard").await;
    ana.types("/share mine").await;
    let mut aoi = bot.member("Aoi").locale("ja");
    aoi.types(&format!("/share experience role:ALT: Assistant Language Teacher {AS_ROLE}")).await;
    aoi.submits(&[("体験談（900字まで・ご自身の言葉で）", "夜になると、灯台のランプが歌いました。")]).await;
    aoi.presses("同意して送る").await;
    insta::assert_snapshot!(bot.discord.transcript(), @r"
    Ana submits:
        Your story (up to 900 characters): ‹zero width› ‹zero width›
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.
        │
        │ > “ ”
        │ > — an anonymous ALT · server member
        │ **Problems**
        └ Your story is empty. Press Edit to write it.
        [Edit] [Discard]
    Ana presses [Edit]
      jet-senpai asks Ana: Share your story
        Your story (up to 900 characters): ‹zero width› ‹zero width›
    Ana submits:
        Your story (up to 900 characters): **See** https://lamp.example, @someone and @everyone!
          ---
          Write to me: ana@lamp.example
          ---
          [x](https://evil.example)
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.
        │
        │ > “\*\*See\*\* https://lamp.example, \<\@‹zero width›1> and \@‹zero width›everyone!
        │ > \---
        │ > Write to me: ana\@‹zero width›lamp.example
        │ > \---
        │ > [x\](https://evil.example)”
        │ > — an anonymous ALT · server member
        │ **Before you agree**
        │ • It has several paragraphs, which are quoted together. If they are separate experiences, share them one by one.
        │ • It contains a link. Moderators may ask you to cut it.
        │ • It contains a mention, which won't ping anyone.
        │ • It seems to contain an address or a phone number, which everyone would see.
        │ **When you agree**
        │ • Once a moderator approves it, everyone in this server may see exactly this text and signature, in answers and daily posts, and nothing else about you.
        │ • Moderators can set its topic, but can't change your words; cuts need your OK.
        └ • You can withdraw it at any time with /share mine (after you leave the server: /privacy show). It is then deleted, and public posts quoting it are edited. Screenshots, copies and private replies can't be recalled.
        [Agree & send] [Edit] [Discard]
    Ana presses [Edit]
      jet-senpai asks Ana: Share your story
        Your story (up to 900 characters): **See** https://lamp.example, <@1> and @everyone!
          ---
          Write to me: ana@lamp.example
          ---
          [x](https://evil.example)
    Ana submits:
        Your story (up to 900 characters): 夜になると、灯台のランプが歌いました。
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Draft: only you can see it, and it isn't sent yet. Drafts are deleted after 24 hours.
        │
        │ > “夜になると、灯台のランプが歌いました。”
        │ > — an anonymous ALT · server member
        │ **Before you agree**
        │ • This doesn't look like English. It will be quoted as written, but shown less often.
        │ **When you agree**
        │ • Once a moderator approves it, everyone in this server may see exactly this text and signature, in answers and daily posts, and nothing else about you.
        │ • Moderators can set its topic, but can't change your words; cuts need your OK.
        └ • You can withdraw it at any time with /share mine (after you leave the server: /privacy show). It is then deleted, and public posts quoting it are edited. Screenshots, copies and private replies can't be recalled.
        [Agree & send] [Edit] [Discard]
    Ana presses [Discard]
      jet-senpai changes its message (only Ana sees this):
        ─ Cancelled. Nothing changed.
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ─ You haven't shared anything here yet. Try /share experience.
    Aoi: /share experience role:ALT: Assistant Language Teacher show-as:Role and place (“an ALT in Hyōgo”) place:Saltmouth years:2018–2021
      jet-senpai asks Aoi: 体験談を共有する
        体験談（900字まで・ご自身の言葉で）: ‹体験を1つ書いてください。学校・生徒・同僚の名前は書かないでください›
    Aoi submits:
        体験談（900字まで・ご自身の言葉で）: 夜になると、灯台のランプが歌いました。
      jet-senpai (only Aoi sees this):
        ┌ あなたの体験談
        │ 下書き：あなただけに表示され、まだ送信されていません。24時間後に削除されます。
        │
        │ > “夜になると、灯台のランプが歌いました。”
        │ > — SaltmouthのALT（2018–2021） · このサーバーのメンバー
        │ **同意する前に**
        │ ・英語ではないようです。そのまま引用されますが、表示される機会は少なくなります。
        │ **同意すると**
        │ ・モデレーターが承認すると、この文章と署名がこのまま、回答や「今日の体験談」でこのサーバーの全員に表示されます。ほかの情報は表示されません。
        │ ・モデレーターはトピックを設定できますが、文章は変更できません。短縮にはあなたの承認が必要です。
        └ ・/体験談 自分の投稿（サーバーを離れた後は /プライバシー 表示）でいつでも取り下げられます。取り下げると削除され、引用した公開メッセージも編集されます。スクリーンショットやコピー、本人だけに表示された返信は取り消せません。
        [同意して送る] [編集する] [破棄する]
    Aoi presses [同意して送る]
      jet-senpai changes its message (only Aoi sees this):
        ┌ あなたの体験談
        │ ありがとうございます！ モデレーターが確認したらお知らせします。
        │ モデレーターの確認待ちです。
        │
        │ > “夜になると、灯台のランプが歌いました。”
        └ > — SaltmouthのALT（2018–2021） · このサーバーのメンバー
        [編集する] [取り下げる]
    ");
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_at_once_and_public_messages_are_edited() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    shares(&mut ana, &format!("{AS_ROLE} topic:A day at work"), LAMP).await;
    reviews(&bot, LAMP).await.presses("Approve (answers only)").await;
    told_alone(&bot, "Ana", 1).await;
    let mut ben = bot.member("Ben");
    ben.types("/jet voices topic:A day at work").await;
    ben.presses("Next").await;
    let quotes = |bot: &Bot| {
        bot.discord.messages(QUESTIONS).iter().filter(|one| one.to_string().contains("sings at night")).count()
    };
    assert_eq!(quotes(&bot), 1);
    bot.discord.take_transcript();
    // Which comes first, what she is told or the edit, is left open: each stands in its own place.
    let mut elsewhere = bot.member("Ana").in_channel(THREAD);
    elsewhere.types("/share mine").await;
    elsewhere.picks("Choose a story", LAMP).await;
    elsewhere.presses("Withdraw").await;
    elsewhere.presses("Yes, withdraw it").await;
    bot.discord.until("the message is edited", |_| quotes(&bot) == 0).await;
    insta::assert_snapshot!(bot.discord.take_transcript(), @"
    ── #visa talk in The Lighthouse ──
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ┌ Your story
        │ **The lamp of Saltmouth sings at night, and I miss it.**
        └ Approved: I can quote it.
        ⌄ Choose a story: The lamp of Saltmouth sings at night, and I miss it.
    Ana picks The lamp of Saltmouth sings at night, and I miss it.
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Approved: I can quote it.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an ALT in Saltmouth, 2018–2021 · server member
        [Edit] [Withdraw]
    Ana presses [Withdraw]
      jet-senpai changes its message (only Ana sees this):
        ─ Withdraw this story? It's deleted now, and public posts that quote it are edited. Screenshots, copies and private replies can't be recalled.
        [Yes, withdraw it] [No, keep it]
    Ana presses [Yes, withdraw it]
      jet-senpai changes its message (only Ana sees this):
        ─ Withdrawn and deleted. I'm now editing the public posts that quote it.
    ── #questions in The Lighthouse ──
    jet-senpai changes its message:
      ─ This story is no longer shared.
    ");
    bot.member("Cai").types("/jet voices topic:A day at work").await;
    ana.types("/share mine").await;
    bot.member("Mo").moderator().types("/manage testimonials").await;
    bot.member("Mo").moderator().types("/manage audit").await;
    insta::assert_snapshot!(bot.discord.transcript(), @"
    Cai: /jet voices topic:A day at work
      jet-senpai:
        ┌ > “I translated letters for the harbour master and read the weather on the radio.”
        └ > — Jonas Wirth, CIR in Saltmouth
        [Delete]
    Ana: /share mine
      jet-senpai (only Ana sees this):
        ─ You haven't shared anything here yet. Try /share experience.
    Mo: /manage testimonials
      jet-senpai (only Mo sees this):
        ─ No stories yet. Members can share theirs with /share experience.
    Mo: /manage audit
      jet-senpai (only Mo sees this):
        ┌ Audit log
        │ Page 1 of 1
        │ ‹time› The author of a story withdrew it.
        │ ‹time› @Mo approved a member's story.
        └ ‹time› The author of a story agreed to publish it.
    ");
}

#[tokio::test]
async fn nobody_touches_the_experience_of_another() {
    let bot = bot::start().await;
    let mut ana = bot.member("Ana");
    writes(&mut ana, NAMELESS, LAMP).await;
    let ids: Vec<String> =
        ["Agree & send", "Edit", "Discard"].iter().map(|label| crate::inbox::custom_id(&ana, label)).collect();
    bot.discord.take_transcript();
    let mut eve = bot.member("Eve").moderator();
    eve.types("/share mine").await;
    for id in &ids {
        eve.presses_custom_id(id).await;
    }
    eve.types("/manage testimonials").await;
    ana.presses("Agree & send").await;
    let agreed = ids.first().expect("there are three");
    ana.presses_custom_id(agreed).await;
    let said = bot.discord.transcript();
    let said = ids.iter().zip(1..).fold(said, |said, (id, number)| said.replace(id, &format!("button {number}")));
    insta::assert_snapshot!(said, @"
    Eve: /share mine
      jet-senpai (only Eve sees this):
        ─ You haven't shared anything here yet. Try /share experience.
    Eve presses «button 1»
      jet-senpai changes its message (only Eve sees this):
        ─ That story no longer exists.
    Eve presses «button 2»
      jet-senpai changes its message (only Eve sees this):
        ─ That story no longer exists.
    Eve presses «button 3»
      jet-senpai changes its message (only Eve sees this):
        ─ That story no longer exists.
    Eve: /manage testimonials
      jet-senpai (only Eve sees this):
        ─ No stories yet. Members can share theirs with /share experience.
    Ana presses [Agree & send]
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ Thank you! I'll let you know when the moderators have reviewed it.
        │ Waiting for a moderator.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an anonymous ALT · server member
        [Edit] [Withdraw]
    Ana presses «button 1»
      jet-senpai changes its message (only Ana sees this):
        ┌ Your story
        │ This story changed in the meantime, so I did nothing. Please check it and try again.
        │ Waiting for a moderator.
        │
        │ > “The lamp of Saltmouth sings at night, and I miss it.”
        └ > — an anonymous ALT · server member
        [Edit] [Withdraw]
    ");
}
