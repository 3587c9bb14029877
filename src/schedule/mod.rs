//! The daily testimonial: which comes next ([`Rotation`]), when it is due ([`PostingTime`], [`compute_occurrences`]),
//! and how times and weekdays are parsed ([`parse`]).
//!
//! Time and seed are parameters: there is no clock and no randomness here.

pub mod parse;
pub(crate) mod recurrence;
pub(crate) mod rotation;

pub use crate::schedule::recurrence::{
    Occurrence, Occurrences, PostingTime, Weekdays, compute_occurrences, zone, zones,
};
pub use crate::schedule::rotation::{EligibleTestimonial, NextTestimonial, Rotation};
