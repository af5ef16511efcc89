package sheet_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"bianmin/paper/sheet"
)

// TestOffsetsAndLengthsHold reads the cross-reference table of a file whose ToUnicode was replaced.
func TestOffsetsAndLengthsHold(t *testing.T) {
	d := sheetOf(notice()...)
	d.AddPage(90, 54).Text(10, 10, sheet.Left, sheet.Span{Text: "便民𫖯", Face: sheet.SansBold})
	pdf, _ := write(t, d)
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF`).FindSubmatch(pdf)
	if start == nil {
		t.Fatal("no startxref")
	}
	at, _ := strconv.Atoi(string(start[1]))
	if !bytes.HasPrefix(pdf[at:], []byte("xref\n0 ")) {
		t.Fatalf("startxref points to %q", pdf[at:at+10])
	}
	entries := regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`).FindAllSubmatch(pdf[at:], -1)
	if len(entries) < 10 {
		t.Fatalf("%d objects", len(entries))
	}
	for i, e := range entries {
		off, _ := strconv.Atoi(string(e[1]))
		if want := fmt.Sprintf("%d 0 obj", i+1); !bytes.HasPrefix(pdf[off:], []byte(want)) {
			t.Errorf("%s is at %q", want, pdf[off:off+12])
		}
	}
	for _, m := range regexp.MustCompile(`/Length (\d+)[^>]*>>\s*stream\n`).FindAllSubmatchIndex(pdf, -1) {
		n, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
		if !bytes.HasPrefix(pdf[m[1]+n:], []byte("\nendstream")) {
			t.Errorf("a stream of %d bytes ends at %q", n, pdf[m[1]+n:m[1]+n+12])
		}
	}
	if bytes.Contains(pdf, []byte("Adobe-Identity-UCS")) {
		t.Error("gofpdf's own ToUnicode is still there")
	}
}

// TestRareNamesAreOrdinaryText has a character above U+FFFF in the CMap, so that it is searched and marked like others.
func TestRareNamesAreOrdinaryText(t *testing.T) {
	d := sheet.New(sheet.Options{})
	d.AddPage(90, 54).Text(10, 10, sheet.Left, sheet.Span{Text: "刘𫖯"})
	pdf, _ := write(t, d)
	if !bytes.Contains(pdf, []byte("<D86DDDAF>")) {
		t.Error("no surrogate pair of 𫖯 in the CMap")
	}
}
