package main

import (
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/duty"
	"bianmin/hall/workday"
)

type dutyCmd struct {
	Clock   dutyClockCmd   `cmd:"" help:"打卡"`
	Import  dutyImportCmd  `cmd:"" help:"导入考勤机导出的 CSV（UTF-8 或 GB18030）"`
	Correct dutyCorrectCmd `cmd:"" help:"主任更正"`
	Sheet   dutySheetCmd   `cmd:"" help:"月度出勤表"`
}

type dutyClockCmd struct{}

type dutyImportCmd struct {
	File   string            `arg:"" help:"CSV 文件，- 为标准输入；第一行写 工号（或姓名）、日期、时间"`
	DryRun bool              `help:"只检查，不写入"`
	Map    map[string]string `help:"考勤机的号对哪位工作人员，例如 --map 7=luo" placeholder:"号=STAFF"`
}

type dutyCorrectCmd struct {
	ID     string `arg:"" help:"工作人员编号" placeholder:"STAFF"`
	Day    string `arg:"" help:"哪天" placeholder:"DATE"`
	In     string `help:"上班时间，例如 08:30"`
	Out    string `help:"下班时间，例如 17:00"`
	Reason string `required:"" help:"原因"`
}

type dutySheetCmd struct {
	Month string `arg:"" help:"哪个月，例如 2026-11" placeholder:"YYYY-MM"`
}

// Help gives an example.
func (dutyImportCmd) Help() string {
	return "例：bianminctl duty import 考勤.csv --dry-run"
}

// Run clocks in.
func (dutyClockCmd) Run(e *env) error {
	return e.onDuty(func(s *desk.Session) (*duty.Day, error) { return s.ClockIn(e.ctx) })
}

// Run corrects.
func (c dutyCorrectCmd) Run(e *env) error {
	day, err := workday.ParseDate(c.Day)
	if err != nil {
		return badDay(err)
	}
	return e.onDuty(func(s *desk.Session) (*duty.Day, error) {
		return s.CorrectDuty(e.ctx, c.ID, day, c.In, c.Out, c.Reason)
	})
}

// Run imports a device's file. Rows that were refused make the exit code 3; the others are
// written.
func (c dutyImportCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		r, err := s.ImportDuty(e.ctx, data, desk.DutyFile{DryRun: c.DryRun, Numbers: c.Map})
		if err != nil {
			return err
		}
		if e.cli.JSON {
			refused := r.Refused
			if refused == nil {
				refused = []duty.Refusal{}
			}
			err = e.emit(map[string]any{
				"ok": len(refused) == 0, "dry_run": c.DryRun, "marks": r.Marks, "days": r.Days, "added": r.Added, "repeated": r.Repeated,
				"refused": refused,
			})
			if err != nil {
				return err
			}
		}
		for _, x := range r.Refused {
			e.say("第 %d 行：%s", x.Line, x.Why)
		}
		verb := "已导入"
		if c.DryRun {
			verb = "可以导入"
		}
		e.say("%s %d 次打卡（%d 人日），原来就有 %d 次，不合要求 %d 行", verb, r.Added, r.Days, r.Repeated, len(r.Refused))
		if len(r.Refused) > 0 {
			return errSaid
		}
		return nil
	})
}

// Run counts a month.
func (c dutySheetCmd) Run(e *env) error {
	month, err := time.Parse("2006-01", c.Month)
	if err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: "月份读不出来", Next: "写成 2026-11 这样", Err: err}
	}
	return e.onSession(func(s *desk.Session) error {
		sheet, err := s.DutySheet(e.ctx, month.Year(), month.Month())
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, r := range sheet.Rows {
			out = append(out, map[string]any{
				"staff": r.Who, "workdays": r.Workdays, "on_duty": r.OnDuty, "late": r.Late, "early": r.Early, "one_mark": r.OneMark,
				"leave": r.Leave, "errand": r.Errand, "missing": r.Missing, "extra": r.Extra, "missed": r.Missed,
			})
			if !e.cli.JSON {
				e.say("%s  应出勤 %d  出勤 %d（公出 %d）  请假 %d  缺勤 %d  迟到 %d  早退 %d  缺卡 %d  休息日 %d", s.StaffName(e.ctx, r.Who),
					r.Workdays, r.OnDuty, r.Errand, r.Leave, r.Missing, r.Late, r.Early, r.OneMark, r.Extra)
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "from": sheet.Span.From, "to": sheet.Span.To, "people": out})
		}
		return nil
	})
}

func (e *env) onDuty(do func(*desk.Session) (*duty.Day, error)) error {
	return e.onSession(func(s *desk.Session) error {
		d, err := do(s)
		if err != nil {
			return err
		}
		clock := func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return t.In(workday.Beijing()).Format("15:04")
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "staff": d.Who, "day": d.Date, "in": clock(d.In()), "out": clock(d.Out()), "marks": len(d.Marks),
				"corrected": d.Corrected != nil, "timeline": timeline(d.History),
			})
		}
		e.say("%s  %s  上班 %s  下班 %s", s.StaffName(e.ctx, d.Who), d.Date, clock(d.In()), clock(d.Out()))
		return nil
	})
}
