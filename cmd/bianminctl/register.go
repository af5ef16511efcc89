package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"bianmin/desk"
	"bianmin/hall"
)

type registerCmd struct {
	Cases   registerCasesCmd   `cmd:"" help:"一段日子的办件台账，导出 .xlsx"`
	Figures registerFiguresCmd `cmd:"" help:"一段日子的统计：按事项、村、窗口、方式、经办人"`
	Import  registerImportCmd  `cmd:"" help:"导入旧台账（.xlsx 或 CSV），先用 --dry-run 试"`
	Old     registerOldCmd     `cmd:"" help:"查旧台账"`
	Strike  registerStrikeCmd  `cmd:"" help:"划去一条录错的旧件"`
}

type span struct {
	From string `required:"" help:"从哪一天" placeholder:"2026-11-01"`
	To   string `required:"" help:"到哪一天" placeholder:"2026-11-30"`
}

func (c span) days() (from, to hall.Date, err error) {
	if from, err = readDay(c.From); err != nil {
		return from, to, err
	}
	to, err = readDay(c.To)
	return from, to, err
}

type registerCasesCmd struct {
	span
	Basis string `help:"received 按收件日，ended 按了结日" default:"received"`
	Out   string `short:"o" required:"" help:"写到哪个 .xlsx 文件" placeholder:"FILE"`
}

type registerFiguresCmd struct {
	span
	Basis string `help:"received 按收件日，ended 按了结日" default:"received"`
	By    string `help:"total matter domain village counter mode handler" default:"total"`
}

type registerImportCmd struct {
	File   string `arg:"" help:"旧台账文件：.xlsx，或 UTF-8、GB18030 的 CSV"`
	DryRun bool   `help:"只检查，不录入"`
}

type registerOldCmd struct {
	Text string `arg:"" optional:"" help:"姓名、编号或事项的一部分；- 从标准输入读"`
	From string `help:"从哪一天" placeholder:"2014-01-01"`
	To   string `help:"到哪一天" placeholder:"2014-12-31"`
}

type registerStrikeCmd struct {
	ID     string `arg:"" help:"旧件的 id"`
	Reason string `required:"" help:"为什么划去"`
}

// Help gives examples.
func (registerCasesCmd) Help() string {
	return "例：bianminctl register cases --from 2026-11-01 --to 2026-11-30 -o 台账.xlsx"
}

// Help gives examples.
func (registerImportCmd) Help() string {
	return "例：bianminctl register import 2014年台账.xlsx --dry-run"
}

// Run writes the register of a span.
func (c registerCasesCmd) Run(e *env) error {
	from, to, err := c.days()
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		var b bytes.Buffer
		if err := s.CaseRegister(e.ctx, hall.FigureBasis(c.Basis), from, to, &b); err != nil {
			return err
		}
		return e.wrote(c.Out, b.Bytes(), map[string]any{"from": from.String(), "to": to.String(), "basis": c.Basis})
	})
}

// Run counts.
func (c registerFiguresCmd) Run(e *env) error {
	from, to, err := c.days()
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		rows, err := s.Figures(e.ctx, hall.FigureQuery{Basis: hall.FigureBasis(c.Basis), By: hall.FigureDimension(c.By), From: from, To: to})
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "from": from.String(), "to": to.String(), "basis": c.Basis, "by": c.By, "rows": append([]hall.FigureRow{}, rows...)})
		}
		for _, r := range rows {
			e.say("%s %s  收件 %d  提前 %d  按时 %d  超期 %d  其他了结 %d  在办 %d（超期 %d）", r.Key, r.Name, r.Received, r.Early, r.OnTime, r.Late, r.Other, r.Open, r.Overdue)
		}
		if len(rows) == 0 {
			e.say("这段日子没有办件")
		}
		return nil
	})
}

// Run takes an old register over, or only says what it would do. Refused rows are exit 3.
func (c registerImportCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		report, err := s.ImportOld(e.ctx, filepath.Base(c.File), data, c.DryRun)
		if err != nil {
			return err
		}
		refused := []map[string]any{}
		for _, p := range report.Refused {
			refused = append(refused, map[string]any{"row": p.Row, "reason": p.Reason, "hint": p.Next})
		}
		if e.cli.JSON {
			if err := e.emit(map[string]any{
				"ok": len(refused) == 0, "dry_run": c.DryRun, "rows": report.Rows, "taken": report.Taken, "known": report.Known,
				"refused": refused, "fields": report.Fields,
			}); err != nil {
				return err
			}
		}
		for _, p := range report.Refused {
			e.say("第 %d 行没有录入：%s（%s）", p.Row, p.Reason, p.Next)
		}
		did := "录入"
		if c.DryRun {
			did = "试过，可以录入"
		}
		e.say("共 %d 行：%s %d 行，以前录过 %d 行，不合要求 %d 行", report.Rows, did, report.Taken, report.Known, len(report.Refused))
		if len(report.Refused) > 0 {
			return errSaid
		}
		return nil
	})
}

// Run finds old cases.
func (c registerOldCmd) Run(e *env) error {
	text, err := e.typed(c.Text)
	if err != nil {
		return err
	}
	var from, to hall.Date
	if c.From != "" {
		if from, err = readDay(c.From); err != nil {
			return err
		}
	}
	if c.To != "" {
		if to, err = readDay(c.To); err != nil {
			return err
		}
	}
	return e.onSession(func(s *desk.Session) error {
		list, err := s.OldCases(e.ctx, text, from, to, 1000)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, o := range list {
			p := e.person(hall.Person{Name: o.Line.Name, IDNo: o.Line.IDNo, Phone: o.Line.Phone, Village: o.Line.Village})
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  %s  %s", o.Line.Received, o.Line.No, o.Line.Matter, p.Name, p.ID, o.Line.Result)
			}
			out = append(out, map[string]any{
				"id": o.ID, "no": o.Line.No, "matter": o.Line.Matter, "code": o.Line.Code, "person": p, "received": o.Line.Received.String(),
				"ended": o.Line.Ended.String(), "result": o.Line.Result,
			})
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "old": out})
		}
		if len(list) == 0 {
			return hall.Missing("旧台账里没有找到", "可以只写姓名中的一个字再试")
		}
		return nil
	})
}

// Run strikes a line out.
func (c registerStrikeCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		o, err := s.StrikeOld(e.ctx, c.ID, c.Reason)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "id": o.ID, "struck": o.Struck})
		}
		e.say("已划去")
		return nil
	})
}

// wrote writes a made file and says so.
func (e *env) wrote(name string, data []byte, about map[string]any) error {
	if err := writeFile(name, data); err != nil {
		return err
	}
	if e.cli.JSON {
		about["ok"], about["file"] = true, name
		return e.emit(about)
	}
	e.say("已生成 %s", name)
	return nil
}

type reportCmd struct {
	Month      reportMonthCmd      `cmd:"" help:"月报 .xlsx：总表、分类、台账、补报"`
	Close      reportCloseCmd      `cmd:"" help:"月结：定下这个月的数，后来的走补报"`
	Supplement reportSupplementCmd `cmd:"" help:"这个月里对以前各月的补报"`
	Fill       reportFillCmd       `cmd:"" help:"把数字填进上级的空白 .xlsx（{{占位符}}）"`
}

type reportMonthCmd struct {
	Month string `arg:"" help:"月份，例如 2026-11"`
	Out   string `short:"o" required:"" help:"写到哪个 .xlsx 文件" placeholder:"FILE"`
}

type (
	reportCloseCmd struct {
		Month string `arg:"" help:"月份，例如 2026-11"`
	}
	reportSupplementCmd struct {
		Month string `arg:"" help:"月份，例如 2026-12"`
	}
)

type reportFillCmd struct {
	Template string `arg:"" help:"上级发的空白 .xlsx"`
	Month    string `arg:"" help:"月份，例如 2026-11"`
	Out      string `short:"o" required:"" help:"写到哪个 .xlsx 文件" placeholder:"FILE"`
}

// Help gives an example.
func (reportMonthCmd) Help() string { return "例：bianminctl report month 2026-11 -o 月报.xlsx" }

// Help gives an example.
func (reportFillCmd) Help() string {
	return "例：bianminctl report fill 市里月报表.xlsx 2026-11 -o 已填.xlsx\n占位符见 docs/registers.md，例如 {{hall}}、{{received.count}}、{{matter.name}}"
}

func monthJSON(m desk.Month) map[string]any {
	out := map[string]any{"month": m.First.String()[:7], "closed": m.Closing != nil, "received": m.Received, "ended": m.Ended, "odd": m.Odd}
	if m.Closing != nil {
		out["cut_off"], out["journal"], out["size"], out["root"] = m.Closing.CutOff, m.Closing.Journal, m.Closing.Size, m.Closing.Root
	}
	return out
}

// Run makes the report.
func (c reportMonthCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		var b bytes.Buffer
		m, err := s.MonthReport(e.ctx, c.Month, &b)
		if err != nil {
			return err
		}
		return e.wrote(c.Out, b.Bytes(), monthJSON(m))
	})
}

// Run closes a month.
func (c reportCloseCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		if _, err := s.CloseMonth(e.ctx, c.Month); err != nil {
			return err
		}
		m, err := s.Month(e.ctx, c.Month)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := monthJSON(m)
			out["ok"] = true
			return e.emit(out)
		}
		e.say("%s 已月结：收件 %d，办结 %d（提前 %d、按时 %d、超期 %d）", m.Closing.Month, m.Received.Received, m.Ended.Completed(), m.Ended.Early, m.Ended.OnTime, m.Ended.Late)
		e.say("到留痕第 %d 条为止，后来的数走补报", m.Closing.Size)
		return nil
	})
}

// Run lists the supplement of a month.
func (c reportSupplementCmd) Run(e *env) error {
	first, err := readDay(c.Month + "-01")
	if err != nil {
		return hall.Refuse("月份写得不对", "应像 2026-11 这样")
	}
	return e.onSession(func(s *desk.Session) error {
		m, err := s.Month(e.ctx, c.Month)
		if err != nil {
			return err
		}
		list, err := s.Supplement(e.ctx, first, m.Last)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, x := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s", x.Month, x.Change.Han(), x.Case.No, x.Case.Rules.Name)
			}
			out = append(out, map[string]any{"month": x.Month, "change": x.Change, "case_no": x.Case.No, "recorded": x.Known})
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "supplement": out})
		}
		if len(list) == 0 {
			e.say("没有要补报的")
		}
		return nil
	})
}

// Run fills a blank. Placeholders nothing is known of stay, are named, and make exit 7.
func (c reportFillCmd) Run(e *env) error {
	data, err := e.read(c.Template)
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		filled, missing, err := s.FillMonth(e.ctx, c.Month, data)
		if err != nil {
			return err
		}
		if err := e.wrote(c.Out, filled, map[string]any{"month": c.Month, "missing": append([]string{}, missing...)}); err != nil {
			return err
		}
		if len(missing) > 0 {
			return &hall.Error{Kind: hall.Rejected, Say: fmt.Sprintf("有 %d 个占位符不认识，留在表里没有填：%v", len(missing), missing), Next: "占位符见 docs/registers.md"}
		}
		return nil
	})
}
