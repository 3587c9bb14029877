//! The host that keeps the files: whoever has a link that still works gets them, and nobody need say who they are.

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use futures_util::stream;

use super::{Call, plain};
use crate::discord::files;
use crate::discord::world::World;

/// Answers with a file; with more than there is of it, if a test wants that, and then without saying how much.
pub fn serve(world: &mut World, call: &Call, surplus: Option<usize>) -> Response {
    if call.authorization.is_some() {
        world.violate(format!("{}: the token was shown to who only keeps files", call.says()));
    }
    let Some(file) = files::linked(world, &call.path, &call.query).filter(|_| call.method == "GET") else {
        world.violate(format!("{}: there is no file, or the link to it has ended: {}", call.says(), call.query));
        return plain(404, Body::from("This content is no longer available."));
    };
    let kind = HeaderValue::from_static(file.content_type().unwrap_or("application/octet-stream"));
    let body = match surplus {
        None => Body::from(file.content.clone()),
        Some(surplus) => {
            let parts = [file.content.clone(), vec![b'#'; surplus]];
            Body::from_stream(stream::iter(parts.map(|part| Ok::<_, std::convert::Infallible>(Bytes::from(part)))))
        }
    };
    let mut response = plain(200, body);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
