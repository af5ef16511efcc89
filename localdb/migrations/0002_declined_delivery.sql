-- +goose Up

-- A declined case has its decision to be handed over, like a completed one.
DROP INDEX cases_delivery;
CREATE INDEX cases_delivery ON cases
    (received_at, id, no, state, matter, matter_name, applicant, village, handler, due, outside, conflict)
    WHERE state IN ('completed', 'declined');
INSERT INTO tally (kind, day, n)
SELECT 'delivery', 0, COUNT(*)
FROM cases
WHERE state = 'declined'
HAVING COUNT(*) > 0
ON CONFLICT (kind, day) DO UPDATE SET n = n + excluded.n;

-- What an edition says, whatever the spelling of its file; empty for one imported before.
ALTER TABLE edition ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
