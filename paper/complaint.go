package paper

import (
	"bianmin/hall"
	"bianmin/hall/complaint"
	"bianmin/paper/sheet"
)

// complaintSlip (投诉受理单) tells the complainant that the hall has it, and by when it answers. It
// says what they said and no more: who is complained of is not named by the hall. One not taken
// up has none: Unlawful.
func complaintSlip(doc *sheet.Document, job hall.PaperJob, c *complaint.Complaint) error {
	if c.State == complaint.Refused {
		return hall.Forbid("这条投诉没有受理，不能打印投诉受理单", "请把不受理的理由当面或电话告诉投诉人")
	}
	title := hall.PaperComplaint.Han()
	if c.State == complaint.Made {
		title = "投诉登记单"
	}
	flow := openForm(doc, job, title, c.No)
	who := "投诉人（没有留姓名）："
	if p := c.Told.Complainant; p != nil {
		who = p.Name
		if r := reached(*p); r != "" {
			who += "（" + r + "）"
		}
		who += "："
	}
	flow.Para(sheet.Para{PitchMM: letterPitchMM, Spans: []sheet.Span{{Text: who, Face: sheet.Serif, SizePt: letterBodyPt}}})
	flow.Para(complaintSay(plain("您于 %s%s反映的问题，我们已经%s。", c.Day.Han(), cameBy(c.Told.How), taken(c))))
	for _, para := range complaintPromise(c) {
		flow.Para(para)
	}
	flow.Space(2)
	if m := c.About.Matter.Name; m != "" {
		flow.Para(complaintSay(loud("涉及事项："), plain("%s。", m)))
	}
	flow.Para(complaintSay(loud("您反映的是："), plain("%s", c.Told.Text)))
	if w := c.Work.Petition; w != nil {
		flow.Para(complaintSay(plain("这件事属于信访，已于 %s转给%s，由他们答复您。", w.Day.Han(), w.Office)))
	}
	if c.Told.Secret {
		flow.Para(complaintSay(plain("您要求保密，我们已经记下。")))
	}
	flow.Para(complaintSay(loud("谁能看到："), plain("%s", seenBy(c))))
	last := complaintSay(loud("不同意答复怎么办："), plain(
		"凭本单编号到任一窗口申请复核，我们在 %d 个工作日内再答复一次。您也可以拨打 %s。属于信访的，转给信访机构办理。", complaint.AnswerWorkdays, hotline))
	last.KeepMM = 62
	flow.Para(last)
	complaintSeal(flow, job)
	return formFoot(flow, job, c.No, "请留好本单。查问、申请复核都报完整的编号 "+string(c.No)+"。")
}

func complaintSay(words ...word) sheet.Para {
	p := bodyOf(words)
	p.PitchMM = 8.4
	for i := range p.Spans {
		p.Spans[i].SizePt = 13
	}
	return p
}

// cameBy is how the complaint came, as told to who made it.
func cameBy(how string) string {
	switch how {
	case "意见箱":
		return "通过意见箱"
	case "12345":
		return "通过 12345 热线"
	}
	return how
}

func taken(c *complaint.Complaint) string {
	switch c.State {
	case complaint.Made:
		return "登记"
	case complaint.Appealed:
		return "受理，您的复核申请也已登记"
	}
	return "受理"
}

// complaintPromise is the day, the largest thing on the sheet.
func complaintPromise(c *complaint.Complaint) []sheet.Para {
	due, does := c.AnswerBy, "前答复您"
	if c.State == complaint.Made {
		due, does = &c.AcceptBy, "前告诉您是否受理"
	}
	switch {
	case c.County:
		return []sheet.Para{complaintSay(plain("这条投诉由县里办理，本厅的人不参与。"))}
	case due == nil:
		return nil
	}
	out := []sheet.Para{
		complaintSay(plain("我们在 %s内，即", due.Limit.Han())),
		{PitchMM: 15, Spans: []sheet.Span{
			{Text: due.Last.Han(), Face: sheet.SerifBold, SizePt: 26},
			{Text: "（" + due.Last.WeekdayHan() + "）" + does + "。", Face: sheet.Serif, SizePt: 15},
		}},
	}
	if due.Provisional() {
		out = append(out, complaintSay(plain("%s", provisional(due))))
	}
	return out
}

func seenBy(c *complaint.Complaint) string {
	if c.County {
		return "只有县里和审计员。被投诉的人看不到这条投诉，也不知道是谁投诉的。"
	}
	return "只有中心主任、审计员和指定核查的人。被投诉的人看不到这条投诉，也不知道是谁投诉的。"
}

func complaintSeal(flow *sheet.Flow, job hall.PaperJob) {
	flow.Need(32)
	p, middle, y := flow.Page(), flow.X()+flow.WidthMM()-30, flow.Y()+4
	for i, text := range []string{"（盖章处）", job.Office.Name, hall.DayOf(job.Printed).Han()} {
		s := sheet.Span{Text: text, Face: sheet.Serif, SizePt: 13}
		if i == 0 {
			s.SizePt, s.Color = 12, sheet.Grey
		}
		p.Text(middle, y+6+float64(i)*8.5, sheet.Center, s)
	}
	flow.MoveTo(y + 28)
}
