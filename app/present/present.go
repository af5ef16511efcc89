// Package present says in words what the screens show: rows, chips, deadlines, the sync
// light. It knows no window, so every sentence is tested without one.
package present

import (
	"fmt"
	"strings"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Mark is the colour of a chip, by meaning.
type Mark int

// The marks. Plain, the zero value, draws no chip.
const (
	Plain Mark = iota
	Red        // overdue, wrong
	Amber      // due, waiting
	Blue       // for information
	Green      // done
	Grey       // at rest
)

// Chip is a short word with its colour.
type Chip struct {
	Mark Mark
	Text string
}

// Names are the names behind staff ids.
type Names map[string]string

// Of is the name behind an id, or the id when nobody has it.
func (n Names) Of(id string) string {
	if name := n[id]; name != "" {
		return name
	}
	return id
}

// NamesOf indexes a hall's people.
func NamesOf(people []hall.Staff) Names {
	n := Names{}
	for _, p := range people {
		n[p.ID] = p.Name
	}
	return n
}

// Moment is an instant as a timeline shows it: 「11-03 09:42」, Beijing time.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(workday.Beijing()).Format("01-02 15:04")
}

// Clock is the Beijing time of day: 「09:42」.
func Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(workday.Beijing()).Format("15:04")
}

// Ago is an instant next to today: the time alone today, with the day before that.
func Ago(t time.Time, today hall.Date) string {
	if hall.DayOf(t) == today {
		return Clock(t)
	}
	return Moment(t)
}

// Day is a day with its weekday, and with the year where it is not this one:
// 「11月23日 星期一」.
func Day(d, today hall.Date) string {
	if d.IsZero() {
		return ""
	}
	return DayIn(d, today) + " " + d.WeekdayHan()
}

// DayIn is a day, with the year where it is not this one.
func DayIn(d, today hall.Date) string {
	if d.Year() == today.Year() {
		return d.HanShort()
	}
	return d.Han()
}

// NarrowDay is DayIn for a column: 「27年1月19日」.
func NarrowDay(d, today hall.Date) string {
	return strings.TrimPrefix(DayIn(d, today), "20")
}

// Who is a person and where from: 「彭满秀 · 桃林村」.
func Who(name, village string) string {
	if village == "" {
		return name
	}
	return name + " · " + village
}

// Fault is an error as a banner says it.
func Fault(err error) (say, next string) {
	say, next = hall.Explain(err)
	return plain(say), plain(next)
}

// plain takes the words meant for the command line out of a sentence.
func plain(text string) string {
	for _, r := range [][2]string{
		{"（calendar import）", "（由管理员导入）"},
		{"（--reason）", ""},
		{"（--missing）", ""},
		{"（reason）", ""},
		{"（mode）", ""},
		{"（action）", ""},
		{"（matter）", ""},
		{"（agent）", ""},
		{"（platform_no）", ""},
		{"（appoint slots 可看余号）", ""},
		{"请改用 receive（收件）", "请改用「收件」"},
		{"（at）", ""},
		{"，例如 MZ-06", ""},
		{"，请先运行 bianminctl init", ""},
		{"还没有初始化", "这台机器上还没有大厅。请管理员先建好再打开；想先看看的，用 --demo 打开演示大厅"},
		{"（id_type）", ""},
		{"（slip）", ""},
		{"（--appointment）", ""},
		{"（--case）", ""},
	} {
		text = strings.ReplaceAll(text, r[0], r[1])
	}
	return text
}

// Count is a number with its measure word: 「3 件」.
func Count(n int, unit string) string { return fmt.Sprintf("%d %s", n, unit) }
