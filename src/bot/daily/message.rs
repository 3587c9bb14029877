//! A highlight as members see it.

use crate::bot::ask::knowledge_index::KnowledgeIndex;
use crate::bot::daily::store::{Post, SchedulePlan};
use crate::knowledge::{Origin, Topic};
use crate::search::AttributedTestimonial;
use crate::ui::{
    Button, Form, FormField, Locale, Panel, PanelItem, Reply, StableHash, StoryFilter, UiAction, limits, quote, wording,
};

/// Characters of a thread's name; Discord takes 100.
const THREAD: usize = 90;
/// Characters of a question; as many as a command takes.
const QUESTION: u16 = 1_000;

/// A post: a title, the testimonial, its source, and a topic to talk about.
pub fn composed(
    library: &KnowledgeIndex,
    locale: Locale,
    plan: &SchedulePlan,
    post: &Post,
    voice: AttributedTestimonial<'_>,
) -> Reply {
    let topic = topic(library, plan, voice);
    let mut items = vec![written(library, locale, voice)];
    let prompts = topic.map_or(&[][..], |topic| topic.prompts_in(locale));
    let prompt = prompts.iter().cycle().nth(chosen(&post.testimonial, prompts.len()));
    let prompt = prompt.map_or_else(|| wording::highlights::highlight_prompt(locale), String::as_str);
    items.push(PanelItem::new(wording::highlights::talk_about_it(locale), prompt));
    let title = wording::highlights::highlight_title(locale, topic.map(|topic| topic.title_in(locale)));
    let panel = Panel { title, quote: Some(quote(voice)), items, columns: 1, ..Panel::default() };
    let about = UiAction::About { post: post.id, topic: topic.map(|topic| StableHash::topic(&topic.id)) };
    let mut buttons = vec![Button::new(wording::highlights::ask_about_this(locale), about)];
    buttons.extend(more(library, locale, voice));
    Reply { buttons, ..Reply::panel(locale, panel) }
}

/// What a thread below a post is called.
pub fn thread(post: &Reply) -> String {
    limits::shorten(post.panels.first().map_or("", |panel| &panel.title), THREAD).into_owned()
}

/// A form for a question about what a highlight tells of.
pub fn ask_about(locale: Locale, press: UiAction) -> Reply {
    let (title, label) = wording::highlights::ask_about_form(locale);
    let question = FormField { label, hint: "", value: String::new(), long: false, required: true, most: QUESTION };
    Reply::form(locale, Form { title, press, fields: vec![question] })
}

/// The topic that a testimonial is posted for: the first of the schedule's, or of its own.
fn topic<'a>(library: &'a KnowledgeIndex, plan: &SchedulePlan, voice: AttributedTestimonial<'_>) -> Option<&'a Topic> {
    let wanted = voice.said.topics.iter().find(|topic| plan.topics.contains(topic));
    library.knowledge().topic(wanted.or(voice.said.topics.first())?)
}

/// Which of so many prompts stands below a testimonial: the same, however often it is composed.
fn chosen(testimonial: &str, prompts: usize) -> usize {
    usize::try_from(StableHash::testimonial(testimonial).0 % prompts.max(1) as u64).unwrap_or_default()
}

/// The source of a testimonial.
fn written(library: &KnowledgeIndex, locale: Locale, voice: AttributedTestimonial<'_>) -> PanelItem {
    let document = library.knowledge().document(&voice.said.document);
    let text = match (voice.origin, document) {
        (Origin::Curated, Some(document)) if document.caution.is_empty() => document.label_in(locale).to_owned(),
        (Origin::Curated, Some(document)) => {
            format!("{}\n{}", document.label_in(locale), document.caution_in(locale))
        }
        _ => wording::highlights::shared_here(locale).to_owned(),
    };
    PanelItem::new(wording::highlights::where_written(locale), text)
}

/// More of the same person's words, if there are any.
fn more(library: &KnowledgeIndex, locale: Locale, voice: AttributedTestimonial<'_>) -> Option<Button> {
    let theirs = library
        .matcher
        .testimonials()
        .filter(|other| !other.said.mature && (other.origin, &other.by.id) == (voice.origin, &voice.by.id));
    let person = Some(StableHash::person_of(&voice.by.id, voice.origin));
    let press = UiAction::Voices(StoryFilter { person, topic: None }, 0);
    (theirs.take(2).count() > 1).then(|| Button::new(wording::highlights::more_from(locale, &voice.by.name), press))
}
