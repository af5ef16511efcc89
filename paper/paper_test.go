package paper_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bianmin/assets/calendar"
	sample "bianmin/assets/catalogue"
	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
	"bianmin/paper"
)

var printed = time.Date(2026, 11, 23, 1, 42, 0, 0, time.UTC)

var office = hall.Office{
	Code: "431322112000", Name: "新化县白溪镇便民服务中心", Device: "A7", Counter: "2号窗口", Phone: "0738-0000000",
	Hours: "周一至周五 8:30—12:00，14:00—17:00", Demo: true,
}

func matters(t testing.TB) []hall.Matter {
	e, refusals, _ := catalogue.Parse(sample.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	return e.Matters
}

func matter(t testing.TB, code string) hall.Matter {
	for _, m := range matters(t) {
		if m.Code == code {
			return m
		}
	}
	t.Fatalf("no matter %s", code)
	return hall.Matter{}
}

// made is a case of a matter by judging bodies, as the store does.
func made(t testing.TB, m hall.Matter, name string, bodies ...hall.Body) *hall.Case {
	list, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(list...)
	if err != nil {
		t.Fatal(err)
	}
	notice, handOver := hall.IntakeDues(cal, m.Mode, printed)
	first := hall.Received{
		No: hall.NewCaseNo(office.Code, hall.DayOf(printed), "A7", 123), Hall: office.Code, Rules: m.Snapshot(),
		Applicant: hall.Person{ID: "p", Name: name, IDType: "resident_id", IDNo: "43139919420617002X", Phone: "13800000000"},
		Intake:    hall.CaseIntake{Mode: hall.ByProxy, Agent: "luo", Handler: "liu", QueryCode: "480217"},
		Materials: []hall.Material{{Name: "申请人居民身份证", Copy: 1}, {Name: "户口簿", Copy: 1}, {Name: "授权委托书", Original: 1}},
		NoticeBy:  notice, HandOverBy: handOver,
	}
	var s fold.Subject
	for i, b := range append([]hall.Body{first}, bodies...) {
		if a, ok := b.(hall.Accepted); ok {
			a.Promised, a.Statutory = hall.AcceptDues(cal, m.Limits, printed)
			b = a
		}
		e, err := journal.New(journal.Header{ID: fmt.Sprint(i), Kind: string(b.Kind()), Subject: "c", Actor: "liu", At: printed, Recorded: printed, Schema: 1}, b, [16]byte{})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Judge(e); v[0].Status != hall.StatusApplied {
			t.Fatal(v)
		}
	}
	return s.Case
}

// jobs are one of each paper, and the slips of each mode.
func jobs(t testing.TB, name string) map[string]hall.PaperJob {
	guide, licence, collect := matter(t, "MZ-06"), matter(t, "GH-01"), matter(t, "YB-02")
	accepted := made(t, guide, name, hall.Accepted{})
	out := map[string]hall.PaperJob{
		"slip":       {Kind: hall.PaperSlip, Case: made(t, guide, name)},
		"slip-full":  {Kind: hall.PaperSlip, Case: accepted},
		"slip-hand":  {Kind: hall.PaperSlip, Case: made(t, collect, name)},
		"acceptance": {Kind: hall.PaperAcceptance, Case: accepted},
		"notice":     {Kind: hall.PaperNotice, Case: made(t, licence, name, hall.Noticed{Missing: []string{"宅基地使用承诺书", "四邻意见表"}, Reason: "两样材料没有带来", Told: hall.Told{How: "当面"}})},
		"decline":    {Kind: hall.PaperDecline, Case: made(t, guide, name, hall.Declined{Reason: "申请人未满 80 周岁，不符合高龄津贴的年龄条件"})},
		"guide":      {Kind: hall.PaperGuide, Matter: &guide},
		"card":       {Kind: hall.PaperCard, Matters: matters(t)},
		"cards":      {Kind: hall.PaperCards, Matters: matters(t)},
		"appointment": {Kind: hall.PaperAppointment, Appointment: &hall.Appointment{
			No: hall.NewAppointNo(hall.DayOf(printed).AddDays(1), "A7", 17), State: hall.AppointBooked,
			Slot:   hall.Slot{Day: hall.DayOf(printed).AddDays(1), Start: "09:30", Minutes: 30},
			Person: hall.Person{Name: name, Phone: "13800000000"}, Matter: hall.MatterName{Code: guide.Code, Name: guide.Name},
		}},
	}
	for _, more := range []func(testing.TB, string) map[string]hall.PaperJob{matterJobs, hallJobs, caseJobs, recordJobs} {
		maps.Copy(out, more(t, name))
	}
	for k, j := range out {
		j.Office, j.Printed, j.Handler, j.Agent = office, printed, "刘巧云", "桃林村 罗建国"
		j.Staff = hall.Staff{ID: "luo", Name: name, Roles: []hall.Role{hall.RoleAgent}, Phone: "13800000000", Village: "桃林村"}
		if j.Names == nil {
			j.Names = map[string]string{"liu": "刘巧云", "luo": "罗建国", "zhang": "张建军"}
		}
		out[k] = j
	}
	return out
}

func textOf(t testing.TB, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	return strings.NewReplacer(" ", "", "\n", "", "　", "", "\f", "").Replace(string(out))
}

func TestPapersSayWhatWasPutIn(t *testing.T) {
	notShort(t)
	name := "欧阳𫞩娜·彭"
	want := map[string][]string{
		"slip":        {"收件凭证", "5个工作日内，即", "11月30日（星期一）前告诉您是否受理", "480217", "A70123"},
		"slip-full":   {"受理通知书（合一单）", "12月7日", "（示例）", "不收费", "罗建国", "授权委托书原件1"},
		"slip-hand":   {"收件凭证", "本厅代收", "由县级医疗保障经办机构决定", "11月25日"},
		"acceptance":  {"受理通知书", "法定办理时限：未核实", "2026年12月7日（星期一）"},
		"notice":      {"一次性告知书", "宅基地使用承诺书", "四邻意见表", "第三十二条", "两样材料没有带来"},
		"decline":     {"不予受理通知书", "未满80周岁", "六十日内", "六个月内"},
		"guide":       {"高龄津贴", "法定时限", "示例", "带什么", "怎么办", "您的权利", "12345"},
		"card":        {"便民服务卡", "13800000000", "64项", "12345"},
		"cards":       {"便民服务卡"},
		"appointment": {"预约凭条", "09:30—10:00", "星期二"},
	}
	maps.Copy(want, matterWords())
	maps.Copy(want, hallWords())
	for kind, job := range jobs(t, name) {
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if len(made.Missing) > 0 {
			t.Errorf("%s: no glyph for %U", kind, made.Missing)
		}
		text := textOf(t, made.PDF)
		words := want[kind]
		if of := job.Kind.Of(); of != hall.OfMatter && of != hall.OfHall && !nameless(kind) {
			words = append(words, name)
		}
		for _, w := range words {
			if !strings.Contains(text, strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s lacks 「%s」:\n%s", kind, w, text)
			}
		}
		for _, secret := range []string{"43139919420617002X"} {
			if job.Purpose == "" && strings.Contains(text, secret) {
				t.Errorf("%s shows a whole document number", kind)
			}
		}
	}
}

func TestSameJobSameBytes(t *testing.T) {
	for kind, job := range jobs(t, "彭满秀") {
		a, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := (paper.Press{}).Make(job); !bytes.Equal(a.PDF, b.PDF) {
			t.Errorf("%s differs from itself", kind)
		}
	}
}

func TestEveryGuideFitsItsTables(t *testing.T) {
	notShort(t)
	for _, m := range matters(t) {
		made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperGuide, Office: office, Matter: &m, Printed: printed})
		if err != nil || len(made.Missing) > 0 || made.Pages > 3 {
			t.Errorf("%s: %d pages, missing %U, %v", m.Code, made.Pages, made.Missing, err)
		}
	}
}

func TestLongNamesAndMissingCharacters(t *testing.T) {
	notShort(t)
	long := strings.Repeat("阿卜杜热合曼·", 8) + "麦麦提"
	for kind, job := range jobs(t, long) {
		if _, err := (paper.Press{}).Make(job); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	job := jobs(t, "王\U0002A6D6\uE123")["slip"]
	made, err := paper.Press{}.Make(job)
	if err != nil || len(made.Missing) == 0 {
		t.Errorf("a character without a glyph was not reported: %U, %v", made.Missing, err)
	}
}

// BenchmarkWarm makes each paper with parsed faces; nothing passes or fails by time.
func BenchmarkWarm(b *testing.B) {
	all := jobs(b, "彭满秀")
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		b.Run(kind, func(b *testing.B) {
			size := 0
			for b.Loop() {
				made, err := paper.Press{}.Make(all[kind])
				if err != nil {
					b.Fatal(err)
				}
				size = len(made.PDF)
			}
			b.ReportMetric(float64(size)/1024, "KiB/file")
		})
	}
}
