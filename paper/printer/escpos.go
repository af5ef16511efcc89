package printer

import (
	"bytes"
	"image"

	"bianmin/hall"
)

// Measures of a ticket roll of 80 mm: the head writes the middle 72 mm, 8 dots a mm.
const (
	rollMM     = 80.0
	headDots   = 576
	rollDPI    = 203.2 // 8 dots a mm
	bandRows   = 128   // sent at a time, so that a small buffer holds them
	darkBelow  = 128   // a pixel darker than this is burnt
	longestMM  = 2000.0
	headBytes  = headDots / 8
	shortestMM = 10.0
)

// EscPos encodes a page image for an 80 mm ticket printer: bands of raster bits (GS v 0), then a
// feed and a partial cut. An image wider than the 576 dots of the head is centred on it, which
// costs the margins; Invalid, when there is ink in them. Source: the ESC/POS command reference.
func EscPos(img image.Image) ([]byte, error) {
	b := img.Bounds()
	left := b.Min.X + (b.Dx()-headDots)/2 // may lie before the image
	if inked(img, image.Rect(b.Min.X, b.Min.Y, left, b.Max.Y)) || inked(img, image.Rect(left+headDots, b.Min.Y, b.Max.X, b.Max.Y)) {
		return nil, hall.Refuse("这张纸比小票宽，会切掉字", "请换一台打印机")
	}
	var out bytes.Buffer
	out.WriteString("\x1b@") // ESC @: begin afresh
	for y := b.Min.Y; y < b.Max.Y; y += bandRows {
		rows := min(bandRows, b.Max.Y-y)
		out.Write([]byte{0x1d, 'v', '0', 0, headBytes, 0, byte(rows), byte(rows >> 8)})
		for r := range rows {
			out.Write(bits(img, left, y+r))
		}
	}
	out.WriteString("\x1dVB\x03") // GS V 66 3: feed to the knife, cut but for a bridge
	return out.Bytes(), nil
}

// bits are the dots of a row, the leftmost in the highest bit.
func bits(img image.Image, left, y int) []byte {
	row := make([]byte, headBytes)
	for x := range headDots {
		if dark(img, left+x, y) {
			row[x/8] |= 0x80 >> (x % 8)
		}
	}
	return row
}

func dark(img image.Image, x, y int) bool {
	if !(image.Point{X: x, Y: y}).In(img.Bounds()) {
		return false
	}
	r, g, b, a := img.At(x, y).RGBA()
	white := 0xffff - a
	return grey(byte((r+white)>>8), byte((g+white)>>8), byte((b+white)>>8)) < darkBelow
}

func inked(img image.Image, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if dark(img, x, y) {
				return true
			}
		}
	}
	return false
}

// rollAbility is what every 80 mm ticket printer can do, for they do not tell.
func rollAbility(name string) hall.PrinterAbility {
	return hall.PrinterAbility{
		Printer: hall.Printer{Name: name, Info: "小票打印机", Accepts: true, State: hall.PrinterIdle, Say: "空闲"},
		Media:   []hall.Media{}, CopiesMost: 99, DPI: []int{203}, Formats: []string{"ESC/POS"},
		Custom: &hall.MediaRange{Least: hall.PageSize{WidthMM: 20, HeightMM: shortestMM}, Most: hall.PageSize{WidthMM: rollMM, HeightMM: longestMM}},
	}
}

// onRoll is a paper in the language of ticket printers, copy by copy.
func onRoll(can hall.PrinterAbility, t hall.PrintTask) ([]byte, error) {
	if err := takes(can, t); err != nil {
		return nil, err
	}
	if !can.Custom.Holds(t.Size) {
		err := wrongSize(can, t.Size).(*hall.Error) //nolint:errorlint,forcetypeassert // made a line above
		err.Next = "小票打印机只打 80 毫米宽以内的纸，请换一台打印机"
		return nil, err
	}
	if t.Draw == nil {
		return nil, hall.Refuse("小票打印机只收图片，没有打印", "请换一台打印机")
	}
	var once []byte
	for page := 1; page <= t.Pages; page++ {
		img, err := t.Draw(page, rollDPI)
		if err != nil {
			return nil, err
		}
		data, err := EscPos(img)
		if err != nil {
			return nil, err
		}
		once = append(once, data...)
	}
	return bytes.Repeat(once, max(t.Copies, 1)), nil
}
