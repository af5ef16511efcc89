-- +goose Up

-- A case as registers and statistics count it: days of what occurred, instants of when the
-- hall recorded it, and what figures are broken down by.
CREATE TABLE case_figure (
    rid       INTEGER PRIMARY KEY,
    received  INTEGER NOT NULL,
    known     INTEGER NOT NULL,
    ended     INTEGER,
    ended_rec INTEGER,
    void_rec  INTEGER,
    deadline  INTEGER,
    timing    TEXT NOT NULL,
    matter    TEXT NOT NULL,
    name      TEXT NOT NULL,
    domain    TEXT NOT NULL,
    village   TEXT NOT NULL,
    counter   TEXT NOT NULL,
    mode      TEXT NOT NULL,
    handler   TEXT NOT NULL
) STRICT;
CREATE INDEX figure_received ON case_figure (received, rid);
CREATE INDEX figure_ended ON case_figure (ended, rid) WHERE ended IS NOT NULL;
