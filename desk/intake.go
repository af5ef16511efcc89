package desk

import (
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
// are required, and one of document number, phone or contact. It is long as a counter's form is.
type Intake struct {
	Ref         string           `json:"ref"` // the caller's reference, unique per device; empty for none
	Matter      string           `json:"matter"`
	Applicant   Applicant        `json:"applicant"`
	Mode        hall.ServiceMode `json:"mode"`
	Agent       string           `json:"agent"`
	Appointment string           `json:"appointment"`
	Visit       string           `json:"visit"`
	Materials   []hall.Material  `json:"materials"`
	Action      Action           `json:"action"`
	Reason      string           `json:"reason"` // for notice and decline
	At          time.Time        `json:"at"`     // occurred; zero means now
	PlatformNo  string           `json:"platform_no"`
	ValidUntil  hall.Date        `json:"valid_until,omitzero"` // renewals: last day of the licence that is to be renewed
}

// Taken is what an intake came to.
type Taken struct {
	Case     *hall.Case
	State    hall.State // right after the intake, also when it is repeated later
	Repeated bool       // the reference was taken before; nothing was written
	Warnings []string   // sentences a clerk should see
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
		out = Taken{Warnings: p.warnings, State: stateAfter(p.in.Action)}
		if kept, known, err := recall(ctx, tx, p); err != nil || known {
			out.Case, out.Repeated = kept, true
			return err
		}
		c, err := s.write(ctx, tx, p)
		out.Case = c
		return err
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

func (s *Session) write(ctx context.Context, tx Tx, p plan) (*hall.Case, error) {
	day := hall.DayOf(p.at)
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	code, err := s.queryCode()
	if err != nil {
		return nil, err
	}
	if err := s.knownPerson(ctx, tx, &p.person); err != nil {
		return nil, err
	}
	if !p.office.Device.Valid() {
		return nil, hall.Forbid("这台机器还没有设备号，不能编办件编号", "请用县里给的编码登记（enrol），或 init --device")
	}
	n, err := tx.Next(ctx, "case", day)
	if err != nil {
		return nil, err
	}
	noticeBy, handOverBy := hall.IntakeDuesOf(p.cal, p.rules, p.at)
	received := hall.Received{
		No: hall.NewCaseNo(p.office.Code, day, p.office.Device, n), Hall: p.office.Code, Rules: p.rules, Applicant: p.person,
		Intake: hall.CaseIntake{
			Mode: p.in.Mode, Agent: p.in.Agent, Appointment: p.appoint, Visit: p.in.Visit, Ref: p.in.Ref, ValidUntil: p.in.ValidUntil,
			QueryCode: code, Handler: s.staff.ID,
		},
		Materials: p.in.Materials, NoticeBy: noticeBy, HandOverBy: handOverBy, PlatformNo: p.in.PlatformNo,
	}
	if err := s.append(ctx, tx, id, p.at, received); err != nil {
		return nil, err
	}
	for _, next := range p.then() {
		if err := s.append(ctx, tx, id, p.at, next); err != nil {
			return nil, err
		}
	}
	if p.appoint != "" {
		if err := s.arrive(ctx, tx, p.appoint); err != nil {
			return nil, err
		}
	}
	if p.in.Ref != "" {
		if err := tx.Keep(ctx, p.in.Ref, hall.Kept{Digest: p.digest, Subject: id}); err != nil {
			return nil, err
		}
	}
	return tx.Case(ctx, id)
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
