package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"bianmin/assets/oldregister"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/oldcase"
	"bianmin/hall/register"
	"bianmin/hall/workday"
)

// RowProblem is a row of a file that was not taken, and why.
type RowProblem struct {
	Row    int // as the spreadsheet counts
	Reason string
	Next   string
}

// OldReport is what importing an old register came to.
type OldReport struct {
	Rows    int // rows with something in them, below the headings
	Taken   int // new
	Known   int // taken before, from the same file
	Refused []RowProblem
	Fields  []string // what was found among the headings
}

// atOnce is how many lines are committed together: with one fsync for each line a large
// register would take an hour.
const atOnce = 200

// ImportOld takes an old register over, each line a record of its own. dry only reports. A row
// that is refused is named with its reason; the good rest is taken. The same file again
// changes nothing.
func (s *Session) ImportOld(ctx context.Context, name string, data []byte, dry bool) (OldReport, error) {
	if err := s.need(RightOldCases); err != nil {
		return OldReport{}, err
	}
	rows, err := s.parts.Ledger.Read(name, data)
	if err != nil {
		return OldReport{}, err
	}
	head, at, err := headings(rows)
	if err != nil {
		return OldReport{}, err
	}
	matters, err := s.parts.Library.Matters(ctx)
	if err != nil {
		return OldReport{}, err
	}
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	report := OldReport{}
	for field := range head {
		report.Fields = append(report.Fields, field)
	}
	slices.Sort(report.Fields)
	var lines []oldcase.Entered
	for _, row := range rows[at+1:] {
		if blank(row) {
			continue
		}
		report.Rows++
		line, err := oldLine(head, row, matters, s.Today())
		if err != nil {
			say, next := hall.Explain(err)
			report.Refused = append(report.Refused, RowProblem{Row: row.Number, Reason: say, Next: next})
			continue
		}
		lines = append(lines, oldcase.Entered{HallCode: s.office.Code, Source: digest, Row: row.Number, Line: line})
	}
	for batch := range slices.Chunk(lines, atOnce) {
		if err := s.takeOld(ctx, batch, dry, &report); err != nil {
			return report, err
		}
	}
	return report, nil
}

// errDry undoes an act that was only to be tried.
var errDry = errors.New("dry run")

func (s *Session) takeOld(ctx context.Context, batch []oldcase.Entered, dry bool, report *OldReport) error {
	taken, known := 0, 0
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		for _, line := range batch {
			id := oldcase.SubjectOf(line.HallCode, line.Source, line.Row)
			if _, err := tx.Record(ctx, oldcase.Sort, id); err == nil {
				known++
				continue
			} else if hall.KindOf(err) != hall.NotFound {
				return err
			}
			if err := s.append(ctx, tx, id, time.Time{}, line); err != nil {
				return err
			}
			taken++
		}
		if dry {
			return errDry
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDry) {
		return err
	}
	report.Taken += taken
	report.Known += known
	return nil
}

// OldCases are the lines of old registers whose name, number or matter holds a text, of the
// days from to to; at most limit.
func (s *Session) OldCases(ctx context.Context, text string, from, to hall.Date, limit int) ([]*oldcase.OldCase, error) {
	if err := s.need(RightRegister); err != nil {
		return nil, err
	}
	list, err := records[oldcase.OldCase](ctx, s.parts.Records, hall.RecordQuery{From: from, To: to})
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	list = slices.DeleteFunc(list, func(o *oldcase.OldCase) bool {
		l := o.Line
		return o.Struck != "" || !strings.Contains(l.Name, text) && !strings.Contains(l.No, text) && !strings.Contains(l.Matter, text)
	})
	return list[:min(limit, len(list))], nil
}

// StrikeOld (划去) takes a line out again, with a reason.
func (s *Session) StrikeOld(ctx context.Context, id, reason string) (*oldcase.OldCase, error) {
	if err := s.need(RightOldCases); err != nil {
		return nil, err
	}
	if err := tidy("划去的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, id, func(Tx, *oldcase.OldCase) (hall.Body, error) { return oldcase.Strike{Reason: reason}, nil })
}

// headings finds the row of headings among the first ten, and the column of each field.
func headings(rows []register.Row) (columns map[string]int, at int, err error) {
	for i, row := range rows[:min(10, len(rows))] {
		found := map[string]int{}
		for field, names := range oldregister.Headings() {
			for _, name := range names { // the usual heading wins over the others
				if _, have := found[field]; have {
					break
				}
				for c := range row.Texts {
					if strings.Join(strings.Fields(row.Text(c)), "") == name {
						found[field] = c
						break
					}
				}
			}
		}
		_, matter := found["matter"]
		_, name := found["name"]
		_, received := found["received"]
		if matter && name && received {
			return found, i, nil
		}
	}
	return nil, 0, hall.Refuse("前十行里没有找到表头", "表头至少要有 事项名称、申请人、收件日期 三栏；名称不同的请改成这样再导入")
}

func blank(row register.Row) bool {
	return !slices.ContainsFunc(row.Texts, func(t string) bool { return strings.TrimSpace(t) != "" })
}

func oldLine(head map[string]int, row register.Row, matters []hall.Matter, today hall.Date) (oldcase.Line, error) {
	text := func(field string) string {
		if c, ok := head[field]; ok {
			return row.Text(c)
		}
		return ""
	}
	line := oldcase.Line{
		No: text("no"), Matter: text("matter"), Code: text("code"), Name: text("name"), IDNo: text("id"), Phone: text("phone"),
		Village: text("village"), Result: text("result"), Handler: text("handler"), Note: text("note"),
	}
	for _, f := range []struct {
		what string
		text *string
		most int
	}{
		{"编号", &line.No, mostCode},
		{"事项", &line.Matter, mostName},
		{"事项代码", &line.Code, mostCode},
		{"证件号", &line.IDNo, mostCode},
		{"电话", &line.Phone, mostCode},
		{"村", &line.Village, mostName},
		{"结果", &line.Result, mostReason},
		{"经办人", &line.Handler, mostName},
		{"备注", &line.Note, mostReason},
	} {
		if err := tidy(f.what, f.text, f.most); err != nil {
			return line, err
		}
	}
	name, _, err := ident.CleanName(line.Name)
	if err != nil {
		return line, &hall.Error{Kind: hall.Invalid, Say: "申请人姓名：" + err.Error(), Next: "请对照原台账改正这一行"}
	}
	line.Name = name
	if line.Received, err = oldDay("收件日期", text("received"), today); err != nil {
		return line, err
	}
	if line.Ended, err = oldDay("办结日期", text("ended"), today); err != nil {
		return line, err
	}
	if line.IDNo != "" && len([]rune(line.IDNo)) == 18 {
		if _, err := ident.CheckResidentID(line.IDNo, today); err != nil {
			return line, &hall.Error{Kind: hall.Invalid, Say: "证件号：" + err.Error(), Next: "请对照原台账改正；原件就错的，把这一格清空，写到备注里"}
		}
	}
	line.Code = codeOf(line, matters)
	return line, oldcase.Entered{Line: line}.Complete()
}

// codeOf is the catalogue code of a line: the one it says, or that of the matter with its name.
func codeOf(l oldcase.Line, matters []hall.Matter) string {
	for _, m := range matters {
		if l.Code != "" && m.Code == l.Code || l.Code == "" && (m.Name == l.Matter || m.Guide.OldName != "" && m.Guide.OldName == l.Matter) {
			return m.Code
		}
	}
	return ""
}

var oldDate = regexp.MustCompile(`^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?$`)

// oldDay reads the ways people wrote days: 2014-3-5, 2014/03/05, 2014.3.5, 20140305, 2014年3月5日.
func oldDay(what, text string, today hall.Date) (hall.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return hall.Date{}, nil
	}
	m := oldDate.FindStringSubmatch(text)
	if m == nil {
		return hall.Date{}, hall.Refuse(what+"看不懂", "应像 2014-03-05 或 2014年3月5日 这样")
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	dayOf, _ := strconv.Atoi(m[3])
	day, err := workday.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, dayOf))
	if err != nil || year < 1949 {
		return hall.Date{}, hall.Refuse(what+"不是真的日期", "请对照原台账改正")
	}
	if day.After(today) {
		return hall.Date{}, hall.Refuse(what+"在今天以后", "请核对年份")
	}
	return day, nil
}
