package desk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"bianmin/hall"
)

// The longest texts, in characters, that a counter needs.
const (
	mostRef    = 200
	mostCode   = 64  // codes and numbers of other systems
	mostPlace  = 60  // a village, a relation
	mostName   = 100 // of a material
	mostReason = 1000
	mostItems  = 100 // materials or missing things
)

// tidy trims a typed text, turns line breaks and tabs into spaces, and refuses what no
// keyboard types: such characters would travel to the county and onto paper for ever.
func tidy(what string, text *string, most int) error {
	clean := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, *text))
	if !utf8.ValidString(clean) || strings.ContainsFunc(clean, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }) {
		return hall.Refuse(what+"里有看不见的控制字符或乱码", "请重新输入这一项")
	}
	if n := utf8.RuneCountInString(clean); n > most {
		return hall.Refuse(fmt.Sprintf("%s有 %d 个字，太长了", what, n), fmt.Sprintf("最多 %d 个字，请写短些", most))
	}
	*text = clean
	return nil
}

// typed is a typed text with its name and the most characters it may have.
type typed struct {
	what string
	text *string
	most int
}

// tidyAll tidies several texts.
func tidyAll(texts ...typed) error {
	for _, t := range texts {
		if err := tidy(t.what, t.text, t.most); err != nil {
			return err
		}
	}
	return nil
}

// tidied is the intake with every typed text tidied; the name has rules of its own.
func tidied(in Intake) (Intake, error) {
	a := &in.Applicant
	if err := tidyAll([]typed{
		{"ref ", &in.Ref, mostRef},
		{"事项代码", &in.Matter, mostCode},
		{"代办员编号", &in.Agent, mostCode},
		{"预约编号", &in.Appointment, mostCode},
		{"来访号", &in.Visit, mostCode},
		{"理由", &in.Reason, mostReason},
		{"平台编号", &in.PlatformNo, mostCode},
		{"窗口", &in.Counter, mostPlace},
		{"补录原因", &in.LateReason, mostReason},
		{"原始单据", &in.LatePaper, mostName},
		{"预留编号", &in.ReservedNo, mostCode},
		{"资料袋", &in.Bag, mostCode},
		{"证件号", &a.ID, mostCode},
		{"电话", &a.Phone, mostCode},
		{"村", &a.Village, mostPlace},
	}...); err != nil {
		return in, err
	}
	if a.Contact != nil {
		c := *a.Contact
		if err := tidy("联系人的关系", &c.Relation, mostPlace); err != nil {
			return in, err
		}
		a.Contact = &c
	}
	var err error
	in.Materials, err = tidyMaterials(in.Materials)
	return in, err
}

func tidyMaterials(list []hall.Material) ([]hall.Material, error) {
	if len(list) > mostItems {
		return nil, hall.Refuse(fmt.Sprintf("材料有 %d 样，太多了", len(list)), fmt.Sprintf("最多 %d 样", mostItems))
	}
	out := make([]hall.Material, len(list))
	for i, m := range list {
		if err := tidy("材料名称", &m.Name, mostName); err != nil {
			return nil, err
		}
		out[i] = m
	}
	return out, nil
}

func tidyItems(list []string) ([]string, error) {
	if len(list) > mostItems {
		return nil, hall.Refuse(fmt.Sprintf("要补的有 %d 样，太多了", len(list)), fmt.Sprintf("最多 %d 样", mostItems))
	}
	out := make([]string, len(list))
	for i, s := range list {
		if err := tidy("要补的内容", &s, mostReason); err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}
