// Package fee is what a hall charges: the one fee slip of a visit (一票制收费) and the fee list
// (收费清单) with its review marks. The fee of a hall is 0 unless a basis says otherwise.
package fee

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of fee slips.
const Sort hall.Sort = "fee"

// Letter begins the number of a fee slip.
const Letter = "F"

// NoBasisKey is the key under which slips with a fee without basis are found.
const NoBasisKey = "no-basis"

// MostLines is the most lines of a slip; MostFen the most one line can be (a million yuan).
// Typical practice, a parameter of RulesEdition.
const (
	MostLines = 50
	MostFen   = 100_000_000
)

// The kinds of its entries.
const (
	KindBilled hall.Kind = "fee.billed"
	KindPaid   hall.Kind = "fee.paid"
	KindWaived hall.Kind = "fee.waived"
	KindVoided hall.Kind = "fee.voided"
)

// State is where a slip stands.
type State string

// The states.
const (
	Free   State = "free"   // nothing is owed
	Owed   State = "owed"   // not paid yet
	Paid   State = "paid"   // paid, with a receipt
	Waived State = "waived" // let off, with a reason
	Voided State = "voided" // written wrongly, with a reason
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Free:
		return "不收费"
	case Owed:
		return "待缴"
	case Paid:
		return "已缴"
	case Waived:
		return "已减免"
	case Voided:
		return "已作废"
	}
	return string(s)
}

// Line is one fee of a case.
type Line struct {
	Case      string `json:"case"` // id; empty for what belongs to the visit as a whole
	Item      string `json:"item"` // code on the fee list
	Name      string `json:"name"`
	Basis     string `json:"basis"`
	AmountFen int64  `json:"amount_fen"`
}

// Founded is nil unless the line asks money without a basis.
// Source: 娄底市 2014 年乡镇便民服务规范化建设通知 第七项（收费清理）；行政许可法 第五十八条.
func (l Line) Founded() error {
	if l.AmountFen > 0 && strings.TrimSpace(l.Basis) == "" {
		return hall.Forbid("收费没有依据，不能收", "请写明依据的文件和条款；没有依据的一律不收")
	}
	return nil
}

// Slip (缴费通知) is the fold of its entries.
type Slip struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Day      hall.Date     `json:"day"`
	Biller   string        `json:"biller"` // staff id
	Visit    string        `json:"visit"`  // id
	Lines    []Line        `json:"lines,omitempty"`
	TotalFen int64         `json:"total_fen"`
	How      string        `json:"how,omitempty"`        // how it was paid, one of Ways
	Receipt  string        `json:"receipt_no,omitempty"` // number of the receipt given
	Reason   string        `json:"reason,omitempty"`     // why waived or voided
	NoBasis  bool          `json:"no_basis,omitempty"`   // a line asks money without a basis
}

// Ways are how a fee is paid.
func Ways() []string { return []string{"现金", "扫码", "刷卡", "转账"} }

// Room is the room of fee slips.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "缴费通知",
		Kinds: map[hall.Kind]string{KindBilled: "开缴费通知", KindPaid: "缴费", KindWaived: "减免", KindVoided: "作废"},
		Read:  readSlip, Open: hall.OpenRecord[Slip],
	}
}

// Facts implements hall.Record. The keys are its cases, and NoBasisKey when a fee has no basis.
func (s *Slip) Facts() hall.Facts {
	var keys []string
	for _, l := range s.Lines {
		keys = append(keys, l.Case)
	}
	if s.NoBasis {
		keys = append(keys, NoBasisKey)
	}
	return hall.Facts{
		Sort: Sort, No: string(s.No), State: string(s.State), Open: s.State == Owed, Day: s.Day, Owner: s.Biller, Of: s.Visit, Keys: keys,
	}
}

// Yuan is an amount in fen as printed: 12.50 元.
func Yuan(fen int64) string { return fmt.Sprintf("%d.%02d 元", fen/100, fen%100) }

// Bill (开缴费通知) begins the one slip of a visit. No lines means that nothing is charged. A fee
// without basis is marked, not dropped: a counter refuses to write one, and a journal that holds
// one must still show it.
type Bill struct {
	No    hall.RecordNo `json:"no"`
	Hall  string        `json:"hall"`
	Day   hall.Date     `json:"day"`
	Visit string        `json:"visit"` // id
	Lines []Line        `json:"lines,omitempty"`
}

// Kind implements hall.Body.
func (Bill) Kind() hall.Kind { return KindBilled }

// Complete implements hall.Part.
func (b Bill) Complete() error {
	switch {
	case b.Visit == "":
		return hall.Refuse("没有写是哪次来访的", "请给出来访号")
	case len(b.Lines) > MostLines:
		return hall.Refuse(fmt.Sprintf("一张缴费通知有 %d 行，太多了", len(b.Lines)), fmt.Sprintf("最多 %d 行", MostLines))
	}
	for i, l := range b.Lines {
		if l.AmountFen < 0 || l.AmountFen > MostFen || strings.TrimSpace(l.Name) == "" {
			return hall.Refuse(fmt.Sprintf("第 %d 行收费的名称或金额不对", i+1), "名称不能空，金额不小于 0，以分为单位")
		}
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Bill) Fits(s *Slip) error {
	if s != nil {
		return hall.Forbid("同一张缴费通知开了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Bill) Put(s *Slip, h journal.Header) {
	s.Hall, s.No, s.Day, s.Visit, s.Biller, s.Lines, s.State = b.Hall, b.No, b.Day, b.Visit, h.Actor, b.Lines, Free
	for _, l := range b.Lines {
		s.TotalFen += l.AmountFen
		s.NoBasis = s.NoBasis || l.Founded() != nil
	}
	if s.TotalFen > 0 {
		s.State = Owed
	}
}

// Note implements hall.Part.
func (b Bill) Note() string {
	total, bad := int64(0), ""
	for _, l := range b.Lines {
		total += l.AmountFen
		if l.Founded() != nil {
			bad = "；有收费没有依据"
		}
	}
	return Yuan(total) + bad
}

// Payment (缴费) is made by the applicant, with a receipt.
type Payment struct {
	How     string `json:"how"`
	Receipt string `json:"receipt_no"`
}

// Kind implements hall.Body.
func (Payment) Kind() hall.Kind { return KindPaid }

// Complete implements hall.Part.
func (b Payment) Complete() error {
	if !slices.Contains(Ways(), b.How) {
		return hall.Refuse("缴费方式不认识", "应是 "+strings.Join(Ways(), "、")+" 之一")
	}
	if strings.TrimSpace(b.Receipt) == "" {
		return hall.Refuse("没有写票据号", "收了费就要开票，请写票据上的号码")
	}
	return nil
}

// Fits implements hall.Part.
func (b Payment) Fits(s *Slip) error { return s.owed("缴费") }

// Put implements hall.Part.
func (b Payment) Put(s *Slip, _ journal.Header) { s.State, s.How, s.Receipt = Paid, b.How, b.Receipt }

// Note implements hall.Part.
func (b Payment) Note() string { return b.How + "，票据号 " + b.Receipt }

// Waiver (减免) lets the applicant off, with a reason.
type Waiver struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Waiver) Kind() hall.Kind { return KindWaived }

// Complete implements hall.Part.
func (b Waiver) Complete() error { return why("减免", b.Reason) }

// Fits implements hall.Part.
func (b Waiver) Fits(s *Slip) error { return s.owed("减免") }

// Put implements hall.Part.
func (b Waiver) Put(s *Slip, _ journal.Header) { s.State, s.Reason = Waived, b.Reason }

// Note implements hall.Part.
func (b Waiver) Note() string { return b.Reason }

// Voiding (作废) takes a slip out that was written wrongly. A paid one stays: money was taken.
type Voiding struct {
	Reason string `json:"reason"`
}

// Kind implements hall.Body.
func (Voiding) Kind() hall.Kind { return KindVoided }

// Complete implements hall.Part.
func (b Voiding) Complete() error { return why("作废", b.Reason) }

// Fits implements hall.Part.
func (b Voiding) Fits(s *Slip) error {
	if s != nil && s.State == Free {
		return nil
	}
	return s.owed("作废")
}

// Put implements hall.Part.
func (b Voiding) Put(s *Slip, _ journal.Header) { s.State, s.Reason = Voided, b.Reason }

// Note implements hall.Part.
func (b Voiding) Note() string { return b.Reason }

// owed is nil while the slip is not settled.
func (s *Slip) owed(what string) error {
	if s == nil {
		return hall.Missing("没有这张缴费通知", "请核对编号")
	}
	if s.State == Owed {
		return nil
	}
	return hall.Forbid(fmt.Sprintf("缴费通知 %s %s，不能%s", s.No.Spoken(), s.State.Han(), what), "请核对编号")
}

func why(what, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return hall.Refuse(what+"要写理由", "请写明为什么"+what)
	}
	return nil
}

func readSlip(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindBilled:
		return hall.ReadPart[Bill, Slip](e)
	case KindPaid:
		return hall.ReadPart[Payment, Slip](e)
	case KindWaived:
		return hall.ReadPart[Waiver, Slip](e)
	case KindVoided:
		return hall.ReadPart[Voiding, Slip](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
