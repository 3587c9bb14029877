//! What members are shown before they have asked anything: first questions, roles side by side, and what the check of
//! one's eligibility rests on. It only names entries: nothing is said here that no entry says.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{FileLocation, Role};

/// The ways into the knowledge, as a curator lays them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BrowseContent {
    /// Ids of the entries offered before anything has been typed.
    pub pinned: Vec<String>,
    /// Ids of the topics that daily life is about.
    pub daily_life: Vec<String>,
    /// The entry for each aspect of each role, by id.
    pub aspects: BTreeMap<RoleAspect, BTreeMap<Role, String>>,
    /// The eligibility checklist.
    pub eligibility: Eligibility,
    /// Where this is written.
    #[serde(skip)]
    pub at: FileLocation,
}

/// Aspects of a role, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleAspect {
    /// What one does.
    Work,
    /// Where, and for whom.
    Place,
    /// What one must bring.
    Needs,
    /// How much Japanese.
    Japanese,
    /// How many have the role.
    Share,
}

/// Ids of the entries with the requirements, by the member's situation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Eligibility {
    /// By the role they want.
    pub role: BTreeMap<DesiredRole, Vec<String>>,
    /// By their degree.
    pub degree: BTreeMap<Degree, Vec<String>>,
    /// By their Japanese.
    pub japanese: BTreeMap<JapaneseLevel, Vec<String>>,
    /// What people ask about and no document mentions.
    pub unsaid: Vec<UndocumentedTopic>,
}

/// The role that a member is interested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DesiredRole {
    /// Assistant Language Teacher.
    Alt,
    /// Coordinator for International Relations.
    Cir,
    /// Sports Exchange Advisor.
    Sea,
    /// They have not decided.
    Unsure,
}

impl DesiredRole {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Alt, Self::Cir, Self::Sea, Self::Unsure];
}

/// The member's degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// A bachelor's or higher.
    Bachelor,
    /// They are still studying for it.
    Studying,
    /// None.
    None,
}

impl Degree {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Bachelor, Self::Studying, Self::None];
}

/// The member's Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JapaneseLevel {
    /// None, or a few words.
    Little,
    /// Less than the level N2 of the JLPT.
    Some,
    /// N2 or better.
    Proficient,
}

impl JapaneseLevel {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Little, Self::Some, Self::Proficient];
}

/// Something people ask about and no document mentions, in the languages the bot speaks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndocumentedTopic {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

impl BrowseContent {
    /// Every entry that is named, with the key that names it.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Eligibility { role, degree, japanese, unsaid: _ } = &self.eligibility;
        let pinned = self.pinned.iter().map(|id| ("pinned", id));
        let aspects = self.aspects.values().flat_map(BTreeMap::values).map(|id| ("aspects", id));
        let asked = role.values().chain(degree.values()).chain(japanese.values()).flatten();
        pinned.chain(aspects).chain(asked.map(|id| ("eligibility", id))).map(|(key, id)| (key, id.as_str()))
    }
}
