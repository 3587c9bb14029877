//! Forms that were filled in. What one does stands in its id, as on a button, so that a form that was opened before a
//! restart can be sent after it.

use serenity::builder::CreateInteractionResponse;
use serenity::http::Http;
use serenity::model::application::ModalInteraction;

use super::custom_id::{Control, ControlAction};
use super::render::{self, Audience};
use super::request_context::RequestOrigin;
use super::{BotState, outbox, retry};
use crate::bot::Action;
use crate::ui::{Reply, wording};

/// Answers a form.
pub async fn filled(state: &BotState, http: &Http, form: &ModalInteraction) {
    let asker = RequestOrigin::of_form(state, form);
    let locale = asker.request.locale;
    let reply = match Control::decode(&form.data.custom_id).map(|control| control.does) {
        Ok(ControlAction::Press(press)) => {
            let fields = render::filled(&form.data);
            state.app.handle(&asker.request, Action::Fill(press, &fields)).await
        }
        _ => Reply::tells(locale, wording::notices::old_button(locale)),
    };
    let message = render::reply(&reply, Audience::Alone);
    // A private message below the form is replaced by the reply.
    let own = form.message.as_ref().and_then(|message| message.flags);
    let replaces = own.is_some_and(|flags| flags.contains(serenity::all::MessageFlags::EPHEMERAL));
    retry::answer("the answer to a form", || {
        let response = message.clone().response(Audience::Alone);
        let response = if replaces {
            let flags = serenity::all::InteractionResponseFlags::empty();
            CreateInteractionResponse::UpdateMessage(response.flags(flags))
        } else {
            CreateInteractionResponse::Message(response)
        };
        form.create_response(http, response)
    })
    .await;
    outbox::hand_over(state, &asker.request, &form.token).await;
}
