package posting_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/posting"
	"bianmin/hall/workday"
)

func TestWhatMayHangInPublic(t *testing.T) {
	for _, tt := range []struct {
		situation, text string
		shown           bool
	}{
		{"a name", "彭满秀", true},
		{"a name with a dot", "买买提·艾力", true},
		{"a name with number characters", "王一二", true},
		{"a group", "第3组（12户）", true},
		{"a title with dates", "2026年11月23日至2026年12月8日临时救助公示", true},
		{"two dates with dots", "2026.11.23-2026.12.08", true},
		{"a matter's age in a title", "80周岁以上老人高龄津贴公示", true},
		{"a document number", "新民发〔2026〕12号", true},
		{"a resident number", "431399194206170085", false},
		{"in full width", "４３１３９９１９４２０６１７００８５", false},
		{"in groups", "431399 19420617-0085", false},
		{"around its birth date", "431399 1942-06-17 0085", false},
		{"in Han digits", "四三一三九九一九四二〇六一七〇〇八五", false},
		{"in Arabic digits", "٤٣١٣٩٩١٩٤٢٠٦١٧٠٠٨٥", false},
		{"masked", "431399********0085", false},
		{"fifteen digits", "431399420617008", false},
		{"a mobile", "彭满秀13800000031", false},
		{"a mobile with hyphens", "138-0000-0031", false},
		{"a landline", "0738-1234567", false},
		{"a bank card", "6222 0000 0000 0000 000", false},
		{"an illness", "因病（尿毒症）", false},
		{"an illness with blanks", "尿 毒 症", false},
		{"a zero-width blank in it", "尿\u200b毒症", false},
		{"a grade of disability", "一级残疾", false},
		{"in other digits", "1级残疾", false},
		{"the grade behind", "残疾二级", false},
		{"HIV small", "hiv", false},
		{"minors", "孤儿基本生活费", false},
	} {
		if err := posting.Shown(tt.text); (err == nil) != tt.shown {
			t.Errorf("%s: %v", tt.situation, err)
		} else if err != nil && strings.Contains(err.Error(), tt.text) {
			t.Errorf("%s: the sentence repeats it", tt.situation)
		}
	}
}

func TestALineTellsNoAge(t *testing.T) {
	fields := []posting.Field{posting.FieldName, posting.FieldGroup}
	for _, bad := range []string{"3组 82岁", "1942年生", "出生1942", "1942-06-17", "８２ 周岁"} {
		if posting.Allowed("公示", "栏", fields, []posting.Item{{Name: "王", Group: bad}}) == nil {
			t.Errorf("%s hangs", bad)
		}
	}
}

// A posting that is let through fills only fields that it says it shows, all of the four.
func TestNothingButTheFieldsHangs(t *testing.T) {
	all := append(posting.Fields(), "id", "phone", "illness")
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.SampledFrom(all), 0, 5).Draw(t, "fields")
		item := posting.Item{
			Name:      rapid.SampledFrom([]string{"", "彭满秀", "彭 13800000031", "431399194206170085"}).Draw(t, "name"),
			Group:     rapid.SampledFrom([]string{"", "3组", "癌", "0738-1234567"}).Draw(t, "group"),
			HeadCount: rapid.IntRange(-1, 3).Draw(t, "heads"),
			AmountFen: rapid.Int64Range(-1, 100).Draw(t, "amount"),
		}
		if posting.Allowed("公示", "栏", fields, []posting.Item{item}) != nil {
			return
		}
		shows := map[posting.Field]bool{}
		for _, f := range fields {
			shows[f] = true
		}
		for f, filled := range map[posting.Field]bool{
			posting.FieldName: item.Name != "", posting.FieldGroup: item.Group != "", posting.FieldHeadCount: item.HeadCount > 0, posting.FieldAmount: item.AmountFen > 0,
			"id": strings.ContainsAny(item.Name, "0123456789"), "phone": strings.Contains(item.Group, "0738"), "illness": item.Group == "癌",
		} {
			if filled && (!shows[f] || f == "id" || f == "phone" || f == "illness") {
				t.Fatalf("%s hangs: %+v of %v", f, item, fields)
			}
		}
		if shows["id"] || shows["phone"] || shows["illness"] || item.HeadCount < 0 || item.AmountFen < 0 {
			t.Fatalf("%v, %+v", fields, item)
		}
	})
}

func TestDaysAndMinors(t *testing.T) {
	for _, tt := range []struct {
		situation    string
		days, matter int
		village      bool
		enough       bool
	}{
		{"village affairs, fifteen days", 15, 0, true, true},
		{"one day short", 14, 0, true, false},
		{"the matter asks for more", 15, 20, true, false},
		{"no village affairs", 7, 7, false, true},
		{"a day short of the matter's", 6, 7, false, false},
		{"no days", 0, 0, false, false},
	} {
		if err := posting.EnoughDays(tt.days, tt.village, tt.matter); (err == nil) != tt.enough {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
	p := posting.Posting{From: workday.DateOf(2026, 11, 23), Days: 15}
	if p.LastDay() != workday.DateOf(2026, 12, 8) || p.DownOn() != workday.DateOf(2026, 12, 9) {
		t.Errorf("last %s, down %s", p.LastDay(), p.DownOn())
	}
	if posting.StaleOn(p.From, p.From.AddDays(92)) || !posting.StaleOn(p.From, p.From.AddDays(93)) {
		t.Error("a quarter is 92 days")
	}
	birth := workday.DateOf(2008, 2, 29)
	if !posting.IsMinor(birth, workday.DateOf(2026, 2, 27)) || posting.IsMinor(birth, workday.DateOf(2026, 2, 28)) || posting.IsMinor(hall.Date{}, birth) {
		t.Error("eighteen on the birthday")
	}
}
