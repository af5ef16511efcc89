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
