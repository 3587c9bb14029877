//! The tests of our own Discord: with a plain client, and with a small bot on serenity.

mod bot;
mod conversations;
mod gateway;
mod interactions;
mod members;
mod rules;
mod wire;
