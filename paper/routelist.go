package paper

import (
	"cmp"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/route"
	"bianmin/paper/sheet"
)

// routeList (上门路线单) goes along on a day of home visits: the stops in the order they are driven
// to, and room for what came of each. Phones stand as far as the job has them.
func routeList(doc *sheet.Document, job hall.PaperJob, r *route.Route) error {
	const edge = 14.0
	flow := doc.Flow(sheet.FlowOptions{
		WidthMM: sheet.A4HeightMM, HeightMM: sheet.A4WidthMM,
		Margins: sheet.Margins{Top: 14, Right: edge, Bottom: 17, Left: edge},
		Footer: func(p *sheet.Page, n, total int) {
			p.Text(edge, p.HeightMM()-9, sheet.Left, sheet.Span{
				Text: "有住址和电话：随身带好，不给别人看，回来交中心销毁。　投诉监督 " + hotline, Face: sheet.Sans, SizePt: 9,
			})
			p.PageNumber(p.WidthMM()-edge, p.HeightMM()-9, n, total)
		},
	})
	p, right := flow.Page(), flow.X()+flow.WidthMM()
	p.Text(edge, 19, sheet.Left, sheet.Span{Text: hall.PaperRouteList.Han(), Face: sheet.SerifBold, SizePt: 20, TrackEm: 0.06})
	p.Text(edge+52, 19, sheet.Left, sheet.Span{Text: r.Day.Han() + "（" + r.Day.WeekdayHan() + "）", Face: sheet.SansBold, SizePt: 16})
	p.Text(edge, 27, sheet.Left, sheet.Span{
		Text: fmt.Sprintf("%s　上门的人 %s　%d 户　%s", job.Office.Name, job.Name(r.Goer), len(r.Stops), numberLine(job, r.No)), Face: sheet.Serif, SizePt: 11,
	})
	const code = 22.0
	if err := numberCode(p, right, 10, code, r.No); err != nil {
		return err
	}
	flow.MoveTo(32)
	flow.Table(routeStops(r, flow.WidthMM()))
	return nil
}

func routeStops(r *route.Route, width float64) sheet.Table {
	const order, who, where, what, by = 13.0, 48.0, 56.0, 52.0, 26.0
	t := sheet.Table{Columns: []float64{order, who, where, what, by, width - order - who - where - what - by}, PadMM: 2, PadYMM: 1.4}
	head := func(s string) sheet.Cell { return sheet.Label(s, 10.5) }
	t.Header = []sheet.Row{{head("次序"), head("姓名、电话"), head("住址"), head("办什么"), head("最迟"), head("结果，本人或家人签名")}}
	value := func(s string) sheet.Cell { return sheet.Value(s, 11) }
	for i, n := range r.Order {
		s := r.Stops[n-1]
		v := s.Visit
		what := cmp.Or(v.Matter.Name, "到了再说")
		if v.Wish != "" {
			what += "\n希望：" + v.Wish
		}
		by := ""
		if v.By != nil {
			by = v.By.Last.HanShort() + "\n" + v.By.Last.WeekdayHan()
		}
		t.Rows = append(t.Rows, sheet.Row{
			{Para: sheet.Para{Align: sheet.Center, Spans: []sheet.Span{{Text: fmt.Sprint(i + 1), Face: sheet.SansBold, SizePt: 15}}}},
			{Para: sheet.Para{PitchMM: 5.6, Spans: []sheet.Span{
				{Text: v.Person.Name, Face: sheet.SansBold, SizePt: 12}, {Text: "（" + v.Need + "）\n" + phoneAt(v.Person), Face: sheet.Serif, SizePt: 11},
			}}},
			value(v.Address), value(what), value(by), value(cameOf(s)),
		})
	}
	return t
}

// phoneAt is the phone to call before going, with whose it is.
func phoneAt(p hall.Person) string {
	if p.Phone == "" && p.Contact != nil {
		return p.Contact.Name + " " + spaced(p.Contact.Phone)
	}
	return spaced(p.Phone)
}

func cameOf(s route.Stop) string {
	switch s.State {
	case route.Done:
		return "已办：" + s.Result
	case route.Missed:
		return "没有办成：" + s.Why
	}
	return "　\n　\n　" // room to write
}
