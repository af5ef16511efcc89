-- +goose Up

-- Where and how long a booking is, so that places are counted by counter and by overlapping
-- time; begins and ends are minutes after midnight. conflict: something that did not fit waits
-- for a person.
ALTER TABLE appointment ADD COLUMN counter TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN begins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0;
-- A body of this time is a version byte and JSON.
UPDATE appointment
SET begins = CAST(substr(start, 1, instr(start, ':') - 1) AS INTEGER) * 60 + CAST(substr(start, instr(start, ':') + 1) AS INTEGER);
UPDATE appointment
SET ends = begins + json_extract(CAST(substr(body, 2) AS TEXT), '$.slot.minutes');
CREATE INDEX appointment_place ON appointment (day, counter, begins, ends, state);
CREATE INDEX appointment_expected ON appointment (day, begins, no) WHERE state = 'booked';
CREATE INDEX appointment_conflict ON appointment (day, no) WHERE conflict = 1;
