package rating

import (
	"slices"
	"strings"

	"bianmin/hall"
)

// Grade is one of the five words of 好差评, best first. Unrated is no grade.
type Grade string

// The grades. Source: 国务院办公厅关于建立政务服务「好差评」制度提高政务服务水平的意见（国办发〔2019〕51号）.
const (
	VerySatisfied    Grade = "very_satisfied"
	Satisfied        Grade = "satisfied"
	FairlySatisfied  Grade = "fairly_satisfied"
	Dissatisfied     Grade = "dissatisfied"
	VeryDissatisfied Grade = "very_dissatisfied"
)

// Grades are all grades, best first, as the screen and the slip show them.
func Grades() []Grade {
	return []Grade{VerySatisfied, Satisfied, FairlySatisfied, Dissatisfied, VeryDissatisfied}
}

// Han is the grade as the screen says it.
func (g Grade) Han() string {
	switch g {
	case VerySatisfied:
		return "非常满意"
	case Satisfied:
		return "满意"
	case FairlySatisfied:
		return "基本满意"
	case Dissatisfied:
		return "不满意"
	case VeryDissatisfied:
		return "非常不满意"
	case "":
		return "未评价"
	}
	return string(g)
}

// Valid reports whether g is one of the five.
func (g Grade) Valid() bool { return slices.Contains(Grades(), g) }

// Bad (差评) reports whether the grade is one of the last two.
// Source: 国办发〔2019〕51号.
func (g Grade) Bad() bool { return g == Dissatisfied || g == VeryDissatisfied }

// ParseGrade reads a grade as its code or as the word on the slip.
func ParseGrade(text string) (Grade, error) {
	text = strings.TrimSpace(text)
	words := make([]string, 0, len(Grades()))
	for _, g := range Grades() {
		if text == string(g) || text == g.Han() {
			return g, nil
		}
		words = append(words, g.Han())
	}
	return "", hall.Refuse("不认识这个评价等级", "应是 "+strings.Join(words, "、")+" 之一")
}
