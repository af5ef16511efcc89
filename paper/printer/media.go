package printer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"bianmin/hall"
)

// mmPerInch is the length of an inch.
const mmPerInch = 25.4

// named reads a sheet's size out of its self-describing name: iso_a4_210x297mm,
// na_letter_8.5x11in. Source: PWG 5101.1.
func named(keyword string) (hall.PageSize, bool) {
	at := strings.LastIndexByte(keyword, '_')
	if at < 0 {
		return hall.PageSize{}, false
	}
	dims, unit := keyword[at+1:], 0.0
	switch {
	case strings.HasSuffix(dims, "mm"):
		dims, unit = strings.TrimSuffix(dims, "mm"), 1
	case strings.HasSuffix(dims, "in"):
		dims, unit = strings.TrimSuffix(dims, "in"), mmPerInch
	default:
		return hall.PageSize{}, false
	}
	w, h, ok := strings.Cut(dims, "x")
	width, err1 := strconv.ParseFloat(w, 64)
	height, err2 := strconv.ParseFloat(h, 64)
	if !ok || err1 != nil || err2 != nil || !sane(width*unit) || !sane(height*unit) {
		return hall.PageSize{}, false
	}
	return hall.PageSize{WidthMM: hundredth(width * unit), HeightMM: hundredth(height * unit)}, true
}

// sane is a length a sheet can have: up to 10 m of roll.
func sane(mm float64) bool { return mm > 0 && mm <= 10_000 }

// label is what the hall calls a sheet.
func label(keyword string, size hall.PageSize) string {
	part := strings.Split(keyword, "_")
	if len(part) < 2 {
		part = []string{"", ""}
	}
	class, name := part[0], part[1]
	switch {
	case class == "iso" && len(name) <= 3 && strings.Trim(name[1:], "0123456789") == "":
		return strings.ToUpper(name)
	case class == "jis":
		return "JIS " + strings.ToUpper(name)
	case (class == "prc" || class == "roc" || class == "om") && strings.HasSuffix(name, "k"):
		return strings.TrimSuffix(name, "k") + "开"
	case class == "na" && name == "letter":
		return "Letter"
	case class == "na" && name == "legal":
		return "Legal"
	}
	for _, usual := range usualSheets() {
		if fits, turned := size.Fits(usual.PageSize); fits && !turned {
			return usual.Label
		}
	}
	return size.Han()
}

// usualSheets are those every hall knows by name, whatever a printer calls them.
func usualSheets() []hall.Media {
	return []hall.Media{
		{Label: "A3", PageSize: hall.PageSize{WidthMM: 297, HeightMM: 420}},
		{Label: "A4", PageSize: hall.PageSize{WidthMM: 210, HeightMM: 297}},
		{Label: "A5", PageSize: hall.PageSize{WidthMM: 148, HeightMM: 210}},
		{Label: "A6", PageSize: hall.PageSize{WidthMM: 105, HeightMM: 148}},
	}
}

// choice is the sheet for a page: one a printer names, or one cut to size.
type choice struct {
	media  hall.Media // its Name is empty for a sheet cut to size
	turned bool       // the page lies across the sheet
}

// choose finds the sheet for a page: one in a tray before one that is not, upright before
// turned, named before cut to size. It is Invalid with a *hall.WrongSize when there is none.
func choose(can hall.PrinterAbility, want hall.PageSize) (choice, error) {
	best, score := choice{}, -1
	for _, m := range can.Media {
		fits, turned := want.Fits(m.PageSize)
		if !fits {
			continue
		}
		s := 1
		if m.Ready {
			s += 2
		}
		if !turned {
			s++
		}
		if s > score {
			best, score = choice{media: m, turned: turned}, s
		}
	}
	if score >= 0 {
		return best, nil
	}
	if c := can.Custom; c != nil {
		if c.Holds(want) {
			return choice{media: hall.Media{PageSize: want}}, nil
		}
		if across := (hall.PageSize{WidthMM: want.HeightMM, HeightMM: want.WidthMM}); c.Holds(across) {
			return choice{media: hall.Media{PageSize: across}, turned: true}, nil
		}
	}
	return choice{}, wrongSize(can, want)
}

// wrongSize says which sheets there are instead.
func wrongSize(can hall.PrinterAbility, want hall.PageSize) error {
	const most = 8
	var has []string
	for _, m := range can.Media {
		word := m.Label
		if word != m.PageSize.Han() {
			word += "（" + m.PageSize.Han() + "）"
		}
		has = append(has, word)
	}
	if len(has) > most {
		has = append(has[:most], fmt.Sprintf("等 %d 种", len(can.Media)))
	}
	next := "这台打印机没有说有哪些纸，请换一台"
	if len(has) > 0 {
		next = "它有：" + strings.Join(has, "、") + "。请换一种排法，或换一台打印机"
	}
	return &hall.Error{
		Kind: hall.Invalid, Say: "打印机不收这种大小的纸：" + want.Han(), Next: next,
		Err: &hall.WrongSize{Want: want, Has: can.Media},
	}
}

// hundredth rounds a length in mm as finely as IPP counts.
func hundredth(mm float64) float64 { return math.Round(mm*100) / 100 }

// hundredths is a length as IPP counts it: hundredths of a mm.
func hundredths(mm float64) int { return int(math.Round(mm * 100)) }
