-- An offer of a case can be taken back by who made it: one more state, which a check does not
-- learn without a new table.
CREATE TABLE transfer_new (
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
                                'withdrawn',        -- by who may offer it
                                'passed')),         -- by a rule, to nobody's question
    replied_on TEXT,
    replied_by INTEGER REFERENCES account(id),
    reason     TEXT NOT NULL DEFAULT '',           -- of a refusal, of taking it back
    -- Where the child itself was when the case moved: it goes along again when that changes.
    class_id   INTEGER REFERENCES place(id),
    group_id   INTEGER REFERENCES place(id)
);
INSERT INTO transfer_new SELECT id, case_id, from_place, to_place, sent_on, sent_by, note, reply_due,
                                state, replied_on, replied_by, reason, class_id, group_id
                           FROM transfer;
DROP TABLE transfer;
ALTER TABLE transfer_new RENAME TO transfer;
CREATE UNIQUE INDEX transfer_offered ON transfer(case_id) WHERE state = 'offered';
CREATE INDEX transfer_case ON transfer(case_id, id);
CREATE INDEX transfer_to ON transfer(to_place, state);

PRAGMA user_version = 17;
