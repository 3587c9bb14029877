//! The texts of a reply as embeds.

use std::fmt::Write as _;

use serenity::builder::{CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter};

use super::components::has_list;
use super::escape::{escape, fit_plain};
use crate::discord::limits;
use crate::ui::limits::ASKED;
use crate::ui::{Card, CitedPassage, Locale, Panel, PanelItem, Quote, Reply, Span, cautions, wording};

/// The green of young tea: an answer.
const ANSWER: u32 = 0x6b_9e_3f;
/// The grey of stone: everything else.
const OTHER: u32 = 0x8a_8f_98;

/// Every embed of a reply, within all of Discord's limits.
pub fn embeds(reply: &Reply) -> Vec<CreateEmbed> {
    let mut drafts: Vec<EmbedDraft> = Vec::new();
    let lead = lead(reply);
    if !lead.is_empty() {
        drafts.push(EmbedDraft { description: lead, ..EmbedDraft::default() });
    }
    drafts.extend(reply.cards.iter().map(|one| card(reply.locale, one)));
    drafts.extend(reply.panels.iter().map(|one| panel(reply.locale, one)));
    if !reply.voices.is_empty() {
        let quotes: Vec<String> = reply.voices.iter().map(|one| quote(reply.locale, one)).collect();
        drafts.push(EmbedDraft { description: quotes.join("\n\n"), ..EmbedDraft::default() });
    }
    join(&mut drafts);
    if let Some(list) = list(reply) {
        let last = drafts.last_mut();
        match last {
            Some(last) if last.fields.is_empty() => add_line(&mut last.description, &list),
            _ => drafts.push(EmbedDraft { description: list, ..EmbedDraft::default() }),
        }
    }
    if let Some(above) = above_links(reply) {
        match drafts.last_mut() {
            Some(last) if last.is_only_text() => add_line(&mut last.description, above),
            _ => drafts.push(EmbedDraft { description: above.to_owned(), ..EmbedDraft::default() }),
        }
    }
    if let Some(first) = drafts.first_mut() {
        first.author = fit_plain(&crate::ui::limits::shorten(reply.asked.trim(), ASKED), limits::AUTHOR);
    }
    let mut left = limits::EMBEDS;
    let built = drafts.into_iter().filter_map(|draft| draft.build(&mut left)).take(limits::EMBEDS_A_MESSAGE);
    let mut embeds: Vec<CreateEmbed> = built.collect();
    if embeds.is_empty() {
        // Whatever there was to say showed nothing; Discord takes no empty message.
        embeds.push(CreateEmbed::new().description("…"));
    }
    embeds
}

/// The text above everything else.
fn lead(reply: &Reply) -> String {
    escape(&reply.lead)
}

/// What the links below are: whether they speak for the programme.
fn above_links(reply: &Reply) -> Option<&'static str> {
    let official = reply.links.iter().any(|link| link.official);
    let above = if official {
        wording::answers::check_officially(reply.locale)
    } else {
        wording::answers::look_here(reply.locale)
    };
    (!reply.links.is_empty()).then_some(above)
}

/// Candidates as a numbered list, unless each has a button of its own.
fn list(reply: &Reply) -> Option<String> {
    if !has_list(reply) {
        return None;
    }
    let lines = (1..).zip(&reply.choices).map(|(number, choice)| format!("{number}\\. {}", escape(&choice.label)));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// A lead, or anything else that has only a description, goes into the embed before or after it.
fn join(drafts: &mut Vec<EmbedDraft>) {
    let mut joined: Vec<EmbedDraft> = Vec::new();
    for mut draft in drafts.drain(..) {
        match joined.last_mut() {
            Some(last) if last.is_only_text() && draft.title.is_empty() => {
                add_line(&mut last.description, &draft.description);
                last.fields.append(&mut draft.fields);
            }
            _ => joined.push(draft),
        }
    }
    *drafts = joined;
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(line);
}

fn card(locale: Locale, card: &Card) -> EmbedDraft {
    let mut description = escape(&card.answer);
    for said in &card.quotes {
        add_line(&mut description, &quote(locale, said));
    }
    let grouped = card.sources.chunk_by(|a, b| a.document == b.document);
    let mut fields: Vec<EmbedField> =
        grouped.filter_map(|passages| Some(source(locale, passages.first()?, passages))).collect();
    add_cautions(&mut fields, card.sources.iter());
    let said = card.doubt.map(str::to_owned).into_iter().chain(card.credit.clone());
    EmbedDraft {
        colour: ANSWER,
        title: escape(&card.question),
        description,
        fields,
        footer: fit_plain(&said.collect::<Vec<_>>().join(" · "), limits::FOOTER),
        ..EmbedDraft::default()
    }
}

/// A testimonial as a block quote.
fn quote(locale: Locale, quote: &Quote) -> String {
    let said = escape(&wording::answers::quoted(&quote.text)).replace('\n', "\n> ");
    format!("> {said}\n> — {}", escape(&wording::answers::speaker(locale, quote)))
}

fn source(locale: Locale, first: &CitedPassage, passages: &[CitedPassage]) -> EmbedField {
    let mut value = String::new();
    for source in passages.iter().filter(|source| !source.passage.is_empty()) {
        let _ = writeln!(value, "{}", escape(&format!("“{}”", source.passage)));
    }
    EmbedField { name: escape(&wording::answers::source(locale, &first.label)), value, inline: false }
}

/// What the documents are not, each time once, below everything else.
fn add_cautions<'a>(fields: &mut [EmbedField], sources: impl Iterator<Item = &'a CitedPassage>) {
    let Some(last) = fields.last_mut() else { return };
    for caution in cautions(sources) {
        let end = if last.value.is_empty() || last.value.ends_with('\n') { "" } else { "\n" };
        let _ = write!(last.value, "{end}-# {}", escape(caution));
    }
}

fn panel(locale: Locale, panel: &Panel) -> EmbedDraft {
    let mut fields = Vec::new();
    let columns = panel.columns.max(1);
    let mut description = escape(&panel.text);
    if let Some(said) = &panel.quote {
        add_line(&mut description, &quote(locale, said));
    }
    for (number, one) in panel.items.iter().enumerate() {
        // A field without a name would show an empty line.
        if one.heading.is_empty() {
            let value = item(locale, one, false).value;
            let above = fields.last_mut().map_or(&mut description, |field: &mut EmbedField| &mut field.value);
            let end = if above.is_empty() { "" } else { "\n" };
            let _ = write!(above, "{end}{value}");
            continue;
        }
        fields.push(item(locale, one, columns > 1));
        // Discord puts three fields in a row; where two belong together, nothing stands third.
        if columns == 2 && number % 2 == 1 {
            fields.push(EmbedField { name: NOTHING.to_owned(), value: NOTHING.to_owned(), inline: true });
        }
    }
    add_cautions(&mut fields, panel.items.iter().flat_map(|item| &item.sources));
    EmbedDraft { title: escape(&panel.title), description, fields, ..EmbedDraft::default() }
}

/// The characters that must be left for a further field: fewer would be unreadable, and the substitute for an empty
/// text must fit.
const ROOM_FOR_A_FIELD: usize = 40;

/// What Discord shows as nothing, and yet takes for a text.
const NOTHING: &str = "\u{200b}";

fn item(locale: Locale, item: &PanelItem, inline: bool) -> EmbedField {
    let mut value = escape(&item.text);
    item.pieces.iter().for_each(|one| piece(&mut value, one));
    for passages in item.sources.chunk_by(|a, b| a.document == b.document) {
        let Some(first) = passages.first() else { continue };
        let shown = if inline { &passages[..1] } else { passages };
        let passages = shown.iter().filter(|source| !source.passage.is_empty());
        let mut line = wording::answers::source(locale, &first.label);
        passages.for_each(|source| line.extend([" “", source.passage.as_str(), "”"]));
        let _ = write!(value, "\n-# {}", escape(&line));
    }
    EmbedField { name: escape(&item.heading), value, inline }
}

/// A span of a text. Mentions in embeds do not ping.
fn piece(out: &mut String, piece: &Span) {
    let _ = match piece {
        Span::Plain(text) => write!(out, "{}", escape_piece(text)),
        Span::Removed(text) => marked(out, "~~", text),
        Span::Added(text) => marked(out, "**", text),
        Span::Channel(id) => write!(out, "<#{id}>"),
        Span::Role(id) => write!(out, "<@&{id}>"),
        Span::Member(id) => write!(out, "<@{id}>"),
        Span::Time(seconds) => write!(out, "<t:{seconds}:f>"),
    };
}

/// Marks the visible part of a text: Discord shows no mark beside white space.
fn marked(out: &mut String, mark: &str, text: &str) -> std::fmt::Result {
    let inner = text.trim();
    if inner.is_empty() {
        return write!(out, "{text}");
    }
    let (before, after) = text.split_once(inner).unwrap_or_default();
    write!(out, "{before}{mark}{}{mark}{after}", escape(inner))
}

/// Escapes a span and keeps the white space at its ends, because spans continue each other.
fn escape_piece(text: &str) -> String {
    let inner = text.trim();
    let (before, after) = text.split_once(inner).unwrap_or((text, ""));
    format!("{before}{}{after}", escape(inner))
}

/// An embed before it is cut to what Discord takes; its texts are escaped.
#[derive(Debug, Default)]
struct EmbedDraft {
    colour: u32,
    author: String,
    title: String,
    description: String,
    fields: Vec<EmbedField>,
    footer: String,
}

#[derive(Debug)]
struct EmbedField {
    name: String,
    value: String,
    inline: bool,
}

impl EmbedDraft {
    fn is_only_text(&self) -> bool {
        self.title.is_empty() && self.fields.is_empty() && self.footer.is_empty()
    }

    /// The embed, cut to its own limits and to what is left for the message; [`None`] if nothing is left.
    fn build(self, left: &mut usize) -> Option<CreateEmbed> {
        let mut embed = CreateEmbed::new().colour(if self.colour == 0 { OTHER } else { self.colour });
        let author = take(left, self.author, limits::AUTHOR);
        let title = take(left, self.title, limits::TITLE);
        // The footer says who wrote an answer and whether it is uncertain: it is never left out.
        let footer = take(left, self.footer, limits::FOOTER.min(*left / 2));
        let description = take(left, self.description, limits::DESCRIPTION);
        let mut fields = 0;
        for field in self.fields.into_iter().take(limits::FIELDS) {
            if *left < ROOM_FOR_A_FIELD {
                break;
            }
            let half = *left / 2;
            let name = take_visible(left, field.name, limits::FIELD_NAME.min(half));
            let value = take_visible(left, field.value, limits::FIELD_VALUE);
            embed = embed.field(name, value, field.inline);
            fields += 1;
        }
        if title.is_empty() && description.is_empty() && fields == 0 {
            return None;
        }
        if !author.is_empty() {
            embed = embed.author(CreateEmbedAuthor::new(author));
        }
        if !title.is_empty() {
            embed = embed.title(title);
        }
        if !description.is_empty() {
            embed = embed.description(description);
        }
        if !footer.is_empty() {
            embed = embed.footer(CreateEmbedFooter::new(footer));
        }
        Some(embed)
    }
}

/// The same, or what Discord takes in its place where nothing of it is to be seen.
fn take_visible(left: &mut usize, text: String, most: usize) -> String {
    let text = take(left, text, most);
    if text.is_empty() {
        *left = left.saturating_sub(1);
        return NOTHING.to_owned();
    }
    text
}

/// As much of an escaped text as may be, and as is left; never half an escape.
fn take(left: &mut usize, text: String, most: usize) -> String {
    let most = most.min(*left);
    let text = if text.chars().count() <= most { text } else { cut(&text, most) };
    if text.trim().is_empty() {
        return String::new();
    }
    *left -= text.chars().count();
    text
}

fn cut(text: &str, most: usize) -> String {
    let mut head: String = text.chars().take(most.saturating_sub(1)).collect();
    let slashes = head.len() - head.trim_end_matches('\\').len();
    if slashes % 2 == 1 {
        head.pop();
    }
    if most > 0 {
        head.push('…');
    }
    head
}
