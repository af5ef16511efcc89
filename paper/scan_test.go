package paper_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/paper"
)

// TestEveryCodeIsRead prints each paper and reads its codes back with zbarimg.
func TestEveryCodeIsRead(t *testing.T) {
	notShort(t)
	for _, program := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed")
		}
	}
	all := jobs(t, "彭满秀")
	maps.Copy(all, longJobs(t))
	for kind, job := range all {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			made, err := paper.Press{}.Make(job)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := scan(t, made.PDF), codeText(job); strings.Count(got, want) != codesOn(job) {
				t.Errorf("read %q, want %d × %q", got, codesOn(job), want)
			}
		})
	}
}

func codesOn(job hall.PaperJob) int {
	if job.Record != nil || job.Blank {
		_, n := recordCode(job)
		return n
	}
	switch {
	case job.Kind == hall.PaperCards:
		return 10
	case withoutCode(job.Kind):
		return 0
	}
	return 1
}

// codeText is the part of a code's text that even a crowded paper keeps.
func codeText(job hall.PaperJob) string {
	if job.Record != nil || job.Blank {
		text, _ := recordCode(job)
		return text
	}
	switch {
	case withoutCode(job.Kind):
		return ":" // of the link of a phone or a page: none is read
	case job.Kind.Of() == hall.OfStaff:
		return job.Staff.Name + "\n" + job.Staff.Phone
	case job.Kind.Of() == hall.OfMatter:
		return office.Name + "\n" + job.Matter.Code
	case job.Kind == hall.PaperAppointment:
		return "预约编号 " + string(job.Appointment.No)
	}
	switch job.Kind {
	case hall.PaperDelivery, hall.PaperDeferral, hall.PaperCommitment, hall.PaperAuthorization, hall.PaperPrivacy:
		return string(job.Case.No) // kept in the hall: no query code on it
	}
	if job.Seal != "" {
		return "查询密码 480217\n" + job.Seal
	}
	return "办件编号 " + string(job.Case.No) + "\n查询密码 480217"
}

// scan is what a reader finds on all pages at a third of the resolution of an office printer.
func scan(t *testing.T, pdf []byte) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-gray", "-r", "200", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "p*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"}, pages...)
	out, _ := exec.Command("zbarimg", args...).Output() // fails when one page has no code
	return string(out)
}

// word is a word as pdftotext sees it, in points from the upper left corner of its page.
type word struct {
	text                   string
	left, top, right, foot float64
	page                   int
	width, height          float64 // of its page
}

// fontBoxEm is how high pdftotext takes a word to be.
const fontBoxEm = 1.437

var (
	pageLine = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"`)
	wordLine = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)
)

// TestNothingOverlapsOrLeavesThePage looks at every word of the ordinary and the long papers.
func TestNothingOverlapsOrLeavesThePage(t *testing.T) {
	notShort(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	all := jobs(t, "彭满秀")
	maps.Copy(all, longJobs(t))
	for kind, job := range all {
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for _, fault := range faults(t, made.PDF) {
			t.Errorf("%s: %s", kind, fault)
		}
	}
}

// faults are words that stand in each other, or nearer than 3 mm to the edge.
func faults(t *testing.T, pdf []byte) []string {
	t.Helper()
	const edge = 3 / 25.4 * 72
	var found []string
	var seen []word
	for _, w := range wordsOf(t, pdf) {
		if len(seen) > 0 && seen[0].page != w.page {
			seen = nil
		}
		// The box of a word is that of the font, 1.45 em high; ink fills about its middle third upwards.
		w.top, w.foot = w.top+0.3*(w.foot-w.top), w.foot-0.25*(w.foot-w.top)
		if w.left < edge || w.right > w.width-edge || w.top < edge || w.foot > w.height-edge {
			found = append(found, "「"+w.text+"」 leaves the page")
		}
		for _, o := range seen {
			if w.left < o.right-1 && o.left < w.right-1 && w.top < o.foot && o.top < w.foot {
				found = append(found, "「"+w.text+"」 stands in 「"+o.text+"」")
			}
		}
		seen = append(seen, w)
	}
	return found
}

// wordsOf are the words of all pages as pdftotext sees them.
func wordsOf(t *testing.T, pdf []byte) []word {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []word
	var page word
	for line := range strings.Lines(string(out)) {
		if m := pageLine.FindStringSubmatch(line); m != nil {
			page.page, page.width, page.height = page.page+1, points(m[1]), points(m[2])
		}
		if m := wordLine.FindStringSubmatch(line); m != nil {
			w := page
			w.text, w.left, w.top, w.right, w.foot = m[5], points(m[1]), points(m[2]), points(m[3]), points(m[4])
			all = append(all, w)
		}
	}
	return all
}

func points(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}
