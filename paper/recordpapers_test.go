package paper_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/complaint"
	"bianmin/hall/fee"
	"bianmin/hall/fold"
	"bianmin/hall/homevisit"
	"bianmin/hall/journal"
	"bianmin/hall/pad"
	"bianmin/hall/posting"
	"bianmin/hall/ticket"
	"bianmin/paper"
)

// What no paper of a record says of the person it is for, but masked.
const (
	secretID    = "43139919420617002X"
	secretPhone = "13800000012"
)

var today = hall.DayOf(printed)

func principal(name string) hall.Person {
	return hall.Person{ID: "p", Name: name, IDType: "resident_id", IDNo: secretID, Phone: secretPhone, Village: "桃林村3组"}
}

func numbered(letter string) hall.RecordNo { return hall.NewRecordNo(letter, today, "A7", 1) }

// recorded is a record by judging bodies, as the store does.
func recorded(t testing.TB, bodies ...hall.Body) hall.Record {
	t.Helper()
	var s fold.Subject
	for i, b := range bodies {
		e, err := journal.New(journal.Header{
			ID: fmt.Sprintf("e%03d", i), Kind: string(b.Kind()), Subject: "r", Actor: "liu", At: printed, Recorded: printed,
			Clock: journal.Clock{Millis: printed.UnixMilli()}, Schema: 1, Rules: "r",
		}, b, [16]byte{})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Judge(e); v[0].Status != hall.StatusApplied {
			t.Fatalf("%s: %+v", b.Kind(), v)
		}
	}
	return s.Record
}

func errand(name string) bag.Opening {
	return bag.Opening{
		No: numbered(bag.Letter), Hall: office.Code, Day: today, Principal: principal(name), Agent: "luo",
		Matter: hall.MatterName{Code: "MZ-06", Name: "高龄津贴申领"}, Handling: bag.Proxy,
		Mandate: bag.Mandate{Signed: bag.Signature, Scope: "代交材料、代取结果", On: today},
		ZeroFee: bag.ZeroFee{Declared: true, On: today},
	}
}

func packed() bag.Packing {
	return bag.Packing{By: "luo", Shown: []string{"居民身份证"}, Papers: []hall.Material{
		{Name: "户口簿", Original: 1, Copy: 2}, {Name: "居民身份证复印件", Copy: 1}, {Name: "高龄津贴申请表", Original: 1},
	}}
}

// recordJobs are papers of a record; jobs fills in office, day and names.
func recordJobs(t testing.TB, name string) map[string]hall.PaperJob {
	b := recorded(t, errand(name), packed(), bag.Sealing{Code: "F-0007"})
	signedFor := errand(name)
	signedFor.Mandate.Signed, signedFor.Mandate.Witness = bag.ForAnother, "村支书 周大海"
	out := map[string]hall.PaperJob{
		"mandate":         {Kind: hall.PaperMandate, Record: b},
		"mandate-witness": {Kind: hall.PaperMandate, Record: recorded(t, signedFor)},
		"mandate-blank":   {Kind: hall.PaperMandate, Blank: true},
		"zerofee":         {Kind: hall.PaperZeroFee, Record: b},
		"zerofee-blank":   {Kind: hall.PaperZeroFee, Blank: true},
		"baglabel":        {Kind: hall.PaperBagLabel, Record: b},
		"baglabels":       {Kind: hall.PaperBagLabels, Record: recorded(t, errand(name))},
	}
	maps.Copy(out, walkInJobs(t, name))
	maps.Copy(out, outsideJobs(t, name))
	for k, j := range out {
		j.Names = map[string]string{"liu": "刘巧云", "luo": "罗建国"}
		out[k] = j
	}
	return out
}

// nameless papers say no name of who they are for: they lie open, hang on a bag, or are blank.
func nameless(kind string) bool {
	for _, k := range []string{"guide", "baglabel", "ticket", "ratingslip", "emergency", "complaint-made"} {
		if strings.Contains(kind, k) {
			return true
		}
	}
	return strings.HasSuffix(kind, "-blank")
}

// recordCode is what the codes of a paper of a record hold, and how many there are.
func recordCode(job hall.PaperJob) (text string, n int) {
	switch {
	case job.Record == nil:
		return "no code on a blank form", 0
	case job.Kind == hall.PaperBagLabels:
		return job.Record.Facts().No + "\n", 4
	case job.Kind == hall.PaperPad:
		return office.Code + "-" + today.Compact() + "-A7", 2 * len(job.Record.(*pad.Pad).Unused())
	}
	return job.Record.Facts().No + "\n", 1
}

func TestPapersOfRecordsSayWhatTheyMust(t *testing.T) {
	notShort(t)
	const name = "欧阳𫞩娜·彭"
	want := map[string][]string{
		"mandate": {
			"代办委托书", name, "431399********002X", "138****0012", "桃林村3组", "罗建国", "高龄津贴申领", "代交材料、代取结果",
			"☑签名", "☐手印", "☐代签", "户口簿1份2份", "共5份", "当场退还：居民身份证", "居民身份证法第十五条", "免费", "2026年11月23日", "D20261123-A70001",
		},
		"mandate-witness": {"☑代签", "见证人村支书周大海", "见证人签名"},
		"mandate-blank":   {"代办委托书", "编号＿", "☐签名", "见证人", "年月日"},
		"zerofee":         {"零收费声明", name, "罗建国", "代办全程免费", "高龄津贴申领", "12345", "2026年11月23日"},
		"zerofee-blank":   {"零收费声明", "我是代办员＿＿"},
		"baglabel":        {"代办资料袋", "DA70001", "罗建国", "高龄津贴申领", "封条F-0007", "捡到请交", office.Phone},
		"baglabels":       {"DA70001"},
		"handover": {
			"交接清单", "罗建国", "便民服务中心窗口", "2袋，材料8份", name, "高龄津贴申领", "封条F-0007", "户口簿原件1复印件2", "☐接收", "交出人", "接收人",
		},
		"handover-answered": {"☑签名", "2号窗口", "已接收", "不符：封条破"},
		"handover-long":     {"30袋", "第1页共", "封条"},
		"ticket":            {"A7-001", "综合窗口", "2026年11月23日", "09:42取号", "还缺这些材料", "☐户口簿", "要办：高龄津贴申领"},
		"ticket-plain":      {"优A7-001", "优先号（老年人）"},
		"fee": {
			"缴费通知（一票制）", name, "来访LA70001", "应缴12.50元", "壹拾贰元伍角整", "高龄津贴申领", "A70123", "某文件第三条", "合计", "刘巧云", "不收费",
		},
		"fee-long":         {"第1页共", "应缴"},
		"fee-zero":         {"不收费，应缴0元", "零元整", "没有一项要缴费"},
		"fee-paid":         {"已缴12.50元", "票据号0012345"},
		"ratingslip":       {"评价单", "非常满意", "基本满意", "非常不满意", "意见箱", "可以不写", "不用交给办事的人", "L20261123"},
		"ratingslip-blank": {"评价单", "非常满意", "编号＿"},
		"complaint": {
			"投诉受理单", name, "138****0012", "2026年12月14日", "15个工作日内", "前答复您", "当众训斥老人", "申请复核", "12345", "要求保密", "看不到这条投诉",
		},
		"complaint-made": {"投诉登记单", "没有留姓名", "前告诉您是否受理", "2026年11月30日"},
		"emergency-pad":  {"停电应急单", "A70201", "A70230", "第8页共8页", "姓名", "电话", "事项", "收到材料", "申请人签名或手印", "收件凭证"},
		"routelist":      {"上门路线单", "2026年11月24日", "罗建国", name, "光荣村三组", "希望：上午在家", "11月26日", "星期四", "销毁"},
		"routelist-long": {"第1页共"},
		"posting":        {"2026年11月临时救助公示", name, "3组", "500.00", "共15天", "2026年12月8日", "村务公开栏", office.Phone, "12345", "姓名", "人数", "金额（元）"},
		"posting-a3":     {"姓名", "共7天"},
		"homevisit":      {"上门服务登记单", name, "（高龄）", "光荣村三组", "11月26日", "上门的人签名", "不收费"},
	}
	mustNot := map[string][]string{
		"baglabel":        {name, "138", "431399"},
		"baglabels":       {name, "138", "431399", "封条"},
		"mandate":         {"见证人"},
		"mandate-witness": {"当场退还：居民身份证"},
		"mandate-blank":   {"罗建国", "☑", "2026"},
		"zerofee-blank":   {"罗建国", "2026"},
		"handover":        {"138", "431399", "已作废"},
		"ticket":          {name, "138", "前面", "优先"},
		"ticket-plain":    {"还缺"},
		"fee":             {"138", "431399"},
		"ratingslip":      {name, "刘巧云", "罗建国", "138"},
		"complaint":       {"罗建国", "luo"},
		"complaint-made":  {"罗建国", "申请复核也"},
		"emergency-pad":   {name, "A70205", "A70206"},
		"routelist":       {"431399"},
		"posting":         {"138", "431399", "桃林村"},
		"posting-a3":      {"人数", "金额", "组别"},
	}
	for kind, job := range jobs(t, name) {
		if job.Record == nil && (!job.Blank || job.Kind.Of() == hall.OfCase) {
			continue
		}
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		text := textOf(t, made.PDF)
		if len(want[kind]) == 0 {
			t.Errorf("nobody says what must stand on %s", kind)
		}
		for _, w := range want[kind] {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks 「%s」:\n%s", kind, w, text)
			}
		}
		for _, w := range append(mustNot[kind], secretID, secretPhone) {
			if strings.Contains(text, w) {
				t.Errorf("%s says 「%s」:\n%s", kind, w, text)
			}
		}
	}
}

// A paper of a record without one is refused in words, unless it can be filled in by hand.
func TestAPaperOfNoRecordIsRefused(t *testing.T) {
	for _, kind := range hall.PaperKinds() {
		of := kind.Of()
		if of == hall.OfMatter || of == hall.OfStaff || of == hall.OfCase || of == hall.OfAppointment || of == hall.OfHall {
			continue
		}
		_, err := paper.Press{}.Make(hall.PaperJob{Kind: kind, Office: office, Printed: printed})
		if hall.KindOf(err) != hall.Invalid {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// A name of fifty characters stands on every paper without touching anything.
func TestLongNamesOnPapersOfRecords(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for kind, job := range jobs(t, strings.Repeat("阿卜杜热合曼·", 8)+"麦麦提") {
		if job.Record == nil {
			continue
		}
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Errorf("%s: %s", kind, fault)
		}
	}
}

// What is over, or was never lawful, has no paper any more: each refusal says what to do instead.
func TestPapersThatAreRefused(t *testing.T) {
	bill := fee.Bill{No: numbered(fee.Letter), Hall: office.Code, Day: today, Visit: "v", Lines: []fee.Line{{Name: "手续费", AmountFen: 500}}}
	voided := padBodies(6)[:1]
	for _, n := range voided[0].(pad.Reserving).Numbers {
		voided = append(voided, pad.Voiding{Number: n, Reason: "换新的"})
	}
	list := hung("彭满秀", 2)
	drawn := ticket.Drawing{No: numbered(ticket.Letter), Hall: office.Code, Day: today, Queue: ticket.Plain}
	for name, c := range map[string]struct {
		kind   hall.PaperKind
		bodies []hall.Body
		say    string
	}{
		"a fee without basis":         {hall.PaperFee, []hall.Body{bill}, "收费没有依据"},
		"a voided fee slip":           {hall.PaperFee, []hall.Body{fee.Bill{No: bill.No, Hall: bill.Hall, Day: today, Visit: "v"}, fee.Voiding{Reason: "写错"}}, "已作废"},
		"a pad used up":               {hall.PaperPad, voided, "没有空白的了"},
		"a ticket of who went away":   {hall.PaperTicket, []hall.Body{drawn, ticket.Leaving{}}, "已离开"},
		"a complaint not taken up":    {hall.PaperComplaint, []hall.Body{complained(""), complaint.Refusal{By: "liu", Reason: "归村里管"}}, "没有受理"},
		"a posting that came down":    {hall.PaperPosting, []hall.Body{list, posting.TakingDown{On: list.From.AddDays(20)}}, "已撤下"},
		"a visit nobody wants":        {hall.PaperHomeVisit, []hall.Body{homevisit.Asking{No: numbered(homevisit.Letter), Hall: office.Code, Visit: atHome("彭满秀")}, homevisit.Dropping{Why: "好了"}}, "不用上门了"},
		"the label of somebody's pad": {hall.PaperBagLabel, padBodies(6)[:1], "没有写是哪一条登记"},
	} {
		_, err := paper.Press{}.Make(hall.PaperJob{Kind: c.kind, Office: office, Printed: printed, Record: recorded(t, c.bodies...)})
		say, next := hall.Explain(err)
		if err == nil || !strings.Contains(say, c.say) || next == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The bars of a seal are read as its code.
func TestTheSealIsRead(t *testing.T) {
	for _, program := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed")
		}
	}
	made, err := paper.Press{}.Make(jobs(t, "彭满秀")["baglabel"])
	if err != nil {
		t.Fatal(err)
	}
	base := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(base+".pdf", made.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-gray", "-singlefile", "-r", "200", base+".pdf", base).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, _ := exec.Command("zbarimg", "--quiet", "-Sdisable", "-Scode128.enable", base+".pgm").Output()
	if got := strings.TrimSpace(string(out)); got != "CODE-128:F-0007" {
		t.Errorf("read %q", got)
	}
}
