//! The tests of our own Discord: with a plain client, and with a small bot on serenity.

mod alone;
mod bot;
mod changes;
mod conversations;
mod files;
mod forms;
mod gateway;
mod groups;
mod history;
mod interactions;
mod lost;
mod members;
mod menus;
mod modals;
mod pings;
mod roles;
mod rules;
mod schedule;
mod threads;
mod wire;
