package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/pad"
	"bianmin/hall/visit"
	"bianmin/hall/workday"
)

// Action is how an intake ends at the counter.
type Action string

// The actions.
const (
	ActionReceive Action = "receive" // 收件
	ActionAccept  Action = "accept"  // 受理
	ActionNotice  Action = "notice"  // 一次性告知
	ActionDecline Action = "decline" // 不予受理
	// ActionComplete (即办) receives, accepts where the hall accepts, and completes at once.
	ActionComplete Action = "complete"
)

// Applicant is the person as typed at the counter.
type Applicant struct {
	Name    string        `json:"name"`
	IDType  ident.DocType `json:"id_type"`
	ID      string        `json:"id"`
	Phone   string        `json:"phone"`
	Village string        `json:"village"`
	Contact *hall.Contact `json:"contact,omitempty"`
}

// Intake (收件) is one line of business at the counter. Matter, Applicant.Name and Action
// are required, and one of document number, phone or contact. It is long because a line is.
type Intake struct {
	Ref         string           `json:"ref"` // the caller's reference, unique per device; empty for none
	Matter      string           `json:"matter"`
	Applicant   Applicant        `json:"applicant"`
	Mode        hall.ServiceMode `json:"mode"`
	Agent       string           `json:"agent"`
	Appointment string           `json:"appointment"`
	Visit       string           `json:"visit"` // number or id of an open visit, or NewVisit; empty for none
	Materials   []hall.Material  `json:"materials"`
	Action      Action           `json:"action"`
	Reason      string           `json:"reason"` // for notice and decline
	At          time.Time        `json:"at"`     // occurred; zero means now
	PlatformNo  string           `json:"platform_no"`
	Counter     string           `json:"counter,omitempty"`     // empty means the device's own
	LateReason  string           `json:"late_reason,omitempty"` // required when At is of an earlier day
	LatePaper   string           `json:"late_paper,omitempty"`  // the source paper of a late entry
	ReservedNo  string           `json:"reserved_no,omitempty"` // number of an emergency slip
	Bag         string           `json:"bag,omitempty"`         // number or seal of a bag on the counter: who, what and the papers are taken from it
	ValidUntil  hall.Date        `json:"valid_until,omitzero"`  // renewals: last day of the licence that is to be renewed
}

// Taken is what an intake came to.
type Taken struct {
	Case       *hall.Case
	State      hall.State     // right after the intake, also when it is repeated later
	Repeated   bool           // the reference was taken before; nothing was written
	Warnings   []string       // sentences a clerk should see
	Duplicates []hall.CaseRow // open cases of the same person and matter: a person decides
	OtherNames []hall.CaseRow // open cases of the matter under the same document number and another name
	Shared     []string       // copies given that the visit has already
}

// plan is a checked intake, ready to be written.
type plan struct {
	in       Intake
	rules    hall.Rules
	person   hall.Person
	at       time.Time
	cal      workday.Calendar
	warnings []string
	digest   string
	appoint  hall.AppointNo
	office   hall.Office // as it is now: enrolment may have changed the device code
	late     *hall.LateEntry
	same     []hall.CaseRow
	other    []hall.CaseRow
}

// Intake takes a case in and ends it at the counter as asked, in one act: both entries
// are committed together or not at all. An agent may only receive.
func (s *Session) Intake(ctx context.Context, in Intake) (Taken, error) {
	if err := s.mayTake(in.Action); err != nil {
		return Taken{}, err
	}
	p, err := s.check(ctx, in)
	if err != nil {
		return s.again(ctx, in, err)
	}
	var out Taken
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		out = Taken{Warnings: slices.Clone(p.warnings), State: stateAfter(p.in.Action), Duplicates: p.same, OtherNames: p.other}
		if kept, known, err := recall(ctx, tx, p); err != nil || known {
			out.Case, out.Repeated = kept, true
			return err
		}
		return s.write(ctx, tx, p, &out)
	})
	if err != nil {
		return Taken{}, err
	}
	return out, nil
}

// again answers an intake that the rules of today refuse: the same line may have been
// taken when they did not, and its answer been lost.
func (s *Session) again(ctx context.Context, in Intake, refused error) (Taken, error) {
	digest, err := digestOf(in)
	if in.Ref = strings.TrimSpace(in.Ref); in.Ref == "" || err != nil {
		return Taken{}, refused
	}
	var out Taken
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		kept, known, err := tx.Kept(ctx, in.Ref)
		if err != nil || !known || kept.Digest != digest {
			return refused
		}
		c, err := tx.Case(ctx, kept.Subject)
		out = Taken{Case: c, State: stateAfter(in.Action), Repeated: true}
		return err
	})
	return out, err
}

// mayTake: an agent receives; what the hall says to it, a clerk or the director decides.
func (s *Session) mayTake(a Action) error {
	rights := map[Action]Right{
		ActionAccept: RightAccept, ActionNotice: RightNotice, ActionDecline: RightDecline, ActionComplete: RightComplete,
	}
	if r, ok := rights[a]; ok {
		if err := s.need(r); err != nil {
			return err
		}
	}
	return s.need(RightIntake)
}

func stateAfter(a Action) hall.State {
	switch a {
	case ActionAccept:
		return hall.StateAccepted
	case ActionNotice:
		return hall.StateNoticed
	case ActionDecline:
		return hall.StateDeclined
	case ActionComplete:
		return hall.StateCompleted
	default:
		return hall.StateReceived
	}
}

func recall(ctx context.Context, tx Tx, p plan) (*hall.Case, bool, error) {
	if p.in.Ref == "" {
		return nil, false, nil
	}
	kept, known, err := tx.Kept(ctx, p.in.Ref)
	if err != nil || !known {
		return nil, false, err
	}
	if kept.Digest != p.digest {
		return nil, true, hall.Refuse("这个 ref 已经用过，内容却不一样", "新的一件请换一个 ref；要改已收的件，请用 case act")
	}
	c, err := tx.Case(ctx, kept.Subject)
	return c, true, err
}

// write writes what the plan came to, all in one act.
func (s *Session) write(ctx context.Context, tx Tx, p plan, out *Taken) error {
	id, err := s.newID()
	if err != nil {
		return err
	}
	v, err := s.comeIn(ctx, tx, &p)
	if err != nil {
		return err
	}
	if p.person.ID == "" {
		if err := s.knownPerson(ctx, tx, &p.person); err != nil {
			return err
		}
	}
	if err := s.otherNames(ctx, tx, p, out); err != nil {
		return err
	}
	no, from, err := s.caseNo(ctx, tx, p)
	if err != nil {
		return err
	}
	received, err := s.received(p, no, v)
	if err != nil {
		return err
	}
	if err := s.append(ctx, tx, id, p.at, received); err != nil {
		return err
	}
	for _, next := range p.then() {
		if err := s.append(ctx, tx, id, p.at, next); err != nil {
			return err
		}
	}
	if from != nil {
		if err := s.append(ctx, tx, from.ID, time.Time{}, pad.Using{Number: no, Case: id}); err != nil {
			return err
		}
	}
	if err := s.handInBag(ctx, tx, p.in.Bag, id); err != nil {
		return err
	}
	if out.Shared, err = s.onVisit(ctx, tx, p, v, visit.CaseOf{Case: id, No: no}); err != nil {
		return err
	}
	if p.appoint != "" {
		if err := s.attend(ctx, tx, p.appoint, id, received.Intake.Visit); err != nil {
			return err
		}
	}
	if p.in.Ref != "" {
		if err := tx.Keep(ctx, p.in.Ref, hall.Kept{Digest: p.digest, Subject: id}); err != nil {
			return err
		}
	}
	out.Case, err = tx.Case(ctx, id)
	return err
}

// received is the entry that opens the case.
func (s *Session) received(p plan, no hall.CaseNo, v *visit.Visit) (hall.Received, error) {
	code, err := s.queryCode()
	if err != nil {
		return hall.Received{}, err
	}
	noticeBy, handOverBy := hall.IntakeDuesOf(p.cal, p.rules, p.at)
	intake := hall.CaseIntake{
		Mode: p.in.Mode, Agent: p.in.Agent, Appointment: p.appoint, Ref: p.in.Ref, QueryCode: code, Handler: s.staff.ID,
		Counter: cmp.Or(p.in.Counter, p.office.Counter), Late: p.late, ValidUntil: p.in.ValidUntil,
	}
	if v != nil {
		intake.Visit = v.ID
	}
	return hall.Received{
		No: no, Hall: p.office.Code, Rules: p.rules, Applicant: p.person, Intake: intake,
		Materials: p.in.Materials, NoticeBy: noticeBy, HandOverBy: handOverBy, PlatformNo: p.in.PlatformNo,
	}, nil
}

// caseNo is the next number of the day, or the reserved one with its pad.
func (s *Session) caseNo(ctx context.Context, tx Tx, p plan) (hall.CaseNo, *pad.Pad, error) {
	if !p.office.Device.Valid() {
		return "", nil, hall.Forbid("这台机器还没有设备号，不能编办件编号", "请用县里给的编码登记（enrol），或 init --device")
	}
	if p.in.ReservedNo != "" {
		return s.reserved(ctx, tx, p)
	}
	day := hall.DayOf(p.at)
	n, err := tx.Next(ctx, "case", day)
	return hall.NewCaseNo(p.office.Code, day, p.office.Device, n), nil, err
}

// then are the entries of the intake after the receipt, none for a plain one.
func (p plan) then() []hall.Body {
	switch p.in.Action {
	case ActionAccept:
		return []hall.Body{p.accepted()}
	case ActionComplete:
		done := hall.Completed{Result: hall.Granted, Note: p.in.Reason, DeliverBy: hall.DeliverBy(p.cal, p.rules, hall.Granted, p.at)}
		if p.rules.Mode.MayAccept() {
			return []hall.Body{p.accepted(), done}
		}
		return []hall.Body{done}
	case ActionNotice:
		return []hall.Body{hall.Noticed{Missing: p.missing(), Reason: p.in.Reason, Told: told(p.in.Mode)}}
	case ActionDecline:
		return []hall.Body{hall.Declined{Reason: p.in.Reason, Told: told(p.in.Mode)}}
	}
	return nil
}

func (p plan) accepted() hall.Accepted {
	promised, statutory := hall.AcceptDues(p.cal, p.rules.RunningLimits(), p.at)
	return hall.Accepted{Promised: promised, Statutory: statutory}
}

// missing names the required materials not handed over, or the reason when none is.
func (p plan) missing() []string {
	out := p.rules.Lacking(p.in.Materials)
	if len(out) == 0 {
		out = []string{p.in.Reason}
	}
	return out
}

func told(mode hall.ServiceMode) hall.Told {
	if mode == hall.ByProxy {
		return hall.Told{How: "代办员", To: "代办员"}
	}
	return hall.Told{How: "当面", To: "本人"}
}

// knownPerson gives a person the id they had, when number and name are both known
// together, and a new one otherwise.
func (s *Session) knownPerson(ctx context.Context, tx Tx, p *hall.Person) error {
	if p.IDNo != "" && p.IDType != string(ident.DocHousehold) { // a household book is of a family
		known, err := tx.Persons(ctx, p.IDType, p.IDNo)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(known, func(k hall.Person) bool { return k.Name == p.Name }); i >= 0 {
			p.ID = known[i].ID
			return nil
		}
	}
	id, err := s.newID()
	p.ID = id
	return err
}

func (s *Session) append(ctx context.Context, tx Tx, subject string, at time.Time, body hall.Body) error {
	d := hall.Draft{Subject: subject, Actor: s.staff.ID, Body: body}
	if !at.IsZero() {
		d.AtMilli = at.UnixMilli()
	}
	_, err := tx.Append(ctx, d)
	return err
}

// digestOf names the content of an intake, whatever the spelling of its line.
func digestOf(in Intake) (string, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("digest of an intake: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}
