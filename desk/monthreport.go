package desk

import (
	"context"
	"fmt"
	"io"
	"time"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/hall/ident"
	"bianmin/hall/register"
)

// Ledger writes and reads spreadsheets.
type Ledger interface {
	Write(w io.Writer, b register.Book) error
	// Fill puts values into the placeholders of a blank; missing are the placeholders nothing is known of.
	Fill(template []byte, v register.Values) (filled []byte, missing []string, err error)
	Read(name string, data []byte) ([]register.Row, error)
}

// Month is the figures of a month: as frozen by its closing, else as of now.
type Month struct {
	First, Last hall.Date
	Closing     *closing.Closing // nil while the month is open
	AsOf        time.Time        // the cut-off of the closing, or now
	Received    hall.FigureRow   // of the cases received in the month
	Ended       hall.FigureRow   // of those that ended in it
	Odd         bool             // counted again, a closed month gives other totals: a clock was set back
}

// Month counts a month. A closed one shows what was frozen.
func (s *Session) Month(ctx context.Context, month string) (Month, error) {
	first, last, err := closing.Span(month)
	if err != nil {
		return Month{}, err
	}
	m := Month{First: first, Last: last, AsOf: s.Now()}
	if m.Closing, err = s.Closing(ctx, month); err != nil {
		return m, err
	}
	today := s.Today()
	if m.Closing != nil {
		m.AsOf, today = m.Closing.CutOff, last
	}
	for basis, into := range map[hall.FigureBasis]*hall.FigureRow{hall.ByReceived: &m.Received, hall.ByEnded: &m.Ended} {
		rows, err := s.Figures(ctx, hall.FigureQuery{Basis: basis, By: hall.DimTotal, From: first, To: last, AsOf: m.AsOf, Today: today})
		if err != nil {
			return m, err
		}
		*into = total(rows)
		if m.Closing == nil {
			continue
		}
		if frozen := m.Closing.Of(basis); frozen != *into {
			*into, m.Odd = frozen, true
		}
	}
	return m, nil
}

// MonthReport (月报) is the report of a month as a spreadsheet: totals, breakdowns, both
// registers, the other records and the supplement.
func (s *Session) MonthReport(ctx context.Context, month string, w io.Writer) (Month, error) {
	m, err := s.Month(ctx, month)
	if err != nil {
		return m, err
	}
	book := register.Book{MadeAt: s.Now()}
	if book.Sheets, err = s.figureSheets(ctx, m); err != nil {
		return m, err
	}
	heading := s.heading(m)
	for _, basis := range []hall.FigureBasis{hall.ByReceived, hall.ByEnded} {
		book.Sheets = append(book.Sheets, s.casesSheet(ctx, basis, m.First, m.Last, heading))
	}
	return m, s.parts.Ledger.Write(w, book)
}

// figureSheets are the sheets of the report that fit on some pages: totals, breakdowns, the other
// records and the supplement.
func (s *Session) figureSheets(ctx context.Context, m Month) ([]register.Sheet, error) {
	heading := s.heading(m)
	out := []register.Sheet{totalsSheet(m, heading)}
	for _, d := range dimensions() {
		sheet, err := s.breakdown(ctx, m, d, heading)
		if err != nil {
			return nil, err
		}
		out = append(out, sheet)
	}
	for _, make := range []func(context.Context, Month, []string) (register.Sheet, error){s.recordsSheet, s.supplementSheet} {
		sheet, err := make(ctx, m, heading)
		if err != nil {
			return nil, err
		}
		out = append(out, sheet)
	}
	return out, nil
}

// CaseRegister (台账) is the register of the cases of a span of days as a spreadsheet.
func (s *Session) CaseRegister(ctx context.Context, basis hall.FigureBasis, from, to hall.Date, w io.Writer) error {
	if err := s.need(RightRegister); err != nil {
		return err
	}
	if basis != hall.ByReceived && basis != hall.ByEnded {
		return hall.Refuse("没有这种台账", "应是 received（按收件）或 ended（按办结）")
	}
	if from.IsZero() || to.Before(from) {
		return hall.Refuse("台账的起止日期不对", "起始日期不能晚于截止日期")
	}
	heading := []string{"填报单位：" + s.office.Name, fmt.Sprintf("统计期间：%s 至 %s", from, to), s.madeLine()}
	return s.parts.Ledger.Write(w, register.Book{MadeAt: s.Now(), Sheets: []register.Sheet{s.casesSheet(ctx, basis, from, to, heading)}})
}

// FillMonth fills a blank of the city's with the figures of a month; see docs/registers.md for
// the placeholders. missing are those nothing is known of.
func (s *Session) FillMonth(ctx context.Context, month string, template []byte) (filled []byte, missing []string, err error) {
	m, err := s.Month(ctx, month)
	if err != nil {
		return nil, nil, err
	}
	v := register.Values{Cells: map[string]register.Cell{
		"hall": register.Text(s.office.Name), "code": register.Text(s.office.Code), "month": register.Text(m.First.String()[:7]),
		"year": register.Integer(m.First.Year()), "month_number": register.Integer(int(m.First.Month())),
		"made": register.Date(s.Today()), "maker": register.Text(s.staff.Name),
	}, Lists: map[string][]map[string]register.Cell{}}
	for name, cell := range rowCells(m.Received) {
		v.Cells["received."+name] = cell
	}
	for name, cell := range rowCells(m.Ended) {
		v.Cells["ended."+name] = cell
	}
	for _, d := range dimensions() {
		rows, err := s.rowsOf(ctx, m, d)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			cells := rowCells(r.received)
			cells["key"], cells["name"] = register.Text(r.received.Key), register.Text(r.name)
			for name, cell := range rowCells(r.ended) {
				cells["ended_"+name] = cell
			}
			v.Lists[string(d.by)] = append(v.Lists[string(d.by)], cells)
		}
	}
	return s.parts.Ledger.Fill(template, v)
}

func rowCells(r hall.FigureRow) map[string]register.Cell {
	return map[string]register.Cell{
		"count": register.Integer(r.Received), "completed": register.Integer(r.Completed()), "early": register.Integer(r.Early),
		"on_time": register.Integer(r.OnTime), "late": register.Integer(r.Late), "other": register.Integer(r.Other),
		"open": register.Integer(r.Open), "overdue": register.Integer(r.Overdue), "proxy": register.Integer(r.Proxy),
		"home_visits": register.Integer(r.Visits), "in_time_share": inTime(r),
	}
}

// inTime is the share of the completed cases that were completed in time; blank when none was.
func inTime(r hall.FigureRow) register.Cell {
	if r.Completed() == 0 {
		return register.Blank()
	}
	return register.Percent(float64(r.Early+r.OnTime) / float64(r.Completed()))
}

func (s *Session) madeLine() string {
	return fmt.Sprintf("制表：%s  %s", s.staff.Name, s.Today().Han())
}

func (s *Session) heading(m Month) []string {
	state := "本月尚未月结，数字会变动"
	if m.Closing != nil {
		state = fmt.Sprintf("已于%s月结，此后的变动见「补报」", hall.DayOf(m.Closing.CutOff).Han())
	}
	return []string{"填报单位：" + s.office.Name, fmt.Sprintf("统计期间：%s 至 %s（%s）", m.First, m.Last, state), s.madeLine()}
}

// masked is a person's number and phone as a register shows them.
func masked(p hall.Person) (id, phone string) {
	phone = p.Phone
	if phone == "" && p.Contact != nil {
		phone = p.Contact.Phone
	}
	return ident.MaskID(p.IDNo), ident.MaskPhone(phone)
}
