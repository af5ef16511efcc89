// Package rating is what the people say of the hall's service (好差评): one rating per visit,
// by the applicant, the follow-up of a bad one, and the rated person's appeal. See DESIGN.md
// for who is blind to what.
package rating

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "rating"

// Letter begins the number of a rating.
const Letter = "R"

// Applicant is the actor of an entry that the applicant made at the screen turned to them.
// Who was signed in stands in the body.
const Applicant = hall.ActorApplicant

// The kinds of its entries.
const (
	KindGiven     hall.Kind = "rating.given"
	KindUnrated   hall.Kind = "rating.unrated"
	KindStarted   hall.Kind = "rating.started"
	KindContacted hall.Kind = "rating.contacted"
	KindRectified hall.Kind = "rating.rectified"
	KindClosed    hall.Kind = "rating.closed"
	KindAppealed  hall.Kind = "rating.appealed"
	KindReviewed  hall.Kind = "rating.reviewed"
)

// State is where a rating stands.
type State string

// The states.
const (
	Given     State = "given"     // graded, and no follow-up is owed
	Unrated   State = "unrated"   // nobody touched the screen in time
	Owed      State = "owed"      // a real-name bad rating whose follow-up has not started
	Started   State = "started"   // somebody follows it up; the applicant has not been reached
	Contacted State = "contacted" // the applicant has been heard
	Rectified State = "rectified" // put right
	Closed    State = "closed"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Given:
		return "已评价"
	case Unrated:
		return "未评价"
	case Owed:
		return "待回访"
	case Started:
		return "回访中"
	case Contacted:
		return "已回访"
	case Rectified:
		return "已整改"
	case Closed:
		return "已办结"
	}
	return string(s)
}

// Rating (好差评) is the fold of its entries. An unrated visit has one too, without a grade.
type Rating struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Day      hall.Date     `json:"day"`
	About    About         `json:"about"`
	Grade    Grade         `json:"grade,omitempty"` // empty when nobody rated
	Said     Said          `json:"said,omitzero"`
	Source   Source        `json:"source,omitzero"`
	Person   *hall.Person  `json:"person,omitempty"` // only when real-name
	Limits   *Limits       `json:"limits,omitempty"` // only of a real-name bad rating
	FollowUp FollowUp      `json:"follow_up,omitzero"`
	Appeal   *Appeal       `json:"appeal,omitempty"`
}

// About is the visit a rating is of, and the people who served in it. It holds no applicant.
type About struct {
	Of      string            `json:"of"`                // id of the visit, or of the case when there was no visit
	Cases   []string          `json:"cases,omitempty"`   // ids
	Matters []hall.MatterName `json:"matters,omitempty"` // of those cases, each once
	Rated   []string          `json:"rated"`             // staff ids, at least one
}

// Said is what the applicant added to the grade. It may hold personal data.
type Said struct {
	Tags    []string `json:"tags,omitempty"`
	Comment string   `json:"comment,omitempty"`
}

// How a rating came in.
const (
	Screen = "screen" // the applicant, at the screen turned to them
	Slip   = "slip"   // the printed slip (评价单), entered by somebody else than the rated
)

// Source is how a rating came in and by whose hands.
type Source struct {
	How       string `json:"how"`                  // Screen or Slip
	SignedIn  string `json:"signed_in,omitempty"`  // screen: staff id signed in beside the applicant
	EnteredBy string `json:"entered_by,omitempty"` // slip: staff id who typed it in
	Scan      string `json:"scan,omitempty"`       // slip: SHA-256 of the scan, 64 hex digits
}

// SubjectID is the subject of the rating of a visit (or of a case without one). It comes from
// the visit, so two devices cannot rate one visit twice: the second entry is a conflict.
func SubjectID(of string) string { return hall.TimeID(of, string(Sort), "1") }

// Room is the room of ratings.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "好差评",
		Kinds: map[hall.Kind]string{
			KindGiven: "评价", KindUnrated: "未评价", KindStarted: "开始回访", KindContacted: "回访", KindRectified: "整改",
			KindClosed: "回访办结", KindAppealed: "评价申诉", KindReviewed: "申诉复核",
		},
		Read: read, Open: hall.OpenRecord[Rating],
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindGiven:
		return hall.ReadPart[Giving, Rating](e)
	case KindUnrated:
		return hall.ReadPart[Timeout, Rating](e)
	case KindStarted:
		return hall.ReadPart[Start, Rating](e)
	case KindContacted:
		return hall.ReadPart[Contact, Rating](e)
	case KindRectified:
		return hall.ReadPart[Rectification, Rating](e)
	case KindClosed:
		return hall.ReadPart[Closing, Rating](e)
	case KindAppealed:
		return hall.ReadPart[Appealing, Rating](e)
	case KindReviewed:
		return hall.ReadPart[Review, Rating](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Facts implements hall.Record. The people rated are not in it: no list may lead them here.
func (r *Rating) Facts() hall.Facts {
	f := hall.Facts{
		Sort: Sort, No: string(r.No), State: string(r.State), Day: r.Day, Of: r.About.Of, Owner: r.FollowUp.By, Keys: r.About.Cases,
	}
	f.Open = r.following() || r.Appeal.waiting()
	f.Due = r.due()
	return f
}

// RealName reports whether the applicant said who they are.
func (r *Rating) RealName() bool { return r.Person != nil }

// Is reports whether the person is one of the rated.
func (r *Rating) Is(staff string) bool { return slices.Contains(r.About.Rated, staff) }

// following: somebody owes the next step of a follow-up.
func (r *Rating) following() bool {
	return slices.Contains([]State{Owed, Started, Contacted, Rectified}, r.State)
}

// due is the day of the next step, zero when nothing runs.
func (r *Rating) due() hall.Date {
	var day hall.Date
	if r.Limits != nil {
		switch r.State {
		case Owed:
			day = r.Limits.Start.Last
		case Started:
			day = r.Limits.Answer.Last
		case Contacted, Rectified:
			day = r.Limits.Close.Last
		}
	}
	if r.Appeal.waiting() && (day.IsZero() || r.Appeal.Due.Last.Before(day)) {
		day = r.Appeal.Due.Last
	}
	return day
}

// complete is nil when it is known who and what is rated.
func (a About) complete() error {
	switch {
	case a.Of == "":
		return hall.Refuse("没有写评的是哪次来访", "请给出来访编号或办件编号")
	case len(a.Rated) == 0 || slices.Contains(a.Rated, ""):
		return hall.Refuse("不知道评的是谁：这次来访还没有经办人", "请用办件编号评价")
	case slices.Contains(a.Rated, Applicant):
		return hall.Refuse("申请人不能评自己", "请核对经办人")
	}
	return nil
}

func (r *Rating) there(what string) error {
	if r == nil {
		return hall.Missing("没有这条评价", "请核对编号")
	}
	if r.Grade == "" {
		return hall.Forbid("这次来访没有评价，不能"+what, "请核对编号")
	}
	return nil
}

// notRated is nil when a person is not one of the rated, who never handle their own rating.
// Typical practice, a parameter of RulesEdition.
func (r *Rating) notRated(staff, what string) error {
	if r.Is(staff) {
		return hall.Forbid("被评价的人不能"+what, "请换一个人来办")
	}
	return nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
