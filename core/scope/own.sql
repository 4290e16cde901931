-- What every session has: the tables that hold its scope, and what is a person's own.
DROP TABLE IF EXISTS temp.scope_place;
CREATE TEMP TABLE scope_place (id INTEGER PRIMARY KEY); -- where children are seen
DROP TABLE IF EXISTS temp.scope_post;
CREATE TEMP TABLE scope_post (id INTEGER PRIMARY KEY);  -- held today
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
