//! New ids for whatever the database stores.

pub use crate::ui::id::Id;

/// An id that sorts by when it was made: a UUID of version 7.
pub fn new_id() -> Id {
    Id::from_bits(uuid::Uuid::now_v7().as_u128())
}

/// A random id that reveals nothing, not even when it was made.
pub fn new_id_by_chance() -> Id {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Id::from_bits(u128::from_be_bytes(bytes)),
        // Without a source of randomness, the id is at least unique.
        Err(_) => new_id(),
    }
}
