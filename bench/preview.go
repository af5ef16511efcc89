package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"bianmin/bench/table"
	"bianmin/paper"
)

const (
	previewGoal = 5    // times faster than pdftoppm
	previewMost = 50.0 // ms for a page on the screen
	previewDPI  = 96
	heapGrowth  = 1.10 // the heap after all notices, to that after a tenth of them
)

// preview measures the picture of a first page beside pdftoppm's of the same PDF, and whether the
// heap stays as it is over thousands of notices.
func preview(ctx context.Context, b *bench) (t table.Table, err error) {
	t = table.Table{Title: "picture of a page, warm", Head: []string{"paper", "ours", "of the rounds", "pdftoppm", "of the rounds", "ratio"}}
	program, missing := exec.LookPath("pdftoppm")
	err = b.withPapers(ctx, "preview", func(dir string, _ *device, list []*printed) error {
		for _, p := range list {
			ours, peer, err := p.pictures(ctx, program, missing, dir, b.size.printRounds)
			if err != nil {
				return fmt.Errorf("draw %s: %w", p.name, err)
			}
			pictured(&t, p.name, ours, peer)
		}
		return b.endure(list[0], &t)
	})
	if missing != nil {
		t.Goals = append(t.Goals, table.Goal{Text: fmt.Sprintf("pdftoppm ÷ ours ≥ %d×", previewGoal), Got: missing.Error(), Open: true})
	}
	t.Note("Ours is paper.Press.Show at %d dots an inch, from data in memory to pixels. pdftoppm is a process started on the PDF of the same page, its "+
		"picture thrown away; it need not lay the page out.", previewDPI)
	return t, err
}

// pictured adds a paper's line and goals; peer is empty where there was none.
func pictured(t *table.Table, name string, ours, peer []float64) {
	mine := table.Median(ours)
	t.Goals = append(t.Goals, table.Goal{Text: fmt.Sprintf("%s: a page in %.0f ms", name, previewMost), Got: table.MS(mine), Met: mine <= previewMost})
	if len(peer) == 0 {
		t.Add(name, table.MS(mine), table.Span(ours, table.MS), "–", "–", "–")
		return
	}
	ratio := table.Median(table.Ratios(peer, ours))
	t.Add(name, table.MS(mine), table.Span(ours, table.MS), table.MS(table.Median(peer)), table.Span(peer, table.MS), table.Times(ratio))
	t.AtLeast(name+": pdftoppm ÷ ours", previewGoal, ratio)
}

// pictures draws the first page in turn with each, and keeps each round's median.
func (p *printed) pictures(ctx context.Context, program string, missing error, dir string, rounds int) (ours, peer []float64, err error) {
	made, err := paper.Press{}.Make(p.job)
	if err != nil {
		return nil, nil, err
	}
	file := filepath.Join(dir, p.name+".pdf")
	if err := os.WriteFile(file, made.PDF, 0o600); err != nil {
		return nil, nil, err
	}
	for i := range rounds + 1 {
		var a, b []float64
		for range 5 {
			began := time.Now()
			if _, err := (paper.Press{}).Show(p.job, 1, previewDPI); err != nil {
				return nil, nil, err
			}
			a = append(a, table.Millis(time.Since(began)))
			if missing != nil {
				continue
			}
			began = time.Now()
			if _, err := output(ctx, program, "-r", fmt.Sprint(previewDPI), "-f", "1", "-l", "1", file, filepath.Join(dir, "page")); err != nil {
				return nil, nil, err
			}
			b = append(b, table.Millis(time.Since(began)))
		}
		if i > 0 { // round 0 warms up
			ours, peer = append(ours, table.Median(a)), append(peer, table.Median(b))
		}
	}
	return ours, peer, nil
}

// endure prints notices in a row and compares the heap that stays.
func (b *bench) endure(p *printed, t *table.Table) error {
	stays := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	tenth := 0.0
	for i := range b.size.notices {
		if i == b.size.notices/10 {
			tenth = stays()
		}
		if _, err := (paper.Press{}).Make(p.job); err != nil {
			return err
		}
	}
	end := stays()
	t.Add(fmt.Sprintf("%d notices in a row", b.size.notices), fmt.Sprintf("%.1f MiB stay", end), fmt.Sprintf("%.1f MiB after a tenth", tenth), "–", "–", "–")
	t.AtMost("heap at the end ÷ after a tenth", heapGrowth, end/tenth)
	return nil
}
