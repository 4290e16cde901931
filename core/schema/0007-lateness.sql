-- Who came late: at school, so no absence, and in no table that absences are counted from.
CREATE TABLE lateness (
    child_id    INTEGER NOT NULL REFERENCES child(id),
    day         TEXT NOT NULL,
    class_id    INTEGER NOT NULL REFERENCES place(id),
    account_id  INTEGER REFERENCES account(id), -- NULL: the console
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (child_id, day)
) WITHOUT ROWID;
CREATE INDEX lateness_class ON lateness(class_id, day);

PRAGMA user_version = 7;
