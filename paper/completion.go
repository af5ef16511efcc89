package paper

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/paper/sheet"
)

// completion (办结单) says that it is done, and with what result. An instant matter has this one
// sheet for receipt, acceptance and completion.
func completion(doc *sheet.Document, job hall.PaperJob) error {
	c := job.Case
	t := slipTable(job)
	t.Rows = t.Rows[:2:2] // what was still owed is owed no more
	t.MinMM = 8
	numbers := []string{c.Outcome.DecisionNo, c.Outcome.PlatformNo}
	names := []string{"决定文号", "平台编号"}
	dates := hall.DayOf(c.Clocks.ReceivedAt).Han() + "收件\n" + hall.DayOf(c.Clocks.CompletedAt).Han() + "办结"
	row := sheet.Row{sheet.Label("日期", 11.5), sheet.Value(dates, 12)}
	for i, no := range numbers {
		if no != "" && len(row) < 4 {
			row = append(row, sheet.Label(names[i], 11.5), sheet.Value(no, 12))
		}
	}
	if len(row) == 2 {
		row[1].Cols = 3
	}
	t.Rows = append(t.Rows, row)
	say := []sheet.Para{{PitchMM: 12, Spans: []sheet.Span{
		{Text: "办理结果：", Face: sheet.Serif, SizePt: 13}, {Text: resultWords(c), Face: sheet.SerifBold, SizePt: 22},
	}}}
	if note := strings.TrimRight(c.Outcome.Note, "。"); note != "" {
		say = append(say, slipLine(note+"。"))
	}
	say = append(say, slipLine(completionNext(c)))
	stub := sheet.Text(fmt.Sprintf("存根　%s　%s　%s　%s", c.Applicant.Name, c.Rules.Name, c.No.Spoken(), resultWords(c)), sheet.Sans, 9.5)
	return slipSheet{title: job.Kind.Title(c), no: numberOf(job), table: t, say: say, stub: stub}.lay(doc, job)
}

// resultWords is the result as a citizen reads it.
func resultWords(c *hall.Case) string {
	switch c.Outcome.Result {
	case hall.Refused:
		return "不予办理"
	case hall.Partly:
		return "部分办成"
	case hall.Granted, "":
		return "已办好"
	}
	return c.Outcome.Result.Han()
}

// completionNext says what comes after: where to get the result, and what to do against a refusal.
func completionNext(c *hall.Case) string {
	if c.Outcome.Result == hall.Refused {
		if c.Rules.Mode == hall.ModeDecide {
			return "理由和不服怎么办，见" + c.Rules.DecisionTitle(hall.Refused) + "。" + free
		}
		return "理由和不服怎么办，见决定机关的文书。" + free
	}
	if d := c.Clocks.DeliverBy; d != nil && c.State == hall.StateCompleted {
		return fmt.Sprintf("证件、文书在%s前送到您手里。%s", d.Last.Han(), free)
	}
	return "请当面核对结果，领取时签字。办得好不好，请您评一评。" + free
}

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
	sayRemedies(l, c.Rules.Remedy(), "决定")
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

// sayRemedies says what may be done against the paper, by whom and by when.
func sayRemedies(l letter, r hall.Remedy, what string) {
	review := fmt.Sprintf("可以自收到本%s书之日起%s日内向%s申请行政复议", strings.TrimSuffix(what, "书"), hanNumber(r.ReviewDays), r.Body)
	court := fmt.Sprintf("也可以在%s个月内向人民法院提起行政诉讼", hanNumber(r.CourtMonths))
	switch {
	case r.ReviewFirst:
		l.last(loud("不服怎么办："), plain("%s；应当先申请行政复议，对复议决定不服的，再依法向人民法院提起行政诉讼。", review))
	case r.FirstIf != "":
		l.last(loud("不服怎么办："), plain("%s，%s。%s的，应当先申请行政复议。", review, court, r.FirstIf))
	default:
		l.last(loud("不服怎么办："), plain("%s，%s。", review, court))
	}
}

// hanNumber is a small number in Chinese: 六十, 六.
func hanNumber(n int) string {
	digits := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return digits[n]
	case n == 10:
		return "十"
	case n < 20:
		return "十" + digits[n%10]
	case n%10 == 0:
		return digits[n/10] + "十"
	}
	return digits[n/10] + "十" + digits[n%10]
}
