//! Loads a graph without copying its large weights: they stay in the file's bytes.
//!
//! The runtime copies whatever is inside an ONNX file, and takes what is outside as it is. So it is given the file
//! without its large tensors of 8 bits, which instead refer to the file: loading takes 32 MB of memory with the
//! built-in model instead of 63 MB.

use std::borrow::Cow;
use std::ops::Range;

use rten::{LoadError, Model, ModelOptions};

/// The name under which the tensors refer to the file: the runtime wants such an end.
const FILE: &str = "file.data";

/// Bytes of a tensor below which it is not worth it.
const MIN_BYTES: usize = 4096;

// The fields of ONNX's messages, as `onnx.proto` numbers them, and two of its element types.
const GRAPH: u64 = 7;
const INITIALIZER: u64 = 5;
const DATA_TYPE: u64 = 2;
const RAW_DATA: u64 = 9;
const EXTERNAL_DATA: u64 = 13;
const DATA_LOCATION: u64 = 14;
const EXTERNAL: u64 = 1;
const UINT8: u64 = 2;
const INT8: u64 = 3;

/// The graph in a file, with its weights laid out as the processor likes them best.
pub(super) fn load(bytes: Cow<'static, [u8]>) -> Result<Model, LoadError> {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    match (without_weights(&bytes), bytes) {
        (Some(small), Cow::Borrowed(bytes)) => options.external_data_static(FILE, bytes).load(small),
        (Some(small), Cow::Owned(bytes)) => options.external_data(FILE, bytes).load(small),
        // The runtime reports what is wrong with a file that can't be parsed here.
        (None, bytes) => options.load(bytes.into_owned()),
    }
}

/// The file, with references to itself in the place of large tensors.
fn without_weights(file: &[u8]) -> Option<Vec<u8>> {
    let mut small = Vec::new();
    for field in fields(file, 0..file.len()) {
        let field = field?;
        match field.payload {
            ProtoValue::Bytes(graph) if field.number == GRAPH => {
                let mut rewritten = Vec::new();
                for field in fields(file, graph) {
                    let field = field?;
                    match (field.number, &field.payload) {
                        (INITIALIZER, ProtoValue::Bytes(tensor)) => {
                            put_bytes(&mut rewritten, INITIALIZER, &without_data(file, tensor.clone())?);
                        }
                        _ => rewritten.extend(&file[field.whole]),
                    }
                }
                put_bytes(&mut small, GRAPH, &rewritten);
            }
            _ => small.extend(&file[field.whole]),
        }
    }
    Some(small)
}

/// A tensor, whose data is elsewhere in the file if there is much of it. Wider numbers may not lie at any address.
fn without_data(file: &[u8], tensor: Range<usize>) -> Option<Vec<u8>> {
    let mut data = None;
    let mut narrow = false;
    let mut rest = Vec::new();
    for field in fields(file, tensor.clone()) {
        let field = field?;
        match (field.number, field.payload) {
            (RAW_DATA, ProtoValue::Bytes(range)) => data = Some(range),
            (number, payload) => {
                narrow |= number == DATA_TYPE && matches!(payload, ProtoValue::Number(UINT8 | INT8));
                rest.extend(&file[field.whole]);
            }
        }
    }
    let Some(data) = data.filter(|data| narrow && data.len() >= MIN_BYTES) else {
        return Some(file[tensor].to_vec());
    };
    for (key, value) in
        [("location", FILE.to_owned()), ("offset", data.start.to_string()), ("length", data.len().to_string())]
    {
        let mut entry = Vec::new();
        put_bytes(&mut entry, 1, key.as_bytes());
        put_bytes(&mut entry, 2, value.as_bytes());
        put_bytes(&mut rest, EXTERNAL_DATA, &entry);
    }
    put_number(&mut rest, DATA_LOCATION << 3);
    put_number(&mut rest, EXTERNAL);
    Some(rest)
}

/// A field of a message, with its position in the file.
struct ProtoField {
    number: u64,
    payload: ProtoValue,
    whole: Range<usize>,
}

enum ProtoValue {
    Number(u64),
    Bytes(Range<usize>),
    Fixed,
}

/// The fields of a message; [`None`] for one that is damaged.
fn fields(file: &[u8], message: Range<usize>) -> impl Iterator<Item = Option<ProtoField>> {
    let mut at = message.start;
    let file = file.get(..message.end);
    std::iter::from_fn(move || {
        let file = file?;
        (at < file.len()).then(|| {
            let field = field(file, at);
            at = field.as_ref().map_or(file.len(), |field| field.whole.end);
            field
        })
    })
}

fn field(file: &[u8], start: usize) -> Option<ProtoField> {
    let mut at = start;
    let tag = number(file, &mut at)?;
    let payload = match tag & 7 {
        0 => ProtoValue::Number(number(file, &mut at)?),
        2 => {
            let length = usize::try_from(number(file, &mut at)?).ok()?;
            let range = at..at.checked_add(length)?;
            at = range.end;
            ProtoValue::Bytes(range)
        }
        wide @ (1 | 5) => {
            at = at.checked_add(if wide == 1 { 8 } else { 4 })?;
            ProtoValue::Fixed
        }
        _ => return None,
    };
    (at <= file.len()).then_some(ProtoField { number: tag >> 3, payload, whole: start..at })
}

/// Reads a number of seven bits a byte, the least first; all but the last have the eighth.
fn number(file: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *file.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn put_number(to: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        to.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    to.push(value.to_le_bytes()[0]);
}

fn put_bytes(to: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put_number(to, number << 3 | 2);
    put_number(to, bytes.len() as u64);
    to.extend(bytes);
}
