package printer

import (
	"encoding/binary"
	"image"
)

// dibHeader is the length of a BITMAPINFOHEADER. Source: Windows SDK, wingdi.h.
const dibHeader = 40

// winBand is rows of an image as Windows takes them: a header, and pixels of three bytes, blue
// first, from the bottom row up, each row filled to four bytes.
func winBand(img image.Image, y, rows int) (head, bits []byte) {
	b := img.Bounds()
	stride := (3*b.Dx() + 3) &^ 3
	head, bits = make([]byte, dibHeader), make([]byte, stride*rows)
	binary.LittleEndian.PutUint32(head[0:], dibHeader)
	binary.LittleEndian.PutUint32(head[4:], uint32(b.Dx()))
	binary.LittleEndian.PutUint32(head[8:], uint32(rows))
	binary.LittleEndian.PutUint16(head[12:], 1)
	binary.LittleEndian.PutUint16(head[14:], 24)
	line := make([]byte, 3*b.Dx())
	for r := range rows {
		readLine(line, img, b.Min.Y+y+r, true)
		out := bits[(rows-1-r)*stride:]
		for x := range b.Dx() {
			out[3*x], out[3*x+1], out[3*x+2] = line[3*x+2], line[3*x+1], line[3*x]
		}
	}
	return head, bits
}
