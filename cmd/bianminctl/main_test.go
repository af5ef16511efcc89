package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"bianmin/assets/calendar"
	"bianmin/assets/catalogue"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bianminctl": program})
}

// program is main with a clock a script can move: BIANMIN_TEST_NOW, an RFC 3339 instant.
func program() {
	clock := station.Now
	if text := os.Getenv("BIANMIN_TEST_NOW"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		clock = func() time.Time { return at }
	}
	os.Exit(run(context.Background(), os.Args[1:], clock, os.Stdin, os.Stdout, os.Stderr))
}

// TestScripts runs the program as a clerk does, in processes of its own. Under the race
// detector only those scripts run in which something happens side by side.
func TestScripts(t *testing.T) {
	p := testscript.Params{Setup: setup, Cmds: commands(), RequireExplicitExec: true, RequireUniqueNames: true}
	if p.Dir = filepath.Join("testdata", "script"); underRace {
		p.Files = []string{filepath.Join(p.Dir, "together.txtar"), filepath.Join(p.Dir, "sync.txtar"), filepath.Join(p.Dir, "intake.txtar")}
		p.Dir = ""
	}
	testscript.Run(t, p)
}

// setup gives every script a data directory that is not there yet, the sample catalogue
// and calendar, and days that fit whenever it runs.
func setup(e *testscript.Env) error {
	e.Setenv("BIANMIN_DATA", filepath.Join(e.WorkDir, "D"))
	days, err := daysFrom(time.Now())
	if err != nil {
		return err
	}
	for name, day := range days.named {
		e.Setenv(name, day.String())
	}
	for name, data := range map[string][]byte{
		"matters.json": catalogue.JSON(), "holidays.json": calendar.JSON(), "years.json": days.years,
	} {
		if err := os.WriteFile(filepath.Join(e.WorkDir, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// days are a made-up schedule of this year and the next two, where only New Year's Day
// and weekends are off, and days of it by name.
type days struct {
	years []byte
	named map[string]workday.Date
}

func daysFrom(now time.Time) (days, error) {
	today := workday.DateIn(now)
	type year struct {
		Off []string `json:"off"`
	}
	years := map[string]year{}
	for y := today.Year(); y < today.Year()+3; y++ {
		years[fmt.Sprint(y)] = year{Off: []string{fmt.Sprintf("%d-01-01", y)}}
	}
	data, err := json.Marshal(map[string]any{"source": "测试", "years": years})
	if err != nil {
		return days{}, err
	}
	read, err := workday.ParseJSON(data)
	if err != nil {
		return days{}, err
	}
	cal, err := workday.New(read...)
	if err != nil {
		return days{}, err
	}
	next, err := cal.Add(today, 1)
	if err != nil {
		return days{}, err
	}
	off := today.AddDays(1)
	for {
		works, err := cal.IsWorkday(off)
		if err != nil {
			return days{}, err
		}
		if !works {
			break
		}
		off = off.AddDays(1)
	}
	return days{data, map[string]workday.Date{
		"NEXT": next, "OFF": off, "YESTERDAY": today.AddDays(-1), "UNKNOWN": today.AddDays(4 * 366),
	}}, nil
}
