package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
)

// Right names something a person can do at the desk.
type Right string

// Area is how far a right goes.
type Area int

// The areas.
const (
	AreaNone Area = iota // not at all
	AreaOwn              // only what the person opened or carries: a village agent
	AreaHall             // everything of the hall
)

// Han is the area as the rights table says it.
func (a Area) Han() string {
	switch a {
	case AreaOwn:
		return "本人经手"
	case AreaHall:
		return "全厅"
	default:
		return "—"
	}
}

// RightRule says who has a right, role by role.
type RightRule struct {
	Right Right
	Han   string
	Areas map[hall.Role]Area // a role not in it has none
}

// ErrNoRight is behind every refusal for want of a right.
var ErrNoRight = errors.New("no right")

// Rights is the table of rights (岗位权限表), in the order it is printed. Admin reads no cases,
// an auditor writes nothing, an agent reaches only what they opened or carry.
func Rights() []RightRule {
	return slices.Concat(
		caseRights(),
		recordRights(),
		registerRights(),
		visitRights(),
		appointRights(),
		watchRights(),
		voiceRights(),
		proxyRights(),
		caseActRights(),
		peopleRights(),
	)
}

// The letters of a row stand for the roles of hall.Roles, in their order:
// guide, clerk, agent, lead, shift lead, director, admin, auditor.
// h is the whole hall, o what the person opened or carries, - nothing.
func right(r Right, han, areas string) RightRule {
	rule := RightRule{Right: r, Han: han, Areas: map[hall.Role]Area{}}
	for i, role := range hall.Roles() {
		switch areas[i] {
		case 'h':
			rule.Areas[role] = AreaHall
		case 'o':
			rule.Areas[role] = AreaOwn
		}
	}
	return rule
}

// The rights over cases, appointments and what stands in the library.
const (
	RightCaseRead    Right = "case.read"
	RightIntake      Right = "case.receive"
	RightCaseVoid    Right = "case.void"
	RightReveal      Right = "person.reveal"
	RightAppoint     Right = "appointment.write"
	RightAppointRead Right = "appointment.read"
	RightRules       Right = "rules.import"
	RightPrint       Right = "paper.print"
	RightIssue       Right = "paper.issue"
)

func caseRights() []RightRule {
	return []RightRule{
		right(RightCaseRead, "看办件", "-hohhh-h"),
		right(RightIntake, "收件", "-hohhh--"),
		right(RightCaseVoid, "作废", "-----h--"),
		right(RightReveal, "看完整证件号和电话", "-hohhh-h"),
		right(RightAppoint, "登记、改约、取消预约，签到", "hhhhhh--"),
		right(RightAppointRead, "看预约", "hhhhhh-h"),
		right(RightRules, "导入事项目录和放假安排", "-----hh-"),
		right(RightPrint, "看和打印没有编号的纸、预览", "hhohhhhh"),
		right(RightIssue, "出具有编号的文书、补打、登记打印结果", "-hohhh--"),
	}
}

// area is how far the person's roles reach together.
func (s *Session) area(r Right) Area {
	far, rule := AreaNone, s.rights[r]
	for _, role := range s.staff.Roles {
		far = max(far, rule[role])
	}
	return far
}

// areas is the table of rights to look things up in.
func areas() map[Right]map[hall.Role]Area {
	out := map[Right]map[hall.Role]Area{}
	for _, rule := range Rights() {
		out[rule.Right] = rule.Areas
	}
	return out
}

// Can reports whether the person has the right at all.
func (s *Session) Can(r Right) bool { return s.area(r) != AreaNone }

// need is nil when the person has the right at all.
func (s *Session) need(r Right) error {
	if s.Can(r) {
		return nil
	}
	return s.noRight(r)
}

func (s *Session) noRight(r Right) error {
	what, who := string(r), []string{}
	for _, rule := range Rights() {
		if rule.Right != r {
			continue
		}
		what = rule.Han
		for _, role := range hall.Roles() {
			if rule.Areas[role] != AreaNone {
				who = append(who, role.Han())
			}
		}
	}
	return &hall.Error{
		Kind: hall.Unlawful, Say: fmt.Sprintf("「%s」要由%s来做", what, strings.Join(who, "、")), Next: "请有权限的人登录后再办", Err: ErrNoRight,
	}
}

// needOn is nil when the person has the right and it reaches what these people opened or carry.
func (s *Session) needOn(r Right, hands ...string) error {
	switch s.area(r) {
	case AreaHall:
		return nil
	case AreaOwn:
		if slices.ContainsFunc(hands, s.standsFor) {
			return nil
		}
		return &hall.Error{
			Kind: hall.Unlawful, Say: "这件不是您经手的，代办员只能看和办自己经手的件", Next: "请到便民服务中心窗口办理", Err: ErrNoRight,
		}
	}
	return s.noRight(r)
}

// own is the person's id when the right reaches only what they carry, else "".
func (s *Session) own(r Right) string {
	if s.area(r) == AreaOwn {
		return s.staff.ID
	}
	return ""
}
