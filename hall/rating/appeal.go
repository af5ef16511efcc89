package rating

import (
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Appeal (申诉) is a rated person's objection to a bad rating.
type Appeal struct {
	By         string    `json:"by"` // staff id, one of the rated
	Reason     string    `json:"reason"`
	Day        hall.Date `json:"day"`
	Due        hall.Due  `json:"due"`                   // to be reviewed by
	Verdict    Verdict   `json:"verdict,omitempty"`     // empty while it waits
	ReviewedBy string    `json:"reviewed_by,omitempty"` // staff id
	Why        string    `json:"why,omitempty"`
	County     string    `json:"county,omitempty"` // number of the county's paper, when the county reviewed
}

// Verdict is what the review of an appeal came to.
type Verdict string

// The verdicts.
const (
	Kept     Verdict = "kept"     // the rating counts
	Excluded Verdict = "excluded" // it is left out of the figures; it stays on record
)

// Han is the verdict as a list shows it.
func (v Verdict) Han() string {
	switch v {
	case Kept:
		return "维持"
	case Excluded:
		return "不计入"
	case "":
		return "复核中"
	}
	return string(v)
}

// Excluded reports whether a review left the rating out of the figures.
func (r *Rating) Excluded() bool { return r.Appeal != nil && r.Appeal.Verdict == Excluded }

func (a *Appeal) waiting() bool { return a != nil && a.Verdict == "" }

// Appealing (评价申诉) is made once, by one of the rated.
type Appealing struct {
	By     string    `json:"by"` // staff id
	Reason string    `json:"reason"`
	Day    hall.Date `json:"day"`
	Due    hall.Due  `json:"due"`
}

// Kind implements hall.Body.
func (Appealing) Kind() hall.Kind { return KindAppealed }

// Complete implements hall.Part.
func (b Appealing) Complete() error {
	switch {
	case blank(b.Reason):
		return hall.Refuse("申诉要写理由", "请写明为什么这条评价不实")
	case b.Due.Last.IsZero():
		return hall.Refuse("申诉没有复核的期限", "请重新申诉")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Appealing) Fits(r *Rating) error {
	if err := r.there("申诉"); err != nil {
		return err
	}
	switch {
	case !r.Is(b.By):
		return hall.Forbid("只有被评价的人可以申诉", "请被评价的人自己申诉")
	case !r.Grade.Bad():
		return hall.Forbid("这条不是差评，不用申诉", "请核对编号")
	case r.Appeal != nil:
		return hall.Forbid("这条评价已经申诉过", "一条评价只复核一次")
	}
	return nil
}

// Put implements hall.Part.
func (b Appealing) Put(r *Rating, _ journal.Header) {
	r.Appeal = &Appeal{By: b.By, Reason: b.Reason, Day: b.Day, Due: b.Due}
}

// Note implements hall.Part.
func (b Appealing) Note() string { return "" }

// Review (申诉复核) decides an appeal. The director decides, or the county, whose paper
// somebody of the hall enters; never one of the rated.
type Review struct {
	By      string  `json:"by"` // staff id
	Verdict Verdict `json:"verdict"`
	Reason  string  `json:"reason"`
	County  string  `json:"county,omitempty"` // number of the county's paper
}

// Kind implements hall.Body.
func (Review) Kind() hall.Kind { return KindReviewed }

// Complete implements hall.Part.
func (b Review) Complete() error {
	switch {
	case !slices.Contains([]Verdict{Kept, Excluded}, b.Verdict):
		return hall.Refuse("复核的结论不认识", "应是 kept（维持）或 excluded（不计入）")
	case blank(b.Reason):
		return hall.Refuse("复核要写理由", "请写明根据什么")
	}
	return byWhom(b.By)
}

// Fits implements hall.Part.
func (b Review) Fits(r *Rating) error {
	if err := r.there("复核"); err != nil {
		return err
	}
	if !r.Appeal.waiting() {
		return hall.Forbid("这条评价没有等复核的申诉", "请核对编号")
	}
	return r.notRated(b.By, "复核自己的申诉")
}

// Put implements hall.Part.
func (b Review) Put(r *Rating, _ journal.Header) {
	r.Appeal.Verdict, r.Appeal.ReviewedBy, r.Appeal.Why, r.Appeal.County = b.Verdict, b.By, b.Reason, b.County
}

// Note implements hall.Part.
func (b Review) Note() string { return b.Verdict.Han() }
