//! Numbers, names and ids in base 36, each as long as the longest of its kind, so that they can stand side by side.

use super::UnknownCustomId;
use crate::ui::{Id, StableHash};

/// Digits of a [`StableHash`].
pub const NAME: usize = 13;
/// Digits of an [`Id`].
pub const ID: usize = 25;

/// A name.
pub fn name(name: StableHash) -> String {
    format!("{:0>NAME$}", base36(name.0))
}

/// The name that was written.
pub fn named(text: &str) -> Result<StableHash, UnknownCustomId> {
    if text.len() == NAME { number(text).map(StableHash) } else { Err(UnknownCustomId) }
}

/// A name, or as many dashes.
pub fn maybe(one: Option<StableHash>) -> String {
    one.map_or_else(|| "-".repeat(NAME), name)
}

/// The name that was written, or none.
pub fn maybe_named(text: &str) -> Result<Option<StableHash>, UnknownCustomId> {
    if text.len() == NAME && text.bytes().all(|byte| byte == b'-') { Ok(None) } else { named(text).map(Some) }
}

/// The names that were written.
pub fn names(mut text: &str) -> Result<Vec<StableHash>, UnknownCustomId> {
    let mut names = Vec::new();
    while !text.is_empty() {
        let (first, rest) = text.split_at_checked(NAME).ok_or(UnknownCustomId)?;
        names.push(named(first)?);
        text = rest;
    }
    Ok(names)
}

/// A place that was written.
pub fn place(text: &str) -> Result<usize, UnknownCustomId> {
    usize::try_from(number(text)?).map_err(|_| UnknownCustomId)
}

/// A small number that was written.
pub fn small(text: &str) -> Result<u32, UnknownCustomId> {
    u32::try_from(number(text)?).map_err(|_| UnknownCustomId)
}

/// The number that was written.
pub fn number(text: &str) -> Result<u64, UnknownCustomId> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    if digits { u64::from_str_radix(text, 36).map_err(|_| UnknownCustomId) } else { Err(UnknownCustomId) }
}

/// A number.
pub fn base36(number: impl Into<u128>) -> String {
    let mut number: u128 = number.into();
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(u32::try_from(number % 36).unwrap_or_default(), 36));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// Several names, side by side.
pub fn all(names: &[StableHash]) -> String {
    names.iter().map(|one| name(*one)).collect()
}

/// Two names, side by side.
pub fn two(text: &str) -> Result<(StableHash, StableHash), UnknownCustomId> {
    let (first, second) = text.split_at_checked(NAME).ok_or(UnknownCustomId)?;
    Ok((named(first)?, named(second)?))
}

/// An id.
pub fn id(id: Id) -> String {
    format!("{:0>ID$}", base36(id.bits()))
}

/// The id that was written.
pub fn identified(text: &str) -> Result<Id, UnknownCustomId> {
    let digits = text.len() == ID && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    if digits {
        u128::from_str_radix(text, 36).map(Id::from_bits).map_err(|_| UnknownCustomId)
    } else {
        Err(UnknownCustomId)
    }
}

/// Yes or no.
pub fn flag(text: &str) -> Result<bool, UnknownCustomId> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(UnknownCustomId),
    }
}
