//! A reply as text for a terminal. Only what is painted here can move the cursor or colour the screen: control
//! characters in members' texts are dropped.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::plain;
use crate::search::{EntryPart, Explanation, QuotePart, ScoringMode};
use crate::ui::{Card, CitedPassage, Locale, Panel, Quote, Reply, Span, wording};

/// Columns that text is wrapped to.
const WIDTH: usize = 80;

const TITLE: Style = Style::new().bold();
const VOICE: Style = AnsiColor::Cyan.on_default();
const FAINT: Style = Style::new().dimmed();
const ACCENT: Style = AnsiColor::Yellow.on_default();

/// The whole reply, with colours; print it through a stream that strips them where none are wanted. What can be pressed
/// is numbered in the order of [`Reply::presses`].
pub fn reply(reply: &Reply) -> String {
    let locale = reply.locale;
    let mut out = String::new();
    if !reply.lead.is_empty() {
        wrapped(&mut out, "", Style::new(), &reply.lead);
    }
    for shown in &reply.cards {
        card(&mut out, locale, shown);
    }
    for shown in &reply.panels {
        panel(&mut out, locale, shown);
    }
    for said in &reply.voices {
        gap(&mut out);
        quote(&mut out, locale, said);
    }
    let mut numbers = 1..;
    let mut numbered = |label: &str| format!("{}. {label}", numbers.next().unwrap_or_default());
    for choice in &reply.choices {
        wrapped(&mut out, "  ", ACCENT, &numbered(&choice.label));
    }
    for menu in &reply.menus {
        gap(&mut out);
        wrapped(&mut out, "", FAINT, &format!("{}:", menu.prompt.trim_end_matches(['?', '？'])));
        for (place, option) in menu.options.iter().enumerate() {
            let style = if menu.chosen == Some(place) { ACCENT } else { FAINT };
            wrapped(&mut out, "  ", style, &numbered(&option.label));
        }
    }
    let official = reply.links.iter().any(|link| link.official);
    if !reply.links.is_empty() {
        let above =
            if official { wording::answers::check_officially(locale) } else { wording::answers::look_here(locale) };
        wrapped(&mut out, "", FAINT, above);
    }
    for link in &reply.links {
        wrapped(&mut out, "  ", FAINT, &format!("{}: {}", link.title, link.url));
    }
    if !reply.buttons.is_empty() {
        gap(&mut out);
        let buttons: Vec<String> = reply.buttons.iter().map(|button| numbered(&button.label)).collect();
        wrapped(&mut out, "  ", FAINT, &buttons.join(" · "));
    }
    out
}

/// An empty line, unless nothing stands before it.
fn gap(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

fn card(out: &mut String, locale: Locale, card: &Card) {
    wrapped(out, "", TITLE, &card.question);
    if let Some(doubt) = card.doubt {
        wrapped(out, "", FAINT, doubt);
    }
    out.push('\n');
    wrapped(out, "", Style::new(), &card.answer);
    for said in &card.quotes {
        out.push('\n');
        quote(out, locale, said);
    }
    if !card.sources.is_empty() || card.credit.is_some() {
        out.push('\n');
    }
    sources(out, locale, &card.sources);
    cautions(out, card.sources.iter());
    if let Some(credit) = &card.credit {
        wrapped(out, "", FAINT, credit);
    }
}

fn panel(out: &mut String, locale: Locale, panel: &Panel) {
    for (style, text) in [(TITLE, &panel.title), (Style::new(), &panel.text)] {
        for line in text.lines() {
            wrapped(out, "", style, line);
        }
    }
    if let Some(said) = &panel.quote {
        quote(out, locale, said);
    }
    for item in &panel.items {
        gap(out);
        wrapped(out, "", ACCENT, &item.heading);
        let pieces = item.pieces.iter().map(piece).collect::<String>();
        for line in format!("{}{pieces}", item.text).lines() {
            wrapped(out, "  ", Style::new(), line);
        }
        sources(out, locale, &item.sources);
    }
    cautions(out, panel.items.iter().flat_map(|item| &item.sources));
}

fn piece(piece: &Span) -> String {
    match piece {
        Span::Plain(text) => text.clone(),
        Span::Removed(text) => format!("[-{text}-]"),
        Span::Added(text) => format!("{{+{text}+}}"),
        Span::Channel(id) => format!("#{id}"),
        Span::Role(id) | Span::Member(id) => format!("@{id}"),
        Span::Time(seconds) => jiff::Timestamp::from_second(*seconds).map(|at| at.to_string()).unwrap_or_default(),
    }
}

fn quote(out: &mut String, locale: Locale, quote: &Quote) {
    wrapped(out, "  │ ", VOICE, &wording::answers::quoted(&quote.text));
    wrapped(out, "  │ ", FAINT, &format!("— {}", wording::answers::speaker(locale, quote)));
}

fn sources(out: &mut String, locale: Locale, sources: &[CitedPassage]) {
    for passages in sources.chunk_by(|a, b| a.document == b.document) {
        let Some(first) = passages.first() else { continue };
        wrapped(out, "", FAINT, &wording::answers::source(locale, &first.label));
        for source in passages.iter().filter(|source| !source.passage.is_empty()) {
            wrapped(out, "  ", FAINT, &format!("“{}”", source.passage));
        }
    }
}

/// What the sources are not, each time once.
fn cautions<'a>(out: &mut String, sources: impl Iterator<Item = &'a CitedPassage>) {
    for caution in crate::ui::cautions(sources) {
        wrapped(out, "", FAINT, caution);
    }
}

/// Appends a text, wrapped, each line indented and painted.
fn wrapped(out: &mut String, indent: &str, style: Style, text: &str) {
    let text = plain::line(text);
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent);
    for line in textwrap::wrap(&text, options) {
        let (indent, line) = line.split_at(indent.len().min(line.len()));
        if style == Style::new() {
            let _ = writeln!(out, "{indent}{line}");
        } else {
            let _ = writeln!(out, "{indent}{style}{line}{style:#}");
        }
    }
}

/// Why the answer is what it is: how the words were read, and every signal's part of the best entries' scores.
pub fn explanation(explanation: &Explanation) -> String {
    let mut out = String::new();
    wrapped(&mut out, "", TITLE, "How the question was read (and the weight of each word)");
    if let Some(read_as) = &explanation.read_as {
        let _ = writeln!(out, "  read as: {}", plain::line(read_as));
    }
    for query_term in &explanation.slots {
        let _ = writeln!(
            out,
            "  {:24} {:5.2}  {}",
            plain::line(&query_term.typed),
            query_term.weight,
            plain::line(&query_term.how)
        );
    }
    for (rank, entry) in (1..).zip(&explanation.entries) {
        explained(&mut out, rank, entry);
    }
    if !explanation.quotes.is_empty() {
        wrapped(&mut out, "", TITLE, "Quotes that fit the best entry");
    }
    for quote in &explanation.quotes {
        quotable(&mut out, quote);
    }
    if let Some(gap) = &explanation.gap {
        let about = plain::line(&gap.about);
        let (alike, covers, entry) = (gap.alike, gap.covers, gap.entry);
        let _ = writeln!(out, "known gap “{about}”: alike {alike:.2}, covers {covers:.2} (the best entry {entry:.2})");
    }
    let by = match explanation.by {
        ScoringMode::Words => "matched by words alone",
        ScoringMode::Meaning => "matched by words and meaning",
    };
    let _ = writeln!(out, "{by}; confidence {:.2}: {:?}", explanation.confidence, explanation.verdict);
    for (name, weight, value) in &explanation.reasons {
        let _ = writeln!(out, "   {:+6.2} = {weight:+.2} × {value:.3}  {name}", weight * value);
    }
    out
}

fn quotable(out: &mut String, quote: &QuotePart) {
    let (id, origin, fit) = (plain::line(&quote.id), quote.origin, quote.fit);
    let shown = if quote.shown { "shown" } else { "not shown" };
    let parts = quote.signals.iter().filter(|(.., value)| *value != 0.0);
    let parts: Vec<String> = parts.map(|(name, weight, value)| format!("{name} {:.2}", weight * value)).collect();
    let _ = writeln!(out, "  {id} ({origin}), {shown}: {fit:.2} = {}", parts.join(" + "));
}

fn explained(out: &mut String, rank: usize, entry: &EntryPart) {
    let (id, origin, score) = (plain::line(&entry.id), entry.origin, entry.score);
    let _ = write!(out, "{TITLE}{rank}. {id} ({origin}){TITLE:#}  score {score:.3}");
    if let Some(part) = &entry.sentence {
        let _ = write!(out, ", its words for “{}” only", plain::line(part));
    }
    out.push('\n');
    for (name, weight, value) in &entry.signals {
        let _ = writeln!(out, "   {:5.3} = {weight:.2} × {value:.3}  {name}", weight * value);
    }
    let told = entry.slots.iter().filter(|(_, part)| *part > 0.0);
    let told: Vec<String> = told.map(|(word, part)| format!("{} {part:.2}", plain::line(word))).collect();
    let _ = writeln!(out, "   {FAINT}words: {}{FAINT:#}", told.join(", "));
    if (entry.focus - 1.0).abs() > f32::EPSILON {
        let _ = writeln!(out, "   × {:.2}  roles and people in the question", entry.focus);
    }
}
