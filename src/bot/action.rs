//! What a member wants, who they are, and where.

use std::collections::BTreeMap;

use crate::bot::guild::moderator::ModeratorCommand;
use crate::bot::guild::settings::Settings;
use crate::bot::testimonials::SubmissionCommand;
use crate::knowledge::Role;
use crate::search::Question;
use crate::ui::{Locale, UiAction};

/// A request.
#[derive(Debug, Clone)]
pub enum Action<'a> {
    /// An answer.
    Ask(Question<'a>),
    /// Whatever a button or an option does that they pressed, and under what.
    Press(UiAction, PressedReply<'a>),
    /// What a role is.
    Role(Role),
    /// Two or three roles side by side.
    Compare(Vec<Role>),
    /// The eligibility checklist.
    Eligibility,
    /// What daily life is like; on a topic, by its id or title.
    DailyLife(Option<&'a str>),
    /// Testimonials: of a person, by id or name, or on a topic, by id or title.
    Voices {
        /// Whose.
        person: Option<&'a str>,
        /// On what.
        topic: Option<&'a str>,
    },
    /// The questions that can be answered; those that fit a search.
    Faq(Option<&'a str>),
    /// About the bot: knowledge, sources, and what is stored.
    About,
    /// How to ask.
    Help,
    /// A greeting for a member who mentioned the bot without a question.
    Greet,
    /// Tells a member who asked in a channel with private answers to ask privately.
    AskPrivately(&'a str),
    /// Reloads the knowledge; only for members whom the operator trusts.
    Reload,
    /// What only moderators do.
    Manage(ModeratorCommand<'a>),
    /// A submitted form: one text per field, in their order.
    Fill(UiAction, &'a [String]),
    /// Everything stored about the member, with the names of the guilds where it may be stored.
    Privacy(&'a BTreeMap<u64, String>),
    /// Its removal.
    Forget,
    /// Shares a story.
    Share(SubmissionCommand<'a>),
    /// All of the member's stories.
    Shared,
}

impl Action<'_> {
    /// The text that a member typed; [`None`] for other actions and for moderators.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Ask(question) => Some(question.text),
            Self::AskPrivately(text) => Some(text),
            Self::Faq(search) => *search,
            Self::DailyLife(topic) => *topic,
            Self::Voices { person, topic } => person.or(*topic),
            Self::Fill(UiAction::About { .. } | UiAction::Share(..), filled) => filled.first().map(String::as_str),
            _ => None,
        }
    }

    /// Whether it counts as a question: turning a page and saying thanks do not, and moderators at work are not hurried.
    pub(crate) fn is_a_question(&self) -> bool {
        match self {
            Self::Press(press, _) => {
                matches!(
                    press,
                    UiAction::Show(_) | UiAction::Pick { .. } | UiAction::NotQuite(..) | UiAction::Moderators(_)
                )
            }
            Self::Fill(UiAction::About { .. }, _) => true,
            Self::Manage(_) | Self::Fill(..) | Self::Privacy(_) | Self::Forget | Self::Share(_) | Self::Shared => false,
            _ => true,
        }
    }
}

impl RequestContext {
    /// Whether replies are private here without the member's asking for it, by the guild's settings or the operator's.
    pub(crate) fn is_in_private(&self, settings: &Settings) -> bool {
        self.channel.is_some_and(|channel| settings.is_private(channel, self.parent).unwrap_or(self.private))
    }
}

/// What something was pressed under.
#[derive(Debug, Clone, Copy, Default)]
pub struct PressedReply<'a> {
    /// The question shown in the message; empty if there is none.
    pub asked: &'a str,
    /// The channel.
    pub channel: u64,
    /// The message, if everybody in the channel sees it.
    pub message: Option<u64>,
}

/// Who wants something, and where.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that Discord tells")]
#[derive(Debug, Clone, Default)]
pub struct RequestContext {
    /// The language they use.
    pub locale: Locale,
    /// The member's id, if known: rate limits and votes need it.
    pub member: Option<u64>,
    /// Display name.
    pub name: String,
    /// The channel in which others see the reply; [`None`] if the reply is private.
    pub channel: Option<u64>,
    /// The channel that it is a thread of.
    pub parent: Option<u64>,
    /// Whether replies in it are private by the operator's account; the guild's own comes first.
    pub private: bool,
    /// The guild they are in, if the bot is a member of it: then there are moderators.
    pub guild: Option<u64>,
    /// Their roles in it.
    pub roles: Vec<u64>,
    /// Whether they moderate it by Discord's own account: because they may manage its messages, or run the bot.
    pub moderator: bool,
    /// Whether the operator trusts the member with reloading.
    pub trusted: bool,
    /// Whether the bot does not see the channel: it can't edit its replies there later.
    pub blind: bool,
}
