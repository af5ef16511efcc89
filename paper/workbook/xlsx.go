package workbook

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"bianmin/hall"
	"bianmin/hall/register"
)

// maxDepth is deeper than any part of a spreadsheet nests.
const maxDepth = 64

// readXLSX takes the rows of the first visible sheet. The library is not used here: its row
// iterator ends quietly where the XML breaks, tells no style of a cell and so no date, and lays
// large sheets in the temporary folder.
func readXLSX(data []byte) ([]register.Row, error) {
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	b, err := openBook(a)
	if err != nil {
		return nil, err
	}
	s := &sheetReader{book: b, gather: &gather{}}
	if err := a.scan(b.sheet, s); err != nil {
		return nil, err
	}
	return s.gather.rows, nil
}

// visitor is told the elements of an XML part in order.
type visitor interface {
	begin(e xml.StartElement) error
	text(s string) error
	end(name string) error
}

// scan reads a part of the archive to its end, so that its checksum is compared too.
func (a *archive) scan(name string, v visitor) error {
	f, ok := a.parts[partName(name)]
	if !ok {
		return damaged(fmt.Errorf("part %q is missing", name))
	}
	return scanPart(f, v)
}

func scanPart(f *zip.File, v visitor) error {
	r, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	err = scanXML(r, v)
	if closeErr := r.Close(); err == nil && closeErr != nil {
		err = damaged(closeErr)
	}
	return err
}

func scanXML(r io.Reader, v visitor) error {
	decoder := xml.NewDecoder(bufio.NewReaderSize(r, 64<<10))
	depth := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return damaged(errors.New("elements nested too deep"))
			}
			err = v.begin(t)
		case xml.EndElement:
			depth--
			err = v.end(t.Name.Local)
		case xml.CharData:
			err = v.text(string(t))
		}
		if err != nil {
			return err
		}
	}
}

// attribute is the value of an attribute by its local name, or "".
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// book is what must be known before a sheet can be read.
type book struct {
	sheet    string // name of the part of the first visible sheet
	strings  []string
	formats  []numberLook
	from1904 bool
}

// openBook follows the relations from the root to the first visible sheet.
func openBook(a *archive) (*book, error) {
	root := &relations{}
	if err := a.scan("_rels/.rels", root); err != nil {
		return nil, err
	}
	main := root.ofType("officeDocument")
	if main == "" {
		return nil, damaged(errors.New("no workbook in the archive"))
	}
	list, links := &sheetList{}, &relations{base: path.Dir(main)}
	if err := errors.Join(a.scan(main, list), a.scan(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), links)); err != nil {
		return nil, err
	}
	b := &book{from1904: list.from1904}
	for _, id := range list.ids {
		if link, ok := links.byID[id]; ok && strings.HasSuffix(link.kind, "/worksheet") {
			b.sheet = link.target
			break
		}
	}
	if b.sheet == "" {
		return nil, hall.Refuse("这个文件里没有看得见的工作表", "用表格软件打开，取消隐藏，另存为 .xlsx 后再试")
	}
	words, styles := &stringTable{}, &styleTable{}
	if name := links.ofType("sharedStrings"); name != "" {
		if err := a.scan(name, words); err != nil {
			return nil, err
		}
	}
	if name := links.ofType("styles"); name != "" {
		if err := a.scan(name, styles); err != nil {
			return nil, err
		}
	}
	b.strings, b.formats = words.all, styles.looks()
	return b, nil
}

// link is where a relation of one part leads.
type link struct{ kind, target string }

// relations reads a .rels part.
type relations struct {
	base  string // folder the targets are relative to
	byID  map[string]link
	order []string
}

func (r *relations) begin(e xml.StartElement) error {
	if e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
		return nil
	}
	if len(r.order) >= maxArchivePart {
		return tooMuch()
	}
	target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", r.base, target)
	}
	if r.byID == nil {
		r.byID = map[string]link{}
	}
	id := attribute(e, "Id")
	r.byID[id] = link{kind: attribute(e, "Type"), target: strings.TrimPrefix(target, "/")}
	r.order = append(r.order, id)
	return nil
}

func (r *relations) text(string) error { return nil }
func (r *relations) end(string) error  { return nil }

// ofType is the target of the first relation of a type, given by the last word of its name.
func (r *relations) ofType(word string) string {
	for _, id := range r.order {
		if l := r.byID[id]; strings.HasSuffix(l.kind, "/"+word) {
			return l.target
		}
	}
	return ""
}

// sheetList reads the list of sheets of a workbook.
type sheetList struct {
	ids      []string // relations of the visible sheets, in the order of the tabs
	from1904 bool
}

func (l *sheetList) begin(e xml.StartElement) error {
	switch e.Name.Local {
	case "workbookPr":
		v := attribute(e, "date1904")
		l.from1904 = v == "1" || v == "true"
	case "sheet":
		if state := attribute(e, "state"); state == "" || state == "visible" {
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" && len(l.ids) < maxArchivePart {
					l.ids = append(l.ids, a.Value)
				}
			}
		}
	}
	return nil
}

func (l *sheetList) text(string) error { return nil }
func (l *sheetList) end(string) error  { return nil }
