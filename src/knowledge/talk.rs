//! Small talk and questions about the bot itself: rules and replies. No entry answers them.

use regex::RegexSet;
use serde::Deserialize;

use super::rules::Classes;
use crate::text::{Locale, chat_form, chat_piece, chat_pieces};

/// Everything about small talk.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "RawTalk")]
pub struct Talk {
    /// The kinds of small talk. A message of several kinds counts as the first.
    pub sorts: Vec<TalkKind>,
    /// The patterns of pieces of all rules.
    say: RegexSet,
    /// What each of them says.
    says: Vec<MessagePart>,
    /// The sort of a message that says nothing else.
    filler: Option<usize>,
    /// Patterns that make any message a question.
    never: RegexSet,
}

/// What a piece of a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MessagePart {
    /// Small talk of the sort in this place.
    Sort(usize),
    /// Nothing by itself, such as a name for the bot.
    Filler,
}

/// A sort of small talk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkKind {
    /// Unique id.
    pub id: String,
    /// The reply.
    pub reply: String,
    /// The same in Japanese.
    pub reply_ja: String,
    /// The buttons below it.
    #[serde(default)]
    pub button: Option<TalkOffer>,
}

/// What a reply to small talk offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TalkOffer {
    /// How to use the bot.
    Help,
    /// What the bot knows, and from where.
    About,
    /// What the bot holds about a member.
    Privacy,
    /// Handing the question to the moderators.
    Moderators,
}

impl TalkKind {
    /// The reply in the language of `locale`.
    pub fn reply_in(&self, locale: Locale) -> &str {
        locale.pick(&self.reply, &self.reply_ja)
    }
}

impl Talk {
    /// The sort with this id.
    pub fn sort(&self, id: &str) -> Option<&TalkKind> {
        self.sorts.iter().find(|sort| sort.id == id)
    }

    /// The sort of small talk that a message is; none where any piece of it may be something else.
    pub fn find(&self, message: &str) -> Option<&TalkKind> {
        if self.sorts.is_empty() || self.never.is_match(&chat_form(message)) {
            return None;
        }
        if let Some(MessagePart::Sort(place)) = self.piece(&chat_piece(message)) {
            return self.sorts.get(place);
        }
        let pieces: Option<Vec<MessagePart>> = chat_pieces(message).iter().map(|piece| self.piece(piece)).collect();
        match pieces?.into_iter().min() {
            Some(MessagePart::Sort(place)) => self.sorts.get(place),
            Some(MessagePart::Filler) => self.sorts.get(self.filler?),
            None => None,
        }
    }

    /// What all of a piece says; of several things, the first sort.
    fn piece(&self, piece: &str) -> Option<MessagePart> {
        self.say.matches(piece).into_iter().map(|pattern| self.says[pattern]).min()
    }
}

/// As it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTalk {
    #[serde(default)]
    classes: Classes,
    talk: Vec<TalkKind>,
    #[serde(default)]
    rule: Vec<RawTalkRule>,
    #[serde(default)]
    filler: Vec<String>,
    filler_kind: Option<String>,
    #[serde(default)]
    never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTalkRule {
    kind: String,
    say: Vec<String>,
}

impl TryFrom<RawTalk> for Talk {
    type Error = String;

    fn try_from(raw: RawTalk) -> Result<Self, String> {
        let place = |kind: &str| {
            let found = raw.talk.iter().position(|sort| sort.id == kind);
            found.ok_or_else(|| format!("there is no [[talk]] with the id {kind:?}"))
        };
        let mut say = raw.filler.clone();
        let mut says = vec![MessagePart::Filler; say.len()];
        for rule in &raw.rule {
            say.extend(rule.say.iter().cloned());
            says.resize(say.len(), MessagePart::Sort(place(&rule.kind)?));
        }
        let filler = raw.filler_kind.as_deref().map(place).transpose()?;
        let whole = |pattern: &str| format!("^(?:{pattern})$");
        let say = raw.classes.compile(&say, whole)?;
        let never = raw.classes.compile(&raw.never, str::to_owned)?;
        Ok(Self { sorts: raw.talk, say, says, filler, never })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_small_talk_only_if_every_piece_of_it_is() {
        let talk: Talk = toml::from_str(
            r#"
            filler = ["senpai", "so"]
            filler_kind = "greeting"
            never = ["\\bhow do i\\b"]
            [classes]
            much = ["(?:so|very) much"]
            [[talk]]
            id = "thanks"
            reply = "You're welcome!"
            reply_ja = "どういたしまして。"
            [[talk]]
            id = "greeting"
            reply = "Hi!"
            reply_ja = "こんにちは。"
            button = "help"
            [[rule]]
            kind = "greeting"
            say = ["hi", "hello", "こんにちは"]
            [[rule]]
            kind = "thanks"
            say = ["thank you(?: {much})?", "ありがとう"]
            "#,
        )
        .unwrap();
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(talk.find(text).map(|sort| sort.id.as_str()), expect, "{text:?}");
        };
        check("Hello, senpai!", Some("greeting"));
        check("hi. Thank you so much 🎉", Some("thanks"));
        check("こんにちは！ありがとう", Some("thanks"));
        check("senpai", Some("greeting"));
        check("hi! do i need a degree?", None);
        check("hello how do i apply", None);
        check("hi how do i", None);
    }
}
