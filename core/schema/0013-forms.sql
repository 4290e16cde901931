-- Papers about a child without a case, and about a place (requirements 6); corrections, numbers,
-- signatures by hand and service. The table is made anew: a child may be missing now.
DROP TRIGGER answer_keep;
DROP TRIGGER answer_stay;
DROP TRIGGER answer_late;

CREATE TABLE form_record_wider (
    id            INTEGER PRIMARY KEY,
    form          TEXT NOT NULL,
    version       INTEGER NOT NULL,
    definition_id INTEGER NOT NULL REFERENCES form_definition(id),
    child_id      INTEGER REFERENCES child(id), -- NULL: about a place
    case_id       INTEGER REFERENCES casefile(id),
    place_id      INTEGER REFERENCES place(id), -- what it is about, when it is about no child
    duty_id       INTEGER REFERENCES duty(id),
    account_id    INTEGER NOT NULL REFERENCES account(id), -- who began it
    post_id       INTEGER REFERENCES post(id),
    began_at      INTEGER NOT NULL,
    completed_by  INTEGER REFERENCES account(id),
    completed_at  INTEGER,                 -- NULL while it is a draft; frozen afterwards
    number        TEXT NOT NULL DEFAULT '', -- of a paper with legal effect, taken at completion
    corrects      INTEGER REFERENCES form_record(id), -- the record that this one puts right
    reason        TEXT NOT NULL DEFAULT '', -- why
    CHECK ((child_id IS NULL) <> (place_id IS NULL)),
    CHECK (case_id IS NULL OR child_id IS NOT NULL)
);
INSERT INTO form_record_wider (id, form, version, definition_id, child_id, case_id, duty_id,
    account_id, post_id, began_at, completed_by, completed_at)
SELECT id, form, version, definition_id, child_id, case_id, duty_id, account_id, post_id, began_at,
       completed_by, completed_at FROM form_record;
DROP TABLE form_record;
ALTER TABLE form_record_wider RENAME TO form_record;

CREATE INDEX form_record_case ON form_record(case_id);
CREATE INDEX form_record_account ON form_record(account_id, completed_at);
CREATE INDEX form_record_child ON form_record(child_id, completed_at);
CREATE INDEX form_record_place ON form_record(place_id, form) WHERE place_id IS NOT NULL;
CREATE UNIQUE INDEX form_record_corrects ON form_record(corrects) WHERE corrects IS NOT NULL;

CREATE TRIGGER form_record_keep BEFORE UPDATE ON form_record WHEN old.completed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
CREATE TRIGGER form_record_stay BEFORE DELETE ON form_record WHEN old.completed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
CREATE TRIGGER answer_keep BEFORE UPDATE ON answer
WHEN (SELECT completed_at FROM form_record WHERE id = old.record_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
CREATE TRIGGER answer_stay BEFORE DELETE ON answer
WHEN (SELECT completed_at FROM form_record WHERE id = old.record_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
CREATE TRIGGER answer_late BEFORE INSERT ON answer
WHEN (SELECT completed_at FROM form_record WHERE id = new.record_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;

-- The numbers of papers with legal effect: one series an office, form and year.
CREATE TABLE form_series (
    place_id INTEGER NOT NULL REFERENCES place(id),
    form     TEXT NOT NULL,
    year     INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (place_id, form, year)
) WITHOUT ROWID;

-- A printed copy was signed by hand: by whom, when, and where that copy is kept.
CREATE TABLE form_signature (
    record_id  INTEGER NOT NULL REFERENCES form_record(id),
    signer     TEXT NOT NULL,              -- as the definition names who has to sign
    signed_on  TEXT NOT NULL,
    signed_by  TEXT NOT NULL,              -- the name under it
    kept_at    TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account(id), -- who wrote that down
    at         INTEGER NOT NULL,
    PRIMARY KEY (record_id, signer)
) WITHOUT ROWID;
CREATE TRIGGER form_signature_keep BEFORE UPDATE ON form_signature
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
CREATE TRIGGER form_signature_stay BEFORE DELETE ON form_signature
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;

-- A paper with legal effect was handed over: when, how, and to whom.
CREATE TABLE form_service (
    record_id  INTEGER PRIMARY KEY REFERENCES form_record(id),
    day        TEXT NOT NULL,
    how        TEXT NOT NULL,              -- as legal_how() says
    receiver   TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    account_id INTEGER NOT NULL REFERENCES account(id),
    at         INTEGER NOT NULL
);
CREATE TRIGGER form_service_keep BEFORE UPDATE ON form_service
BEGIN SELECT RAISE(ABORT, 'services are append-only'); END;
CREATE TRIGGER form_service_stay BEFORE DELETE ON form_service
BEGIN SELECT RAISE(ABORT, 'services are append-only'); END;

PRAGMA user_version = 13;
