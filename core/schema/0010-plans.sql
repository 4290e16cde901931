-- What is agreed for a child, what is due on days of the year, and the rules that cases began under.

-- What was agreed for a child, with its rhythm (design 3, Y10, A8, A9, A11, A12).
CREATE TABLE plan (
    id        INTEGER PRIMARY KEY,
    child_id  INTEGER NOT NULL REFERENCES child(id),
    kind      TEXT NOT NULL,               -- of the policy's plans
    state     TEXT NOT NULL CHECK (state IN ('asked', 'stands', 'refused', 'ended')),
    post_id   INTEGER NOT NULL REFERENCES post(id), -- who keeps it
    begins_on TEXT NOT NULL,
    review_on TEXT,                        -- NULL: no review is set
    ended_on  TEXT
);
CREATE INDEX plan_child ON plan(child_id);
CREATE INDEX plan_state ON plan(state, id);
CREATE UNIQUE INDEX plan_once ON plan(child_id, kind) WHERE state IN ('asked', 'stands');

CREATE TABLE plan_event (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plan(id),
    kind       TEXT NOT NULL,
    day        TEXT NOT NULL,              -- when it happened
    typed_at   INTEGER NOT NULL,
    account_id INTEGER REFERENCES account(id),
    post_id    INTEGER REFERENCES post(id),
    note       TEXT NOT NULL DEFAULT '',
    data       TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX plan_event_plan ON plan_event(plan_id, day);

CREATE TRIGGER plan_event_keep BEFORE UPDATE ON plan_event
BEGIN SELECT RAISE(ABORT, 'events of plans are append-only'); END;
CREATE TRIGGER plan_event_stay BEFORE DELETE ON plan_event
BEGIN SELECT RAISE(ABORT, 'events of plans are append-only'); END;

-- What a place said of a round of the year (Y1, H13, D3); nil is an answer, too.
CREATE TABLE round_act (
    id         INTEGER PRIMARY KEY,
    round      TEXT NOT NULL,              -- of the policy's rounds
    place_id   INTEGER NOT NULL REFERENCES place(id),
    begins_on  TEXT NOT NULL,              -- which of them: the day it began
    day        TEXT NOT NULL,              -- when it was done
    typed_at   INTEGER NOT NULL,
    account_id INTEGER REFERENCES account(id),
    post_id    INTEGER REFERENCES post(id),
    nil        INTEGER NOT NULL DEFAULT 0,
    note       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX round_act_round ON round_act(round, place_id, begins_on);

CREATE TRIGGER round_act_keep BEFORE UPDATE ON round_act
BEGIN SELECT RAISE(ABORT, 'acts of rounds are append-only'); END;
CREATE TRIGGER round_act_stay BEFORE DELETE ON round_act
BEGIN SELECT RAISE(ABORT, 'acts of rounds are append-only'); END;

ALTER TABLE duty ADD COLUMN plan_id INTEGER REFERENCES plan(id);
CREATE INDEX duty_plan ON duty(plan_id, state);

-- Every duty hangs on who holds posts: whoever changes it, all are derived anew (core/duties/clerk.c).
CREATE TRIGGER holding_insert_wakes AFTER INSERT ON holding
BEGIN INSERT OR REPLACE INTO setting (name, value) VALUES ('clerk.again', '1'); END;
CREATE TRIGGER holding_update_wakes AFTER UPDATE ON holding
BEGIN INSERT OR REPLACE INTO setting (name, value) VALUES ('clerk.again', '1'); END;
CREATE TRIGGER holding_delete_wakes AFTER DELETE ON holding
BEGIN INSERT OR REPLACE INTO setting (name, value) VALUES ('clerk.again', '1'); END;

PRAGMA user_version = 10;
