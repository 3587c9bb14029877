//! Asking: from a match to what the member sees.

use super::{Library, Visitor, library::name};
use crate::matching::{self, Candidate, Found, Question, Ranked, Verdict};
use crate::reply::{Button, List, Locale, Menu, Name, Press, Reference, Reply, card, limits, quote, wording};

/// A question that was asked: what the matcher found, and what is shown.
#[derive(Debug)]
pub struct Asked {
    /// The ranking, the confidence and the verdict.
    pub found: Found,
    /// What the member sees.
    pub reply: Reply,
}

/// Candidates with a score below this share of the best one's are no candidates …
const WORTH_OFFERING: f32 = 0.6;
/// … unless somebody has said that the best ones are not what they meant.
const WORTH_A_TRY: f32 = 0.4;
/// How many entries are kept for those who say so: then people can help better.
const TRIES: usize = limits::SUGGESTIONS;
/// How many topics are offered where nothing is known.
const TOPICS: usize = 3;

impl Library {
    /// Matches a question and composes the reply for its verdict; somebody who needs a person is sent to people.
    pub fn ask(&self, visitor: &Visitor, question: &Question<'_>) -> Asked {
        if self.needs_a_person(question.text) {
            let mut found = self.matcher.ask(question);
            (found.verdict, found.confidence, found.gap) = (Verdict::Abstain, 0.0, None);
            return Asked { found, reply: self.care(visitor.asking(question.text).locale) };
        }
        self.match_up(visitor, question)
    }

    /// The same, for somebody who asks a question.
    pub(super) fn match_up(&self, visitor: &Visitor, question: &Question<'_>) -> Asked {
        let visitor = &*visitor.asking(question.text);
        let found = self.matcher.ask(question);
        let reply = match (found.verdict, found.ranked.first()) {
            (Verdict::Answer, Some(best)) => {
                let remembered = self.remembered(visitor, question);
                let reply = self.answer(visitor, &found, self.candidate(best), found.confidence, remembered);
                let lead = self.unknown(&found).map(|about| wording::knows_the_rest(visitor.locale, about));
                self.with_others(Reply { lead: lead.unwrap_or_default(), ..reply }, &found.also)
            }
            (Verdict::Suggest, Some(_)) => self.suggest(visitor, &found, self.remembered(visitor, question)),
            _ if found.empty => Reply::says(visitor.locale, wording::no_question(visitor.locale)),
            _ => self.abstain(visitor, &found, self.remembered(visitor, question)),
        };
        let mut reply = reply.about(question.text);
        if self.gap(&found).is_some_and(|gap| gap.care) {
            reply.links = self.helplines().collect();
        }
        Asked { found, reply }
    }

    /// An entry, shown as the answer to a question for which something was found.
    pub(super) fn answer(
        &self,
        visitor: &Visitor,
        found: &Found,
        best: &Candidate,
        confidence: f32,
        question: Option<Name>,
    ) -> Reply {
        let Candidate { entry, origin, .. } = best;
        let quotes = self.matcher.quotes(found, entry);
        let shown = name(best);
        let mut buttons = Vec::new();
        if visitor.member.is_some() {
            buttons.push(Button::new(wording::helped(visitor.locale), Press::Helped(shown, question)));
        }
        let others = self.others(&found.ranked, WORTH_A_TRY).filter(|other| *other != shown).take(TRIES).collect();
        buttons.push(Button::new(wording::not_quite(visitor.locale), Press::NotQuite(others, question)));
        let unseen = self.matcher.voices(entry).position(|one| !quotes.iter().any(|quote| quote.is(one)));
        if let Some(place) = unseen {
            buttons.push(Button::new(wording::another_experience(visitor.locale), Press::Voice(shown, place)));
        }
        let related = entry.related.iter().filter_map(|id| self.find(Name::entry(id, *origin)));
        let related = related.take(limits::RELATED).map(button).collect();
        Reply {
            locale: visitor.locale,
            cards: vec![card(visitor.locale, self.knowledge(), (entry, *origin), &quotes, confidence)],
            menus: Menu::new(wording::related(visitor.locale), related).into_iter().collect(),
            buttons,
            again: Some(question.map_or(Press::Show(shown), |question| Press::Pick { entry: shown, question })),
            ..Reply::default()
        }
    }

    /// The same, with what answers the other questions; together they quote no more than one answer may.
    fn with_others(&self, mut reply: Reply, also: &[Found]) -> Reply {
        for found in also {
            let Some(best) = found.ranked.first() else { continue };
            let Candidate { entry, origin, .. } = self.candidate(best);
            let (mut left, mut room) = (matching::MOST_QUOTES, matching::MOST_CHARACTERS);
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

    /// A word to somebody who needs a person rather than an answer: for them alone, wherever that is possible.
    pub(super) fn care(&self, locale: Locale) -> Reply {
        Reply { links: self.helplines().collect(), ..Reply::tells(locale, wording::talk_to_people(locale)) }
    }

    /// Where people are.
    fn helplines(&self) -> impl Iterator<Item = Reference> {
        self.knowledge().care.links.iter().map(Reference::from)
    }

    /// "Did you mean …", after what is not known.
    fn suggest(&self, visitor: &Visitor, found: &Found, question: Option<Name>) -> Reply {
        let likely = self.others(&found.ranked, WORTH_OFFERING).take(limits::SUGGESTIONS);
        let choices: Vec<_> = likely.filter_map(|name| self.find(name)).map(|one| pick(one, question)).collect();
        let left = self.others(&found.ranked, WORTH_A_TRY).skip(choices.len()).take(TRIES).collect();
        Reply {
            choices,
            buttons: vec![Button::new(wording::not_quite(visitor.locale), Press::NotQuite(left, question))],
            ..Reply::says(visitor.locale, wording::did_you_mean(visitor.locale, self.unknown(found)))
        }
    }

    /// "I don't know", with what is nearest, where to check, and whom to ask.
    fn abstain(&self, visitor: &Visitor, found: &Found, question: Option<Name>) -> Reply {
        let mut topics: Vec<&str> = Vec::new();
        for topic in found.ranked.iter().map(|ranked| self.candidate(ranked).entry.topic.as_str()) {
            if !topics.contains(&topic) && topics.len() < TOPICS {
                topics.push(topic);
            }
        }
        let topics = topics.into_iter().filter_map(|id| self.knowledge().topic(id));
        let open = |id: &str| Press::Page(List::Topic(Name::topic(id)), 0);
        let topics = topics.map(|topic| Button::new(&topic.title, open(&topic.id))).collect();
        Reply {
            menus: Menu::new(wording::nearest_topics(visitor.locale), topics).into_iter().collect(),
            ..self.at_a_loss(visitor, &wording::does_not_know(visitor.locale, self.unknown(found)), question)
        }
    }

    /// What it is that is not known, as far as that is known.
    fn unknown(&self, found: &Found) -> Option<&str> {
        self.gap(found).map(|gap| gap.about.as_str())
    }

    /// What comes after an answer, or candidates, that were not what somebody meant.
    pub(super) fn not_quite(&self, visitor: &Visitor, next: &[Name], question: Option<Name>) -> Reply {
        let (now, later) = next.split_at(next.len().min(limits::SUGGESTIONS));
        let choices: Vec<_> = now.iter().filter_map(|name| self.find(*name)).map(|one| pick(one, question)).collect();
        if choices.is_empty() {
            return self.at_a_loss(visitor, wording::nothing_else(visitor.locale), question);
        }
        let more = Button::new(wording::not_quite(visitor.locale), Press::NotQuite(later.to_vec(), question));
        Reply {
            choices,
            buttons: std::iter::once(more).chain(moderators(visitor, question)).collect(),
            ..Reply::says(visitor.locale, wording::what_else(visitor.locale))
        }
    }

    /// By which name a question is remembered; only guilds remember any.
    fn remembered(&self, visitor: &Visitor, question: &Question<'_>) -> Option<Name> {
        visitor.guild.map(|_| self.question(question.text))
    }

    /// The name of a question: the same for everybody who asks it in these words, whatever their endings.
    pub(super) fn question(&self, text: &str) -> Name {
        // What is shown of a question must lead to the same name.
        let shown = limits::shorten(text.trim(), limits::ASKED);
        let stems = self.matcher.stems(&shown);
        Name::question(if stems.trim().is_empty() { &shown } else { stems.trim() })
    }

    /// Nothing to offer but where else to turn.
    fn at_a_loss(&self, visitor: &Visitor, lead: &str, question: Option<Name>) -> Reply {
        Reply {
            buttons: moderators(visitor, question).into_iter().collect(),
            links: self.links(),
            ..Reply::says(visitor.locale, lead)
        }
    }

    /// Where to check officially.
    pub(super) fn links(&self) -> Vec<Reference> {
        self.knowledge().links.iter().map(Reference::from).collect()
    }

    /// The names of the entries whose score is at least `share` of the best one's.
    fn others(&self, ranked: &[Ranked], share: f32) -> impl Iterator<Item = Name> {
        let best = ranked.first().map_or(0.0, |best| best.score);
        ranked.iter().filter(move |ranked| ranked.score >= share * best).map(|ranked| name(self.candidate(ranked)))
    }

    /// Another testimonial that may stand beside an entry.
    pub(super) fn voice(&self, locale: Locale, entry: Name, place: usize) -> Reply {
        let Some(candidate) = self.find(entry) else {
            return Reply::tells(locale, wording::gone(locale));
        };
        let mut voices = self.matcher.voices(&candidate.entry).skip(place);
        let Some(quote) = voices.next().map(quote) else {
            return Reply::tells(locale, wording::no_voices(locale));
        };
        let more = voices
            .next()
            .map(|_| Button::new(wording::another_experience(locale), Press::Voice(entry, place.saturating_add(1))));
        Reply { locale, voices: vec![quote], buttons: more.into_iter().collect(), private: true, ..Reply::default() }
    }
}

/// A button that hands the question to the moderators, where there are any.
fn moderators(visitor: &Visitor, question: Option<Name>) -> Option<Button> {
    visitor.guild.map(|_| Button::new(wording::ask_the_moderators(visitor.locale), Press::Moderators(question)))
}

/// A button that opens an entry, as what was meant by a question.
fn pick(candidate: &Candidate, question: Option<Name>) -> Button {
    match question {
        Some(question) => Button::new(&candidate.entry.question, Press::Pick { entry: name(candidate), question }),
        None => button(candidate),
    }
}

/// A button that opens an entry.
pub(super) fn button(candidate: &Candidate) -> Button {
    Button::new(&candidate.entry.question, Press::Show(name(candidate)))
}
