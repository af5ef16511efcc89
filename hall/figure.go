package hall

import "time"

// Timing is how a case kept its time, as statistics count it.
type Timing string

// The timings.
const (
	TimingOpen   Timing = "open"    // not ended
	TimingEarly  Timing = "early"   // completed before the last day
	TimingOnTime Timing = "on_time" // completed on the last day, or where no limit runs
	TimingLate   Timing = "late"    // completed after the last day
	TimingOther  Timing = "other"   // ended without completion: declined, withdrawn, returned …
)

// Han is the timing as a register says it.
func (t Timing) Han() string {
	switch t {
	case TimingOpen:
		return "在办"
	case TimingEarly:
		return "提前办结"
	case TimingOnTime:
		return "按时办结"
	case TimingLate:
		return "超期办结"
	case TimingOther:
		return "其他了结"
	}
	return string(t)
}

// Figure (统计口径) is a case as registers and statistics count it. Days are Beijing days of
// when a thing occurred; the Recorded instants say when the hall knew it, so that a month
// that is closed can be counted again as it was.
type Figure struct {
	Received         Date
	ReceivedRecorded time.Time
	Ended            Date // completed, or ended without completion; zero while open
	EndedRecorded    time.Time
	VoidRecorded     time.Time // zero unless void: then it is counted nowhere
	Deadline         Date      // last day by the earlier of both limits; zero when none runs
	Timing           Timing
}

// Figure is the case as statistics count it: early, on time and late by the earlier of the
// promised and the statutory last day, as they stood at completion.
func (c *Case) Figure() Figure {
	f := Figure{Received: DayOf(c.Clocks.ReceivedAt), Timing: TimingOpen}
	if due := c.deadline(); due != nil {
		f.Deadline = due.Last
	}
	for _, e := range c.History {
		switch {
		case e.Conflict != "":
		case e.Kind == KindReceived:
			f.ReceivedRecorded = e.Recorded
		case e.Kind == KindVoided:
			f.VoidRecorded = e.Recorded
		case e.Kind == KindCompleted || endsOtherwise(e.Kind):
			f.Ended, f.EndedRecorded = DayOf(e.At), e.Recorded
			f.Timing = TimingOther
			if e.Kind == KindCompleted {
				f.Timing = c.timing(f.Ended, f.Deadline)
			}
		}
	}
	return f
}

func (c *Case) timing(ended, deadline Date) Timing {
	switch {
	case deadline.IsZero() || ended == deadline:
		return TimingOnTime
	case ended.Before(deadline):
		return TimingEarly
	}
	return TimingLate
}

// deadline is the earlier of both deadlines as they count now, or the hand-over day of what the
// hall only passes on.
func (c *Case) deadline() *Due {
	d := c.Deadlines()
	if due := earlier(d.Promised, d.Statutory); due != nil {
		return due
	}
	return d.HandOverBy
}

// endsOtherwise reports whether an entry of the kind ends a case without completion.
func endsOtherwise(k Kind) bool {
	return k == KindDeclined || k == KindWithdrawn || k == KindTransferred || k == KindReturned
}

// FigureBasis is which cases of a span are counted.
type FigureBasis string

// The bases.
const (
	ByReceived FigureBasis = "received" // received in the span, whatever became of them
	ByEnded    FigureBasis = "ended"    // completed, or ended otherwise, in the span
)

// FigureDimension is what figures are broken down by.
type FigureDimension string

// The dimensions.
const (
	DimTotal   FigureDimension = "total"
	DimMatter  FigureDimension = "matter"
	DimDomain  FigureDimension = "domain"
	DimVillage FigureDimension = "village"
	DimCounter FigureDimension = "counter"
	DimMode    FigureDimension = "mode" // 本人, 代办, 上门
	DimHandler FigureDimension = "handler"
	DimDay     FigureDimension = "day"
)

// FigureQuery asks for figures of the days From to To, both included. AsOf counts as the hall
// knew it then: what was recorded later is left out. Today decides what is overdue.
type FigureQuery struct {
	Basis    FigureBasis
	By       FigureDimension
	From, To Date
	AsOf     time.Time
	Today    Date
}

// FigureRow is one line of figures. Received = Early + OnTime + Late + Other + Open.
type FigureRow struct {
	Key      string `json:"key"`  // code, village, counter, mode, staff id or day; empty for the total
	Name     string `json:"name"` // of a matter; else empty
	Received int    `json:"received"`
	Early    int    `json:"early"`
	OnTime   int    `json:"on_time"`
	Late     int    `json:"late"`
	Other    int    `json:"other"`
	Open     int    `json:"open"`
	Overdue  int    `json:"overdue"` // of the open ones, those past their day
	Proxy    int    `json:"proxy"`
	Visits   int    `json:"home_visits"`
}

// Completed are the cases that were completed, in time or not.
func (r FigureRow) Completed() int { return r.Early + r.OnTime + r.Late }

// Change is how a case entered the figures of a span after an instant.
type Change string

// The changes.
const (
	ChangeLate  Change = "received" // 补报收件: received in the span, recorded later
	ChangeEnded Change = "ended"    // 补报办结: ended in the span, recorded later
	ChangeVoid  Change = "voided"   // 冲减: counted then, void since
)

// Han is the change as a register says it.
func (c Change) Han() string {
	switch c {
	case ChangeLate:
		return "补报收件"
	case ChangeEnded:
		return "补报办结"
	case ChangeVoid:
		return "作废冲减"
	}
	return string(c)
}

// SpanQuery asks for the cases of a span of days, in the order they were received or ended;
// void ones are left out. After is the Next of the page before.
type SpanQuery struct {
	Basis    FigureBasis
	From, To Date
	After    int64
	Limit    int // 1–1000; 0 means 1000
}

// SpanPage is a page of cases. Next is 0 on the last one.
type SpanPage struct {
	Cases []*Case
	Next  int64
}

// Changed is a case whose figures for a span changed after it was counted.
type Changed struct {
	Case   *Case
	Change Change
}

// Known is when the hall recorded the change.
func (x Changed) Known() time.Time {
	f := x.Case.Figure()
	switch x.Change {
	case ChangeLate:
		return f.ReceivedRecorded
	case ChangeVoid:
		return f.VoidRecorded
	}
	return f.EndedRecorded
}
