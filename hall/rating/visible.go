package rating

import (
	"cmp"
	"slices"

	"bianmin/hall"
)

// Remark is what a rated person may know of a rating once it is released to them: not who,
// not which visit, not which day. No is set for a bad one only, since they may appeal it.
type Remark struct {
	Month   string        `json:"month"` // YYYY-MM
	Grade   Grade         `json:"grade"`
	Tags    []string      `json:"tags,omitempty"`
	Comment string        `json:"comment,omitempty"`
	No      hall.RecordNo `json:"no,omitempty"`
	Verdict Verdict       `json:"verdict,omitempty"` // of their appeal
}

// MonthOf is the month of a day, YYYY-MM.
func MonthOf(d hall.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()[:len("2006-01")]
}

// Released (公布给被评价人) are the ratings of a person that they may know of on a day: those of months
// past, and of the running month every full batch of five in the order they were given. One
// comment by itself would tell who wrote it. Typical practice, a parameter of RulesEdition.
func Released(staff string, all []*Rating, today hall.Date) []*Rating {
	var out, running []*Rating
	for _, r := range all {
		switch {
		case !r.Is(staff) || r.Grade == "":
		case MonthOf(r.Day) < MonthOf(today):
			out = append(out, r)
		case MonthOf(r.Day) == MonthOf(today):
			running = append(running, r)
		}
	}
	slices.SortStableFunc(running, inOrder)
	size := Practice().BatchSize
	return append(out, running[:len(running)/size*size]...)
}

// VisibleTo is what a rated person may see of their ratings on a day, in an order that says
// nothing of when they were given.
func VisibleTo(staff string, all []*Rating, today hall.Date) []Remark {
	var out []Remark
	for _, r := range Released(staff, all, today) {
		m := Remark{Month: MonthOf(r.Day), Grade: r.Grade, Tags: r.Said.Tags, Comment: r.Said.Comment}
		if r.Grade.Bad() {
			m.No = r.No
		}
		if r.Appeal != nil && r.Appeal.By == staff {
			m.Verdict = r.Appeal.Verdict
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(slices.Index(Grades(), a.Grade), slices.Index(Grades(), b.Grade)),
			cmp.Compare(a.Comment, b.Comment), cmp.Compare(a.No, b.No))
	})
	return out
}

// MayAppeal reports whether a rated person may appeal a rating on a day: it has been released
// to them, or its follow-up has heard the applicant, upon which they are heard too. Before
// that an appeal would be a way to find out. Typical practice, a parameter of RulesEdition.
func MayAppeal(staff string, r *Rating, all []*Rating, today hall.Date) bool {
	if !r.Is(staff) || !r.Grade.Bad() {
		return false
	}
	if r.State == Contacted || r.State == Rectified || r.State == Closed {
		return true
	}
	return slices.ContainsFunc(Released(staff, all, today), func(x *Rating) bool { return x.ID == r.ID })
}

// inOrder is the order ratings were recorded in; what is recorded later never moves ahead.
func inOrder(a, b *Rating) int {
	return cmp.Or(a.recorded().Compare(b.recorded()), cmp.Compare(a.ID, b.ID))
}
