//! Approved stories as people and testimonials, to be quoted beside the curated ones.

use crate::bot::guild::settings::PublishedTestimonial;
use crate::bot::testimonials::attributed;
use crate::knowledge::{FileLocation, Person, Status, Testimonial};

/// The people of a guild with their testimonials.
pub fn shared_testimonials(shared: &[PublishedTestimonial]) -> Vec<(Person, Testimonial)> {
    shared.iter().map(voice).collect()
}

fn voice(shared: &PublishedTestimonial) -> (Person, Testimonial) {
    let PublishedTestimonial { id, author, content, daily } = shared;
    let (name, place, years) = attributed(content.attribution, &content.name, &content.place, &content.years);
    let person = Person {
        id: author.clone(),
        name: name.to_owned(),
        also: Vec::new(),
        role: content.role,
        place: place.to_owned(),
        years: years.to_owned(),
        status: Status::Alumnus,
        document: String::new(),
        about: String::new(),
        at: FileLocation::default(),
    };
    let testimonial = Testimonial {
        id: id.to_string(),
        person: author.clone(),
        document: String::new(),
        text: content.text.clone(),
        topics: Some(content.topic.clone()).filter(|topic| !topic.is_empty()).into_iter().collect(),
        roles: vec![content.role],
        mature: false,
        daily: *daily,
        at: FileLocation::default(),
    };
    (person, testimonial)
}
