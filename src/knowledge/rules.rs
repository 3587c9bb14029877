//! Patterns by which a message is recognised: regular expressions with named classes, as a curator writes them.

use std::collections::BTreeMap;

use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// Rules of one file, ready to be asked. All patterns see a text in [`chat_form`](crate::text::chat_form).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "RawRules")]
pub struct Rules {
    /// The patterns of all rules, in their order.
    say: RegexSet,
    /// For each of them, its rule.
    rule_of: Vec<usize>,
    all: Vec<Rule>,
    /// With one of these, only a strong rule matches.
    unless: RegexSet,
}

/// Ways to say one kind of thing.
#[derive(Debug, Clone)]
struct Rule {
    kind: String,
    unless: RegexSet,
    strong: bool,
}

impl Rules {
    /// The kind of the first rule that matches a text, and whether that rule is strong.
    pub fn find(&self, text: &str) -> Option<(&str, bool)> {
        let mut vetoed = None;
        let mut tried = None;
        for pattern in &self.say.matches(text) {
            let place = self.rule_of[pattern];
            if tried.replace(place) == Some(place) {
                continue;
            }
            let rule = &self.all[place];
            let vetoed = !rule.strong && *vetoed.get_or_insert_with(|| self.unless.is_match(text));
            if !vetoed && !rule.unless.is_match(text) {
                return Some((&rule.kind, rule.strong));
            }
        }
        None
    }

    /// Every kind that a rule gives, rule by rule.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|rule| rule.kind.as_str())
    }
}

/// The rules as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    #[serde(default)]
    classes: Classes,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    kind: String,
    say: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    strong: bool,
}

impl TryFrom<RawRules> for Rules {
    type Error = String;

    fn try_from(raw: RawRules) -> Result<Self, String> {
        let set = |patterns: &[String]| raw.classes.compile(patterns, within);
        let mut all = Vec::new();
        let mut rule_of = Vec::new();
        let mut rules = Vec::new();
        for (place, rule) in raw.rule.iter().enumerate() {
            all.extend(rule.say.iter().cloned());
            rule_of.resize(all.len(), place);
            rules.push(Rule { kind: rule.kind.clone(), unless: set(&rule.unless)?, strong: rule.strong });
        }
        Ok(Self { say: set(&all)?, rule_of, all: rules, unless: set(&raw.unless)? })
    }
}

/// English patterns match whole words, Japanese ones anywhere: Japanese has no spaces.
fn within(pattern: &str) -> String {
    if pattern.is_ascii() { format!("(?:^| )(?:{pattern})(?: |$)") } else { pattern.to_owned() }
}

/// A pattern whose `\w` and `\b` only know small Latin letters and digits: with those of every script, each pattern
/// would take a hundred kilobytes, and Japanese has no spaces between words.
fn in_ascii(pattern: &str) -> String {
    pattern.replace(r"\w", "[a-z0-9]").replace(r"\b", r"(?-u:\b)")
}

/// Alternatives that patterns name in braces: `{person} hit me`. A class may name others.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Classes(BTreeMap<String, Vec<String>>);

/// Deepest nesting of classes; more is a circle.
const MAX_NESTED: usize = 16;

/// The most bytes of the compiled patterns of one file.
const MAX_BYTES: usize = 64 << 20;

/// The most bytes of their cached states.
const MAX_KEPT: usize = 1 << 15;

impl Classes {
    /// Compiles patterns, each put into its place by `placed`.
    ///
    /// # Errors
    /// Where a pattern names a class that does not exist, or is no regular expression. The message names the pattern.
    pub fn compile(&self, patterns: &[String], placed: fn(&str) -> String) -> Result<RegexSet, String> {
        let written = patterns.iter().map(|pattern| Ok(placed(&in_ascii(&self.expand(pattern, MAX_NESTED)?))));
        let written = written.collect::<Result<Vec<_>, String>>()?;
        let set = RegexSetBuilder::new(&written).size_limit(MAX_BYTES).dfa_size_limit(MAX_KEPT).build();
        set.map_err(|error| {
            let broken = patterns.iter().zip(&written).find(|(_, written)| regex::Regex::new(written).is_err());
            broken.map_or_else(|| error.to_string(), |(pattern, _)| format!("{pattern:?} is no pattern: {error}"))
        })
    }

    /// A pattern with its classes written out.
    fn expand(&self, pattern: &str, deep: usize) -> Result<String, String> {
        let mut out = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, inner)) = rest.split_once('{') {
            out.push_str(before);
            if !inner.starts_with(|c: char| c.is_ascii_lowercase()) {
                // A count such as `{0,3}`.
                out.push('{');
                rest = inner;
                continue;
            }
            let (name, after) = inner.split_once('}').unwrap_or((inner, ""));
            let class = self.0.get(name).ok_or_else(|| format!("{pattern:?}: there is no class {name:?}"))?;
            let deeper = deep.checked_sub(1).ok_or_else(|| format!("the class {name:?} names itself"))?;
            let written: Result<Vec<_>, _> = class.iter().map(|one| self.expand(one, deeper)).collect();
            out.push_str("(?:");
            out.push_str(&written?.join("|"));
            out.push(')');
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Result<Rules, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_first_rule_that_matches_and_is_not_vetoed_counts() {
        let rules = rules(
            r#"
            unless = ["in a (?:film|game)"]
            [classes]
            person = ["he", "{relative}"]
            relative = ["my (?:brother|sister)"]
            [[rule]]
            kind = "violence"
            say = ["{person} hit me", "殴られた"]
            unless = ["with a paper ball"]
            [[rule]]
            kind = "medical"
            strong = true
            say = ["(?:\\w+ ){0,2}bleeding"]
            "#,
        )
        .unwrap();
        let check =
            |text: &str, kind: Option<&str>| assert_eq!(rules.find(text).map(|(kind, _)| kind), kind, "{text:?}");
        check("help my sister hit me", Some("violence"));
        check("昨日殴られたんです", Some("violence"));
        check("he hit me with a paper ball", None);
        check("he hit me in a game", None);
        check("in a game he hit me and im bleeding", Some("medical"));
        check("the hit meant nothing", None);
    }

    #[test]
    fn what_is_wrong_with_a_pattern_is_said() {
        let check = |text: &str, expect: &str| {
            let error = rules(text).unwrap_err();
            assert!(error.contains(expect), "{error}");
        };
        check("[[rule]]\nkind = \"x\"\nsay = [\"{nobody} came\"]", "there is no class \"nobody\"");
        check("[classes]\na = [\"{a}\"]\n[[rule]]\nkind = \"x\"\nsay = [\"{a}\"]", "names itself");
        check("[[rule]]\nkind = \"x\"\nsay = [\"fine\", \"(open\"]", "\"(open\" is no pattern");
    }
}
