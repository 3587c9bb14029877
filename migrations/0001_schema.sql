-- The whole schema, one text for SQLite and PostgreSQL. Ids and texts are TEXT; Discord ids, times (milliseconds since 1970,
-- UTC), weeks (from Monday, 29 December 1969), counters and flags (0 or 1) are BIGINT. A 64-bit hash of an id (`name`) is
-- stored as the signed number with the same bits. Deleting a guild deletes all of its rows.

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE guild (
    id BIGINT NOT NULL PRIMARY KEY,
    -- Rises with every change that members can see.
    revision BIGINT NOT NULL,
    settings TEXT NOT NULL,
    -- When its moderators were last notified of new questions.
    notified_at BIGINT,
    -- When it removed the bot.
    left_at BIGINT
);

CREATE TABLE entry (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name BIGINT NOT NULL,
    version BIGINT NOT NULL,
    active BIGINT NOT NULL,
    -- The entry as TOML, as it is exported.
    content TEXT NOT NULL,
    -- The id of the curated entry that it replaces.
    replaces TEXT,
    -- The guild's revision at its last change.
    revision BIGINT NOT NULL,
    PRIMARY KEY (guild, id),
    UNIQUE (guild, name)
);
CREATE INDEX entry_changed ON entry (guild, revision);

CREATE TABLE entry_version (
    guild BIGINT NOT NULL,
    entry TEXT NOT NULL,
    version BIGINT NOT NULL,
    active BIGINT NOT NULL,
    content TEXT NOT NULL,
    replaces TEXT,
    by_member BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, entry, version),
    FOREIGN KEY (guild, entry) REFERENCES entry (guild, id) ON DELETE CASCADE
);
CREATE INDEX entry_version_by ON entry_version (by_member);

-- Curated entries that a guild pins, hides or adds phrasings to, and people whom it does not quote.
CREATE TABLE curated_override (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, kind, item)
);

-- A moderator's draft, visible to them alone, for a day.
CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    owner BIGINT NOT NULL,
    content TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX draft_expires ON draft (expires);

-- The questions, without their askers. An open question is in the inbox.
CREATE TABLE question (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    name BIGINT NOT NULL,
    text TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    unanswered BIGINT NOT NULL,
    not_quite BIGINT NOT NULL,
    -- quiet, open, answered or dismissed
    state TEXT NOT NULL,
    -- Why it was dismissed, or the hash of the entry that answers it, in hexadecimal.
    outcome TEXT,
    PRIMARY KEY (guild, name)
);
CREATE INDEX question_state ON question (guild, state, last_at);
CREATE INDEX question_last ON question (last_at);

-- Members who wait for the answer to a question.
CREATE TABLE waiting_member (
    guild BIGINT NOT NULL,
    question BIGINT NOT NULL,
    member BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    -- The bot's reply under which they asked; NULL if it was private.
    message BIGINT,
    locale TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, question, member),
    FOREIGN KEY (guild, question) REFERENCES question (guild, name) ON DELETE CASCADE
);
CREATE INDEX waiting_member_member ON waiting_member (member);
CREATE INDEX waiting_member_at ON waiting_member (at);

-- The questions of a week.
CREATE TABLE asked_week (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    week BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    suggested BIGINT NOT NULL,
    abstained BIGINT NOT NULL,
    PRIMARY KEY (guild, week)
);

CREATE TABLE question_week (
    guild BIGINT NOT NULL,
    question BIGINT NOT NULL,
    week BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    PRIMARY KEY (guild, question, week),
    FOREIGN KEY (guild, question) REFERENCES question (guild, name) ON DELETE CASCADE
);

CREATE TABLE entry_week (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- The hash of the entry's id; the entry may be curated.
    entry BIGINT NOT NULL,
    week BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    helped BIGINT NOT NULL,
    not_quite BIGINT NOT NULL,
    PRIMARY KEY (guild, entry, week)
);

-- Members who chose an entry for a question, by a keyed hash (a pseudonym).
CREATE TABLE vote (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    question BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    voter TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, question, entry, voter)
);
CREATE INDEX vote_at ON vote (at);

-- A question that enough members chose an entry for: moderators may make it a phrasing of that entry.
CREATE TABLE proposal (
    guild BIGINT NOT NULL,
    question BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    -- open, taken or refused
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, question, entry),
    FOREIGN KEY (guild, question) REFERENCES question (guild, name) ON DELETE CASCADE
);

-- The outbox: notifications to members and moderators, until they are delivered.
CREATE TABLE outbox_item (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- The member, if it is for one alone: they may see it beside their next command.
    member BIGINT,
    content TEXT NOT NULL,
    -- due, sending, or waiting for the member
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX outbox_item_due ON outbox_item (state, due_at);
CREATE INDEX outbox_item_member ON outbox_item (member);

-- Members who may not use the inbox.
CREATE TABLE blocked (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    member BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, member)
);

-- Whether the author of a message may be named under an entry made from it; the state is asked or given.
CREATE TABLE credit (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    entry TEXT NOT NULL,
    member BIGINT NOT NULL,
    author TEXT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX credit_member ON credit (member);

CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    by_member BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    item TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (guild, at);
CREATE INDEX audit_by ON audit (by_member);

-- The process that is connected for a shard.
CREATE TABLE lease (
    shard BIGINT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    -- Rises each time another process takes over.
    fence BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- When and where a guild's highlights are posted: see src/bot/daily.
CREATE TABLE schedule (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- Rises with every change.
    version BIGINT NOT NULL,
    -- When something is due next; NULL while it is paused.
    next_at BIGINT,
    -- Its settings and its rotation, as JSON.
    content TEXT NOT NULL
);
CREATE INDEX schedule_guild ON schedule (guild);
CREATE INDEX schedule_next ON schedule (next_at);

-- The post of each day of a schedule.
CREATE TABLE highlight (
    id TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    guild BIGINT NOT NULL,
    -- The local date, or another unique key: nothing is posted twice for it.
    day TEXT NOT NULL,
    -- claimed, posted, missed, failed or uncertain
    state TEXT NOT NULL,
    testimonial TEXT NOT NULL,
    channel BIGINT NOT NULL,
    -- The message, once it is posted.
    message BIGINT,
    due_at BIGINT NOT NULL,
    -- The end of the lease of the process that sends it.
    until_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    UNIQUE (schedule, day)
);
CREATE INDEX highlight_state ON highlight (state, until_at);

-- Members' stories.
CREATE TABLE submission (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    member BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- written, waiting, changes, cut, approved or declined
    status TEXT NOT NULL,
    text TEXT NOT NULL,
    -- name, role or nobody
    attribution TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    place TEXT NOT NULL,
    years TEXT NOT NULL,
    topic TEXT NOT NULL,
    -- The shorter text that a moderator proposes.
    cut TEXT,
    daily BIGINT NOT NULL,
    -- The last note from a moderator to the author.
    note TEXT NOT NULL,
    -- When its author consented, and to which content, as a hash; the hash is empty if they consented once and have
    -- written something else since.
    consented_at BIGINT,
    consented_to TEXT,
    at BIGINT NOT NULL,
    -- Nothing is quoted without consent.
    CHECK (status <> 'approved' OR (consented_at IS NOT NULL AND consented_to <> '' AND cut IS NULL))
);
CREATE INDEX submission_guild ON submission (guild, status, at);
CREATE INDEX submission_member ON submission (member);

-- Public messages that quote members' stories.
CREATE TABLE quoted (
    message BIGINT NOT NULL,
    submission TEXT NOT NULL,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    channel BIGINT NOT NULL,
    locale TEXT NOT NULL,
    -- What the message shows, as JSON.
    shows TEXT NOT NULL,
    -- When it is due for editing, because the story was withdrawn.
    edit_at BIGINT,
    tries BIGINT NOT NULL,
    PRIMARY KEY (message, submission)
);
CREATE INDEX quoted_submission ON quoted (submission);
CREATE INDEX quoted_edit ON quoted (edit_at);

-- Withdrawn stories. The same is in a file outside the database, so that no backup brings them back.
CREATE TABLE withdrawn (
    submission TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- The embeddings of a guild's entries, which can be computed again. BYTEA is PostgreSQL's name for bytes; SQLite takes
-- bytes in a column of any type.
CREATE TABLE embedding (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- The hash of the encoded texts, as hexadecimal digits.
    content TEXT NOT NULL,
    -- The encoder.
    model TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (guild, content)
);
