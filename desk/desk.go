// Package desk is what a signed-in person can do: one method per act. The window, the
// command line and the tests all work through it, and it holds no SQL, no screen and no
// network of its own.
package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"time"

	"bianmin/hall"
	"bianmin/hall/leave"
)

// Press (打印) makes papers from a frozen view.
type Press interface {
	Make(job hall.PaperJob) (hall.Paper, error)
	Show(job hall.PaperJob, page int, dpi float64) (hall.Picture, error)
}

// Parts are what a desk works with. All but Printers and Random are required. It is long because a
// desk stands between every room of a device.
type Parts struct {
	Store     Store
	Reader    Reader
	Bookings  Bookings
	Records   Records
	Registers Registers
	Ledger    Ledger
	Library   Library
	Register  Register
	Press     Press
	Shelf     Shelf
	Printers  Printers // nil where there are none
	Clock     func() time.Time
	Random    io.Reader // nil means crypto/rand
}

// Desk is one device's desk. It is safe for concurrent use.
type Desk struct {
	parts   Parts
	plan    hall.SlotPlan
	watched watched
	rights  map[Right]map[hall.Role]Area // the table of Rights, made once
}

// New returns a desk over its parts.
func New(p Parts) *Desk {
	if p.Random == nil {
		p.Random = rand.Reader
	}
	return &Desk{parts: p, plan: hall.DefaultSlotPlan(), rights: areas()}
}

// SignIn opens a session for a person of the hall. An empty id means the only one there
// is, or the only one who works at a counter.
func (d *Desk) SignIn(ctx context.Context, staffID string) (*Session, error) {
	people, err := d.parts.Register.Staff(ctx)
	if err != nil {
		return nil, err
	}
	if staffID == "" {
		if staffID = sole(people); staffID == "" {
			return nil, hall.Refuse("这台机器上有不止一位工作人员，要说明是谁在办", "请用 --as 写工作人员编号")
		}
	}
	for _, s := range people {
		if s.ID == staffID && !s.Left {
			office, err := d.parts.Register.Office(ctx)
			if err != nil {
				return nil, err
			}
			session := &Session{Desk: d.guarded(guard{who: s, of: d.parts.Register}), staff: s, office: office}
			return session, session.begin(ctx)
		}
	}
	return nil, hall.Missing("没有这位工作人员", "请核对工作人员编号")
}

func sole(people []hall.Staff) string {
	if len(people) == 1 {
		return people[0].ID
	}
	at := ""
	for _, p := range people {
		if p.Has(hall.RoleClerk) && p.Works() {
			if at != "" {
				return ""
			}
			at = p.ID
		}
	}
	return at
}

// Session is a person at the desk. Rights are checked in it, act by act.
type Session struct {
	*Desk
	staff  hall.Staff
	office hall.Office
	covers []*leave.Leave // in which this person stands in
	how    string         // how the applicant is told, other than as they came; see Telling
	late   *lateAct       // acts on cases happened then; nil for now
}

// Me is the person signed in.
func (s *Session) Me() hall.Staff { return s.staff }

// Office is the hall as it was at sign-in.
func (s *Session) Office() hall.Office { return s.office }

// Now is the desk's clock.
func (d *Desk) Now() time.Time { return d.parts.Clock() }

// Today is the Beijing day of the desk's clock.
func (d *Desk) Today() hall.Date { return hall.DayOf(d.Now()) }

func (d *Desk) staffName(ctx context.Context, id string) string {
	switch id {
	case "":
		return ""
	case hall.ActorClock:
		return "钟"
	}
	people, err := d.parts.Register.Staff(ctx)
	if err != nil {
		return id
	}
	for _, p := range people {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}

// newID is a UUID (version 7) for a new case, appointment or person: random, and in the
// order of time, so that new rows stand together in the file. Source: RFC 9562 5.7.
func (d *Desk) newID() (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(d.parts.Random, b[6:]); err != nil {
		return "", fmt.Errorf("draw a random id: %w", err)
	}
	ms := uint64(d.Now().UnixMilli()) //nolint:gosec // after 1970
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6], b[8] = b[6]&0x0f|0x70, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:]), nil
}

// queryCode is six random digits.
func (d *Desk) queryCode() (string, error) {
	var b [8]byte
	if _, err := io.ReadFull(d.parts.Random, b[:]); err != nil {
		return "", fmt.Errorf("draw a query code: %w", err)
	}
	n := uint64(0)
	for _, x := range b {
		n = n<<8 | uint64(x)
	}
	return fmt.Sprintf("%06d", n%1_000_000), nil
}
