package paper

import (
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// suspend (特别程序告知书) tells in writing that the time of a special procedure does not count.
//
// Source: 行政许可法 第四十五条.
func suspend(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	stop, over := lastStop(c)
	l := openLetter(doc, job, job.Kind.Han(), job.Kind.Count(c))
	l.say(plain("您于 %s提出的「%s」申请，办理中需要", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name), loud(stop.Han()), plain("。"))
	l.say(plain("依据%s，从 %s的第二天起，到这一程序结束之日止，", basisWords(stop.Basis), stop.From.Han()), loud("不计算在办理期限内"), plain("。"))
	if over {
		l.say(plain("这一程序已于 %s结束，期限从第二天起继续计算。", stop.Until.Han()))
	} else {
		l.say(plain("预计到 "), loud(stop.Planned.Last.Han()), plain("结束。%s结束后期限继续计算，我们会把新的日期告诉您。", provisional(&stop.Planned)))
	}
	l.last(plain("批准人：%s。对进展有疑问的，可凭编号到任一窗口或拨打 %s 查问。办理本事项不收费。", job.Name(stop.Approver), hotline))
	return l.sign()
}

// lastStop is the stop that runs, or the last one that ran.
func lastStop(c *hall.Case) (stop hall.Stop, over bool) {
	if s := c.Clocks.Moved.Stop; s != nil {
		return *s, false
	}
	return c.Clocks.Moved.Stops[len(c.Clocks.Moved.Stops)-1], true
}

// basisWords sets the name of a law in its marks: 行政许可法 第四十五条 becomes 《行政许可法》第四十五条.
func basisWords(basis string) string {
	name, article, found := strings.Cut(basis, " ")
	if !found {
		if i := strings.Index(basis, "第"); i > 0 {
			name, article, found = basis[:i], basis[i:], true
		}
	}
	if !found || strings.HasPrefix(basis, "《") {
		return strings.Replace(basis, " ", "", 1)
	}
	return "《" + name + "》" + article
}

// extend (延长期限通知书) tells the applicant that the limit was extended, by whom and why.
//
// Source: 行政许可法 第四十二条.
func extend(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	x := c.Clocks.Moved.Extended
	l := openLetter(doc, job, job.Kind.Han(), 1)
	l.say(plain("您于 %s提出的「%s」申请，我们没有能在原定的期限内办完，向您说明。", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name))
	l.say(loud("理由："), plain("%s。", strings.TrimRight(x.Reason, "。")))
	l.say(plain("依据%s，经本机关负责人%s于 %s批准，办理期限延长 %s。", basisWords(x.Basis), job.Name(x.Approver), x.On.Han(), x.By.Han()))
	d := c.Deadlines()
	if due := earlierOf(d.Promised, d.Statutory); due != nil {
		l.say(plain("延长后，我们在 "), loud(due.Last.Han()+"（"+due.Last.WeekdayHan()+"）"), plain("前办好。%s", provisional(due)))
	}
	l.last(plain("期限只延长这一次。到期没有办好的，可凭编号到任一窗口或拨打 %s 查问。办理本事项不收费。", hotline))
	return l.sign()
}

func earlierOf(a, b *hall.Due) *hall.Due {
	if a == nil || b != nil && b.Last.Before(a.Last) {
		return b
	}
	return a
}
