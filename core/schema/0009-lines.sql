-- The two lines (D 3(2), H7): where a child was seen, as each line reports it for itself.

CREATE TABLE sighting (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child(id),
    line       TEXT NOT NULL CHECK (line IN ('household', 'school')),
    word       TEXT NOT NULL CHECK (word IN ('at_school', 'at_home', 'away', 'elsewhere',
                                             'treatment', 'not_found')),
    seen_on    TEXT NOT NULL,              -- the day it was so
    typed_at   INTEGER NOT NULL,           -- when it was typed
    note       TEXT NOT NULL DEFAULT '',
    place_id   INTEGER NOT NULL REFERENCES place(id), -- the group or class it was said for
    account_id INTEGER REFERENCES account(id), -- NULL: the console
    post_id    INTEGER REFERENCES post(id)
);
CREATE INDEX sighting_child ON sighting(child_id, line, seen_on, id);
CREATE INDEX sighting_out ON sighting(child_id) WHERE word <> 'at_school';
CREATE INDEX roll_off ON roll_entry(child_id)
    WHERE status IN ('suspended', 'transferred_out', 'delayed');

-- What was said stays; a child found to be two may become one (core/lists/merge.c).
CREATE TRIGGER sighting_keep
BEFORE UPDATE OF id, line, word, seen_on, typed_at, note, place_id, account_id, post_id ON sighting
BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER sighting_stay BEFORE DELETE ON sighting
BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;

-- The newest word of a line, and since when the line has said it: at school, or anything else.
-- core/scope/own.sql has these three views again, for what an actor sees.
CREATE VIEW sighting_now AS
SELECT s.*, (SELECT min(x.seen_on) FROM sighting x
              WHERE x.child_id = s.child_id AND x.line = s.line
                AND (x.word = 'at_school') = (s.word = 'at_school')
                AND NOT EXISTS (SELECT 1 FROM sighting y
                                 WHERE y.child_id = s.child_id AND y.line = s.line
                                   AND (y.seen_on, y.id) > (x.seen_on, x.id)
                                   AND (y.word = 'at_school') <> (s.word = 'at_school'))) AS since
  FROM sighting s
 WHERE NOT EXISTS (SELECT 1 FROM sighting y WHERE y.child_id = s.child_id AND y.line = s.line
                    AND (y.seen_on, y.id) > (s.seen_on, s.id));

-- What the household line says of every child now.
CREATE VIEW household_word AS
SELECT c.id AS child_id, c.group_id AS place_id,
       iif(c.group_id IS NULL, 'no_home', coalesce(s.word, 'silent')) AS word,
       coalesce(s.seen_on, '') AS seen_on, coalesce(s.since, '') AS since,
       coalesce(s.note, '') AS note, s.account_id, s.post_id
  FROM child c
  LEFT JOIN sighting_now s ON s.child_id = c.id AND s.line = 'household'
 WHERE c.merged_into IS NULL;

-- What the school line says. A class's day is its word (a child is there unless it is marked), and
-- so is the roll for who is off it; whatever is newer counts.
CREATE VIEW school_word AS
SELECT c.id AS child_id, c.class_id AS place_id,
       CASE WHEN c.class_id IS NULL THEN 'no_class'
            WHEN b.kind = 'unexcused' THEN 'absent'
            WHEN b.kind = 'leave' THEN 'leave'
            WHEN a.day IS NOT NULL THEN 'at_school'
            WHEN s.id IS NOT NULL THEN s.word
            ELSE coalesce((SELECT max(r.status) FROM roll_entry r WHERE r.child_id = c.id
                            AND r.class_id = c.class_id AND r.removed_on IS NULL
                            AND r.status IN ('suspended', 'transferred_out', 'delayed')), 'silent')
       END AS word,
       coalesce(a.day, s.seen_on, '') AS seen_on,
       CASE WHEN a.day IS NULL THEN coalesce(s.since, '')
            WHEN b.day IS NULL THEN (SELECT min(p.day) FROM attendance p WHERE p.class_id = c.class_id
                                      AND p.day > (SELECT coalesce(max(q.day), '') FROM absence q
                                                    WHERE q.child_id = c.id))
            ELSE (SELECT min(q.day) FROM absence q WHERE q.child_id = c.id
                   AND q.day > (SELECT coalesce(max(p.day), '') FROM attendance p
                                 WHERE p.class_id = c.class_id
                                   AND NOT EXISTS (SELECT 1 FROM absence r WHERE r.child_id = c.id
                                                    AND r.day = p.day)))
       END AS since,
       iif(a.day IS NULL, coalesce(s.note, ''), '') AS note,
       iif(a.day IS NULL, s.account_id, a.account_id) AS account_id,
       iif(a.day IS NULL, s.post_id, NULL) AS post_id
  FROM child c
  LEFT JOIN sighting_now s ON s.child_id = c.id AND s.line = 'school'
  LEFT JOIN attendance a ON a.class_id = c.class_id
        AND a.day = (SELECT max(p.day) FROM attendance p WHERE p.class_id = c.class_id)
        AND (s.id IS NULL OR (a.day, a.reported_at) > (s.seen_on, s.typed_at))
        AND EXISTS (SELECT 1 FROM roster r WHERE r.class_id = c.class_id AND r.child_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM roll_entry r WHERE r.child_id = c.id
                         AND r.class_id = c.class_id AND r.removed_on IS NULL
                         AND r.status IN ('suspended', 'transferred_out', 'graduated', 'promoted',
                                          'delayed', 'deceased'))
  LEFT JOIN absence b ON b.child_id = c.id AND b.day = a.day
 WHERE c.merged_into IS NULL;

PRAGMA user_version = 9;
