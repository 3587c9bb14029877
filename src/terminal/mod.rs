//! The bot in a shell: a [`Reply`](crate::reply::Reply) as text, the machine-readable form of the contract, and a
//! conversation.

pub mod batch;
pub mod chat;
pub mod json;
pub mod plain;
pub mod render;
