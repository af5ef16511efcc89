package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"time"

	"bianmin/assets/fonts"
	"bianmin/bench/browser"
	"bianmin/bench/table"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/paper"
)

const (
	paperGoal = 50 // times faster than a warm browser
	coldGoal  = 10 // times faster than a browser started for the paper
)

//go:embed papers.html
var papersHTML string

// printed is a paper under measurement and what was measured of it, in milliseconds.
type printed struct {
	name   string
	job    hall.PaperJob
	html   string // file
	pages  int
	ours   []float64 // medians of the rounds
	loaded []float64 // the browser: load and print
	only   []float64 // the browser: print what is loaded
}

// withPapers opens a hall of its own in a scratch directory, with the papers under measurement.
func (b *bench) withPapers(ctx context.Context, name string, measure func(dir string, d *device, list []*printed) error) (err error) {
	dir, err := b.scratch(name)
	if err != nil {
		return err
	}
	defer func() { err = dropAll(err, dir) }()
	d, err := b.open(ctx, filepath.Join(dir, "hall"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	list, err := jobs(ctx, d, &saver{records: b.records})
	if err != nil {
		return err
	}
	return measure(dir, d, list)
}

// papers measures a warm press beside a warm headless browser that prints equal HTML.
func papers(ctx context.Context, b *bench) (t table.Table, err error) {
	err = b.withPapers(ctx, "papers", func(dir string, d *device, list []*printed) (err error) {
		peer, why := startBrowser(ctx, dir, list)
		if peer != nil {
			defer func() { err = errors.Join(err, peer.Close()) }()
		}
		for i := range b.size.printRounds + 1 {
			for _, p := range list {
				if err := p.round(peer, b.size.prints, i > 0); err != nil { // round 0 warms up
					return fmt.Errorf("print %s: %w", p.name, err)
				}
			}
		}
		t = papersTable(list, peer != nil, why)
		if peer == nil {
			return nil
		}
		return b.cold(ctx, dir, d, list[0], &t)
	})
	return t, err
}

// jobs are a notice, the longest guide of the catalogue and ten cards.
func jobs(ctx context.Context, d *device, s *saver) ([]*printed, error) {
	session, err := d.Desk.SignIn(ctx, "liu")
	if err != nil {
		return nil, err
	}
	if s.matters, err = acceptable(ctx, session); err != nil {
		return nil, err
	}
	in := s.next()
	in.Action, in.Reason, in.Materials = desk.ActionNotice, "申请表没有签名，缺家庭经济状况核对授权书", nil
	taken, err := session.Intake(ctx, in)
	if err != nil {
		return nil, err
	}
	matters, err := session.Matters(ctx)
	if err != nil {
		return nil, err
	}
	people, err := session.Staff(ctx)
	if err != nil {
		return nil, err
	}
	base := hall.PaperJob{Office: session.Office(), Printed: session.Now(), Handler: "刘巧云"}
	notice, guide, cards := base, base, base
	notice.Kind, notice.Case = hall.PaperNotice, taken.Case
	guide.Kind = hall.PaperGuide
	cards.Kind, cards.Staff, cards.Matters = hall.PaperCards, people[len(people)-1], matters
	longest := 0
	for i := range matters {
		job := guide
		job.Matter = &matters[i]
		made, err := paper.Press{}.Make(job)
		if err != nil {
			return nil, err
		}
		if size := 1000*made.Pages + len(matters[i].Intake.Materials); size > longest {
			longest, guide.Matter = size, &matters[i]
		}
	}
	return []*printed{{name: "notice", job: notice}, {name: "guide", job: guide}, {name: "cards", job: cards}}, nil
}

// startBrowser writes the HTML and starts the browser. Without one it says why.
func startBrowser(ctx context.Context, dir string, list []*printed) (*browser.Browser, string) {
	program, err := browser.Find()
	if err != nil {
		return nil, err.Error()
	}
	if err := writeHTML(dir, list); err != nil {
		return nil, err.Error()
	}
	peer, err := browser.Start(ctx, program, filepath.Join(dir, "profile"))
	if err != nil {
		return nil, err.Error()
	}
	return peer, ""
}

// writeHTML sets the same text in the same faces for the browser. It leaves the QR codes out, which spares
// the browser work.
func writeHTML(dir string, list []*printed) error {
	faces := map[string][]byte{
		"NotoSerifSC-Regular.ttf": fonts.SerifRegular(), "NotoSerifSC-Bold.ttf": fonts.SerifBold(),
		"NotoSansSC-Regular.ttf": fonts.SansRegular(), "NotoSansSC-Bold.ttf": fonts.SansBold(),
	}
	for name, face := range faces {
		if err := os.WriteFile(filepath.Join(dir, name), face, 0o600); err != nil {
			return err
		}
	}
	pages, err := template.New("papers").Parse(papersHTML)
	if err != nil {
		return fmt.Errorf("read the HTML: %w", err)
	}
	for _, p := range list {
		p.html = filepath.Join(dir, p.name+".html")
		f, err := os.Create(p.html)
		if err != nil {
			return err
		}
		err = pages.ExecuteTemplate(f, p.name, struct {
			hall.PaperJob
			Ten [10]struct{}
		}{PaperJob: p.job})
		if err := errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("write the HTML: %w", err)
		}
	}
	return nil
}

// round prints n times with each in turn and keeps the medians.
func (p *printed) round(peer *browser.Browser, n int, keep bool) error {
	var ours, loaded, only []float64
	for range n {
		began := time.Now()
		made, err := paper.Press{}.Make(p.job)
		ours = append(ours, table.Millis(time.Since(began)))
		if err != nil {
			return err
		}
		p.pages = made.Pages
		if peer == nil {
			continue
		}
		began = time.Now()
		if err := peer.Load(p.html); err != nil {
			return err
		}
		middle := time.Now()
		pdf, err := peer.Print()
		if err != nil {
			return err
		}
		if len(pdf) < 1000 || string(pdf[:5]) != "%PDF-" {
			return errors.New("the browser printed no PDF")
		}
		loaded, only = append(loaded, table.Millis(time.Since(began))), append(only, table.Millis(time.Since(middle)))
	}
	if keep {
		p.ours = append(p.ours, table.Median(ours))
		p.loaded, p.only = append(p.loaded, table.Median(loaded)), append(p.only, table.Median(only))
	}
	return nil
}

func papersTable(list []*printed, compared bool, why string) table.Table {
	t := table.Table{Title: "papers to PDF, warm", Head: []string{"paper", "pages", "ours", "of the rounds", "browser, load and print", "browser, print only", "ratio", "ratio, print only"}}
	for _, p := range list {
		ours := table.Median(p.ours)
		if !compared {
			t.Add(p.name, fmt.Sprint(p.pages), table.MS(ours), table.Span(p.ours, table.MS), "–", "–", "–", "–")
			continue
		}
		whole, only := table.Median(table.Ratios(p.loaded, p.ours)), table.Median(table.Ratios(p.only, p.ours))
		t.Add(p.name, fmt.Sprint(p.pages), table.MS(ours), table.Span(p.ours, table.MS),
			table.MS(table.Median(p.loaded)), table.MS(table.Median(p.only)), table.Times(whole), table.Times(only))
		t.AtLeast(p.name+": browser ÷ ours", paperGoal, whole)
	}
	if !compared {
		t.Goals = append(t.Goals, table.Goal{Text: fmt.Sprintf("browser ÷ ours ≥ %d×", paperGoal), Got: why, Open: true})
		return t
	}
	t.Note("Ours is paper.Press.Make from data in memory to the bytes of the PDF. The browser stays running with one page open; it " +
		"loads a local file with the same text in the same faces, without the QR codes, and prints it. The ratio of printing alone " +
		"leaves reading, parsing and the first layout out, which ours does not.")
	t.Note("The guide is the longest of the sample catalogue, with %d materials; none in it has four pages.", len(list[1].job.Matter.Intake.Materials))
	return t
}

// cold measures both programs started for one paper: bianminctl on the hall, and the browser on the file.
func (b *bench) cold(ctx context.Context, dir string, d *device, p *printed, t *table.Table) error {
	program, err := browser.Find()
	if err != nil {
		return err
	}
	var ours, peer []float64
	for i := range max(b.size.printRounds, 3) {
		began := time.Now()
		_, err := output(ctx, b.program("bianminctl"), "--data", d.DB.Dir(), "print", "notice", "--case", string(p.job.Case.No),
			"--out", filepath.Join(dir, fmt.Sprintf("ours%d.pdf", i)))
		if err != nil {
			return err
		}
		ours = append(ours, table.Millis(time.Since(began)))
		began = time.Now()
		args := append(browser.Flags(filepath.Join(dir, "cold")), "--print-to-pdf="+filepath.Join(dir, fmt.Sprintf("peer%d.pdf", i)), p.html)
		if _, err := output(ctx, program, args...); err != nil {
			return err
		}
		peer = append(peer, table.Millis(time.Since(began)))
	}
	ratio := table.Median(table.Ratios(peer, ours))
	t.Add("notice, cold", fmt.Sprint(p.pages), table.MS(table.Median(ours)), table.Span(ours, table.MS), table.MS(table.Median(peer)), "–", table.Times(ratio), "–")
	t.AtLeast("notice, cold: browser ÷ ours", coldGoal, ratio)
	t.Note("Cold is a program started for one paper, %d times: bianminctl opens a hall of %d cases and prints; the browser starts, loads and prints.",
		len(ours), len(b.records))
	return nil
}
