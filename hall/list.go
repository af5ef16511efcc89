package hall

import "time"

// CaseRow is one line of a case list. The applicant's name is whole; numbers are not in it.
type CaseRow struct {
	ID         string
	No         CaseNo
	State      State
	Matter     MatterName
	Applicant  string
	Village    string
	Handler    string // staff id of who is responsible now
	ReceivedAt time.Time
	Due        Date // NextDue, zero when nothing runs
	Outside    bool // awaits the platform number (待补录)
	Conflict   bool // has an event that waits for a decision
}

// CaseFilter selects the cases of a list.
type CaseFilter string

// The filters.
const (
	FilterAll       CaseFilter = "all"       // newest first
	FilterOpen      CaseFilter = "open"      // open, newest first
	FilterDue       CaseFilter = "due"       // open with a running clock, earliest day first
	FilterWaiting   CaseFilter = "waiting"   // noticed: waits for the applicant
	FilterDelivery  CaseFilter = "delivery"  // completed or declined, not delivered
	FilterOutside   CaseFilter = "outside"   // 待补录
	FilterAttention CaseFilter = "attention" // has a conflict
)

// CaseQuery asks for a page of cases. After is the Next of the page before, empty for
// the first. Until, for FilterDue only, keeps the cases due on or before that day.
type CaseQuery struct {
	Filter  CaseFilter
	Handler string // staff id of who is responsible now, or empty for everybody's
	Own     string // staff id: only cases the person opened or carries; empty for all
	Until   Date
	After   string
	Limit   int // 1–1000; 0 means 100
}

// CasePage is a page of a list. Next is empty on the last one.
type CasePage struct {
	Rows []CaseRow
	Next string
}

// PersonRow is a person found by a search.
type PersonRow struct {
	Person Person
	Cases  []CaseRow // newest first, at most 20
}

// Found is what a search came to: persons with their cases, and cases found by number.
type Found struct {
	Persons []PersonRow
	Cases   []CaseRow
	More    bool // there are more persons than were asked for
}

// DayCounts are the figures of a day.
type DayCounts struct {
	Received  int // cases received that day
	Completed int // completed that day
	Open      int // open now
	Overdue   int // open with their day past
	DueToday  int
	Waiting   int // noticed
	Delivery  int // completed or declined, not delivered
	Outside   int // 待补录
	Attention int // conflicts
}

// Kept is what a device remembers of an intake line by its reference.
type Kept struct {
	Digest  string // of the line's content
	Subject string // case id
}
