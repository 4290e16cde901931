-- Absences, cases, duties and forms: the work of every day.

-- A class's report of one day; without it the day is not known (D3: nil is a report).
CREATE TABLE attendance (
    class_id    INTEGER NOT NULL REFERENCES place(id),
    day         TEXT NOT NULL,
    enrolled    INTEGER NOT NULL,
    account_id  INTEGER REFERENCES account(id), -- NULL: the console
    reported_at INTEGER NOT NULL,
    PRIMARY KEY (class_id, day)
) WITHOUT ROWID;

-- Exceptions only: who did not come, and whether it was asked for.
CREATE TABLE absence (
    child_id    INTEGER NOT NULL REFERENCES child(id),
    day         TEXT NOT NULL,
    class_id    INTEGER NOT NULL REFERENCES place(id),
    kind        TEXT NOT NULL CHECK (kind IN ('unexcused', 'leave')),
    account_id  INTEGER REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (child_id, day)
) WITHOUT ROWID;
CREATE INDEX absence_class ON absence(class_id, day);

-- The number a child keeps in its class (学号), given when the class first reports with the child.
CREATE TABLE roster (
    class_id INTEGER NOT NULL REFERENCES place(id),
    child_id INTEGER NOT NULL REFERENCES child(id),
    number   INTEGER NOT NULL,
    PRIMARY KEY (class_id, child_id),
    UNIQUE (class_id, number)
) WITHOUT ROWID;
CREATE INDEX roster_child ON roster(child_id);

CREATE TABLE casefile (
    id          INTEGER PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,        -- short enough to read over a telephone
    child_id    INTEGER NOT NULL REFERENCES child(id),
    kind        TEXT NOT NULL,               -- of the policy's opens_case
    policy      TEXT NOT NULL,               -- the rules it began under
    state       TEXT NOT NULL,               -- what its last event made of it
    status      TEXT NOT NULL DEFAULT '',    -- '', suspected, dropped_out, as the policy says
    opened_on   TEXT NOT NULL,
    school_id   INTEGER REFERENCES place(id), -- who answers for it on the school line
    class_id    INTEGER REFERENCES place(id),
    group_id    INTEGER REFERENCES place(id), -- and on the household line
    charge_id   INTEGER REFERENCES post(id),  -- the one post in charge (D5, H12)
    closed_on   TEXT
);
CREATE INDEX casefile_child ON casefile(child_id);
CREATE UNIQUE INDEX casefile_unclosed ON casefile(child_id) WHERE state <> 'closed';
CREATE INDEX casefile_state ON casefile(state, opened_on);
CREATE INDEX casefile_school ON casefile(school_id, state);
CREATE INDEX casefile_charge ON casefile(charge_id, state);

CREATE TABLE case_event (
    id         INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES casefile(id),
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,              -- when it happened
    typed_at   INTEGER NOT NULL,           -- when it was typed
    account_id INTEGER REFERENCES account(id), -- NULL: the clock
    post_id    INTEGER REFERENCES post(id),
    rung       TEXT NOT NULL DEFAULT '',
    record_id  INTEGER REFERENCES form_record(id),
    result     TEXT NOT NULL DEFAULT '',   -- of a visit: returned, agreed, failed, not_reached
    note       TEXT NOT NULL DEFAULT '',
    data       TEXT NOT NULL DEFAULT '{}'  -- JSON: what else the kind says
);
CREATE INDEX case_event_case ON case_event(case_id, id);

CREATE TRIGGER case_event_keep BEFORE UPDATE ON case_event
BEGIN SELECT RAISE(ABORT, 'case events are append-only'); END;
CREATE TRIGGER case_event_stay BEFORE DELETE ON case_event
BEGIN SELECT RAISE(ABORT, 'case events are append-only'); END;

-- What is due, for which post, until when, why (design 3). Derived by policy; stored to be read.
CREATE TABLE duty (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,              -- rung, attendance, confirm_closing, receive_report,
                                           -- assigned, finding
    rung       TEXT NOT NULL DEFAULT '',   -- name in the policy
    case_id    INTEGER REFERENCES casefile(id),
    child_id   INTEGER REFERENCES child(id),
    place_id   INTEGER REFERENCES place(id), -- the class of an attendance duty, the school of findings
    record_id  INTEGER REFERENCES form_record(id),
    post_id    INTEGER NOT NULL REFERENCES post(id), -- who must do it now
    first_post INTEGER NOT NULL REFERENCES post(id), -- who had to do it first, and still sees it
    level      INTEGER NOT NULL DEFAULT 0, -- how many times it has climbed
    since      TEXT NOT NULL,
    due        TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'void')),
    done_on    TEXT,
    event_id   INTEGER REFERENCES case_event(id), -- what fulfilled it
    days       INTEGER NOT NULL DEFAULT 0, -- counted days, copies or findings
    why        TEXT NOT NULL DEFAULT '{}', -- JSON: trigger and days, counted or skipped
    subject    TEXT NOT NULL UNIQUE        -- derives to the same words again
);
CREATE INDEX duty_post ON duty(post_id, state, due);
CREATE INDEX duty_first ON duty(first_post, state, due);
CREATE INDEX duty_case ON duty(case_id, state);
CREATE INDEX duty_state ON duty(state, due);
CREATE INDEX duty_place ON duty(place_id, state);

-- The posts that take part in a duty of another post, and see it too (H17 3(2), 3(3)).
CREATE TABLE duty_with (
    post_id INTEGER NOT NULL REFERENCES post(id),
    duty_id INTEGER NOT NULL REFERENCES duty(id),
    PRIMARY KEY (post_id, duty_id)
) WITHOUT ROWID;
CREATE INDEX duty_with_duty ON duty_with(duty_id);

-- One line for a person's today: something was assigned, handed over, answered.
CREATE TABLE notice (
    id       INTEGER PRIMARY KEY,
    post_id  INTEGER NOT NULL REFERENCES post(id),
    key      TEXT NOT NULL,                -- catalogue key
    case_id  INTEGER REFERENCES casefile(id),
    child_id INTEGER REFERENCES child(id),
    route    TEXT NOT NULL DEFAULT '',
    at       INTEGER NOT NULL,
    seen_at  INTEGER
);
CREATE INDEX notice_post ON notice(post_id, seen_at);

-- A form's definition as it was when a record began: a record is shown with it for ever.
CREATE TABLE form_definition (
    id      INTEGER PRIMARY KEY,
    form    TEXT NOT NULL,
    version INTEGER NOT NULL,
    source  TEXT NOT NULL,                 -- YAML
    UNIQUE (form, version, source)
);

-- A form as it was filled, with the version of its definition (design 5).
CREATE TABLE form_record (
    id            INTEGER PRIMARY KEY,
    form          TEXT NOT NULL,
    version       INTEGER NOT NULL,
    definition_id INTEGER NOT NULL REFERENCES form_definition(id),
    child_id      INTEGER NOT NULL REFERENCES child(id),
    case_id       INTEGER REFERENCES casefile(id),
    duty_id       INTEGER REFERENCES duty(id),
    account_id    INTEGER NOT NULL REFERENCES account(id), -- who began it
    post_id       INTEGER REFERENCES post(id),
    began_at      INTEGER NOT NULL,
    completed_by  INTEGER REFERENCES account(id),
    completed_at  INTEGER                  -- NULL while it is a draft; frozen afterwards
);
CREATE INDEX form_record_case ON form_record(case_id);
CREATE INDEX form_record_account ON form_record(account_id, completed_at);
CREATE INDEX form_record_child ON form_record(child_id, completed_at);

CREATE TABLE answer (
    record_id  INTEGER NOT NULL REFERENCES form_record(id),
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    prefilled  INTEGER NOT NULL DEFAULT 0, -- filled in for the person, not by one
    account_id INTEGER NOT NULL REFERENCES account(id), -- whose word it is
    at         INTEGER NOT NULL,
    PRIMARY KEY (record_id, field)
) WITHOUT ROWID;

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

-- A written report's copies: to whom, and who confirmed it (H17 3(4), H18 annex 3).
CREATE TABLE report_copy (
    id           INTEGER PRIMARY KEY,
    record_id    INTEGER NOT NULL REFERENCES form_record(id),
    post_id      INTEGER NOT NULL REFERENCES post(id),
    sent_on      TEXT NOT NULL,
    received_by  INTEGER REFERENCES account(id),
    received_on  TEXT,
    contact      TEXT NOT NULL DEFAULT '',
    result       TEXT NOT NULL DEFAULT '', -- 处理结果
    UNIQUE (record_id, post_id)
);
CREATE INDEX report_copy_post ON report_copy(post_id, received_on);

-- Where a person was and what was half typed: all that going on needs (design 2).
CREATE TABLE draft (
    account_id INTEGER NOT NULL REFERENCES account(id),
    route      TEXT NOT NULL,
    field      TEXT NOT NULL,
    text       TEXT NOT NULL,
    caret      INTEGER NOT NULL DEFAULT 0, -- in grapheme clusters
    at         INTEGER NOT NULL,
    PRIMARY KEY (account_id, route, field)
) WITHOUT ROWID;

CREATE TABLE resume (
    account_id INTEGER PRIMARY KEY REFERENCES account(id),
    route      TEXT NOT NULL,
    field      TEXT NOT NULL DEFAULT '',
    clean      INTEGER NOT NULL DEFAULT 0, -- the person left by Esc: nothing to go on with
    at         INTEGER NOT NULL
);

PRAGMA user_version = 3;
