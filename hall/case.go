package hall

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Case (办件) is the fold of its entries. It is never changed in place by callers. It is
// long because a case is: who, what, by what rules, with whom, until when, how it ended.
type Case struct {
	ID        string      `json:"id"`
	No        CaseNo      `json:"no"`
	Hall      string      `json:"hall"` // division code, 12 digits
	State     State       `json:"state"`
	Rules     Rules       `json:"rules"`
	Applicant Person      `json:"applicant"`
	Intake    CaseIntake  `json:"intake"`
	Holder    string      `json:"holder"` // staff id of who is responsible now; begins as Intake.Handler
	Duty      CaseDuty    `json:"duty,omitzero"`
	Clocks    CaseClocks  `json:"clocks"`
	Papers    CasePapers  `json:"papers"`
	Work      CaseWork    `json:"work,omitzero"`
	Outcome   CaseOutcome `json:"outcome"`
	History   []Event     `json:"history"`
	Last      string      `json:"last"` // id of the last applied entry
}

// CaseIntake is how the case came in.
type CaseIntake struct {
	Mode        ServiceMode `json:"mode"`
	Agent       string      `json:"agent,omitempty"`
	Appointment AppointNo   `json:"appointment,omitempty"`
	Visit       string      `json:"visit,omitempty"` // id of the visit
	Ref         string      `json:"ref,omitempty"`
	Counter     string      `json:"counter,omitempty"` // code or name of the counter that took it in
	QueryCode   string      `json:"query_code"`
	ValidUntil  Date        `json:"valid_until,omitzero"` // renewals: the last day of the licence that is to be renewed
	Handler     string      `json:"handler"`              // staff id of who received it
	Late        *LateEntry  `json:"late,omitempty"`       // nil when it was written down the day it came in
}

// CaseDuty is how the responsibility for a case and its papers moves between hands.
type CaseDuty struct {
	Offered string   `json:"offered,omitempty"` // staff id it is offered to; it stays with Holder until taken
	Carrier string   `json:"carrier,omitempty"` // staff id of who carries the papers, beside Intake.Agent
	Past    []string `json:"past,omitempty"`    // staff ids who were responsible before, the first first
}

// CaseClocks are the times of a case and the days it must be done by.
type CaseClocks struct {
	ReceivedAt  time.Time  `json:"received_at"`
	AcceptedAt  time.Time  `json:"accepted_at,omitzero"` // the receipt, for a deemed acceptance
	DecidedAt   time.Time  `json:"decided_at,omitzero"`
	CompletedAt time.Time  `json:"completed_at,omitzero"`
	NoticeBy    *Due       `json:"notice_by,omitempty"`   // say by then what is missing, or accept
	HandOverBy  *Due       `json:"handover_by,omitempty"` // collect and assist: pass it on by then
	Promised    *Due       `json:"promised,omitempty"`    // as printed: at acceptance, or in a notice of a stop or an extension
	Statutory   *Due       `json:"statutory,omitempty"`
	DeliverBy   *Due       `json:"deliver_by,omitempty"` // a granted licence: in the applicant's hands by then
	Deemed      *Deemed    `json:"deemed,omitempty"`     // evidence, when nobody accepted in time
	Moved       ClockMoves `json:"moved,omitzero"`
}

// CasePapers are the materials held and the notices given.
type CasePapers struct {
	Materials []Material `json:"materials,omitempty"`
	Owed      []string   `json:"owed,omitempty"`     // named in a notice, or by urgent aid, and not supplied yet
	Notices   []Noticed  `json:"notices,omitempty"`  // in order
	AddedBy   string     `json:"added_by,omitempty"` // staff id of the director who let a later notice add something
	Deferred  []Owing    `json:"deferred,omitempty"` // 容缺: owed by a date, accepted without
	Supplies  []Supply   `json:"supplies,omitempty"` // what was brought afterwards, in order
	BackTo    string     `json:"back_to,omitempty"`  // who got the papers back: 本人, 代办员, 联系人
}

// Supply is what was brought at one time after the receipt.
type Supply struct {
	At        time.Time  `json:"at"`
	Materials []Material `json:"materials"`
}

// Owing is a material that is owed by a date.
type Owing struct {
	Name string `json:"name"`
	By   Date   `json:"by"`
}

// NoticeAdded reports whether a later notice asked for more than the first: a card is due.
func (c *Case) NoticeAdded() bool { return c.Papers.AddedBy != "" }

// OwesBy is the day by which the first of the papers that may come later is owed (容缺, 先行救助),
// while the case is with the hall; false when none is.
func (c *Case) OwesBy() (by Date, owes bool) {
	if !c.State.Open() {
		return by, false
	}
	owed := c.Papers.Deferred
	if c.State == StateAided && len(c.Papers.Owed) > 0 {
		owed = append(owed[:len(owed):len(owed)], Owing{By: c.Work.Aid.OwedBy})
	}
	for _, o := range owed {
		if !owes || o.By.Before(by) {
			by, owes = o.By, true
		}
	}
	return by, owes
}

// owedBesideNotice names what may be handed in though no notice waits for it: the papers behind
// an urgent aid, and what was deferred.
func (c *Case) owedBesideNotice() []string {
	var out []string
	if c.State == StateAided {
		out = append(out, c.Papers.Owed...)
	}
	for _, o := range c.Papers.Deferred {
		out = append(out, o.Name)
	}
	return out
}

// CaseWork is what happened between acceptance and result, and beside it.
type CaseWork struct {
	Department string      `json:"department,omitempty"` // where it was routed to last
	With       string      `json:"with,omitempty"`       // staff id it was routed to last
	Parts      []JointPart `json:"parts,omitempty"`      // departments that handle it together
	Review     *Reviewed   `json:"review,omitempty"`     // the last one
	Aid        *Aided      `json:"aid,omitempty"`
	Judged     []Judged    `json:"judged,omitempty"` // looked at as possible duplicates
	Visits     []Revisited `json:"visits,omitempty"` // later visits
}

// CaseOutcome is how the case ended.
type CaseOutcome struct {
	Result        Result    `json:"result,omitempty"` // decided, or completed without a decision of its own
	Note          string    `json:"note,omitempty"`
	DecidedBy     string    `json:"decided_by,omitempty"` // staff id, or the organ's name; empty for a renewal nobody decided
	DecisionNo    string    `json:"decision_no,omitempty"`
	PlatformNo    string    `json:"platform_no,omitempty"`
	Elsewhere     []Entered `json:"elsewhere,omitempty"` // what the deciding organ's system said, in order
	DeclineReason string    `json:"decline_reason,omitempty"`
	VoidReason    string    `json:"void_reason,omitempty"`
	LeftReason    string    `json:"left_reason,omitempty"` // withdrawn, transferred, returned
	LeftFor       string    `json:"left_for,omitempty"`    // transferred to
	DeliveredHow  string    `json:"delivered_how,omitempty"`
}

// Event is one line of the timeline (全程留痕).
type Event struct {
	Entry    string    `json:"entry"`
	Kind     Kind      `json:"kind"`
	Actor    string    `json:"actor"`
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded"`
	Note     string    `json:"note,omitempty"`
	Conflict string    `json:"conflict,omitempty"` // set when the entry did not fit: why
}

// Conflicts are the events that did not fit and wait for a person's decision.
func (c *Case) Conflicts() []Event {
	var out []Event
	for _, e := range c.History {
		if e.Conflict != "" {
			out = append(out, e)
		}
	}
	return out
}

// Lacking names the required materials that have not been handed over.
func (c *Case) Lacking() []string { return c.Rules.Lacking(c.Papers.Materials) }

// AwaitsPlatformNo reports 「已收件·待补录」: the real system is elsewhere and its number
// is still owed.
func (c *Case) AwaitsPlatformNo() bool {
	return c.State.Open() && c.Rules.Intake.OutsideSystem != "" && c.Outcome.PlatformNo == ""
}

// Hands are the staff ids of those who opened the case, answer for it or carry it, each once.
func (c *Case) Hands() []string {
	hands := []string{c.Intake.Handler, c.Intake.Agent, c.Holder, c.Duty.Carrier}
	hands = slices.DeleteFunc(hands, func(id string) bool { return id == "" })
	slices.Sort(hands)
	return slices.Compact(hands)
}

// ReadCase reads a stored case. One stored by a program that knew no hand-over is with who received it.
func ReadCase(stored []byte) (*Case, error) {
	var c Case
	if err := json.Unmarshal(stored, &c); err != nil {
		return nil, fmt.Errorf("decode a case: %w", err)
	}
	if c.Holder == "" {
		c.Holder = c.Intake.Handler
	}
	return &c, nil
}

func (c *Case) clone() *Case {
	d := *c
	d.Duty.Past = slices.Clone(c.Duty.Past)
	d.Papers.Materials = slices.Clone(c.Papers.Materials)
	d.Papers.Owed = slices.Clone(c.Papers.Owed)
	d.Papers.Notices = slices.Clone(c.Papers.Notices)
	d.Papers.Supplies = slices.Clone(c.Papers.Supplies)
	d.Papers.Deferred = slices.Clone(c.Papers.Deferred)
	d.Clocks.Moved.Stops = slices.Clone(c.Clocks.Moved.Stops)
	d.Work.Parts = slices.Clone(c.Work.Parts)
	d.Work.Judged = slices.Clone(c.Work.Judged)
	d.Work.Visits = slices.Clone(c.Work.Visits)
	d.Outcome.Elsewhere = slices.Clone(c.Outcome.Elsewhere)
	d.History = slices.Clone(c.History)
	return &d
}
