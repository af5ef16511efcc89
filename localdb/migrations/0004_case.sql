-- +goose Up

-- The whole life of a case has more states: urgent aid, work in progress and a decision are open;
-- archived, withdrawn, transferred and returned are not.
DROP INDEX cases_open;
DROP INDEX cases_closed;
CREATE INDEX cases_open ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE state IN ('received', 'noticed', 'supplied', 'accepted', 'aided', 'in_progress', 'decided');
-- With the open ones, the newest-first list of all: a case stands in one of the two.
CREATE INDEX cases_closed ON cases (received_at, id)
    WHERE state NOT IN ('received', 'noticed', 'supplied', 'accepted', 'aided', 'in_progress', 'decided');
