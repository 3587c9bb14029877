//! The order of entries, the confidence in the first, and the explanation of both.

pub(crate) mod coefficients;
pub(crate) mod confidence;
pub(crate) mod explain;
pub(crate) mod features;
pub(crate) mod rank;
pub(crate) mod uncovered_terms;
