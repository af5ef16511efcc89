package hall

import (
	"cmp"
	"fmt"
	"image"
	"time"
)

// PaperNo is the number printed on the n-th paper of a kind of a case: CaseNo/KKn.
func PaperNo(c CaseNo, k PaperKind, n int) string { return fmt.Sprintf("%s/%s%d", c, k.look().code, n) }

// RecordPaperNo is the number printed on the n-th paper of a kind of a record: its number, then KKn.
func RecordPaperNo(no string, k PaperKind, n int) string {
	return fmt.Sprintf("%s/%s%d", no, k.look().code, n)
}

// Printable is nil when the 预约凭条 can be printed: whoever holds the slip of a cancelled
// appointment would come for nothing. It is Unlawful otherwise.
func (a *Appointment) Printable() error {
	if !a.Holds() {
		return Forbid(fmt.Sprintf("预约 %s 已取消，不能打印凭条", a.No), "要来办事，请重新预约")
	}
	return nil
}

// PaperJob is everything a paper is made from: a frozen view, no store behind it. It is long
// because papers are of many things; a kind reads what its Of names.
type PaperJob struct {
	Kind        PaperKind         `json:"kind"`
	No          string            `json:"no,omitempty"`      // the paper's own number
	Reprint     bool              `json:"reprint,omitempty"` // printed before: 补打 stands on it
	Purpose     string            `json:"purpose,omitempty"` // what for the whole document number stands on it; empty masks it
	Blank       bool              `json:"blank,omitempty"`   // an empty form, to be filled in by hand
	Office      Office            `json:"office"`
	Case        *Case             `json:"case,omitempty"`
	Appointment *Appointment      `json:"appointment,omitempty"`
	Matter      *Matter           `json:"matter,omitempty"`
	Matters     []Matter          `json:"matters,omitempty"` // cards: the duties; boards: what is shown
	Staff       Staff             `json:"staff,omitzero"`    // whose card, badge or plate; the keeper of a register
	StandIn     Staff             `json:"stand_in,omitzero"` // of the absent one; empty when nobody is named
	People      []Staff           `json:"people,omitempty"`  // who works in the hall: the list of posts
	Cover       Cover             `json:"cover,omitzero"`    // what the cover of a register says
	Tables      []PaperTable      `json:"tables,omitempty"`  // registers and reports
	Record      Record            `json:"-"`                 // of the sort the kind is of; nil on a blank form
	Beside      []Record          `json:"-"`                 // other records it tells of: the visit of a fee slip, the bags of a list
	Cases       []*Case           `json:"cases,omitempty"`   // papers of a record: the cases that stand in it
	Names       map[string]string `json:"names,omitempty"`   // of the staff ids that stand in it
	Seal        string            `json:"seal,omitempty"`    // the signed head of the case in the slip's code; empty without a device key
	Handler     string            `json:"handler,omitempty"` // name of the clerk who signs
	Agent       string            `json:"agent,omitempty"`   // name of the agent who carries it, may be empty
	Printed     time.Time         `json:"printed"`           // the instant on the paper
}

// Name is the name of a staff id as the paper says it: the id itself where nobody knows it.
func (j PaperJob) Name(id string) string { return cmp.Or(j.Names[id], id) }

// Paper is a made document.
type Paper struct {
	PDF     []byte
	Pages   int
	Sizes   []PageSize // of each page
	Missing []rune     // characters no face has: drawn as boxes, to be shown before printing
}

// Picture is one page of a paper as it will look.
type Picture struct {
	Image   image.Image
	Page    int // from 1
	Pages   int
	Missing []rune // of the whole paper
}
