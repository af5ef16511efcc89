// Package oldcase keeps the lines of registers from before this program (旧台账), as they were:
// they can be found and counted by year, but carry no deadline, no number of ours and no act.
package oldcase

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "oldcase"

// The kinds of its entries.
const (
	KindEntered hall.Kind = "oldcase.entered"
	KindStruck  hall.Kind = "oldcase.struck"
)

// OldCase (旧件) is one line of an old register.
type OldCase struct {
	hall.Trace
	Line   Line   `json:"line"`
	Struck string `json:"struck,omitempty"` // why it was taken out again
}

// Line is what the old register says. Only Received, Matter and Name must be there.
type Line struct {
	No       string    `json:"no,omitempty"`   // number in the old register, as written
	Matter   string    `json:"matter"`         // its name then
	Code     string    `json:"code,omitempty"` // catalogue code, when the name is one of today's
	Name     string    `json:"name"`
	IDNo     string    `json:"id,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	Village  string    `json:"village,omitempty"`
	Received hall.Date `json:"received"`
	Ended    hall.Date `json:"ended,omitzero"`
	Result   string    `json:"result,omitempty"`
	Handler  string    `json:"handler,omitempty"` // as written, not a staff id
	Note     string    `json:"note,omitempty"`
}

// Room is the room of old cases.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "旧台账", Kinds: map[hall.Kind]string{KindEntered: "录入旧件", KindStruck: "划去"},
		Read: read, Open: hall.OpenRecord[OldCase],
	}
}

// SubjectOf is the id of a line of a file with a digest: the same file again gives the same ids.
func SubjectOf(hallCode, digest string, row int) string {
	return hall.TimeID(hallCode, string(Sort), fmt.Sprintf("%s/%d", digest, row))
}

// Facts implements hall.Record.
func (o *OldCase) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, State: "kept", Day: o.Line.Received}
	if o.Struck != "" {
		f.State = "struck"
	}
	if o.Line.Code != "" {
		f.Keys = []string{o.Line.Code}
	}
	return f
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindEntered:
		return hall.ReadPart[Entered, OldCase](e)
	case KindStruck:
		return hall.ReadPart[Strike, OldCase](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Entered (录入旧件) takes a line over.
type Entered struct {
	HallCode string `json:"hall_code"`
	Source   string `json:"source"` // SHA-256 of the file, hex
	Row      int    `json:"row"`    // in the file, from 1
	Line     Line   `json:"line"`
}

// Kind implements hall.Body.
func (Entered) Kind() hall.Kind { return KindEntered }

// Complete implements hall.Part.
func (b Entered) Complete() error {
	l := b.Line
	switch {
	case strings.TrimSpace(l.Matter) == "":
		return hall.Refuse("没有事项", "请补上事项名称")
	case strings.TrimSpace(l.Name) == "":
		return hall.Refuse("没有申请人姓名", "请补上姓名")
	case l.Received.IsZero():
		return hall.Refuse("没有收件日期", "请补上收件日期")
	case !l.Ended.IsZero() && l.Ended.Before(l.Received):
		return hall.Refuse("办结日期早于收件日期", "请核对两个日期")
	}
	return nil
}

// Fits implements hall.Part.
func (b Entered) Fits(o *OldCase) error {
	if o != nil {
		return hall.Forbid("这一行已经录入过了", "同一个文件不用再导入")
	}
	return nil
}

// Put implements hall.Part.
func (b Entered) Put(o *OldCase, _ journal.Header) { o.Hall, o.Line = b.HallCode, b.Line }

// Note implements hall.Part.
func (b Entered) Note() string { return fmt.Sprintf("第 %d 行", b.Row) }

// Strike (划去) takes a line that was entered by mistake out again, with a reason.
type Strike struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Strike) Kind() hall.Kind { return KindStruck }

// Complete implements hall.Part.
func (b Strike) Complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return hall.Refuse("划去要写原因", "请写明为什么划去")
	}
	return nil
}

// Fits implements hall.Part.
func (b Strike) Fits(o *OldCase) error {
	if o == nil {
		return hall.Missing("没有这条旧件", "请核对")
	}
	if o.Struck != "" {
		return hall.Forbid("这条旧件已经划去了", "")
	}
	return nil
}

// Put implements hall.Part.
func (b Strike) Put(o *OldCase, _ journal.Header) { o.Struck = b.Reason }

// Note implements hall.Part.
func (b Strike) Note() string { return b.Reason }
