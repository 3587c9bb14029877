//! What a message is, before anything is matched: a call for help, small talk, a text in a language that the bot does not
//! speak, or a question. Every path by which a member's text arrives comes through here.

use crate::bot::action::RequestContext;
use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::intent::{self, IntentScores};
use crate::knowledge::{Knowledge, NeedKind, TalkKind, TalkOffer};
use crate::search::Encoding;
use crate::text::{Language, chat_form, language_of};
use crate::ui::{Button, InfoPage, Locale, Panel, PanelItem, Reply, UiAction, wording};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Intent<'a> {
    /// Its author, or whom they speak of, may be in danger or distress.
    Need(&'a NeedKind, IsCertain),
    /// Small talk, or a question about the bot.
    Talk(&'a TalkKind, IsCertain),
    /// A text in another language.
    Foreign,
    /// A question.
    Question,
}

/// Whether the intent holds, whichever entries match. An uncertain one gives way to an entry that answers the message.
type IsCertain = bool;

/// The intent of a message from a member with this locale; by its words alone if it has no encoding.
pub(crate) fn intent<'a>(
    index: &'a KnowledgeIndex,
    locale: Locale,
    text: &str,
    encoding: Option<&Encoding>,
) -> Intent<'a> {
    let likely = intent::classify(text, encoding);
    if let Some((kind, surely)) = likely_need(index, text, likely) {
        return Intent::Need(kind, surely);
    }
    let talk = &index.knowledge().talk;
    let by_classifier = likely.talk().and_then(|(sort, surely)| Some((talk.sort(sort)?, surely)));
    match (talk.find(text), by_classifier) {
        (Some(sort), _) => Intent::Talk(sort, true),
        (None, Some((sort, surely))) => Intent::Talk(sort, surely),
        (None, None) if language(index, locale, text).is_none() => Intent::Foreign,
        (None, None) => Intent::Question,
    }
}

/// The kind of danger or distress that a text tells of, by its words.
pub(crate) fn need<'a>(index: &'a KnowledgeIndex, text: &str) -> Option<(&'a NeedKind, IsCertain)> {
    likely_need(index, text, intent::classify(text, None))
}

/// The same, by the rules of the knowledge and by what the classifier has learnt.
fn likely_need<'a>(index: &'a KnowledgeIndex, text: &str, likely: IntentScores) -> Option<(&'a NeedKind, IsCertain)> {
    let Knowledge { care, need, .. } = index.knowledge();
    let rule = need.find(&chat_form(text));
    let by_rule = rule.filter(|(_, strong)| *strong || likely.need(true).is_some()).map(|(kind, _)| kind);
    let kind = care.kind(by_rule.or_else(|| likely.need(false))?)?;
    Some((kind, by_rule.is_some() || likely.is_surely_need()))
}

/// The language in which a text is answered; [`None`] if it is in another language. `locale` is the member's.
pub(crate) fn language(index: &KnowledgeIndex, locale: Locale, text: &str) -> Option<Locale> {
    match language_of(text) {
        Language::English => Some(locale),
        Language::Japanese => Some(Locale::Japanese),
        Language::Kanji if locale == Locale::Japanese || index.matcher.knows_as_japanese(text) => {
            Some(Locale::Japanese)
        }
        Language::Kanji | Language::Other => None,
    }
}

/// The reply to a message in need; [`None`] for others. A question that may only sound like one is looked at again with
/// its matches.
pub(crate) fn help_for(index: &KnowledgeIndex, locale: Locale, text: &str, question: bool) -> Option<Reply> {
    let (kind, _) = need(index, text).filter(|(_, surely)| *surely || !question)?;
    Some(care(index, language(index, locale, text).unwrap_or(locale), kind))
}

/// The reply to a member in danger or distress, shown privately wherever that is possible.
pub(crate) fn care(index: &KnowledgeIndex, locale: Locale, kind: &NeedKind) -> Reply {
    let care = &index.knowledge().care;
    let contacts = care.contacts_for(kind, locale).map(|contact| {
        let title = locale.pick(&contact.title, &contact.title_ja);
        let parts = [contact.phone.as_str(), contact.url.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        PanelItem::new(title, parts.join(" · "))
    });
    let title = wording::answers::who_helps(locale).to_owned();
    let panel = Panel { title, items: contacts.collect(), ..Panel::default() };
    let panels = if panel.items.is_empty() { Vec::new() } else { vec![panel] };
    Reply { panels, care: true, ..Reply::tells(locale, locale.pick(&kind.lead, &kind.lead_ja).as_str()) }
}

/// The reply to small talk.
pub(crate) fn talk(request: &RequestContext, sort: &TalkKind) -> Reply {
    let locale = request.locale;
    let info = |info| Some(UiAction::Info(info));
    let press = match sort.button {
        Some(TalkOffer::Help) => info(InfoPage::Help),
        Some(TalkOffer::About) => info(InfoPage::About),
        Some(TalkOffer::Privacy) => info(InfoPage::Privacy),
        Some(TalkOffer::Moderators) => request.guild.map(|_| UiAction::Moderators(None)),
        None => None,
    };
    let label = match sort.button {
        Some(TalkOffer::About) => wording::browse::about_title(locale),
        Some(TalkOffer::Privacy) => wording::notices::your_data(locale),
        Some(TalkOffer::Moderators) => wording::controls::ask_the_moderators(locale),
        Some(TalkOffer::Help) | None => wording::browse::help_title(locale),
    };
    let buttons = press.map(|press| Button::new(label, press)).into_iter().collect();
    Reply { buttons, ..Reply::says(locale, sort.reply_in(locale)) }
}
