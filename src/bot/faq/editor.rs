//! The entry editor: a form, a preview of the card, then the entry. The draft is stored in a row that only its author
//! can read, so that a restart or a lost connection loses no text.

use crate::bot::faq::entries;
use crate::bot::faq::preview;
use jiff::SignedDuration;
use toml::value::Date;

use crate::bot::faq;
use crate::bot::faq::import_export::day_of;
use crate::bot::faq::store::{DraftPurpose, EntryDraft, EntryFields};
use crate::bot::guild::commit::{Change, CommitOutcome, Edit};
use crate::bot::guild::moderator::{ManageResult, ModeratorContext};
use crate::bot::guild::settings::Settings;
use crate::db::{Id, new_id};
use crate::knowledge::{Authorship, Entry, Origin, exchange};
use crate::ui::{DraftAction, Form, FormField, ModeratorAction, Reply, StableHash, UiAction, limits, wording};

/// How long a draft is kept.
const DRAFT_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Opens the form for a new entry.
pub(crate) async fn open_form(context: &ModeratorContext<'_>) -> ManageResult {
    begin(context, EntryDraft::default()).await
}

/// Opens the form for a new entry from a message. If its first line ends with a question mark, that line becomes
/// the question and the rest the answer; otherwise the whole text becomes the answer.
pub(crate) async fn add_from(context: &ModeratorContext<'_>, text: &str, author: Option<(u64, &str)>) -> ManageResult {
    let text = text.trim();
    if text.is_empty() {
        return Ok(context.tell(wording::notices::nothing_to_read(context.request.locale)));
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let asks = first.trim_end().ends_with(['?', '？']);
    let (question, answer) = if asks { (first.trim(), rest.trim()) } else { ("", text) };
    let fields = EntryFields {
        question: limits::shorten(question, limits::QUESTION).into_owned(),
        answer: limits::shorten(answer, limits::ANSWER).into_owned(),
        ..EntryFields::default()
    };
    let author = author.map(|(member, name)| (member, name.to_owned()));
    begin(
        context,
        EntryDraft { fields, purpose: DraftPurpose { author, ..DraftPurpose::default() }, ..EntryDraft::default() },
    )
    .await
}

/// Stores a draft and opens its form.
pub(crate) async fn begin(context: &ModeratorContext<'_>, draft: EntryDraft) -> ManageResult {
    let id = new_id();
    faq::store::save_draft(context.store, id, context.id, context.member(), &draft, context.now + DRAFT_LIFETIME)
        .await?;
    Ok(form(context, id, &draft))
}

fn form(context: &ModeratorContext<'_>, id: Id, draft: &EntryDraft) -> Reply {
    let locale = context.request.locale;
    let EntryFields { question, answer, phrasings, tags, review } = draft.fields.clone();
    let [question_label, answer_label, phrasings_label, tags_label, review_label] =
        wording::manage::entry_fields(locale);
    let [question_hint, answer_hint, phrasings_hint, tags_hint, review_hint] = wording::manage::entry_hints(locale);
    let blank = |label, hint, value, most: usize| FormField {
        label,
        hint,
        value,
        long: false,
        required: false,
        most: u16::try_from(most).unwrap_or(u16::MAX),
    };
    let fields = vec![
        FormField { required: true, ..blank(question_label, question_hint, question, limits::QUESTION) },
        FormField { required: true, long: true, ..blank(answer_label, answer_hint, answer, limits::ANSWER) },
        FormField { long: true, ..blank(phrasings_label, phrasings_hint, phrasings, limits::FIELD) },
        blank(tags_label, tags_hint, tags, limits::TAGS),
        blank(review_label, review_hint, review, limits::DAY),
    ];
    let title =
        if draft.changes.is_some() { wording::manage::edit_entry(locale) } else { wording::manage::new_entry(locale) };
    Reply::form(locale, Form { title, press: UiAction::Manage(ModeratorAction::Draft(id, DraftAction::Write)), fields })
}

/// Runs an action on the moderator's own draft.
pub(crate) async fn draft(context: &ModeratorContext<'_>, id: Id, step: DraftAction) -> ManageResult {
    let locale = context.request.locale;
    let Some(draft) = faq::store::find_draft(context.store, id, context.id, context.member(), context.now).await?
    else {
        return Ok(context.tell(wording::manage::no_draft(locale)));
    };
    match step {
        // The draft of an import has no form.
        _ if draft.import.is_some() && step != DraftAction::Cancel => {
            Ok(context.tell(wording::manage::no_draft(locale)))
        }
        DraftAction::Write => Ok(form(context, id, &draft)),
        DraftAction::Save => save(context, id, &draft).await,
        DraftAction::SaveOver(version) => {
            save(context, id, &EntryDraft { from: Some(i64::from(version)), ..draft }).await
        }
        DraftAction::Cancel => {
            context.commit(vec![Change::Discard(id)]).await?;
            Ok(context.tell(wording::manage::draft_cancelled(locale)))
        }
    }
}

/// Stores a submitted form as it was typed and shows the preview.
pub(crate) async fn handle_form(context: &ModeratorContext<'_>, id: Id, filled: &[String]) -> ManageResult {
    let locale = context.request.locale;
    let [question, answer, phrasings, tags, review] = filled else {
        return Ok(context.tell(wording::notices::old_button(locale)));
    };
    let draft = faq::store::find_draft(context.store, id, context.id, context.member(), context.now).await?;
    let Some(draft) = draft.filter(|draft| draft.import.is_none()) else {
        return Ok(context.tell(wording::manage::no_draft(locale)));
    };
    let fields = EntryFields {
        question: question.clone(),
        answer: answer.clone(),
        phrasings: phrasings.clone(),
        tags: tags.clone(),
        review: review.clone(),
    };
    let draft = EntryDraft { fields, ..draft };
    faq::store::save_draft(context.store, id, context.id, context.member(), &draft, context.now + DRAFT_LIFETIME)
        .await?;
    preview::show_preview(context, id, &draft).await
}

/// The entry that a draft would become, or all of its problems.
pub(crate) fn entry_of(context: &ModeratorContext<'_>, draft: &EntryDraft) -> Result<Entry, Vec<String>> {
    let locale = context.request.locale;
    let mut wrong = Vec::new();
    let EntryFields { question, answer, phrasings, tags, review } = &draft.fields;
    let review = review.trim();
    let review_by = review.parse::<toml::value::Datetime>().ok().filter(|day| day.time.is_none());
    let review_by = review_by.and_then(|day| day.date);
    if !review.is_empty() && review_by.is_none() {
        wrong.push(wording::manage::no_date(locale, review));
    }
    let own = draft.changes.as_deref().and_then(|id| context.guild.held.get(id));
    let before = own.map(|held| Entry::clone(&held.entry)).unwrap_or_default();
    let id = match (&draft.changes, &draft.replaces) {
        (Some(id), _) | (None, Some(id)) => id.clone(),
        (None, None) => exchange::slug(question, |id| context.guild.held.contains_key(id)),
    };
    let entry = Entry {
        id,
        question: question.split_whitespace().collect::<Vec<_>>().join(" "),
        answer: answer.trim().to_owned(),
        aliases: split(phrasings, &['\n']),
        tags: split(tags, &[',', '、', '\n']),
        review_by,
        source: Some(Authorship { by: byline(context, draft), on: today(context) }),
        ..before
    };
    // A typed entry obeys the same rules as an imported one.
    if let Err(refused) = exchange::read("draft.toml", exchange::to_toml(&[&entry]).as_bytes()) {
        wrong.extend(refused.problems.iter().map(|one| wording::manage::wrong_field(locale, one.key, &one.message)));
    }
    if wrong.is_empty() { Ok(entry) } else { Err(wrong) }
}

/// The name that an entry is signed with: the moderator's. An entry made from a message is signed "a member" until
/// its author agrees to be named.
fn byline(context: &ModeratorContext<'_>, draft: &EntryDraft) -> String {
    match draft.purpose.author {
        Some(_) => wording::manage::a_member(guild_locale(context)).to_owned(),
        None => context.request.name.clone(),
    }
}

/// The language the bot uses in the guild: the one that is set, or else the moderator's.
pub(crate) fn guild_locale(context: &ModeratorContext<'_>) -> crate::ui::Locale {
    let Settings { locale, .. } = &context.guild.record.settings;
    locale.unwrap_or(context.request.locale)
}

fn today(context: &ModeratorContext<'_>) -> Date {
    day_of(context.now)
}

/// Saves a draft as an entry.
async fn save(context: &ModeratorContext<'_>, id: Id, draft: &EntryDraft) -> ManageResult {
    let locale = context.request.locale;
    let Ok(entry) = entry_of(context, draft) else {
        return preview::show_preview(context, id, draft).await;
    };
    let name = StableHash::entry(&entry.id, Origin::Guild);
    let from = match (&draft.changes, draft.from) {
        (None, None) => None,
        (_, from) => from,
    };
    let mut effects = vec![Change::Discard(id)];
    if let Some((member, author)) = &draft.purpose.author
        && draft.changes.is_none()
    {
        effects.push(Change::AskCredit {
            credit: new_id(),
            entry: entry.id.clone(),
            question: entry.question.clone(),
            member: *member,
            author: author.clone(),
            locale: guild_locale(context),
        });
    }
    let question = entry.question.clone();
    let write = Edit { entry, active: true, replaces: draft.replaces.clone(), from };
    effects.insert(0, Change::Write(write));
    if let Some(question) = draft.purpose.question {
        effects.push(Change::Answer { question: StableHash(question), entry: name });
    }
    match context.commit(effects).await? {
        CommitOutcome::Done(_) => {
            let buttons = entries::entry_buttons(context, name).await?;
            let said = match draft.purpose.question {
                Some(_) => wording::inbox::saved_as_answer(locale, &question),
                None => wording::manage::saved(locale, &question),
            };
            Ok(Reply { buttons, ..context.tell(said) })
        }
        // Another entry has just taken this id.
        CommitOutcome::Conflict { .. } if draft.changes.is_none() && draft.replaces.is_none() => {
            Ok(context.tell(wording::manage::once_more(locale)))
        }
        CommitOutcome::Conflict { now, .. } => Ok(preview::show_conflict(context, id, draft, now.as_deref())),
    }
}

/// The parts of a field, without empty ones and duplicates (ASCII case ignored).
fn split(text: &str, at: &[char]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(at).map(str::trim).filter(|part| !part.is_empty()) {
        if !parts.iter().any(|one| one.eq_ignore_ascii_case(part)) {
            parts.push(part.to_owned());
        }
    }
    parts
}
