package questionnaire

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Issue (发放问卷) opens a questionnaire.
type Issue struct {
	No     hall.RecordNo `json:"no"`
	Hall   string        `json:"hall"`
	Day    hall.Date     `json:"day"`
	Title  string        `json:"title"`
	Period Period        `json:"period"`
	Slips  int           `json:"slips"`
	Asked  []Question    `json:"asked"`
}

// Kind implements hall.Body.
func (Issue) Kind() hall.Kind { return KindIssued }

// Complete implements hall.Part.
func (b Issue) Complete() error {
	switch {
	case blank(b.Title):
		return hall.Refuse("问卷没有标题", "请写标题")
	case b.Period.From.IsZero() || b.Period.To.Before(b.Period.From):
		return hall.Refuse("问卷的起止日期不对", "截止日期不能早于开始日期")
	case b.Slips < 1 || b.Slips > MostSlips:
		return hall.Refuse("问卷的份数不对", fmt.Sprintf("应是 1 到 %d 份", MostSlips))
	case len(b.Asked) == 0 || len(b.Asked) > MostQuestions:
		return hall.Refuse("问卷的题数不对", fmt.Sprintf("应是 1 到 %d 题", MostQuestions))
	}
	for i, q := range b.Asked {
		if err := q.complete(i + 1); err != nil {
			return err
		}
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

func (q Question) complete(n int) error {
	switch {
	case blank(q.Text):
		return hall.Refuse(fmt.Sprintf("第 %d 题没有题目", n), "请写题目")
	case !slices.Contains([]QuestionKind{Choice, Scale, Text}, q.Kind):
		return hall.Refuse(fmt.Sprintf("第 %d 题的题型不认识", n), "应是 choice（选择）、scale（打分）、text（文字）之一")
	case q.Kind != Choice && len(q.Options) > 0:
		return hall.Refuse(fmt.Sprintf("第 %d 题不是选择题，不写选项", n), "请去掉选项，或改成选择题")
	case q.Kind == Choice && (len(q.Options) < 2 || len(q.Options) > MostOptions):
		return hall.Refuse(fmt.Sprintf("第 %d 题的选项数不对", n), fmt.Sprintf("应是 2 到 %d 个", MostOptions))
	}
	for i, o := range q.Options {
		if blank(o) || slices.Contains(q.Options[:i], o) {
			return hall.Refuse(fmt.Sprintf("第 %d 题有空的或重复的选项", n), "请核对选项")
		}
	}
	return nil
}

// Fits implements hall.Part.
func (b Issue) Fits(q *Questionnaire) error {
	if q != nil {
		return hall.Forbid("同一份问卷发放了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Issue) Put(q *Questionnaire, _ journal.Header) {
	q.Hall, q.No, q.Day, q.State = b.Hall, b.No, b.Day, Issued
	q.Title, q.Period, q.Slips, q.Asked = b.Title, b.Period, b.Slips, b.Asked
	q.Tallies = make([]Tally, len(b.Asked))
	for i, asked := range b.Asked {
		if n := asked.steps(); n > 0 {
			q.Tallies[i].Counts = make([]int, n)
		}
	}
}

// Note implements hall.Part.
func (b Issue) Note() string { return fmt.Sprintf("%d 份", b.Slips) }

// Answer (答卷) is one slip. Nobody's name is on it.
type Answer struct {
	Slip    int      `json:"slip"`    // number printed on it, from 1
	Answers []Ticked `json:"answers"` // by question
}

// Ticked is the answer to one question: Tick for a choice or a scale, from 1; Words for words.
// The zero Ticked is a question left out.
type Ticked struct {
	Tick  int    `json:"tick,omitempty"`
	Words string `json:"words,omitempty"`
}

// Kind implements hall.Body.
func (Answer) Kind() hall.Kind { return KindAnswered }

// Complete implements hall.Part.
func (b Answer) Complete() error {
	if b.Slip < 1 {
		return hall.Refuse("没有写答卷的编号", "请照答卷上印的编号写")
	}
	return nil
}

// Fits implements hall.Part: a slip counts once.
func (b Answer) Fits(q *Questionnaire) error {
	switch {
	case q == nil:
		return hall.Missing("没有这份问卷", "请核对编号")
	case q.State == Closed:
		return hall.Forbid("问卷已经截止", "截止以后的答卷不计")
	case b.Slip > q.Slips:
		return hall.Forbid("没有印过这个编号的答卷", "请核对答卷上的编号")
	case q.back(b.Slip):
		return hall.Forbid(fmt.Sprintf("第 %d 号答卷已经录过", b.Slip), "一份答卷只计一次")
	case len(b.Answers) != len(q.Asked):
		return hall.Forbid(fmt.Sprintf("问卷有 %d 题，答卷有 %d 题", len(q.Asked), len(b.Answers)), "没有答的题也要留空位")
	}
	for i, a := range b.Answers {
		asked := q.Asked[i]
		if a.Tick < 0 || a.Tick > asked.steps() || asked.Kind != Text && a.Words != "" {
			return hall.Forbid(fmt.Sprintf("第 %d 题的答案不在选项里", i+1), "请核对答卷")
		}
	}
	return nil
}

// Put implements hall.Part.
func (b Answer) Put(q *Questionnaire, _ journal.Header) {
	at, _ := slices.BinarySearch(q.Returned, b.Slip)
	q.Returned = slices.Insert(q.Returned, at, b.Slip)
	for i, a := range b.Answers {
		t := &q.Tallies[i]
		switch {
		case a.Tick > 0:
			t.Counts[a.Tick-1]++
		case !blank(a.Words):
			t.Words = append(t.Words, a.Words)
			slices.Sort(t.Words)
		default:
			t.Left++
		}
	}
}

// Note implements hall.Part. The slip's number is not in it: the timeline would tell who handed in what.
func (b Answer) Note() string { return "" }

// Closing (问卷截止) ends a questionnaire.
type Closing struct{}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (Closing) Complete() error { return nil }

// Fits implements hall.Part.
func (Closing) Fits(q *Questionnaire) error {
	switch {
	case q == nil:
		return hall.Missing("没有这份问卷", "请核对编号")
	case q.State == Closed:
		return hall.Forbid("问卷已经截止", "请看结果")
	}
	return nil
}

// Put implements hall.Part.
func (Closing) Put(q *Questionnaire, _ journal.Header) { q.State = Closed }

// Note implements hall.Part.
func (Closing) Note() string { return "" }

func blank(text string) bool { return strings.TrimSpace(text) == "" }
