// Package issued is the papers that left the hall (出具的文书): which, with what number, from what
// values, and every time one was printed again.
package issued

import (
	"encoding/hex"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "paper"

// The kinds of its entries.
const (
	KindIssued    hall.Kind = "paper.issued"
	KindReprinted hall.Kind = "paper.reprinted"
	KindPrinted   hall.Kind = "paper.printed"
)

// Outcome is what became of a print job.
type Outcome string

// The outcomes.
const (
	Done      Outcome = "done"
	Failed    Outcome = "failed"
	Cancelled Outcome = "cancelled"
)

// Han is the outcome as a list shows it.
func (o Outcome) Han() string {
	switch o {
	case Done:
		return "打印完成"
	case Failed:
		return "没有打印成"
	case Cancelled:
		return "取消了"
	}
	return string(o)
}

// Run is one time the paper was sent to a printer.
type Run struct {
	Printer string    `json:"printer"`
	Copies  int       `json:"copies"`
	Outcome Outcome   `json:"outcome"`
	Why     string    `json:"why,omitempty"` // what went wrong
	By      string    `json:"by"`            // staff id
	At      time.Time `json:"at"`
}

// Paper (出具的文书) is the fold of its entries.
type Paper struct {
	hall.Trace
	No        string         `json:"no"`
	Kind      hall.PaperKind `json:"kind"`
	Subject   string         `json:"subject"`        // id of the case or record it is of
	Upto      string         `json:"upto,omitempty"` // id of the last entry of the subject it was made from
	Day       hall.Date      `json:"day"`
	Purpose   string         `json:"purpose,omitempty"` // what for it carries the whole document number
	Version   string         `json:"version"`           // of the template
	Digest    string         `json:"digest"`            // SHA-256 of the frozen values, hex
	By        string         `json:"by"`                // staff id
	Reprinted int            `json:"reprinted,omitempty"`
	Runs      []Run          `json:"runs,omitempty"`
}

// Room is the room of issued papers.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "出具的文书",
		Kinds: map[hall.Kind]string{KindIssued: "出具", KindReprinted: "补打", KindPrinted: "打印"},
		Read:  read, Open: hall.OpenRecord[Paper],
	}
}

// Facts implements hall.Record. Nobody owes work on an issued paper.
func (p *Paper) Facts() hall.Facts {
	return hall.Facts{Sort: Sort, No: p.No, State: "issued", Day: p.Day, Of: p.Subject, Keys: []string{p.No}}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindIssued:
		return hall.ReadPart[Issuing, Paper](e)
	case KindReprinted:
		return hall.ReadPart[Reprinting, Paper](e)
	case KindPrinted:
		return hall.ReadPart[Printing, Paper](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Issuing (出具) is the first print of a paper; the values it was made from are kept beside, and
// their digest stands here.
type Issuing struct {
	No      string         `json:"no"`
	Hall    string         `json:"hall"`
	Paper   hall.PaperKind `json:"kind"`
	Subject string         `json:"subject"`
	Upto    string         `json:"upto,omitempty"`
	Day     hall.Date      `json:"day"`
	Purpose string         `json:"purpose,omitempty"`
	Version string         `json:"version"`
	Digest  string         `json:"digest"`
}

// Kind implements hall.Body.
func (Issuing) Kind() hall.Kind { return KindIssued }

// Complete implements hall.Part.
func (b Issuing) Complete() error {
	if digest, err := hex.DecodeString(b.Digest); err != nil || len(digest) != 32 {
		return hall.Refuse("文书的摘要不对", "请重新打印")
	}
	if b.No == "" || b.Paper == "" || b.Subject == "" || b.Day.IsZero() {
		return hall.Refuse("文书没有编号、种类或对象", "请重新打印")
	}
	return nil
}

// Fits implements hall.Part.
func (Issuing) Fits(p *Paper) error {
	if p != nil {
		return hall.Forbid("同一份文书登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Issuing) Put(p *Paper, h journal.Header) {
	p.No, p.Hall, p.Kind, p.Subject, p.Upto, p.Day = b.No, b.Hall, b.Paper, b.Subject, b.Upto, b.Day
	p.Purpose = b.Purpose
	p.Version, p.Digest, p.By = b.Version, b.Digest, h.Actor
}

// Note implements hall.Part.
func (b Issuing) Note() string { return b.Paper.Han() + " " + b.No }

// Reprinting (补打) prints the same values again.
type Reprinting struct{}

// Kind implements hall.Body.
func (Reprinting) Kind() hall.Kind { return KindReprinted }

// Complete implements hall.Part.
func (Reprinting) Complete() error { return nil }

// Fits implements hall.Part.
func (Reprinting) Fits(p *Paper) error { return there(p) }

// Put implements hall.Part.
func (Reprinting) Put(p *Paper, _ journal.Header) { p.Reprinted++ }

// Note implements hall.Part.
func (Reprinting) Note() string { return "" }

// Printing (打印) is what became of a job on a printer.
type Printing struct {
	Printer string  `json:"printer"`
	Copies  int     `json:"copies"`
	Outcome Outcome `json:"outcome"`
	Why     string  `json:"why,omitempty"`
}

// Kind implements hall.Body.
func (Printing) Kind() hall.Kind { return KindPrinted }

// Complete implements hall.Part.
func (b Printing) Complete() error {
	if b.Printer == "" || b.Copies < 1 || b.Outcome != Done && b.Outcome != Failed && b.Outcome != Cancelled {
		return hall.Refuse("打印记录不完整", "请核对打印机和份数")
	}
	return nil
}

// Fits implements hall.Part.
func (Printing) Fits(p *Paper) error { return there(p) }

// Put implements hall.Part.
func (b Printing) Put(p *Paper, h journal.Header) {
	p.Runs = append(p.Runs, Run{Printer: b.Printer, Copies: b.Copies, Outcome: b.Outcome, Why: b.Why, By: h.Actor, At: h.At})
}

// Note implements hall.Part.
func (b Printing) Note() string { return b.Outcome.Han() }

func there(p *Paper) error {
	if p == nil {
		return hall.Missing("没有出具过这份文书", "请核对编号")
	}
	return nil
}
