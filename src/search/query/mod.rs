//! What a question asks for: its words, languages, entities and parts.

pub(crate) mod answer_type;
pub(crate) mod entity_match;
pub(crate) mod gloss;
pub(crate) mod parser;
pub(crate) mod phrases;
pub(crate) mod question;
