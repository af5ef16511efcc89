-- +goose Up
PRAGMA application_id = 1651335284; -- "bmct"

-- The one row says which county this is.
CREATE TABLE county (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    epoch TEXT NOT NULL, -- random; changed by a restore
    name  TEXT NOT NULL
) STRICT;

-- A row is a hall, its counters and the last position given in it.
CREATE TABLE hall (
    code      TEXT    PRIMARY KEY, -- division, 12 digits
    name      TEXT    NOT NULL,
    place     INTEGER NOT NULL DEFAULT 0, -- last county position given
    judged    INTEGER NOT NULL DEFAULT 0, -- entries after this position wait for their verdict
    contact   INTEGER NOT NULL DEFAULT 0, -- last push, ms since 1970
    journals  INTEGER NOT NULL DEFAULT 0,
    entries   INTEGER NOT NULL DEFAULT 0,
    cases     INTEGER NOT NULL DEFAULT 0,
    rejected  INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0,
    held      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A row is an enrolment code (directory: finds the hall), by its hash.
CREATE TABLE code (
    hash    BLOB    PRIMARY KEY, -- SHA-256
    hall    TEXT    NOT NULL REFERENCES hall (code),
    expires INTEGER NOT NULL,            -- ms since 1970
    journal TEXT    NOT NULL DEFAULT '' -- the journal that used it up
) STRICT;

-- A row is a journal (directory: finds the hall).
CREATE TABLE directory (
    journal TEXT PRIMARY KEY,
    hall    TEXT NOT NULL REFERENCES hall (code)
) STRICT;

-- A row is an enrolled device: its pinned key and how much of its journal is here.
CREATE TABLE journal (
    hall       TEXT    NOT NULL REFERENCES hall (code),
    journal    TEXT    NOT NULL,
    public_key TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    spare      TEXT    NOT NULL,
    program    TEXT    NOT NULL,
    enrolled   INTEGER NOT NULL, -- ms since 1970
    size       INTEGER NOT NULL DEFAULT 0,
    edge       BLOB    NOT NULL DEFAULT x'', -- right edge of the Merkle log
    signed     TEXT    NOT NULL DEFAULT '',  -- the device-signed head of that size
    PRIMARY KEY (hall, journal)
) STRICT;

-- A row is a device code taken in a hall.
CREATE TABLE device (
    hall    TEXT NOT NULL REFERENCES hall (code),
    device  TEXT NOT NULL,
    journal TEXT NOT NULL,
    PRIMARY KEY (hall, device)
) STRICT;

-- A row is a received line, byte for byte. It is never changed.
CREATE TABLE entry (
    hall     TEXT    NOT NULL,
    journal  TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    place    INTEGER NOT NULL, -- county order within the hall
    received INTEGER NOT NULL, -- ms since 1970
    leaf     BLOB    NOT NULL,
    line     BLOB,             -- NULL: the device omitted it
    PRIMARY KEY (hall, journal, seq)
) STRICT;
CREATE UNIQUE INDEX entry_place ON entry (hall, place);

-- A row is an entry id and the leaf that claimed it first.
CREATE TABLE claim (
    hall    TEXT    NOT NULL,
    entry   TEXT    NOT NULL,
    leaf    BLOB    NOT NULL,
    journal TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (hall, entry)
) STRICT, WITHOUT ROWID; -- short rows: one tree instead of two

-- A row is a verdict other than applied. A judged entry without one was applied.
CREATE TABLE problem (
    hall    TEXT    NOT NULL,
    place   INTEGER NOT NULL,
    journal TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    entry   TEXT    NOT NULL, -- '' when unreadable
    subject TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    why     TEXT    NOT NULL,
    PRIMARY KEY (hall, place)
) STRICT;
CREATE INDEX problem_journal ON problem (hall, journal, seq);
CREATE INDEX problem_subject ON problem (hall, subject, status);
CREATE INDEX problem_entry ON problem (hall, entry);

-- A row is a case, an appointment or a record as folded so far.
CREATE TABLE subject (
    hall     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    kind     TEXT    NOT NULL, -- case, appointment or the sort of a record
    no       TEXT    NOT NULL,
    matter   TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    received INTEGER NOT NULL, -- ms since 1970
    folded   BLOB    NOT NULL, -- JSON of it
    PRIMARY KEY (hall, id)
) STRICT;
CREATE INDEX subject_received ON subject (hall, kind, received, no);
