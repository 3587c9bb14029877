//! Files go both ways: what members attach is told of and served, what the bot sends is checked, shown and kept.

use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::{
    ChannelId, CreateAllowedMentions, CreateAttachment, CreateMessage, EditAttachments, EditMessage, HttpBuilder,
};

use super::wire::{Wire, register, request, respond, says_to, upload};
use crate::discord::faults::{Fault, What};
use crate::discord::{Discord, MAX_BYTES, QUESTIONS};

const FAQ: &[u8] = b"[[entry]]\r\n\r\nid = \"\xe8\x8c\xb6\"\n--";

/// A Discord where there is a command that takes a file, and the bot's end of the wire.
async fn scene() -> (Discord, Wire) {
    let discord = Discord::start().await;
    let file = json!({ "type": 11, "name": "file", "description": "x", "required": true });
    let import = json!({ "type": 1, "name": "import", "description": "x", "options": [file] });
    register(&discord, &json!([{ "name": "manage", "description": "x", "options": [import] }])).await;
    let (wire, _) = Wire::identified(&discord).await;
    (discord, wire)
}

/// Ana's command with a file that holds this, and of which that length is told: what the bot hears.
async fn imported(discord: &Discord, wire: &mut Wire, content: &[u8], size: usize) -> Value {
    let (mut ana, content) = (discord.member("Ana"), content.to_vec());
    let typing = tokio::spawn(async move {
        ana.attaching_as_if("our faq.toml", content, size).types("/manage import file:our_faq.toml").await;
    });
    let event = wire.later("INTERACTION_CREATE").await;
    says_to(discord, &event, "thank you").await;
    typing.await.expect("it is answered");
    event
}

fn attachment(event: &Value) -> &Value {
    let id = event["data"]["options"][0]["options"][0]["value"].as_str().expect("it is an id");
    &event["data"]["resolved"]["attachments"][id]
}

async fn fetch(discord: &Discord, url: &Value) -> Option<(u16, Option<u64>, Vec<u8>)> {
    let answer = discord.http().get(url.as_str().expect("it is a link")).send().await.ok()?;
    let (status, length) = (answer.status().as_u16(), answer.content_length());
    Some((status, length, answer.bytes().await.ok()?.to_vec()))
}

#[tokio::test]
async fn a_file_given_to_a_command_is_told_of_and_served_to_whoever_has_its_link() {
    let (discord, mut wire) = scene().await;
    let event = imported(&discord, &mut wire, FAQ, FAQ.len()).await;
    let told = attachment(&event);
    assert_eq!((&told["filename"], &told["size"]), (&json!("our_faq.toml"), &json!(FAQ.len())));
    assert_eq!((&told["ephemeral"], told.get("content_type")), (&json!(true), None));
    assert_eq!(fetch(&discord, &told["url"]).await, Some((200, Some(FAQ.len() as u64), FAQ.to_vec())));
    let unsigned = json!(told["url"].as_str().and_then(|url| url.split('?').next()));
    assert_eq!(fetch(&discord, &unsigned).await.map(|(status, ..)| status), Some(404));
    let trusting = discord.http().get(told["url"].as_str().expect("a link")).header("authorization", "Bot x");
    assert_eq!(trusting.send().await.expect("it is answered").status(), 200);
    discord.advance(Duration::from_hours(25));
    assert_eq!(fetch(&discord, &told["url"]).await.map(|(status, ..)| status), Some(404));
    assert_eq!(discord.take_violations().len(), 3, "no signature, a token shown, a link that has ended");
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: /manage import file:our_faq.toml
      jet-senpai (only Ana sees this):
        thank you
    ");
}

#[tokio::test]
async fn a_file_can_be_missing_late_cut_off_or_longer_than_was_said() {
    let (discord, mut wire) = scene().await;
    let event = imported(&discord, &mut wire, FAQ, 3).await;
    let told = attachment(&event);
    assert_eq!(told["size"], 3);
    let fault = |what| Fault { method: "GET", path_contains: "our_faq.toml".to_owned(), times: 1, what };
    discord.fault(fault(What::Status(404)));
    assert_eq!(fetch(&discord, &told["url"]).await.map(|(status, ..)| status), Some(404));
    discord.fault(fault(What::Drop));
    assert_eq!(fetch(&discord, &told["url"]).await, None);
    discord.fault(fault(What::Delay(Duration::from_millis(20))));
    assert_eq!(fetch(&discord, &told["url"]).await.map(|(.., content)| content), Some(FAQ.to_vec()));
    discord.fault(fault(What::Longer(1 << 20)));
    let (status, length, content) = fetch(&discord, &told["url"]).await.expect("it is answered");
    assert_eq!((status, length, content.len()), (200, None, FAQ.len() + (1 << 20)));
}

#[tokio::test]
#[should_panic(expected = "no file `other.toml` is at hand")]
async fn only_a_file_at_hand_can_be_given() {
    let (discord, _wire) = scene().await;
    discord.member("Ana").attaching("faq.toml", FAQ).types("/manage import file:other.toml").await;
}

#[tokio::test]
async fn a_member_s_message_has_its_files_for_whoever_may_read_it() {
    let (discord, mut wire) = scene().await;
    let mut ana = discord.member("Ana");
    ana.attaching("notes.txt", "lamp").says("not for the bot");
    assert_eq!(wire.event("MESSAGE_CREATE").await["attachments"], json!([]));
    ana.attaching("notes.txt", "lamp").says("<@BOT> for the bot");
    let told = wire.event("MESSAGE_CREATE").await["attachments"][0].clone();
    assert_eq!((told.get("ephemeral"), &told["content_type"]), (None, &json!("text/plain; charset=utf-8")));
    assert_eq!(fetch(&discord, &told["url"]).await.map(|(.., content)| content), Some(b"lamp".to_vec()));
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: not for the bot
      ⎘ notes.txt (4 bytes)
    Ana: @jet-senpai for the bot
      ⎘ notes.txt (4 bytes)
    ");
}

#[tokio::test]
async fn files_of_the_bots_are_shown_kept_and_stay_until_they_are_left_out() {
    let discord = Discord::start().await;
    let http = HttpBuilder::new(discord.token()).client(discord.http()).build();
    let nobody = CreateAllowedMentions::new;
    let first = CreateAttachment::bytes(FAQ, "faq.toml").description("Our questions");
    let message = CreateMessage::new().content("Here.").allowed_mentions(nobody()).add_file(first);
    let mut message = ChannelId::new(QUESTIONS).send_message(&http, message).await.expect("it is posted");
    assert_eq!(
        (message.attachments[0].size as usize, message.attachments[0].filename.as_str()),
        (FAQ.len(), "faq.toml")
    );
    assert_eq!(discord.file("faq.toml"), FAQ);
    assert_eq!(fetch(&discord, &json!(message.attachments[0].url)).await.map(|found| found.2), Some(FAQ.to_vec()));
    let more = EditAttachments::keep_all(&message).add(CreateAttachment::bytes("two", "faq.toml"));
    let edit = EditMessage::new().allowed_mentions(nobody()).attachments(more);
    message.edit(&http, edit).await.expect("it is changed");
    assert_eq!((discord.file("faq.toml"), message.attachments.len()), (b"two".to_vec(), 2));
    let edit = EditMessage::new().allowed_mentions(nobody()).attachments(EditAttachments::new());
    message.edit(&http, edit).await.expect("it is changed");
    insta::assert_snapshot!(discord.transcript(), @"
    jet-senpai:
      Here.
      ⎘ faq.toml (26 bytes)
    jet-senpai changes its message:
      Here.
      ⎘ faq.toml (26 bytes)
      ⎘ faq.toml (3 bytes)
    jet-senpai changes its message:
      Here.
    ");
}

#[tokio::test]
async fn an_interaction_is_answered_with_a_file_at_once_or_later() {
    let (discord, mut wire) = scene().await;
    for response in [4, 5] {
        let mut ana = discord.member("Ana");
        let typing = tokio::spawn(async move {
            ana.attaching("a.toml", "a").types("/manage import file:a.toml").await;
        });
        let event = wire.later("INTERACTION_CREATE").await;
        let message = json!({ "attachments": [{ "id": 0, "filename": "back.toml" }], "flags": 64 });
        let text = |key: &str| event[key].as_str().expect("every interaction has it");
        if response == 4 {
            let path = format!("/interactions/{}/{}/callback", text("id"), text("token"));
            let body = json!({ "type": 4, "data": message });
            assert_eq!(upload(&discord, "POST", &path, &body, &[(0, "x", b"at once")]).await.brief(), "204");
        } else {
            respond(&discord, &event, &json!({ "type": 5, "data": { "flags": 64 } })).await;
            let path = format!("/webhooks/{}/{}/messages/@original", text("application_id"), text("token"));
            let body = json!({ "attachments": message["attachments"] });
            let answer = upload(&discord, "PATCH", &path, &body, &[(0, "x", b"later")]).await;
            assert_eq!(answer.body["attachments"][0]["ephemeral"], true);
        }
        typing.await.expect("it is answered");
        assert_eq!(discord.file("back.toml"), if response == 4 { b"at once".to_vec() } else { b"later".to_vec() });
    }
    insta::assert_snapshot!(discord.transcript(), @"
    Ana: /manage import file:a.toml
      jet-senpai (only Ana sees this):
        ⎘ back.toml (7 bytes)
    Ana: /manage import file:a.toml
      jet-senpai is thinking… (only Ana sees this)
      jet-senpai (only Ana sees this):
        ⎘ back.toml (5 bytes)
    ");
}

#[tokio::test]
async fn files_and_what_is_said_of_them_fit_together() {
    let discord = Discord::start().await;
    let path = format!("/channels/{QUESTIONS}/messages");
    let of = |ids: &[u64]| json!({ "attachments": ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>() });
    let one: (u64, &str, &[u8]) = (0, "a.txt", b"a");
    let large = vec![b'x'; MAX_BYTES + 1];
    let many: Vec<(u64, &str, &[u8])> = (0..11).map(|at| (at, "a.txt", b"a".as_slice())).collect();
    let cases = [
        ("unlisted where nothing is listed", json!({}), vec![one], "200"),
        ("listed", of(&[0]), vec![one], "200"),
        ("the largest", json!({}), vec![(0, "a.txt", &large[1..])], "200"),
        ("too large", json!({}), vec![(0, "a.txt", large.as_slice())], "413 40005"),
        ("eleven", json!({}), many, "400 50035 attachments BASE_TYPE_BAD_LENGTH"),
        ("listed but not sent", of(&[0, 1]), vec![one], "400 50035 attachments.1 ATTACHMENT_NOT_FOUND"),
        ("sent but not listed", of(&[]), vec![one], "400 50035 files.0 ATTACHMENT_NOT_LISTED"),
    ];
    for (what, body, files, expected) in cases {
        let answer = upload(&discord, "POST", &path, &body, &files).await;
        assert_eq!(answer.brief(), expected, "{what}");
        assert_eq!(discord.take_violations().is_empty(), expected == "200", "{what}");
    }
    discord.channel(QUESTIONS).may_attach(false);
    assert_eq!(upload(&discord, "POST", &path, &json!({}), &[one]).await.brief(), "403 50013");
    let words = json!({ "content": "x", "allowed_mentions": { "parse": [] } });
    assert_eq!(request(&discord, "POST", &path, &words).await.brief(), "200");
    discord.take_violations();
}
