package bag_test

import (
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/hall/bag"
)

func TestWhatIsNeverKept(t *testing.T) {
	for _, tt := range []struct {
		name           string
		original, copy int
		want           string // part of the refusal; empty when it may be kept
	}{
		{"居民身份证", 1, 0, "身份证法第十五条"},
		{"申请人（或监护人）居民身份证", 1, 1, "身份证法第十五条"},
		{"居民身份证", 0, 2, ""},
		{"居民身份证复印件", 0, 1, ""},
		{"身份证复印件", 1, 0, ""}, // a copy, counted in the wrong column
		{"身份证原件", 0, 1, "身份证法第十五条"},
		{"身份证原件及复印件", 0, 1, "身份证法第十五条"},
		{"身 份 证", 1, 0, "身份证法第十五条"},
		{"「身·份·证」", 1, 0, "身份证法第十五条"},
		{"第二代身份證", 1, 0, "身份证法第十五条"},
		{"二代证", 1, 0, "身份证法第十五条"},
		{"村委会身份证明", 1, 0, ""},
		{"身份证明和居民身份证", 1, 0, "身份证法第十五条"},
		{"残疾人证", 1, 0, ""},
		{"户口簿", 1, 0, ""},
		{"银行卡", 1, 0, "银行卡"},
		{"本人社会保障卡或银行卡", 1, 0, "银行卡"},
		{"本人社会保障卡或银行卡", 0, 1, ""},
		{"惠农一卡通存折", 1, 0, "银行卡"},
		{"存折复印件", 0, 1, ""},
		{"银行卡密码", 0, 1, "密码"},
		{"ｐｉｎ码", 0, 1, "密码"},
		{"U 盾", 1, 0, "密码"},
	} {
		err := bag.MayKeep(hall.Material{Name: tt.name, Original: tt.original, Copy: tt.copy})
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s %d/%d: %v", tt.name, tt.original, tt.copy, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || hall.KindOf(err) != hall.Unlawful):
			t.Errorf("%s %d/%d: %v", tt.name, tt.original, tt.copy, err)
		case err != nil:
			if _, next := hall.Explain(err); next == "" {
				t.Errorf("%s: no next step", tt.name)
			}
		}
	}
}

func TestSumsOfMaterials(t *testing.T) {
	book, photo := hall.Material{Name: "户口簿", Original: 1, Copy: 2}, hall.Material{Name: "照片", Original: 2}
	sum := bag.Sum([]hall.Material{book, photo}, []hall.Material{{Name: "户口簿", Copy: 1}})
	if len(sum) != 2 || sum[0].Copy != 3 || bag.Count(sum) != 6 {
		t.Errorf("sum %v", sum)
	}
	if _, ok := bag.Less([]hall.Material{book}, []hall.Material{{Name: "户口簿", Original: 2}}); ok {
		t.Error("two originals out of one")
	}
	if rest, ok := bag.Less(sum, []hall.Material{photo}); !ok || len(rest) != 1 {
		t.Errorf("rest %v", rest)
	}
	if book.Copy != 2 {
		t.Error("the list given was changed")
	}
	if !bag.Same([]hall.Material{photo, book}, []hall.Material{book, photo}) || bag.Same(sum, []hall.Material{photo}) {
		t.Error("sameness of lists")
	}
}
