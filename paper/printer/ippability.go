package printer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// stateAttributes are what a list of printers shows.
func stateAttributes() []string {
	return []string{
		"printer-name", "printer-info", "printer-location", "printer-make-and-model",
		"printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "queued-job-count",
	}
}

// abilityAttributes are what a paper is fitted to.
func abilityAttributes() []string {
	return append(
		stateAttributes(), "media-supported", "media-ready", "media-size-supported", "copies-supported", "color-supported",
		"printer-resolution-supported", "document-format-supported", "operations-supported", "print-scaling-supported", "sides-supported",
		"pwg-raster-document-type-supported", "pwg-raster-document-resolution-supported",
	)
}

// Printers lists the queues of the print service. A service without one says not-found.
func (s *ippSystem) Printers(ctx context.Context) ([]hall.Printer, error) {
	answer, err := s.ask(ctx, s.root(), asking(request(goipp.OpCupsGetPrinters, s.root()), stateAttributes()...))
	if hall.KindOf(err) == hall.NotFound && answer != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	usual, err := s.usual(ctx)
	if err != nil {
		return nil, err
	}
	var out []hall.Printer
	for _, g := range groups(answer, goipp.TagPrinterGroup) {
		p := readPrinter(g, g.word("printer-name"))
		p.Default = p.Name != "" && p.Name == usual
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b hall.Printer) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// usual is the name of the default queue; "" when there is none.
func (s *ippSystem) usual(ctx context.Context) (string, error) {
	answer, err := s.ask(ctx, s.root(), asking(request(goipp.OpCupsGetDefault, s.root()), "printer-name"))
	if hall.KindOf(err) == hall.NotFound && answer != nil {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return group(answer, goipp.TagPrinterGroup).word("printer-name"), nil
}

// Ability reads what a printer can do.
func (s *ippSystem) Ability(ctx context.Context, name string) (hall.PrinterAbility, error) {
	to, err := s.at(name)
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	a, err := s.describe(ctx, to)
	if err != nil {
		return hall.PrinterAbility{}, err
	}
	can := readAbility(a, name)
	if s.service != "" {
		usual, err := s.usual(ctx)
		if err != nil {
			return hall.PrinterAbility{}, err
		}
		can.Default = usual == name
	}
	return can, nil
}

func (s *ippSystem) describe(ctx context.Context, to place) (attrs, error) {
	answer, err := s.ask(ctx, to, asking(request(goipp.OpGetPrinterAttributes, to), abilityAttributes()...))
	if err != nil {
		return nil, err
	}
	a := group(answer, goipp.TagPrinterGroup)
	if a == nil {
		return nil, &hall.Error{Kind: hall.Unreachable, Say: "打印机没有说它能做什么", Next: "请核对地址，再试一次", Err: errors.New("no printer attributes")}
	}
	return a, nil
}

func readAbility(a attrs, name string) hall.PrinterAbility {
	can := hall.PrinterAbility{
		Printer: readPrinter(a, name), CopiesMost: max(1, slices.Max(append(a.numbers("copies-supported"), 1))),
		Colour: a.yes("color-supported", false), DPI: a.dpis("printer-resolution-supported"), Formats: a.words("document-format-supported"),
	}
	can.PDF = slices.Contains(can.Formats, formatPDF)
	ready := a.words("media-ready")
	least, most := hall.PageSize{}, hall.PageSize{}
	for _, word := range a.words("media-supported") {
		size, ok := named(word)
		switch {
		case !ok:
		case strings.HasPrefix(word, "custom_min_"):
			least = size
		case strings.HasPrefix(word, "custom_max_"):
			most = size
		default:
			can.Media = append(can.Media, hall.Media{Name: word, Label: label(word, size), PageSize: size, Ready: slices.Contains(ready, word)})
		}
	}
	if least.WidthMM > 0 && most.WidthMM > 0 {
		can.Custom = &hall.MediaRange{Least: least, Most: most}
	}
	for _, c := range a.collections("media-size-supported") {
		addSize(&can, c)
	}
	slices.SortStableFunc(can.Media, func(a, b hall.Media) int { // what lies in a tray comes first
		return cmp.Compare(trayFirst(a.Ready), trayFirst(b.Ready))
	})
	return can
}

func trayFirst(ready bool) int {
	if ready {
		return 0
	}
	return 1
}

// addSize adds a sheet, or a range of sheets, that has no name of its own.
func addSize(can *hall.PrinterAbility, c attrs) {
	w1, w2 := c.span("x-dimension")
	h1, h2 := c.span("y-dimension")
	least, most := hall.PageSize{WidthMM: float64(w1) / 100, HeightMM: float64(h1) / 100}, hall.PageSize{WidthMM: float64(w2) / 100, HeightMM: float64(h2) / 100}
	if !sane(most.WidthMM) || !sane(most.HeightMM) {
		return
	}
	if least != most {
		if can.Custom == nil {
			can.Custom = &hall.MediaRange{Least: least, Most: most}
		}
		return
	}
	known := slices.ContainsFunc(can.Media, func(m hall.Media) bool {
		fits, turned := most.Fits(m.PageSize)
		return fits && !turned
	})
	if !known {
		can.Media = append(can.Media, hall.Media{Label: label("", most), PageSize: most})
	}
}
