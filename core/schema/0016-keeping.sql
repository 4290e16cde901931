-- How long things are kept (requirements 10): what is to go and since when that is told, what is held
-- back, and the one lawful way out of the tables whose rows are never deleted otherwise.

-- What is being erased, filled and emptied by core/keeping/erase.c within the transaction that erases
-- it. No session can write it, and no row of it is ever committed: the trail has no row 0.
CREATE TABLE erasing (
    subject TEXT NOT NULL CHECK (subject IN ('child', 'case', 'letter', 'record', 'plan', 'finding',
                                             'duty', 'paper')),
    id      INTEGER NOT NULL,
    ends    INTEGER NOT NULL DEFAULT 0 REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (subject, id)
) WITHOUT ROWID;

DROP TRIGGER case_event_stay;
CREATE TRIGGER case_event_stay BEFORE DELETE ON case_event
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'case' AND id = old.case_id)
BEGIN SELECT RAISE(ABORT, 'case events are append-only'); END;
DROP TRIGGER plan_event_stay;
CREATE TRIGGER plan_event_stay BEFORE DELETE ON plan_event
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'plan' AND id = old.plan_id)
BEGIN SELECT RAISE(ABORT, 'events of plans are append-only'); END;
DROP TRIGGER form_record_stay;
CREATE TRIGGER form_record_stay BEFORE DELETE ON form_record
WHEN old.completed_at IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'record' AND id = old.id)
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
DROP TRIGGER answer_stay;
CREATE TRIGGER answer_stay BEFORE DELETE ON answer
WHEN (SELECT completed_at FROM form_record WHERE id = old.record_id) IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'record' AND id = old.record_id)
BEGIN SELECT RAISE(ABORT, 'a completed form is frozen'); END;
DROP TRIGGER form_signature_stay;
CREATE TRIGGER form_signature_stay BEFORE DELETE ON form_signature
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'record' AND id = old.record_id)
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
DROP TRIGGER form_service_stay;
CREATE TRIGGER form_service_stay BEFORE DELETE ON form_service
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'record' AND id = old.record_id)
BEGIN SELECT RAISE(ABORT, 'services are append-only'); END;
DROP TRIGGER sighting_stay;
CREATE TRIGGER sighting_stay BEFORE DELETE ON sighting
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'child' AND id = old.child_id)
BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
DROP TRIGGER mark_stay;
CREATE TRIGGER mark_stay BEFORE DELETE ON mark
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'child' AND id = old.child_id)
BEGIN SELECT RAISE(ABORT, 'marks are ended, never deleted'); END;
DROP TRIGGER handover_child_stay;
CREATE TRIGGER handover_child_stay BEFORE DELETE ON handover_child
WHEN (SELECT handed_on FROM handover WHERE id = old.handover_id) IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'child' AND id = old.child_id)
BEGIN SELECT RAISE(ABORT, 'a signed handover list is frozen'); END;

CREATE TRIGGER child_stay BEFORE DELETE ON child
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'child' AND id = old.id)
BEGIN SELECT RAISE(ABORT, 'a child is kept for its time'); END;
CREATE TRIGGER casefile_stay BEFORE DELETE ON casefile
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE subject = 'case' AND id = old.id)
BEGIN SELECT RAISE(ABORT, 'a case is kept for its time'); END;

-- The trail goes on naming whom it named: a number that was erased is nobody else's afterwards.
CREATE TABLE erased_last (
    subject TEXT PRIMARY KEY CHECK (subject IN ('child', 'case')),
    id      INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO erased_last (subject, id) VALUES ('child', 0), ('case', 0);

CREATE TRIGGER child_gone AFTER DELETE ON child
BEGIN UPDATE erased_last SET id = max(id, old.id) WHERE subject = 'child'; END;
CREATE TRIGGER child_again AFTER INSERT ON child
WHEN new.id <= (SELECT id FROM erased_last WHERE subject = 'child')
BEGIN SELECT RAISE(ABORT, 'the number of a child is given once'); END;
CREATE TRIGGER casefile_gone AFTER DELETE ON casefile
BEGIN UPDATE erased_last SET id = max(id, old.id) WHERE subject = 'case'; END;
CREATE TRIGGER casefile_again AFTER INSERT ON casefile
WHEN new.id <= (SELECT id FROM erased_last WHERE subject = 'case')
BEGIN SELECT RAISE(ABORT, 'the number of a case is given once'); END;

-- What will be erased, told before it is. A case that is opened again takes its row back.
CREATE TABLE keeping_item (
    subject  TEXT NOT NULL CHECK (subject IN ('child', 'case', 'letter', 'record')),
    id       INTEGER NOT NULL,
    child_id INTEGER REFERENCES child(id),  -- NULL: about a place, or a child who is not known here
    told_on  TEXT NOT NULL,
    goes_on  TEXT NOT NULL,                 -- kept until the day before
    PRIMARY KEY (subject, id)
) WITHOUT ROWID;
CREATE INDEX keeping_item_day ON keeping_item(goes_on);
CREATE INDEX keeping_item_child ON keeping_item(child_id);

-- What the bureau keeps longer, until a day and why: a dispute, an inspection.
CREATE TABLE keeping_hold (
    id         INTEGER PRIMARY KEY,
    subject    TEXT NOT NULL CHECK (subject IN ('child', 'case', 'letter', 'record')),
    subject_id INTEGER NOT NULL,
    child_id   INTEGER REFERENCES child(id),
    until      TEXT NOT NULL,               -- the last day
    reason     TEXT NOT NULL CHECK (reason <> ''),
    account_id INTEGER REFERENCES account(id), -- NULL: the console
    at         INTEGER NOT NULL,
    lifted_at  INTEGER
);
CREATE INDEX keeping_hold_subject ON keeping_hold(subject, subject_id);
CREATE INDEX keeping_hold_child ON keeping_hold(child_id);

-- How much went on a day: numbers, and of nobody.
CREATE TABLE keeping_run (
    day     TEXT NOT NULL,
    what    TEXT NOT NULL,                  -- of the policy's keeping
    count   INTEGER NOT NULL,
    PRIMARY KEY (day, what)
) WITHOUT ROWID;

-- Why a person did what the trail tells of, in their own words: these may name somebody, so they
-- stand beside the trail and go with the child.
CREATE TABLE trail_reason (
    audit_id INTEGER PRIMARY KEY REFERENCES audit(id),
    child_id INTEGER NOT NULL REFERENCES child(id),
    reason   TEXT NOT NULL
);
CREATE INDEX trail_reason_child ON trail_reason(child_id);

-- By what is erased, and by what is asked of each row that points at it when it goes.
CREATE INDEX child_born ON child(born);
CREATE INDEX casefile_closed ON casefile(closed_on) WHERE state = 'closed';
CREATE INDEX form_record_loose ON form_record(began_at) WHERE case_id IS NULL;
CREATE INDEX form_record_duty ON form_record(duty_id) WHERE duty_id IS NOT NULL;
CREATE INDEX case_event_record ON case_event(record_id) WHERE record_id IS NOT NULL;
CREATE INDEX duty_child ON duty(child_id) WHERE child_id IS NOT NULL;
CREATE INDEX duty_record ON duty(record_id) WHERE record_id IS NOT NULL;
CREATE INDEX duty_event ON duty(event_id) WHERE event_id IS NOT NULL;
CREATE INDEX notice_case ON notice(case_id) WHERE case_id IS NOT NULL;
CREATE INDEX notice_child ON notice(child_id) WHERE child_id IS NOT NULL;
CREATE INDEX finding_other ON finding(other_child_id) WHERE other_child_id IS NOT NULL;
CREATE INDEX finding_row ON finding(register_row_id) WHERE register_row_id IS NOT NULL;
CREATE INDEX finding_entry ON finding(roll_entry_id) WHERE roll_entry_id IS NOT NULL;
CREATE INDEX outbox_child_of ON outbox_child(child_id);

PRAGMA user_version = 16;
