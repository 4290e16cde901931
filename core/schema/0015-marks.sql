-- Support groups marked on children (A2, Y14, H5, D10, N6), and what departments' lists say (H4, Y2).

CREATE TABLE mark (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child(id),
    kind       TEXT NOT NULL,              -- of the policy's groups
    restricted INTEGER NOT NULL,           -- seen by those in charge of the child alone (requirements 10)
    begins_on  TEXT NOT NULL,
    source     TEXT NOT NULL,              -- who says so: a department's list, a visit at home
    typed_at   INTEGER NOT NULL,
    account_id INTEGER REFERENCES account(id), -- NULL: the console
    post_id    INTEGER REFERENCES post(id),
    ended_on   TEXT,                       -- NULL while it stands
    reason     TEXT NOT NULL DEFAULT '',   -- why it ended
    ended_at   INTEGER,
    ended_by   INTEGER REFERENCES account(id)
);
CREATE INDEX mark_child ON mark(child_id);
CREATE UNIQUE INDEX mark_once ON mark(kind, child_id) WHERE ended_on IS NULL;

-- What was said stays; it may end, once. A child found to be two may become one (core/lists/merge.c).
CREATE TRIGGER mark_keep
BEFORE UPDATE OF id, kind, begins_on, source, typed_at, account_id, post_id ON mark
BEGIN SELECT RAISE(ABORT, 'marks are ended, never rewritten'); END;
CREATE TRIGGER mark_end_once BEFORE UPDATE OF ended_on, reason, ended_at, ended_by ON mark
WHEN OLD.ended_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a mark ends once'); END;
CREATE TRIGGER mark_stay BEFORE DELETE ON mark
BEGIN SELECT RAISE(ABORT, 'marks are ended, never deleted'); END;

-- A child on a department's list. It marks nobody: whoever answers for the child does.
CREATE TABLE listed (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child(id),
    kind       TEXT NOT NULL,              -- of the policy's groups
    restricted INTEGER NOT NULL DEFAULT 0, -- since the rules say so; no list brings such a group
    source     TEXT NOT NULL,              -- whose list it is
    day        TEXT NOT NULL,              -- of the newest list of that source that has the child
    import_id  INTEGER NOT NULL REFERENCES import(id),
    UNIQUE (child_id, kind, source)
);

-- A finding may be settled by a mark, too.
CREATE TABLE finding_wider (
    id               INTEGER PRIMARY KEY,
    kind             TEXT NOT NULL,          -- a leaf of core/compare/
    subject          TEXT NOT NULL,          -- names the pair; the same pair has the same words
    child_id         INTEGER NOT NULL REFERENCES child(id),
    other_child_id   INTEGER REFERENCES child(id),
    register_row_id  INTEGER REFERENCES register_row(id),
    roll_entry_id    INTEGER REFERENCES roll_entry(id),
    place_id         INTEGER REFERENCES place(id), -- the school in charge
    why              TEXT NOT NULL,          -- JSON: what was matched on and what differs
    found_on         TEXT NOT NULL,
    state            TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'gone')),
    how              TEXT NOT NULL DEFAULT ''
                     CHECK (how IN ('', 'case', 'corrected', 'same_child', 'marked', 'explained')),
    note             TEXT NOT NULL DEFAULT '',
    settled_by       INTEGER REFERENCES account(id),
    settled_at       INTEGER,
    UNIQUE (kind, subject)
);
INSERT INTO finding_wider (id, kind, subject, child_id, other_child_id, register_row_id,
    roll_entry_id, place_id, why, found_on, state, how, note, settled_by, settled_at)
SELECT id, kind, subject, child_id, other_child_id, register_row_id, roll_entry_id, place_id, why,
       found_on, state, how, note, settled_by, settled_at FROM finding;
DROP TABLE finding;
ALTER TABLE finding_wider RENAME TO finding;
CREATE INDEX finding_place ON finding(place_id, state);
CREATE INDEX finding_child ON finding(child_id);
CREATE INDEX finding_state ON finding(state, kind);

-- What is read of marks where nobody is in charge of a child, as at the console: restricted ones in
-- sums of five or more alone. core/scope/own.sql has both views again, for what an actor sees.
CREATE VIEW mark_shown AS SELECT * FROM mark WHERE restricted = 0;
CREATE VIEW mark_sum AS
SELECT m.kind, m.restricted, count(*) AS children
  FROM mark m JOIN child c ON c.id = m.child_id AND c.merged_into IS NULL
 WHERE m.ended_on IS NULL
 GROUP BY m.kind, m.restricted
HAVING m.restricted = 0 OR count(*) >= 5;

PRAGMA user_version = 15;
