package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// decision (决定书) is the written decision of the hall on what it decides itself: result,
// reasons, remedies.
//
// Source: 行政许可法 第三十八条; 行政复议法 第二十条、第二十三条; 行政诉讼法 第四十六条.
func decision(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	l := openLetter(doc, job, job.Kind.Title(c), 1)
	asked := fmt.Sprintf("您于 %s提出的「%s」申请", hall.DayOf(c.Clocks.ReceivedAt).Han(), c.Rules.Name)
	if c.Outcome.DecisionNo != "" {
		l.say(plain("决定文号：%s", c.Outcome.DecisionNo))
	}
	if c.Outcome.Result != hall.Refused {
		l.say(plain("%s，经审查，符合规定的条件和标准，", asked), loud("决定"+grants(c)), plain("。"))
		if note := strings.TrimRight(c.Outcome.Note, "。"); note != "" {
			l.say(plain("%s。", note))
		}
		if d := c.Clocks.DeliverBy; d != nil {
			l.last(plain("证件、文书在%s前颁发、送达。办理本事项不收费。", d.Last.Han()))
		} else {
			l.last(plain("办理本事项不收费。"))
		}
		return l.sign()
	}
	l.say(plain("%s，经审查，", asked), loud("决定"+denies(c)), plain("。"))
	l.say(loud("理由："), plain("%s。", strings.TrimRight(c.Outcome.Note, "。")))
	l.sayRemedies("决定书")
	return l.sign()
}

func grants(c *hall.Case) string {
	part := ""
	if c.Outcome.Result == hall.Partly {
		part = "部分"
	}
	switch {
	case c.Rules.IsLicence():
		return "准予" + part + "行政许可"
	case c.Rules.Type == "行政确认":
		return part + "予以确认"
	case c.Rules.Type == "行政给付":
		return part + "给付"
	}
	return part + "予以办理"
}

func denies(c *hall.Case) string {
	switch {
	case c.Rules.IsLicence():
		return "不予行政许可"
	case c.Rules.IsInformation():
		return "不予公开"
	case c.Rules.Type == "行政确认":
		return "不予确认"
	case c.Rules.Type == "行政给付":
		return "不予给付"
	}
	return "不予办理"
}
