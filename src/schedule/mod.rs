//! The daily testimonial: which comes next ([`Rotation`]), when it is due ([`PostingTime`], [`compute_occurrences`]), and how somebody
//! types a time of day or some weekdays ([`parse`]).
//!
//! Nothing here knows a clock or a source of chance: the time and the seed are parameters.

pub mod parse;
pub(crate) mod recurrence;
pub(crate) mod rotation;

pub use crate::schedule::recurrence::{
    Occurrence, Occurrences, PostingTime, Weekdays, compute_occurrences, zone, zones,
};
pub use crate::schedule::rotation::{EligibleTestimonial, NextTestimonial, Rotation};
