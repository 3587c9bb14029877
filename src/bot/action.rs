//! What somebody wants, and who and where they are.

use std::collections::BTreeMap;

use crate::bot::guild::moderator::ModeratorCommand;
use crate::bot::guild::settings::Settings;
use crate::bot::testimonials::SubmissionCommand;
use crate::knowledge::Role;
use crate::search::Question;
use crate::ui::{Locale, UiAction};

/// What somebody wants.
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
    /// What the documents say to somebody who wants to take part.
    Eligibility,
    /// What daily life is like; on a topic, by its id or title.
    DailyLife(Option<&'a str>),
    /// People's own words: somebody's, by their id or name, on a topic, by its id or title.
    Voices {
        /// Whose.
        person: Option<&'a str>,
        /// On what.
        topic: Option<&'a str>,
    },
    /// The questions that can be answered; those that fit a search.
    Faq(Option<&'a str>),
    /// What the bot knows, from where, and what it stores.
    About,
    /// How to ask.
    Help,
    /// A word to somebody who spoke to the bot without asking anything.
    Greet,
    /// A word to somebody who asked this aloud where answers are private.
    AskPrivately(&'a str),
    /// Reading the knowledge again: for those whom whoever runs the bot trusts with it.
    Reload,
    /// What only moderators do.
    Manage(ModeratorCommand<'a>),
    /// What was filled into a form that a press had opened: one text per field, in their order.
    Fill(UiAction, &'a [String]),
    /// Everything held about whoever wants to know; the names of the guilds in which that may be.
    Privacy(&'a BTreeMap<u64, String>),
    /// Its removal.
    Forget,
    /// A new experience of somebody's own.
    Share(SubmissionCommand<'a>),
    /// All of their experiences.
    Shared,
}

impl Action<'_> {
    /// What a member has typed freely; none where nobody has, or a moderator at work.
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
    /// Whether replies are for them alone where they are, though they did not ask for that: because the guild has decided
    /// so, or else the operator.
    pub(crate) fn is_in_private(&self, settings: &Settings) -> bool {
        self.channel.is_some_and(|channel| settings.is_private(channel, self.parent).unwrap_or(self.private))
    }
}

/// What something was pressed under.
#[derive(Debug, Clone, Copy, Default)]
pub struct PressedReply<'a> {
    /// The question that stands there, as far as it is shown; empty where none does.
    pub asked: &'a str,
    /// The channel.
    pub channel: u64,
    /// The message, where everybody in the channel sees it.
    pub message: Option<u64>,
}

/// Who wants something, and where.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that Discord tells")]
#[derive(Debug, Clone, Default)]
pub struct RequestContext {
    /// The language they use.
    pub locale: Locale,
    /// Who they are, where somebody knows: then there are limits to how often they may ask, and they can say what helped.
    pub member: Option<u64>,
    /// How they are called where they are.
    pub name: String,
    /// The channel in which others see the reply; none where they are alone with it.
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
    /// Whether whoever runs the bot trusts them with it.
    pub trusted: bool,
    /// Whether the bot does not see the channel: what it answers there, it can't edit later.
    pub blind: bool,
}
