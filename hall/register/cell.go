package register

import (
	"math"
	"strconv"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// Kind says what a cell holds, and so how it is shown and whether it can be summed.
type Kind uint8

// The kinds of cells. The zero value is a cell with nothing in it.
const (
	KindBlank   Kind = iota // nothing
	KindText                // words, and every number that names something: case numbers, IDs, phones
	KindInteger             // a count
	KindDecimal             // a measured number, two places shown
	KindPercent             // a share, 0.953 is 95.3%
	KindDate                // a day
	KindInstant             // a moment, shown in Beijing time to the minute
	KindFen                 // money, kept in fen and shown in yuan
)

// Cell is one value of a register. The zero value is blank; make others with the function
// named after their kind. A cell is immutable.
type Cell struct {
	kind Kind
	text string
	bits int64 // integer, fen, unix day, unix second, or the bits of a float64
}

// Blank is a cell with nothing in it.
func Blank() Cell { return Cell{} }

// Text holds words. Case numbers, IDs and phones are text: as numbers a spreadsheet would
// round them. An empty string is a blank.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: KindText, text: s}
}

// Integer holds a count.
func Integer(n int) Cell { return Cell{kind: KindInteger, bits: int64(n)} }

// Decimal holds a number with a fraction. A value that is no number (NaN, infinity) is a blank:
// an average of nothing is unknown, not zero.
func Decimal(v float64) Cell { return float(KindDecimal, v) }

// Percent holds a share, 1 being the whole. What Decimal says of NaN holds here too.
func Percent(v float64) Cell { return float(KindPercent, v) }

// Date holds a day; the zero date is a blank.
func Date(d hall.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: KindDate, bits: int64(d.Sub(epoch()))}
}

// Instant holds a moment; the zero time is a blank.
func Instant(t time.Time) Cell {
	if t.IsZero() {
		return Cell{}
	}
	return Cell{kind: KindInstant, bits: t.Unix()}
}

// Fen holds money in fen.
func Fen(fen int64) Cell { return Cell{kind: KindFen, bits: fen} }

func float(kind Kind, v float64) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Cell{}
	}
	return Cell{kind: kind, bits: int64(math.Float64bits(v))}
}

func epoch() hall.Date { return workday.DateOf(1970, time.January, 1) }

// Kind is what the cell holds.
func (c Cell) Kind() Kind { return c.kind }

// IsBlank says whether there is nothing in the cell.
func (c Cell) IsBlank() bool { return c.kind == KindBlank }

// Whole is the value of an integer cell, or the fen of a money cell; 0 for other kinds.
func (c Cell) Whole() int64 {
	if c.kind == KindInteger || c.kind == KindFen {
		return c.bits
	}
	return 0
}

// Float is the value of a decimal or percent cell; 0 for other kinds.
func (c Cell) Float() float64 {
	if c.kind == KindDecimal || c.kind == KindPercent {
		return math.Float64frombits(uint64(c.bits))
	}
	return 0
}

// Day is the day of a date cell, or the Beijing day of an instant; the zero date for other kinds.
func (c Cell) Day() hall.Date {
	switch c.kind {
	case KindDate:
		return epoch().AddDays(int(c.bits))
	case KindInstant:
		return workday.DateIn(c.Time())
	}
	return hall.Date{}
}

// Time is the moment of an instant cell in Beijing time; the zero time for other kinds.
func (c Cell) Time() time.Time {
	if c.kind != KindInstant {
		return time.Time{}
	}
	return time.Unix(c.bits, 0).In(workday.Beijing())
}

// String is the cell as words: 2026-03-17, 2026-03-17 09:30, 12.50, 95.3%. A blank is "".
func (c Cell) String() string {
	switch c.kind {
	case KindText:
		return c.text
	case KindInteger:
		return strconv.FormatInt(c.bits, 10)
	case KindDecimal:
		return strconv.FormatFloat(c.Float(), 'f', 2, 64)
	case KindPercent:
		return strconv.FormatFloat(c.Float()*100, 'f', 1, 64) + "%"
	case KindDate:
		return c.Day().String()
	case KindInstant:
		return c.Time().Format("2006-01-02 15:04")
	case KindFen:
		return yuan(c.bits)
	}
	return ""
}

// yuan writes fen as yuan with two places, without the rounding of a float.
func yuan(fen int64) string {
	sign, n := "", uint64(fen)
	if fen < 0 {
		sign, n = "-", -n
	}
	cents := strconv.FormatUint(n%100+100, 10)
	return sign + strconv.FormatUint(n/100, 10) + "." + cents[1:]
}
