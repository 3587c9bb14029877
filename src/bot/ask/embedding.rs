//! Embeddings of questions and entries, with an encoder.

use std::sync::Arc;

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use crate::bot::ask::embedding_store::EmbeddingKey;
use crate::bot::ask::knowledge_index::{KnowledgeIndex, name};
use crate::search::{Embedding, Encodable, EncodeError, Encoding, Question};

/// Encodes texts, off the threads that wait for Discord.
#[async_trait]
pub trait AsyncEncoder: Send + Sync {
    /// Names the model.
    fn model(&self) -> &str;

    /// The encoding of a question; [`None`] at once if it would take too long.
    async fn question(&self, text: &str) -> Option<Arc<Encoding>>;

    /// What a text of an entry means. Questions come first.
    ///
    /// # Errors
    /// Where the model fails.
    async fn entry(&self, text: &str) -> Result<Encoding, EncodeError>;
}

/// Finds out what something means, and gives that; nothing, if it says nothing.
///
/// # Errors
/// Where the model fails.
pub async fn understand(one: Encodable<'_>, encoder: &dyn AsyncEncoder) -> Result<Option<Arc<Embedding>>, EncodeError> {
    let mut read = Vec::new();
    for text in one.texts() {
        read.push(encoder.entry(&text).await?);
    }
    let meaning = Embedding::new(&read).map(Arc::new);
    if let Some(meaning) = &meaning {
        one.understand(Arc::clone(meaning));
    }
    Ok(meaning)
}

/// Everything that an encoder reads.
pub fn encodable(index: &KnowledgeIndex) -> impl Iterator<Item = Encodable<'_>> {
    index.matcher.encodable()
}

/// What of that no encoder has read yet.
pub fn unread(index: &KnowledgeIndex) -> impl Iterator<Item = Encodable<'_>> {
    encodable(index).filter(|one| one.is_unread())
}

/// Takes over embeddings of equal entries from another index.
pub(crate) fn recall(index: &KnowledgeIndex, before: &KnowledgeIndex) {
    for candidate in index.matcher.candidates().filter(|candidate| candidate.encodable().is_unread()) {
        let known = before.find(name(candidate)).filter(|known| Arc::ptr_eq(&known.entry, &candidate.entry));
        if let Some(meaning) = known.and_then(|known| known.encodable().meaning()) {
            candidate.encodable().understand(Arc::clone(meaning));
        }
    }
}

/// What an encoder must read to know what a question means.
pub fn wording(index: &KnowledgeIndex, question: &Question<'_>) -> Vec<String> {
    index.matcher.wording(question)
}

/// What a question means; nothing, where its answer shall be found by its words alone.
pub(crate) async fn meant(
    index: &KnowledgeIndex,
    encoder: &dyn AsyncEncoder,
    question: &Question<'_>,
) -> Vec<Arc<Encoding>> {
    let mut meant = Vec::new();
    for text in wording(index, question) {
        match encoder.question(&text).await {
            Some(encoding) => meant.push(encoding),
            None => return Vec::new(),
        }
    }
    meant
}

/// The hash of what something's vectors are made of.
pub fn key(one: Encodable<'_>) -> EmbeddingKey {
    let mut hash = Sha256::new();
    for text in one.texts() {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}
