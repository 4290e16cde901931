-- A county's own rules, each time they were changed; a case keeps those it began under (design 4).
CREATE TABLE policy_version (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    first_day  TEXT NOT NULL,              -- cases that begin from then on go by it; '' for the first
    source     TEXT NOT NULL,              -- YAML
    account_id INTEGER REFERENCES account(id), -- NULL: the console
    at         INTEGER NOT NULL
);

ALTER TABLE casefile ADD COLUMN policy_id INTEGER REFERENCES policy_version(id);

CREATE TRIGGER policy_version_keep BEFORE UPDATE ON policy_version
BEGIN SELECT RAISE(ABORT, 'rules that cases began under are kept'); END;
CREATE TRIGGER policy_version_stay BEFORE DELETE ON policy_version
BEGIN SELECT RAISE(ABORT, 'rules that cases began under are kept'); END;

PRAGMA user_version = 12;
