-- +goose Up

-- Bytes that name a person, or that an entry says, go through field.Seal and are BLOBs.
-- Days are counted from 1970-01-01, instants in milliseconds from it.
-- "BiMn": tells this file from any other SQLite database.
PRAGMA application_id = 1114197358;

-- A fact about the database itself: journal id, office, keys. A value is sealed.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- A person who works in the hall.
CREATE TABLE staff (
    id   TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- One fact of this device's journal, byte for byte as it was first written.
CREATE TABLE entry (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    header   BLOB NOT NULL,
    salt     BLOB NOT NULL,
    body     BLOB NOT NULL,
    leaf     BLOB NOT NULL
) STRICT;
CREATE INDEX entry_by_subject ON entry (subject, seq);

-- One stored hash of the Merkle log over the leaves, by tlog index.
CREATE TABLE merkle (
    idx  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

-- The single row every writing transaction reads and rewrites: the right edge of the
-- Merkle log, the hybrid clock, a counter that changes with every commit, and one that
-- changes when the catalogue, the calendar or the office does.
CREATE TABLE edge (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    size   INTEGER NOT NULL,
    roots  BLOB NOT NULL,
    clock  TEXT NOT NULL,
    change INTEGER NOT NULL,
    published INTEGER NOT NULL
) STRICT;
INSERT INTO edge (one, size, roots, clock, change, published) VALUES (1, 0, x'', '', 0, 0);

-- A wire line the county does not hold yet. The rows are a gapless tail of the journal.
CREATE TABLE outbox (
    seq  INTEGER PRIMARY KEY,
    line BLOB NOT NULL
) STRICT;

-- The single row that says what the county holds, from its last receipt.
CREATE TABLE receipt (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    size  INTEGER NOT NULL,
    root  BLOB NOT NULL,
    epoch TEXT NOT NULL,
    as_of INTEGER
) STRICT;

-- A county verdict other than applied, on one position of this journal.
CREATE TABLE exception (
    seq    INTEGER PRIMARY KEY,
    entry  TEXT NOT NULL,
    status TEXT NOT NULL,
    why    TEXT NOT NULL
) STRICT;

-- An entry that waits: not understood yet, or behind one that is not. Judged in order.
CREATE TABLE held (
    subject TEXT NOT NULL,
    ord     INTEGER NOT NULL,
    line    BLOB NOT NULL,
    PRIMARY KEY (subject, ord)
) STRICT;

-- A case as a list shows it: narrow, so that a page of a list is a few pages of the file.
CREATE TABLE cases (
    rid         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    no          TEXT NOT NULL,
    short       TEXT NOT NULL,
    day         INTEGER NOT NULL,
    opened      INTEGER NOT NULL,
    state       TEXT NOT NULL,
    mode        TEXT NOT NULL,
    matter      TEXT NOT NULL,
    matter_name TEXT NOT NULL,
    village     TEXT NOT NULL,
    handler     TEXT NOT NULL,
    person      INTEGER NOT NULL,
    applicant   BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    completed   INTEGER,
    due         INTEGER,
    outside     INTEGER NOT NULL,
    conflict    INTEGER NOT NULL
) STRICT;
-- A full number is looked up by its spoken part too, and then compared whole.
CREATE INDEX cases_by_short ON cases (short, day);
CREATE INDEX cases_by_person ON cases (person, received_at);
CREATE INDEX cases_by_handler ON cases (handler, received_at, id);

-- The short lists cover what a row shows, so that paging them never visits the table.
CREATE INDEX cases_open ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE state IN ('received', 'noticed', 'supplied', 'accepted');
-- With the open ones, the newest-first list of all: a case stands in one of the two.
CREATE INDEX cases_closed ON cases (received_at, id)
    WHERE state NOT IN ('received', 'noticed', 'supplied', 'accepted');
CREATE INDEX cases_due ON cases
    (due, id, no, state, matter, matter_name, applicant, village, handler, received_at, outside, conflict)
    WHERE due IS NOT NULL;
CREATE INDEX cases_waiting ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE state = 'noticed';
CREATE INDEX cases_delivery ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE state = 'completed';
CREATE INDEX cases_outside ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE outside = 1;
CREATE INDEX cases_attention ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE conflict = 1;

-- The whole case, as the fold of its entries left it.
CREATE TABLE case_body (
    rid  INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- A number of cases: received and completed on a day, or standing in a list now (day 0);
-- or, as next:<series>, the last number given in a series on a day.
CREATE TABLE tally (
    kind TEXT NOT NULL,
    day  INTEGER NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
) STRICT, WITHOUT ROWID;

-- A person for whom a case or an appointment was made. rev is NULL until they change, and
-- grows with every change; new persons have ever greater rids.
CREATE TABLE person (
    rid  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    rev  INTEGER,
    name BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX person_by_rev ON person (rev) WHERE rev IS NOT NULL;

-- A blind index: 8 bytes of a keyed hash of the last four characters of a number, then 16
-- of one of the whole number, and whose it is. One row serves both ways to look.
CREATE TABLE person_key (
    kind   INTEGER NOT NULL,
    key    BLOB NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (kind, key, person)
) STRICT, WITHOUT ROWID;

-- An appointment as the fold of its entries left it.
CREATE TABLE appointment (
    rid    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    no     TEXT NOT NULL,
    short  TEXT NOT NULL,
    day    INTEGER NOT NULL,
    start  TEXT NOT NULL,
    state  TEXT NOT NULL,
    opened INTEGER NOT NULL,
    person INTEGER NOT NULL,
    body   BLOB NOT NULL
) STRICT;
CREATE INDEX appointment_by_day ON appointment (day, start, no, state);
CREATE INDEX appointment_by_short ON appointment (short, day);
CREATE INDEX appointment_by_person ON appointment (person);

-- An intake line that became a case, by the keyed hash of its reference.
CREATE TABLE kept (
    ref  BLOB PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Work on the screen that is not a case yet.
CREATE TABLE draft (
    key  TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- A published edition of the catalogue, with the file it was read from.
CREATE TABLE edition (
    name           TEXT PRIMARY KEY,
    published      TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    note           TEXT NOT NULL,
    source         BLOB NOT NULL,
    taken_at       INTEGER NOT NULL
) STRICT;

-- A matter of the edition in use.
CREATE TABLE matter (
    code    TEXT PRIMARY KEY,
    ord     INTEGER NOT NULL UNIQUE,
    edition TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;

-- The State Council's schedule of one year.
CREATE TABLE calendar (
    year INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
