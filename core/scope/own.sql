-- What every session has: the tables that hold its scope, and what is a person's own.
DROP TABLE IF EXISTS temp.scope_place;
CREATE TEMP TABLE scope_place (id INTEGER PRIMARY KEY); -- where children are seen
DROP TABLE IF EXISTS temp.scope_post;
CREATE TEMP TABLE scope_post (
    id    INTEGER PRIMARY KEY, -- held today
    keeps INTEGER NOT NULL     -- may keep plans, and sees whom it keeps them for
);
DROP TABLE IF EXISTS temp.scope_self;
CREATE TEMP TABLE scope_self (
    account_id INTEGER PRIMARY KEY,
    accounts   INTEGER NOT NULL, -- may manage accounts
    sessions   INTEGER NOT NULL, -- may see who is signed in
    trail      INTEGER NOT NULL, -- may read the trail
    imports    INTEGER NOT NULL  -- may load files
);

DROP VIEW IF EXISTS temp.draft;
CREATE TEMP VIEW draft AS SELECT * FROM main.draft
 WHERE account_id = (SELECT account_id FROM temp.scope_self);
DROP VIEW IF EXISTS temp.resume;
CREATE TEMP VIEW resume AS SELECT * FROM main.resume
 WHERE account_id = (SELECT account_id FROM temp.scope_self);

DROP VIEW IF EXISTS temp.speech;
CREATE TEMP VIEW speech AS SELECT * FROM main.speech
 WHERE account_id = (SELECT account_id FROM temp.scope_self);

-- Finished papers are a person's own, while every child in them is in sight.
DROP VIEW IF EXISTS temp.outbox_paper;
CREATE TEMP VIEW outbox_paper AS SELECT * FROM main.outbox_paper
 WHERE account_id = (SELECT account_id FROM temp.scope_self)
   AND NOT EXISTS (SELECT 1 FROM main.outbox_child c WHERE c.paper_id = outbox_paper.id
                    AND NOT EXISTS (SELECT 1 FROM temp.child WHERE child.id = c.child_id));
DROP VIEW IF EXISTS temp.outbox_child;
CREATE TEMP VIEW outbox_child AS SELECT * FROM main.outbox_child
 WHERE paper_id IN (SELECT id FROM temp.outbox_paper);
DROP VIEW IF EXISTS temp.outbox_piece;
CREATE TEMP VIEW outbox_piece AS SELECT * FROM main.outbox_piece
 WHERE paper_id IN (SELECT id FROM temp.outbox_paper);

-- The hash itself is read by the gate alone.
DROP VIEW IF EXISTS temp.credential;
CREATE TEMP VIEW credential AS SELECT account_id, '' AS hash, must_change, changed_at FROM main.credential
 WHERE (SELECT accounts FROM temp.scope_self)
    OR account_id = (SELECT account_id FROM temp.scope_self);
DROP VIEW IF EXISTS temp.account_key;
CREATE TEMP VIEW account_key AS SELECT * FROM main.account_key
 WHERE (SELECT accounts FROM temp.scope_self)
    OR account_id = (SELECT account_id FROM temp.scope_self);
DROP VIEW IF EXISTS temp.session;
CREATE TEMP VIEW session AS SELECT * FROM main.session
 WHERE (SELECT sessions FROM temp.scope_self)
    OR account_id = (SELECT account_id FROM temp.scope_self);
DROP VIEW IF EXISTS temp.import;
CREATE TEMP VIEW import AS SELECT * FROM main.import
 WHERE (SELECT imports FROM temp.scope_self);

-- An auditor reads who did what to which number, never what the data were.
DROP VIEW IF EXISTS temp.audit;
CREATE TEMP VIEW audit AS SELECT id, at, account_id, action, subject, subject_id, child_id,
 iif(child_id IS NULL, detail, '') AS detail, hash FROM main.audit
 WHERE (SELECT trail FROM temp.scope_self)
    OR account_id = (SELECT account_id FROM temp.scope_self);

-- What the two lines say of a child, as in core/schema/0009-lines.sql.
DROP VIEW IF EXISTS temp.sighting_now;
CREATE TEMP VIEW sighting_now AS
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
DROP VIEW IF EXISTS temp.household_word;
CREATE TEMP VIEW household_word AS
SELECT c.id AS child_id, c.group_id AS place_id,
       iif(c.group_id IS NULL, 'no_home', coalesce(s.word, 'silent')) AS word,
       coalesce(s.seen_on, '') AS seen_on, coalesce(s.since, '') AS since,
       coalesce(s.note, '') AS note, s.account_id, s.post_id
  FROM child c
  LEFT JOIN sighting_now s ON s.child_id = c.id AND s.line = 'household'
 WHERE c.merged_into IS NULL;
DROP VIEW IF EXISTS temp.school_word;
CREATE TEMP VIEW school_word AS
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

-- Who is in charge of a child (requirements 10): the class teacher of its class, the principal of
-- its school, the post that has its open case, and the posts that keep a standing plan for it.
DROP VIEW IF EXISTS temp.in_charge;
CREATE TEMP VIEW in_charge AS
SELECT c.id AS child_id FROM main.child c JOIN main.post p ON p.place_id = c.class_id
 WHERE p.role = 'class_teacher' AND p.id IN (SELECT id FROM temp.scope_post)
UNION ALL
SELECT c.id FROM main.child c JOIN main.place_within w ON w.place_id = c.class_id
  JOIN main.post p ON p.place_id = w.ancestor_id
 WHERE p.role = 'principal' AND p.id IN (SELECT id FROM temp.scope_post)
UNION ALL
SELECT child_id FROM main.casefile
 WHERE state <> 'closed' AND charge_id IN (SELECT id FROM temp.scope_post)
UNION ALL
SELECT child_id FROM main.plan
 WHERE state = 'stands' AND post_id IN (SELECT id FROM temp.scope_post);

-- A restricted mark is seen by those alone; everybody else sees how many there are in all of their
-- sight, from five on.
DROP VIEW IF EXISTS temp.mark;
CREATE TEMP VIEW mark AS SELECT * FROM main.mark
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = mark.child_id)
   AND (restricted = 0 OR child_id IN (SELECT child_id FROM temp.in_charge));
DROP VIEW IF EXISTS temp.mark_shown;
CREATE TEMP VIEW mark_shown AS SELECT * FROM temp.mark;
DROP VIEW IF EXISTS temp.mark_sum;
CREATE TEMP VIEW mark_sum AS
SELECT m.kind, m.restricted, count(*) AS children
  FROM main.mark m JOIN temp.child c ON c.id = m.child_id AND c.merged_into IS NULL
 WHERE m.ended_on IS NULL
 GROUP BY m.kind, m.restricted
HAVING m.restricted = 0 OR count(*) >= 5;
DROP VIEW IF EXISTS temp.listed;
CREATE TEMP VIEW listed AS SELECT * FROM main.listed
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = listed.child_id)
   AND (restricted = 0 OR child_id IN (SELECT child_id FROM temp.in_charge));
