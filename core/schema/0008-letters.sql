-- Cases handed from one place to another, letters with other counties, and sixth-graders handed on.

-- A case is offered to a school or a village, and accepted or refused there (H14, Y9, D6).
CREATE TABLE transfer (
    id         INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES casefile(id),
    from_place INTEGER REFERENCES place(id),       -- the school that had it, else the village or group
    to_place   INTEGER NOT NULL REFERENCES place(id),
    sent_on    TEXT NOT NULL,
    sent_by    INTEGER REFERENCES account(id),     -- NULL: the console, or the clock
    note       TEXT NOT NULL DEFAULT '',
    reply_due  TEXT NOT NULL DEFAULT '',           -- '' where the county sets no time
    state      TEXT NOT NULL DEFAULT 'offered'
               CHECK (state IN ('offered', 'accepted', 'refused',
                                'passed')),         -- by a rule, to nobody's question
    replied_on TEXT,
    replied_by INTEGER REFERENCES account(id),
    reason     TEXT NOT NULL DEFAULT '',           -- of a refusal
    -- Where the child itself was when the case moved: it goes along again when that changes.
    class_id   INTEGER REFERENCES place(id),
    group_id   INTEGER REFERENCES place(id)
);
CREATE UNIQUE INDEX transfer_offered ON transfer(case_id) WHERE state = 'offered';
CREATE INDEX transfer_case ON transfer(case_id, id);
CREATE INDEX transfer_to ON transfer(to_place, state);
CREATE INDEX casefile_group ON casefile(group_id, state);

-- The register of letters (协查函): from other places (Y3), and to them about a case (Y9).
CREATE TABLE letter (
    id          INTEGER PRIMARY KEY,
    direction   TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    way         TEXT NOT NULL DEFAULT ''            -- of an outgoing one: to the city, through the
                CHECK (way IN ('', 'city', 'province', 'elsewhere')), -- province, to another city
    office      TEXT NOT NULL,                      -- who wrote it, or to whom it went
    number      TEXT NOT NULL DEFAULT '',           -- as it is written on it
    day         TEXT NOT NULL,                      -- received or sent on
    child_id    INTEGER REFERENCES child(id),       -- NULL while the child is not known here
    case_id     INTEGER REFERENCES casefile(id),
    about       TEXT NOT NULL DEFAULT '',           -- the child in the letter's own words
    asks        TEXT NOT NULL,
    reply_due   TEXT NOT NULL,
    account_id  INTEGER REFERENCES account(id),     -- who received or sent it; NULL: the console
    replied_on  TEXT,
    result      TEXT NOT NULL DEFAULT ''
                CHECK (result IN ('', 'answered', 'accepted', 'refused')),
    answer      TEXT NOT NULL DEFAULT '',
    answered_by INTEGER REFERENCES account(id),
    CHECK (direction = 'in' OR case_id IS NOT NULL)
);
CREATE INDEX letter_state ON letter(replied_on, reply_due);
CREATE INDEX letter_child ON letter(child_id);
CREATE INDEX letter_case ON letter(case_id);

-- Who goes from a primary school to a junior school, with both signatures (H11).
CREATE TABLE handover (
    id          INTEGER PRIMARY KEY,
    year        INTEGER NOT NULL,                   -- in which the seventh grade begins
    primary_id  INTEGER NOT NULL REFERENCES place(id),
    junior_id   INTEGER NOT NULL REFERENCES place(id),
    made_on     TEXT NOT NULL,
    handed_by   INTEGER REFERENCES account(id),
    handed_on   TEXT,
    received_by INTEGER REFERENCES account(id),
    received_on TEXT,
    UNIQUE (year, primary_id, junior_id)
);
CREATE INDEX handover_junior ON handover(junior_id, year);

CREATE TABLE handover_child (
    handover_id   INTEGER NOT NULL REFERENCES handover(id),
    child_id      INTEGER NOT NULL REFERENCES child(id),
    registered_on TEXT,                             -- at the junior school; NULL: has not come
    PRIMARY KEY (handover_id, child_id)
) WITHOUT ROWID;
CREATE INDEX handover_child_of ON handover_child(child_id);

-- What one has signed does not change any more, and neither does who signed.
CREATE TRIGGER handover_keep BEFORE UPDATE ON handover
WHEN old.handed_on IS NOT NULL AND (new.handed_on IS NOT old.handed_on
     OR new.handed_by IS NOT old.handed_by OR new.primary_id <> old.primary_id
     OR new.junior_id <> old.junior_id OR new.year <> old.year)
   OR old.received_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;
CREATE TRIGGER handover_stay BEFORE DELETE ON handover WHEN old.handed_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;
CREATE TRIGGER handover_child_late BEFORE INSERT ON handover_child
WHEN (SELECT handed_on FROM handover WHERE id = new.handover_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;
CREATE TRIGGER handover_child_keep BEFORE UPDATE ON handover_child
WHEN new.handover_id <> old.handover_id
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;
CREATE TRIGGER handover_child_stay BEFORE DELETE ON handover_child
WHEN (SELECT handed_on FROM handover WHERE id = old.handover_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;

PRAGMA user_version = 8;
