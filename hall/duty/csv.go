package duty

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

// Mark is one clocking read from a device's file.
type Mark struct {
	Line int // of the file, from 1
	Who  string
	At   time.Time
}

// Refusal is a row that cannot be taken, and why. It repeats nothing of the row.
type Refusal struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}

// columns are where the file has what is needed; -1 is nowhere.
type columns struct{ id, name, date, clock, both int }

// ReadCSV reads an attendance device's file: UTF-8 (with or without a byte order mark) or
// GB18030, comma, semicolon or tab between. The first row names the columns: 工号 or 编号, 姓名,
// 日期 and 时间, or both in one. A person is found by the number (as numbers maps it, or as the
// staff id itself), else by a name nobody shares. The error is about the file as a whole.
func ReadCSV(data []byte, people []hall.Staff, numbers map[string]string, now time.Time) ([]Mark, []Refusal, error) {
	text, err := decoded(data)
	if err != nil {
		return nil, nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	r.Comma = separator(text)
	head, err := r.Read()
	if err != nil {
		return nil, nil, hall.Refuse("考勤文件是空的", "请核对导出的文件")
	}
	at, err := columnsOf(head)
	if err != nil {
		return nil, nil, err
	}
	var (
		marks   []Mark
		refused []Refusal
	)
	for {
		row, err := r.Read()
		if row == nil && err != nil {
			var broken *csv.ParseError
			if errors.As(err, &broken) {
				refused = append(refused, Refusal{broken.Line, "这一行的引号不成对"})
				continue
			}
			return marks, refused, nil // the end
		}
		line, _ := r.FieldPos(0)
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		found, why := at.read(row, people, numbers, now)
		if why != "" {
			refused = append(refused, Refusal{line, why})
			continue
		}
		for i := range found {
			found[i].Line = line
		}
		marks = append(marks, found...)
	}
}

func decoded(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
			return "", hall.Refuse("考勤文件不是 UTF-8，也不是 GB18030", "请在考勤机软件里重新导出为 CSV")
		}
		data = out
	}
	if bytes.ContainsRune(data, utf8.RuneError) || bytes.IndexByte(data, 0) >= 0 {
		return "", hall.Refuse("考勤文件里有乱码", "请在考勤机软件里重新导出为 CSV")
	}
	return string(data), nil
}

func separator(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	switch {
	case strings.Contains(head, "\t"):
		return '\t'
	case !strings.Contains(head, ",") && strings.Contains(head, ";"):
		return ';'
	}
	return ','
}

func columnsOf(head []string) (columns, error) {
	find := func(names ...string) int {
		return slices.IndexFunc(head, func(h string) bool {
			return slices.Contains(names, strings.ToLower(strings.ReplaceAll(strings.TrimSpace(h), " ", "")))
		})
	}
	c := columns{
		id:    find("工号", "编号", "人员编号", "考勤号码", "登记号码", "staff", "id"),
		name:  find("姓名", "名字", "name"),
		date:  find("日期", "考勤日期", "打卡日期", "date"),
		clock: find("时间", "打卡时间", "考勤时间", "刷卡时间", "time"),
		both:  find("日期时间", "打卡日期时间", "考勤日期时间", "datetime"),
	}
	if c.both < 0 && c.date < 0 {
		c.both = c.clock
	}
	if c.id < 0 && c.name < 0 || c.both < 0 && c.clock < 0 {
		return c, hall.Refuse("考勤文件的第一行认不出是哪些栏", "第一行要有 工号（或姓名）、日期、时间")
	}
	return c, nil
}

func (c columns) read(row []string, people []hall.Staff, numbers map[string]string, now time.Time) ([]Mark, string) {
	cell := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	who, why := whose(cell(c.id), cell(c.name), people, numbers)
	if why != "" {
		return nil, why
	}
	date, clocks := cell(c.date), cell(c.clock)
	if c.both >= 0 {
		date, clocks, _ = strings.Cut(strings.Replace(cell(c.both), "T", " ", 1), " ")
	}
	day := dayOf(date)
	if day.IsZero() {
		return nil, "日期读不出来，应像 2026-11-23 这样"
	}
	var out []Mark
	for _, clock := range strings.Fields(clocks) {
		at, ok := clockOn(day, clock)
		if !ok {
			return nil, "时间读不出来，应像 08:25 这样"
		}
		if at.After(now) {
			return nil, "时间在将来，请核对考勤机的钟"
		}
		out = append(out, Mark{Who: who, At: at})
	}
	if len(out) == 0 {
		return nil, "没有时间"
	}
	return out, ""
}

func whose(id, name string, people []hall.Staff, numbers map[string]string) (staff, why string) {
	if to, ok := numbers[id]; ok && id != "" {
		id, name = to, ""
	}
	found := slices.DeleteFunc(slices.Clone(people), func(s hall.Staff) bool { return id == "" || s.ID != id })
	if len(found) == 0 && name != "" {
		if clean, _, err := ident.CleanName(name); err == nil {
			found = slices.DeleteFunc(slices.Clone(people), func(s hall.Staff) bool { return s.Name != clean })
		}
	}
	switch len(found) {
	case 0:
		return "", "名册里没有这个人，请核对工号或姓名"
	case 1:
		return found[0].ID, ""
	}
	return "", "名册里有几个人同名，请在文件里写工号"
}

func dayOf(text string) hall.Date {
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日"} {
		if t, err := time.Parse(layout, text); err == nil {
			return workday.DateOf(t.Date())
		}
	}
	return hall.Date{}
}

// clockOn is a time of day on a day, Beijing time, or false.
func clockOn(day hall.Date, text string) (time.Time, bool) {
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return day.Start().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second), true
		}
	}
	return time.Time{}, false
}

// At is a time of day such as 08:30 on a day, Beijing time; Invalid when it cannot be read.
func At(day hall.Date, text string) (time.Time, error) {
	at, ok := clockOn(day, strings.TrimSpace(text))
	if !ok {
		return at, hall.Refuse(fmt.Sprintf("时间读不出来（%d 个字）", utf8.RuneCountInString(text)), "应像 08:30 这样")
	}
	return at, nil
}
