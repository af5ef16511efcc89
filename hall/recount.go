package hall

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall/workday"
)

// Recounting is what counting the days of an open case again with a calendar comes to, and the id
// of its entry; nil when every day is what is known already. Only clocks that run are counted.
func (c *Case) Recounting(cal workday.Calendar) (body *Recounted, id string) {
	if !c.State.Open() {
		return nil, ""
	}
	known := Deadlines{}
	if r := c.Clocks.Moved.Recount; r != nil {
		known = *r
	}
	now := c.Recount(cal)
	moved := false
	for _, x := range []struct{ printed, known, now **Due }{
		{&c.Clocks.Promised, &known.Promised, &now.Promised},
		{&c.Clocks.Statutory, &known.Statutory, &now.Statutory},
		{&c.Clocks.NoticeBy, &known.NoticeBy, &now.NoticeBy},
		{&c.Clocks.HandOverBy, &known.HandOverBy, &now.HandOverBy},
	} {
		latest := *x.known
		if latest == nil {
			latest = *x.printed
		}
		if latest == nil { // the clock does not run
			*x.now = nil
			continue
		}
		moved = moved || *x.now != nil && !sameDay(*latest, **x.now)
	}
	if !moved {
		return nil, ""
	}
	return &Recounted{Deadlines: now, Why: whyRecounted(cal)}, TimeID(c.ID, string(KindRecounted), c.occurrence(now))
}

func sameDay(a, b Due) bool { return a.Last == b.Last && slices.Equal(a.Missing, b.Missing) }

// occurrence tells this counting from any other of the case: which one it is, and its days.
func (c *Case) occurrence(d Deadlines) string {
	n := 0
	for _, e := range c.History {
		if e.Kind == KindRecounted {
			n++
		}
	}
	words := []string{fmt.Sprint(n)}
	for _, due := range []*Due{d.Promised, d.Statutory, d.NoticeBy, d.HandOverBy} {
		if due != nil {
			words = append(words, due.Last.String())
		}
	}
	return strings.Join(words, " ")
}

func whyRecounted(cal workday.Calendar) string {
	years := make([]string, 0, len(cal.Years()))
	for _, y := range cal.Years() {
		years = append(years, fmt.Sprint(y))
	}
	return "放假安排已更新（" + strings.Join(years, "、") + "年）"
}

// Seen reports whether an entry is in the history of the case already.
func (c *Case) Seen(entry string) bool {
	return slices.ContainsFunc(c.History, func(e Event) bool { return e.Entry == entry })
}
