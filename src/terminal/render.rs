//! A reply as text for a terminal. Nothing in it can move the cursor or colour the screen but what is painted here:
//! control characters in anybody's text are dropped.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::plain;
use crate::matching::{EntryPart, Explanation};
use crate::reply::{Card, Quote, Reply, Source, wording};

/// Columns that text is wrapped to.
const WIDTH: usize = 80;

const TITLE: Style = Style::new().bold();
const VOICE: Style = AnsiColor::Cyan.on_default();
const FAINT: Style = Style::new().dimmed();
const ACCENT: Style = AnsiColor::Yellow.on_default();

/// The whole reply, with colours; print it through a stream that strips them where none are wanted.
pub fn reply(reply: &Reply) -> String {
    let mut out = String::new();
    if !reply.lead.is_empty() {
        wrapped(&mut out, "", Style::new(), &reply.lead);
    }
    for shown in &reply.cards {
        card(&mut out, shown);
    }
    for (number, choice) in (1..).zip(&reply.choices) {
        wrapped(&mut out, "  ", ACCENT, &format!("{number}. {}", choice.label));
    }
    if !reply.related.is_empty() {
        out.push('\n');
        wrapped(&mut out, "", FAINT, wording::related());
        for (number, related) in (1..).zip(&reply.related) {
            wrapped(&mut out, "  ", FAINT, &format!("{number}. {}", related.label));
        }
    }
    let official = reply.links.iter().any(|link| link.official);
    if !reply.links.is_empty() {
        wrapped(&mut out, "", FAINT, if official { wording::check_officially() } else { wording::look_here() });
    }
    for link in &reply.links {
        wrapped(&mut out, "  ", FAINT, &format!("{}: {}", link.title, link.url));
    }
    out
}

fn card(out: &mut String, card: &Card) {
    wrapped(out, "", TITLE, &card.question);
    if let Some(doubt) = card.doubt {
        wrapped(out, "", FAINT, doubt);
    }
    out.push('\n');
    wrapped(out, "", Style::new(), &card.answer);
    for said in &card.quotes {
        out.push('\n');
        quote(out, said);
    }
    if !card.sources.is_empty() || card.credit.is_some() {
        out.push('\n');
    }
    for group in card.sources.chunk_by(|a, b| a.document == b.document) {
        source(out, group);
    }
    if let Some(credit) = &card.credit {
        wrapped(out, "", FAINT, credit);
    }
}

fn quote(out: &mut String, quote: &Quote) {
    wrapped(out, "  │ ", VOICE, &wording::quoted(&quote.text));
    wrapped(out, "  │ ", FAINT, &format!("— {}", wording::speaker(quote)));
}

fn source(out: &mut String, passages: &[Source]) {
    if let Some(first) = passages.first() {
        wrapped(out, "", FAINT, &wording::source(&first.title));
        for source in passages {
            wrapped(out, "  ", FAINT, &format!("“{}”", source.passage));
        }
        wrapped(out, "  ", FAINT, &first.caution);
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
    wrapped(&mut out, "", TITLE, "How the question was read (and how much each word tells)");
    for slot in &explanation.slots {
        let _ = writeln!(out, "  {:24} {:5.2}  {}", plain::line(&slot.typed), slot.weight, plain::line(&slot.how));
    }
    for (rank, entry) in (1..).zip(&explanation.entries) {
        explained(&mut out, rank, entry);
    }
    let _ = writeln!(out, "confidence {:.2}: {:?}", explanation.confidence, explanation.verdict);
    out
}

fn explained(out: &mut String, rank: usize, entry: &EntryPart) {
    let (id, origin, score) = (plain::line(&entry.id), entry.origin, entry.score);
    let _ = write!(out, "{TITLE}{rank}. {id} ({origin}){TITLE:#}  score {score:.3}");
    if let Some(part) = &entry.sentence {
        let _ = write!(out, ", for “{}” alone", plain::line(part));
    }
    out.push('\n');
    for (name, weight, value) in &entry.signals {
        let _ = writeln!(out, "   {:5.3} = {weight:.2} × {value:.3}  {name}", weight * value);
    }
    let told = entry.slots.iter().filter(|(_, part)| *part > 0.0);
    let told: Vec<String> = told.map(|(word, part)| format!("{} {part:.2}", plain::line(word))).collect();
    let _ = writeln!(out, "   {FAINT}words: {}{FAINT:#}", told.join(", "));
    if (entry.focus - 1.0).abs() > f32::EPSILON {
        let _ = writeln!(out, "   × {:.2}  roles and people it names", entry.focus);
    }
}
