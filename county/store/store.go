// Package store says what the county needs of a database: a place for raw journals, a
// place for verdicts, and the figures of the page. sqlitestore implements it; one
// contract, so that another engine can.
//
// The hall comes first in every key. Two directories find the hall: of a journal, and of
// an enrolment code.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

// ErrBadCode reports an enrolment code that is unknown, too old, or used by another device.
var ErrBadCode = errors.New("enrolment code refused")

// Journal is an enrolled device's journal as the county holds it.
type Journal struct {
	ID        string
	Hall      string
	PublicKey string
	Device    hall.DeviceCode
	Spare     hall.DeviceCode
	Head      journal.Head
}

// Line is one received line. Raw is nil when the device omitted it (too large).
type Line struct {
	Raw  []byte
	Leaf journal.Hash
}

// Push is a run of lines whose signed head has been verified against the device's key.
type Push struct {
	Hall    string
	Journal string
	From    int64
	Lines   []Line
	Head    journal.Head // of the device's journal after the last line
	Signed  string       // the note that says so
	At      time.Time    // county clock
	Ahead   *Ahead       // the lines being read on another core; may be nil
}

// GapError says that entries before the pushed ones are missing.
type GapError struct{ Head journal.Head }

// Error implements error.
func (e *GapError) Error() string {
	return fmt.Sprintf("gap: the county holds %d entries", e.Head.Size)
}

// ForkError says that the county holds another history under this journal.
type ForkError struct {
	Head journal.Head
	Seq  int64 // the first position known to differ, 0 if only the roots do
}

// Error implements error.
func (e *ForkError) Error() string {
	return fmt.Sprintf("fork at %d: the county holds %d entries", e.Seq, e.Head.Size)
}

// Judge decides entries by the rules of the hall. It never panics.
type Judge interface {
	// Judge folds one entry into the subject and returns the verdicts it caused.
	Judge(hallCode string, s *fold.Subject, r fold.Reading) []hall.Verdict
	// Refold judges the subject's held entries again.
	Refold(hallCode string, s *fold.Subject) []hall.Verdict
}

// Journals keeps what devices push.
type Journals interface {
	// Journal finds an enrolled journal; a hall.NotFound error if there is none.
	Journal(ctx context.Context, id string) (Journal, error)
	// Keep stores the lines and commits them to disk (T1): all, or none with a GapError
	// or ForkError. Positions already held are a success when the leaf is the same.
	Keep(ctx context.Context, p Push) (journal.Head, error)
	// Judge judges what is pending in a hall, in county order (T2). A hall code "" means
	// all halls. just is the push kept a moment ago, whose lines need not be read again, or nil.
	Judge(ctx context.Context, hallCode string, j Judge, just *Push) error
	// Rehear judges held entries again, after a newer program learned their kinds.
	Rehear(ctx context.Context, j Judge) error
	// Exceptions are the verdicts other than applied for positions from to to.
	Exceptions(ctx context.Context, hallCode, journalID string, from, to int64) ([]journal.Exception, error)
}

// Application is a device that asks to be enrolled.
type Application struct {
	CodeHash  []byte
	Journal   string
	PublicKey string
	Wished    hall.DeviceCode // may be empty
	Program   string
	At        time.Time
}

// Grant is what an enrolled device gets.
type Grant struct {
	Hall     string
	HallName string
	Device   hall.DeviceCode
	Spare    hall.DeviceCode
}

// Enrolment keeps halls, codes and devices.
type Enrolment interface {
	// AddHall creates a hall or, when name is not empty, renames it.
	AddHall(ctx context.Context, code, name string) error
	// IssueCode remembers the hash of a one-time code of a hall until it expires.
	IssueCode(ctx context.Context, hallCode string, hash []byte, expires time.Time) error
	// Enrol uses a code up for one journal. The same application again gets the same
	// grant; any other is ErrBadCode.
	Enrol(ctx context.Context, a Application) (Grant, error)
}

// Identity is which county this is. The epoch changes when the county is restored.
type Identity struct {
	Epoch string
	Name  string
}

// Status is the county in figures.
type Status struct {
	Halls     int64 `json:"halls"`
	Journals  int64 `json:"journals"`
	Entries   int64 `json:"entries"`
	Cases     int64 `json:"cases"`
	Rejected  int64 `json:"rejected"`
	Conflicts int64 `json:"conflicts"`
	Held      int64 `json:"held"`
	Blobs     int64 `json:"blobs"`
}

// Hall is one hall in figures. Contact is zero before its first push.
type Hall struct {
	Code      string    `json:"hall"`
	Name      string    `json:"name"`
	Contact   time.Time `json:"contact,omitzero"`
	Journals  int64     `json:"journals"`
	Entries   int64     `json:"entries"`
	Cases     int64     `json:"cases"`
	Rejected  int64     `json:"rejected"`
	Conflicts int64     `json:"conflicts"`
	Held      int64     `json:"held"`
}

// CaseRow is a case as the page shows it, without the applicant.
type CaseRow struct {
	No       hall.CaseNo
	Matter   string
	State    hall.State
	Received time.Time
	Hall     string // code
	HallName string
}

// Problem is an entry that was not applied.
type Problem struct {
	HallName string
	Journal  string
	Seq      int64
	Kind     hall.Kind
	Status   hall.Status
	Why      string
	At       time.Time // received by the county
}

// Reports reads figures. It never waits for a writer.
type Reports interface {
	Identity(ctx context.Context) (Identity, error)
	Status(ctx context.Context) (Status, error)
	Halls(ctx context.Context) ([]Hall, error)                        // longest without contact first
	LatestCases(ctx context.Context, limit int) ([]CaseRow, error)    // newest first
	LatestProblems(ctx context.Context, limit int) ([]Problem, error) // newest first
}

// Finding is something wrong with a stored journal.
type Finding struct {
	Journal string `json:"journal"`
	Seq     int64  `json:"seq,omitempty"`
	Problem string `json:"problem"`
}

// Verification is what checking every journal came to.
type Verification struct {
	OK       bool      `json:"ok"`
	Journals int64     `json:"journals"`
	Entries  int64     `json:"entries"`
	Problems []Finding `json:"problems"`
}
