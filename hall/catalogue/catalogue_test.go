package catalogue_test

import (
	"encoding/json"
	"strings"
	"testing"

	sample "bianmin/assets/catalogue"
	"bianmin/hall"
	"bianmin/hall/catalogue"
)

func TestSampleCatalogueIsPublishable(t *testing.T) {
	e, refusals, _ := catalogue.Parse(sample.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	if len(e.Matters) != 64 || e.Name != "示例-2026-11" {
		t.Fatalf("%d matters, edition %q", len(e.Matters), e.Name)
	}
	licences := 0
	for _, m := range e.Matters {
		if m.Type == hall.Licence {
			licences++
		}
		if !m.Limits.Example {
			t.Errorf("%s is not labelled as an example", m.Code)
		}
	}
	if licences != 14 {
		t.Errorf("%d licences, want 14", licences)
	}
}

func TestPublishingChecks(t *testing.T) {
	const good = `{"sample_code":"X-1","name":"试办","township_mode":"decide","case_type":"承诺件","promised_limit_workdays":5,"statutory_limit_workdays":20,"fee_amount":0}`
	with := func(changes string) string {
		var m, c map[string]any
		if json.Unmarshal([]byte(good), &m) != nil || json.Unmarshal([]byte(changes), &c) != nil {
			t.Fatal("bad test")
		}
		for k, v := range c {
			m[k] = v
		}
		out, _ := json.Marshal(m)
		return string(out)
	}
	cases := []struct{ name, changes, want string }{
		{"good", `{}`, ""},
		{"promised over statutory", `{"promised_limit_workdays":21}`, "超过法定时限"},
		{"statutory zero", `{"statutory_limit_workdays":0}`, "不要写 0"},
		{"statutory unchecked", `{"statutory_limit_workdays":null}`, ""},
		{"instant over a day", `{"case_type":"即办件","promised_limit_workdays":2}`, "即办件"},
		{"fee without basis", `{"fee_amount":5}`, "收费依据"},
		{"fee with basis", `{"fee_amount":5.5,"fee_basis":"湘价费〔2013〕1号"}`, ""},
		{"fee below a fen", `{"fee_amount":0.001,"fee_basis":"x"}`, "两位小数"},
		{"mode unknown", `{"township_mode":"sell"}`, "township_mode"},
		{"no code", `{"sample_code":""}`, "事项代码"},
		{"wrong type", `{"name":7}`, "name"},
		{"unit override", `{"promised_limit":{"n":48,"unit":"hour"}}`, ""},
		{"unit unknown", `{"promised_limit":{"n":4,"unit":"week"}}`, "单位"},
		{"days over working days", `{"promised_limit":{"n":90,"unit":"day"}}`, "超过法定时限"},
		{"material without name", `{"materials":[{"name":""}]}`, "材料没有名称"},
	}
	for _, c := range cases {
		_, refusals, _ := catalogue.Parse([]byte("["+with(c.changes)+"]"), "E1")
		switch {
		case c.want == "" && len(refusals) > 0:
			t.Errorf("%s: refused: %v", c.name, refusals)
		case c.want != "" && (len(refusals) == 0 || !strings.Contains(refusals[0].String(), c.want)):
			t.Errorf("%s: got %v, want 「%s」", c.name, refusals, c.want)
		case c.want != "" && !strings.Contains(refusals[0].String(), "第 1 条"):
			t.Errorf("%s: no row named: %v", c.name, refusals)
		}
	}
}

func TestBrokenFilesNameThePlace(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"empty":             {"", "空的"},
		"cut short":         {"{\n\"edition\":\"E\",\n\"matters\":[", "第 3 行"},
		"list, no edition":  {`[{"sample_code":"A","name":"n","township_mode":"decide"}]`, "版次"},
		"no matters":        {`{"edition":"E"}`, "一个事项也没有"},
		"row is not object": {`{"edition":"E","matters":[3]}`, "第 1 条"},
	} {
		_, refusals, _ := catalogue.Parse([]byte(c.data), "")
		if len(refusals) == 0 || !strings.Contains(refusals[0].String(), c.want) {
			t.Errorf("%s: %v, want 「%s」", name, refusals, c.want)
		}
	}
	twice := `{"edition":"E","matters":[{"sample_code":"A","name":"n","township_mode":"decide"},{"sample_code":"A","name":"n","township_mode":"decide"}]}`
	if _, refusals, _ := catalogue.Parse([]byte(twice), ""); len(refusals) != 1 || refusals[0].Row != 2 {
		t.Errorf("twice: %v", refusals)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample.JSON())
	f.Add([]byte(`[{"sample_code":"A","fee_amount":1e999}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, refusals, _ := catalogue.Parse(data, "E")
		if len(refusals) == 0 && len(e.Matters) == 0 {
			t.Fatal("an empty edition was taken")
		}
	})
}
