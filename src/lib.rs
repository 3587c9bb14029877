//! jet-senpai answers questions about Japan's JET Programme from curated knowledge, and says when it doesn't know.
//!
//! `ARCHITECTURE.md` is the map. The modules below are in the order in which they may use one another: each may import
//! only those before it.
//!
//! ```
//! use std::sync::Arc;
//! use jet_senpai::{bot::{KnowledgeIndex, RequestContext}, knowledge::Knowledge, search::Question};
//!
//! let index = KnowledgeIndex::new(Arc::new(Knowledge::builtin()?), Vec::new());
//! let asked = index.ask(&RequestContext::default(), &Question::new("What does CIR stand for?"));
//! assert!(asked.reply.cards[0].answer.contains("International Relations"));
//! # Ok::<(), jet_senpai::knowledge::LoadError>(())
//! ```

pub mod text;

pub mod knowledge;

pub mod search;

pub mod intent;

pub mod encoder;

pub mod schedule;

pub mod ui;

pub mod db;

pub mod bot;

pub mod eval;

pub mod terminal;

pub mod discord;

pub mod config;

pub mod boot;

pub mod cli;
