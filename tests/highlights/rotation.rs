//! Which testimonial comes next: random pools that change on the way, against a model that knows the rules only.

use std::collections::{BTreeMap, BTreeSet};

use jet_senpai::schedule::{EligibleTestimonial, NextTestimonial, Rotation};
use proptest::prelude::*;

/// Testimonials that may be shown, each with its person.
type Pool = BTreeMap<String, String>;

fn pool(counts: &[usize]) -> Pool {
    let all = counts.iter().enumerate().flat_map(|(person, count)| (0..*count).map(move |number| (person, number)));
    all.map(|(person, number)| (format!("p{person}-{number}"), format!("p{person}"))).collect()
}

fn eligible(pool: &Pool) -> Vec<EligibleTestimonial<'_>> {
    pool.iter().map(|(id, person)| EligibleTestimonial { id, person }).collect()
}

fn next(rotation: &Rotation, pool: &Pool) -> NextTestimonial {
    rotation.next(&eligible(pool)).expect("the pool is not empty")
}

fn after_json(rotation: &Rotation) -> Rotation {
    let json = serde_json::to_string(rotation).expect("it can be stored");
    serde_json::from_str(&json).expect("it can be read")
}

/// What happens to a rotation.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// This many are shown.
    Take(usize),
    /// One is shown, but the post is never sent.
    GiveBack,
    /// This many are skipped.
    Skip(usize),
    /// A person has another testimonial.
    Add(usize),
    /// The testimonial at this place is removed.
    Remove(usize),
    /// One that was removed comes back.
    Return,
    /// The process is started again.
    Restart,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => (1..30_usize).prop_map(Event::Take),
        2 => Just(Event::GiveBack),
        2 => (1..4_usize).prop_map(Event::Skip),
        2 => (0..45_usize).prop_map(Event::Add),
        2 => any::<usize>().prop_map(Event::Remove),
        1 => Just(Event::Return),
        1 => Just(Event::Restart),
    ];
    prop::collection::vec(event, 1..40)
}

/// How many testimonials each person has: a few mostly, at most 500 of 40 persons.
fn counts() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        6 => prop::collection::vec(1..5_usize, 1..=6),
        2 => prop::collection::vec(1..=12_usize, 1..=40),
        1 => (1..=401_usize, prop::collection::vec(1..=3_usize, 0..=33)).prop_map(|(most, others)| {
            std::iter::once(most).chain(others).collect()
        }),
    ]
}

/// So few that every order can be tried.
fn few() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1..6_usize, 1..=4).prop_filter("there are many orders", |all| all.iter().sum::<usize>() < 9)
}

/// What has happened so far, as somebody would note it who knows the rules and not the code.
struct Model {
    rotation: Rotation,
    pool: Pool,
    removed: Pool,
    /// What was shown or skipped in this cycle.
    seen: BTreeSet<String>,
    /// What has been in the pool since this cycle began.
    throughout: BTreeSet<String>,
    last: Option<(String, String)>,
    added: usize,
}

impl Model {
    fn new(seed: u64, counts: &[usize]) -> Self {
        let pool = pool(counts);
        let throughout = pool.keys().cloned().collect();
        let rotation = Rotation::new(seed);
        Self { rotation, pool, removed: Pool::new(), seen: BTreeSet::new(), throughout, last: None, added: 0 }
    }

    /// How many each person has left in the current cycle.
    fn unseen(&self) -> BTreeMap<&str, usize> {
        let mut unseen = BTreeMap::new();
        for (_, person) in self.pool.iter().filter(|(id, _)| !self.seen.contains(*id)) {
            *unseen.entry(person.as_str()).or_default() += 1;
        }
        unseen
    }

    /// Begins a cycle if the last one is over, and holds the turn against the rules.
    fn check(&mut self, turn: &NextTestimonial) {
        if self.unseen().is_empty() {
            assert!(turn.cycle > self.rotation.cycle(), "nothing is left, but the cycle goes on with {turn:?}");
            assert!(self.throughout.is_subset(&self.seen), "the cycle is over before all were seen");
            self.seen.clear();
            self.throughout = self.pool.keys().cloned().collect();
        } else {
            assert_eq!(turn.cycle, self.rotation.cycle(), "the cycle is not over");
        }
        assert_eq!(self.pool.get(&turn.id), Some(&turn.person), "it is not in the pool");
        assert!(!self.seen.contains(&turn.id), "{turn:?} comes twice in a cycle");
        let unseen = self.unseen();
        assert_eq!(turn.left, unseen.values().sum::<usize>() - 1);
        let last = self.last.as_ref().map(|(_, person)| person.as_str());
        let most = unseen.iter().filter(|(person, _)| Some(**person) != last).map(|(_, left)| *left).max();
        if let Some(most) = most {
            assert_ne!(Some(turn.person.as_str()), last, "somebody else had something");
            assert_eq!(unseen[turn.person.as_str()], most, "somebody else had more");
        } else {
            let same = self.last.as_ref().is_some_and(|(id, _)| *id == turn.id);
            assert!(!same || turn.left == 0, "the same comes again at once, although there are others");
        }
    }

    fn turn(&mut self) -> NextTestimonial {
        let turn = next(&self.rotation, &self.pool);
        self.check(&turn);
        turn
    }

    fn happen(&mut self, event: Event) {
        assert_eq!(self.rotation.unseen(&eligible(&self.pool)), self.unseen().values().sum::<usize>());
        // Neither the order of the pool nor duplicates in it matter.
        let mut disordered = eligible(&self.pool);
        disordered.extend_from_within(..disordered.len() / 2);
        disordered.reverse();
        assert_eq!(self.rotation.next(&disordered), Some(next(&self.rotation, &self.pool)));
        match event {
            Event::Take(times) => (0..times).for_each(|_| self.take()),
            Event::Skip(times) => (0..times).for_each(|_| self.skip()),
            Event::GiveBack => self.give_back(),
            Event::Add(person) => {
                self.added += 1;
                self.pool.insert(format!("new-{}", self.added), format!("p{person}"));
            }
            Event::Remove(place) if self.pool.len() > 1 => {
                let id = self.pool.keys().nth(place % self.pool.len()).expect("it is there").clone();
                self.throughout.remove(&id);
                self.removed.extend(self.pool.remove_entry(&id));
            }
            Event::Remove(_) => {}
            Event::Return => self.pool.extend(self.removed.pop_first()),
            Event::Restart => {
                let read = after_json(&self.rotation);
                assert_eq!(read, self.rotation);
                self.rotation = read;
            }
        }
    }

    fn take(&mut self) {
        let turn = self.turn();
        self.rotation.take(&turn);
        let once = self.rotation.clone();
        self.rotation.take(&turn);
        assert_eq!(self.rotation, once, "to record it twice changes nothing");
        self.seen.insert(turn.id.clone());
        self.last = Some((turn.id, turn.person));
    }

    fn skip(&mut self) {
        let turn = self.turn();
        self.rotation.skip(&turn);
        let once = self.rotation.clone();
        self.rotation.skip(&turn);
        assert_eq!(self.rotation, once, "to skip it twice changes nothing");
        self.seen.insert(turn.id);
    }

    fn give_back(&mut self) {
        let turn = self.turn();
        let before = self.rotation.clone();
        self.rotation.take(&turn);
        self.rotation.give_back(&turn.id);
        assert!(self.rotation == before || turn.cycle > before.cycle());
        assert_eq!(next(&self.rotation, &self.pool), turn, "it comes again");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_on_the_way_every_turn_keeps_the_rules(
        seed in any::<u64>(), counts in counts(), events in events()
    ) {
        let mut model = Model::new(seed, &counts);
        for event in events {
            model.happen(event);
        }
    }

    #[test]
    fn what_is_upcoming_is_what_comes(
        seed in any::<u64>(), counts in counts(), taken in 0..40_usize, most in 0..60_usize
    ) {
        let pool = pool(&counts);
        let mut rotation = Rotation::new(seed);
        for number in 0..taken {
            let turn = next(&rotation, &pool);
            if number % 5 == 3 { rotation.skip(&turn) } else { rotation.take(&turn) }
        }
        let upcoming = rotation.upcoming(&eligible(&pool), most);
        prop_assert_eq!(upcoming.len(), most);
        for expect in upcoming {
            rotation = after_json(&rotation);
            prop_assert_eq!(&next(&rotation, &pool), &expect);
            rotation.take(&expect);
        }
    }

    #[test]
    fn in_a_fixed_pool_nobody_comes_twice_in_a_row_more_often_than_must_be(seed in any::<u64>(), counts in counts()) {
        let pool = pool(&counts);
        let cycle = Rotation::new(seed).upcoming(&eligible(&pool), pool.len());
        prop_assert_eq!(cycle.iter().map(|turn| &turn.id).collect::<BTreeSet<_>>().len(), pool.len());
        prop_assert_eq!(in_a_row(&cycle), fewest(&counts));
    }

    #[test]
    fn nor_do_they_where_a_cycle_follows_another(seed in any::<u64>(), counts in few()) {
        let pool = pool(&counts);
        let turns = Rotation::new(seed).upcoming(&eligible(&pool), 4 * pool.len());
        for at in (pool.len()..turns.len()).step_by(pool.len()) {
            let last = turns[at - 1].person.trim_start_matches('p').parse().expect("it has a number");
            prop_assert_eq!(in_a_row(&turns[at - 1..at + pool.len()]), tried(&mut counts.clone(), Some(last)));
        }
    }

    #[test]
    fn the_fewest_in_a_row_are_as_many_as_trying_every_order_finds(counts in few()) {
        prop_assert_eq!(fewest(&counts), tried(&mut counts.clone(), None));
    }
}

/// How often the same person comes twice in a row.
fn in_a_row(turns: &[NextTestimonial]) -> usize {
    turns.windows(2).filter(|pair| pair[0].person == pair[1].person).count()
}

/// How often that must be at least: between the `m` turns of whoever has most, there are `m - 1` places, and all other
/// turns, `n - m` of them, fill one each. What is left open is `(m - 1) - (n - m)`.
fn fewest(counts: &[usize]) -> usize {
    let most = counts.iter().max().expect("there is somebody");
    (2 * most).saturating_sub(counts.iter().sum::<usize>() + 1)
}

/// The same, by trying every order.
fn tried(counts: &mut [usize], last: Option<usize>) -> usize {
    let mut best = None;
    for person in 0..counts.len() {
        if counts[person] > 0 {
            counts[person] -= 1;
            let all = tried(counts, Some(person)) + usize::from(last == Some(person));
            counts[person] += 1;
            best = Some(best.map_or(all, |best: usize| best.min(all)));
        }
    }
    best.unwrap_or(0)
}

fn ids(turns: &[NextTestimonial]) -> String {
    turns.iter().map(|turn| turn.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_order_that_was_announced_stays_in_every_version() {
    let pool = pool(&[3, 2, 1]);
    let order = |seed| ids(&Rotation::new(seed).upcoming(&eligible(&pool), 12));
    assert_eq!(order(1), "p0-0 p1-0 p0-2 p2-0 p1-1 p0-1 p1-0 p0-0 p1-1 p0-2 p2-0 p0-1");
    assert_eq!(order(2), "p0-2 p1-0 p0-1 p2-0 p0-0 p1-1 p0-1 p1-1 p0-2 p2-0 p1-0 p0-0");
    let stored = r#"{"seed":1,"cycle":2,"shown":[{"id":"p0-1","person":"p0"}],"skipped":["p1-0"],"before":null}"#;
    let rotation: Rotation = serde_json::from_str(stored).expect("it was stored once");
    assert_eq!(serde_json::to_string(&rotation).expect("it can be stored"), stored);
    assert_eq!(ids(&rotation.upcoming(&eligible(&pool), 6)), "p1-1 p0-2 p2-0 p0-0 p1-0 p0-1");
    let new: Rotation = serde_json::from_str(r#"{"seed":1}"#).expect("the rest is as in a new one");
    assert_eq!(new, Rotation::new(1));
}

#[test]
fn an_empty_pool_has_no_turn_and_a_pool_of_one_has_it_always() {
    let mut rotation = Rotation::new(7);
    assert_eq!((rotation.next(&[]), rotation.upcoming(&[], 5), rotation.unseen(&[])), (None, Vec::new(), 0));
    let one = pool(&[1]);
    for cycle in 0..3 {
        let turn = next(&rotation, &one);
        assert_eq!((turn.id.as_str(), turn.cycle, turn.left, turn.starts_over), ("p0-0", cycle, 0, cycle > 0));
        rotation.take(&turn);
        assert_eq!((rotation.cycle(), rotation.next(&[])), (cycle, None));
    }
}

#[test]
fn one_person_never_says_the_same_twice_in_a_row() {
    for (seed, count) in (0..50).zip([2, 3, 4, 5].into_iter().cycle()) {
        let turns = Rotation::new(seed).upcoming(&eligible(&pool(&[count])), 5 * count);
        assert!(turns.windows(2).all(|pair| pair[0].id != pair[1].id), "{}", ids(&turns));
    }
}

#[test]
fn only_the_first_that_is_shown_of_a_later_cycle_starts_over() {
    let pool = pool(&[2, 2]);
    let mut rotation = Rotation::new(3);
    let starts = rotation.upcoming(&eligible(&pool), 12).iter().map(|turn| turn.starts_over).collect::<Vec<_>>();
    assert_eq!(starts, (0..12).map(|number| number == 4 || number == 8).collect::<Vec<_>>());
    for _ in 0..4 {
        rotation.take(&next(&rotation, &pool));
    }
    rotation.skip(&next(&rotation, &pool));
    let first = next(&rotation, &pool);
    assert!(first.starts_over, "what was skipped was not shown");
    rotation.take(&first);
    assert!(!next(&rotation, &pool).starts_over);
    rotation.give_back(&first.id);
    assert_eq!(next(&rotation, &pool), first);
}

#[test]
fn whatever_is_new_comes_in_this_cycle_and_whatever_comes_back_was_seen() {
    let mut all = pool(&[2, 2]);
    let mut rotation = Rotation::new(3);
    let first = next(&rotation, &all);
    rotation.take(&first);
    let gone = all.remove_entry(&first.id).expect("it was there");
    all.extend((0..4).map(|number| (format!("new-{number}"), "new".to_owned())));
    assert_eq!(next(&rotation, &all).person, "new", "nobody has more");
    all.extend([gone]);
    let rest = rotation.upcoming(&eligible(&all), 7);
    assert!(rest.iter().all(|turn| turn.id != first.id && turn.cycle == 0), "{}", ids(&rest));
    assert_eq!(rotation.unseen(&eligible(&all)), 7);
}

#[test]
fn a_post_that_was_never_sent_leaves_the_one_before_as_the_last() {
    let pool = pool(&[3, 3]);
    let mut rotation = Rotation::new(5);
    let turns = rotation.upcoming(&eligible(&pool), 2);
    rotation.take(&turns[0]);
    let before = rotation.clone();
    rotation.take(&turns[1]);
    rotation.give_back(&turns[1].id);
    assert_eq!(rotation, before);
    rotation.give_back("unknown");
    assert_eq!(rotation, before);
    rotation.take(&turns[1]);
    rotation.give_back(&turns[0].id);
    assert_ne!(next(&rotation, &pool).person, turns[1].person, "that one was shown last");
    assert_eq!(rotation.unseen(&eligible(&pool)), 5);
}

#[test]
fn what_is_stored_is_no_longer_than_what_was_seen_in_the_cycle() {
    let pool = pool(&[4, 3, 2]);
    let mut rotation = Rotation::new(9);
    let mut longest = 0;
    for number in 0..900 {
        let turn = next(&rotation, &pool);
        if number % 4 == 0 {
            rotation.skip(&turn);
        } else {
            rotation.take(&turn);
        }
        longest = longest.max(serde_json::to_string(&rotation).expect("it can be stored").len());
    }
    assert!(longest < 100 + 10 * 30, "{longest} bytes");
}

#[test]
fn an_id_that_comes_with_two_persons_comes_once_whichever_is_first() {
    let both = [
        EligibleTestimonial { id: "a", person: "p" },
        EligibleTestimonial { id: "a", person: "q" },
        EligibleTestimonial { id: "b", person: "p" },
    ];
    let reversed: Vec<_> = both.into_iter().rev().collect();
    let rotation = Rotation::new(1);
    assert_eq!(rotation.upcoming(&both, 6), rotation.upcoming(&reversed, 6));
    assert_eq!(rotation.unseen(&both), 2);
}
