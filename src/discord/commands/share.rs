//! What members share of what they lived through.

use poise::ChoiceParameter;

use super::{Context, Done, RoleChoice, answer, complete_any_topic};
use crate::app::store::Named;
use crate::app::{Action, Sharing};

/// How an author is named.
#[derive(Debug, Clone, Copy, ChoiceParameter)]
enum NameAs {
    #[name = "By my name"]
    #[name_localized("ja", "名前で")]
    Name,
    #[name = "By what I was, such as “an ALT in Hyōgo”"]
    #[name_localized("ja", "「兵庫のALT」のように")]
    Role,
    #[name = "Not at all: anonymous"]
    #[name_localized("ja", "匿名で")]
    Nobody,
}

impl From<NameAs> for Named {
    fn from(choice: NameAs) -> Self {
        match choice {
            NameAs::Name => Self::Name,
            NameAs::Role => Self::Role,
            NameAs::Nobody => Self::Nobody,
        }
    }
}

/// Share what you lived through on JET
#[poise::command(
    slash_command,
    name_localized("ja", "体験を共有"),
    description_localized("ja", "JETでの体験を共有する"),
    install_context = "Guild",
    interaction_context = "Guild",
    subcommands("experience", "mine"),
    subcommand_required
)]
pub async fn share(_: Context<'_>) -> Done {
    Ok(())
}

/// Write an experience; you see it back before anything is sent
#[poise::command(
    slash_command,
    name_localized("ja", "新規"),
    description_localized("ja", "体験談を書く（送る前に内容を確認できます）")
)]
async fn experience(
    ctx: Context<'_>,
    #[description = "Your role"]
    #[name_localized("ja", "職種")]
    #[description_localized("ja", "あなたの職種")]
    role: RoleChoice,
    #[description = "How you want to be named"]
    #[name_localized("ja", "名前の出し方")]
    #[description_localized("ja", "どのように名前を出すか")]
    #[rename = "name-as"]
    name_as: NameAs,
    #[description = "Where you worked, as you want it shown"]
    #[name_localized("ja", "場所")]
    #[description_localized("ja", "勤務地（表示されます）")]
    #[max_length = 60]
    place: Option<String>,
    #[description = "When, as you want it shown, such as 2018–2021"]
    #[name_localized("ja", "期間")]
    #[description_localized("ja", "期間（表示されます。例：2018–2021）")]
    #[max_length = 20]
    years: Option<String>,
    #[description = "What it is about"]
    #[name_localized("ja", "トピック")]
    #[description_localized("ja", "何についての体験か")]
    #[autocomplete = "complete_any_topic"]
    #[max_length = 100]
    topic: Option<String>,
) -> Done {
    let sharing = Sharing {
        role: role.into(),
        named: name_as.into(),
        place: place.as_deref(),
        years: years.as_deref(),
        topic: topic.as_deref(),
    };
    answer(ctx, Action::Share(sharing), true).await
}

/// See, edit and withdraw what you have shared
#[poise::command(
    slash_command,
    name_localized("ja", "自分の体験"),
    description_localized("ja", "共有した体験談を見る・編集する・取り下げる")
)]
async fn mine(ctx: Context<'_>) -> Done {
    answer(ctx, Action::Shared, true).await
}
