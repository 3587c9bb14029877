//! The commands for members' own stories.

use poise::ChoiceParameter;

use super::{CommandResult, Context, RoleChoice, answer, complete_any_topic};
use crate::bot::testimonials::store::Attribution;
use crate::bot::{Action, SubmissionCommand};

/// The signature under a story.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum AttributionChoice {
    #[name = "My name"]
    #[name_localized("ja", "名前を表示")]
    Name,
    #[name = "Role and place (“an ALT in Hyōgo”)"]
    #[name_localized("ja", "職種と地域だけ（例：兵庫のALT）")]
    Role,
    #[name = "Anonymous"]
    #[name_localized("ja", "匿名")]
    Nobody,
}

impl From<AttributionChoice> for Attribution {
    fn from(choice: AttributionChoice) -> Self {
        match choice {
            AttributionChoice::Name => Self::Name,
            AttributionChoice::Role => Self::Role,
            AttributionChoice::Nobody => Self::Nobody,
        }
    }
}

/// Share your JET story
#[poise::command(
    slash_command,
    name_localized("ja", "体験談"),
    description_localized("ja", "JETでの体験談を共有する"),
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("experience", "mine"),
    subcommand_required
)]
pub async fn share(_: Context<'_>) -> CommandResult {
    Ok(())
}

/// Write a story (you preview it before it's sent)
#[poise::command(
    slash_command,
    name_localized("ja", "書く"),
    description_localized("ja", "体験談を書く（送る前に内容を確認できます）")
)]
async fn experience(
    ctx: Context<'_>,
    #[description = "Your role on JET"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "JETでの職種")]
    role: RoleChoice,
    #[description = "The signature under your story"]
    #[name_localized("ja", "表示方法")]
    #[description_localized("ja", "体験談に添える署名")]
    #[rename = "show-as"]
    name_as: AttributionChoice,
    #[description = "Where you worked (shown with your story)"]
    #[name_localized("ja", "場所")]
    #[description_localized("ja", "勤務地（体験談に表示されます）")]
    #[max_length = 60]
    place: Option<String>,
    #[description = "Your years on JET, such as 2018–2021 (shown with your story)"]
    #[name_localized("ja", "期間")]
    #[description_localized("ja", "JETにいた期間（体験談に表示されます。例：2018–2021）")]
    #[max_length = 20]
    years: Option<String>,
    #[description = "The topic of your story"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "体験談のトピック")]
    #[autocomplete = "complete_any_topic"]
    #[max_length = 100]
    topic: Option<String>,
) -> CommandResult {
    let sharing = SubmissionCommand {
        role: role.into(),
        named: name_as.into(),
        place: place.as_deref(),
        years: years.as_deref(),
        topic: topic.as_deref(),
    };
    answer(ctx, Action::Share(sharing), true).await
}

/// View, edit or withdraw your stories
#[poise::command(
    slash_command,
    name_localized("ja", "自分の投稿"),
    description_localized("ja", "自分の体験談を見る・編集する・取り下げる")
)]
async fn mine(ctx: Context<'_>) -> CommandResult {
    answer(ctx, Action::Shared, true).await
}
