package present_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"bianmin/app/present"
	"bianmin/assets/calendar"
	"bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
	readcat "bianmin/hall/catalogue"
	"bianmin/hall/ident"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var today = workday.DateOf(2026, 11, 23)

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, workday.Beijing())
	if err != nil {
		panic(err)
	}
	return t
}

func cal(t *testing.T) workday.Calendar {
	t.Helper()
	years, err := workday.ParseJSON(calendar.JSON())
	if err != nil {
		t.Fatal(err)
	}
	c, err := workday.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sample(t *testing.T) []hall.Matter {
	t.Helper()
	e, refusals, _ := readcat.Parse(catalogue.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	return e.Matters
}

func TestLightCountsFromTheJournal(t *testing.T) {
	head := func(n int64) journal.Head { return journal.Head{Size: n} }
	for _, tt := range []struct {
		name string
		p    journal.Progress
		link present.Link
		want string
		mark present.Mark
	}{
		{"offline", journal.Progress{Head: head(20), Acked: head(8), AsOf: at("2026-11-23 09:12")}, present.Link{Enrolled: true, Trouble: "连不上县平台，记录都在本机，没有丢"}, "离线 · 待传 12 条 · 县里收到至 09:12", present.Amber},
		{"all there", journal.Progress{Head: head(8), Acked: head(8), AsOf: at("2026-11-23 09:12")}, present.Link{Enrolled: true}, "已同步 · 县里收到至 09:12", present.Green},
		{"nothing waits, but nobody knows", journal.Progress{Head: head(8), Acked: head(8), AsOf: at("2026-11-20 17:01")}, present.Link{Enrolled: true, Trouble: "连不上县平台"}, "离线 · 县里收到至 11-20 17:01", present.Amber},
		{"on its way", journal.Progress{Head: head(9), Acked: head(8), AsOf: at("2026-11-23 09:12")}, present.Link{Enrolled: true, Busy: true}, "正在上传 · 待传 1 条 · 县里收到至 09:12", present.Amber},
		{"refused", journal.Progress{Head: head(9), Acked: head(8)}, present.Link{Enrolled: true, Trouble: "县平台没有收下"}, "没有传上 · 待传 1 条 · 县里还没有收到过", present.Amber},
		{"not enrolled", journal.Progress{Head: head(12)}, present.Link{}, "未登记县平台 · 本机 12 条", present.Grey},
	} {
		if got := present.Light(tt.p, tt.link, today); got != (present.Chip{Mark: tt.mark, Text: tt.want}) {
			t.Errorf("%s: %+v, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDueChip(t *testing.T) {
	due := func(n int) *hall.Due { return &hall.Due{Limit: hall.Limit{N: n, Unit: hall.Workday}, Last: today} }
	for _, tt := range []struct {
		name  string
		state hall.State
		s     hall.Standing
		want  present.Chip
	}{
		{"past statutory", hall.StateAccepted, hall.Standing{Due: due(20), Left: -2, Card: hall.RedCard}, present.Chip{Mark: present.Red, Text: "红牌 · 超 2 个工作日"}},
		{"due today", hall.StateAccepted, hall.Standing{Due: due(20), Card: hall.YellowWarn}, present.Chip{Mark: present.Amber, Text: "今天到期"}},
		{"notice lapses tomorrow", hall.StateReceived, hall.Standing{Due: due(5), Left: 1, Card: hall.YellowWarn}, present.Chip{Mark: present.Amber, Text: "五日告知还剩 1 天"}},
		{"to be handed over", hall.StateReceived, hall.Standing{Due: due(2), Left: 2}, present.Chip{Mark: present.Grey, Text: "转交还剩 2 天"}},
		{"calm", hall.StateAccepted, hall.Standing{Due: due(20), Left: 9}, present.Chip{Mark: present.Grey, Text: "还剩 9 个工作日"}},
		{"nothing runs", hall.StateNoticed, hall.Standing{}, present.Chip{Mark: present.Amber, Text: "已一次性告知"}},
	} {
		if got := present.DueChip(tt.state, tt.s); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestForesightNamesTheMissingYearAndTheUncheckedLimit(t *testing.T) {
	c := cal(t)
	m := hall.Matter{Mode: hall.ModeForward, Limits: hall.Limits{Promised: &hall.Limit{N: 60, Unit: hall.Workday}}}
	promised, _ := hall.AcceptDues(c, m.Limits, at("2026-11-23 10:00"))
	var text []string
	for _, l := range present.Foresight(m, desk.Foresight{From: today, Promised: promised}) {
		text = append(text, l.Text)
	}
	all := strings.Join(text, "\n")
	for _, want := range []string{"当天不算", "+ 60 个工作日", "暂定", "2027年放假安排未导入", "法定时限：未核实"} {
		if !strings.Contains(all, want) {
			t.Errorf("missing %q in\n%s", want, all)
		}
	}
}

func TestIDVerdict(t *testing.T) {
	for _, tt := range []struct {
		name, number, want string
		bad                bool
	}{
		{"nothing yet", "", "", false},
		{"half typed", "4313991942", "还差 8 位", false},
		{"good", "11010519491231002X", "女 · 76 岁 · 校验通过", false},
		{"full width", "１１０１０５１９４９１２３１００２ｘ", "女 · 76 岁 · 校验通过", false},
		{"last digit", "110105194912310021", "", true},
	} {
		v := present.IDVerdict(ident.DocResidentID, tt.number, today)
		if v.Bad != tt.bad || (!tt.bad && v.Text != tt.want) {
			t.Errorf("%s: %+v", tt.name, v)
		}
		if strings.Contains(v.Text, tt.number) && tt.number != "" {
			t.Errorf("%s: the verdict repeats the number", tt.name)
		}
	}
}

func TestContactIsReadAsItIsShown(t *testing.T) {
	for _, tt := range []struct {
		text string
		want hall.Contact
	}{
		{"彭国强（儿子）13800000000", hall.Contact{Name: "彭国强", Relation: "儿子", Phone: "13800000000"}},
		{"彭国强(儿子) 0738-1234567", hall.Contact{Name: "彭国强", Relation: "儿子", Phone: "0738-1234567"}},
		{"彭国强", hall.Contact{Name: "彭国强"}},
		{"娜仁·图雅 13800000000", hall.Contact{Name: "娜仁·图雅", Phone: "13800000000"}},
	} {
		got := present.ParseContact(tt.text)
		if got == nil || *got != tt.want {
			t.Errorf("%q: %+v", tt.text, got)
			continue
		}
		if again := present.ParseContact(present.ContactText(got)); *again != tt.want {
			t.Errorf("%q comes back as %+v", tt.text, again)
		}
	}
	if present.ParseContact("  ") != nil {
		t.Error("blanks are a contact")
	}
}

func TestMattersAreFoundByCodeNameAndInitials(t *testing.T) {
	x := present.IndexMatters(sample(t))
	for _, text := range []string{"gljt", "GLJT", "高龄", "mz-06", "津贴申领", "ｇｌｊｔ"} {
		found := x.Find(text)
		if len(found) == 0 || found[0].Code != "MZ-06" {
			codes := []string{}
			for _, m := range found {
				codes = append(codes, m.Code)
			}
			t.Errorf("%q finds %v first", text, codes)
		}
	}
	if n := len(x.Find("")); n != 64 {
		t.Errorf("an empty text finds %d", n)
	}
	if n := len(x.Find("zzzzz")); n != 0 {
		t.Errorf("nonsense finds %d", n)
	}
}

func TestExamplesAndUncheckedBasesAreLabelled(t *testing.T) {
	for _, m := range sample(t) {
		if m.Limits.Promised != nil && m.Limits.Example && m.Mode.MayAccept() && !strings.Contains(present.Promise(m).Text, present.Example) {
			t.Errorf("%s: the promise is not labelled", m.Code)
		}
		for _, p := range present.Guide(m) {
			if p.Word == "法定时限" && m.Limits.Statutory == nil && !strings.HasPrefix(p.Text, "未核实") {
				t.Errorf("%s: %q", m.Code, p.Text)
			}
		}
		for _, b := range m.Basis {
			if _, chip := present.Basis(b); (chip.Text == "待核") == b.IsChecked() {
				t.Errorf("%s: %+v shown as %q", m.Code, b, chip.Text)
			}
		}
	}
}

func TestPersonIsMaskedUnlessMayBeRead(t *testing.T) {
	p := hall.Person{
		Name: "彭满秀", IDType: "resident_id", IDNo: "431399194206170089", Phone: "13800000010",
		Contact: &hall.Contact{Name: "彭国强", Relation: "儿子", Phone: "13800000099"},
	}
	masked := strings.Join(present.Card(p, false), "\n")
	for _, secret := range []string{p.IDNo, p.Phone, p.Contact.Phone} {
		if strings.Contains(masked, secret) {
			t.Errorf("%s is readable in\n%s", secret, masked)
		}
		if whole := strings.Join(present.Card(p, true), "\n"); !strings.Contains(whole, secret) {
			t.Errorf("%s is not in\n%s", secret, whole)
		}
	}
}

func TestSlotsSayWhatIsLeftAndWhoComes(t *testing.T) {
	day := workday.DateOf(2026, 11, 24)
	slot := func(start string) hall.Slot { return hall.Slot{Day: day, Start: start, Minutes: 30} }
	lines := present.Slots(
		[]desk.SlotState{{Slot: slot("08:30"), Quota: 2, Left: 2}, {Slot: slot("09:00"), Quota: 2, Left: 0}, {Slot: slot("09:30"), Quota: 2, Left: 1}},
		[]*hall.Appointment{{ID: "a", No: "Y20261124-A70001P", State: hall.AppointBooked, Slot: slot("09:30"), Person: hall.Person{Name: "周桂英", Phone: "13800000031"}}},
		at("2026-11-24 09:05"))
	want := []string{"已过", "约满", "余 1 / 2", "已预约"}
	for i, w := range want {
		if i >= len(lines) || lines[i].Chip.Text != w {
			t.Fatalf("line %d: %+v, want %q", i, lines, w)
		}
	}
	if lines[3].Who != "周桂英 138****0031" || lines[0].Free || lines[1].Free || !lines[2].Free {
		t.Errorf("%+v", lines)
	}
}

func TestBenchIsOrderedByUrgency(t *testing.T) {
	dueCase := func(id string, left int, card hall.CardLevel, state hall.State) desk.DueCase {
		return desk.DueCase{
			Case:     &hall.Case{ID: id, State: state, Rules: hall.Rules{Name: id, Mode: hall.ModeDecide}},
			Standing: hall.Standing{Due: &hall.Due{Limit: hall.Limit{N: 5, Unit: hall.Workday}}, Left: left, Card: card},
		}
	}
	w := desk.Workbench{
		Day: today,
		Due: []desk.DueCase{
			dueCase("notice", 1, hall.YellowWarn, hall.StateReceived), dueCase("today", 0, hall.YellowWarn, hall.StateAccepted),
			dueCase("red", -5, hall.RedCard, hall.StateAccepted), dueCase("yellow", -1, hall.YellowCard, hall.StateAccepted),
		},
		Appointments: []*hall.Appointment{{ID: "b", No: "Y20261123-A70002M", State: hall.AppointArrived, ArrivedAt: at("2026-11-23 08:51"), Slot: hall.Slot{Day: today, Start: "08:30", Minutes: 30}}, {ID: "c", State: hall.AppointCancelled}, {ID: "a", No: "Y20261123-A70001P", State: hall.AppointBooked, Slot: hall.Slot{Day: today, Start: "09:30", Minutes: 30}}},
		Delivery:     []hall.CaseRow{{ID: "ready"}},
		Outside:      []hall.CaseRow{{ID: "red"}, {ID: "outside"}},
		Attention:    []hall.CaseRow{{ID: "conflict"}},
	}
	var got []string
	for _, l := range present.Bench(w, nil, at("2026-11-23 09:00")) {
		got = append(got, l.Case+l.Appointment)
		if l.Appointment == "Y20261123-A70002M" && (l.Chip != present.Chip{Mark: present.Green, Text: "已到 08:51"} || l.Do != "受理") {
			t.Errorf("somebody who has arrived: %+v", l)
		}
	}
	want := "red yellow today notice Y20261123-A70001P Y20261123-A70002M ready outside conflict"
	if strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestSlipNamesNumberDayAndPaper(t *testing.T) {
	due := hall.Due{Last: workday.DateOf(2026, 12, 14)}
	c := &hall.Case{No: "431322112000-20261123-A70001K", State: hall.StateAccepted, Applicant: hall.Person{Name: "彭满秀"}, Clocks: hall.CaseClocks{Promised: &due}}
	got := present.Slip(desk.Taken{Case: c, State: hall.StateAccepted}, hall.PaperSlip, true, today)
	if got != "已受理 A7 0001 K，12月14日前办好，收件凭证已生成" {
		t.Errorf("%q", got)
	}
}

func TestADayOfAnotherYearIsSaidWithItsYear(t *testing.T) {
	due := hall.Due{Limit: hall.Limit{N: 40, Unit: hall.Workday}, Last: workday.DateOf(2027, 1, 19)}
	limits := hall.Limits{Promised: &due.Limit, Statutory: &due.Limit}
	c := &hall.Case{
		No: "431322112000-20261123-A70001K", State: hall.StateAccepted, Rules: hall.Rules{Mode: hall.ModeDecide, Limits: limits},
		Clocks: hall.CaseClocks{AcceptedAt: at("2026-11-23 10:00"), Promised: &due, Statutory: &due},
	}
	lines := func(lines []present.Line) (text string) {
		for _, l := range lines {
			text += l.Text + "\n"
		}
		return text
	}
	const day = "2027年1月19日"
	for name, tt := range map[string]struct {
		text string
		n    int
	}{
		"期限怎么算":     {lines(present.Foresight(hall.Matter{Mode: hall.ModeDecide, Limits: limits}, desk.Foresight{From: today, Promised: &due, Statutory: &due})), 2},
		"case page": {lines(present.CaseClock(c, hall.Standing{Due: &due, Left: 40}, today)), 2},
		"intake":    {present.Slip(desk.Taken{Case: c, State: hall.StateAccepted}, "", false, today), 1},
		"act":       {present.Done(hall.ActAccept, c, today), 1},
	} {
		if strings.Count(tt.text, day) != tt.n || strings.Contains(tt.text, "2026年") {
			t.Errorf("%s: %s", name, tt.text)
		}
	}
	if got := present.CaseRow(hall.CaseRow{Due: due.Last, ReceivedAt: at("2026-11-23 10:00")}, nil, today); got.Due.Text != "27年1月19日前" || got.Day != "11月23日" {
		t.Errorf("%+v", got)
	}
}

func TestThePaperOfAnAcceptedCaseHasItsShortName(t *testing.T) {
	c := &hall.Case{}
	if got := present.Paper(hall.PaperSlip, c); got != "收件凭证" {
		t.Error(got)
	}
	c.Clocks.AcceptedAt = at("2026-11-23 10:00")
	if got := present.Paper(hall.PaperSlip, c); got != "合一单" {
		t.Error(got)
	}
	if got := present.Paper(hall.PaperAcceptance, c); got != "受理通知书" {
		t.Error(got)
	}
}

func TestFaultsDoNotSpeakOfTheCommandLine(t *testing.T) {
	say, next := present.Fault(hall.Refuse("一次性告知必须写明要补什么、为什么（reason）", "请写理由（--reason），或逐样写缺的材料（--missing）"))
	if strings.ContainsAny(say+next, "-()") || strings.Contains(say+next, "reason") {
		t.Errorf("%q %q", say, next)
	}
	if say, _ := present.Fault(errors.New("SQLITE_BUSY")); strings.Contains(say, "SQLITE") {
		t.Errorf("%q", say)
	}
}
