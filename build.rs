//! Lists the files of `knowledge/`, so that the curated knowledge is built into the binary and a new file needs no code.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("knowledge");
    println!("cargo::rerun-if-changed=knowledge");
    println!("cargo::rerun-if-changed=migrations");
    let mut files = toml_files(&root)?;
    files.extend(toml_files(&root.join("faq"))?);
    files.sort();
    let pairs = files.iter().map(|file| {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let path = file.to_string_lossy();
        Ok(format!("    ({name:?}, include_str!({path:?})),\n"))
    });
    let list = format!("[\n{}]", pairs.collect::<io::Result<String>>()?);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("knowledge.rs");
    fs::write(out, list)
}

fn toml_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(dir)?.map(|item| item.map(|item| item.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")).collect())
}
