//! The tests of our own Discord: with a plain client, and with a small bot on serenity.

mod alone;
mod bot;
mod conversations;
mod files;
mod gateway;
mod history;
mod interactions;
mod members;
mod menus;
mod modals;
mod pings;
mod roles;
mod rules;
mod wire;
