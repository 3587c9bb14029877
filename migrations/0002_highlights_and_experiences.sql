-- Daily highlights, and members' own experiences. Types are as in the first migration.

-- When and where a guild's highlights are posted.
CREATE TABLE schedule (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    -- Rises with every change.
    version BIGINT NOT NULL,
    -- When something is due next; none while it is paused.
    next_at BIGINT,
    -- What it is, and how far it has come, as JSON.
    content TEXT NOT NULL
);
CREATE INDEX schedule_guild ON schedule (guild);
CREATE INDEX schedule_next ON schedule (next_at);

-- What became of each day of a schedule.
CREATE TABLE highlight (
    id TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    guild BIGINT NOT NULL,
    -- The local date, or something of which there is only one. Nothing is posted twice for a day.
    day TEXT NOT NULL,
    -- claimed, posted, missed, failed or uncertain
    state TEXT NOT NULL,
    testimonial TEXT NOT NULL,
    channel BIGINT NOT NULL,
    -- The message that it became.
    message BIGINT,
    due_at BIGINT NOT NULL,
    -- Until then it is being sent, and nobody else's.
    until_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    UNIQUE (schedule, day)
);
CREATE INDEX highlight_state ON highlight (state, until_at);

-- Members' own experiences.
CREATE TABLE submission (
    id TEXT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    member BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- written, waiting, changes, cut, approved or declined
    stage TEXT NOT NULL,
    text TEXT NOT NULL,
    -- name, role or nobody
    named TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    place TEXT NOT NULL,
    years TEXT NOT NULL,
    topic TEXT NOT NULL,
    -- The text with passages left out, as a moderator proposes it.
    cut TEXT,
    daily BIGINT NOT NULL,
    -- What a moderator said to its author last.
    note TEXT NOT NULL,
    -- When its author agreed to its being published, and to what, as a hash: empty where they agreed once, and have
    -- written something else since.
    consented_at BIGINT,
    consented_to TEXT,
    at BIGINT NOT NULL,
    -- Nothing is quoted that nobody has agreed to.
    CHECK (stage <> 'approved' OR (consented_at IS NOT NULL AND consented_to <> '' AND cut IS NULL))
);
CREATE INDEX submission_guild ON submission (guild, stage, at);
CREATE INDEX submission_member ON submission (member);

-- Messages that quote them and that everybody sees.
CREATE TABLE quoted (
    message BIGINT NOT NULL,
    submission TEXT NOT NULL,
    guild BIGINT NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    channel BIGINT NOT NULL,
    locale TEXT NOT NULL,
    -- What the message shows, as JSON.
    shows TEXT NOT NULL,
    -- From when on it is to be edited, because the experience was withdrawn.
    edit_at BIGINT,
    tries BIGINT NOT NULL,
    PRIMARY KEY (message, submission)
);
CREATE INDEX quoted_submission ON quoted (submission);
CREATE INDEX quoted_edit ON quoted (edit_at);

-- What was withdrawn: the same is in a file outside the database, so that no copy of it brings anything back.
CREATE TABLE withdrawn (
    submission TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
