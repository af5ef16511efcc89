package paper_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bianmin/hall"
	"bianmin/paper"
)

// longJobs are papers with more on them than a form has room for at first sight.
func longJobs(t testing.TB) map[string]hall.PaperJob {
	name := "阿卜杜热合曼·" + strings.Repeat("买买提依明·", 7) + "吐尔"
	if utf8.RuneCountInString(name) < 50 {
		name += strings.Repeat("逊", 50-utf8.RuneCountInString(name))
	}
	wordy := matter(t, "GH-01")
	wordy.Name = "农村村民住宅建设用地审批（含原址翻建、改建扩建、异址新建、跨村迁建以及因自然灾害避险搬迁需要重新选址的情形）初审及规划许可核发"
	var held []hall.Material
	for i, m := range []string{"申请人居民身份证", "全家户口簿及家庭成员关系证明", "农村宅基地和建房（规划许可）申请表", "农村宅基地使用承诺书", "四邻意见表及村民小组会议记录", "原宅基地使用权证或者不动产权证书"} {
		held = append(held, hall.Material{Name: m, Original: i % 2, Copy: 1})
	}
	var items, owed []string
	for i := range 10 {
		item := fmt.Sprintf("第%d项要补的材料，需要原件一份、复印件两份，并由村民委员会签署意见加盖公章", i+1)
		items = append(items, item)
		owed = append(owed, item)
	}
	refusal := strings.Repeat("所选地块位于永久基本农田保护范围内，且一户已有一处宅基地，与村庄规划不符；", 17)[:600*3]
	slip := made(t, wordy, name)
	slip.Papers.Materials = held
	full := made(t, wordy, name, hall.Accepted{})
	full.Papers.Materials, full.Papers.Owed = held, owed[:3]
	out := map[string]hall.PaperJob{
		"long-slip":       {Kind: hall.PaperSlip, Case: slip},
		"long-slip-full":  {Kind: hall.PaperSlip, Case: full},
		"long-acceptance": {Kind: hall.PaperAcceptance, Case: full},
		"long-notice":     {Kind: hall.PaperNotice, Case: made(t, wordy, name, hall.Noticed{Missing: items, Reason: "十样材料没有带来", Told: hall.Told{How: "当面"}})},
		"long-decline":    {Kind: hall.PaperDecline, Case: made(t, wordy, name, hall.Declined{Reason: refusal})},
		"long-card":       {Kind: hall.PaperCard, Matters: matters(t)},
		"long-cards":      {Kind: hall.PaperCards, Matters: matters(t)},
		"long-appointment": {Kind: hall.PaperAppointment, Appointment: &hall.Appointment{
			No: hall.NewAppointNo(hall.DayOf(printed).AddDays(1), "A7", 17), State: hall.AppointBooked,
			Slot:   hall.Slot{Day: hall.DayOf(printed).AddDays(1), Start: "09:30", Minutes: 30},
			Person: hall.Person{Name: name, Phone: "13800000000"}, Matter: hall.MatterName{Code: wordy.Code, Name: wordy.Name},
		}},
	}
	for i, m := range longest(matters(t), 3) {
		out[fmt.Sprintf("long-guide%d", i+1)] = hall.PaperJob{Kind: hall.PaperGuide, Matter: &m}
	}
	out["long-guide4"] = hall.PaperJob{Kind: hall.PaperGuide, Matter: &wordy}
	for k, j := range out {
		j.Office, j.Printed, j.Handler, j.Agent = office, printed, "刘巧云", "桃林村 罗建国"
		j.Staff = hall.Staff{ID: "luo", Name: name, Roles: []hall.Role{hall.RoleAgent}, Phone: "13800000000", Village: "桃林村"}
		out[k] = j
	}
	return out
}

// longest are the n matters with most to print.
func longest(all []hall.Matter, n int) []hall.Matter {
	size := func(m hall.Matter) int { return len(fmt.Sprint(m.Name, m.Guide, m.Intake, m.Basis)) }
	slices.SortStableFunc(all, func(a, b hall.Matter) int { return cmp.Compare(size(b), size(a)) })
	return all[:n]
}

func TestCancelledAppointmentIsNotPrinted(t *testing.T) {
	job := jobs(t, "彭满秀")["appointment"]
	job.Appointment.State = hall.AppointCancelled
	_, err := paper.Press{}.Make(job)
	var refused *hall.Error
	if !errors.As(err, &refused) || refused.Kind != hall.Unlawful || !strings.Contains(refused.Say, "已取消，不能打印凭条") {
		t.Errorf("got %v", err)
	}
}
