package workday

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ParseJSON reads schedules in the shape
//
//	{"source": "…", "years": {"2026": {"off": ["2026-01-01"], "work": []}}}
//
// and returns them in ascending order of years, ready for New. source and work
// may be left out, and a byte order mark is skipped. It is strict and all or
// nothing: unknown or repeated keys, an empty years or off, anything that is
// not a date, text after the end, and all that New refuses give an *InputError
// naming place and cure.
func ParseJSON(data []byte) ([]Year, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) {
		return nil, inputErrorf("放假安排文件不是 UTF-8 编码，请另存为 UTF-8 后再导入")
	}
	p := parser{dec: json.NewDecoder(bytes.NewReader(data))}
	if err := p.file(); err != nil {
		return nil, err
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, inputErrorf("放假安排文件在结尾之后还有内容，请删去")
	}
	if len(p.years) == 0 {
		return nil, inputErrorf("放假安排文件里没有年份，请在 years 里填写，例如 \"2026\"")
	}
	slices.SortFunc(p.years, func(a, b Year) int { return a.Year - b.Year })
	for i := range p.years {
		p.years[i].Source = p.source
		if err := p.years[i].check(); err != nil {
			return nil, err
		}
	}
	return p.years, nil
}

// parser walks tokens instead of decoding into structs, because encoding/json
// silently keeps the last of two equal keys.
type parser struct {
	dec    *json.Decoder
	source string
	years  []Year
}

func (p *parser) file() error {
	return p.object("放假安排文件", func(key string) error {
		switch key {
		case "source":
			tok, err := p.token()
			if err != nil {
				return err
			}
			source, ok := tok.(string)
			if !ok {
				return inputErrorf("source 应是放假通知的名称，请加上引号")
			}
			p.source = source
			return nil
		case "years":
			return p.object("years ", p.year)
		}
		return inputErrorf("放假安排文件里有不认识的项目“%s”，只能有 source 和 years", clip(key))
	})
}

func (p *parser) year(key string) error {
	n, ok := digits(key)
	if !ok || len(key) != 4 {
		return inputErrorf("years 里的“%s”不是年份，应写成 \"2026\" 这样", clip(key))
	}
	y := Year{Year: n}
	err := p.object(key+" 年", func(name string) error {
		var err error
		switch name {
		case "off":
			y.Off, err = p.dates(key, name)
		case "work":
			y.Work, err = p.dates(key, name)
		default:
			err = inputErrorf("%s 年里有不认识的项目“%s”，只能有 off 和 work", key, clip(name))
		}
		return err
	})
	p.years = append(p.years, y)
	return err
}

func (p *parser) dates(year, name string) ([]Date, error) {
	tok, err := p.token()
	if err != nil {
		return nil, err
	}
	if tok != json.Delim('[') {
		return nil, inputErrorf("%s 年 %s 应是日期的列表，写成 [\"2026-01-31\"] 这样", year, name)
	}
	days := []Date{}
	for p.dec.More() {
		tok, err := p.token()
		if err != nil {
			return nil, err
		}
		text, ok := tok.(string)
		if !ok {
			return nil, inputErrorf("%s 年 %s 第 %d 项不是日期，应写成 \"2026-01-31\" 这样", year, name, len(days)+1)
		}
		d, ok := parse(text)
		if !ok {
			return nil, inputErrorf("%s 年 %s 第 %d 项 “%s” 不是日期，应写成 2026-01-31 这样",
				year, name, len(days)+1, clip(text))
		}
		days = append(days, d)
	}
	_, err = p.token()
	return days, err
}

// object reads one JSON object and calls field for each key, with the value
// still to be read.
func (p *parser) object(place string, field func(key string) error) error {
	tok, err := p.token()
	if err != nil {
		return err
	}
	if tok != json.Delim('{') {
		return inputErrorf("%s应是用 { } 括起来的内容", place)
	}
	seen := map[string]bool{}
	for p.dec.More() {
		tok, err := p.token()
		if err != nil {
			return err
		}
		key, ok := tok.(string)
		if !ok {
			return p.broken()
		}
		if seen[key] {
			return inputErrorf("%s里“%s”出现了两次，请删去一处", place, clip(key))
		}
		seen[key] = true
		if err := field(key); err != nil {
			return err
		}
	}
	_, err = p.token()
	return err
}

func (p *parser) token() (json.Token, error) {
	tok, err := p.dec.Token()
	if err != nil {
		return nil, p.broken()
	}
	return tok, nil
}

func (p *parser) broken() *InputError {
	return inputErrorf("放假安排文件不是完整的 JSON，大约在第 %d 个字节处出错，请核对括号、引号和逗号", p.dec.InputOffset()+1)
}

// clip makes a foreign value fit to stand in a sentence.
func clip(s string) string {
	const limit = 24
	runes := []rune(s)
	if len(runes) > limit {
		runes = append(runes[:limit], '…')
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, string(runes))
}
