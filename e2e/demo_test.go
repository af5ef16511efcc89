//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"bianmin/internal/demo"
)

// demoNames are the applicants of the demo's cases, in order; the last one's case is void
// and has no papers.
var demoNames = []string{
	"彭满秀", "覃伟明", "王福生", "娜仁·图雅", "欧阳𫞩", "单小娟", "陈菊香", "仇满生", "罗永福", "曾祥瑞", "解建军", "区玉兰",
}

// TestTheDemoDoesTheMainJobWithoutAWindow reads back every paper the demo printed.
func TestTheDemoDoesTheMainJobWithoutAWindow(t *testing.T) {
	out := t.TempDir()
	report := read[demo.Report](t, run(t, built.ctl, "demo", "--out", out, "--json").want(t, 0))
	if !report.OK || report.Cuts < 1 || len(report.Failed) > 0 || len(report.Cases) != len(demoNames) {
		t.Fatalf("report %+v", report)
	}
	c := report.County
	if c.Entries != report.Hall.Entries || c.Cases != int64(report.Hall.Cases) || report.Hall.Waiting != 0 || c.Rejected+c.Conflicts+c.Held != 0 {
		t.Errorf("the county holds %+v, the hall %+v", c, report.Hall)
	}
	texts := paperTexts(t, out)
	if len(texts) < 8 || len(texts) != len(report.Papers) {
		t.Errorf("%d papers, %d reported", len(texts), len(report.Papers))
	}
	void := len(demoNames) - 1
	for i, no := range report.Cases {
		slip, made := texts["slip-"+no+".pdf"]
		if i == void {
			if made || found(texts, no) {
				t.Errorf("the void case %s has a paper", no)
			}
			continue
		}
		if i == onTheSpot { // one sheet, not five
			if made || papersOf(texts, no) != 1 {
				t.Errorf("the case %s done on the spot has %d papers", no, papersOf(texts, no))
			}
			slip = texts["completion-"+no+".pdf"]
		}
		if !strings.Contains(slip, no) || !strings.Contains(slip, demoNames[i]) {
			t.Errorf("slip of %s does not show number and name: %q", no, slip)
		}
	}
	for _, word := range []string{"一次性告知", "不予受理通知书", "受理通知书", "收件凭证", "办结单", "补正材料接收凭证", "办事指南", "便民服务卡", "罗建国"} {
		if !found(texts, word) {
			t.Errorf("no paper says %s", word)
		}
	}
	if found(texts, "从来没有人写过的字") {
		t.Error("anything is found in the papers")
	}
}

// onTheSpot is the place of the instant matter among the demo's cases.
const onTheSpot = 4

// papersOf counts the papers of a case.
func papersOf(texts map[string]string, no string) (n int) {
	for name := range texts {
		if strings.Contains(name, no) {
			n++
		}
	}
	return n
}

func found(texts map[string]string, word string) bool {
	for _, text := range texts {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// paperTexts reads every PDF in a directory with pdftotext, without blanks.
func paperTexts(t *testing.T, dir string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil || !strings.HasPrefix(string(raw), "%PDF-1.") {
			t.Errorf("%s is no PDF file, %v", filepath.Base(name), err)
		}
		text, err := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", name, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext (poppler-utils) of %s: %v", filepath.Base(name), err)
		}
		texts[filepath.Base(name)] = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, string(text))
	}
	return texts
}
