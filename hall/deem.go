package hall

import (
	"time"

	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

// ruleDeemed and ruleRenewed name the rules in the ids of facts made by time.
const (
	ruleDeemed  = "case.deemed"
	ruleRenewed = "case.renewed"
)

// Deemed (视为受理) is the acceptance of a licence nobody said a word about in five working days.
// It holds as of the receipt of the materials. The body is the evidence, frozen.
// Source: 行政许可法 第三十二条第一款第四项.
type Deemed struct {
	From      time.Time `json:"from"`      // when the materials came: receipt, or the supply a notice asked for
	NoticeBy  Due       `json:"notice_by"` // the five working days, firm
	Years     []int     `json:"years"`     // schedules the device had when it counted
	State     State     `json:"state"`     // received or supplied: no notice stood
	Notices   int       `json:"notices"`   // given before, all answered by a supply
	Promised  *Due      `json:"promised,omitempty"`
	Statutory *Due      `json:"statutory,omitempty"`
}

// Renewed (准予延续) is the renewal of a licence that ran out before anybody decided. Only a
// matter whose rules flag it has one; there is no general approval by silence.
// Source: 行政许可法 第五十条.
type Renewed struct {
	ValidUntil Date      `json:"valid_until"` // last day of the licence that is renewed
	ReceivedAt time.Time `json:"received_at"` // at least thirty days before it
	State      State     `json:"state"`       // no decision stood
	DeliverBy  *Due      `json:"deliver_by,omitempty"`
}

// RenewalDays is how many days before the licence runs out its renewal must be asked for.
// Source: 行政许可法 第五十条.
const RenewalDays = 30

// Kind implements Body.
func (Deemed) Kind() Kind { return KindDeemed }

// Kind implements Body.
func (Renewed) Kind() Kind { return KindRenewed }

// Lapsed is the deemed acceptance the case has come to on a day, and the id of its entry; nil
// when it has come to none. Where a year's schedule is missing nothing is deemed before it is there.
// Source: 行政许可法 第三十二条第一款第四项.
func (c *Case) Lapsed(cal workday.Calendar, today Date) (body *Deemed, id string) {
	by := c.noticeBy()
	if by == nil || !c.deemable() || by.Provisional() || !today.After(by.Last) {
		return nil, ""
	}
	from := c.filledAt()
	l := c.Rules.RunningLimits()
	promised, statutory := AcceptDues(cal, l, from)
	return &Deemed{
		From: from, NoticeBy: *by, Years: cal.Years(), State: c.State, Notices: len(c.Papers.Notices),
		Promised: promised, Statutory: statutory,
	}, TimeID(c.ID, ruleDeemed, by.Last.String())
}

// noticeBy is the five days as the newest calendar counts them: what is held against the hall
// must be right, not merely early.
func (c *Case) noticeBy() *Due {
	if r := c.Clocks.Moved.Recount; r != nil && r.NoticeBy != nil {
		return r.NoticeBy
	}
	return c.Clocks.NoticeBy
}

func (c *Case) deemable() bool {
	return c.Rules.IsLicence() && c.Rules.Mode.MayAccept() && (c.State == StateReceived || c.State == StateSupplied)
}

// LapsedRenewal is the renewal the case has come to on a day, and the id of its entry; nil when
// it has come to none. Source: 行政许可法 第五十条.
func (c *Case) LapsedRenewal(cal workday.Calendar, today Date) (body *Renewed, id string) {
	until := c.Intake.ValidUntil
	if !c.renewable() || until.IsZero() || !today.After(until) || until.Sub(DayOf(c.Clocks.ReceivedAt)) < RenewalDays {
		return nil, ""
	}
	return &Renewed{
		ValidUntil: until, ReceivedAt: c.Clocks.ReceivedAt, State: c.State,
		DeliverBy: DeliverBy(cal, c.Rules, Granted, until.AddDays(1).Start()),
	}, TimeID(c.ID, ruleRenewed, until.String())
}

func (c *Case) renewable() bool {
	return c.Rules.IsLicence() && c.Rules.Intake.Renewal && c.Rules.Mode.MayAccept() && (c.State == StateAccepted || c.State == StateInProgress)
}

func (b Deemed) complete() error {
	if b.From.IsZero() || b.NoticeBy.Last.IsZero() || b.NoticeBy.Provisional() {
		return Refuse("视为受理没有证据", "要有收到材料的时间和五个工作日的最后一天")
	}
	return nil
}

func (b Renewed) complete() error {
	if b.ValidUntil.IsZero() || b.ValidUntil.Sub(DayOf(b.ReceivedAt)) < RenewalDays {
		return Refuse("准予延续没有证据", "要有原许可的有效期，并在届满三十日前申请")
	}
	return nil
}

func (b Deemed) lawful(c *Case) error {
	if c == nil || !c.deemable() {
		return Forbid("只有收件后没有告知的行政许可才视为受理", "")
	}
	if by := c.noticeBy(); by == nil || by.Last != b.NoticeBy.Last || !c.filledAt().Equal(b.From) {
		return Forbid("视为受理的证据与这件的收件不符", "请主任核对")
	}
	return nil
}

func (b Renewed) lawful(c *Case) error {
	if c == nil || !c.renewable() || c.Intake.ValidUntil != b.ValidUntil || !c.Clocks.ReceivedAt.Equal(b.ReceivedAt) {
		return Forbid("只有规则写明、没有按时决定的延续申请才准予延续", "")
	}
	return nil
}

func (b Deemed) note() string {
	return "到" + b.NoticeBy.Last.Han() + "没有告知，自收到材料之日起视为受理"
}

func (b Renewed) note() string {
	return "有效期" + b.ValidUntil.Han() + "届满前没有决定，视为准予延续"
}

func (b Deemed) apply(c *Case, _ journal.Header) {
	c.State, c.Clocks.AcceptedAt, c.Clocks.Deemed = StateAccepted, b.From, &b
	c.Clocks.Promised, c.Clocks.Statutory, c.Clocks.Moved.Recount = b.Promised, b.Statutory, nil
}

func (b Renewed) apply(c *Case, h journal.Header) {
	c.State, c.Clocks.DecidedAt, c.Clocks.DeliverBy = StateDecided, h.At, b.DeliverBy
	c.Clocks.Moved.Stop = nil
	c.Outcome.Result, c.Outcome.Note = Granted, b.note()
}
