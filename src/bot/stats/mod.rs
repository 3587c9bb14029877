//! Question statistics of a guild: week by week in a panel that fits a phone, and as CSV files.

pub(crate) mod query_log;
pub(crate) mod query_log_store;
pub mod store;

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::bot::StableHash;
use crate::bot::faq::import_export::day_of;
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::stats::store::{EntryWeek, QuestionWeek, Week, week};
use crate::knowledge::exchange::table;
use crate::knowledge::{Entry, Origin};
use crate::ui::{
    Button, EntryAction, FileAttachment, Locale, Menu, ModeratorAction, Panel, PanelItem, Reply, UiAction, limits,
    wording,
};

/// Weeks that can be shown; questions are deleted after some months.
const WEEKS: std::ops::RangeInclusive<u32> = 1..=26;
/// Cells of the longest bar. With the date before it and the numbers after it, a line has at most 30 characters.
const BAR_CELLS: u32 = 8;
/// Questions and entries shown per list; the CSV files have more.
const ROWS_SHOWN: usize = 5;
/// Questions in the CSV file.
const QUESTIONS: u32 = 1_000;
/// Votes an entry needs before it is ranked by helpfulness.
const MIN_VOTES: u32 = 3;
/// Days before its review date from which an entry is listed as due.
const REVIEW_SOON_DAYS: i64 = 30;
/// Characters of a question in a line.
const MAX_LINE_CHARS: usize = 80;

/// An entry known to the guild, for the statistics.
struct RankedEntryStats<'a> {
    name: StableHash,
    entry: &'a Entry,
    /// The guild's own entry, and active.
    own: bool,
}

struct StatsReport<'a> {
    weeks: Vec<Week>,
    asked: Vec<QuestionWeek>,
    /// Counts of the entries in these weeks; entries that no longer exist are left out.
    entries: Vec<(&'a RankedEntryStats<'a>, EntryWeek)>,
    least_helpful: Vec<(&'a RankedEntryStats<'a>, EntryWeek)>,
    never_shown: Vec<&'a RankedEntryStats<'a>>,
    due: Vec<(&'a RankedEntryStats<'a>, String, bool)>,
}

/// Shows the statistics of the last `weeks` weeks, the current one included; `tables` attaches the CSV files.
pub(crate) async fn show_stats(context: &ModeratorContext<'_>, weeks: u32, tables: bool) -> ManageResult {
    let locale = context.request.locale;
    let weeks = weeks.clamp(*WEEKS.start(), *WEEKS.end());
    context.app.write_notes().await;
    let this = week(context.now);
    let from = this - i64::from(weeks) + 1;
    let asked_weeks = store::weeks(context.store, context.id, from).await?;
    let asked = store::most_asked(context.store, context.id, from, QUESTIONS).await?;
    let lately = store::entry_weeks(context.store, context.id, from).await?;
    // "Never shown" counts all weeks, not only the requested ones.
    let ever = store::entry_weeks(context.store, context.id, 0).await?;
    let known = entry_stats(context);
    let places: HashMap<StableHash, usize> = known.iter().enumerate().map(|(at, one)| (one.name, at)).collect();
    let of = |name: &StableHash| places.get(name).map(|at| &known[*at]);
    let entries: Vec<_> = lately.into_iter().filter_map(|one| Some((of(&one.entry)?, one))).collect();
    let shown: HashMap<StableHash, u32> = ever.iter().map(|one| (one.entry, one.shown)).collect();
    let found = StatsReport {
        weeks: filled(&asked_weeks, from, this),
        asked,
        least_helpful: least_helpful(&entries),
        never_shown: known
            .iter()
            .filter(|one| one.own && shown.get(&one.name).is_none_or(|times| *times == 0))
            .collect(),
        due: due(&known, context.now),
        entries,
    };
    let files = if tables { as_tables(&found) } else { Vec::new() };
    let menus = found.menus(locale);
    let buttons = vec![Button::new(wording::stats::as_table(locale), UiAction::Manage(ModeratorAction::Tables(weeks)))];
    let panels = found.panels(locale, weeks);
    Ok(Reply { locale, panels, menus, buttons, files, private: true, ..Reply::default() })
}

/// Every entry that members could have seen: the guild's, active or retired, and the curated ones, hidden or not.
fn entry_stats<'a>(context: &'a ModeratorContext<'_>) -> Vec<RankedEntryStats<'a>> {
    let own = context.guild.held.values().map(|held| RankedEntryStats {
        name: StableHash::entry(&held.entry.id, Origin::Guild),
        entry: &held.entry,
        own: held.active,
    });
    let curated = context.guild.library.knowledge().entries.iter().map(|entry| RankedEntryStats {
        name: StableHash::entry(&entry.id, Origin::Curated),
        entry,
        own: false,
    });
    own.chain(curated).collect()
}

/// All weeks of the range, weeks without questions included.
fn filled(weeks: &[Week], from: i64, to: i64) -> Vec<Week> {
    let known = |number: i64| weeks.iter().find(|one| one.week == number).copied();
    (from..=to).map(|number| known(number).unwrap_or(Week { week: number, ..Week::default() })).collect()
}

/// The entries with the smallest share of helpful votes; entries without a negative vote are left out.
fn least_helpful<'a>(entries: &[(&'a RankedEntryStats<'a>, EntryWeek)]) -> Vec<(&'a RankedEntryStats<'a>, EntryWeek)> {
    let voted = entries.iter().filter(|(_, one)| one.not_quite > 0 && votes(one) >= MIN_VOTES);
    let mut least: Vec<_> = voted.copied().collect();
    // Compares by cross-multiplication: 1/3 < 1/2 because 1 × 2 < 1 × 3. On a tie, the entry with more votes goes
    // first.
    least.sort_by(|(_, one), (_, other)| {
        let share = |a: &EntryWeek, b: &EntryWeek| u64::from(a.helped) * u64::from(votes(b));
        share(one, other).cmp(&share(other, one)).then(votes(other).cmp(&votes(one)))
    });
    least
}

fn votes(one: &EntryWeek) -> u32 {
    one.helped.saturating_add(one.not_quite)
}

/// The guild's entries whose review date is past or near, the earliest first: the date, and whether it is past.
fn due<'a>(known: &'a [RankedEntryStats<'a>], now: Timestamp) -> Vec<(&'a RankedEntryStats<'a>, String, bool)> {
    let today = day_of(now);
    let until = now.checked_add((REVIEW_SOON_DAYS * 24).hours()).map_or(today, day_of);
    let key = |date: &toml::value::Date| (date.year, date.month, date.day);
    let own = known.iter().filter(|one| one.own);
    let mut due: Vec<_> = own.filter_map(|one| Some((one, one.entry.review_by?))).collect();
    due.retain(|(_, day)| key(day) <= key(&until));
    due.sort_by_key(|(_, day)| key(day));
    due.into_iter().map(|(one, day)| (one, day.to_string(), key(&day) < key(&today))).collect()
}

impl StatsReport<'_> {
    fn panels(&self, locale: Locale, weeks: u32) -> Vec<Panel> {
        let most = self.weeks.iter().map(all).max().unwrap_or_default();
        let text = if most == 0 {
            wording::stats::nothing_asked(locale).to_owned()
        } else {
            let lines = self.weeks.iter().map(|one| line(locale, one, most));
            let lines: Vec<String> = lines.chain([wording::stats::bars(locale).to_owned()]).collect();
            lines.join("\n")
        };
        let mut items = Vec::new();
        let mut item = |heading: String, lines: Vec<String>| {
            if !lines.is_empty() {
                items.push(PanelItem::new(heading, lines.join("\n")));
            }
        };
        let question = |known: &RankedEntryStats<'_>| short(&known.entry.question);
        let asked = self.asked.iter().take(ROWS_SHOWN);
        let asked = asked.map(|one| wording::stats::asked_times(locale, &short(&one.text), one.asked, one.unanswered));
        item(wording::stats::most_asked(locale).to_owned(), asked.collect());
        let least = self.least_helpful.iter().take(ROWS_SHOWN);
        let least =
            least.map(|(known, one)| wording::stats::helped_of(locale, &question(known), one.helped, votes(one)));
        item(wording::stats::least_helpful(locale).to_owned(), least.collect());
        let due = self.due.iter().take(ROWS_SHOWN);
        let due = due.map(|(known, day, over)| wording::stats::due_on(locale, &question(known), day, *over)).collect();
        item(wording::stats::due(locale, self.due.len()), with_more(locale, due, self.due.len()));
        let never = self.never_shown.iter().take(ROWS_SHOWN).map(|known| format!("• {}", question(known))).collect();
        item(
            wording::stats::never_shown(locale, self.never_shown.len()),
            with_more(locale, never, self.never_shown.len()),
        );
        vec![Panel { title: wording::stats::weeks(locale, weeks), text, items, columns: 1, ..Panel::default() }]
    }

    /// Menus that open the listed entries.
    fn menus(&self, locale: Locale) -> Vec<Menu> {
        let open = |known: &&RankedEntryStats<'_>| {
            Button::new(&known.entry.question, UiAction::Manage(ModeratorAction::Entry(known.name, EntryAction::Look)))
        };
        let least = self.least_helpful.iter().map(|(known, _)| open(known)).take(limits::MENU).collect();
        let due = self.due.iter().map(|(known, ..)| open(known)).take(limits::MENU).collect();
        let never = self.never_shown.iter().map(open).take(limits::MENU).collect();
        let menus = [
            Menu::new(wording::stats::open_least_helpful(locale), least),
            Menu::new(wording::stats::open_due(locale), due),
            Menu::new(wording::stats::open_never_shown(locale), never),
        ];
        menus.into_iter().flatten().collect()
    }
}

/// The lines, followed by the number of those not shown.
fn with_more(locale: Locale, mut lines: Vec<String>, of: usize) -> Vec<String> {
    if of > lines.len() {
        lines.push(wording::manage::and_more(locale, of - lines.len()));
    }
    lines
}

fn short(question: &str) -> String {
    limits::shorten(&crate::ui::plain::line(question), MAX_LINE_CHARS).into_owned()
}

/// All questions of a week.
fn all(one: &Week) -> u32 {
    one.answered.saturating_add(one.suggested).saturating_add(one.abstained)
}

fn line(locale: Locale, one: &Week, most: u32) -> String {
    let day = monday(one.week).map_or((0, 0), |day| (day.month(), day.day()));
    wording::stats::week(locale, day, &bar(all(one), one.abstained, most), all(one), one.abstained)
}

/// A bar proportional to a week's questions, relative to the busiest week; its light end stands for the unanswered
/// ones. A week with questions has at least one cell. In a bar of two or more cells, rounding hides neither a single
/// answered question nor a single unanswered one.
fn bar(asked: u32, open: u32, most: u32) -> String {
    let part = |of: u32, whole: u32, cells: u32| {
        let (of, whole) = (u64::from(of), u64::from(whole.max(1)));
        u32::try_from((of * u64::from(cells) + whole / 2) / whole).unwrap_or(cells)
    };
    let cells = part(asked, most, BAR_CELLS).max(u32::from(asked > 0));
    let mut light = part(open, asked, cells);
    if cells > 1 {
        light = light.clamp(u32::from(open > 0), if open < asked { cells - 1 } else { cells });
    }
    let times = |cell: &str, number: u32| cell.repeat(usize::try_from(number).unwrap_or_default());
    times("█", cells - light) + &times("░", light)
}

/// The first day of a week.
fn monday(number: i64) -> Option<Date> {
    Date::constant(1969, 12, 29).checked_add(number.checked_mul(7)?.days()).ok()
}

/// The statistics as CSV files for a spreadsheet.
fn as_tables(found: &StatsReport<'_>) -> Vec<FileAttachment> {
    let file = |name: &str, text: String| FileAttachment { name: name.to_owned(), bytes: text.into_bytes() };
    let weeks = found.weeks.iter().map(|one| {
        let day = monday(one.week).map(|day| day.to_string()).unwrap_or_default();
        let numbers = [all(one), one.answered, one.suggested, one.abstained].map(|number| number.to_string());
        let [asked, answered, suggested, abstained] = numbers;
        [day, asked, answered, suggested, abstained]
    });
    let asked = found.asked.iter().map(|one| [one.text.clone(), one.asked.to_string(), one.unanswered.to_string()]);
    let entries = found.entries.iter().map(|(known, one)| {
        let Entry { id, question, .. } = known.entry;
        let [shown, helped, not_quite] = [one.shown, one.helped, one.not_quite].map(|number| number.to_string());
        [id.clone(), question.clone(), shown, helped, not_quite]
    });
    vec![
        file("weeks.csv", table(["week_from", "questions", "answered", "suggested", "unanswered"], weeks)),
        file("questions.csv", table(["question", "asked", "unanswered_in_all"], asked)),
        file("entries.csv", table(["id", "question", "shown", "helped", "not_quite"], entries)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_whatever_is_not_nothing() {
        let check = |asked, open, most, expect: &str| assert_eq!(bar(asked, open, most), expect);
        check(42, 5, 42, "███████░");
        check(0, 0, 42, "");
        check(1, 0, 4_000_000_000, "█");
        check(1, 1, 4_000_000_000, "░");
        check(1_000, 1, 1_000, "███████░");
        check(1_000, 999, 1_000, "█░░░░░░░");
        check(u32::MAX, u32::MAX, u32::MAX, "░░░░░░░░");
        check(21, 0, 42, "████");
    }

    #[test]
    fn a_line_fits_on_a_phone_and_its_week_is_the_calendar_s() {
        let at = |text: &str| week(text.parse::<Timestamp>().unwrap_or_default());
        let check = |text: &str, answered, abstained, expect: &str| {
            let one = Week { week: at(text), answered, suggested: 0, abstained };
            let shown = line(Locale::English, &one, all(&one));
            assert_eq!(shown, expect);
            assert!(shown.chars().count() <= 30, "{shown}");
        };
        check("2026-11-22T12:00:00Z", 37, 5, "16 Nov ███████░ 42 · 12% ░");
        check("2026-11-23T00:00:00Z", 99_999, 99, "23 Nov ███████░ 100098 · 1% ░");
        check("2027-01-03T23:59:59Z", 1, 0, "28 Dec ████████ 1 · 0% ░");
        check("2026-01-01T00:00:00Z", 0, 0, "29 Dec –");
    }
}
