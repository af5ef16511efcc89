package paper_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/paper"
)

// matterJobs are papers of a matter; jobs fills in office, day and names.
func matterJobs(t testing.TB, _ string) map[string]hall.PaperJob {
	allowance, house := matter(t, "MZ-06"), matter(t, "GH-01")
	return map[string]hall.PaperJob{
		"guide-short": {Kind: hall.PaperGuideShort, Matter: &allowance},
		"guide-large": {Kind: hall.PaperGuideLarge, Matter: &allowance},
		"picturelist": {Kind: hall.PaperPictureList, Matter: &house},
	}
}

// matterWords are what those papers must say.
func matterWords() map[string][]string {
	return map[string][]string{
		"guide-short": {"高龄津贴", "一页版", "10个工作日", "不收费", "0738-0000000", "谁能办", "到哪办", "什么时候", "周一至周五", "老人居民身份证", "原件也带来", "复印件×1", "12345", "示例"},
		"guide-large": {"高龄津贴", "要带什么", "老人居民身份证", "复印件×1", "到哪里办", "几天办好", "10个工作日", "要不要钱", "不收费", "来不了", "不明白，打电话", "0738-0000000", "12345", "示例"},
		"picturelist": {"图画清单", "申请人居民身份证", "原件×1", "复印件×1", "原件也带来，看过", "当场还您", "0738-0000000", "示例"},
	}
}

// crowded is a matter with more in it than any hall would publish.
func crowded(t testing.TB) hall.Matter {
	m := matter(t, "GH-01")
	m.Name = strings.Repeat("农村村民住宅建设用地审批", 20)
	m.Guide.Audience = strings.Repeat("本乡镇农村集体经济组织成员，", 60)
	m.Guide.Conditions = strings.Repeat("符合村庄规划和一户一宅的规定，", 120)
	m.Guide.Department = strings.Repeat("县级农业农村局、", 30)
	m.Guide.Result = strings.Repeat("批准书和规划许可证，", 40)
	m.Intake.Materials = nil
	for i := range 100 {
		m.Intake.Materials = append(m.Intake.Materials, hall.MaterialRule{
			Name: fmt.Sprintf("第%d样材料%s", i+1, strings.Repeat("及其附件", i%30)), Originals: i % 3, Copies: i % 4,
			Note: strings.Repeat("由村民委员会签署意见，", i%20),
		})
	}
	return m
}

// The short guide is one page, whatever the catalogue holds.
func TestTheShortGuideIsOnePage(t *testing.T) {
	notShort(t)
	all := append(matters(t), crowded(t))
	bare := matter(t, "MZ-06")
	bare.Intake, bare.Guide, bare.Basis, bare.Limits = hall.IntakeRules{}, hall.GuideText{}, nil, hall.Limits{}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	places := []hall.Office{office, {Name: strings.Repeat("某某县某某镇", 30), Hours: strings.Repeat("周一至周五，", 60), Address: strings.Repeat("大街", 90), Phone: strings.Repeat("0738-0000000、", 9)}}
	for i, m := range append(all, bare) {
		for _, place := range places[:1+(i+7)%8/7] { // the wordy hall with every eighth, the crowded and the bare
			made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperGuideShort, Office: place, Matter: &m, Printed: printed})
			if err != nil || made.Pages != 1 || len(made.Missing) > 0 {
				t.Errorf("%s in a hall of %d bytes: %d pages, missing %U, %v", m.Code, len(place.Name), made.Pages, made.Missing, err)
				continue
			}
			if place.Address == "" && m.Code != "GH-01" {
				continue // the crowded ones are looked at
			}
			for _, fault := range faults(t, made.PDF) {
				t.Errorf("%s in a hall of %d bytes: %s", m.Code, len(place.Name), fault)
			}
		}
	}
}

// Nothing of a published matter is left out of the one page.
func TestTheShortGuideNamesEveryMaterial(t *testing.T) {
	notShort(t)
	for _, m := range matters(t) {
		made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperGuideShort, Office: office, Matter: &m, Printed: printed})
		if err != nil {
			t.Fatal(err)
		}
		text := textOf(t, made.PDF)
		if strings.Contains(text, "详见完整版") {
			t.Errorf("%s is cut", m.Code)
		}
		if n := strings.Count(text, "×"); n < len(m.Intake.Materials) {
			t.Errorf("%s: %d counts for %d materials", m.Code, n, len(m.Intake.Materials))
		}
	}
}

// Large print has no small print: nothing on any large guide is under 18 pt.
func TestLargePrintIsLarge(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	wordy := crowded(t)
	for _, m := range append(matters(t), wordy) {
		made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperGuideLarge, Office: office, Matter: &m, Printed: printed})
		if err != nil || len(made.Missing) > 0 {
			t.Fatalf("%s: missing %U, %v", m.Code, made.Missing, err)
		}
		if made.Pages > 5 && m.Name != wordy.Name {
			t.Errorf("%s has %d pages", m.Code, made.Pages)
		}
		if size := smallest(t, made.PDF); size < 17.9 {
			t.Errorf("%s has letters of %.1f pt", m.Code, size)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Errorf("%s: %s", m.Code, fault)
		}
	}
}

// Every list of pictures has each material with its counts, and no word in another.
func TestPictureListsOfAllMatters(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for _, m := range append(matters(t), crowded(t)) {
		made, err := paper.Press{}.Make(hall.PaperJob{Kind: hall.PaperPictureList, Office: office, Matter: &m, Printed: printed})
		if err != nil || len(made.Missing) > 0 {
			t.Fatalf("%s: missing %U, %v", m.Code, made.Missing, err)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Errorf("%s: %s", m.Code, fault)
		}
		text := textOf(t, made.PDF)
		for i := range m.Intake.Materials {
			if !strings.Contains(text, fmt.Sprint(i+1)) {
				t.Errorf("%s lacks material %d", m.Code, i+1)
			}
		}
	}
}

// smallest is the size in pt of the smallest word of a paper: pdftotext's box is fontBoxEm high.
func smallest(t *testing.T, pdf []byte) float64 {
	t.Helper()
	least := 1000.0
	for _, w := range wordsOf(t, pdf) {
		least = min(least, (w.foot-w.top)/fontBoxEm)
	}
	return least
}
