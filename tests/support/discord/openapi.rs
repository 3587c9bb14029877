//! Discord's published `OpenAPI` document, and whether requests are what it says: checked if `DISCORD_OPENAPI` names it.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::{env, fs};

use jsonschema::{Draft, Registry, RegistryBuilder, Validator};
use serde_json::{Value, json};

const URI: &str = "https://discord.com/openapi.json";

/// The document, read once; its schemas are compiled when the first request asks for them.
struct Document {
    paths: Value,
    registry: Registry<'static>,
    compiled: Mutex<HashMap<String, Validator>>,
}

static DOCUMENT: LazyLock<Option<Document>> = LazyLock::new(|| {
    let Some(file) = env::var_os("DISCORD_OPENAPI") else {
        // Written past what captures the output of tests that succeed: whoever runs them should know.
        let _written = writeln!(io::stderr(), "DISCORD_OPENAPI is not set: its part of the tests is skipped");
        return None;
    };
    let text = fs::read_to_string(&file).expect("DISCORD_OPENAPI names a file that can be read");
    let document: Value = serde_json::from_str(&text).expect("the OpenAPI document is JSON");
    let paths = document["paths"].clone();
    let registry = Registry::new().add(URI, document).and_then(RegistryBuilder::prepare);
    Some(Document { paths, registry: registry.expect("the document's references hold"), compiled: Mutex::default() })
});

static VALIDATED: AtomicUsize = AtomicUsize::new(0);

/// Whether there is no document to compare with.
pub fn skipped() -> bool {
    DOCUMENT.is_none()
}

/// How many bodies were compared so far, in all tests of this process.
pub fn validated() -> usize {
    VALIDATED.load(Ordering::Relaxed)
}

/// What the document has against a request.
pub fn problems(method: &str, path: &str, body: &Value) -> Vec<String> {
    let Some(document) = DOCUMENT.as_ref() else { return Vec::new() };
    let Some((template, operation)) = document.operation(method, path) else {
        return vec!["OpenAPI: there is no such route".to_owned()];
    };
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        let surplus = !body.is_null();
        return surplus.then(|| "OpenAPI: this request has no body".to_owned()).into_iter().collect();
    }
    VALIDATED.fetch_add(1, Ordering::Relaxed);
    let schema = alternative(schema, body);
    let key = format!("{method} {template} {}", schema["$ref"]);
    let mut compiled = document.compiled.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = compiled.entry(key).or_insert_with(|| document.compile(schema));
    let body = with_allowances(body);
    let say = |error: jsonschema::ValidationError<'_>| format!("OpenAPI: {}: {error}", error.instance_path());
    validator.iter_errors(&body).map(say).collect()
}

/// What the document has against an answer of ours: it is no good to test with what Discord would never say.
pub fn problems_of_answer(method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
    let Some(document) = DOCUMENT.as_ref() else { return Vec::new() };
    let Some((template, operation)) = document.operation(method, path) else { return Vec::new() };
    let schema = &operation["responses"][status.to_string()]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return Vec::new();
    }
    let mut compiled = document.compiled.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = compiled.entry(format!("{status} {method} {template}")).or_insert_with(|| document.compile(schema));
    let say = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(body).map(say).collect()
}

impl Document {
    /// The operation for a request, with the path that describes it; one with fewer variables is the better fit.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let all = self.paths.as_object()?;
        let fits = |template: &str| {
            template.split('/').count() == path.split('/').count()
                && template.split('/').zip(path.split('/')).all(|(a, b)| a == b || a.starts_with('{'))
        };
        let candidates = all.iter().filter(|(template, _)| fits(template));
        let (template, item) = candidates.min_by_key(|(template, _)| template.matches('{').count())?;
        let operation = item.get(method.to_lowercase())?;
        Some((template, operation))
    }

    fn compile(&self, schema: &Value) -> Validator {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        options.with_registry(&self.registry).build(&absolute(schema)).expect("the document's schemas compile")
    }
}

/// Of several shapes that a body may have, the one that it claims to have by its `type`, else the first.
///
/// To fit any of them would say little: most members of the union for webhooks allow nearly everything.
fn alternative<'a>(schema: &'a Value, body: &Value) -> &'a Value {
    let Some(union) = schema["anyOf"].as_array() else { return schema };
    let name = match body["type"].as_u64() {
        Some(4 | 5) => "CreateMessageInteractionCallbackRequest",
        Some(6 | 7) => "UpdateMessageInteractionCallbackRequest",
        Some(8) => "ApplicationCommandAutocompleteCallbackRequest",
        Some(9) => "ModalInteractionCallbackRequest",
        _ => "IncomingWebhookRequestPartial",
    };
    let named = |member: &&Value| member["$ref"].as_str().is_some_and(|of| of.ends_with(&format!("/{name}")));
    union.iter().find(named).unwrap_or(schema)
}

/// A part of the document that can stand outside of it.
fn absolute(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| match value.as_str() {
                Some(local) if key == "$ref" => (key.clone(), json!(format!("{URI}{local}"))),
                _ => (key.clone(), absolute(value)),
            };
            Value::Object(fields.iter().map(field).collect())
        }
        Value::Array(items) => items.iter().map(absolute).collect(),
        other => other.clone(),
    }
}

/// Where the document is stricter than Discord, the body as the document would have it.
///
/// Permissions are documented, and sent by every library, as strings of digits; here they are declared as integers.
/// The numbers of the files that come along are documented, and sent, as numbers; here they are declared as strings.
fn with_allowances(body: &Value) -> Value {
    let mut body = body.clone();
    for of in ["/attachments", "/data/attachments"] {
        for file in body.pointer_mut(of).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(number) = file["id"].as_u64() {
                file["id"] = json!(number.to_string());
            }
        }
    }
    for command in body.as_array_mut().into_iter().flatten() {
        let bits = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
        if let Some(bits) = bits {
            command["default_member_permissions"] = json!(bits);
        }
    }
    body
}
