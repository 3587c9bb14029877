//! What an encoder made of a guild's entries: kept by guild and model, and gone with either.

use jet_senpai::bot::ask;
use jet_senpai::bot::ask::embedding_store::EmbeddingKey;

use crate::place::{GUILD, OTHER, done, entry, store, write};

const MODEL: &str = "0123456789abcdef";

fn key(byte: u8) -> EmbeddingKey {
    [byte; 32]
}

#[tokio::test]
async fn what_was_made_comes_back_for_the_same_guild_and_model_alone() {
    store(async |store| {
        done(store, [write(entry("bike", "Where?"), None)]).await;
        // More than is written at once, with every byte there is.
        let made: Vec<(EmbeddingKey, Vec<u8>)> = (0..200).map(|byte| (key(byte), vec![byte; 300])).collect();
        ask::embedding_store::save_embeddings(store, GUILD, MODEL, &made, &[]).await.unwrap();
        let mut kept = ask::embedding_store::load_embeddings(store, GUILD, MODEL).await.unwrap();
        kept.sort_unstable();
        assert_eq!(kept, made);
        assert_eq!(ask::embedding_store::load_embeddings(store, GUILD, "another").await, Ok(Vec::new()));
        assert_eq!(ask::embedding_store::load_embeddings(store, OTHER, MODEL).await, Ok(Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn what_is_gone_and_what_another_model_made_is_removed() {
    store(async |store| {
        done(store, [write(entry("bike", "Where?"), None)]).await;
        let made = vec![(key(1), vec![1]), (key(2), vec![2])];
        ask::embedding_store::save_embeddings(store, GUILD, MODEL, &made, &[]).await.unwrap();
        ask::embedding_store::save_embeddings(store, GUILD, MODEL, &vec![(key(2), vec![3])], &[key(1)]).await.unwrap();
        assert_eq!(ask::embedding_store::load_embeddings(store, GUILD, MODEL).await, Ok(vec![(key(2), vec![3])]));
        ask::embedding_store::save_embeddings(store, GUILD, "another", &vec![(key(4), Vec::new())], &[]).await.unwrap();
        assert_eq!(ask::embedding_store::load_embeddings(store, GUILD, MODEL).await, Ok(Vec::new()));
        assert_eq!(
            ask::embedding_store::load_embeddings(store, GUILD, "another").await,
            Ok(vec![(key(4), Vec::new())])
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_kept_for_a_guild_that_is_not_known() {
    store(async |store| {
        assert!(
            ask::embedding_store::save_embeddings(store, OTHER, MODEL, &vec![(key(1), vec![1])], &[]).await.is_err()
        );
        assert_eq!(ask::embedding_store::load_embeddings(store, OTHER, MODEL).await, Ok(Vec::new()));
    })
    .await;
}
