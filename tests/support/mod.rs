//! What several test files need: the fixture knowledge, and the built program.
#![expect(dead_code, reason = "each test file uses a part of this")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use jet_senpai::app::App;
use jet_senpai::knowledge::Knowledge;

/// The project's top level.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A small invented knowledge, so that tests do not change when the curated one grows.
pub fn lighthouse() -> PathBuf {
    root().join("tests/fixtures/lighthouse")
}

/// An application over the invented knowledge.
pub fn lighthouse_app() -> App {
    App::new(Arc::new(Knowledge::load(&lighthouse()).expect("the fixture loads")), Vec::new())
}

/// What the program did.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in a directory, with some input.
pub fn run_in(dir: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jet-senpai"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A program that ends before it has read everything is part of some tests.
    let _ = stdin.write_all(input);
    drop(stdin);
    let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
    Ran {
        status: status.code().expect("the program ends by itself"),
        stdout: String::from_utf8(stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Runs the program where no configuration lies about.
pub fn run(arguments: &[&str], input: &[u8]) -> Ran {
    let empty = tempfile::tempdir().expect("a temporary directory");
    run_in(empty.path(), arguments, input)
}
