//! Requests with files: `multipart/form-data`, as far as Discord's clients use it.

use serde_json::Value;

/// A file of a request: `files[number]`.
pub struct Part {
    pub number: u64,
    pub name: String,
    pub content: Vec<u8>,
}

/// The boundary, if this is the type of a form.
pub fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let (_, boundary) = rest.split_once("boundary=")?;
    Some(boundary.split(';').next().unwrap_or(boundary).trim_matches('"'))
}

/// A form's `payload_json`, null if there is none, and its files.
pub fn read(boundary: &str, body: &[u8]) -> Result<(Value, Vec<Part>), String> {
    let (mut payload, mut files) = (Value::Null, Vec::new());
    let delimiter = format!("--{boundary}").into_bytes();
    let mut rest = body.strip_prefix(delimiter.as_slice()).ok_or("it does not begin with the boundary")?;
    let delimiter = [b"\r\n", delimiter.as_slice()].concat();
    while !rest.starts_with(b"--") {
        let end = find(rest, &delimiter).ok_or("a part does not end")?;
        let part = rest[..end].strip_prefix(b"\r\n").ok_or("a part does not begin")?;
        let head = find(part, b"\r\n\r\n").ok_or("a part has no head")?;
        let (head, content) = (String::from_utf8_lossy(&part[..head]), &part[head + 4..]);
        let name = parameter(&head, "name").ok_or("a part has no name")?;
        let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
        match (name.as_str(), number) {
            ("payload_json", _) => payload = serde_json::from_slice(content).map_err(|error| error.to_string())?,
            (_, Some(number)) => {
                let name = parameter(&head, "filename").ok_or_else(|| format!("{name} has no filename"))?;
                files.push(Part { number, name, content: content.to_vec() });
            }
            _ => return Err(format!("nobody knows what `{name}` is")),
        }
        rest = &rest[end + delimiter.len()..];
    }
    Ok((payload, files))
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// A parameter of a part's `Content-Disposition`: in quotes, or encoded as in `filename*=utf-8''a%20b`.
fn parameter(head: &str, name: &str) -> Option<String> {
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let quoted = format!("; {name}=\"");
    if let Some((_, rest)) = line.split_once(&quoted) {
        return rest.split_once('"').map(|(value, _)| value.to_owned());
    }
    let (_, encoded) = line.split_once(&format!("; {name}*=utf-8''"))?;
    Some(decoded(encoded.split(';').next().unwrap_or(encoded)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| *first == b'%').and_then(|pair| str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
