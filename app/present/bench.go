package present

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// BenchLine is one thing to do: who, what, by when, and what Enter does.
type BenchLine struct {
	Chip        Chip
	What        string
	Who         string
	No          string
	By          string
	Do          string
	Case        string // id, empty for an appointment
	Appointment string // number, empty for a case
}

// Bench orders what to do now: red, yellow, due, notices about to lapse, appointments with
// those who have arrived last, deliveries, 待补录, and what needs a decision.
func Bench(w desk.Workbench, names Names, now time.Time) []BenchLine {
	var out []BenchLine
	shown := map[string]bool{}
	for _, x := range dueOrder(w.Due) {
		c := x.Case
		shown[c.ID] = true
		chip := DueChip(c.State, x.Standing)
		if c.AwaitsPlatformNo() {
			chip.Text += " · 待补录"
		}
		out = append(out, BenchLine{
			Chip: chip, What: c.Rules.Name, Who: Who(c.Applicant.Name, c.Applicant.Village), No: c.No.Spoken(),
			By: names.Of(c.Holder), Do: nextAct(c), Case: c.ID,
		})
	}
	for _, state := range []hall.AppointState{hall.AppointBooked, hall.AppointArrived, hall.AppointCalled, hall.AppointParked} {
		for _, a := range w.Appointments {
			if a.State == state {
				out = append(out, appointLine(a, now))
			}
		}
	}
	rest := func(rows []hall.CaseRow, chip Chip, do string) {
		for _, r := range rows {
			if shown[r.ID] && chip.Mark != Red {
				continue
			}
			shown[r.ID] = true
			out = append(out, BenchLine{
				Chip: chip, What: r.Matter.Name, Who: Who(r.Applicant, r.Village), No: r.No.Spoken(), By: names.Of(r.Handler), Do: do, Case: r.ID,
			})
		}
	}
	rest(w.Delivery, Chip{Grey, "待领取"}, "送达")
	rest(w.Outside, Chip{Amber, "待补录"}, "补平台编号")
	rest(w.Attention, Chip{Red, "需处理"}, "查看")
	return out
}

func dueOrder(due []desk.DueCase) []desk.DueCase {
	due = slices.Clone(due)
	slices.SortStableFunc(due, func(a, b desk.DueCase) int {
		if d := cmp.Compare(rank(a), rank(b)); d != 0 {
			return d
		}
		return cmp.Compare(a.Standing.Left, b.Standing.Left)
	})
	return due
}

func rank(x desk.DueCase) int {
	switch {
	case x.Standing.Card == hall.RedCard:
		return 0
	case x.Standing.Card == hall.YellowCard:
		return 1
	case x.Standing.Left == 0:
		return 2
	case x.Case.State == hall.StateAccepted:
		return 3
	}
	return 4
}

func nextAct(c *hall.Case) string {
	lawful := c.Lawful()
	for _, a := range []hall.Act{hall.ActAccept, hall.ActSupply, hall.ActComplete, hall.ActDecide, hall.ActDeliver} {
		if slices.Contains(lawful, a) {
			return a.Han()
		}
	}
	return "查看"
}

func appointLine(a *hall.Appointment, now time.Time) BenchLine {
	chip := Chip{Blue, a.Slot.Start + " 预约"}
	switch {
	case a.State == hall.AppointArrived:
		chip = Chip{Green, "已到 " + Clock(a.ArrivedAt)}
	case a.State == hall.AppointCalled || a.State == hall.AppointParked:
		chip = Chip{Green, a.State.Han() + " " + a.Queue.At.Name}
	case a.Slot.Starts().Add(time.Duration(a.Slot.Minutes) * time.Minute).Before(now):
		chip = Chip{Grey, a.Slot.Start + " 预约，未到"}
	}
	what := a.MattersHan()
	if what == "" {
		what = "（没有说办什么）"
	}
	return BenchLine{
		Chip: chip, What: what, Who: Who(a.Person.Name, a.Person.Village), No: a.No.Spoken(), By: "预约", Do: "受理", Appointment: string(a.No),
	}
}

// BenchFoot says what is not on the list.
func BenchFoot(w desk.Workbench) string {
	rest := w.Counts.Open - len(w.Due) - w.Counts.Waiting
	if rest <= 0 {
		return "没有别的在办件了"
	}
	if w.Upcoming == nil || w.Upcoming.Standing.Due == nil {
		return fmt.Sprintf("还有 %d 件在期限内", rest)
	}
	return fmt.Sprintf("还有 %d 件在期限内，最近的 %s 到期", rest, DayIn(w.Upcoming.Standing.Due.Last, w.Day))
}

// Urgent is the number on the rail: what is late or due today, and what needs a decision.
func Urgent(c hall.DayCounts) int { return c.Overdue + c.DueToday + c.Attention }

// Stat is one figure of the workbench.
type Stat struct {
	Word, Number, Unit string
	Mark               Mark            // Red, Amber when it wants attention
	Filter             hall.CaseFilter // what a press opens; empty for the appointments or nothing
}

// Stats are the figures of the workbench, in order.
func Stats(w desk.Workbench) []Stat {
	arrived := 0
	for _, a := range w.Appointments {
		if a.State != hall.AppointBooked && a.State != hall.AppointMissed {
			arrived++
		}
	}
	alarm := func(n int, m Mark) Mark {
		if n == 0 {
			return Plain
		}
		return m
	}
	c := w.Counts
	num := func(n int) string { return fmt.Sprint(n) }
	return []Stat{
		{"超期", num(c.Overdue), "件", alarm(c.Overdue, Red), hall.FilterDue},
		{"今天到期", num(c.DueToday), "件", alarm(c.DueToday, Amber), hall.FilterDue},
		{"今日预约", num(len(w.Appointments)), fmt.Sprintf("已到 %d", arrived), Plain, ""},
		{"今日收件", num(c.Received), fmt.Sprintf("办结 %d", c.Completed), Plain, hall.FilterAll},
		{"待领取", num(c.Delivery), "件", Plain, hall.FilterDelivery},
		{"待补录", num(c.Outside), "件", alarm(c.Outside, Amber), hall.FilterOutside},
		{"等补材料", num(c.Waiting), "件", Plain, hall.FilterWaiting},
	}
}
