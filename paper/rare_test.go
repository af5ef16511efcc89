package paper_test

import (
	"slices"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/paper"
	"bianmin/paper/rarefont"
)

// A name no built-in face has is drawn where the hall has a font for it, on every paper and in
// the picture of it, and comes back from the file; a private-use character stays a box.
func TestRareNamesAreDrawnFromAFont(t *testing.T) {
	notShort(t)
	const name, alone = "欧阳\U0002A6D6\U0002EBF0·彭", "王\uE123"
	press := paper.Press{Rare: rarefont.New("rarefont/testdata")}
	for kind, job := range jobs(t, name) {
		bare, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		named := job.Kind.Of() != hall.OfMatter && job.Kind.Of() != hall.OfHall && !nameless(kind)
		if named && !slices.Equal(bare.Missing, []rune{0x2A6D6, 0x2EBF0}) {
			t.Errorf("%s without a font misses %U", kind, bare.Missing)
		}
		made, err := press.Make(job)
		if err != nil || len(made.Missing) > 0 {
			t.Errorf("%s: missing %U, %v", kind, made.Missing, err)
		}
		if named && !strings.Contains(textOf(t, made.PDF), name) {
			t.Errorf("%s does not give the name back", kind)
		}
	}
	made, err := press.Make(jobs(t, alone)["slip"])
	if err != nil || !slices.Equal(made.Missing, []rune{0xE123}) {
		t.Errorf("missing %U, %v", made.Missing, err)
	}
}

// The picture has the same shapes as the paper.
func TestThePictureOfARareName(t *testing.T) {
	const dpi = 96
	press := paper.Press{Rare: rarefont.New("rarefont/testdata")}
	job := jobs(t, "\U0002A6D6\U0002EBF0")["deskplate"]
	made, err := press.Make(job)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := press.Show(job, 1, dpi)
	if err != nil || len(shown.Missing) > 0 {
		t.Fatalf("missing %U, %v", shown.Missing, err)
	}
	if mean, worst := apart(shown.Image, rendered(t, made.PDF, dpi)[0]); mean > mostMean || worst > mostBox {
		t.Errorf("%.2f %% apart, worst place %.0f %%", 100*mean, 100*worst)
	}
	boxes, err := paper.Press{}.Show(job, 1, dpi)
	if err != nil {
		t.Fatal(err)
	}
	if _, worst := apart(shown.Image, boxes.Image); worst <= mostBox {
		t.Error("with and without the font the plate is the same")
	}
}
