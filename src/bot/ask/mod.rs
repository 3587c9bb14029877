//! Asking: from a match to what the member sees.

pub(crate) mod about;
pub mod autocomplete;
pub(crate) mod browse;
pub(crate) mod eligibility;
pub mod embedding;
pub mod embedding_indexer;
pub mod embedding_store;
pub(crate) mod feedback;
pub(crate) mod intent;
pub(crate) mod knowledge_index;

use serde::Serialize;

use crate::bot::action::RequestContext;
use crate::bot::ask::intent::Intent;
use crate::bot::ask::knowledge_index::{KnowledgeIndex, name};
use crate::knowledge::{Gap, Origin};
use crate::search::ranking::confidence;
use crate::search::{self, Candidate, Question, RankedEntry, ScoringMode, SearchResult, UnansweredPart, Verdict};
use crate::text::polarity;
use crate::ui::{Button, EntryList, Locale, Menu, PageLink, Reply, StableHash, UiAction, card, limits, quote, wording};

/// The result of a message: what the matcher found, and the reply.
#[derive(Debug)]
pub struct AskResult {
    /// What sort of reply it is.
    pub kind: ReplyKind,
    /// The ranking, the confidence and the verdict.
    pub found: SearchResult,
    /// What the member sees.
    pub reply: Reply,
}

/// What sort of reply a message gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReplyKind {
    /// An entry that answers it.
    Answer,
    /// Entries that it may mean.
    Suggest,
    /// Nothing answers it.
    Abstain,
    /// A word to small talk, to a question about the bot, or to a text that it can't read.
    Talk,
    /// Who helps in danger or distress.
    Care,
}

impl ReplyKind {
    /// Whether it was a question: only those are counted, and wait for an answer.
    pub fn is_a_question(self) -> bool {
        match self {
            Self::Answer | Self::Suggest | Self::Abstain => true,
            Self::Talk | Self::Care => false,
        }
    }
}

impl From<Verdict> for ReplyKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Answer => Self::Answer,
            Verdict::Suggest => Self::Suggest,
            Verdict::Abstain => Self::Abstain,
        }
    }
}

/// The share of the best score below which an entry is no candidate.
const WORTH_OFFERING: f32 = 0.6;
/// The same, after the member has rejected the best candidates.
const WORTH_A_TRY: f32 = 0.4;
/// How many entries are kept for those who say so: then people can help better.
const TRIES: usize = limits::SUGGESTIONS;
/// How many topics are offered where nothing is known.
const TOPICS: usize = 3;

impl KnowledgeIndex {
    /// Answers a message: with contacts if it is in need, with a word if it is small talk, or else with the best
    /// matches.
    pub fn ask(&self, request: &RequestContext, question: &Question<'_>) -> AskResult {
        let mut found = self.matcher.ask(question);
        match self.reply_to_talk(request, question, Some(&found)) {
            Some((kind, reply)) => {
                (found.verdict, found.confidence, found.gap) = (Verdict::Abstain, 0.0, None);
                AskResult { kind, found, reply }
            }
            None => self.find_answer(request, question, found),
        }
    }

    /// The reply to a message that is no question; [`None`] for a question, and for what may be one as long as `found`
    /// is unknown. Small talk with an answer of the guild's own counts as a question.
    pub(crate) fn reply_to_talk(
        &self,
        request: &RequestContext,
        question: &Question<'_>,
        found: Option<&SearchResult>,
    ) -> Option<(ReplyKind, Reply)> {
        let Question { text, meant, .. } = *question;
        let is_answered = || found.is_none_or(|found| found.verdict == Verdict::Answer);
        let is_surely = |found: &SearchResult| {
            found.verdict == Verdict::Answer && found.by == ScoringMode::Meaning && found.confidence >= confidence::SURE
        };
        let is_surely_answered = || found.is_none_or(is_surely);
        let is_own = || found.is_some_and(|found| self.is_answered_by_community(found));
        let locale = intent::language(self, request.locale, text).unwrap_or(request.locale);
        match intent::intent(self, request.locale, text, meant.first().map(|whole| &**whole)) {
            Intent::Question => None,
            Intent::Need(_, false) | Intent::Talk(_, false) if is_surely_answered() => None,
            Intent::Need(kind, _) => Some((ReplyKind::Care, intent::care(self, locale, kind))),
            Intent::Talk(..) if is_own() => None,
            // A few words are easily taken for another language; what matches is none.
            Intent::Foreign if is_answered() => None,
            Intent::Talk(sort, _) => {
                let reply = intent::talk(&RequestContext { locale, ..request.clone() }, sort);
                Some((ReplyKind::Talk, reply.about(text)))
            }
            Intent::Foreign => {
                Some((ReplyKind::Talk, Reply::says(locale, wording::answers::cannot_read(locale)).about(text)))
            }
        }
    }

    /// Whether the best answer is one that a community has written itself.
    fn is_answered_by_community(&self, found: &SearchResult) -> bool {
        let best = found.ranked.first().map(|best| self.candidate(best));
        found.verdict == Verdict::Answer && best.is_some_and(|best| best.origin == Origin::Guild)
    }

    /// Composes the reply from the matches.
    fn find_answer(&self, request: &RequestContext, question: &Question<'_>, mut found: SearchResult) -> AskResult {
        let locale = intent::language(self, request.locale, question.text).unwrap_or(request.locale);
        let request = &RequestContext { locale, ..request.clone() };
        let remembered = self.remembered(request, question);
        let reply = match (found.verdict, found.ranked.first()) {
            (Verdict::Answer, Some(best)) => {
                let reply = self.answer(request, &found, self.candidate(best), found.confidence, remembered);
                let reply = self.with_others(reply, &found.also);
                Some(Reply { lead: self.unanswered_parts(locale, &found), ..Self::as_asked(reply, question.text) })
            }
            // After a gap's own sentence, near misses must not follow.
            (Verdict::Suggest, Some(_)) if self.gap(&found).and_then(|gap| gap.say_in(locale)).is_none() => {
                self.suggest(request, &found, remembered)
            }
            _ if found.empty => Some(Reply::says(locale, wording::answers::no_question(locale))),
            _ => None,
        };
        let reply = reply.unwrap_or_else(|| {
            found.verdict = Verdict::Abstain;
            self.abstain(request, &found, remembered)
        });
        AskResult { kind: found.verdict.into(), reply: reply.about(question.text), found }
    }

    /// The same, without a yes or no that answers the question the other way round.
    fn as_asked(mut reply: Reply, asked: &str) -> Reply {
        let negated = polarity::is_negated(asked);
        for card in &mut reply.cards {
            if negated != polarity::is_negated(&card.question) {
                card.answer = polarity::without_yes_or_no(&card.answer).into_owned();
            }
        }
        reply
    }

    /// An entry, shown as the answer to a question for which something was found.
    pub(crate) fn answer(
        &self,
        request: &RequestContext,
        found: &SearchResult,
        best: &Candidate,
        confidence: f32,
        question: Option<StableHash>,
    ) -> Reply {
        let locale = request.locale;
        let Candidate { entry, origin, .. } = best;
        let quotes = self.matcher.quotes(found, entry);
        let shown = name(best);
        let mut buttons = Vec::new();
        if request.member.is_some() {
            buttons.push(Button::new(wording::controls::helped(locale), UiAction::Helped(shown, question)));
        }
        let others = self.others(&found.ranked, WORTH_A_TRY).filter(|other| *other != shown).take(TRIES).collect();
        buttons.push(Button::new(wording::controls::not_quite(locale), UiAction::NotQuite(others, question)));
        let unseen = self.matcher.voices(entry).position(|one| !quotes.iter().any(|quote| quote.is(one)));
        if let Some(place) = unseen {
            buttons.push(Button::new(wording::controls::another_experience(locale), UiAction::Voice(shown, place)));
        }
        let related = entry.related.iter().filter_map(|id| self.find(StableHash::entry(id, *origin)));
        let related = related.filter(|one| one.entry.listed).take(limits::RELATED).map(|one| button(locale, one));
        Reply {
            locale,
            cards: vec![card(locale, self.knowledge(), (entry, *origin), &quotes, confidence)],
            menus: Menu::new(wording::controls::related(locale), related.collect()).into_iter().collect(),
            buttons,
            again: Some(question.map_or(UiAction::Show(shown), |question| UiAction::Pick { entry: shown, question })),
            ..Reply::default()
        }
    }

    /// The same, with what answers the other questions; together they quote no more than one answer may.
    fn with_others(&self, mut reply: Reply, also: &[SearchResult]) -> Reply {
        for found in also {
            let Some(best) = found.ranked.first() else { continue };
            let Candidate { entry, origin, .. } = self.candidate(best);
            let (mut left, mut room) = (search::MAX_QUOTES, search::MAX_CHARACTERS);
            for quote in reply.cards.iter().flat_map(|card| &card.quotes) {
                left = left.saturating_sub(1);
                room = room.saturating_sub(quote.text.chars().count());
            }
            let mut quotes = self.matcher.quotes(found, entry);
            quotes.truncate(left);
            let characters = quotes.iter().map(|one| one.said.text.chars().count()).sum::<usize>();
            if characters > room {
                quotes.clear();
            }
            reply.cards.push(card(reply.locale, self.knowledge(), (entry, *origin), &quotes, found.confidence));
        }
        reply
    }

    /// "Is it one of these?", below the gap.
    fn suggest(&self, request: &RequestContext, found: &SearchResult, question: Option<StableHash>) -> Option<Reply> {
        let locale = request.locale;
        let likely = self.others(&found.ranked, WORTH_OFFERING).take(limits::SUGGESTIONS);
        let likely = likely.filter_map(|name| self.find(name));
        let choices: Vec<_> = likely.map(|one| pick(locale, one, question)).collect();
        let left = self.others(&found.ranked, WORTH_A_TRY).skip(choices.len()).take(TRIES).collect();
        let lead = wording::answers::did_you_mean(locale, self.gap(found).and_then(|gap| gap.about_in(locale)));
        (!choices.is_empty()).then(|| Reply {
            choices,
            buttons: vec![Button::new(wording::controls::not_quite(locale), UiAction::NotQuite(left, question))],
            ..Reply::says(locale, lead)
        })
    }

    /// "I couldn't find an answer", with the nearest topics, where to check, and whom to ask.
    fn abstain(&self, request: &RequestContext, found: &SearchResult, question: Option<StableHash>) -> Reply {
        let locale = request.locale;
        let gap = self.gap(found);
        let lead = match gap.and_then(|gap| gap.say_in(locale)) {
            Some(say) => say.to_owned(),
            None => wording::answers::does_not_know(locale, gap.and_then(|gap| gap.about_in(locale))),
        };
        let menus = if gap.is_some() { None } else { self.nearest_topics(locale, found) };
        let links = gap.map_or_else(|| self.links(locale), |gap| self.links_of(locale, gap));
        Reply { menus: menus.into_iter().collect(), links, ..self.reply_without_answer(request, &lead, question) }
    }

    /// The topics of the best matches.
    fn nearest_topics(&self, locale: Locale, found: &SearchResult) -> Option<Menu> {
        let mut topics: Vec<&str> = Vec::new();
        let listed = found.ranked.iter().map(|ranked| &self.candidate(ranked).entry).filter(|entry| entry.listed);
        for topic in listed.map(|entry| entry.topic.as_str()) {
            if !topics.contains(&topic) && topics.len() < TOPICS {
                topics.push(topic);
            }
        }
        let topics = topics.into_iter().filter_map(|id| self.knowledge().topic(id));
        let open = |id: &str| UiAction::Page(EntryList::Topic(StableHash::topic(id)), 0);
        let topics = topics.map(|topic| Button::new(topic.title_in(locale), open(&topic.id))).collect();
        Menu::new(wording::controls::nearest_topics(locale), topics)
    }

    /// The lead of a reply to several questions: which of them have no answer.
    fn unanswered_parts(&self, locale: Locale, found: &SearchResult) -> String {
        let is_talk = |open: &&UnansweredPart| self.knowledge().talk.find(&open.text).is_some();
        let open = found.open.iter().filter(|open| !is_talk(open)).map(|open| {
            let about = self.matcher.gap_of(open).and_then(|gap| gap.about_in(locale));
            about.map_or_else(|| wording::answers::quoted(&open.text), str::to_owned)
        });
        let open: Vec<String> = open.collect();
        if open.is_empty() { String::new() } else { wording::answers::knows_the_rest(locale, &open) }
    }

    /// The reply after a member rejected an answer or the candidates.
    pub(crate) fn not_quite(
        &self,
        request: &RequestContext,
        next: &[StableHash],
        question: Option<StableHash>,
    ) -> Reply {
        let (now, later) = next.split_at(next.len().min(limits::SUGGESTIONS));
        let choices = now.iter().filter_map(|name| self.find(*name));
        let choices: Vec<_> = choices.map(|one| pick(request.locale, one, question)).collect();
        if choices.is_empty() {
            return self.reply_without_answer(request, wording::answers::nothing_else(request.locale), question);
        }
        let more =
            Button::new(wording::controls::not_quite(request.locale), UiAction::NotQuite(later.to_vec(), question));
        Reply {
            choices,
            buttons: std::iter::once(more).chain(moderators(request, question)).collect(),
            ..Reply::says(request.locale, wording::answers::what_else(request.locale))
        }
    }

    /// By which name a question is remembered; only guilds remember any.
    fn remembered(&self, request: &RequestContext, question: &Question<'_>) -> Option<StableHash> {
        request.guild.map(|_| self.question(question.text))
    }

    /// The hash of a question; equal for the same words, whatever their endings.
    pub(crate) fn question(&self, text: &str) -> StableHash {
        // The shown part of a question must have the same hash.
        let shown = limits::shorten(text.trim(), limits::ASKED);
        let stems = self.matcher.stems(&shown);
        StableHash::question(if stems.trim().is_empty() { &shown } else { stems.trim() })
    }

    /// Nothing to offer but where else to turn.
    fn reply_without_answer(&self, request: &RequestContext, lead: &str, question: Option<StableHash>) -> Reply {
        Reply {
            buttons: moderators(request, question).into_iter().collect(),
            links: self.links(request.locale),
            ..Reply::says(request.locale, lead)
        }
    }

    /// Where to check officially.
    pub(crate) fn links(&self, locale: Locale) -> Vec<PageLink> {
        let general = self.knowledge().links.iter().filter(|link| !link.special);
        general.map(|link| PageLink::new(locale, link)).collect()
    }

    /// Links for what is not known.
    fn links_of(&self, locale: Locale, gap: &Gap) -> Vec<PageLink> {
        let named = self.knowledge().links.iter().filter(|link| gap.links.contains(&link.id));
        let named: Vec<_> = named.map(|link| PageLink::new(locale, link)).collect();
        if named.is_empty() { self.links(locale) } else { named }
    }

    /// The names of the entries whose score is at least `share` of the best one's, of those that may be offered.
    fn others(&self, ranked: &[RankedEntry], share: f32) -> impl Iterator<Item = StableHash> {
        let best = ranked.first().map_or(0.0, |best| best.score);
        let likely = ranked.iter().filter(move |ranked| ranked.score >= share * best);
        likely.map(|ranked| self.candidate(ranked)).filter(|candidate| candidate.entry.listed).map(name)
    }

    /// Another testimonial that may stand beside an entry.
    pub(crate) fn voice(&self, locale: Locale, entry: StableHash, place: usize) -> Reply {
        let Some(candidate) = self.find(entry) else {
            return Reply::tells(locale, wording::notices::gone(locale));
        };
        let mut voices = self.matcher.voices(&candidate.entry).skip(place);
        let Some(quote) = voices.next().map(quote) else {
            return Reply::tells(locale, wording::browse::no_voices(locale));
        };
        let more = voices.next().map(|_| {
            Button::new(wording::controls::another_experience(locale), UiAction::Voice(entry, place.saturating_add(1)))
        });
        Reply { locale, voices: vec![quote], buttons: more.into_iter().collect(), private: true, ..Reply::default() }
    }
}

/// A button that sends the question to the moderators, if there are any.
fn moderators(request: &RequestContext, question: Option<StableHash>) -> Option<Button> {
    request
        .guild
        .map(|_| Button::new(wording::controls::ask_the_moderators(request.locale), UiAction::Moderators(question)))
}

/// A button that opens an entry, as a vote for it.
fn pick(locale: Locale, candidate: &Candidate, question: Option<StableHash>) -> Button {
    match question {
        Some(question) => {
            Button::new(candidate.entry.title_in(locale), UiAction::Pick { entry: name(candidate), question })
        }
        None => button(locale, candidate),
    }
}

/// A button that opens an entry.
pub(crate) fn button(locale: Locale, candidate: &Candidate) -> Button {
    Button::new(candidate.entry.title_in(locale), UiAction::Show(name(candidate)))
}
