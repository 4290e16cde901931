-- The trail: every change and every look, in a chain that shows tampering (design 9).
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- without gaps; the highest is kept apart
    at         INTEGER NOT NULL,
    account_id INTEGER,                    -- NULL: the console or the clock
    action     TEXT NOT NULL,              -- a verb's name, or look
    subject    TEXT NOT NULL,              -- child, case, account, ...
    subject_id INTEGER NOT NULL DEFAULT 0,
    child_id   INTEGER,                    -- whose data it was; never a name
    detail     TEXT NOT NULL DEFAULT '{}', -- JSON: before and after, or where it was seen
    hash       BLOB NOT NULL               -- SHA-256 of the hash before and this row
);
CREATE INDEX audit_account ON audit(account_id, id);
CREATE INDEX audit_action ON audit(action, id);
CREATE INDEX audit_child ON audit(child_id, id) WHERE child_id IS NOT NULL;

CREATE TRIGGER audit_keep BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;

-- What a field of a child's lists said before: the register's history (H10).
CREATE TABLE revision (
    id         INTEGER PRIMARY KEY,
    -- An import writes its one row of the trail last, when its counts are known.
    audit_id   INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
    child_id   INTEGER NOT NULL REFERENCES child(id),
    subject    TEXT NOT NULL,              -- register_row, roll_entry, household, guardian
    subject_id INTEGER NOT NULL,
    field      TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    -- Who and when stand here again: those who see the child do not see the trail.
    at         INTEGER NOT NULL,
    account_id INTEGER REFERENCES account(id), -- NULL: the console
    import_id  INTEGER REFERENCES import(id)   -- the file that changed it, if one did
);
CREATE INDEX revision_child ON revision(child_id, id);
CREATE INDEX revision_subject ON revision(subject, subject_id);

PRAGMA user_version = 4;
