-- Leave that was asked for (请假, D10), from a day to a day; the end may be moved while it runs.
CREATE TABLE leave (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child(id),
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL CHECK (last_day >= first_day),
    reason       TEXT NOT NULL CHECK (reason IN ('illness', 'family', 'other')),
    note         TEXT NOT NULL DEFAULT '',
    relation     TEXT NOT NULL,              -- who asked: father, mother, grandparent, other
    asked_by     TEXT NOT NULL,              -- and what they are called
    account_id   INTEGER REFERENCES account(id), -- who entered it; NULL: the console
    entered_at   INTEGER NOT NULL,
    back_on      TEXT,                       -- the day on which somebody said the child is back
    withdrawn_at INTEGER                     -- it never was
);
CREATE INDEX leave_child ON leave(child_id, last_day);

PRAGMA user_version = 11;
