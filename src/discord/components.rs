//! Buttons and menus. The member who asked sees their reply change; other members get a private reply.

use std::collections::BTreeMap;

use serenity::builder::{CreateInteractionResponse, CreateInteractionResponseMessage};
use serenity::http::Http;
use serenity::model::application::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind,
};

use super::custom_id::{Control, ControlAction, UnknownCustomId};
use super::render::{self, Audience};
use super::request_context::{RequestOrigin, is_alone_with};
use super::{BotState, outbox, retry};
use crate::bot::testimonials::quoted_messages;
use crate::bot::{Action, PressedReply};
use crate::ui::{EntryAction, Form, InfoPage, ModeratorAction, Reply, UiAction, wording};

/// Answers something that was pressed.
pub async fn pressed(state: &BotState, http: &Http, pressed: &ComponentInteraction) {
    let asker = RequestOrigin::of_press(state, pressed);
    let locale = asker.request.locale;
    let (control, menu) = match control(pressed) {
        Ok(found) => found,
        Err(UnknownCustomId) => {
            return tell(http, pressed, &Reply::tells(locale, wording::notices::old_button(locale))).await;
        }
    };
    let alone = is_alone_with(pressed);
    // A forged click may claim to be the asker's.
    let theirs = alone || (control.asker == Some(asker.user) && is_offered(pressed));
    match control.does {
        ControlAction::Remove if theirs || asker.request.moderator => remove(state, http, pressed).await,
        ControlAction::Remove => {
            tell(http, pressed, &Reply::tells(locale, wording::notices::only_the_asker(locale))).await;
        }
        // A menu from which nothing was chosen.
        ControlAction::Choices | ControlAction::Menu(_) => drop(acknowledge(http, pressed).await),
        ControlAction::Press(press) => {
            // What was sent to a member alone is theirs.
            let to_one = pressed.guild_id.is_none() && is_offered(pressed) && is_for_one_alone(&press);
            let theirs = theirs || to_one;
            let changes = theirs && takes_the_place(&press, menu.as_ref());
            if takes_long(&press) {
                return later(state, http, pressed, (&asker, press), changes).await;
            }
            // The question stays visible for others.
            let author = pressed.message.embeds.first().and_then(|embed| embed.author.as_ref());
            let above = author.map_or("", |author| author.name.as_str());
            let under = PressedReply {
                asked: above,
                channel: pressed.channel_id.get(),
                message: (!alone && pressed.guild_id.is_some()).then_some(pressed.message.id.get()),
            };
            let manages = matches!(
                press,
                UiAction::Manage(_)
                    | UiAction::Credit(..)
                    | UiAction::Forget(_)
                    | UiAction::Share(..)
                    | UiAction::Shared(_)
            );
            let personal = matches!(press, UiAction::Info(InfoPage::Privacy));
            let guilds = if personal { state.guilds.names() } else { BTreeMap::new() };
            let action = match press {
                UiAction::Info(InfoPage::Privacy) => Action::Privacy(&guilds),
                press => Action::Press(press, under),
            };
            let reply = state.app.handle(&asker.request, action).await;
            if let Some(form) = &reply.form {
                return open(http, pressed, form).await;
            }
            if changes && (manages || !reply.is_notice()) {
                let reply = if manages { reply } else { reply.about(above) };
                let audience = if alone || to_one { Audience::Alone } else { Audience::Everybody(asker.user) };
                let message = render::reply(&reply, audience);
                let id = pressed.message.id.get();
                let _turn = if alone { None } else { quoted_messages::turn(&state.app, &asker.request, id).await };
                let what = "what a press changes";
                let there = retry::answer(what, || {
                    // What a message is to whom cannot be changed with it.
                    let response =
                        message.clone().response(audience).flags(serenity::all::InteractionResponseFlags::empty());
                    pressed.create_response(http, CreateInteractionResponse::UpdateMessage(response))
                });
                if there.await && !alone {
                    let message = (pressed.channel_id.get(), pressed.message.id.get());
                    quoted_messages::record_quotes(&state.app, &asker.request, message, &reply, true).await;
                }
            } else {
                tell(http, pressed, &reply).await;
            }
            outbox::hand_over(state, &asker.request, &pressed.token).await;
        }
    }
}

/// The clicked control, and the option chosen from it if it is a menu.
fn control(pressed: &ComponentInteraction) -> Result<(Control, Option<ControlAction>), UnknownCustomId> {
    let own = Control::decode(&pressed.data.custom_id)?;
    match &pressed.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => match values.first() {
            Some(value) => Ok((Control::decode(value)?, Some(own.does))),
            None => Ok((own, None)),
        },
        _ => Ok((own, None)),
    }
}

/// Whether the message really has the clicked control or chosen option.
fn is_offered(pressed: &ComponentInteraction) -> bool {
    let data = &pressed.data;
    let there = |kind: &ActionRowComponent| match (kind, &data.kind) {
        (ActionRowComponent::Button(button), ComponentInteractionDataKind::Button) => {
            matches!(&button.data, ButtonKind::NonLink { custom_id, .. } if *custom_id == data.custom_id)
        }
        (ActionRowComponent::SelectMenu(menu), ComponentInteractionDataKind::StringSelect { values }) => {
            let offered = |value: &String| menu.options.iter().any(|option| option.value == *value);
            menu.custom_id.as_ref() == Some(&data.custom_id) && values.iter().all(offered)
        }
        _ => false,
    };
    pressed.message.components.iter().flat_map(|row| &row.components).any(there)
}

/// Whether the reply replaces the message of the clicked control, or is sent beside it.
fn takes_the_place(press: &UiAction, menu: Option<&ControlAction>) -> bool {
    match press {
        UiAction::Show(_)
        | UiAction::Pick { .. }
        | UiAction::NotQuite(..)
        | UiAction::Page(..)
        | UiAction::Voices(..)
        | UiAction::Manage(ModeratorAction::Entry(_, EntryAction::Look)) => {
            // From a list one wants to come back to it.
            !matches!(menu, Some(ControlAction::Menu(_)))
        }
        UiAction::Eligibility(_)
        | UiAction::Manage(_)
        | UiAction::Credit(..)
        | UiAction::Forget(_)
        | UiAction::Share(..)
        | UiAction::Shared(_) => true,
        UiAction::Helped(..)
        | UiAction::Brought { .. }
        | UiAction::Voice(..)
        | UiAction::Moderators(_)
        | UiAction::About { .. }
        | UiAction::Info(_) => false,
    }
}

/// Whether only the one member whom it is about is ever offered it, in a message to them alone.
fn is_for_one_alone(press: &UiAction) -> bool {
    matches!(press, UiAction::Credit(..) | UiAction::Share(..) | UiAction::Shared(_))
}

/// Whether something may take longer than Discord waits.
fn takes_long(press: &UiAction) -> bool {
    matches!(press, UiAction::Manage(ModeratorAction::Apply(..)))
}

/// Runs a slow action, and replies when it is done: in place of the message of the clicked control, or beside it.
async fn later(
    state: &BotState,
    http: &Http,
    pressed: &ComponentInteraction,
    (asker, press): (&RequestOrigin, UiAction),
    changes: bool,
) {
    let promised = retry::answer("the promise of an answer", || {
        let alone = CreateInteractionResponseMessage::new().ephemeral(true);
        let promise =
            if changes { CreateInteractionResponse::Acknowledge } else { CreateInteractionResponse::Defer(alone) };
        pressed.create_response(http, promise)
    });
    if !promised.await {
        return;
    }
    let reply = state.app.handle(&asker.request, Action::Press(press, PressedReply::default())).await;
    let message = render::reply(&reply, Audience::Alone);
    retry::later("the answer to a press", || {
        let edit = message.clone().edit();
        async { pressed.edit_response(&state.http, edit).await.map(drop) }
    })
    .await;
}

/// Opens a form.
async fn open(http: &Http, pressed: &ComponentInteraction, form: &Form) {
    let modal = render::form(form);
    retry::answer("a form", || pressed.create_response(http, CreateInteractionResponse::Modal(modal.clone()))).await;
}

/// Replies privately.
async fn tell(http: &Http, pressed: &ComponentInteraction, reply: &Reply) {
    let message = render::reply(reply, Audience::Alone);
    retry::answer("the answer to a press", || {
        let response = message.clone().response(Audience::Alone);
        pressed.create_response(http, CreateInteractionResponse::Message(response))
    })
    .await;
}

async fn acknowledge(http: &Http, pressed: &ComponentInteraction) -> bool {
    let send = || pressed.create_response(http, CreateInteractionResponse::Acknowledge);
    retry::answer("the acknowledgement of a press", send).await
}

/// Removes the reply under which it was pressed.
async fn remove(state: &BotState, http: &Http, pressed: &ComponentInteraction) {
    if acknowledge(http, pressed).await {
        let removed = retry::attempt(|| state.http.delete_original_interaction_response(&pressed.token)).await;
        if let Err(api_error) = removed {
            tracing::warn!("deleting a reply failed: {api_error}");
        }
    }
}
