-- Places, the people who hold posts at them, and how they sign in.

-- One row a setting of the county: policy, code, names.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One tree: county, township, village, group; county, (central school,) school, grade, class.
CREATE TABLE place (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES place(id),
    kind      TEXT NOT NULL CHECK (kind IN ('county', 'township', 'village', 'group',
                                            'central_school', 'school', 'grade', 'class')),
    code      TEXT NOT NULL DEFAULT '',  -- the county's own code; unique where given
    name_zh   TEXT NOT NULL DEFAULT '',
    name_ug   TEXT NOT NULL DEFAULT '',
    stage     TEXT NOT NULL DEFAULT ''   -- of a school: primary, junior, nine_year, senior
              CHECK (stage IN ('', 'primary', 'junior', 'nine_year', 'senior')),
    grade     INTEGER NOT NULL DEFAULT 0, -- of a grade or class: 1 to 12
    number    INTEGER NOT NULL DEFAULT 0, -- of a class within its grade
    closed_on TEXT                        -- ISO 8601 day; NULL while it exists
);
CREATE UNIQUE INDEX place_code ON place(kind, code) WHERE code <> '';
CREATE INDEX place_children ON place(parent_id, kind);
CREATE INDEX place_name ON place(name_zh, kind);

-- Every place within every place above it, itself included: scope is one join.
CREATE TABLE place_within (
    ancestor_id INTEGER NOT NULL REFERENCES place(id),
    place_id    INTEGER NOT NULL REFERENCES place(id),
    PRIMARY KEY (ancestor_id, place_id)
) WITHOUT ROWID;
CREATE INDEX place_above ON place_within(place_id, ancestor_id);

-- Which school serves the children of a village or group, by stage (A2, H17 2(2)).
CREATE TABLE service_area (
    place_id  INTEGER NOT NULL REFERENCES place(id),
    stage     TEXT NOT NULL CHECK (stage IN ('primary', 'junior')),
    school_id INTEGER NOT NULL REFERENCES place(id),
    PRIMARY KEY (place_id, stage)
) WITHOUT ROWID;

-- The school calendar: terms, and the days in them that are not as their weekday says.
CREATE TABLE term (
    id        INTEGER PRIMARY KEY,
    place_id  INTEGER NOT NULL REFERENCES place(id), -- the county, or one school
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL CHECK (last_day >= first_day),
    assumed   INTEGER NOT NULL DEFAULT 0             -- not yet announced
);
CREATE INDEX term_place ON term(place_id, first_day);

CREATE TABLE calendar_day (
    place_id INTEGER NOT NULL REFERENCES place(id),
    day      TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('holiday', 'make_up')),
    name_zh  TEXT NOT NULL DEFAULT '',
    name_ug  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (place_id, day)
) WITHOUT ROWID;

CREATE TABLE account (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    person_zh   TEXT NOT NULL DEFAULT '',
    person_ug   TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '',
    language    TEXT NOT NULL DEFAULT '', -- zh, ug, en; empty until chosen
    created_at  INTEGER NOT NULL,         -- Unix seconds, as all *_at columns
    disabled_at INTEGER
);

-- What proves an account. Only the gate reads these two tables.
CREATE TABLE credential (
    account_id  INTEGER PRIMARY KEY REFERENCES account(id),
    hash        TEXT NOT NULL,              -- crypt(5), yescrypt
    must_change INTEGER NOT NULL DEFAULT 1,
    changed_at  INTEGER NOT NULL
);

CREATE TABLE account_key (
    id          INTEGER PRIMARY KEY,
    account_id  INTEGER NOT NULL REFERENCES account(id),
    type        TEXT NOT NULL,              -- ssh-ed25519, ...
    blob        TEXT NOT NULL UNIQUE,       -- base64, as in authorized_keys
    comment     TEXT NOT NULL DEFAULT '',
    added_at    INTEGER NOT NULL
);
CREATE INDEX account_keys ON account_key(account_id);

-- A role at a place. Duties belong to posts, never to people (design 3).
CREATE TABLE post (
    id       INTEGER PRIMARY KEY,
    role     TEXT NOT NULL,
    place_id INTEGER NOT NULL REFERENCES place(id),
    UNIQUE (role, place_id)
);
CREATE INDEX post_place ON post(place_id);

-- Who holds a post, from when to when; a stand-in holds it beside the holder.
CREATE TABLE holding (
    id         INTEGER PRIMARY KEY,
    post_id    INTEGER NOT NULL REFERENCES post(id),
    account_id INTEGER NOT NULL REFERENCES account(id),
    first_day  TEXT NOT NULL,
    last_day   TEXT,                        -- NULL: until further notice
    stand_in   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX holding_account ON holding(account_id);
CREATE INDEX holding_post ON holding(post_id);

-- Who is signed in now; a row goes when its session ends.
CREATE TABLE session (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account(id),
    pid        INTEGER NOT NULL,
    source     TEXT NOT NULL,               -- the client's address
    client     TEXT NOT NULL DEFAULT '',    -- its SSH identification, cleaned
    began_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,            -- the last key
    ending     INTEGER NOT NULL DEFAULT 0   -- an administrator asked it to end
);

PRAGMA user_version = 1;
