-- What a guild keeps. One text for SQLite and PostgreSQL: ids and texts are TEXT, Discord's ids, times (milliseconds since
-- 1970, UTC), days, weeks, counters and flags (0 or 1) are BIGINT. A 64-bit name is stored as the signed number with the
-- same bits. Whoever deletes a guild deletes everything of it.

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE guild (
    id BIGINT NOT NULL PRIMARY KEY,
    -- Rises with every change of what members see.
    revision BIGINT NOT NULL,
    settings TEXT NOT NULL,
    -- When its moderators were last told of new questions.
    told_at BIGINT,
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
    -- Id of the curated entry that it stands in for.
    replaces TEXT,
    -- The guild's revision at which it changed last.
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

-- What a guild has pinned and hidden: curated entries and people.
CREATE TABLE curation (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, kind, item)
);

-- What a moderator is writing; only theirs, and only for a day.
CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    owner BIGINT NOT NULL,
    content TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX draft_expires ON draft (expires);

-- What was asked, without a person. A question that nobody has answered yet is in the inbox while it is open.
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
    -- Why it was dismissed, or the name of the entry that answers it, in hexadecimal.
    outcome TEXT,
    PRIMARY KEY (guild, name)
);
CREATE INDEX question_state ON question (guild, state, last_at);
CREATE INDEX question_last ON question (last_at);

-- Who wants to hear of the answer to a question.
CREATE TABLE asker (
    guild BIGINT NOT NULL,
    question BIGINT NOT NULL,
    member BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    -- The bot's reply under which they asked; none where nobody else sees it.
    message BIGINT,
    locale TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, question, member),
    FOREIGN KEY (guild, question) REFERENCES question (guild, name) ON DELETE CASCADE
);
CREATE INDEX asker_member ON asker (member);
CREATE INDEX asker_at ON asker (at);

-- Weeks are counted from Monday, 29 December 1969.
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
    -- The entry's name: it may be a curated one.
    entry BIGINT NOT NULL,
    week BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    helped BIGINT NOT NULL,
    not_quite BIGINT NOT NULL,
    PRIMARY KEY (guild, entry, week)
);

-- Which members chose an entry for a question; members by a keyed hash.
CREATE TABLE click (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    question BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    voter TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, question, entry, voter)
);
CREATE INDEX click_at ON click (at);

-- A question that enough members took for another phrasing of an entry.
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

-- What is on its way to members and moderators, until it has arrived.
CREATE TABLE parcel (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- The member it is for where it is for one alone: they may see it on their next command.
    member BIGINT,
    content TEXT NOT NULL,
    -- due, sending, or waiting for its member
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX parcel_due ON parcel (state, due_at);
CREATE INDEX parcel_member ON parcel (member);

-- Who may not use the inbox.
CREATE TABLE blocked (
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    member BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, member)
);

-- Whether the author of a message wants to be named under an entry made from it: asked or given.
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

-- Which process is connected for a shard.
CREATE TABLE lease (
    shard BIGINT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    -- Rises each time another process takes over.
    fence BIGINT NOT NULL,
    until BIGINT NOT NULL
);
