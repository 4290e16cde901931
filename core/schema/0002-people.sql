-- Children, the two lists that speak of them, and where the lists disagree.

-- One id for life (design 3). What the lists agree on is here; each list keeps its own words.
CREATE TABLE child (
    id          INTEGER PRIMARY KEY,
    id_number   TEXT NOT NULL DEFAULT '',   -- 18 characters, or empty when unknown
    name_zh     TEXT NOT NULL DEFAULT '',
    name_ug     TEXT NOT NULL DEFAULT '',
    sex         TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'm', 'f')),
    born        TEXT NOT NULL DEFAULT '',   -- ISO 8601 day
    group_id    INTEGER REFERENCES place(id), -- where the child lives (household line)
    class_id    INTEGER REFERENCES place(id), -- where the child is enrolled (school line): a
                                              -- class, or the school while no class is known
    merged_into INTEGER REFERENCES child(id), -- the same child under another id
    CHECK (name_zh <> '' OR name_ug <> '')
);
CREATE INDEX child_id_number ON child(id_number) WHERE id_number <> '';
CREATE INDEX child_group ON child(group_id);
CREATE INDEX child_class ON child(class_id);
CREATE INDEX child_merged ON child(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE guardian (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child(id),
    relation   TEXT NOT NULL CHECK (relation IN ('father', 'mother', 'grandparent', 'other')),
    name_zh    TEXT NOT NULL DEFAULT '',
    name_ug    TEXT NOT NULL DEFAULT '',
    phone      TEXT NOT NULL DEFAULT '',
    occupation TEXT NOT NULL DEFAULT ''
);
CREATE INDEX guardian_child ON guardian(child_id);

-- The register (学户册, H10): a volume a group and school year, a page a household, a row a person.
CREATE TABLE volume (
    id          INTEGER PRIMARY KEY,
    place_id    INTEGER NOT NULL REFERENCES place(id), -- the residents' group or compound
    school_year INTEGER NOT NULL,                      -- the year it begins in
    UNIQUE (place_id, school_year)
);

CREATE TABLE household (
    id         INTEGER PRIMARY KEY,
    volume_id  INTEGER NOT NULL REFERENCES volume(id),
    page       INTEGER NOT NULL,
    head       TEXT NOT NULL DEFAULT '',   -- name of the head of household
    phone      TEXT NOT NULL DEFAULT '',
    registered TEXT NOT NULL DEFAULT '',   -- registered address (户籍地)
    address    TEXT NOT NULL DEFAULT '',   -- where they live (家庭住址)
    UNIQUE (volume_id, page)
);

CREATE TABLE register_row (
    id           INTEGER PRIMARY KEY,
    household_id INTEGER NOT NULL REFERENCES household(id),
    line         INTEGER NOT NULL,
    child_id     INTEGER NOT NULL REFERENCES child(id),
    id_number    TEXT NOT NULL DEFAULT '',
    name_zh      TEXT NOT NULL DEFAULT '',
    name_ug      TEXT NOT NULL DEFAULT '',
    sex          TEXT NOT NULL DEFAULT '',
    born         TEXT NOT NULL DEFAULT '',
    resident     TEXT NOT NULL DEFAULT 'local' -- local, incoming (lives here, registered elsewhere),
                 CHECK (resident IN ('local', 'incoming', 'away')), -- away (registered here)
    removed_on   TEXT,                      -- left the register
    UNIQUE (household_id, line)
);
CREATE INDEX register_child ON register_row(child_id);
CREATE INDEX register_id_number ON register_row(id_number);

-- The roll (学籍), as the national system exports it.
CREATE TABLE roll_entry (
    id             INTEGER PRIMARY KEY,
    child_id       INTEGER NOT NULL REFERENCES child(id),
    student_number TEXT NOT NULL DEFAULT '',  -- 全国学籍号
    id_number      TEXT NOT NULL DEFAULT '',
    name_zh        TEXT NOT NULL DEFAULT '',
    name_ug        TEXT NOT NULL DEFAULT '',
    sex            TEXT NOT NULL DEFAULT '',
    born           TEXT NOT NULL DEFAULT '',
    school_id      INTEGER NOT NULL REFERENCES place(id),
    class_id       INTEGER REFERENCES place(id),
    grade          INTEGER NOT NULL DEFAULT 0,
    status         TEXT NOT NULL DEFAULT 'at_school'
                   CHECK (status IN ('at_school', 'leave', 'suspended', 'suspected', 'dropped_out',
                                     'resumed', 'transferred_out', 'transferred_in', 'graduated',
                                     'promoted', 'delayed', 'deceased')),
    guardian       TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    import_id      INTEGER REFERENCES import(id), -- the file that last spoke of it
    removed_on     TEXT                           -- no longer in the export
);
CREATE INDEX roll_child ON roll_entry(child_id);
CREATE INDEX roll_class ON roll_entry(class_id);
CREATE INDEX roll_school ON roll_entry(school_id);
CREATE INDEX roll_id_number ON roll_entry(id_number);
CREATE UNIQUE INDEX roll_student_number ON roll_entry(student_number) WHERE student_number <> '';

-- What the lists say now: the newest volume of each place, and who has not left the roll.
CREATE VIEW register_now AS
SELECT r.*, v.place_id, v.school_year, h.phone
  FROM register_row r JOIN household h ON h.id = r.household_id JOIN volume v ON v.id = h.volume_id
 WHERE r.removed_on IS NULL
   AND NOT EXISTS (SELECT 1 FROM volume later
                    WHERE later.place_id = v.place_id AND later.school_year > v.school_year);

CREATE VIEW roll_now AS
SELECT * FROM roll_entry
 WHERE removed_on IS NULL
   AND status NOT IN ('graduated', 'promoted', 'transferred_out', 'deceased');

-- What a person may type to find a child: folded names, pinyin, initials; numbers from their end.
-- Made of what the tables above say, in the order of the keys: a reference to child would be
-- proved in that order too, each time on another page, and take ten times as long.
CREATE TABLE search_key (
    key      TEXT NOT NULL,
    child_id INTEGER NOT NULL,
    PRIMARY KEY (key, child_id)
) WITHOUT ROWID;

-- All keys of a child in one line, so that those no longer true are found without an index.
CREATE TABLE search_entry (
    child_id INTEGER PRIMARY KEY REFERENCES child(id),
    keys     TEXT NOT NULL
);

-- Children of an import whose keys are still to be written, many at once and in order.
CREATE TABLE search_waiting (
    child_id INTEGER PRIMARY KEY REFERENCES child(id)
);

-- A file that was loaded, and what became of its rows.
CREATE TABLE import (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,             -- places, schools, accounts, register, roll
    file       TEXT NOT NULL DEFAULT '',  -- its name, without folders
    sha256     TEXT NOT NULL,
    account_id INTEGER REFERENCES account(id), -- NULL: at the console
    at         INTEGER NOT NULL,
    added      INTEGER NOT NULL,
    changed    INTEGER NOT NULL,
    same       INTEGER NOT NULL,
    refused    INTEGER NOT NULL
);

-- A disagreement between two lists, settled by a person and never asked twice (requirements 3).
CREATE TABLE finding (
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
                     CHECK (how IN ('', 'case', 'corrected', 'same_child', 'explained')),
    note             TEXT NOT NULL DEFAULT '',
    settled_by       INTEGER REFERENCES account(id),
    settled_at       INTEGER,
    UNIQUE (kind, subject)
);
CREATE INDEX finding_place ON finding(place_id, state);
CREATE INDEX finding_child ON finding(child_id);
CREATE INDEX finding_state ON finding(state, kind);

PRAGMA user_version = 2;
