//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bianmin/paper/workbook"
)

// The year of a township: six counters, twelve villages. It lies in the past whenever this
// runs, and in imported calendars.
const (
	yearCases = 9000
	yearFrom  = "2025-10-01"
	yearTo    = "2026-09-30"
)

// monthly is a count of a month, by the township's own book or by the register.
type monthly struct {
	Received int `json:"received"`
	Early    int `json:"early"`
	OnTime   int `json:"on_time"`
	Late     int `json:"late"`
	Other    int `json:"other"`
	Open     int `json:"open"`
}

type lived struct {
	OK     bool `json:"ok"`
	Cases  int  `json:"cases"`
	Acts   int  `json:"acts"`
	Months []struct {
		Month    string  `json:"month"`
		Received monthly `json:"received"`
		Ended    monthly `json:"ended"`
	} `json:"months"`
}

// TestAYearOfATownshipAddsUp lets a township live through a year with the built program,
// compares every month's register with what the township knows, opens the report, verifies
// the journal, and brings all of it to a county that then counts the same cases.
func TestAYearOfATownshipAddsUp(t *testing.T) {
	dir := newHall(t)
	year := read[lived](t, long(t, "--data", dir, "--json", "workload", "--cases", strconv.Itoa(yearCases), "--seed", "2026", "--from", yearFrom, "--to", yearTo))
	if !year.OK || year.Cases != yearCases || len(year.Months) != 12 {
		t.Fatalf("the year: %+v", year)
	}
	total := 0
	for _, m := range year.Months {
		total += m.Received.Received
		for basis, want := range map[string]monthly{"received": m.Received, "ended": m.Ended} {
			last := lastDay(t, m.Month)
			o := long(t, "--data", dir, "--as", "liu", "--json", "register", "figures", "--from", m.Month+"-01", "--to", last, "--basis", basis)
			have := read[struct{ Rows []monthly }](t, o).Rows
			if len(have) != 1 || have[0] != want {
				t.Errorf("%s by %s: register %+v, township %+v", m.Month, basis, have, want)
			}
		}
	}
	if total != yearCases {
		t.Errorf("%d cases in the months", total)
	}
	checkReport(t, dir, year)
	v := verify(t, dir)
	store := "sqlite:" + filepath.Join(t.TempDir(), "county.db")
	county := serve(t, store, "127.0.0.1:0")
	code := read[struct{ Code string }](t, run(t, built.county, "enrol", "--store", store, "--hall", hallCode, "--json").want(t, 0)).Code
	run(t, built.ctl, "--data", dir, "--as", "liu", "enrol", "--county", "http://"+county.addr, "--code", code).want(t, 0)
	long(t, "--data", dir, "--as", "liu", "--json", "sync")
	status := read[map[string]int64](t, run(t, built.county, "status", "--store", store, "--json").want(t, 0))
	if status["entries"] != v.Entries || status["cases"] != yearCases || status["rejected"]+status["conflicts"]+status["held"] != 0 {
		t.Errorf("the county holds %v, the hall %d entries of %d cases", status, v.Entries, yearCases)
	}
	t.Logf("%d cases, %d acts, %d entries", year.Cases, year.Acts, v.Entries)
}

// checkReport opens the report of a closed month: it reads back, adds up, and LibreOffice
// makes pages of it.
func checkReport(t *testing.T, dir string, year lived) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.xlsx")
	long(t, "--data", dir, "--as", "liu", "report", "month", "2026-05", "-o", file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := workbook.Read("report.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	want := "件数|" + strconv.Itoa(year.Months[7].Received.Received) + "|" + strconv.Itoa(year.Months[7].Ended.Received)
	found := false
	for _, row := range rows {
		found = found || strings.Join(row.Texts, "|") == want
	}
	if !found {
		t.Errorf("no line %q in the report", want)
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("LibreOffice is not installed: the report was read back, not opened by it")
		return
	}
	out := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, office, "--headless", "-env:UserInstallation=file://"+out+"/profile", "--convert-to", "pdf", "--outdir", out, file)
	if words, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, words)
	}
	text, err := exec.CommandContext(ctx, "pdftotext", "-layout", filepath.Join(out, "report.pdf"), "-").Output()
	if err != nil || !bytes.Contains(text, []byte("2026年5月办件月报")) || bytes.Contains(text, []byte("#REF!")) || bytes.Contains(text, []byte("#VALUE!")) {
		t.Errorf("the report as LibreOffice shows it: %v\n%.400s", err, text)
	}
}

// long runs bianminctl with time for a year's work, and wants exit 0.
func long(t *testing.T, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, built.ctl, args...)
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &words, withoutDisplay()
	if err := cmd.Run(); err != nil {
		t.Fatalf("bianminctl %v: %v\n%s%s", args, err, &out, &words)
	}
	return outcome{0, out.String(), words.String(), "bianminctl " + strings.Join(args, " ")}
}

func lastDay(t *testing.T, month string) string {
	t.Helper()
	first, err := time.Parse("2006-01", month)
	if err != nil {
		t.Fatal(err)
	}
	return first.AddDate(0, 1, -1).Format("2006-01-02")
}
