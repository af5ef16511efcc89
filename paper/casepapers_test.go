package paper_test

import (
	"image"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/paper"
)

// caseJobs are papers of a case; jobs fills in office, day and names.
func caseJobs(t testing.TB, name string) map[string]hall.PaperJob {
	benefit, licence, day := matter(t, "MZ-06"), matter(t, "GH-01"), hall.DayOf(printed)
	aid := matter(t, "MZ-04")
	five := hall.Due{Limit: hall.Limit{N: 5, Unit: hall.Workday}, Last: day.AddDays(7)}
	ten := hall.Due{Limit: hall.Limit{N: 30, Unit: hall.Workday}, Last: day.AddDays(42)}
	noticed := hall.Noticed{Missing: []string{"四邻意见表"}, Reason: "没有带来", Told: hall.Told{How: "当面"}}
	supplied := made(t, licence, name, noticed, hall.Supplied{Materials: []hall.Material{{Name: "四邻意见表", Original: 1}}, NoticeBy: &five})
	stopped := made(t, licence, name, hall.Accepted{}, hall.Suspended{Stop: hall.Stop{
		Kind: hall.StopHearing, Basis: "行政许可法 第四十五条", Approver: "zhang", From: day, Planned: five,
	}, Told: hall.Told{How: "当面"}})
	extended := made(t, licence, name, hall.Accepted{}, hall.Extended{
		Extension: hall.Extension{By: hall.Limit{N: 10, Unit: hall.Workday}, Basis: "行政许可法 第四十二条", Reason: "需要再次踏勘", Approver: "zhang", On: day},
		Promised:  &ten, Statutory: &ten, Told: hall.Told{How: "当面"},
	})
	refused := made(t, licence, name, hall.Accepted{}, hall.Decided{Result: hall.Refused, By: "zhang", No: "白政许〔2026〕12号", Reason: "申请的宅基地在永久基本农田范围内"})
	granted := made(t, licence, name, hall.Accepted{}, hall.Decided{Result: hall.Granted, By: "zhang", No: "白政许〔2026〕13号", DeliverBy: &five},
		hall.Completed{Result: hall.Granted})
	done := made(t, benefit, name, hall.Accepted{}, hall.Completed{Result: hall.Granted, PlatformNo: "4313220020268812"})
	deferred := made(t, aid, name, hall.Deferred{Materials: []string{"遭遇困难的佐证材料"}, By: day.AddDays(10)})
	keys, err := journal.GenerateKeys(zeros{}, "j1")
	if err != nil {
		t.Fatal(err)
	}
	seal, err := journal.SignLine(keys.Private, supplied.SlipHead().Line())
	if err != nil {
		t.Fatal(err)
	}
	return map[string]hall.PaperJob{
		"slip-signed":   {Kind: hall.PaperSlip, Case: supplied, Seal: seal},
		"supply":        {Kind: hall.PaperSupply, Case: supplied},
		"suspend":       {Kind: hall.PaperSuspend, Case: stopped},
		"extend":        {Kind: hall.PaperExtend, Case: extended},
		"refusal":       {Kind: hall.PaperDecision, Case: refused},
		"decision":      {Kind: hall.PaperDecision, Case: granted},
		"decision-id":   {Kind: hall.PaperDecision, Case: granted, Purpose: "办理不动产登记"},
		"completion":    {Kind: hall.PaperCompletion, Case: done},
		"delivery":      {Kind: hall.PaperDelivery, Case: granted},
		"deferral":      {Kind: hall.PaperDeferral, Case: deferred},
		"commitment":    {Kind: hall.PaperCommitment, Case: done},
		"authorization": {Kind: hall.PaperAuthorization, Case: deferred},
		"privacy":       {Kind: hall.PaperPrivacy, Case: done},

		"deferral-blank":      {Kind: hall.PaperDeferral, Blank: true},
		"commitment-blank":    {Kind: hall.PaperCommitment, Blank: true},
		"authorization-blank": {Kind: hall.PaperAuthorization, Blank: true},
	}
}

// zeros makes the same key every time: the same job gives the same bytes.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestCasePapersSayWhatTheyMust(t *testing.T) {
	want := map[string][]string{
		"supply":         {"补正材料接收凭证", "四邻意见表原件1", "重新计算", "11月30日", "/051"},
		"suspend":        {"特别程序告知书", "听证", "《行政许可法》第四十五条", "不计算在办理期限内", "2026年11月30日", "张建军"},
		"extend":         {"延长期限通知书", "需要再次踏勘", "《行政许可法》第四十二条", "10个工作日", "2027年1月4日", "张建军"},
		"refusal":        {"不予行政许可决定书", "白政许〔2026〕12号", "永久基本农田", "本决定书之日起六十日内向新化县人民政府", "六个月内", "决定不予行政许可"},
		"decision":       {"准予行政许可决定书", "白政许〔2026〕13号", "准予行政许可", "2026年11月30日前颁发"},
		"completion":     {"办结单", "已办好", "4313220020268812", "2026年11月23日"},
		"delivery":       {"送达回证", "准予行政许可决定书", "受送达人签名", "□当面"},
		"deferral":       {"容缺承诺书", "遭遇困难的佐证材料", "2026年12月3日前"},
		"commitment":     {"告知承诺书", "窗口告知", "申请人承诺"},
		"authorization":  {"核对授权书", "随时撤回授权", "与申请人关系"},
		"deferral-blank": {"容缺承诺书", "补交的日期"}, "commitment-blank": {"告知承诺书", "＿＿＿"}, "authorization-blank": {"核对授权书", "本人"},
		"privacy": {"个人信息处理告知", "第十七条", "保存多久", "12345"},
	}
	all := jobs(t, "彭满秀")
	for kind, words := range want {
		job := all[kind]
		job.Names = map[string]string{"zhang": "张建军"}
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		text := textOf(t, made.PDF)
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q:\n%s", kind, w, text)
			}
		}
		if strings.Contains(text, "43139919420617002X") {
			t.Errorf("%s tells the whole document number", kind)
		}
	}
}

// A refusal of an information request goes to review first; that of land may have to.
func TestRemediesFollowTheMatter(t *testing.T) {
	notShort(t)
	for name, c := range map[string]struct {
		change func(*hall.Matter)
		want   string
	}{
		"information": {func(m *hall.Matter) { m.Type = hall.Information }, "应当先申请行政复议，对复议决定不服的"},
		"land":        {func(m *hall.Matter) { m.Domain = "国土" }, "自然资源所有权或者使用权的，应当先申请行政复议"},
		"tax":         {func(m *hall.Matter) { m.Domain = "财税" }, "上一级税务机关"},
		"plain":       {func(m *hall.Matter) { m.Domain = "民政" }, "也可以在六个月内向人民法院"},
	} {
		m := matter(t, "GH-01")
		c.change(&m)
		job := jobs(t, "彭满秀")["decline"]
		job.Case = made(t, m, "彭满秀", hall.Declined{Reason: "不属于本厅职权"})
		out, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		if text := textOf(t, out.PDF); !strings.Contains(text, c.want) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// The whole document number stands on a paper only for a purpose, which lies over the whole page and
// is no part of its text.
func TestTheWholeNumberIsForAPurpose(t *testing.T) {
	notShort(t)
	all := jobs(t, "彭满秀")
	const number = "43139919420617002X"
	for name, whole := range map[string]bool{"decision": false, "decision-id": true} {
		made, err := paper.Press{}.Make(all[name])
		if err != nil {
			t.Fatal(err)
		}
		text := textOf(t, made.PDF)
		if strings.Contains(text, number) != whole || strings.Contains(text, "仅用于") {
			t.Errorf("%s: %s", name, text)
		}
	}
	plain, err := paper.Press{}.Show(all["decision"], 1, 60)
	if err != nil {
		t.Fatal(err)
	}
	ground, err := paper.Press{}.Show(all["decision-id"], 1, 60)
	if err != nil {
		t.Fatal(err)
	}
	marked, size := 0, plain.Image.Bounds().Size()
	for y := 0; y < size.Y; y += size.Y / 4 {
		for x := 0; x < size.X; x += size.X / 3 {
			box := image.Rect(x, y, min(x+size.X/3, size.X), min(y+size.Y/4, size.Y))
			if darker(ground.Image, box) > darker(plain.Image, box) {
				marked++
			}
		}
	}
	if marked < 12 {
		t.Errorf("the ground shows in %d of 12 parts of the page", marked)
	}
}

// darker is how much of a box is not white.
func darker(img image.Image, box image.Rectangle) (sum int) {
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			r, _, _, _ := img.At(x, y).RGBA()
			sum += int(0xFFFF - r)
		}
	}
	return sum
}

func TestTheGovernmentAboveAHallIsNamed(t *testing.T) {
	for name, want := range map[string]string{
		"新化县白溪镇便民服务中心": "向新化县人民政府申请", "娄底市娄星区黄泥塘街道便民服务中心": "向娄底市娄星区人民政府申请",
		"冷水江市锡矿山街道便民服务中心": "向冷水江市人民政府申请", "白溪镇便民服务中心": "向县级人民政府申请",
	} {
		job := jobs(t, "彭满秀")["decline"]
		job.Office.Name = name
		out, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		if text := textOf(t, out.PDF); !strings.Contains(text, want) {
			t.Errorf("%s: %s", name, text)
		}
	}
}
