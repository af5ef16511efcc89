package rating

import (
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// FollowUp (回访整改) is how a bad rating is put right.
type FollowUp struct {
	By      string  `json:"by,omitempty"` // staff id who follows it up, never one of the rated
	Calls   []Call  `json:"calls,omitempty"`
	Measure string  `json:"measure,omitempty"`
	Outcome Outcome `json:"outcome,omitempty"`
	Text    string  `json:"text,omitempty"`
}

// Call is one attempt to hear the applicant.
type Call struct {
	Day    hall.Date `json:"day"`
	How    string    `json:"how"` // one of CallWays
	Result Result    `json:"result"`
	Text   string    `json:"text,omitempty"` // may hold personal data
}

// Result is what a call came to.
type Result string

// The results.
const (
	Confirmed Result = "confirmed" // 属实: must be put right
	Unfounded Result = "unfounded" // 不属实
	Unreached Result = "unreached" // 联系不上
)

// Han is the result as a list shows it.
func (r Result) Han() string {
	switch r {
	case Confirmed:
		return "属实"
	case Unfounded:
		return "不属实"
	case Unreached:
		return "联系不上"
	}
	return string(r)
}

// CallWays are how an applicant is heard.
func CallWays() []string { return []string{"电话", "上门", "当面"} }

// Outcome is how a follow-up ended.
type Outcome string

// The outcomes. Each follows from the calls and the measure; nobody picks it.
const (
	Resolved   Outcome = "resolved"    // confirmed and put right
	Groundless Outcome = "unfounded"   // not confirmed
	NoReach    Outcome = "unreachable" // tried often enough
)

// Han is the outcome as a list shows it.
func (o Outcome) Han() string {
	switch o {
	case Resolved:
		return "已整改"
	case Groundless:
		return "不属实"
	case NoReach:
		return "多次联系不上"
	}
	return string(o)
}

// heard is the last call in which the applicant was reached, or false.
func (f FollowUp) heard() (Call, bool) {
	for _, c := range slices.Backward(f.Calls) {
		if c.Result != Unreached {
			return c, true
		}
	}
	return Call{}, false
}

// Start (开始回访) takes a bad rating on.
type Start struct {
	By string `json:"by"` // staff id
}

// Kind implements hall.Body.
func (Start) Kind() hall.Kind { return KindStarted }

// Complete implements hall.Part.
func (b Start) Complete() error { return byWhom(b.By) }

// Fits implements hall.Part: only a bad rating is followed up here, never by the rated.
// Source: 国办发〔2019〕51号 (every real-name bad rating is heard).
func (b Start) Fits(r *Rating) error {
	if err := r.there("回访"); err != nil {
		return err
	}
	switch {
	case !r.Grade.Bad():
		return hall.Forbid("这条不是差评，不用这样回访", "抽样回访请用办件回访")
	case r.State != Owed && r.State != Given:
		return hall.Forbid("这条差评已经有人回访", "请由回访的人接着办")
	}
	return r.notRated(b.By, "回访自己的差评")
}

// Put implements hall.Part.
func (b Start) Put(r *Rating, _ journal.Header) { r.State, r.FollowUp.By = Started, b.By }

// Note implements hall.Part.
func (b Start) Note() string { return "" }

// Contact (回访) is a call to the applicant, reached or not.
type Contact struct {
	By     string    `json:"by"` // staff id
	Day    hall.Date `json:"day"`
	How    string    `json:"how"`
	Result Result    `json:"result"`
	Text   string    `json:"text,omitempty"` // what was said; may hold personal data
}

// Kind implements hall.Body.
func (Contact) Kind() hall.Kind { return KindContacted }

// Complete implements hall.Part.
func (b Contact) Complete() error {
	switch {
	case !slices.Contains(CallWays(), b.How):
		return hall.Refuse("回访的方式不认识", "应是 "+strings.Join(CallWays(), "、")+" 之一")
	case !slices.Contains([]Result{Confirmed, Unfounded, Unreached}, b.Result):
		return hall.Refuse("回访的结果不认识", "应是 confirmed（属实）、unfounded（不属实）、unreached（联系不上）之一")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Contact) Fits(r *Rating) error {
	if err := r.underway("回访"); err != nil {
		return err
	}
	return r.notRated(b.By, "回访自己的差评")
}

// Put implements hall.Part.
func (b Contact) Put(r *Rating, _ journal.Header) {
	r.FollowUp.By = b.By
	r.FollowUp.Calls = append(r.FollowUp.Calls, Call{Day: b.Day, How: b.How, Result: b.Result, Text: b.Text})
	if b.Result != Unreached {
		r.State = Contacted
	}
}

// Note implements hall.Part.
func (b Contact) Note() string { return b.How + "，" + b.Result.Han() }

// Rectification (整改) is what was done about a confirmed bad rating.
type Rectification struct {
	By      string `json:"by"` // staff id
	Measure string `json:"measure"`
}

// Kind implements hall.Body.
func (Rectification) Kind() hall.Kind { return KindRectified }

// Complete implements hall.Part.
func (b Rectification) Complete() error {
	if blank(b.Measure) {
		return hall.Refuse("没有写怎么整改的", "请用一句话写下整改的办法")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Rectification) Fits(r *Rating) error {
	if err := r.underway("整改"); err != nil {
		return err
	}
	if _, heard := r.FollowUp.heard(); !heard {
		return hall.Forbid("还没有听过申请人怎么说，不能写整改", "请先回访申请人")
	}
	return r.notRated(b.By, "整改自己的差评")
}

// Put implements hall.Part.
func (b Rectification) Put(r *Rating, _ journal.Header) {
	r.State, r.FollowUp.Measure = Rectified, b.Measure
}

// Note implements hall.Part.
func (b Rectification) Note() string { return "" }

// Closing (回访办结) ends a follow-up.
type Closing struct {
	By   string `json:"by"`             // staff id
	Text string `json:"text,omitempty"` // may hold personal data
}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (b Closing) Complete() error { return byWhom(b.By) }

// Fits implements hall.Part. A confirmed bad rating is put right first; who is not reached
// has been tried Parameters.LeastTries times. Typical practice, a parameter of RulesEdition.
func (b Closing) Fits(r *Rating) error {
	if err := r.underway("办结"); err != nil {
		return err
	}
	call, heard := r.FollowUp.heard()
	switch {
	case heard && call.Result == Confirmed && r.State != Rectified:
		return hall.Forbid("差评属实，还没有整改，不能办结", "请先写整改的办法")
	case !heard && len(r.FollowUp.Calls) < Practice().LeastTries:
		return hall.Forbid("还没有联系上申请人，联系的次数也不够，不能办结", "请再联系；三次联系不上才可以办结")
	}
	return r.notRated(b.By, "办结自己的差评")
}

// Put implements hall.Part.
func (b Closing) Put(r *Rating, _ journal.Header) {
	call, heard := r.FollowUp.heard()
	r.State, r.FollowUp.Text = Closed, b.Text
	switch {
	case !heard:
		r.FollowUp.Outcome = NoReach
	case call.Result == Unfounded && r.FollowUp.Measure == "":
		r.FollowUp.Outcome = Groundless
	default:
		r.FollowUp.Outcome = Resolved
	}
}

// Note implements hall.Part.
func (b Closing) Note() string { return "" }

// underway is nil when a follow-up has started and not ended.
func (r *Rating) underway(what string) error {
	if err := r.there(what); err != nil {
		return err
	}
	switch r.State {
	case Given, Owed:
		return hall.Forbid("这条差评还没有开始回访，不能"+what, "请先开始回访")
	case Closed:
		return hall.Forbid("这条差评的回访已经办结", "新的问题请另行登记")
	}
	return nil
}

func byWhom(staff string) error {
	if staff == "" || staff == Applicant {
		return hall.Refuse("没有写是谁办的", "请办的人自己登录")
	}
	return nil
}
