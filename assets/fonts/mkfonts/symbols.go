package main

// blocks are the ranges taken whole where the source has them.
var blocks = [][2]rune{
	{0x20, 0x7E},       // ASCII
	{0xA0, 0xFF},       // Latin-1
	{0x100, 0x17F},     // Latin Extended-A
	{0x1CD, 0x1DC},     // pinyin letters with tone
	{0x1F8, 0x1F9},     // ǹ
	{0x251, 0x251},     // ɑ
	{0x261, 0x261},     // ɡ
	{0x2B0, 0x2FF},     // ˇ ˉ ˊ ˋ ˙
	{0x300, 0x36F},     // the few combining marks
	{0x391, 0x3C9},     // Greek
	{0x401, 0x451},     // Cyrillic
	{0x1E3E, 0x1E3F},   // ḿ
	{0x2000, 0x206F},   // dashes, quotes, ellipsis, ‰ ※
	{0x2070, 0x209F},   // superscripts and subscripts
	{0x20A0, 0x20BF},   // currency
	{0x2100, 0x214F},   // ℃ № ℡
	{0x2150, 0x218F},   // fractions, Roman numerals
	{0x2190, 0x21FF},   // arrows
	{0x2200, 0x22FF},   // mathematics
	{0x2300, 0x23FF},   // ⏎ and other technical signs
	{0x2460, 0x24FF},   // circled numbers
	{0x2500, 0x257F},   // box drawing
	{0x2580, 0x259F},   // block elements
	{0x25A0, 0x25FF},   // geometric shapes
	{0x2600, 0x266F},   // ★ ☎ ♀ ♂
	{0x2700, 0x27BF},   // ✓ ❶
	{0x2E80, 0x2EFF},   // radicals
	{0x2F00, 0x2FD5},   // Kangxi radicals, which scanners and copied text bring
	{0x2FF0, 0x2FFB},   // ideographic description
	{0x3000, 0x303F},   // CJK punctuation
	{0x3105, 0x312F},   // bopomofo
	{0x31A0, 0x31BF},   // bopomofo
	{0x3220, 0x32FF},   // ㈠ ㊀ ㉑
	{0x3300, 0x33FF},   // ㎡ ㎏
	{0xFE10, 0xFE19},   // vertical forms
	{0xFE30, 0xFE4F},   // compatibility forms
	{0xFF00, 0xFFEF},   // full-width forms
	{0x1F100, 0x1F10A}, // ⒈ with comma
}

// names are characters outside both lists that names of people and places
// still use and the sources have.
const names = "㑇㵐䢺㼆訢鿔𡌴𣲗𤩽𨱏𪣻𫍯𫓧𫞩𫟹𬀩𬘭𬱖𬺰𰻝𱍐〇"

// stroke is a part of a drawn sign: a character of the source, scaled, with
// the middle of its ink at (x, y) in thousandths of an em.
type stroke struct {
	from  rune
	scale float64
	x, y  float64
}

// drawn says of what a sign is made when the source lacks it.
var drawn = map[rune][]stroke{
	'☐': {{'□', 0.84, 500, 380}},
	'☑': {{'□', 0.84, 500, 380}, {'✓', 0.72, 520, 400}},
	'☒': {{'□', 0.84, 500, 380}, {'×', 0.84, 500, 380}},
	'✔': {{'✓', 1, 500, 380}},
	'✗': {{'×', 1, 500, 380}},
	'✘': {{'×', 1, 500, 380}},
}

func addSymbols(want map[rune]bool) {
	for _, b := range blocks {
		for r := b[0]; r <= b[1]; r++ {
			want[r] = true
		}
	}
	for _, r := range names {
		want[r] = true
	}
}
