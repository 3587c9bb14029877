//! The embeddings of a guild's entries. They can be computed again, so writes need no fence.

use std::fmt::Write as _;

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::db::error::{DbError, DbResult, unknown};
use crate::db::row::{RowColumns as _, readable, signed};
use crate::db::{Database, StoreResult, retry};

/// The SHA-256 hash of the texts that an embedding is made of.
pub type EmbeddingKey = [u8; 32];

/// Stored embeddings by the hash of the encoded text.
pub type StoredEmbeddings = Vec<(EmbeddingKey, Vec<u8>)>;

/// Rows written in one transaction, so that other writers wait only for a moment.
const ROWS_PER_TRANSACTION: usize = 64;

/// All embeddings of a guild that this model computed.
pub async fn load_embeddings(db: &Database, guild: u64, model: &str) -> StoreResult<StoredEmbeddings> {
    let mut tx = db.read().await?;
    let query = sqlx::query("SELECT content, bytes FROM embedding WHERE guild = $1 AND model = $2");
    let rows = tx.rows(query.bind(signed(guild)).bind(model.to_owned())).await?;
    Ok(readable(&rows, one))
}

/// Adds the embeddings in `made`. Removes those in `gone`, which no entry uses any more, and those of other models.
pub async fn save_embeddings(
    db: &Database,
    guild: u64,
    model: &str,
    made: &StoredEmbeddings,
    gone: &[EmbeddingKey],
) -> StoreResult<()> {
    let once = async || {
        let mut tx = db.write().await?;
        let query = sqlx::query("DELETE FROM embedding WHERE guild = $1 AND model <> $2");
        tx.run(query.bind(signed(guild)).bind(model.to_owned())).await?;
        tx.commit().await
    };
    retry(once).await?;
    for some in made.chunks(ROWS_PER_TRANSACTION) {
        let once = async || {
            let mut tx = db.write().await?;
            for (key, bytes) in some {
                let query = sqlx::query(
                    "INSERT INTO embedding (guild, content, model, bytes) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (guild, content) DO UPDATE SET model = excluded.model, bytes = excluded.bytes",
                );
                let query = query.bind(signed(guild)).bind(hex(key)).bind(model.to_owned());
                tx.run(query.bind(bytes.clone())).await?;
            }
            tx.commit().await
        };
        retry(once).await?;
    }
    for some in gone.chunks(ROWS_PER_TRANSACTION) {
        let once = async || {
            let mut tx = db.write().await?;
            for key in some {
                let query = sqlx::query("DELETE FROM embedding WHERE guild = $1 AND content = $2");
                tx.run(query.bind(signed(guild)).bind(hex(key))).await?;
            }
            tx.commit().await
        };
        retry(once).await?;
    }
    Ok(())
}

fn one(row: &AnyRow) -> DbResult<(EmbeddingKey, Vec<u8>)> {
    let bytes = row.try_get(1).map_err(DbError::from)?;
    let hash = row.text(0)?;
    Ok((key(&hash).ok_or_else(|| unknown("a hash", &hash))?, bytes))
}

fn hex(key: &EmbeddingKey) -> String {
    key.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn key(hex: &str) -> Option<EmbeddingKey> {
    let mut key = EmbeddingKey::default();
    (hex.len() == 2 * key.len() && hex.is_ascii()).then_some(())?;
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(key)
}
