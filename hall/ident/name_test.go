package ident_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bianmin/hall/ident"
)

func TestCleanName(t *testing.T) {
	tests := []struct{ situation, in, want, fault string }{
		{"ordinary", "王小明", "王小明", ""},
		{"blanks around", "\u3000 王小明\t\r\n", "王小明", ""},
		{"mark of an Excel cell", "\uFEFF王小明\u200b", "王小明", ""},
		{"bullet", "买买提•艾力", "买买提·艾力", ""},
		{"hyphenation point", "买买提‧艾力", "买买提·艾力", ""},
		{"katakana dot", "买买提・艾力", "买买提·艾力", ""},
		{"half-width katakana dot", "买买提･艾力", "买买提·艾力", ""},
		{"dot operator", "买买提⋅艾力", "买买提·艾力", ""},
		{"bullet operator", "买买提∙艾力", "买买提·艾力", ""},
		{"full-width stop", "买买提．艾力", "买买提·艾力", ""},
		{"two dots in a name", "阿卜杜•热合曼•艾力", "阿卜杜·热合曼·艾力", ""},
		{"dot after a variation selector", "葛\U000E0100•艾力", "葛\U000E0100·艾力", ""},
		{"dot between rare characters", "\U0002EBF0•\U000323AF", "\U0002EBF0·\U000323AF", ""},
		{"dot between Latin letters stays", "J•R", "J•R", ""},
		{"dot at the end stays", "王•", "王•", ""},
		{"ASCII stop stays", "王.明", "王.明", ""},
		{"compatibility character is not folded", "\uFA10", "\uFA10", ""},
		{"decomposed letter is not composed", "Rene\u0301", "Rene\u0301", ""},
		{"joiner of another script stays", "ab\u200Dcd", "ab\u200Dcd", ""},
		{"exactly 100", strings.Repeat("王", 100), strings.Repeat("王", 100), ""},
		{"101", strings.Repeat("王", 101), "", "最多100个字，现在是101个字"},
		{"empty", " \u3000 ", "", "姓名没有填写"},
		{"line break inside", "王\n明", "", "第2个位置有看不见的控制字符（U+000A）"},
		{"direction mark inside", "王\u202e明", "", "控制字符"},
		{"NUL", "王\x00", "", "控制字符"},
		{"noncharacter", "王\uFFFE", "", "控制字符"},
		{"replacement character", "王\uFFFD明", "", "第2个字是乱码"},
		{"GBK bytes", "\xcd\xf5", "", "文字编码不对"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, flags, err := ident.CleanName(tt.in)
			verdict(t, err, tt.fault)
			if got != tt.want {
				t.Errorf("name = %q, want %q", got, tt.want)
			}
			if flags.Any() || flags.Sentences() != nil {
				t.Errorf("flags = %+v", flags)
			}
		})
	}
}

func TestNameFlags(t *testing.T) {
	name, flags, err := ident.CleanName("王\uE001\uE001\U000F0000 明")
	if err != nil || name != "王\uE001\uE001\U000F0000 明" {
		t.Fatalf("name = %q, %v", name, err)
	}
	if !slices.Equal(flags.PrivateUse, []rune{0xE001, 0xF0000}) || !flags.InnerBlank || !flags.Any() {
		t.Errorf("flags = %+v", flags)
	}
	sentences := flags.Sentences()
	if len(sentences) != 2 || !strings.Contains(sentences[0], "U+E001、U+F0000") || strings.Contains(sentences[0], "王") {
		t.Errorf("sentences = %q", sentences)
	}
	if _, flags, _ := ident.CleanName("John Smith"); flags.Any() {
		t.Error("a blank between Latin words is flagged")
	}
}

func TestMasks(t *testing.T) {
	tests := []struct{ situation, got, want string }{
		{"resident ID", ident.MaskID("431399199001011234"), "431399********1234"},
		{"resident ID with X", ident.MaskID("11010519491231002X"), "110105********002X"},
		{"credit code", ident.MaskID("91350100M000100Y43"), "91**************43"},
		{"passport", ident.MaskID("E12345678"), "E1*****78"},
		{"short number", ident.MaskID("A1234"), "A***4"},
		{"very short number", ident.MaskID("A12"), "***"},
		{"no ID", ident.MaskID(""), ""},
		{"mobile", ident.MaskPhone("13812345678"), "138****5678"},
		{"mobile in groups", ident.MaskPhone("138 1234 5678"), "138****5678"},
		{"landline", ident.MaskPhone("0738-1234567"), "0738-***4567"},
		{"landline of eight digits", ident.MaskPhone("010-12345678"), "010-****5678"},
		{"not a phone", ident.MaskPhone("1234567890"), "******7890"},
		{"short text", ident.MaskPhone("12345"), "*****"},
		{"no phone", ident.MaskPhone(""), ""},
		{"name", ident.MaskName("王小明"), "王*"},
		{"name of one character", ident.MaskName("王"), "王*"},
		{"name with a variation selector", ident.MaskName("葛\U000E0100明"), "葛\U000E0100*"},
		{"name beyond the BMP", ident.MaskName("𠮷野"), "𠮷*"},
		{"no name", ident.MaskName(" "), ""},
		{"tail", ident.Tail("11010519491231002X", 4), "002X"},
		{"tail longer than the text", ident.Tail("王", 4), "王"},
		{"tail of none", ident.Tail("王", 0), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.situation, tt.got, tt.want)
		}
	}
}

func TestHasHan(t *testing.T) {
	for _, s := range []string{"王", "a王", "〇", "𠮷", "\U0002EBF0", "\U000323AF"} {
		if !ident.HasHan(s) {
			t.Errorf("%q has no Han", s)
		}
	}
	for _, s := range []string{"", "abc", "·", "ｱ", "\uE000"} {
		if ident.HasHan(s) {
			t.Errorf("%q has Han", s)
		}
	}
}

func TestInitials(t *testing.T) {
	tests := []struct {
		situation, name string
		first           string
		also            []string
	}{
		{"plain", "王小明", "wxm", nil},
		{"单", "单小明", "sxm", []string{"dxm", "cxm"}},
		{"仇", "仇英", "qy", []string{"cy"}},
		{"区", "区伟", "ow", []string{"qw"}},
		{"曾", "曾伟", "zw", []string{"cw"}},
		{"解", "解伟", "xw", []string{"jw"}},
		{"查", "查伟", "zw", []string{"cw"}},
		{"覃", "覃伟", "qw", []string{"tw"}},
		{"盖", "盖伟", "gw", nil},
		{"朴", "朴伟", "pw", nil},
		{"任", "任伟", "rw", nil},
		{"宁", "宁伟", "nw", nil},
		{"冼", "冼伟", "xw", nil},
		{"尉迟", "尉迟恭", "ycg", []string{"wcg"}},
		{"长孙", "长孙伟", "zsw", []string{"csw"}},
		{"万俟", "万俟伟", "mqw", []string{"wqw"}},
		{"surname character inside a name", "王单", "wd", []string{"ws", "wc"}},
		{"dot skipped", "买买提·艾力", "mmtal", nil},
		{"Latin kept", "John Smith", "johnsmith", nil},
		{"full-width Latin", "Ａ王", "aw", nil},
		{"mixed", "阿Q", "aq", []string{"eq"}},
		{"digits skipped", "第3小学", "dxx", nil},
		{"unreadable character skipped", "王\uE000明", "wm", nil},
		{"variation selector skipped", "葛\U000E0100明", "gm", nil},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got := ident.Initials(tt.name)
			if len(got) == 0 || got[0] != tt.first || len(got) > 16 {
				t.Fatalf("Initials = %v, want %s first", got, tt.first)
			}
			for _, want := range tt.also {
				if !slices.Contains(got, want) {
					t.Errorf("Initials = %v without %s", got, want)
				}
			}
		})
	}
	for _, name := range []string{"", "·", "123", "#", "\uE000"} {
		if got := ident.Initials(name); got != nil {
			t.Errorf("Initials(%q) = %v", name, got)
		}
	}
}

func TestInitialsAreCapped(t *testing.T) {
	got := ident.Initials(strings.Repeat("单", 40))
	if len(got) > 16 || len(got) < 9 || got[0] != "s"+strings.Repeat("d", 39) {
		t.Errorf("%d keys, first %s", len(got), got[0])
	}
}

func TestFullPinyin(t *testing.T) {
	tests := []struct {
		situation, name string
		want            []string
	}{
		{"plain", "李小明", []string{"lixiaoming"}},
		{"a rare reading of the surname too", "王小明", []string{"wangxiaoming", "yuxiaoming"}},
		{"several readings", "单小明", []string{"shanxiaoming", "danxiaoming", "chanxiaoming"}},
		{"ü", "吕明", []string{"lvming"}},
		{"dot skipped", "李·明", []string{"liming"}},
		{"Latin", "Li", []string{"li"}},
		{"nothing to spell", "·", nil},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			if got := ident.FullPinyin(tt.name); !slices.Equal(got, tt.want) {
				t.Errorf("FullPinyin = %v, want %v", got, tt.want)
			}
		})
	}
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"王小明", "买买提•艾力", "葛\U000E0100", "\xff", "王\uE000 明", "阿Q", "#", "a\x00b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ident.MaskName(s)
		ident.MaskID(s)
		ident.MaskPhone(s)
		for _, key := range append(ident.Initials(s), ident.FullPinyin(s)...) {
			if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r < 'a' || r > 'z' }) {
				t.Fatalf("key %q", key)
			}
		}
		name, flags, err := ident.CleanName(s)
		if err != nil {
			noLeak(t, err, s)
			return
		}
		again, _, err := ident.CleanName(name)
		if err != nil || again != name {
			t.Fatalf("%q cleans to %q, %v", name, again, err)
		}
		if n := utf8.RuneCountInString(name); n == 0 || n > 100 || len(ident.Initials(name)) > 16 {
			t.Fatalf("%d runes", n)
		}
		flags.Sentences()
	})
}

func BenchmarkInitials(b *testing.B) {
	for b.Loop() {
		ident.Initials("单小明")
	}
}
