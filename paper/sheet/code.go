package sheet

import (
	"errors"
	"fmt"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// ErrCode reports text that does not fit the code it was to be printed as.
var ErrCode = errors.New("sheet: text does not fit the code")

// quiet is the white border of a QR code in modules (ISO/IEC 18004).
const quiet = 4

// qrCode is an encoded QR code: n modules a side, row by row.
type qrCode struct {
	n    int
	bits []bool
}

// qr encodes text once for the document: a sheet of cards shows one code ten times.
func (d *Document) qr(text string) (qrCode, error) {
	if c, ok := d.codes[text]; ok {
		return c, nil
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return qrCode{}, fmt.Errorf("%w: QR: %w", ErrCode, err)
	}
	n := code.Bounds().Dx()
	c := qrCode{n: n, bits: bits(code, n, n)}
	if d.codes == nil {
		d.codes = map[string]qrCode{}
	}
	d.codes[text] = c
	return c, nil
}

// QR draws a QR code (error level M) with its quiet zone into the square of
// sizeMM whose upper left corner is (x, y). To line its dark edge up with
// text, see QRQuietMM. It fails with ErrCode when text is too long.
func (p *Page) QR(x, y, sizeMM float64, text string) error {
	code, err := p.doc.qr(text)
	if err != nil {
		return err
	}
	module := sizeMM / float64(code.n+2*quiet)
	p.Rect(x, y, sizeMM, sizeMM, 0, White, Pen{})
	side := module * float64(code.n)
	p.ops = append(p.ops, ModulesOp{
		X: x + quiet*module, Y: y + quiet*module, W: side, H: side,
		Cols: code.n, Rows: code.n, Bits: code.bits, Fill: Black,
	})
	return nil
}

// QRQuietMM is the width of the quiet zone of text's QR code at sizeMM, 0 when
// it does not fit a code.
func (p *Page) QRQuietMM(sizeMM float64, text string) float64 {
	code, err := p.doc.qr(text)
	if err != nil {
		return 0
	}
	return quiet * sizeMM / float64(code.n+2*quiet)
}

// Code128 draws the bars of text (ASCII) into the rectangle, with a quiet zone
// of ten bars left and right inside it. It fails with ErrCode.
func (p *Page) Code128(x, y, w, h float64, text string) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("%w: Code 128: %w", ErrCode, err)
	}
	const side = 10
	n := code.Bounds().Dx()
	bar := w / float64(n+2*side)
	p.Rect(x, y, w, h, 0, White, Pen{})
	p.ops = append(p.ops, ModulesOp{
		X: x + side*bar, Y: y, W: bar * float64(n), H: h,
		Cols: n, Rows: 1, Bits: bits(code, n, 1), Fill: Black,
	})
	return nil
}

func bits(code barcode.Barcode, cols, rows int) []bool {
	out := make([]bool, 0, cols*rows)
	for y := range rows {
		for x := range cols {
			r, _, _, _ := code.At(x, y).RGBA()
			out = append(out, r < 0x8000)
		}
	}
	return out
}
