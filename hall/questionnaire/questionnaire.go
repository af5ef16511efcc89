// Package questionnaire is the questionnaires of the yearly assessment by the people (行风评议):
// printed slips with numbers, answered without a name, and counted.
package questionnaire

import (
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "questionnaire"

// Letter begins the number of a questionnaire.
const Letter = "K"

// The kinds of its entries.
const (
	KindIssued   hall.Kind = "questionnaire.issued"
	KindAnswered hall.Kind = "questionnaire.answered"
	KindClosed   hall.Kind = "questionnaire.closed"
)

// State is where a questionnaire stands.
type State string

// The states.
const (
	Issued State = "issued"
	Closed State = "closed"
)

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case Issued:
		return "发放中"
	case Closed:
		return "已截止"
	}
	return string(s)
}

// The sizes of a questionnaire. Typical practice, parameters of RulesEdition.
const (
	MostQuestions = 50
	MostOptions   = 20
	MostSlips     = 20_000
	ScaleSteps    = 5 // a scale runs from 1 to 5, 5 the best
)

// Questionnaire (行风评议问卷) is the fold of its entries. It keeps counts, not answered slips:
// which slip said what stands only in the body of its entry.
type Questionnaire struct {
	hall.Trace
	No       hall.RecordNo `json:"no"`
	State    State         `json:"state"`
	Day      hall.Date     `json:"day"`
	Title    string        `json:"title"`
	Period   Period        `json:"period"`
	Slips    int           `json:"slips"` // printed, numbered from 1
	Asked    []Question    `json:"asked"`
	Returned []int         `json:"returned,omitempty"` // slip numbers that came back, ascending
	Tallies  []Tally       `json:"tallies"`            // by question
}

// Period is the days a questionnaire runs, both included.
type Period struct {
	From hall.Date `json:"from"`
	To   hall.Date `json:"to"`
}

// QuestionKind is how a question is answered.
type QuestionKind string

// The kinds of questions.
const (
	Choice QuestionKind = "choice" // one of the options
	Scale  QuestionKind = "scale"  // 1 to ScaleSteps
	Text   QuestionKind = "text"   // in words
)

// Question is one question. Options are for a choice only, two or more.
type Question struct {
	Text    string       `json:"text"`
	Kind    QuestionKind `json:"kind"`
	Options []string     `json:"options,omitempty"`
}

// steps is how many answers to tick a question has; 0 for words.
func (q Question) steps() int {
	switch q.Kind {
	case Choice:
		return len(q.Options)
	case Scale:
		return ScaleSteps
	}
	return 0
}

// Tally counts the answers to one question.
type Tally struct {
	Counts []int    `json:"counts,omitempty"` // by option, or by step from 1
	Left   int      `json:"left"`             // slips that left it out
	Words  []string `json:"words,omitempty"`  // answers in words, sorted: their order tells nothing
}

// Room is the room of questionnaires.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "行风评议问卷",
		Kinds: map[hall.Kind]string{KindIssued: "发放问卷", KindAnswered: "录入答卷", KindClosed: "问卷截止"},
		Read:  read, Open: hall.OpenRecord[Questionnaire],
	}
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindIssued:
		return hall.ReadPart[Issue, Questionnaire](e)
	case KindAnswered:
		return hall.ReadPart[Answer, Questionnaire](e)
	case KindClosed:
		return hall.ReadPart[Closing, Questionnaire](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Facts implements hall.Record.
func (q *Questionnaire) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(q.No), State: string(q.State), Open: q.State == Issued, Day: q.Day}
	if f.Open {
		f.Due = q.Period.To
	}
	return f
}

// Result is the answers to one question.
type Result struct {
	Question Question
	Options  []Option // of a choice or a scale
	Answered int      // slips that answered it
	Left     int      // slips that left it out
	Mean     int      // of a scale, in hundredths; 0 when nobody answered
	Words    []string
}

// Option is one answer to tick and the share of those who ticked it.
type Option struct {
	Name     string
	Count    int
	PerMille int // of Answered, rounded half up; 0 when nobody answered
}

// Results are the answers by question. A slip that left a question out is in Left and in no
// share of it.
func (q *Questionnaire) Results() []Result {
	out := make([]Result, len(q.Asked))
	for i, asked := range q.Asked {
		t := q.Tallies[i]
		r := Result{Question: asked, Answered: len(q.Returned) - t.Left, Left: t.Left, Words: t.Words}
		sum := 0
		for step, n := range t.Counts {
			sum += (step + 1) * n
			o := Option{Name: fmt.Sprint(step + 1), Count: n}
			if asked.Kind == Choice {
				o.Name = asked.Options[step]
			}
			if r.Answered > 0 {
				o.PerMille = (2000*n + r.Answered) / (2 * r.Answered)
			}
			r.Options = append(r.Options, o)
		}
		if asked.Kind == Scale && r.Answered > 0 {
			r.Mean = (200*sum + r.Answered) / (2 * r.Answered)
		}
		out[i] = r
	}
	return out
}

// ReturnedShare is the slips that came back and the slips printed.
func (q *Questionnaire) ReturnedShare() (back, printed int) { return len(q.Returned), q.Slips }

// back reports whether a slip has been entered.
func (q *Questionnaire) back(slip int) bool {
	_, found := slices.BinarySearch(q.Returned, slip)
	return found
}
