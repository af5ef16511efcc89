package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/hall/catalogue"
)

func TestRulesOfTheClock(t *testing.T) {
	for _, tt := range []struct {
		name, typ, fields string
		refused, warned   string
	}{
		{"a licence renewed by silence", hall.Licence, `"renewal":true`, "", ""},
		{"a benefit renewed by silence", "行政给付", `"renewal":true`, "renewal", ""},
		{"a benefit handled together", "行政给付", `"joint":true`, "joint", ""},
		{"an extension with its rule", "行政给付", `"extension":{"n":10,"unit":"workday","basis":"湖南省行政程序规定 第八十一条"}`, "", ""},
		{"an extension nobody allows", "行政给付", `"extension":{"n":10,"unit":"workday"}`, "extension", ""},
		{"an extension the law has fixed", hall.Licence, `"extension":{"n":99,"unit":"workday","basis":"我们"}`, "extension", ""},
		{"a step that stops without a rule", "行政给付", `"steps":[{"name":"核对","stops_clock":true}]`, "", "不会停钟"},
		{"a step that stops by a rule", "行政给付", `"steps":[{"name":"核对","stops_clock":true,"basis":"某办法 第十条"}]`, "", ""},
	} {
		file := fmt.Sprintf(`{"edition":"e","matters":[{"sample_code":"A-1","name":"n","matter_type":%q,"township_mode":"decide",%s}]}`, tt.typ, tt.fields)
		e, refusals, warnings := catalogue.Parse([]byte(file), "")
		has := func(list []catalogue.Problem, word string) bool {
			for _, p := range list {
				if strings.Contains(p.Reason, word) {
					return true
				}
			}
			return false
		}
		if len(refusals) > 0 != (tt.refused != "") || tt.refused != "" && !has(refusals, tt.refused) {
			t.Errorf("%s: refused for %v", tt.name, refusals)
		}
		if has(warnings, "不会停钟") != (tt.warned != "") || has(warnings, "不认识的栏目") {
			t.Errorf("%s: warned of %v", tt.name, warnings)
		}
		if x := e.Matters[0].Intake.Extension; strings.Contains(tt.fields, "第八十一条") && (x == nil || x.Limit.N != 10) {
			t.Errorf("%s: %+v", tt.name, x)
		}
	}
}
