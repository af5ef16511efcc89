package fee

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// ItemSort is the sort of the items of the fee list.
const ItemSort hall.Sort = "feeitem"

// ReviewDays is how long a review holds: a year. Typical practice, a parameter of RulesEdition.
const ReviewDays = 365

// The kinds of its entries.
const (
	KindListed   hall.Kind = "feeitem.listed"
	KindReviewed hall.Kind = "feeitem.reviewed"
)

// Mark is what a review came to.
type Mark string

// The marks.
const (
	Kept      Mark = "保留"
	Cancelled Mark = "取消"
	Exempt    Mark = "免征"
	Lowered   Mark = "降低"
)

// Marks are all marks, in the order a list offers them.
func Marks() []Mark { return []Mark{Kept, Cancelled, Exempt, Lowered} }

// Charged reports whether an item with the mark may be charged; one not reviewed yet may.
func (m Mark) Charged() bool { return m != Cancelled && m != Exempt }

// Item (收费项目) is one line of the fee list, as the fold of its entries.
type Item struct {
	hall.Trace
	Code      string    `json:"code"`
	Name      string    `json:"name"`
	Matter    string    `json:"matter,omitempty"` // catalogue code; empty for none
	Basis     string    `json:"basis"`
	AmountFen int64     `json:"amount_fen"` // for one unit
	Unit      string    `json:"unit"`       // 件, 证, 平方米
	Listed    hall.Date `json:"listed"`
	Review    Reviewed  `json:"review,omitzero"` // zero until reviewed
}

// Reviewed is what the last review of an item came to.
type Reviewed struct {
	Mark   Mark      `json:"mark"`
	Day    hall.Date `json:"day"`
	By     string    `json:"by"`                // staff id
	WasFen int64     `json:"was_fen,omitempty"` // the amount before it was lowered
	Remark string    `json:"remark,omitempty"`
}

// ItemID is the id of the item with a code in a hall, the same on every device.
func ItemID(hallCode, code string) string { return hall.TimeID(hallCode, string(ItemSort), code) }

// ItemRoom is the room of the fee list.
func ItemRoom() hall.Room {
	return hall.Room{
		Sort: ItemSort, Han: "收费项目",
		Kinds: map[hall.Kind]string{KindListed: "列入收费清单", KindReviewed: "收费清理"},
		Read:  readItem, Open: hall.OpenRecord[Item],
	}
}

// Facts implements hall.Record. It is due for review when the last one no longer holds.
func (i *Item) Facts() hall.Facts {
	return hall.Facts{
		Sort: ItemSort, State: string(i.Review.Mark), Open: i.Review.Mark != Cancelled, Day: i.Listed, Due: i.ReviewDue(), Keys: []string{i.Code, i.Matter},
	}
}

// ReviewDue is the last day the review holds; the day it was listed when there was none. It is
// zero for a cancelled item. Source: 娄底市 2014 年乡镇便民服务规范化建设通知 第七项（收费清理）.
func (i *Item) ReviewDue() hall.Date {
	switch {
	case i.Review.Mark == Cancelled:
		return hall.Date{}
	case i.Review.Day.IsZero():
		return i.Listed
	}
	return i.Review.Day.AddDays(ReviewDays)
}

// Stale reports whether the item waits for a review on a day.
func (i *Item) Stale(on hall.Date) bool {
	return i.Review.Mark != Cancelled && (i.Review.Day.IsZero() || on.After(i.ReviewDue()))
}

// Allows is nil when the list lets a counter ask the amount of the item.
func (i *Item) Allows(amountFen int64) error {
	if amountFen > 0 && !i.Review.Mark.Charged() {
		return hall.Forbid(fmt.Sprintf("收费项目 %s 已经%s，不能收费", i.Code, i.Review.Mark), "请按 0 元开，或不写这一行")
	}
	return nil
}

// Listing (列入收费清单) puts an item on the list, or changes what the list says of it.
type Listing struct {
	Hall      string    `json:"hall"`
	Day       hall.Date `json:"day"`
	Code      string    `json:"code"`
	Name      string    `json:"name"`
	Matter    string    `json:"matter,omitempty"`
	Basis     string    `json:"basis"`
	AmountFen int64     `json:"amount_fen"`
	Unit      string    `json:"unit"`
}

// Kind implements hall.Body.
func (Listing) Kind() hall.Kind { return KindListed }

// Complete implements hall.Part.
func (b Listing) Complete() error {
	switch {
	case strings.TrimSpace(b.Code) == "" || strings.TrimSpace(b.Name) == "":
		return hall.Refuse("收费项目要有代码和名称", "请写全")
	case b.AmountFen < 0 || b.AmountFen > MostFen:
		return hall.Refuse("收费标准不对", "以分为单位，不小于 0")
	case b.AmountFen > 0 && strings.TrimSpace(b.Basis) == "":
		return hall.Refuse("收费项目没有依据，不能列入清单", "请写明依据的文件和条款")
	}
	return nil
}

// Fits implements hall.Part.
func (b Listing) Fits(i *Item) error {
	if i != nil && i.Code != b.Code {
		return hall.Forbid("收费项目的代码不能改", "请另列一项")
	}
	return nil
}

// Put implements hall.Part. A change of amount or basis takes the review back.
func (b Listing) Put(i *Item, _ journal.Header) {
	if i.AmountFen != b.AmountFen || i.Basis != b.Basis {
		i.Review = Reviewed{}
	}
	i.Hall, i.Code, i.Name, i.Matter, i.Listed = b.Hall, b.Code, b.Name, b.Matter, b.Day
	i.Basis, i.AmountFen, i.Unit = b.Basis, b.AmountFen, b.Unit
}

// Note implements hall.Part.
func (b Listing) Note() string { return b.Code + " " + Yuan(b.AmountFen) }

// Reviewing (收费清理) marks an item: kept, cancelled, exempt or lowered.
type Reviewing struct {
	Mark      Mark      `json:"mark"`
	Day       hall.Date `json:"day"`
	AmountFen int64     `json:"amount_fen,omitempty"` // the new amount, for lowered
	Remark    string    `json:"remark,omitempty"`
}

// Kind implements hall.Body.
func (Reviewing) Kind() hall.Kind { return KindReviewed }

// Complete implements hall.Part.
func (b Reviewing) Complete() error {
	switch {
	case !slices.Contains(Marks(), b.Mark):
		return hall.Refuse("清理标记不认识", "应是 保留、取消、免征、降低 之一")
	case b.Day.IsZero():
		return hall.Refuse("没有写哪天清理的", "请写日期")
	case b.AmountFen < 0 || b.Mark != Lowered && b.AmountFen != 0:
		return hall.Refuse("只有「降低」要写新的标准", "请去掉金额，或改标记为 降低")
	}
	return nil
}

// Fits implements hall.Part.
func (b Reviewing) Fits(i *Item) error {
	if i == nil {
		return hall.Missing("清单上没有这个收费项目", "请先列入清单")
	}
	if b.Mark == Lowered && b.AmountFen >= i.AmountFen {
		return hall.Forbid(fmt.Sprintf("新的标准不比现在的 %s 低", Yuan(i.AmountFen)), "请核对金额；不变的用 保留")
	}
	return nil
}

// Put implements hall.Part.
func (b Reviewing) Put(i *Item, h journal.Header) {
	i.Review = Reviewed{Mark: b.Mark, Day: b.Day, By: h.Actor, Remark: b.Remark}
	if b.Mark == Lowered {
		i.Review.WasFen, i.AmountFen = i.AmountFen, b.AmountFen
	}
}

// Note implements hall.Part.
func (b Reviewing) Note() string {
	if b.Mark == Lowered {
		return string(b.Mark) + "到 " + Yuan(b.AmountFen)
	}
	return string(b.Mark)
}

func readItem(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindListed:
		return hall.ReadPart[Listing, Item](e)
	case KindReviewed:
		return hall.ReadPart[Reviewing, Item](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}
