//! Members' stories, as their authors see them: written, shown back word for word, consented to, withdrawn. Without the
//! author's consent to exactly these words, only reviewers see a story.

pub(crate) mod author;
pub(crate) mod published;
pub(crate) mod quoted_messages;
pub(crate) mod quoted_store;
pub(crate) mod redaction;
pub(crate) mod review;
pub(crate) mod review_store;
pub mod store;
pub(crate) mod withdrawal;

use crate::bot::action::{Action, RequestContext};
use crate::bot::testimonials::store::{Attribution, Submission, SubmissionStatus, TestimonialContent};
use crate::bot::{App, GuildServices, GuildSnapshot};
use crate::db::StoreError;
use crate::knowledge::Role;
use crate::ui::{Quote, Reply, UiAction, wording};

pub(crate) use crate::bot::testimonials::author::seen;

/// The longest story, in characters: it fits under an answer.
pub const MAX_STORY_CHARS: usize = 900;
/// Undecided stories of a member in a guild.
const MAX_OPEN_SUBMISSIONS: usize = 5;
/// Characters of a name, of a place, and of years.
const MAX_ATTRIBUTION_CHARS: usize = 60;

/// A story that a member is about to share.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionCommand<'a> {
    /// Their role.
    pub role: Role,
    /// How they want to be named.
    pub named: Attribution,
    /// Where they worked.
    pub place: Option<&'a str>,
    /// When.
    pub years: Option<&'a str>,
    /// What it is about: a topic, by its id or title.
    pub topic: Option<&'a str>,
}

/// Handles a member's action on their own stories.
pub(crate) async fn share(app: &App, request: &RequestContext, guild: &GuildSnapshot, action: Action<'_>) -> Reply {
    let locale = request.locale;
    let (Some(services), Some(member)) = (&app.services, request.member) else {
        return Reply::tells(locale, wording::manage::only_in_guilds(locale));
    };
    let author = AuthorContext { app, services, request, guild, member };
    let done = match action {
        Action::Share(sharing) => author.begin(sharing).await,
        Action::Shared => author.all(0).await,
        Action::Press(UiAction::Shared(page), _) => author.all(page).await,
        Action::Press(UiAction::Share(id, share), _) => author.press(id, share).await,
        Action::Fill(UiAction::Share(id, _), filled) => author.written(id, filled).await,
        _ => Ok(Reply::tells(locale, wording::notices::old_button(locale))),
    };
    done.unwrap_or_else(|error| {
        tracing::error!("saving a story failed: {error}");
        Reply::tells(locale, wording::manage::not_saved(locale))
    })
}

/// A member with their own stories.
struct AuthorContext<'a> {
    app: &'a App,
    services: &'a GuildServices,
    request: &'a RequestContext,
    guild: &'a GuildSnapshot,
    member: u64,
}

/// The reply to an author, unless the database fails.
type AuthorResult = Result<Reply, StoreError>;

/// A story as it is quoted.
pub(crate) fn quoted(submission: &Submission, text: &str) -> Quote {
    let TestimonialContent { attribution, name, role, place, years, .. } = &submission.content;
    let (speaker, place, years) = attributed(*attribution, name, place, years);
    Quote {
        id: submission.id.to_string(),
        speaker: speaker.to_owned(),
        role: *role,
        place: place.to_owned(),
        years: years.to_owned(),
        text: text.to_owned(),
        origin: crate::knowledge::Origin::Guild,
    }
}

/// Name, place and years as the author wants them shown; an anonymous author is not described either.
pub(crate) fn attributed<'a>(
    named: Attribution,
    name: &'a str,
    place: &'a str,
    years: &'a str,
) -> (&'a str, &'a str, &'a str) {
    match named {
        Attribution::Name => (name, place, years),
        Attribution::Role => ("", place, years),
        Attribution::Nobody => ("", "", ""),
    }
}

/// Whether only the author sees a story.
fn is_unfinished(stage: SubmissionStatus) -> bool {
    !matches!(stage, SubmissionStatus::Approved | SubmissionStatus::Declined)
}
