//! Ranking the entries for a question: by its words, and, where an encoder has read it, by its meaning.

use crate::knowledge::Origin;
use crate::search::autocomplete::{self, TypedPrefix};
use crate::search::lexical::index::LexicalSignals;
use crate::search::lexical::lexicon;
use crate::search::lexical::segments::{Candidate, DocId};
use crate::search::query::answer_type;
use crate::search::query::gloss::{self, GlossedText};
use crate::search::query::parser::QueryParser;
use crate::search::query::question::{ParsedQuestion, Question, RankedEntry, SearchResult, UnansweredPart};
use crate::search::ranking::confidence::{self, ConfidenceFeatures, Verdict};
use crate::search::ranking::explain::{ScorePart, ScoringMode};
use crate::search::ranking::features::{self, RankingFeatures};
use crate::search::ranking::uncovered_terms;
use crate::search::semantic::embedding::{Embedding, QueryEmbedding};
use crate::search::semantic::known_gaps;
use crate::search::{Matcher, SharedIndex};
use crate::text::{self, Token, WordRole};

/// How many entries are ranked however few are wanted: confidence needs two, suggestions three.
const MIN_RANKED: usize = 3;

/// Sentences of a long question that are also matched on their own.
const MAX_SENTENCES: usize = 8;

/// The most answers to a question with several parts.
const MAX_ANSWERS: usize = 3;

/// … and questions that are looked for in what they ask: each costs as much as a whole one.
const MAX_QUESTIONS: usize = 4;

/// Words that a sentence needs, beside stopwords, to be matched on its own: with two, 4 points of R@1 are lost on
/// questions in scope; without sentences, AUROC falls by 2.
const MIN_WORDS: usize = 3;

/// So many entries are compared piece by piece with what was meant: with 12 or more, R@1 and R@3 are the same on every set.
const COMPARED: usize = 16;

impl Matcher {
    /// Ranks the entries for a question and says how sure the best one is. Where several are asked that have each an answer
    /// of their own, the others come along.
    pub fn ask(&self, question: &Question<'_>) -> SearchResult {
        let read = self.read(question);
        let top = question.top.max(MIN_RANKED);
        let mut meant = read.meant(question).into_iter();
        let whole = meant.next();
        let mut found: Vec<SearchResult> = Vec::new();
        let mut open: Vec<UnansweredPart> = Vec::new();
        for part in &read.questions {
            let one = self.find(part.clone(), meant.next(), top);
            if one.verdict != Verdict::Answer {
                let gap = one.gap.filter(|near| near.is_recognised());
                open.push(UnansweredPart { text: part.told.clone(), gap, best: best(&one) });
            } else if found.iter().all(|other| best(other) != best(&one)) {
                found.push(one);
            }
        }
        let whole = self.find(read, whole, top);
        // What answers the questions must be near all of it, or they are turns of phrase rather than questions of their own.
        found.retain(|one| best(one).is_some_and(|place| whole.ranked.iter().any(|near| near.place == place)));
        if found.len() < 2 {
            // One of them may be answered where all of it is not.
            let answer = found.pop().filter(|_| whole.verdict != Verdict::Answer).unwrap_or(whole);
            // What is most like the answer that is shown is a turn of phrase, and not open.
            open.retain(|one| one.gap.is_some() || one.best != best(&answer));
            return SearchResult { open, ..answer };
        }
        // All of it together may be most like something between them, which answers none.
        let same = found.iter_mut().find(|one| best(one) == best(&whole));
        if let Some(same) = same.filter(|_| whole.verdict == Verdict::Answer) {
            *same = whole;
        }
        let answer = found.remove(0);
        found.truncate(MAX_ANSWERS - 1);
        let shown: Vec<_> = found.iter().chain([&answer]).map(best).collect();
        open.retain(|one| one.gap.is_some() || !shown.contains(&one.best));
        SearchResult { also: found, open, ..answer }
    }

    /// Ranks the entries for what was read of a question, and, where an encoder has read it, meant.
    fn find(&self, read: ParsedQuestion, meant: Option<QueryEmbedding>, top: usize) -> SearchResult {
        let Ranking { ranked, reasons, gap } = if let Some(meant) = &meant {
            self.rank(&read, meant, top)
        } else {
            let ranked = self.best(self.scores(&read), top);
            let score = |place: usize| ranked.get(place).map_or(0.0, |ranked| ranked.score);
            let reasons = confidence::by_words(score(0), score(1));
            Ranking { ranked, reasons, gap: None }
        };
        let empty = !read.has_content();
        let confidence = if empty || ranked.is_empty() { 0.0 } else { confidence::logistic(&reasons) };
        let by = if meant.is_none() { ScoringMode::Words } else { ScoringMode::Meaning };
        // What a guild's moderators have written they have written for what is asked there.
        let curated = ranked.first().is_some_and(|best| self.candidate(best).origin == Origin::Curated);
        let verdict = match confidence::verdict(confidence, by, self.boldness) {
            Verdict::Answer if curated && gap.is_some_and(known_gaps::NearestGap::is_clear) => Verdict::Suggest,
            verdict => verdict,
        };
        let gap = gap.filter(|_| !empty);
        SearchResult {
            verdict,
            confidence,
            ranked,
            empty,
            by,
            also: Vec::new(),
            gap,
            open: Vec::new(),
            reasons,
            read,
            meant,
        }
    }

    /// What an encoder must read to know what a question means: all of it, and the questions in it.
    pub fn wording(&self, question: &Question<'_>) -> Vec<String> {
        let read = self.read(question);
        std::iter::once(read.told).chain(read.questions.into_iter().map(|one| one.told)).collect()
    }

    /// The entries that what is being typed may become, the likeliest first.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&Candidate> {
        let mut scores = self.scores(&self.read(&Question::new(typed)));
        if let Some(typed) = TypedPrefix::read(typed, &self.shared_index.stemmer) {
            for layer in &self.layers {
                layer.completer(&self.shared_index.stemmer).raise(&mut scores, &typed);
            }
        }
        let best = self.best(scores, most);
        let floor = autocomplete::FLOOR * best.first().map_or(0.0, |first| first.score.min(1.0));
        let likely = best.iter().filter(|ranked| ranked.score >= floor.max(autocomplete::MIN_SCORE));
        likely.map(|ranked| self.candidate(ranked)).collect()
    }

    fn reader(&self, corrects: bool) -> QueryParser<'_> {
        let SharedIndex { phrases, stemmer, .. } = &*self.shared_index;
        QueryParser { lexicon: &self.lexicon, phrases, index: &self.index, stemmer, corrects }
    }

    /// What a question in Japanese (or of Japanese words in Latin letters) says in the language of the knowledge, word for
    /// word; none for any other.
    pub fn gloss(&self, text: &str) -> Option<String> {
        self.glossed(text).map(|gloss| gloss.text)
    }

    pub(crate) fn glossed(&self, text: &str) -> Option<GlossedText> {
        let SharedIndex { stemmer, glossary, .. } = &*self.shared_index;
        let english = |word: &str| {
            let word = word.to_ascii_lowercase();
            text::word_role(&word) != WordRole::Content || self.index.has(lexicon::term(&stemmer.stem(&word)))
        };
        glossary.gloss(text, english)
    }

    pub(crate) fn read(&self, question: &Question<'_>) -> ParsedQuestion {
        let stemmer = &self.shared_index.stemmer;
        let typed = text::sentences(question.text, stemmer);
        let gloss = self.glossed(question.text);
        // English with a word of Japanese may well be misspelt.
        let reader = self.reader(!gloss.as_ref().is_some_and(|gloss| gloss.throughout));
        let (sentences, as_typed) = match &gloss {
            // A guild's own entries may be in Japanese: those are found by the question as it is typed.
            Some(gloss) => {
                let glossed = text::sentences(&gloss.text, stemmer).into_iter().map(gloss::rejoined).collect();
                (glossed, Some(reader.read(&typed.concat())))
            }
            None => (typed, None),
        };
        let whole = reader.read(&sentences.concat());
        let focus = self.shared_index.names.in_question(&whole, question.role);
        let content = |tokens: &[Token]| tokens.iter().filter(|token| token.role == WordRole::Content).count();
        let mut parts: Vec<&Vec<Token>> = Vec::new();
        if sentences.len() > 1 {
            parts.extend(sentences.iter().filter(|tokens| content(tokens) >= MIN_WORDS));
            // People ask at the end of what they tell.
            parts.drain(..parts.len().saturating_sub(MAX_SENTENCES));
        }
        let parts = parts.into_iter().map(|tokens| reader.read(tokens)).chain(as_typed).collect();
        let topic = question.topic.filter(|topic| !topic.is_empty()).map(str::to_owned);
        let questions = if gloss.is_some() { Vec::new() } else { text::questions(&text::normalise(question.text)) };
        let questions = questions.iter().take(MAX_QUESTIONS).map(|part| {
            let whole = reader.read(&text::tokens(part, stemmer));
            let focus = self.shared_index.names.in_question(&whole, question.role);
            let told = whole.words.join(" ");
            ParsedQuestion {
                whole,
                parts: Vec::new(),
                focus,
                topic: topic.clone(),
                gloss: None,
                questions: Vec::new(),
                told,
            }
        });
        let questions: Vec<ParsedQuestion> = questions.filter(|one| one.whole.has_content()).collect();
        let questions = if questions.len() > 1 { questions } else { Vec::new() };
        let gloss = gloss.map(|gloss| gloss.text);
        let told = whole.corrected(gloss.as_deref().unwrap_or(question.text));
        ParsedQuestion { whole, parts, focus, topic, gloss, questions, told }
    }

    /// What the words of every entry say: by the whole question or by the sentence of it that fits best. People tell a
    /// story before they ask, and what they tell must not drown what they ask.
    fn words(&self, read: &ParsedQuestion) -> Vec<LexicalSignals> {
        let mut best = self.index.signals(&read.whole);
        for part in &read.parts {
            for (best, part) in best.iter_mut().zip(self.index.signals(part)) {
                if features::by_words(&part) > features::by_words(best) {
                    *best = part;
                }
            }
        }
        best
    }

    /// The score of every entry by its words.
    fn scores(&self, read: &ParsedQuestion) -> Vec<f32> {
        let score = |(words, candidate)| features::by_words(words) * read.factor(candidate);
        self.words(read).iter().zip(self.all()).map(score).collect()
    }

    /// Ranks the entries by words and meaning, and says how sure the best one is.
    ///
    /// What a question means is what all of it means: to compare its sentences, too, and take the best, costs as much again
    /// for each, and loses 3 points of R@1 on questions of several sentences.
    fn rank(&self, read: &ParsedQuestion, meant: &QueryEmbedding, top: usize) -> Ranking {
        let words = self.words(read);
        let score =
            |candidate: &Candidate, evidence: &RankingFeatures| features::by_meaning(evidence) * read.factor(candidate);
        let pooled = self.layers.iter().flat_map(|layer| layer.pooled(meant));
        let pooled_matrix = self.all().zip(&words).zip(pooled).map(|((candidate, words), pooled)| {
            let with_pooled = match pooled {
                Some(pooled) => RankingFeatures::of_single(*words, pooled),
                None => RankingFeatures::of(candidate, *words, meant, false),
            };
            features::to_score(score(candidate, &with_pooled))
        });
        let pooled_matrix: Vec<f32> = pooled_matrix.collect();
        let mut scores = vec![0.0; pooled_matrix.len()];
        let near = self.best(pooled_matrix, top.max(COMPARED)).into_iter().map(|near| {
            let candidate = self.candidate(&near);
            (near.place, RankingFeatures::of(candidate, words[near.place.index()], meant, true))
        });
        let near: Vec<(DocId, RankingFeatures)> = near.collect();
        for (place, evidence) in &near {
            scores[place.index()] = features::to_score(score(self.at(*place), evidence));
        }
        let mut ranked = self.best(scores, top.max(COMPARED));
        let best = ranked.first().and_then(|best| near.iter().find(|(place, _)| *place == best.place));
        let Some(&(place, evidence)) = best else {
            return Ranking { ranked, reasons: Vec::new(), gap: None };
        };
        let candidate = self.at(place);
        let sums: Vec<f32> = ranked.iter().map(|ranked| features::from_score(ranked.score)).collect();
        ranked.truncate(top);
        let meaning = candidate.meaning_cell.meaning();
        let others =
            near.iter().filter(|(other, _)| *other != place && self.at(*other).meaning_cell.meaning().is_some());
        let others = others.map(|(_, other)| other.late.answer);
        let answer_lead = evidence.late.answer - others.fold(0.0, f32::max);
        let answers =
            near.iter().take(COMPARED).map(|(place, _)| self.at(*place)).filter(|one| one.origin == Origin::Guild);
        let answers: Vec<&Embedding> = answers.filter_map(|one| Some(&**one.meaning_cell.meaning()?)).collect();
        let gap = self.shared_index.gaps.nearest(meant, &answers, evidence.late.mean);
        let basis = ConfidenceFeatures {
            best: sums[0],
            second: sums.get(1).copied().unwrap_or(0.0),
            answer_lead: meaning.map_or(0.0, |_| answer_lead),
            evidence,
            beyond: meaning.map_or(0.0, |meaning| meaning.beyond(meant)),
            unknown: read.whole.unknown(),
            words: read.whole.content(),
            factor: read.factor(candidate),
            lacking: self.lacking(read, candidate, meant, evidence.late.mean),
            doubt: known_gaps::gap_similarity(gap),
            lacks_number: !candidate.numbers && answer_type::asks(read.whole.words.iter().map(String::as_str)),
        };
        Ranking { ranked, reasons: confidence::by_meaning(&basis), gap }
    }

    /// How close an entry comes to the words of a question that it does not have: `guess`, where no encoder has read it.
    fn lacking(&self, read: &ParsedQuestion, candidate: &Candidate, meant: &QueryEmbedding, guess: f32) -> f32 {
        let shares = self.index.slot_scores(&read.whole, candidate.place.0);
        let guessed = || vec![guess; meant.starts().len()];
        let nearest = candidate.meaning_cell.meaning().map_or_else(guessed, |meaning| meaning.nearest(meant));
        uncovered_terms::nearest(&read.whole, &shares, &read.told, meant.starts(), &nearest)
    }

    /// The best entries that have any score at all, but no hidden ones; where two are equal, a guild's own entry comes
    /// first.
    pub(crate) fn best(&self, mut scores: Vec<f32>, top: usize) -> Vec<RankedEntry> {
        for hidden in self.index.hidden() {
            scores[*hidden as usize] = 0.0;
        }
        let all = (0..).zip(scores).map(|(place, score)| RankedEntry { place: DocId(place), score });
        let mut ranked: Vec<RankedEntry> = all.filter(|ranked| ranked.score > 0.0).collect();
        let curated = |ranked: &RankedEntry| self.candidate(ranked).origin == Origin::Curated;
        let order = |a: &RankedEntry, b: &RankedEntry| {
            b.score.total_cmp(&a.score).then_with(|| curated(a).cmp(&curated(b))).then(a.place.0.cmp(&b.place.0))
        };
        if ranked.len() > top {
            ranked.select_nth_unstable_by(top, order);
            ranked.truncate(top);
        }
        ranked.sort_unstable_by(order);
        ranked
    }
}

/// The best entries for a question, and how sure they make.
struct Ranking {
    ranked: Vec<RankedEntry>,
    /// What the confidence comes from.
    reasons: Vec<ScorePart>,
    /// The known gap that is most like the question.
    gap: Option<known_gaps::NearestGap>,
}

/// Where the best entry stands.
fn best(found: &SearchResult) -> Option<DocId> {
    found.ranked.first().map(|best| best.place)
}

impl ParsedQuestion {
    /// What all of it meant, and each of the questions in it; nothing, where no encoder has read them, or something else than
    /// them.
    fn meant(&self, question: &Question<'_>) -> Vec<QueryEmbedding> {
        let fits = question.meant.len() == self.questions.len() + 1;
        let meant = question.meant.iter().filter(|_| fits);
        meant.map(|encoding| QueryEmbedding::new(encoding)).collect()
    }
}
