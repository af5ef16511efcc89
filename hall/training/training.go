// Package training is the training record (培训): what was taught, by whom, for how many
// hours, who was there and how they did.
package training

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Sort is the sort of this room's records.
const Sort hall.Sort = "training"

// Letter begins the number of a training.
const Letter = "X"

// The kinds of its entries.
const (
	KindHeld     hall.Kind = "training.held"
	KindAttended hall.Kind = "training.attended"
	KindScored   hall.Kind = "training.scored"
)

// The limits of what can be written.
const (
	MostHours = 80  // of one training
	FullScore = 100 // of an exam
)

// Training (培训) is the fold of its entries.
type Training struct {
	hall.Trace
	No     hall.RecordNo  `json:"no"`
	Topic  string         `json:"topic"`
	Day    hall.Date      `json:"day"`
	Hours  int            `json:"hours"`
	By     string         `json:"by"`     // who taught: a department, a person
	People []string       `json:"people"` // staff ids of who had to come
	Here   []string       `json:"here,omitempty"`
	Absent []string       `json:"absent,omitempty"`
	Scores map[string]int `json:"scores,omitempty"` // exam, of FullScore, by staff id
}

// Room is the room of trainings.
func Room() hall.Room {
	return hall.Room{
		Sort: Sort, Han: "培训",
		Kinds: map[hall.Kind]string{KindHeld: "举办培训", KindAttended: "登记到会", KindScored: "登记成绩"},
		Read:  read, Open: hall.OpenRecord[Training],
	}
}

// Facts implements hall.Record. It is open until everybody is marked here or absent.
func (t *Training) Facts() hall.Facts {
	f := hall.Facts{Sort: Sort, No: string(t.No), Day: t.Day, Keys: t.People, Open: len(t.Unmarked()) > 0, State: "marked"}
	if f.Open {
		f.State = "held"
	}
	return f
}

// Unmarked are the people not yet marked here or absent.
func (t *Training) Unmarked() []string {
	return slices.DeleteFunc(slices.Clone(t.People), func(id string) bool {
		return slices.Contains(t.Here, id) || slices.Contains(t.Absent, id)
	})
}

// Line is one training in a person's yearly record.
type Line struct {
	No     hall.RecordNo
	Day    hall.Date
	Topic  string
	By     string
	Hours  int   // 0 when absent
	Here   *bool // nil: not marked
	Score  *int  // nil: no exam
	Record string
}

// LineOf is the training in the yearly record of a person, or false when they had not to come.
func (t *Training) LineOf(who string) (Line, bool) {
	if !slices.Contains(t.People, who) {
		return Line{}, false
	}
	l := Line{No: t.No, Day: t.Day, Topic: t.Topic, By: t.By, Record: t.ID}
	here := slices.Contains(t.Here, who)
	if here || slices.Contains(t.Absent, who) {
		l.Here = &here
	}
	if here {
		l.Hours = t.Hours
	}
	if score, ok := t.Scores[who]; ok {
		l.Score = &score
	}
	return l, true
}

func read(e journal.Entry) (hall.RecordBody, error) {
	switch hall.Kind(e.Kind) {
	case KindHeld:
		return hall.ReadPart[Holding, Training](e)
	case KindAttended:
		return hall.ReadPart[Attendance, Training](e)
	case KindScored:
		return hall.ReadPart[Score, Training](e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Holding (举办培训) writes down a training and who had to come.
type Holding struct {
	No     hall.RecordNo `json:"no"`
	Hall   string        `json:"hall"`
	Day    hall.Date     `json:"day"`
	Topic  string        `json:"topic"`
	Hours  int           `json:"hours"`
	By     string        `json:"by"`
	People []string      `json:"people"`
}

// Kind implements hall.Body.
func (Holding) Kind() hall.Kind { return KindHeld }

// Complete implements hall.Part.
func (b Holding) Complete() error {
	switch {
	case strings.TrimSpace(b.Topic) == "" || strings.TrimSpace(b.By) == "":
		return hall.Refuse("培训要写内容和谁讲的", "请补齐")
	case b.Day.IsZero():
		return hall.Refuse("没有写哪天培训", "请写日期")
	case b.Hours < 1 || b.Hours > MostHours:
		return hall.Refuse(fmt.Sprintf("课时应在 1 到 %d 之间", MostHours), "请核对课时")
	case len(b.People) == 0 || twice(b.People):
		return hall.Refuse("参加的人没有写，或写了两次", "请写工作人员编号，每人一次")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Holding) Fits(t *Training) error {
	if t != nil {
		return hall.Forbid("同一次培训登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Holding) Put(t *Training, _ journal.Header) {
	t.No, t.Hall, t.Day, t.Topic, t.Hours, t.By, t.People = b.No, b.Hall, b.Day, b.Topic, b.Hours, b.By, b.People
}

// Note implements hall.Part.
func (b Holding) Note() string {
	return fmt.Sprintf("%s，%d 课时，%d 人", b.Topic, b.Hours, len(b.People))
}

// Attendance (登记到会) marks people here or absent; a later one puts an earlier right.
type Attendance struct {
	Here   []string `json:"here,omitempty"`
	Absent []string `json:"absent,omitempty"`
}

// Kind implements hall.Body.
func (Attendance) Kind() hall.Kind { return KindAttended }

// Complete implements hall.Part.
func (b Attendance) Complete() error {
	all := slices.Concat(b.Here, b.Absent)
	if len(all) == 0 || twice(all) {
		return hall.Refuse("没有写谁到了、谁没到，或有人写了两次", "请写工作人员编号，每人一次")
	}
	return nil
}

// Fits implements hall.Part.
func (b Attendance) Fits(t *Training) error {
	return t.allOf(slices.Concat(b.Here, b.Absent))
}

// Put implements hall.Part. Who is absent has no score.
func (b Attendance) Put(t *Training, _ journal.Header) {
	marked := slices.Concat(b.Here, b.Absent)
	again := func(id string) bool { return slices.Contains(marked, id) }
	t.Here = append(slices.DeleteFunc(t.Here, again), b.Here...)
	t.Absent = append(slices.DeleteFunc(t.Absent, again), b.Absent...)
	for _, id := range b.Absent {
		delete(t.Scores, id)
	}
}

// Note implements hall.Part.
func (b Attendance) Note() string {
	return fmt.Sprintf("到 %d 人，缺 %d 人", len(b.Here), len(b.Absent))
}

// Score (登记成绩) is the exam of one who was there; a later one puts an earlier right.
type Score struct {
	Who    string `json:"who"`
	Points int    `json:"points"` // of FullScore
}

// Kind implements hall.Body.
func (Score) Kind() hall.Kind { return KindScored }

// Complete implements hall.Part.
func (b Score) Complete() error {
	if b.Who == "" || b.Points < 0 || b.Points > FullScore {
		return hall.Refuse(fmt.Sprintf("成绩应在 0 到 %d 之间，并写明是谁的", FullScore), "请核对成绩")
	}
	return nil
}

// Fits implements hall.Part.
func (b Score) Fits(t *Training) error {
	if err := t.allOf([]string{b.Who}); err != nil {
		return err
	}
	if !slices.Contains(t.Here, b.Who) {
		return hall.Forbid("没有登记这个人到会，不能登记成绩", "请先登记到会（training mark）")
	}
	return nil
}

// Put implements hall.Part.
func (b Score) Put(t *Training, _ journal.Header) {
	if t.Scores == nil {
		t.Scores = map[string]int{}
	}
	t.Scores[b.Who] = b.Points
}

// Note implements hall.Part. A score is the person's own; the timeline does not tell it.
func (b Score) Note() string { return "" }

// allOf is nil when all of these people had to come.
func (t *Training) allOf(people []string) error {
	if t == nil {
		return hall.Missing("没有这次培训", "请核对编号")
	}
	for _, id := range people {
		if !slices.Contains(t.People, id) {
			return hall.Refuse("有人不在这次培训的名单上", "请核对工作人员编号（training show）")
		}
	}
	return nil
}

func twice(ids []string) bool {
	sorted := slices.Sorted(slices.Values(ids))
	return len(slices.Compact(sorted)) != len(ids) || slices.Contains(ids, "")
}
