package paper_test

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/paper"
)

// people work in the hall of the tests; nobody of them is real.
func people() []hall.Staff {
	return []hall.Staff{
		{ID: "liu", Name: "刘巧云", Roles: []hall.Role{hall.RoleClerk, hall.RoleShift}, Phone: "13800000041", StandIn: "chen"},
		{ID: "chen", Name: "陈小满", Roles: []hall.Role{hall.RoleClerk}, StandIn: "liu"},
		{ID: "luo", Name: "罗建国", Roles: []hall.Role{hall.RoleAgent}, Phone: "13800000000", Village: "桃林村"},
	}
}

// hallJobs are papers of the hall and its people; jobs fills in office, day and names.
func hallJobs(t testing.TB, _ string) map[string]hall.PaperJob {
	cover := hall.Cover{Register: "办件台账", Year: 2025, Volume: 12}
	return map[string]hall.PaperJob{
		"card-large":     {Kind: hall.PaperCardLarge, Matters: matters(t)},
		"badge":          {Kind: hall.PaperBadge},
		"badge-tall":     {Kind: hall.PaperBadgeTall},
		"deskplate":      {Kind: hall.PaperDeskPlate},
		"absence":        {Kind: hall.PaperAbsence, StandIn: people()[0]},
		"absence-alone":  {Kind: hall.PaperAbsence},
		"posts":          {Kind: hall.PaperPosts, People: people()},
		"board":          {Kind: hall.PaperBoard, Matters: matters(t)},
		"board-a2":       {Kind: hall.PaperBoardA2, Matters: matters(t)},
		"registercover":  {Kind: hall.PaperRegisterCover, Cover: cover},
		"register":       {Kind: hall.PaperRegister, Tables: []hall.PaperTable{wideTable()}},
		"report":         {Kind: hall.PaperReport, Tables: []hall.PaperTable{shortTable(), wideTable()}},
		"registercover0": {Kind: hall.PaperRegisterCover, Cover: hall.Cover{Year: 2026}},
	}
}

// hallWords are what those papers must say.
func hallWords() map[string][]string {
	return map[string][]string{
		"card-large":     {"便民服务卡", "新化县白溪镇便民服务中心", "桃林村代办员，有事打电话", "13800000000", "周一至周五", "12345", "2026年11月版"},
		"badge":          {"新化县白溪镇便民服务中心", "桃林村代办员", "工号luo", "贴照片处", "投诉监督12345"},
		"badge-tall":     {"工作牌", "新化县白溪镇便民服务中心", "桃林村代办员", "工号luo", "贴照片处", "投诉监督12345"},
		"deskplate":      {"新化县白溪镇便民服务中心", "桃林村代办员", "工号luo", "12345", "对折"},
		"absence":        {"去向牌", "暂时不在", "下村", "开会", "请假", "回来", "要办事，请找", "刘巧云", "窗口人员、值班长", "13800000041"},
		"absence-alone":  {"去向牌", "请找", "0738-0000000"},
		"posts":          {"岗位一览", "刘巧云", "窗口人员、值班长", "陈小满", "桃林村代办员", "13800000041", "不在时找", "2026年11月23日"},
		"board":          {"政务公开栏", "民政10项", "高龄津贴", "10个工作日", "不收费", "0738-0000000", "12345", "示例-2026-11版", "2026年11月23日公布", "共64项", "时限为示例"},
		"board-a2":       {"政务公开栏", "民政10项", "共64项"},
		"register":       {"办件台账", "统计期间：2026-11-01至2026-11-30", "乡村建设规划许可证核发（农村村民住宅）", "合计", "60", "注：作废的件不计入", "第2页"},
		"report":         {"2026年11月办件月报", "提前办结", "95.3%", "办件台账"},
		"registercover":  {"新化县白溪镇便民服务中心", "办件台账", "2025年", "第12册", "保管人"},
		"registercover0": {"便民服务台账", "2026年", "第＿＿＿册"},
	}
}

// withoutCode tells the papers that carry no QR code.
func withoutCode(k hall.PaperKind) bool {
	return slices.Contains([]hall.PaperKind{
		hall.PaperBadge, hall.PaperBadgeTall, hall.PaperDeskPlate, hall.PaperAbsence, hall.PaperPosts, hall.PaperBoard, hall.PaperBoardA2, hall.PaperRegisterCover,
		hall.PaperRegister, hall.PaperReport,
	}, k)
}

// All matters of the catalogue stand on one board, readable, and none is cut.
func TestTheBoardHoldsTheCatalogue(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for kind, least := range map[hall.PaperKind]float64{hall.PaperBoard: 9, hall.PaperBoardA2: 12.5} {
		made, err := paper.Press{}.Make(hall.PaperJob{Kind: kind, Office: office, Matters: matters(t), Printed: printed})
		if err != nil || made.Pages != 1 || len(made.Missing) > 0 {
			t.Fatalf("%s: %d pages, missing %U, %v", kind, made.Pages, made.Missing, err)
		}
		if size := smallest(t, made.PDF); size < least-0.1 {
			t.Errorf("%s has letters of %.1f pt", kind, size)
		}
		var all strings.Builder
		for _, w := range wordsOf(t, made.PDF) {
			all.WriteString(w.text)
		}
		text := strings.ReplaceAll(all.String(), "　", "")
		for _, m := range matters(t) {
			// A name of several lines is read across its neighbours: its first line is enough.
			if start := string([]rune(m.Name)[:min(6, len([]rune(m.Name)))]); !strings.Contains(text, start) {
				t.Errorf("%s lacks %s", kind, m.Name)
			}
		}
		if n := strings.Count(text, "不收费"); n < 64 {
			t.Errorf("%s: %d fees", kind, n)
		}
	}
}

// A catalogue too large for one sheet takes several, and keeps its letters readable.
func TestAWideCatalogueTakesSeveralBoards(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	var wide []hall.Matter
	for i := range 5 {
		for _, m := range matters(t) {
			m.Domain += fmt.Sprint(i)
			wide = append(wide, m)
		}
	}
	wide = append(wide, crowded(t))
	made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperBoard, Office: office, Matters: wide, Printed: printed})
	if err != nil || made.Pages < 2 {
		t.Fatalf("%d pages, %v", made.Pages, err)
	}
	if size := smallest(t, made.PDF); size < 8.9 {
		t.Errorf("letters of %.1f pt", size)
	}
	for _, fault := range faults(t, made.PDF) {
		t.Error(fault)
	}
	if text := textOf(t, made.PDF); !strings.Contains(text, fmt.Sprintf("第%d张共%d张", made.Pages, made.Pages)) || !strings.Contains(text, "（接上栏）") {
		t.Error("the boards are not numbered, or a domain is not named again")
	}
}

func TestWhatIsNoLongerDoneIsNotOnTheBoard(t *testing.T) {
	all := matters(t)[:2]
	gone := all[0]
	gone.Intake.CancelledOn = hall.DayOf(printed)
	made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperBoard, Office: office, Matters: []hall.Matter{gone, all[1]}, Printed: printed})
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, made.PDF); strings.Contains(text, gone.Name) || !strings.Contains(text, "共1项") {
		t.Errorf("a cancelled matter is shown:\n%s", text)
	}
	_, err = paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperBoard, Office: office, Matters: []hall.Matter{gone}, Printed: printed})
	var refused *hall.Error
	if !errors.As(err, &refused) || refused.Kind != hall.Invalid {
		t.Errorf("an empty board: %v", err)
	}
}

func TestTheLargeCardIsLarge(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for _, name := range []string{"罗建国", strings.Repeat("阿卜杜热合曼·", 7) + "吐尔"} {
		job := jobs(t, name)["card-large"]
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		if size := smallest(t, made.PDF); size < 17.9 {
			t.Errorf("letters of %.1f pt", size)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Error(fault)
		}
	}
}

// Both sides of a plate show the same: the upper half is the lower one upside down.
func TestBothSidesOfAPlateRead(t *testing.T) {
	const dpi = 101.6 // four pixels a mm
	shown, err := paper.Press{}.Show(jobs(t, "欧阳娜")["deskplate"], 1, dpi)
	if err != nil {
		t.Fatal(err)
	}
	const wide, high = 840, 1188
	dark, off := 0, 0
	for y := range high/2 - 8*4 { // above the fold, where its line and its advice stand
		for x := range wide {
			a, _, _, _ := shown.Image.At(x, y).RGBA()
			b, _, _, _ := shown.Image.At(wide-1-x, high-1-y).RGBA()
			if a < 0x8000 {
				dark++
			}
			if d := int(a) - int(b); d > 0x8000 || d < -0x8000 {
				off++
			}
		}
	}
	if dark < 10000 || off > dark/50 {
		t.Errorf("%d of %d dark pixels differ", off, dark)
	}
}

// Long names keep all plates and badges whole.
func TestPlatesOfLongNames(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	name := strings.Repeat("阿卜杜热合曼·", 7) + "吐尔"
	for kind, job := range jobs(t, name) {
		if job.Kind.Of() != hall.OfStaff && job.Kind.Of() != hall.OfHall {
			continue
		}
		job.Office.Name = "湖南省娄底市新化县白溪镇人民政府便民服务中心（党群服务中心、综合服务大厅）"
		job.Staff.Village = "桃林土家族苗族自治村"
		job.Staff.Roles = []hall.Role{hall.RoleClerk, hall.RoleLead, hall.RoleShift}
		job.StandIn.Name = name
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Errorf("%s: %s", kind, fault)
		}
	}
}

// wideTable is a register of sixty cases in twelve columns.
func wideTable() hall.PaperTable {
	t := hall.PaperTable{
		Title: "办件台账（按收件）", Subtitles: []string{"填报单位：" + office.Name, "统计期间：2026-11-01 至 2026-11-30"}, Notes: []string{"作废的件不计入。"},
		Totals: []string{"合计", "", "", "", "", "", "", "", "", "", "60", ""},
	}
	for _, name := range []string{"办件编号", "事项代码", "事项", "申请人", "村（社区）", "窗口", "方式", "收件日", "办结日", "办理情况", "件数", "经办人"} {
		t.Columns = append(t.Columns, hall.PaperColumn{Name: name, Right: name == "件数"})
	}
	for i := range 60 {
		t.Rows = append(t.Rows, []string{
			string(hall.NewCaseNo(office.Code, hall.DayOf(printed), "A7", i+1)), "GH-01", "乡村建设规划许可证核发（农村村民住宅）", "彭**", "桃林村", "2号窗口", "代办",
			"2026-11-23", "2026-12-07", "按时办结", "1", "刘巧云",
		})
	}
	return t
}

func shortTable() hall.PaperTable {
	return hall.PaperTable{
		Title: "便民服务中心2026年11月办件月报", Columns: []hall.PaperColumn{{Name: "指标"}, {Name: "本月收到的件", Right: true}, {Name: "本月了结的件", Right: true}},
		Rows: [][]string{{"件数", "60", "58"}, {"　其中提前办结", "41", "40"}, {"按时率", "95.3%", "95.0%"}},
	}
}
