package desk

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"bianmin/hall"
	"bianmin/hall/complaint"
	"bianmin/hall/fold"
	"bianmin/hall/register"
)

// totalsSheet is the first page of the report: the month's totals side by side.
func totalsSheet(m Month, heading []string) register.Sheet {
	sheet := register.Sheet{
		Name: "月报", Title: fmt.Sprintf("便民服务中心%d年%d月办件月报", m.First.Year(), m.First.Month()), Subtitles: heading,
		Columns: []register.Column{
			{Name: "指标", WidthChars: 28, Kind: register.KindText},
			{Name: "本月收到的件", Kind: register.KindInteger},
			{Name: "本月了结的件", Kind: register.KindInteger},
		},
	}
	add := func(name string, received, ended register.Cell) {
		sheet.Rows = append(sheet.Rows, []register.Cell{register.Text(name), received, ended})
	}
	count := func(name string, pick func(hall.FigureRow) int) {
		add(name, register.Integer(pick(m.Received)), register.Integer(pick(m.Ended)))
	}
	count("件数", func(r hall.FigureRow) int { return r.Received })
	count("办结", hall.FigureRow.Completed)
	count("　其中提前办结", func(r hall.FigureRow) int { return r.Early })
	count("　其中按时办结", func(r hall.FigureRow) int { return r.OnTime })
	count("　其中超期办结", func(r hall.FigureRow) int { return r.Late })
	count("其他了结（不予受理、撤回等）", func(r hall.FigureRow) int { return r.Other })
	add("仍在办", register.Integer(m.Received.Open), register.Blank())
	add("　其中已超期", register.Integer(m.Received.Overdue), register.Blank())
	count("代办", func(r hall.FigureRow) int { return r.Proxy })
	count("上门服务", func(r hall.FigureRow) int { return r.Visits })
	sheet.Notes = append(sheet.Notes,
		"按承诺时限和法定时限中较早的一个计算；作废的件不计入。",
		"「本月收到的件」按收件日统计，不论何时了结；「本月了结的件」按了结日统计，不论何时收到。")
	if m.Odd {
		sheet.Notes = append(sheet.Notes, "按月结时点重新计算与月结数不一致（可能改过电脑时钟），本表以月结数为准，请核对。")
	}
	return sheet
}

// dimension is one breakdown of the report.
type dimension struct {
	by    hall.FigureDimension
	sheet string
	head  string
}

func dimensions() []dimension {
	return []dimension{
		{hall.DimMatter, "按事项", "事项"},
		{hall.DimDomain, "按领域", "领域"},
		{hall.DimVillage, "按村", "村（社区）"},
		{hall.DimCounter, "按窗口", "窗口"},
		{hall.DimMode, "按方式", "办理方式"},
		{hall.DimHandler, "按经办人", "经办人"},
	}
}

// bothRows are a key's figures by received and by ended.
type bothRows struct {
	name            string
	received, ended hall.FigureRow
}

// rowsOf breaks a month down, as known at its cut-off; keys in order.
func (s *Session) rowsOf(ctx context.Context, m Month, d dimension) ([]bothRows, error) {
	both := map[string]*bothRows{}
	for _, basis := range []hall.FigureBasis{hall.ByReceived, hall.ByEnded} {
		today := s.Today()
		if m.Closing != nil {
			today = m.Last
		}
		rows, err := s.Figures(ctx, hall.FigureQuery{Basis: basis, By: d.by, From: m.First, To: m.Last, AsOf: m.AsOf, Today: today})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if both[r.Key] == nil {
				both[r.Key] = &bothRows{name: s.keyName(ctx, d.by, r)}
			}
			if basis == hall.ByReceived {
				both[r.Key].received = r
			} else {
				both[r.Key].ended = r
			}
		}
	}
	var out []bothRows
	for _, key := range slices.Sorted(maps.Keys(both)) {
		both[key].received.Key = key
		out = append(out, *both[key])
	}
	return out, nil
}

// keyName is what a key is called in a register.
func (s *Session) keyName(ctx context.Context, by hall.FigureDimension, r hall.FigureRow) string {
	switch {
	case by == hall.DimMatter:
		return r.Name
	case by == hall.DimMode:
		return hall.ServiceMode(r.Key).Han()
	case by == hall.DimHandler:
		return s.staffName(ctx, r.Key)
	case r.Key == "":
		return "（未登记）"
	}
	return r.Key
}

func (s *Session) breakdown(ctx context.Context, m Month, d dimension, heading []string) (register.Sheet, error) {
	sheet := register.Sheet{Name: d.sheet, Title: m.First.Han()[:len("2026年")] + fmt.Sprintf("%d月办件情况（%s）", m.First.Month(), d.sheet), Subtitles: heading}
	sheet.Columns = []register.Column{{Name: d.head, WidthChars: 30, Kind: register.KindText, Total: register.NoTotal}}
	if d.by == hall.DimMatter {
		sheet.Columns = append([]register.Column{{Name: "事项代码", WidthChars: 12, Kind: register.KindText}}, sheet.Columns...)
	}
	for _, name := range []string{"收件", "提前办结", "按时办结", "超期办结", "其他了结", "在办", "在办超期", "代办", "上门", "本月办结", "本月超期办结"} {
		sheet.Columns = append(sheet.Columns, register.Column{Name: name, Kind: register.KindInteger, Total: register.Sum})
	}
	sheet.Columns = append(sheet.Columns, register.Column{Name: "按时率", Kind: register.KindPercent})
	rows, err := s.rowsOf(ctx, m, d)
	if err != nil {
		return sheet, err
	}
	for _, r := range rows {
		line := []register.Cell{register.Text(r.name)}
		if d.by == hall.DimMatter {
			line = []register.Cell{register.Text(r.received.Key), register.Text(r.name)}
		}
		for _, n := range []int{
			r.received.Received, r.received.Early, r.received.OnTime, r.received.Late, r.received.Other, r.received.Open,
			r.received.Overdue, r.received.Proxy, r.received.Visits, r.ended.Completed(), r.ended.Late,
		} {
			line = append(line, register.Integer(n))
		}
		sheet.Rows = append(sheet.Rows, append(line, inTime(r.ended)))
	}
	return sheet, nil
}

// recordsSheet counts every other sort of record by state: those whose day lies in the month.
func (s *Session) recordsSheet(ctx context.Context, m Month, heading []string) (register.Sheet, error) {
	sheet := register.Sheet{
		Name: "其他登记", Title: "其他登记情况", Subtitles: heading,
		Columns: []register.Column{
			{Name: "登记", WidthChars: 18, Kind: register.KindText},
			{Name: "本月登记", Kind: register.KindInteger, Total: register.Sum},
			{Name: "其中未了结", Kind: register.KindInteger, Total: register.Sum},
		},
		Notes: []string{"按登记所属日期统计，是制表时的情况。"},
	}
	for _, room := range fold.Rooms() {
		if room.Sort == complaint.Sort { // even their number may tell the one complained of
			continue
		}
		q := hall.RecordQuery{Sort: room.Sort, From: m.First, To: m.Last}
		all, open := 0, 0
		for {
			page, err := s.parts.Records.Records(ctx, q)
			if err != nil {
				return sheet, err
			}
			for _, r := range page.Records {
				if all++; r.Facts().Open {
					open++
				}
			}
			if q.After = page.Next; q.After == 0 {
				break
			}
		}
		sheet.Rows = append(sheet.Rows, []register.Cell{register.Text(room.Han), register.Integer(all), register.Integer(open)})
	}
	return sheet, nil
}

// supplementSheet lists what was recorded in the month about months closed before.
func (s *Session) supplementSheet(ctx context.Context, m Month, heading []string) (register.Sheet, error) {
	sheet := register.Sheet{
		Name: "补报", Title: "补报：月结以后补录、办结、作废的件", Subtitles: heading,
		Columns: []register.Column{
			{Name: "所属月份", WidthChars: 10, Kind: register.KindText},
			{Name: "变动", WidthChars: 10, Kind: register.KindText},
			{Name: "录入时间", Kind: register.KindInstant},
			{Name: "办件编号", WidthChars: 32, Kind: register.KindText, Total: register.Count},
			{Name: "事项名称", WidthChars: 30, Kind: register.KindText},
			{Name: "收件日期", Kind: register.KindDate},
			{Name: "了结日期", Kind: register.KindDate},
			{Name: "时限", WidthChars: 10, Kind: register.KindText},
		},
	}
	changes, err := s.Supplement(ctx, m.First, m.Last)
	if err != nil {
		return sheet, err
	}
	for _, x := range changes {
		f := x.Case.Figure()
		sheet.Rows = append(sheet.Rows, []register.Cell{
			register.Text(x.Month), register.Text(x.Change.Han()), register.Instant(x.Known), register.Text(string(x.Case.No)),
			register.Text(x.Case.Rules.Name), register.Date(f.Received), register.Date(f.Ended), register.Text(f.Timing.Han()),
		})
	}
	return sheet, nil
}

// casesSheet is a register of cases; its rows are read while it is written.
func (s *Session) casesSheet(ctx context.Context, basis hall.FigureBasis, from, to hall.Date, heading []string) register.Sheet {
	sheet := register.Sheet{Name: "收件台账", Title: "收件台账", Subtitles: heading, Notes: []string{"证件号和电话只显示一部分；作废的件不列。"}}
	if basis == hall.ByEnded {
		sheet.Name, sheet.Title = "办结台账", "办结台账"
	}
	sheet.Columns = []register.Column{
		{Name: "办件编号", WidthChars: 24, Kind: register.KindText, Total: register.Count},
		{Name: "收件日期", WidthChars: 11, Kind: register.KindDate},
		{Name: "事项", WidthChars: 24, Kind: register.KindText},
		{Name: "申请人", WidthChars: 9, Kind: register.KindText},
		{Name: "证件号", WidthChars: 20, Kind: register.KindText},
		{Name: "电话", WidthChars: 13, Kind: register.KindText},
		{Name: "村（社区）", WidthChars: 11, Kind: register.KindText},
		{Name: "方式", WidthChars: 6, Kind: register.KindText},
		{Name: "窗口", WidthChars: 9, Kind: register.KindText},
		{Name: "经办人", WidthChars: 8, Kind: register.KindText},
		{Name: "代办员", WidthChars: 8, Kind: register.KindText},
		{Name: "状态", WidthChars: 11, Kind: register.KindText},
		{Name: "受理日期", WidthChars: 11, Kind: register.KindDate},
		{Name: "承诺到期", WidthChars: 11, Kind: register.KindDate},
		{Name: "法定到期", WidthChars: 11, Kind: register.KindDate},
		{Name: "了结日期", WidthChars: 11, Kind: register.KindDate},
		{Name: "结果", WidthChars: 8, Kind: register.KindText},
		{Name: "时限", WidthChars: 10, Kind: register.KindText},
		{Name: "平台编号", WidthChars: 18, Kind: register.KindText},
	}
	sheet.More = s.caseLines(ctx, basis, from, to)
	return sheet
}

func (s *Session) caseLines(ctx context.Context, basis hall.FigureBasis, from, to hall.Date) iter.Seq2[[]register.Cell, error] {
	return func(yield func([]register.Cell, error) bool) {
		names := map[string]string{}
		q := hall.SpanQuery{Basis: basis, From: from, To: to}
		for {
			page, err := s.parts.Registers.Span(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, c := range page.Cases {
				if !yield(s.caseCells(ctx, c, names), nil) {
					return
				}
			}
			if q.After = page.Next; q.After == 0 {
				return
			}
		}
	}
}

func (s *Session) caseCells(ctx context.Context, c *hall.Case, names map[string]string) []register.Cell {
	name := func(id string) register.Cell {
		if _, known := names[id]; !known {
			names[id] = s.staffName(ctx, id)
		}
		return register.Text(names[id])
	}
	f := c.Figure()
	id, phone := masked(c.Applicant)
	due := func(d *hall.Due) register.Cell {
		if d == nil {
			return register.Blank()
		}
		return register.Date(d.Last)
	}
	return []register.Cell{
		register.Text(string(c.No)), register.Date(f.Received), register.Text(c.Rules.Code + " " + c.Rules.Name),
		register.Text(c.Applicant.Name), register.Text(id), register.Text(phone), register.Text(c.Applicant.Village),
		register.Text(c.Intake.Mode.Han()), register.Text(c.Intake.Counter), name(cmp.Or(c.Holder, c.Intake.Handler)), name(cmp.Or(c.Duty.Carrier, c.Intake.Agent)),
		register.Text(c.State.Han()), dayCell(c), due(c.Clocks.Promised), due(c.Clocks.Statutory), register.Date(f.Ended),
		register.Text(c.Outcome.Result.Han()), register.Text(f.Timing.Han()), register.Text(c.Outcome.PlatformNo),
	}
}

func dayCell(c *hall.Case) register.Cell {
	if c.Clocks.AcceptedAt.IsZero() {
		return register.Blank()
	}
	return register.Date(hall.DayOf(c.Clocks.AcceptedAt))
}
