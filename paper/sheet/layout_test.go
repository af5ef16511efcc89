package sheet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"bianmin/paper/sheet"
)

// words are the pieces random paragraphs are made of.
var words = []string{
	"新化县", "白溪镇", "便民", "服务", "中心", "高龄津贴", "申请人", "一", "的", "喆", "𫖯", "𨱏", "\U00031350", "葛󠄀",
	"，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "……", "——", "（", "《", "“", "「", "·",
	" ", " ", "2026年", "15", "431322112000-20261123-A70123K/01", "https://example.gov.cn/guide/123?x=1&y=2",
	"12345", "(a)", "e.g.", "100%", "¥30", "☐", "①", "\n", "\u3000", "\u00a0", "\t", "\x00", "\xff", "é", "e\u0301",
}

func randomPara(t *rapid.T) sheet.Para {
	p := sheet.Para{
		Align:    sheet.Align(rapid.IntRange(0, 3).Draw(t, "align")),
		IndentEm: float64(rapid.IntRange(0, 2).Draw(t, "indent")),
		Balance:  rapid.Bool().Draw(t, "balance"),
	}
	for range rapid.IntRange(1, 4).Draw(t, "spans") {
		p.Spans = append(p.Spans, sheet.Span{
			Text:    strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(t, "text"), ""),
			Face:    sheet.Face(rapid.IntRange(0, 3).Draw(t, "face")),
			SizePt:  rapid.Float64Range(6, 22).Draw(t, "size"),
			TrackEm: float64(rapid.IntRange(0, 1).Draw(t, "track")) * 0.1,
		})
	}
	return p
}

func whole(p sheet.Para) string {
	var all strings.Builder
	for _, s := range p.Spans {
		all.WriteString(sheet.Clean(s.Text))
	}
	return all.String()
}

func TestLinesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomPara(t)
		var got, drawn strings.Builder
		for _, line := range p.Lines(rapid.Float64Range(1, 200).Draw(t, "width")) {
			got.WriteString(line.Text)
			if line.Hard {
				got.WriteByte('\n')
			}
			for _, run := range line.Runs {
				drawn.WriteString(run.Text)
			}
		}
		if want := whole(p); got.String() != want {
			t.Fatalf("lines %q\nwant  %q", got.String(), want)
		}
		bare := strings.NewReplacer(" ", "", "\n", "")
		if want := bare.Replace(whole(p)); bare.Replace(drawn.String()) != want {
			t.Fatalf("drawn %q\nwant  %q", drawn.String(), want)
		}
	})
}

func TestLinesFitTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomPara(t)
		width := rapid.Float64Range(30, 200).Draw(t, "width")
		for _, line := range p.Lines(width) {
			if line.WidthMM > width+1e-6 {
				t.Fatalf("%q is %.3f mm wide, the column %.3f", line.Text, line.WidthMM, width)
			}
			end, last := 0.0, 0.0
			for _, run := range line.Runs {
				if run.X < end-max(run.SizePt, last)*sheet.MMPerPt*0.51 {
					t.Fatalf("run %q at %.3f begins before %.3f", run.Text, run.X, end)
				}
				last = run.SizePt
				n := float64(utf8.RuneCountInString(run.Text) - 1)
				end = run.X + sheet.TextWidth(run.Text, run.Face, run.SizePt) + n*min(run.TrackMM, 0)
			}
			if over := end - line.WidthMM; over > 22*sheet.MMPerPt*0.51 {
				t.Fatalf("%q says it ends at %.3f but ends at %.3f", line.Text, line.WidthMM, end)
			}
		}
	})
}

// TestLinesKeepMarks checks 避头尾. Runs of marks too long for a line cannot
// be helped, so the text here is words with at most two marks after each.
func TestLinesKeepMarks(t *testing.T) {
	plain := rapid.SampledFrom([]string{"新化县", "便民", "的", "2026年", "A70123K/01", "https://example.gov.cn/a?b=1", "𫖯"})
	closing := rapid.SampledFrom([]string{"", "", "，", "。", "、", "）", "》。", "”，", "……", "——", ",", "%"})
	opening := rapid.SampledFrom([]string{"", "", "", "（", "《", "“", "【", "(", "①"})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 60).Draw(t, "words") {
			text.WriteString(opening.Draw(t, "open") + plain.Draw(t, "word") + closing.Draw(t, "close"))
		}
		p := sheet.Text(text.String(), sheet.Serif, 10.5)
		p.Align = sheet.Justify
		for i, line := range p.Lines(rapid.Float64Range(60, 160).Draw(t, "width")) {
			first, _ := utf8.DecodeRuneInString(line.Text)
			last, _ := utf8.DecodeLastRuneInString(line.Text)
			if i > 0 && strings.ContainsRune(sheet.NoStart, first) {
				t.Fatalf("line begins with %q: %q", first, line.Text)
			}
			if len(line.Text) < text.Len() && !strings.HasSuffix(text.String(), line.Text) && strings.ContainsRune(sheet.NoEnd, last) {
				t.Fatalf("line ends with %q: %q", last, line.Text)
			}
		}
	})
}

func TestLinesBreakWhere(t *testing.T) {
	const em = 10 // mm: the size below
	tests := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"between Han", "一二三四五", 3 * em, []string{"一二三", "四五"}},
		{"a comma may hang half", "一二三，四五", 3.5 * em, []string{"一二三，", "四五"}},
		{"a comma takes a character along", "一二三，四五", 3 * em, []string{"一二", "三，四", "五"}},
		{"an opening bracket goes on", "一二（三）", 3 * em, []string{"一二", "（三）"}},
		{"a dash is not cut", "一二——三", 3 * em, []string{"一", "二——", "三"}},
		{"a number stays whole", "一二三2026年", 4 * em, []string{"一二三", "2026年"}},
		{"a space hangs", "一二三 四", 3 * em, []string{"一二三 ", "四"}},
		{"a line feed ends a line", "一\n\n二", 9 * em, []string{"一", "", "二"}},
		{"a word longer than the line is cut", "888888", 1.2 * em, []string{"88", "88", "88"}},
		{"marks are squeezed", "一）；二", 3.5 * em, []string{"一）；二"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, l := range sheet.Text(tt.text, sheet.Serif, em/sheet.MMPerPt).Lines(tt.width) {
				got = append(got, l.Text)
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestBalancedTitle(t *testing.T) {
	p := sheet.Text("新化县白溪镇便民服务中心一次性告知书", sheet.SerifBold, 22)
	p.Align, p.Balance = sheet.Center, true
	lines := p.Lines(17 * 22 * sheet.MMPerPt)
	if len(lines) != 2 || lines[0].Text != "新化县白溪镇便民服" || lines[1].Text != "务中心一次性告知书" {
		t.Errorf("%+v", lines)
	}
}

func TestJustifyFillsTheLine(t *testing.T) {
	p := sheet.Text(strings.Repeat("材料不全，我们一次告诉您全部要补的内容。", 4), sheet.Serif, 12)
	p.Align = sheet.Justify
	lines := p.Lines(100)
	for i, l := range lines[:len(lines)-1] {
		last := l.Runs[len(l.Runs)-1]
		n := float64(utf8.RuneCountInString(last.Text) - 1)
		end := last.X + sheet.TextWidth(last.Text, sheet.Serif, 12) + n*last.TrackMM
		if end < 99.9 || end > 100.01+6*sheet.MMPerPt {
			t.Errorf("line %d ends at %.2f mm of 100", i, end)
		}
	}
	if l := lines[len(lines)-1]; l.Runs[0].TrackMM != 0 {
		t.Error("the last line is stretched")
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\r\nc\rd":       "a b\nc\nd",
		"\x00\u202e左\ufeff":  "左",
		"a\xffb":             "a\ufffdb",
		"葛\U000E0100":        "葛\U000E0100",
		"\ufffe\uffff\u00ad": "",
	} {
		if got := sheet.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}
