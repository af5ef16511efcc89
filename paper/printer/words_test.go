package printer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bianmin/hall"
)

func TestEveryReasonIsReadable(t *testing.T) {
	table := reasons()
	lines := 0
	for _, line := range strings.Split(strings.TrimSpace(reasonLines), "\n") {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if lines != len(table) {
		t.Errorf("%d lines give %d reasons", lines, len(table))
	}
	for k, r := range table {
		if r.rank < rankHand || r.rank > rankMute || r.rank != rankMute && (r.say == "" || r.next == "") {
			t.Errorf("%s: %+v", k, r)
		}
		if word, _ := bare(k); word != k {
			t.Errorf("%s cannot be looked up: it reads as %s", k, word)
		}
	}
}

func TestSizesAreReadOutOfNames(t *testing.T) {
	for keyword, want := range map[string]struct {
		size  hall.PageSize
		label string
	}{
		"iso_a4_210x297mm":       {hall.PageSize{WidthMM: 210, HeightMM: 297}, "A4"},
		"iso_b5_176x250mm":       {hall.PageSize{WidthMM: 176, HeightMM: 250}, "B5"},
		"jis_b5_182x257mm":       {hall.PageSize{WidthMM: 182, HeightMM: 257}, "JIS B5"},
		"na_letter_8.5x11in":     {hall.PageSize{WidthMM: 215.9, HeightMM: 279.4}, "Letter"},
		"prc_32k_97x151mm":       {hall.PageSize{WidthMM: 97, HeightMM: 151}, "32开"},
		"om_card_54x86mm":        {hall.PageSize{WidthMM: 54, HeightMM: 86}, "54×86 毫米"},
		"custom_my-card_90x54mm": {hall.PageSize{WidthMM: 90, HeightMM: 54}, "90×54 毫米"},
	} {
		size, ok := named(keyword)
		if !ok || size != want.size || label(keyword, size) != want.label {
			t.Errorf("%s: %+v %v %q", keyword, size, ok, label(keyword, size))
		}
	}
	for _, keyword := range []string{"", "A4", "iso_a4", "iso_a4_210x297", "iso_a4_210mm", "x_y_0x10mm", "x_y_-1x10mm", "x_y_NaNx10mm", "x_y_1e9x10mm", "x_y_Infx1in"} {
		if size, ok := named(keyword); ok {
			t.Errorf("%q reads as %+v", keyword, size)
		}
	}
}

func TestTheSheetIsChosen(t *testing.T) {
	a4, a5 := hall.PageSize{WidthMM: 210, HeightMM: 297}, hall.PageSize{WidthMM: 148, HeightMM: 210}
	across := hall.PageSize{WidthMM: 297, HeightMM: 210}
	can := hall.PrinterAbility{
		Media: []hall.Media{
			{Name: "a4-manual", PageSize: a4}, {Name: "a4", PageSize: a4, Ready: true}, {Name: "a5", PageSize: a5}, {Name: "a5r", PageSize: hall.PageSize{WidthMM: 210, HeightMM: 148}},
		},
		Custom: &hall.MediaRange{Least: hall.PageSize{WidthMM: 50, HeightMM: 80}, Most: hall.PageSize{WidthMM: 120, HeightMM: 200}},
	}
	for name, c := range map[string]struct {
		want   hall.PageSize
		media  string
		turned bool
	}{
		"the one in the tray":        {a4, "a4", false},
		"across":                     {across, "a4", true},
		"upright before turned":      {hall.PageSize{WidthMM: 210, HeightMM: 148}, "a5r", false},
		"within a mm":                {hall.PageSize{WidthMM: 209.9, HeightMM: 297.4}, "a4", false},
		"cut to size":                {hall.PageSize{WidthMM: 54, HeightMM: 90}, "", false},
		"cut to size, the other way": {hall.PageSize{WidthMM: 90, HeightMM: 54}, "", true},
	} {
		got, err := choose(can, c.want)
		if err != nil || got.media.Name != c.media || got.turned != c.turned {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if _, err := choose(can, hall.PageSize{WidthMM: 420, HeightMM: 594}); hall.KindOf(err) != hall.Invalid {
		t.Errorf("A2: %v", err)
	}
}

// What is chosen is always a sheet the printer has, on which the page lies whole.
func TestTheChosenSheetHoldsThePage(t *testing.T) {
	length := rapid.Float64Range(1, 600)
	size := func(t *rapid.T, name string) hall.PageSize {
		return hall.PageSize{WidthMM: length.Draw(t, name+" width"), HeightMM: length.Draw(t, name+" height")}
	}
	rapid.Check(t, func(t *rapid.T) {
		can := hall.PrinterAbility{}
		for range rapid.IntRange(0, 4).Draw(t, "sheets") {
			can.Media = append(can.Media, hall.Media{Name: "m", PageSize: size(t, "sheet")})
		}
		if rapid.Bool().Draw(t, "custom") {
			can.Custom = &hall.MediaRange{Least: size(t, "least"), Most: size(t, "most")}
		}
		want := size(t, "page")
		if n := len(can.Media); n > 0 && rapid.Bool().Draw(t, "one it has") {
			want = can.Media[n-1].PageSize
		}
		got, err := choose(can, want)
		if err != nil {
			if _, turned := want.Fits(want); turned {
				t.Fatal("a size is not itself")
			}
			for _, m := range can.Media {
				if fits, _ := want.Fits(m.PageSize); fits {
					t.Fatalf("refused %v though it has %v", want, m.PageSize)
				}
			}
			return
		}
		lies := want
		if got.turned {
			lies = hall.PageSize{WidthMM: want.HeightMM, HeightMM: want.WidthMM}
		}
		if fits, turned := lies.Fits(got.media.PageSize); !fits || turned && !got.turned {
			t.Fatalf("%v lies on %v", lies, got.media.PageSize)
		}
	})
}

func TestALongTitleIsCutBetweenCharacters(t *testing.T) {
	long := short(strings.Repeat("凭证", 100))
	if len(long) > nameMost || !strings.HasPrefix(strings.Repeat("凭证", 100), long) || strings.ContainsRune(long, '\uFFFD') {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

func TestTheServiceOfAName(t *testing.T) {
	l := Limits{}.orUsual()
	for server, want := range map[string]string{
		"print.local":      "http://print.local:631",
		"10.0.0.5:8631":    "http://10.0.0.5:8631",
		"[::1]":            "http://[::1]:631",
		"host/version=1.1": "http://host:631",
		"/run/x.sock":      "http://localhost",
	} {
		if s := newCUPS(server, l); s.service != want {
			t.Errorf("%s: %s", server, s.service)
		}
	}
	direct := newDirect(l)
	for uri, want := range map[string]place{
		"ipp://10.0.0.9/ipp/print":      {"http://10.0.0.9:631/ipp/print", "ipp://10.0.0.9/ipp/print"},
		"ipps://p.local:443/ipp/print":  {"https://p.local:443/ipp/print", "ipps://p.local:443/ipp/print"},
		"http://10.0.0.9:631/ipp/print": {"http://10.0.0.9:631/ipp/print", "http://10.0.0.9:631/ipp/print"},
	} {
		if got, err := direct.at(uri); err != nil || got != want {
			t.Errorf("%s: %+v, %v", uri, got, err)
		}
	}
}
