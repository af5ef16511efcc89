-- +goose Up

-- The values an issued paper was made from, frozen, by the paper's record id. They stay on the
-- device that printed it; their digest is in the journal.
CREATE TABLE paper_snapshot (
    id   TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;
