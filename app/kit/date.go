package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a day the way clerks type one: 20250301, 2025-3-1,
// 2025/3/1, 2025.3.1, 2025年3月1日, 3-1 and 0301 (this year), 今天, 明天,
// 后天, 昨天, +5 and -2 (days from today). Full-width digits count. Today is
// the day of the hall; only its date is used. It returns "2025-03-01" and
// false when the text names no day.
func ParseDate(text string, today time.Time) (string, bool) {
	text = foldWidth(strings.TrimSpace(text))
	noon := time.Date(today.Year(), today.Month(), today.Day(), 12, 0, 0, 0, time.UTC)
	if shift, ok := relativeDay(text); ok {
		return noon.AddDate(0, 0, shift).Format(time.DateOnly), true
	}
	parts, ok := dateParts(text, today.Year())
	if !ok {
		return "", false
	}
	year, month, day := parts[0], parts[1], parts[2]
	got := time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2199 || int(got.Month()) != month || got.Day() != day {
		return "", false
	}
	return got.Format(time.DateOnly), true
}

// relativeDay reads 今天 and its kin, and +5.
func relativeDay(text string) (int, bool) {
	switch text {
	case "今天", "今日", "今":
		return 0, true
	case "明天", "明日", "明":
		return 1, true
	case "后天":
		return 2, true
	case "昨天":
		return -1, true
	}
	if len(text) < 2 || (text[0] != '+' && text[0] != '-') {
		return 0, false
	}
	days, err := strconv.Atoi(text[1:])
	if err != nil || days > 3660 || text[1] == '+' || text[1] == '-' {
		return 0, false
	}
	if text[0] == '-' {
		days = -days
	}
	return days, true
}

// dateParts returns year, month and day as written.
func dateParts(text string, thisYear int) ([3]int, bool) {
	if allDigits(text) {
		switch len(text) {
		case 8:
			text = fmt.Sprintf("%s-%s-%s", text[:4], text[4:6], text[6:])
		case 4:
			text = fmt.Sprintf("%s-%s", text[:2], text[2:])
		default:
			return [3]int{}, false
		}
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/.年月日 ", r) })
	if len(fields) == 2 {
		fields = append([]string{strconv.Itoa(thisYear)}, fields...)
	}
	if len(fields) != 3 {
		return [3]int{}, false
	}
	var parts [3]int
	for i, field := range fields {
		n, err := strconv.Atoi(field)
		if err != nil || !allDigits(field) {
			return [3]int{}, false
		}
		parts[i] = n
	}
	return parts, true
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}

// foldWidth turns full-width ASCII into plain ASCII.
func foldWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - ('！' - '!')
		}
		return r
	}, text)
}

// DateField is an Entry for a day. On leaving or Enter it shows the day as
// 2025-03-01, or turns red when the text names none.
type DateField struct {
	Entry
	// OnDate follows the day as it is settled: "2025-03-01", or "" for an
	// empty or unreadable field.
	OnDate func(date string)

	today func() time.Time
	date  string
}

// NewDateField makes a date field; today is asked whenever text is read.
func NewDateField(placeholder string, today func() time.Time) *DateField {
	d := &DateField{today: today}
	d.init(d, EntryOptions{Placeholder: placeholder, MaxRunes: 16})
	d.Entry.OnChanged = func(string) { d.SetInvalid(false) }
	return d
}

// Date returns the day as "2025-03-01", or "" when there is none.
func (d *DateField) Date() string {
	date, _ := ParseDate(d.Text, d.today())
	return date
}

// SetDate shows a day; "" empties the field.
func (d *DateField) SetDate(date string) {
	d.date = date
	d.SetText(date)
	d.SetInvalid(false)
}

// FocusLost settles the day.
func (d *DateField) FocusLost() {
	d.settle()
	d.Entry.FocusLost()
}

func (d *DateField) settle() {
	date, ok := ParseDate(d.Text, d.today())
	if ok && date != d.Text {
		d.SetText(date)
	}
	d.SetInvalid(!ok && strings.TrimSpace(d.Text) != "")
	if date == d.date {
		return
	}
	d.date = date
	if d.OnDate != nil {
		d.OnDate(date)
	}
}
