package hall

import (
	"slices"
	"time"

	"bianmin/hall/workday"
)

// Deadlines are the days a case must be moved by. Nil is a clock that does not run.
type Deadlines struct {
	Promised   *Due `json:"promised,omitempty"`
	Statutory  *Due `json:"statutory,omitempty"`
	NoticeBy   *Due `json:"notice_by,omitempty"`
	HandOverBy *Due `json:"handover_by,omitempty"`
}

// ClockMoves are everything that moved the deadlines of a case after they were first told.
type ClockMoves struct {
	First    *Deadlines `json:"first,omitempty"`    // as printed at acceptance, once something moved them
	Recount  *Deadlines `json:"recount,omitempty"`  // counted again with a newer calendar, beside the printed ones
	Stop     *Stop      `json:"stop,omitempty"`     // running now
	Stops    []Stop     `json:"stops,omitempty"`    // ended, in order
	Extended *Extension `json:"extended,omitempty"` // at most one
}

// Stop (特别程序) is a time that does not count.
type Stop struct {
	Kind     StopKind `json:"kind"`
	Step     string   `json:"step,omitempty"` // StopStep: which one
	Basis    string   `json:"basis"`
	Approver string   `json:"approver"` // staff id
	From     Date     `json:"from"`     // does not count itself
	Planned  Due      `json:"planned"`  // when it should be over
	Until    Date     `json:"until,omitzero"`
}

// Han is what the stop is for, as a notice prints it.
func (s Stop) Han() string {
	if s.Step != "" {
		return s.Step
	}
	return s.Kind.Han()
}

// Extension (延长期限) is the one extension a case can have.
type Extension struct {
	By       Limit  `json:"by"`
	Basis    string `json:"basis"`
	Reason   string `json:"reason"`
	Approver string `json:"approver"` // staff id
	On       Date   `json:"on"`
}

// filledAt is when the materials came that the hall judges now: the last supply after a notice,
// else the receipt.
func (c *Case) filledAt() time.Time {
	at := c.Clocks.ReceivedAt
	noticed := false
	for _, e := range c.History {
		switch {
		case e.Conflict != "":
		case e.Kind == KindNoticed:
			noticed = true
		case e.Kind == KindSupplied && noticed:
			at, noticed = e.At, false
		}
	}
	return at
}

// LimitsFrom is the instant the limits run from when the case is accepted at an instant: the
// acceptance, but the receipt of the request, or of its correction, for information requests.
// Source: 民法典 第二百零一条; 政府信息公开条例 第三十条、第三十三条.
func (c *Case) LimitsFrom(accepted time.Time) time.Time {
	if c.Rules.IsInformation() {
		return c.filledAt()
	}
	return accepted
}

// Recount lays the limits of the case on the calendar again: from where they began, over every
// stop that is over, with the extension. Nil where no such clock runs.
func (c *Case) Recount(cal workday.Calendar) Deadlines {
	switch {
	case c.State.Working() || c.State == StateDecided:
		start := c.LimitsFrom(c.Clocks.AcceptedAt)
		l := c.Rules.RunningLimits()
		return Deadlines{Promised: c.lay(cal, start, l.Promised), Statutory: c.lay(cal, start, l.Statutory)}
	case c.State == StateReceived || c.State == StateSupplied:
		n, h := IntakeDuesOf(cal, c.Rules, c.filledAt())
		return Deadlines{NoticeBy: n, HandOverBy: h}
	}
	return Deadlines{}
}

// lay lays one limit on the calendar: first as it is, then over every stop and the extension
// in the order they came. What came after the day had passed moves it no more.
func (c *Case) lay(cal workday.Calendar, start time.Time, l *Limit) *Due {
	if l == nil {
		return nil
	}
	k := laying{cal: cal, start: start, limit: *l}
	k.count()
	x := c.Clocks.Moved.Extended
	for _, s := range c.Clocks.Moved.Stops {
		if x != nil && !x.On.After(s.From) {
			k.extend(*x)
			x = nil
		}
		k.stop(s)
	}
	if x != nil {
		k.extend(*x)
	}
	k.due.Limit = *l
	return &k.due
}

// laying is a limit being laid on the calendar.
type laying struct {
	cal   workday.Calendar
	start time.Time
	limit Limit
	after *Limit // an extension in another unit, from the last day on
	years []int  // counted without a schedule
	due   Due
}

func (k *laying) count() {
	k.due = DueAfter(k.cal, k.start, k.limit)
	k.years = joinYears(k.years, k.due.Missing)
	if k.after != nil {
		k.due = DueAfter(k.cal, k.due.Last.Start(), *k.after)
		k.years = joinYears(k.years, k.due.Missing)
	}
	k.due.Missing = k.years
}

func (k *laying) stop(s Stop) {
	if s.From.After(k.due.Last) {
		return
	}
	days, missing := stopped(k.cal, s, k.limit.Unit)
	k.limit.N += days
	k.years = joinYears(k.years, missing)
	k.count()
}

func (k *laying) extend(x Extension) {
	switch {
	case x.On.After(k.due.Last):
		return
	case x.By.Unit == k.limit.Unit:
		k.limit.N += x.By.N
	default:
		k.after = &x.By
	}
	k.count()
}

// stopped is what a stop takes out of a limit: the days of its unit after the start day through
// the end day. A stop of an hourly limit counts whole days of 24 hours.
// Source: 行政许可法 第四十五条; counted as 民法典 第二百零一条 counts.
func stopped(cal workday.Calendar, s Stop, u Unit) (n int, missing []int) {
	switch {
	case !s.Until.After(s.From):
		return 0, nil
	case u == Workday:
		return cal.LeftProvisional(s.From, s.Until)
	case u == Hour:
		return 24 * s.Until.Sub(s.From), nil
	}
	return s.Until.Sub(s.From), nil
}

func joinYears(lists ...[]int) []int {
	years := slices.Concat(lists...)
	slices.Sort(years)
	if len(years) == 0 {
		return nil
	}
	return slices.Compact(years)
}

// Deadlines are the days that count now: of the printed ones and those counted again, the
// earlier of each; firm when the later count was.
func (c *Case) Deadlines() Deadlines {
	d := Deadlines{
		Promised: c.Clocks.Promised, Statutory: c.Clocks.Statutory, NoticeBy: c.Clocks.NoticeBy, HandOverBy: c.Clocks.HandOverBy,
	}
	if r := c.Clocks.Moved.Recount; r != nil {
		d = Deadlines{
			Promised: stricter(d.Promised, r.Promised), Statutory: stricter(d.Statutory, r.Statutory),
			NoticeBy: stricter(d.NoticeBy, r.NoticeBy), HandOverBy: stricter(d.HandOverBy, r.HandOverBy),
		}
	}
	return d
}

func stricter(printed, recounted *Due) *Due {
	if printed == nil || recounted == nil || recounted.Last.Before(printed.Last) {
		return earlier(printed, recounted)
	}
	firm := *printed
	firm.Missing = recounted.Missing
	return &firm
}

// NextDue is the day the case must be moved by, as its state has it: while it works the earlier
// of both deadlines, or the day a stop should be over; the notice or hand-over day before; the
// delivery day of a licence after. Where no limit runs it is the day papers are owed by. It is nil when the hall waits for the applicant or the case
// is closed.
func (c *Case) NextDue() *Due {
	d := c.Deadlines()
	switch {
	case c.Clocks.Moved.Stop != nil && c.State.Working():
		return &c.Clocks.Moved.Stop.Planned
	case c.State.Working():
		if due := earlier(d.Promised, d.Statutory); due != nil {
			return due
		}
		if by, owes := c.OwesBy(); owes {
			return &Due{Last: by}
		}
		return nil
	case c.State == StateDecided:
		return earlier(d.Promised, c.Clocks.DeliverBy)
	case c.State == StateCompleted:
		return c.Clocks.DeliverBy
	case c.State != StateReceived && c.State != StateSupplied:
		return nil
	case c.Rules.Mode.MayAccept():
		return d.NoticeBy
	}
	return d.HandOverBy
}

// StopOver is the day a running stop should be over, and false when none runs. From the day
// after it the case alerts again.
func (c *Case) StopOver() (Date, bool) {
	if c.Clocks.Moved.Stop == nil {
		return Date{}, false
	}
	return c.Clocks.Moved.Stop.Planned.Last, true
}

// DeliverBy is the day a result must have reached the applicant, nil where no law sets one.
// Source: 行政许可法 第四十四条.
func DeliverBy(cal workday.Calendar, r Rules, result Result, decided time.Time) *Due {
	if !r.IsLicence() || !r.Mode.MayAccept() || result != Granted && result != Partly {
		return nil
	}
	d := DueAfter(cal, decided, DeliveryLimit())
	return &d
}

// Over is the case as it would be with its stop ended on a day; what is counted from it are the
// days a resumption prints.
func (c *Case) Over(on Date) *Case {
	d := c.clone()
	if stop := c.Clocks.Moved.Stop; stop != nil {
		ended := *stop
		ended.Until = on
		d.Clocks.Moved.Stop, d.Clocks.Moved.Stops = nil, append(d.Clocks.Moved.Stops, ended)
	}
	return d
}

// Longer is the case as it would be with an extension.
func (c *Case) Longer(x Extension) *Case {
	d := c.clone()
	d.Clocks.Moved.Extended = &x
	return d
}
