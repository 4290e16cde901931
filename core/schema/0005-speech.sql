-- How a person's terminals are spoken to: one row a client, found by what it says of itself.
CREATE TABLE speech (
    account_id INTEGER NOT NULL REFERENCES account(id),
    client     TEXT NOT NULL CHECK (length(client) BETWEEN 1 AND 255),
    profile    TEXT NOT NULL,               -- a row of tui/term/profile.c
    plain      INTEGER NOT NULL DEFAULT 0,  -- lines and dots in ASCII
    at         INTEGER NOT NULL,
    PRIMARY KEY (account_id, client)
) WITHOUT ROWID;

PRAGMA user_version = 5;
