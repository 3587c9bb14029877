-- What a sentence encoder made of a guild's entries: it can be made again, and goes with the guild. BYTEA is what PostgreSQL
-- calls bytes; SQLite takes bytes whatever a column is called.

CREATE TABLE meaning (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- Hash of the texts that were read, as hexadecimal digits.
    content TEXT NOT NULL,
    -- Which encoder read them.
    model TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (guild, content)
);
