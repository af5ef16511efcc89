package rating

import (
	"regexp"

	"bianmin/hall"
	"bianmin/hall/journal"
)

var scanForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Giving (评价) is the grade an applicant gave. It takes the place of an unrated one: a slip
// brought back later counts. A second grade of the same visit never does.
//
// It is long because the body of an entry stands for ever, flat and readable.
type Giving struct {
	No        hall.RecordNo `json:"no"`
	Hall      string        `json:"hall"`
	Day       hall.Date     `json:"day"`
	About     About         `json:"about"`
	Grade     Grade         `json:"grade"`
	Tags      []string      `json:"tags,omitempty"`
	Comment   string        `json:"comment,omitempty"`
	How       string        `json:"how"`                  // Screen or Slip
	SignedIn  string        `json:"signed_in,omitempty"`  // screen only
	EnteredBy string        `json:"entered_by,omitempty"` // slip only
	Scan      string        `json:"scan,omitempty"`       // slip only
	RealName  bool          `json:"real_name"`
	Person    *hall.Person  `json:"person,omitempty"` // only when RealName
	Limits    *Limits       `json:"limits,omitempty"` // of a real-name bad rating
}

// Kind implements hall.Body.
func (Giving) Kind() hall.Kind { return KindGiven }

// Complete implements hall.Part. A slip entered by one of the rated is no rating.
func (b Giving) Complete() error {
	if err := b.About.complete(); err != nil {
		return err
	}
	about := &Rating{About: b.About}
	switch {
	case !b.Grade.Valid():
		return hall.Refuse("不认识这个评价等级", "应是五个等级之一")
	case b.How != Screen && b.How != Slip:
		return hall.Refuse("评价的方式不认识", "应是 screen（屏幕）或 slip（评价单）")
	case b.How == Screen && (b.SignedIn == "" || b.EnteredBy != "" || b.Scan != ""):
		return hall.Refuse("屏幕评价要写明当时谁登录，没有录入人", "请在登录后请申请人评价")
	case b.How == Slip && (b.EnteredBy == "" || b.SignedIn != ""):
		return hall.Refuse("评价单要写明由谁录入", "请录入的人自己登录后录入")
	case b.How == Slip && about.Is(b.EnteredBy):
		return hall.Forbid("被评价的人不能录入对自己的评价", "请换一个人来录入")
	case b.Scan != "" && !scanForm.MatchString(b.Scan):
		return hall.Refuse("评价单扫描件的校验值不对", "应是 64 位十六进制")
	case b.RealName != (b.Person != nil):
		return hall.Refuse("实名评价才写姓名，匿名评价不写", "请核对是否实名")
	case b.RealName && b.Grade.Bad() != (b.Limits != nil):
		return hall.Refuse("实名差评要有回访的期限，别的没有", "请重新评价")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part: one rating per visit. Typical practice, a parameter of RulesEdition.
func (b Giving) Fits(r *Rating) error {
	if r != nil && r.Grade != "" {
		return hall.Forbid("这次来访已经收到过评价", "一次来访只评一次")
	}
	return nil
}

// Put implements hall.Part. The number of the rating is that of the grade, whatever came first.
func (b Giving) Put(r *Rating, _ journal.Header) {
	r.Hall, r.No, r.Day, r.About, r.Grade = b.Hall, b.No, b.Day, b.About, b.Grade
	r.Said = Said{Tags: b.Tags, Comment: b.Comment}
	r.Source = Source{How: b.How, SignedIn: b.SignedIn, EnteredBy: b.EnteredBy, Scan: b.Scan}
	r.Person, r.Limits, r.State = b.Person, b.Limits, Given
	if b.RealName && b.Grade.Bad() {
		r.State = Owed
	}
}

// Note implements hall.Part. The grade is not in it: a timeline may be seen by the rated.
func (b Giving) Note() string {
	if b.How == Slip {
		return "评价单"
	}
	return "屏幕，登录人 " + b.SignedIn
}

// ReasonTimeout is why a visit is unrated: nobody touched the screen in time.
const ReasonTimeout = "timeout"

// Timeout (未评价) is a visit nobody rated in time. It is a value of its own, never satisfied.
type Timeout struct {
	No     hall.RecordNo `json:"no"`
	Hall   string        `json:"hall"`
	Day    hall.Date     `json:"day"`
	About  About         `json:"about"`
	Reason string        `json:"reason"`
}

// Kind implements hall.Body.
func (Timeout) Kind() hall.Kind { return KindUnrated }

// Complete implements hall.Part.
func (b Timeout) Complete() error {
	if b.Reason != ReasonTimeout {
		return hall.Refuse("未评价的原因不认识", "应是 timeout（超时）")
	}
	if err := b.About.complete(); err != nil {
		return err
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Timeout) Fits(r *Rating) error {
	if r != nil {
		return hall.Forbid("这次来访已经收到过评价", "一次来访只评一次")
	}
	return nil
}

// Put implements hall.Part.
func (b Timeout) Put(r *Rating, _ journal.Header) {
	r.Hall, r.No, r.Day, r.About, r.State = b.Hall, b.No, b.Day, b.About, Unrated
}

// Note implements hall.Part.
func (b Timeout) Note() string { return "超时" }
