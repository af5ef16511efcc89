// Package catalogue reads, checks and writes editions of the matter catalogue (事项目录).
// An edition is taken as a whole or not at all.
package catalogue

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
)

// Edition is a published catalogue.
type Edition struct {
	Name          string // for example 示例-2026-11
	Published     string // day, as given
	EffectiveFrom string
	Note          string // for example that limits are examples
	Matters       []hall.Matter
	Source        []byte // the file as read
}

// Problem is one thing wrong with a row.
type Problem struct {
	Row    int    // from 1; 0 for the file as a whole
	Code   string // the row's code as far as it could be read
	Reason string // what is wrong and how to put it right
}

// String is the problem as a line of a report.
func (p Problem) String() string {
	switch {
	case p.Row == 0:
		return p.Reason
	case p.Code == "":
		return fmt.Sprintf("第 %d 条：%s", p.Row, p.Reason)
	}
	return fmt.Sprintf("第 %d 条 %s：%s", p.Row, p.Code, p.Reason)
}

// file is the catalogue file; a bare list of matters is taken too.
type file struct {
	Edition       string            `json:"edition"`
	Published     string            `json:"published"`
	EffectiveFrom string            `json:"effective_from"`
	Note          string            `json:"note"`
	Matters       []json.RawMessage `json:"matters"`
}

// Parse reads a catalogue file and checks it for publishing. name overrides the file's
// edition name; a bare list needs it. Refusals make the edition unusable; warnings do not.
func Parse(data []byte, name string) (e Edition, refusals, warnings []Problem) {
	f, err := readFile(data)
	if err != nil {
		return Edition{}, []Problem{{Reason: err.Error()}}, nil
	}
	if name != "" {
		f.Edition = name
	}
	e = Edition{Name: strings.TrimSpace(f.Edition), Published: f.Published, EffectiveFrom: f.EffectiveFrom, Note: f.Note, Source: data}
	if e.Name == "" {
		refusals = append(refusals, Problem{Reason: "目录没有版次名，请在文件里写 edition，或用 --edition 给出"})
	}
	if len(f.Matters) == 0 {
		refusals = append(refusals, Problem{Reason: "目录里一个事项也没有（matters 是空的）"})
	}
	seen := map[string]int{}
	for i, raw := range f.Matters {
		r, unknown, err := readRow(raw)
		if err != nil {
			refusals = append(refusals, Problem{Row: i + 1, Code: r.Code, Reason: err.Error()})
			continue
		}
		for _, reason := range refuse(r) {
			refusals = append(refusals, Problem{Row: i + 1, Code: r.Code, Reason: reason})
		}
		if first, twice := seen[r.Code]; twice && r.Code != "" {
			refusals = append(refusals, Problem{Row: i + 1, Code: r.Code, Reason: fmt.Sprintf("事项代码与第 %d 条重复", first)})
		}
		seen[r.Code] = i + 1
		for _, reason := range warn(r, unknown) {
			warnings = append(warnings, Problem{Row: i + 1, Code: r.Code, Reason: reason})
		}
		e.Matters = append(e.Matters, r.matter(e.Name))
	}
	return e, refusals, warnings
}

func readFile(data []byte) (file, error) {
	var f file
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\xef\xbb\xbf"))
	if len(data) == 0 {
		return f, fmt.Errorf("目录文件是空的")
	}
	if data[0] == '[' {
		if err := json.Unmarshal(data, &f.Matters); err != nil {
			return f, fmt.Errorf("目录文件不是完整的 JSON，%s", where(data, err))
		}
		return f, nil
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("目录文件不是完整的 JSON，%s", where(data, err))
	}
	return f, nil
}

// where names the line a JSON error stands on.
func where(data []byte, err error) string {
	if syn, ok := err.(*json.SyntaxError); ok { //nolint:errorlint // the decoder returns it bare
		line := 1 + bytes.Count(data[:min(int(syn.Offset), len(data))], []byte("\n"))
		return fmt.Sprintf("第 %d 行附近有错", line)
	}
	return "请检查文件内容"
}

// refuse lists what the publishing checks refuse.
func refuse(r row) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if strings.TrimSpace(r.Code) == "" {
		say("没有事项代码（sample_code）")
	}
	if strings.TrimSpace(r.Name) == "" {
		say("没有事项名称（name）")
	}
	if !r.Mode.Valid() {
		say("township_mode 应是 decide、forward、collect、assist 之一")
	}
	p, s := r.promised(), r.statutory()
	if p != nil && !p.Valid() {
		say("承诺时限应是 1 到 999 的整数，单位 workday、day 或 hour")
	}
	if s != nil && !s.Valid() {
		say("法定时限应是 1 到 999 的整数；没有核实的写 null，不要写 0")
	}
	if p != nil && s != nil && p.Valid() && s.Valid() && longer(*p, *s) {
		say("承诺时限 %s超过法定时限 %s", p.Han(), s.Han())
	}
	if r.CaseType == hall.Instant && p != nil && p.Valid() && longer(*p, hall.Limit{N: 1, Unit: hall.Workday}) {
		say("即办件的承诺时限不能超过 1 个工作日，现在是 %s", p.Han())
	}
	switch fee, err := r.feeFen(); {
	case err != nil:
		say("%s", err)
	case fee > 0 && strings.TrimSpace(r.FeeBasis) == "":
		say("收费事项必须写收费依据（fee_basis）")
	}
	out = append(out, refuseClock(r)...)
	for i, m := range r.Materials {
		if strings.TrimSpace(m.Name) == "" {
			say("第 %d 样材料没有名称", i+1)
		}
		if m.Originals < 0 || m.Copies < 0 || m.Originals > 99 || m.Copies > 99 {
			say("第 %d 样材料的份数不对", i+1)
		}
		if !slices.Contains([]string{"必要", "非必要", "容缺", ""}, m.Requirement) {
			say("第 %d 样材料的 requirement 应是 必要、非必要、容缺 之一", i+1)
		}
	}
	return append(out, refusePosting(r.Posting)...)
}

// longer reports whether a is certainly longer than b. Working days are never shorter
// than as many calendar days; what cannot be compared is not refused.
func longer(a, b hall.Limit) bool {
	if a.Unit == b.Unit {
		return a.N > b.N
	}
	days := func(l hall.Limit) int {
		if l.Unit == hall.Hour {
			return (l.N + 23) / 24
		}
		return l.N
	}
	if b.Unit == hall.Workday { // n working days span at most this many calendar days between two long holidays
		return days(a) > 2*b.N+9
	}
	return days(a) > days(b)
}

func warn(r row, unknown []string) []string {
	var out []string
	if r.statutory() == nil {
		out = append(out, "法定时限未核实")
	}
	if r.promised() == nil {
		out = append(out, "没有承诺时限")
	}
	if len(r.Basis) == 0 || !slices.ContainsFunc(r.Basis, hall.LegalBasis.IsChecked) {
		out = append(out, "依据条文还没有人核对过")
	}
	out = append(out, warnClock(r)...)
	slices.Sort(unknown)
	for _, k := range unknown {
		out = append(out, fmt.Sprintf("不认识的栏目 %s，没有采用", k))
	}
	return out
}
