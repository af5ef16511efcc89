package sheet

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"bianmin/paper/sheet/ttf"
)

// fontFamily is the name under which gofpdf knows the document's font.
const fontFamily = "sheet"

// blank is the code of an empty glyph one em wide; it stands under drawn
// shapes so that their text can be extracted.
const blank = 1

// codeStep leaves gaps between codes: gofpdf takes quadratic time for a run of
// neighbours of one width.
const codeStep = 2

// codeOf is the code of the i-th sign of a document.
func codeOf(i int) rune { return rune(blank + codeStep*(i+1)) }

// sign is a character in the look of a face.
type sign struct {
	face Face
	r    rune
}

// docFont is the one font of a document. It holds the signs in use of all
// faces, because gofpdf does much the same heavy work for every font.
type docFont struct {
	signs []sign // the i-th has codeOf(i)
	codes map[sign]rune
}

// fontOf collects the signs of the pages in a fixed order.
func fontOf(pages []*Page) docFont {
	f := docFont{codes: map[sign]rune{}}
	for _, page := range pages {
		for _, t := range texts(page) {
			for _, c := range clusters(t.Text, t.Face) {
				if c.how == byFont {
					f.codes[sign{c.face, c.base}] = 0
				}
			}
		}
	}
	for s := range f.codes {
		f.signs = append(f.signs, s)
	}
	slices.SortFunc(f.signs, func(a, b sign) int {
		return cmp.Or(cmp.Compare(a.face, b.face), cmp.Compare(a.r, b.r))
	})
	for i, s := range f.signs {
		f.codes[s] = codeOf(i)
	}
	return f
}

// embed gives gofpdf the tiny font, made for this document alone: gofpdf
// writes into the bytes it is given.
func (p *pdfWriter) embed(pages []*Page) error {
	p.font = fontOf(pages)
	if codeOf(len(p.font.signs)) >= 0xD800 {
		return errors.New("sheet: too many different characters for one font")
	}
	pieces := make([]ttf.Piece, 0, faceCount)
	for face := range faceCount {
		piece := ttf.Piece{Face: face.font(), Codes: map[rune]ttf.GlyphID{}}
		if face == Serif {
			piece.Codes[blank] = face.font().Glyph('\u3000')
		}
		for i, s := range p.font.signs {
			if s.face == face {
				piece.Codes[codeOf(i)] = piece.Face.Glyph(s.r)
			}
		}
		if len(piece.Codes) > 0 {
			pieces = append(pieces, piece)
		}
	}
	font, err := ttf.Merge(pieces...)
	if err != nil {
		return fmt.Errorf("sheet: cut the font: %w", err)
	}
	p.pdf.AddUTF8FontFromBytes(fontFamily, "", font)
	return p.pdf.Error()
}

// encode turns text of a face into codes.
func (f docFont) encode(face Face, text string) string {
	return strings.Map(func(r rune) rune { return f.codes[sign{face, r}] }, text)
}

// toUnicode is the CMap by which readers get from codes to text.
func (f docFont) toUnicode() string {
	const block = 100 // entries in one block, by the specification
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo\n<</Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /Sheet-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	at := 0
	for part := range slices.Chunk(f.signs, block) {
		fmt.Fprintf(&out, "%d beginbfchar\n", len(part))
		for _, s := range part {
			fmt.Fprintf(&out, "<%04X> <", codeOf(at))
			for _, u := range utf16.Encode([]rune{s.r}) {
				fmt.Fprintf(&out, "%04X", u)
			}
			out.WriteString(">\n")
			at++
		}
		out.WriteString("endbfchar\n")
	}
	out.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return out.String()
}

// errWriter reports a file that is not built as gofpdf v1.16.2 builds it.
var errWriter = errors.New("sheet: the PDF writer made another kind of file than expected")

// withToUnicode puts cmap in the place of gofpdf's own, which says that codes
// are Unicode, and moves the offsets of the objects behind it.
func withToUnicode(file []byte, cmap string) ([]byte, error) {
	head, foot := []byte("<</Length "), []byte("\nendstream")
	mark := bytes.Index(file, []byte("/CMapName /Adobe-Identity-UCS def"))
	if mark < 0 {
		return nil, errWriter
	}
	from, size := bytes.LastIndex(file[:mark], head), bytes.Index(file[mark:], foot)
	table := bytes.LastIndex(file, []byte("\nxref\n0 ")) + 1
	if from < 0 || size < 0 || table < mark {
		return nil, errWriter
	}
	stream := fmt.Sprintf("%s%d>>\nstream\n%s", head, len(cmap), cmap)
	moved := len(stream) - (mark + size - from)
	out := make([]byte, 0, len(file)+len(stream))
	out = append(append(append(out, file[:from]...), stream...), file[mark+size:table]...)
	start := len(out)
	for line := range bytes.Lines(file[table:]) {
		text := string(line)
		at, err := strconv.Atoi(text[:min(10, len(text)-1)])
		switch {
		case len(text) == 20 && err == nil && text[17] == 'n':
			if at > from {
				at += moved
			}
			text = fmt.Sprintf("%010d%s", at, text[10:])
		case err == nil && at == table:
			text = fmt.Sprintf("%d\n", start)
		}
		out = append(out, text...)
	}
	return out, nil
}
