//! Members' own experiences, as their authors see them: written, shown back word for word, agreed to, and withdrawn.
//! Nothing that an author has not agreed to, in exactly these words, is ever seen by anybody but reviewers.

mod author;
mod text;
mod voices;

use super::store::{Named, Stage, StoreError, Submission, Told};
use super::{Action, App, Community, Guild, Visitor};
use crate::knowledge::Role;
use crate::reply::{Press, Quote, Reply, wording};

pub(super) use author::seen;
pub(super) use text::{Remark, cut, remarks};
pub(super) use voices::own_voices;

/// Characters of an experience: what fits under an answer.
pub const MOST: usize = 900;
/// Experiences of one member in one guild that nobody has decided on.
const MOST_OPEN: usize = 5;
/// Characters of a name, of a place, and of years.
const SHORT: usize = 60;

/// An experience that somebody is about to share.
#[derive(Debug, Clone, Copy)]
pub struct Sharing<'a> {
    /// Their role.
    pub role: Role,
    /// How they want to be named.
    pub named: Named,
    /// Where they worked.
    pub place: Option<&'a str>,
    /// When.
    pub years: Option<&'a str>,
    /// What it is about: a topic, by its id or title.
    pub topic: Option<&'a str>,
}

impl App {
    /// What somebody wants with their own experiences.
    pub(super) async fn share(&self, visitor: &Visitor, guild: &Guild, action: Action<'_>) -> Reply {
        let locale = visitor.locale;
        let (Some(community), Some(member)) = (&self.community, visitor.member) else {
            return Reply::tells(locale, wording::manage::only_in_guilds(locale));
        };
        let author = Author { app: self, community, visitor, guild, member };
        let done = match action {
            Action::Share(sharing) => author.begin(sharing).await,
            Action::Shared => author.all(0).await,
            Action::Press(Press::Shared(page), _) => author.all(page).await,
            Action::Press(Press::Share(id, share), _) => author.press(id, share).await,
            Action::Fill(Press::Share(id, _), filled) => author.written(id, filled).await,
            _ => Ok(Reply::tells(locale, wording::notices::old_button(locale))),
        };
        done.unwrap_or_else(|error| {
            tracing::error!("saving a story failed: {error}");
            Reply::tells(locale, wording::manage::not_saved(locale))
        })
    }
}

/// Somebody with their own experiences.
struct Author<'a> {
    app: &'a App,
    community: &'a Community,
    visitor: &'a Visitor,
    guild: &'a Guild,
    member: u64,
}

/// What becomes of what they want, unless the database fails.
type Said = Result<Reply, StoreError>;

/// An experience as it is quoted.
pub(super) fn quoted(submission: &Submission, text: &str) -> Quote {
    let Told { named, name, role, place, years, .. } = &submission.told;
    let (speaker, place, years) = attributed(*named, name, place, years);
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

/// Name, place and years as their author wants them shown: whoever does not want to be named is not described either.
pub(super) fn attributed<'a>(
    named: Named,
    name: &'a str,
    place: &'a str,
    years: &'a str,
) -> (&'a str, &'a str, &'a str) {
    match named {
        Named::Name => (name, place, years),
        Named::Role => ("", place, years),
        Named::Nobody => ("", "", ""),
    }
}

/// Whether an experience is seen by nobody but its author.
fn is_unfinished(stage: Stage) -> bool {
    !matches!(stage, Stage::Approved | Stage::Declined)
}
