package visit

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Opening (来访) begins a visit.
type Opening struct {
	No      hall.RecordNo `json:"no"`
	Hall    string        `json:"hall"`
	Day     hall.Date     `json:"day"`
	People  []hall.Person `json:"people"`
	How     string        `json:"how"`
	Ticket  string        `json:"ticket,omitempty"` // id of the ticket
	Checked *PreCheck     `json:"checked,omitempty"`
}

// Kind implements hall.Body.
func (Opening) Kind() hall.Kind { return KindOpened }

// Complete implements hall.Part.
func (b Opening) Complete() error {
	switch {
	case len(b.People) == 0:
		return hall.Refuse("没有写谁来了", "请至少写一位来访人")
	case len(b.People) > MostPeople:
		return hall.Refuse(fmt.Sprintf("一次来访有 %d 个人，太多了", len(b.People)), fmt.Sprintf("最多 %d 人，请分开登记", MostPeople))
	case slices.ContainsFunc(b.People, nameless):
		return hall.Refuse("有一位来访人没有姓名", "请填姓名")
	case !slices.Contains(Ways(), b.How):
		return hall.Refuse("来访方式不认识", "应是 "+strings.Join(Ways(), "、")+" 之一")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Opening) Fits(v *Visit) error {
	if v != nil {
		return hall.Forbid("同一次来访登记了两次", "请核对来访号")
	}
	return nil
}

// Put implements hall.Part.
func (b Opening) Put(v *Visit, h journal.Header) {
	v.Hall, v.No, v.Day, v.State, v.Opener = b.Hall, b.No, b.Day, Open, h.Actor
	v.People, v.How, v.Ticket, v.Checked = b.People, b.How, b.Ticket, b.Checked
}

// Note implements hall.Part.
func (b Opening) Note() string { return fmt.Sprintf("%s，%d 人", b.How, len(b.People)) }

// Joining (又来一人) adds a person to the visit.
type Joining struct {
	Person hall.Person `json:"person"`
}

// Kind implements hall.Body.
func (Joining) Kind() hall.Kind { return KindJoined }

// Complete implements hall.Part.
func (b Joining) Complete() error {
	if nameless(b.Person) {
		return hall.Refuse("没有写谁来了", "请填姓名")
	}
	return nil
}

// Fits implements hall.Part.
func (b Joining) Fits(v *Visit) error {
	if err := v.Running("加人"); err != nil {
		return err
	}
	if v.Same(b.Person) != nil {
		return hall.Forbid("这个人已经在这次来访里", "不用再加")
	}
	if len(v.People) >= MostPeople {
		return hall.Forbid(fmt.Sprintf("一次来访最多 %d 人", MostPeople), "请另开一次来访")
	}
	return nil
}

// Put implements hall.Part.
func (b Joining) Put(v *Visit, _ journal.Header) { v.People = append(v.People, b.Person) }

// Note implements hall.Part.
func (Joining) Note() string { return "" }

// Casing (收了一件) says that a case was taken in on the visit.
type Casing struct {
	Case string      `json:"case"` // id
	No   hall.CaseNo `json:"no"`
}

// Kind implements hall.Body.
func (Casing) Kind() hall.Kind { return KindCased }

// Complete implements hall.Part.
func (b Casing) Complete() error {
	if b.Case == "" {
		return hall.Refuse("没有写收了哪一件", "请给出办件编号")
	}
	_, err := hall.ParseCaseNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Casing) Fits(v *Visit) error {
	if err := v.Running("收件"); err != nil {
		return err
	}
	if slices.ContainsFunc(v.Cases, func(c CaseOf) bool { return c.Case == b.Case }) {
		return hall.Forbid(fmt.Sprintf("办件 %s 已经在这次来访里", b.No.Spoken()), "不用再加")
	}
	return nil
}

// Put implements hall.Part.
func (b Casing) Put(v *Visit, _ journal.Header) { v.Cases = append(v.Cases, CaseOf(b)) }

// Note implements hall.Part.
func (b Casing) Note() string { return b.No.Spoken() }

// Copying (复印) says that a document was copied. Each is copied once on a visit.
type Copying struct {
	Copy
}

// Kind implements hall.Body.
func (Copying) Kind() hall.Kind { return KindCopied }

// Complete implements hall.Part.
func (b Copying) Complete() error {
	if strings.TrimSpace(b.Document) == "" || b.Person == "" {
		return hall.Refuse("复印要写是什么、谁的", "请写材料名称")
	}
	return nil
}

// Fits implements hall.Part.
func (b Copying) Fits(v *Visit) error {
	if err := v.Running("复印"); err != nil {
		return err
	}
	if v.Copied(b.Document, b.Person) {
		return hall.Forbid(fmt.Sprintf("%s这次来访已经复印过", b.Document), "请用已有的那一份，不要让群众再印")
	}
	return nil
}

// Put implements hall.Part.
func (b Copying) Put(v *Visit, _ journal.Header) { v.Copies = append(v.Copies, b.Copy) }

// Note implements hall.Part.
func (b Copying) Note() string { return b.Document }

// Billing (开缴费通知) names the one fee slip of the visit. Another follows only when it stands
// in place of the one before, which was voided.
type Billing struct {
	Slip    string        `json:"slip"` // id of the fee slip
	No      hall.RecordNo `json:"no"`
	InPlace string        `json:"in_place_of,omitempty"` // id of the voided slip
}

// Kind implements hall.Body.
func (Billing) Kind() hall.Kind { return KindBilled }

// Complete implements hall.Part.
func (b Billing) Complete() error {
	if b.Slip == "" {
		return hall.Refuse("没有写是哪张缴费通知", "请给出缴费通知编号")
	}
	return nil
}

// Fits implements hall.Part. Source: 娄底市 2014 年乡镇便民服务规范化建设通知 第六项（一票制收费）.
func (b Billing) Fits(v *Visit) error {
	if err := v.Running("开缴费通知"); err != nil {
		return err
	}
	if v.Fee != b.InPlace {
		return hall.Forbid("一次来访只开一张缴费通知", "要改的，请先作废原来的一张")
	}
	return nil
}

// Put implements hall.Part.
func (b Billing) Put(v *Visit, _ journal.Header) { v.Fee = b.Slip }

// Note implements hall.Part.
func (b Billing) Note() string { return string(b.No) }

// Closing (离开) ends the visit.
type Closing struct{}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (Closing) Complete() error { return nil }

// Fits implements hall.Part.
func (Closing) Fits(v *Visit) error { return v.Running("结束") }

// Put implements hall.Part.
func (Closing) Put(v *Visit, _ journal.Header) { v.State = Closed }

// Note implements hall.Part.
func (Closing) Note() string { return "" }

func nameless(p hall.Person) bool { return strings.TrimSpace(p.Name) == "" }
