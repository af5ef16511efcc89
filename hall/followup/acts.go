package followup

import (
	"regexp"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

var monthForm = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

// ValidMonth reports whether a text is a month, YYYY-MM.
func ValidMonth(text string) bool { return monthForm.MatchString(text) }

// Draw (抽中回访) opens the follow-up of one case of a sample. Seed and Percent let anybody
// draw the sample again.
type Draw struct {
	No      hall.RecordNo   `json:"no"`
	Hall    string          `json:"hall"`
	Day     hall.Date       `json:"day"`
	Month   string          `json:"month"` // YYYY-MM
	Case    string          `json:"case"`  // id
	Matter  hall.MatterName `json:"matter"`
	Served  []string        `json:"served"` // staff ids
	Seed    string          `json:"seed"`
	Percent int             `json:"percent"` // 1–100
	Due     hall.Due        `json:"due"`
}

// Kind implements hall.Body.
func (Draw) Kind() hall.Kind { return KindDrawn }

// Complete implements hall.Part.
func (b Draw) Complete() error {
	switch {
	case b.Case == "":
		return hall.Refuse("没有写回访哪个办件", "请给出办件编号")
	case !ValidMonth(b.Month):
		return hall.Refuse("抽样的月份写法不对", "应像 2026-11")
	case b.Percent < 1 || b.Percent > 100:
		return hall.Refuse("抽样的比例不对", "应是 1 到 100，表示百分之几")
	case b.Due.Last.IsZero():
		return hall.Refuse("回访没有期限", "请重新抽样")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Draw) Fits(f *FollowUp) error {
	if f != nil {
		return hall.Forbid("这个办件这个月已经抽中过", "请在回访清单里找")
	}
	return nil
}

// Put implements hall.Part.
func (b Draw) Put(f *FollowUp, _ journal.Header) {
	f.Hall, f.No, f.Day, f.Month, f.Case, f.Matter, f.Served = b.Hall, b.No, b.Day, b.Month, b.Case, b.Matter, b.Served
	f.Due, f.State = b.Due, Drawn
}

// Note implements hall.Part.
func (b Draw) Note() string { return b.Month }

// Contact (回访) is a call, answered or not.
type Contact struct {
	By     string    `json:"by"` // staff id
	Day    hall.Date `json:"day"`
	How    string    `json:"how"`
	Answer Answer    `json:"answer"`
	Text   string    `json:"text,omitempty"` // may hold personal data
}

// Kind implements hall.Body.
func (Contact) Kind() hall.Kind { return KindContacted }

// Complete implements hall.Part.
func (b Contact) Complete() error {
	switch {
	case !slices.Contains(Ways(), b.How):
		return hall.Refuse("回访的方式不认识", "应是 "+strings.Join(Ways(), "、")+" 之一")
	case !slices.Contains(Answers(), b.Answer):
		return hall.Refuse("回访的结果不认识", "应是 content（满意）、unhappy（不满意）、unreached（联系不上）、silent（不愿回答）之一")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Contact) Fits(f *FollowUp) error { return f.open(b.By, "回访") }

// Put implements hall.Part.
func (b Contact) Put(f *FollowUp, _ journal.Header) {
	f.By = b.By
	f.Calls = append(f.Calls, Call{Day: b.Day, How: b.How, Answer: b.Answer, Text: b.Text})
	if b.Answer != Unreached {
		f.State = Contacted
	}
}

// Note implements hall.Part.
func (b Contact) Note() string { return b.How + "，" + b.Answer.Han() }

// Rectification (整改) is what was done about an unhappy answer.
type Rectification struct {
	By      string `json:"by"` // staff id
	Measure string `json:"measure"`
}

// Kind implements hall.Body.
func (Rectification) Kind() hall.Kind { return KindRectified }

// Complete implements hall.Part.
func (b Rectification) Complete() error {
	if strings.TrimSpace(b.Measure) == "" {
		return hall.Refuse("没有写怎么整改的", "请用一句话写下整改的办法")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Rectification) Fits(f *FollowUp) error {
	if err := f.open(b.By, "整改"); err != nil {
		return err
	}
	if call, heard := f.heard(); !heard || call.Answer != Unhappy {
		return hall.Forbid("回访没有说不满意，不用整改", "请直接办结")
	}
	return nil
}

// Put implements hall.Part.
func (b Rectification) Put(f *FollowUp, _ journal.Header) { f.State, f.Measure = Rectified, b.Measure }

// Note implements hall.Part.
func (b Rectification) Note() string { return "" }

// Closing (回访办结) ends a follow-up.
type Closing struct {
	By string `json:"by"` // staff id
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (b Closing) Complete() error { return byWhom(b.By) }

// Fits implements hall.Part. An unhappy answer is put right first.
// Typical practice, a parameter of RulesEdition.
func (b Closing) Fits(f *FollowUp) error {
	if err := f.open(b.By, "办结"); err != nil {
		return err
	}
	call, heard := f.heard()
	switch {
	case heard && call.Answer == Unhappy && f.State != Rectified:
		return hall.Forbid("回访说不满意，还没有整改，不能办结", "请先写整改的办法")
	case !heard && len(f.Calls) < LeastTries:
		return hall.Forbid("还没有联系上，联系的次数也不够，不能办结", "请再联系；三次联系不上才可以办结")
	}
	return nil
}

// Put implements hall.Part.
func (b Closing) Put(f *FollowUp, _ journal.Header) { f.State = Closed }

// Note implements hall.Part.
func (b Closing) Note() string { return "" }

// open is nil when the follow-up runs and the person did not serve in the case.
func (f *FollowUp) open(by, what string) error {
	switch {
	case f == nil:
		return hall.Missing("没有这条回访", "请核对编号")
	case f.State == Closed:
		return hall.Forbid("这条回访已经办结，不能再"+what, "新的问题请另行登记")
	case f.Is(by):
		return hall.Forbid("经办人不能回访自己的办件", "请换一个人来办")
	}
	return nil
}

func byWhom(staff string) error {
	if staff == "" {
		return hall.Refuse("没有写是谁办的", "请办的人自己登录")
	}
	return nil
}
