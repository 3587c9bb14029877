//! What Discord refuses, as pure checks of request bodies: each finds every problem of its kind at once.

pub mod commands;
pub mod components;
pub mod mentions;
pub mod message;

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

/// What is wrong with a body, in the form of Discord's error 50035.
#[derive(Debug, Default)]
pub struct Problems(Vec<(String, &'static str, String)>);

impl Problems {
    /// Adds one, with the path to it, such as `embeds.0.title`.
    pub fn add(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push((path.into(), code, message.into()));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text that may be left out; there, it has this many characters.
    pub fn optional(&mut self, path: impl Into<String>, text: &Value, length: RangeInclusive<usize>) {
        if !text.is_null() {
            self.required(path, text, length);
        }
    }

    /// A text of this many characters.
    pub fn required(&mut self, path: impl Into<String>, text: &Value, length: RangeInclusive<usize>) {
        let Some(text) = text.as_str() else {
            return self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
        };
        let count = characters(text);
        if count == 0 && *length.start() > 0 {
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
        } else if count < *length.start() {
            self.add(path, "BASE_TYPE_MIN_LENGTH", format!("Must be {} or more in length.", length.start()));
        } else if count > *length.end() {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {} or fewer in length.", length.end()));
        }
    }

    /// A list of this many.
    pub fn count(&mut self, path: impl Into<String>, count: usize, allowed: RangeInclusive<usize>) {
        if !allowed.contains(&count) {
            let message = format!("Must be between {} and {} in length.", allowed.start(), allowed.end());
            self.add(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    /// Texts of which no two may be equal.
    pub fn unique<'a>(
        &mut self,
        texts: impl IntoIterator<Item = (String, &'a str)>,
        code: &'static str,
        message: &'static str,
    ) {
        let mut seen = Vec::new();
        for (path, text) in texts {
            if seen.contains(&text) {
                self.add(path, code, message);
            }
            seen.push(text);
        }
    }

    /// The problems as the `errors` of Discord's answer.
    pub fn errors(&self) -> Value {
        let mut root = Value::Object(Map::new());
        for (path, code, message) in &self.0 {
            let place = path.split('.').filter(|key| !key.is_empty()).fold(&mut root, |place, key| &mut place[key]);
            if place["_errors"].is_null() {
                place["_errors"] = json!([]);
            }
            if let Some(list) = place["_errors"].as_array_mut() {
                list.push(json!({ "code": code, "message": message }));
            }
        }
        root
    }
}

/// How Discord counts.
pub fn characters(text: &str) -> usize {
    text.chars().count()
}

/// The items of a list that may be missing or null, with their paths.
pub fn items<'a>(path: &str, list: &'a Value) -> impl Iterator<Item = (String, &'a Value)> + use<'a> {
    let path = path.to_owned();
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().enumerate().map(move |(at, item)| (format!("{path}.{at}"), item))
}
