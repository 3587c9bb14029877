//! Which testimonial is posted next, and when.

use serde::{Deserialize, Serialize};

/// Which testimonials have been shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    seed: u64,
}
