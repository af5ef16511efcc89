package workbook

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/register"
)

// linesLookedAt is how far into a file the separator is guessed from.
const linesLookedAt = 50

// readCSV takes rows of separated fields. The standard library's reader skips empty lines and so
// loses the row numbers a person sees, and it refuses the stray quotes that registers are full of.
func readCSV(text string) ([]register.Row, error) {
	g := &gather{}
	r := fieldReader{text: text, separator: separatorOf(text)}
	for number := 1; r.text != ""; number++ {
		texts, closed := r.record()
		if !closed {
			return nil, hall.Refuse(fmt.Sprintf("%s的引号没有成对", place(number, len(texts))), "补上这一格的引号，或用表格软件打开，另存为 .xlsx 后再试")
		}
		if err := g.add(number, texts); err != nil {
			return nil, err
		}
	}
	return g.rows, nil
}

// separatorOf is the separator that occurs most in the first lines, quotes left out; a comma when
// there is none.
func separatorOf(text string) byte {
	counts := map[byte]int{}
	quoted, lines := false, 0
	for i := 0; i < len(text) && lines < linesLookedAt; i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			lines++
		case c == ',' || c == '\t' || c == ';':
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte("\t;") {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// fieldReader takes records off the front of a text.
type fieldReader struct {
	text      string
	separator byte
}

// record takes the next record. closed is false when a quote was never closed; the field it began
// in is then the last.
func (r *fieldReader) record() (texts []string, closed bool) {
	for {
		field, closed := r.field()
		texts = append(texts, field)
		if !closed {
			return texts, false
		}
		if r.text == "" || r.lineEnd() {
			return texts, true
		}
		r.text = r.text[1:] // the separator
		if r.text == "" {
			return append(texts, ""), true
		}
	}
}

// lineEnd takes \r\n, \n or a lone \r if that is next.
func (r *fieldReader) lineEnd() bool {
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if rest, ok := strings.CutPrefix(r.text, end); ok {
			r.text = rest
			return true
		}
	}
	return false
}

// field takes a field up to the separator or line end. A quoted one may hold both, and two quotes
// for one; what follows its closing quote is kept as it stands.
func (r *fieldReader) field() (field string, closed bool) {
	if !strings.HasPrefix(r.text, `"`) {
		return r.plain(), true
	}
	var b strings.Builder
	rest := r.text[1:]
	for {
		before, after, found := strings.Cut(rest, `"`)
		b.WriteString(before)
		if !found {
			r.text = ""
			return b.String(), false
		}
		if !strings.HasPrefix(after, `"`) {
			r.text = after
			b.WriteString(r.plain())
			return strings.ReplaceAll(b.String(), "\r\n", "\n"), true
		}
		b.WriteByte('"')
		rest = after[1:]
	}
}

func (r *fieldReader) plain() string {
	end := strings.IndexAny(r.text, string([]byte{r.separator, '\r', '\n'}))
	if end < 0 {
		end = len(r.text)
	}
	field := r.text[:end]
	r.text = r.text[end:]
	return field
}
