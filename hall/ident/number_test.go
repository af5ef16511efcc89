package ident_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

var today = workday.DateOf(2026, time.November, 23)

// withCheck completes 17 digits; it computes the weights of GB 11643 the long
// way, independently of the package.
func withCheck(digits string) string {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	return digits + string("10X98765432"[sum%11])
}

func TestCheckResidentID(t *testing.T) {
	tests := []struct{ situation, in, want, fault string }{
		{"sample of the standard with X", "11010519491231002X", "11010519491231002X", ""},
		{"sample of the standard", "440524188001010014", "440524188001010014", ""},
		{"lower-case x", "11010519491231002x", "11010519491231002X", ""},
		{"full-width characters", "１１０１０５１９４９１２３１００２ｘ", "11010519491231002X", ""},
		{"blanks around", " \u3000440524188001010014\t\n", "440524188001010014", ""},
		{"direction marks from a copy", "\u202d440524188001010014\u202c", "440524188001010014", ""},
		{"unallocated region", withCheck("43139919900101123"), withCheck("43139919900101123"), ""},
		{"born today", withCheck("43139920261123001"), withCheck("43139920261123001"), ""},
		{"born on a leap day", withCheck("43139920240229001"), withCheck("43139920240229001"), ""},
		{"wrong check character", "110105194912310021", "", "身份证号末位校验不对，请再核对一遍"},
		{"two digits swapped", "440524188001010104", "", "身份证号末位校验不对，请再核对一遍"},
		{"17 digits", "11010519491231002", "", "身份证号应为18位，现在是17位"},
		{"19 digits", "4405241880010100144", "", "身份证号应为18位，现在是19位"},
		{"15 digits", "110105491231002", "", "15位的老身份证号"},
		{"empty", "  ", "", "身份证号没有填写"},
		{"blank inside", "440524 18800101 0014", "", "中间有空格"},
		{"letter O for a zero", "44O524188001010014", "", "前17位只能是数字，第3位不是"},
		{"letter at the end", "44052418800101001Y", "", "最后一位只能是数字或X"},
		{"Han inside", "44052418800101001四", "", "最后一位只能是数字或X"},
		{"30 February", withCheck("43139919900230123"), "", "出生日期不存在"},
		{"29 February of a common year", withCheck("43139920230229001"), "", "出生日期不存在"},
		{"month 13", withCheck("43139919901301123"), "", "出生日期不存在"},
		{"born tomorrow", withCheck("43139920261124001"), "", "出生日期晚于今天"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			id, err := ident.CheckResidentID(tt.in, today)
			verdict(t, err, tt.fault)
			if id.Number() != tt.want {
				t.Errorf("number = %q, want %q", id.Number(), tt.want)
			}
		})
	}
}

// verdict compares an error with the sentence part wanted, "" meaning none.
func verdict(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	var refused *ident.InputError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), want) {
		t.Errorf("error = %v, want %q", err, want)
	}
}

func TestResidentIDTells(t *testing.T) {
	man, err := ident.CheckResidentID("440524188001010014", today)
	if err != nil {
		t.Fatal(err)
	}
	woman, err := ident.CheckResidentID("11010519491231002X", today)
	if err != nil {
		t.Fatal(err)
	}
	if man.Sex() != ident.Male || woman.Sex() != ident.Female || (ident.ResidentID{}).Sex() != "" {
		t.Errorf("sex = %s, %s", man.Sex(), woman.Sex())
	}
	if woman.Birth().String() != "1949-12-31" || woman.Region() != "110105" {
		t.Errorf("birth = %s, region = %s", woman.Birth(), woman.Region())
	}
	for _, verb := range []string{"%v", "%+v", "%s", "%#v", "%q"} {
		if out := fmt.Sprintf(verb, woman); strings.Contains(out, "19491231") {
			t.Errorf("%s shows %s", verb, out)
		}
	}
}

func TestAge(t *testing.T) {
	tests := []struct {
		situation, id, on string
		want              int
	}{
		{"the day before the birthday", withCheck("43139919900615123"), "2026-06-14", 35},
		{"on the birthday", withCheck("43139919900615123"), "2026-06-15", 36},
		{"leap-day child on 28 February", withCheck("43139920240229001"), "2026-02-28", 1},
		{"leap-day child on 1 March", withCheck("43139920240229001"), "2026-03-01", 2},
		{"before birth", withCheck("43139920240229001"), "2020-01-01", 0},
		{"no date", withCheck("43139919900615123"), "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			id, err := ident.CheckResidentID(tt.id, today)
			if err != nil {
				t.Fatal(err)
			}
			var on workday.Date
			if err := on.UnmarshalText([]byte(tt.on)); err != nil {
				t.Fatal(err)
			}
			if got := id.Age(on); got != tt.want {
				t.Errorf("Age = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestCheckCreditCode(t *testing.T) {
	tests := []struct{ situation, in, want, fault string }{
		{"sample", "91350100M000100Y43", "91350100M000100Y43", ""},
		{"lower case", "91350100m000100y43", "91350100M000100Y43", ""},
		{"full-width", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43", ""},
		{"blanks around", " 91350100M000100Y43 ", "91350100M000100Y43", ""},
		{"wrong check", "91350100M000100Y44", "", "末位校验不对"},
		{"letter O", "9135O100M000100Y43", "", "核对第5位"},
		{"letter S", "91350100M000100S43", "", "没有字母I、O、Z、S、V"},
		{"hyphen", "91350100-000100Y43", "", "第9位不是"},
		{"17 characters", "91350100M000100Y4", "", "应为18位，现在是17位"},
		{"empty", "", "", "没有填写"},
		{"blank inside", "91350100 M000100Y43", "", "中间有空格"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := ident.CheckCreditCode(tt.in)
			verdict(t, err, tt.fault)
			if got != tt.want {
				t.Errorf("code = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCheckPhone(t *testing.T) {
	tests := []struct{ situation, in, want, fault string }{
		{"mobile", "13812345678", "13812345678", ""},
		{"mobile in groups", "138-1234 5678", "13812345678", ""},
		{"mobile full-width", "１３８１２３４５６７８", "13812345678", ""},
		{"mobile with country", "+86 138 1234 5678", "13812345678", ""},
		{"mobile with bare country", "8613812345678", "13812345678", ""},
		{"landline", "0738-1234567", "0738-1234567", ""},
		{"landline without hyphen", "07381234567", "0738-1234567", ""},
		{"landline in brackets", "（0738）1234567", "0738-1234567", ""},
		{"landline with a long dash", "0738—8312345", "0738-8312345", ""},
		{"landline of eight digits", "0731-88123456", "0731-88123456", ""},
		{"Beijing", "010 12345678", "010-12345678", ""},
		{"landline with country", "+86 738 1234567", "0738-1234567", ""},
		{"mobile too short", "1381234567", "", "手机号应为11位，现在是10位"},
		{"mobile too long", "138123456789", "", "手机号应为11位，现在是12位"},
		{"mobile 12x", "12812345678", "", "13到19"},
		{"landline without area code", "8312345", "", "加上区号"},
		{"landline too short", "0738-12345", "", "现在是5位"},
		{"area code 00", "0038-1234567", "", "区号不对"},
		{"a lone zero", "0", "", "区号不对"},
		{"words", "隔壁老王", "", "只能填写数字"},
		{"other start", "23812345678", "", "1开头"},
		{"empty", " ", "", "没有填写"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := ident.CheckPhone(tt.in)
			verdict(t, err, tt.fault)
			if got != tt.want {
				t.Errorf("phone = %q, want %q", got, tt.want)
			}
			if again, err := ident.CheckPhone(got); got != "" && (err != nil || again != got) {
				t.Errorf("stored form reads back as %q, %v", again, err)
			}
		})
	}
}

func TestParseDocument(t *testing.T) {
	tests := []struct {
		situation string
		kind      ident.DocType
		in, want  string
		fault     string
	}{
		{"resident ID", ident.DocResidentID, "11010519491231002x", "11010519491231002X", ""},
		{"credit code", ident.DocCreditCode, "91350100m000100y43", "91350100M000100Y43", ""},
		{"Hong Kong permit", ident.DocHKMOTW, withCheck("81000019900101123"), withCheck("81000019900101123"), ""},
		{"Taiwan permit", ident.DocHKMOTW, withCheck("83000019900101123"), withCheck("83000019900101123"), ""},
		{"permit with a mainland region", ident.DocHKMOTW, "440524188001010014", "", "81、82或83"},
		{"permit with a wrong check", ident.DocHKMOTW, "81000019900101123Y", "", "数字或X"},
		{"permit too short", ident.DocHKMOTW, "8100001990", "", "居住证号码应为18位，现在是10位"},
		{"foreigner's old card", ident.DocForeign, "can110105196801", "CAN110105196801", ""},
		{"foreigner's old card, two letters", ident.DocForeign, "CA1110105196801", "", "3个字母加12个数字"},
		{"foreigner's new card", ident.DocForeign, withCheck("91112419900101123"), withCheck("91112419900101123"), ""},
		{"foreigner's card with a region", ident.DocForeign, "440524188001010014", "", "以9开头"},
		{"foreigner's card of 16", ident.DocForeign, "9111241990010112", "", "现在是16位"},
		{"foreigner's card empty", ident.DocForeign, "", "", "没有填写"},
		{"passport", ident.DocPassport, " e12345678 ", "E12345678", ""},
		{"passport with Han", ident.DocPassport, "护照12345", "", "数字和字母"},
		{"passport too short", ident.DocPassport, "E12", "", "5到20位"},
		{"birth certificate", ident.DocBirth, "O430123456", "O430123456", ""},
		{"birth certificate empty", ident.DocBirth, "", "", "没有填写"},
		{"household book", ident.DocHousehold, "娄星-0012345", "娄星-0012345", ""},
		{"household book with U+FFFD", ident.DocHousehold, "0012\uFFFD345", "", "户口簿编号只能包含"},
		{"household book not UTF-8", ident.DocHousehold, "0012\xff345", "", "户口簿编号只能包含"},
		{"no paper", ident.DocNone, " ", "", ""},
		{"no paper, yet a number", ident.DocNone, "123", "", "不要填写证件号码"},
		{"unknown type", "driver", "123456", "", "证件类型不认识"},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			got, err := ident.ParseDocument(tt.kind, tt.in, today)
			verdict(t, err, tt.fault)
			if got != tt.want {
				t.Errorf("stored = %q, want %q", got, tt.want)
			}
			if check := ident.CheckDocument(tt.kind, tt.in, today); (check == nil) != (err == nil) {
				t.Errorf("CheckDocument = %v", check)
			}
		})
	}
}

func TestTypeNames(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range ident.DocTypes() {
		name := ident.TypeName(kind)
		if name == "" || name == "未知证件" || seen[name] {
			t.Errorf("%s is called %q", kind, name)
		}
		seen[name] = true
	}
	if ident.TypeName("driver") != "未知证件" {
		t.Error("an unknown type has a name")
	}
}

func TestMod37_36(t *testing.T) {
	tests := []struct {
		situation, in string
		want          byte
	}{
		{"published GRid", "A12425GABC1234002", 'M'},
		{"published ISAN", "000000003A8D0000", 'Z'},
		{"empty", "", 0},
		{"lower case", "a1", 0},
		{"hyphen", "A-1", 0},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			if got := ident.Mod37_36(tt.in); got != tt.want {
				t.Errorf("check = %q, want %q", got, tt.want)
			}
		})
	}
	for _, bad := range []string{"", "A", "A12425GABC1234002N", "\x00\x00", "é"} {
		if ident.ValidMod37_36(bad) {
			t.Errorf("%q is valid", bad)
		}
	}
}

func TestMod37_36FindsTypingErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9A-Z]{2,30}`).Draw(t, "s")
		whole := []byte(s + string(ident.Mod37_36(s)))
		if !ident.ValidMod37_36(string(whole)) {
			t.Fatalf("%s is not valid", whole)
		}
		i := rapid.IntRange(0, len(whole)-1).Draw(t, "i")
		other := rapid.StringMatching(`[0-9A-Z]`).Draw(t, "other")[0]
		if other != whole[i] {
			was := whole[i]
			whole[i] = other
			if ident.ValidMod37_36(string(whole)) {
				t.Fatalf("%s hides a wrong character", whole)
			}
			whole[i] = was
		}
	})
}

func FuzzCheckResidentID(f *testing.F) {
	for _, seed := range []string{"11010519491231002X", "440524188001010014", "110105491231002", "１１０", "\xff", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ident.CheckResidentID(s, today)
		if err != nil {
			noLeak(t, err, s)
			return
		}
		again, err := ident.CheckResidentID(id.Number(), today)
		if err != nil || again != id || id.Age(today) < 0 || id.Birth().After(today) {
			t.Fatalf("reads back as %v, %v", again, err)
		}
	})
}

func FuzzCheckDocument(f *testing.F) {
	for _, kind := range ident.DocTypes() {
		f.Add(string(kind), "11010519491231002X")
		f.Add(string(kind), "CAN110105196801")
	}
	f.Fuzz(func(t *testing.T, kind, s string) {
		stored, err := ident.ParseDocument(ident.DocType(kind), s, today)
		if err != nil {
			noLeak(t, err, s)
			return
		}
		if again, err := ident.ParseDocument(ident.DocType(kind), stored, today); err != nil || again != stored {
			t.Fatalf("%q reads back as %q, %v", stored, again, err)
		}
	})
}

// noLeak fails when a sentence repeats a value long enough to mean something.
func noLeak(t *testing.T, err error, value string) {
	t.Helper()
	var refused *ident.InputError
	if !errors.As(err, &refused) || !utf8.ValidString(err.Error()) {
		t.Fatalf("error type %T", err)
	}
	if value = strings.TrimSpace(value); utf8.RuneCountInString(value) >= 5 && strings.Contains(err.Error(), value) {
		t.Fatalf("the sentence repeats the value: %v", err)
	}
}
