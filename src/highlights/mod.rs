//! The daily testimonial: which comes next ([`Rotation`]), when it is due ([`When`], [`reckon`]), and how somebody
//! types a time of day or some weekdays ([`typed`]).
//!
//! Nothing here knows a clock or a source of chance: the time and the seed are parameters.

mod rotation;
mod schedule;
pub mod typed;

pub use rotation::{EligibleTestimonial, NextTestimonial, Rotation};
pub use schedule::{Occurrence, Occurrences, PostingTime, Weekdays, reckon, zone, zones};
