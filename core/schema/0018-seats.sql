-- Posts that many hold at one place, each a seat with a name (requirements 9, A9, A11, A14). The
-- table is made anew: role and place alone do not tell them apart.
CREATE TABLE post_seated (
    id       INTEGER PRIMARY KEY,
    role     TEXT NOT NULL,
    place_id INTEGER NOT NULL REFERENCES place(id),
    seat     TEXT NOT NULL DEFAULT '',     -- '': the post that everybody knows by its place
    UNIQUE (role, place_id, seat)
);
INSERT INTO post_seated (id, role, place_id) SELECT id, role, place_id FROM post;
DROP TABLE post;
ALTER TABLE post_seated RENAME TO post;
CREATE INDEX post_place ON post(place_id);

-- Whose plans a post keeps is asked at every look: they are the children it sees.
CREATE INDEX plan_keeper ON plan(post_id, state);

PRAGMA user_version = 18;
