-- Finished papers of a person, kept for some days: fetched over SFTP, or printed at the county (design 7).
CREATE TABLE outbox_paper (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account(id),
    name       TEXT NOT NULL COLLATE NOCASE, -- of the file
    kind       TEXT NOT NULL CHECK (kind IN ('pdf', 'txt', 'xlsx', 'csv')),
    size       INTEGER NOT NULL,             -- bytes
    made_at    INTEGER NOT NULL,
    print      TEXT NOT NULL DEFAULT '' CHECK (print IN ('', 'waiting', 'printed', 'failed')),
    print_at   INTEGER,                      -- when it came to that
    tries      INTEGER NOT NULL DEFAULT 0,
    again_at   INTEGER,                      -- not tried before
    reason     TEXT NOT NULL DEFAULT '',     -- why the last try failed
    UNIQUE (account_id, name)
);

-- Whose data stand in a paper: whoever fetches it has looked at each of them.
CREATE TABLE outbox_child (
    paper_id INTEGER NOT NULL REFERENCES outbox_paper(id),
    child_id INTEGER NOT NULL REFERENCES child(id),
    PRIMARY KEY (paper_id, child_id)
) WITHOUT ROWID;

-- The bytes, one after the other: a paper may be longer than what the store takes as one value.
CREATE TABLE outbox_piece (
    paper_id INTEGER NOT NULL REFERENCES outbox_paper(id),
    number   INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    PRIMARY KEY (paper_id, number)
);

PRAGMA user_version = 14;
