package desk

import (
	"context"

	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// Store runs acts. One act is one transaction: the entries appended in it, their
// projections, outbox rows and Merkle hashes are committed together, with one fsync, or
// not at all. An error from fn leaves nothing behind and is returned as it is.
type Store interface {
	Act(ctx context.Context, fn func(Tx) error) error
}

// Tx is an act in progress. Nobody else writes beside it.
type Tx interface {
	Writer
	Lookup
	Records
	Counting
	Places
}

// Shelf gives back what KeepPaper kept.
type Shelf interface {
	// PaperValues are the values of an issued paper by its record id, nil when another device has them.
	PaperValues(ctx context.Context, id string) ([]byte, error)
	// Link is the device's enrolment with its keys; zero before enrolment.
	Link(ctx context.Context) (journal.Link, error)
}

// Places counts who holds a place.
type Places interface {
	// Taken counts who holds a place in a stretch of time, the act's own appends included.
	Taken(ctx context.Context, q hall.PlaceQuery) (int, error)
}

// Records reads the records: inside an act, or a consistent view each call.
type Records interface {
	// Record of a sort by id, full or spoken number; NotFound when there is none.
	Record(ctx context.Context, sort hall.Sort, key string) (hall.Record, error)
	Records(ctx context.Context, q hall.RecordQuery) (hall.RecordPage, error)
}

// Writer adds to the journal.
type Writer interface {
	// Append judges the draft with hall's rules, and writes it when they allow it; a
	// draft they do not allow is an error of kind Unlawful or Invalid, and nothing is written.
	Append(ctx context.Context, d hall.Draft) (journal.Entry, error)
	// Next gives the next number of a series on a day, from 1, never twice.
	Next(ctx context.Context, series string, day hall.Date) (int, error)
	// Keep remembers an intake line by its reference.
	Keep(ctx context.Context, ref string, k hall.Kept) error
	// KeepPaper keeps the values an issued paper was made from, by its record's id.
	KeepPaper(ctx context.Context, id string, values []byte) error
}

// Lookup reads inside the act. A key is an id, a full number, or its spoken form.
type Lookup interface {
	Case(ctx context.Context, key string) (*hall.Case, error)
	Appointment(ctx context.Context, key string) (*hall.Appointment, error)
	Kept(ctx context.Context, ref string) (hall.Kept, bool, error)
	// Persons are all who have this document number, newest first; a household book has
	// several, and one number may have been written under several names.
	Persons(ctx context.Context, idType, idNo string) ([]hall.Person, error)
}

// Reader reads the projections, each call a consistent view.
type Reader interface {
	Case(ctx context.Context, key string) (*hall.Case, error)
	Cases(ctx context.Context, q hall.CaseQuery) (hall.CasePage, error)
	// Find searches persons by part of the name, pinyin initials, document or phone
	// tail, and cases by full or spoken number. limit is the most persons returned.
	Find(ctx context.Context, text string, limit int) (hall.Found, error)
	Counts(ctx context.Context, today hall.Date) (hall.DayCounts, error)
	// OpenCases are the open cases of one person on one matter.
	OpenCases(ctx context.Context, idType, idNo, matter string) ([]hall.CaseRow, error)
}

// Bookings reads the appointments.
type Bookings interface {
	Appointment(ctx context.Context, key string) (*hall.Appointment, error)
	// Appointments of a day, by slot then number, cancelled ones too.
	Appointments(ctx context.Context, day hall.Date) ([]*hall.Appointment, error)
	// Expected are the bookings of a day or before for which nobody came yet, earliest first.
	Expected(ctx context.Context, until hall.Date) ([]*hall.Appointment, error)
	// InConflict are the appointments with something that did not fit, latest day first.
	InConflict(ctx context.Context) ([]*hall.Appointment, error)
	// AppointmentsOf are a person's from a day on, by document number, or telephone and name.
	AppointmentsOf(ctx context.Context, p hall.Person, from hall.Date) ([]*hall.Appointment, error)
}

// Library holds the catalogue and the calendar of the device.
type Library interface {
	Matter(ctx context.Context, code string) (hall.Matter, error)
	Matters(ctx context.Context) ([]hall.Matter, error) // in catalogue order
	Calendar(ctx context.Context) (workday.Calendar, error)
	PublishCatalogue(ctx context.Context, e catalogue.Edition) error // replaces the edition in use; all or nothing
	PublishCalendar(ctx context.Context, years []workday.Year) error // adds or replaces these years
}

// Register knows the hall, its people and the drafts not yet saved as cases.
type Register interface {
	Office(ctx context.Context) (hall.Office, error)
	Staff(ctx context.Context) ([]hall.Staff, error) // by id
	// Draft returns the saved draft under a key, nil if there is none. A nil body drops it.
	Draft(ctx context.Context, key string) ([]byte, error)
	SaveDraft(ctx context.Context, key string, body []byte) error
}
