-- +goose Up

-- A record of the hall that is neither case nor appointment (a visit, a bag, a card), as the
-- fold of its entries left it. Of is the id of what it is about, owner who it stands with.
CREATE TABLE record (
    rid      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    sort     TEXT NOT NULL,
    no       TEXT NOT NULL,
    short    TEXT NOT NULL,
    state    TEXT NOT NULL,
    open     INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    due      INTEGER,
    owner    TEXT NOT NULL,
    of       TEXT NOT NULL,
    conflict INTEGER NOT NULL,
    opened   INTEGER NOT NULL,
    body     BLOB NOT NULL
) STRICT;
CREATE INDEX record_by_day ON record (sort, day, rid);
CREATE INDEX record_open ON record (sort, rid) WHERE open = 1;
CREATE INDEX record_by_owner ON record (sort, owner, rid);
CREATE INDEX record_by_of ON record (sort, of, rid) WHERE of <> '';
CREATE INDEX record_by_short ON record (short, day) WHERE short <> '';

-- A further exact look-up of a record: an id or a code it names.
CREATE TABLE record_key (
    sort   TEXT NOT NULL,
    key    TEXT NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (sort, key, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_key_by_record ON record_key (record);

-- Who opened a case or carries it: what an agent may find.
CREATE TABLE case_hand (
    staff TEXT NOT NULL,
    rid   INTEGER NOT NULL,
    PRIMARY KEY (staff, rid)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_hand_by_case ON case_hand (rid);
INSERT INTO case_hand (staff, rid)
SELECT handler, rid
FROM cases;
