package paper

import "bianmin/paper/sheet"

// Colours of drawings: readable in black and white too.
const (
	paleRed   sheet.Color = 0xFFF6DADA
	sealRed   sheet.Color = 0xFFC03030
	bookBrown sheet.Color = 0xFF8A5A3C
	paleBlue  sheet.Color = 0xFFDCE8F5
	// The red cross on white is a protected emblem: ours is green.
	medicalGreen sheet.Color = 0xFF2E8B57
	paleGreen    sheet.Color = 0xFFE0EEDC
)

// leaf is an upright sheet of paper with a folded corner, 20 × 28 units.
func (e easel) leaf(x, y float64) {
	const w, h, ear = 20.0, 28.0, 4.0
	e.shape(sheet.White, e.outline(), x, y, x+w-ear, y, x+w, y+ear, x+w, y+h, x, y+h)
	e.shape(sheet.LabelFill, e.pen(0.4), x+w-ear, y, x+w-ear, y+ear, x+w, y+ear)
}

func (e easel) paper() {
	e.leaf(10, 1)
	e.lines(13, 9, 14, 4, 5)
}

func (e easel) idCard() {
	e.box(1, 3, 38, 24, 2, paleBlue)
	e.word(7, 9.4, 3, "姓名", sheet.Navy)
	e.word(7, 14.4, 3, "住址", sheet.Navy)
	e.lines(11.5, 8.4, 11, 5, 1)
	e.lines(11.5, 13.4, 11, 3, 2)
	e.patch(26, 6, 10, 13, sheet.White)
	e.person(26, 6, 10)
	e.word(9.5, 24.2, 2.6, "身份证号码", sheet.Navy)
	for i := range 9 {
		e.line(17.5+2.1*float64(i), 23.3, 19+2.1*float64(i), 23.3, 0.7, sheet.Black)
	}
}

func (e easel) household() {
	e.box(10.5, 1, 21, 28, 1, bookBrown)
	e.line(13, 1.3, 13, 28.7, 0.4, sheet.White)
	e.shape(0, sheet.Pen{WidthMM: 0.6 * e.unit, Color: sheet.White}, 22.2, 6, 28, 10.5, 26.5, 10.5, 26.5, 15, 18, 15, 18, 10.5, 16.5, 10.5)
	e.word(22.2, 22, 5, "户口簿", sheet.White)
}

func (e easel) photo() {
	e.box(12, 3, 18, 25, 0.6, sheet.White)
	e.box(10, 1.5, 18, 25, 0.6, sheet.White)
	e.patch(11.5, 3, 15, 22, paleBlue)
	e.person(11.5, 6, 15)
}

func (e easel) bank() {
	e.box(1, 5, 30, 19, 2, paleGreen)
	e.patch(1.3, 8.5, 29.4, 3.4, sheet.Grey)
	e.box(4.5, 14.5, 5, 4, 0.8, sheet.White)
	for i := range 4 {
		e.line(12.5+4.2*float64(i), 17, 15.5+4.2*float64(i), 17, 0.8, sheet.Black)
	}
	e.lines(4.5, 21.3, 12, 3, 1)
	e.box(19, 12, 20, 15, 0.8, sheet.White)
	e.line(29, 12.3, 29, 26.7, 0.4, sheet.Black)
	e.word(24, 20.8, 3.4, "存折", sheet.Navy)
	e.lines(31, 16, 6, 3, 4)
}

func (e easel) form() {
	e.leaf(10, 1)
	e.word(18.5, 6.6, 3.4, "表", sheet.Navy)
	for i := range 5 {
		y := 9 + 4*float64(i)
		e.line(12.5, y, 27.5, y, 0.4, sheet.Black)
	}
	for _, x := range []float64{12.5, 17.5, 27.5} {
		e.line(x, 9, x, 25, 0.4, sheet.Black)
	}
	// A pen lies beside it.
	e.shape(sheet.Navy, sheet.Pen{}, 35.6, 8, 38.2, 9, 33.4, 22, 30.8, 21)
	e.shape(sheet.Black, sheet.Pen{}, 30.8, 21, 33.4, 22, 31, 25)
}

func (e easel) certificate() {
	e.box(2, 3, 36, 24, 1, sheet.White)
	e.p.Rect(e.x+4*e.unit, e.y+5*e.unit, 32*e.unit, 20*e.unit, 0, 0, sheet.Pen{WidthMM: 0.35 * e.unit, Color: sheet.Grey})
	e.word(20, 12, 4.6, "证　明", sheet.Navy)
	e.lines(8, 15.5, 18, 3, 3)
	e.shape(sealRed, sheet.Pen{}, 28, 20, 26.6, 26, 29, 24.6, 29.6, 26.4, 31, 20)
	e.shape(sealRed, sheet.Pen{}, 30, 20, 31.4, 26.2, 32.4, 24.6, 34.2, 25.6, 32.6, 20)
	e.disc(30.2, 19, 3.4, paleRed, sheet.Pen{WidthMM: 0.5 * e.unit, Color: sealRed})
	e.star(30.2, 19, 2.2, 5, sealRed)
}

func (e easel) booklet() {
	e.box(9.5, 1, 21, 28, 1.2, sealRed)
	e.line(12, 1.3, 12, 28.7, 0.4, sheet.White)
	e.p.Rect(e.x+14*e.unit, e.y+4*e.unit, 14*e.unit, 22*e.unit, 0, 0, sheet.Pen{WidthMM: 0.35 * e.unit, Color: sheet.White})
	e.word(21, 16.6, 6, "证", sheet.White)
	e.line(16, 21.5, 26, 21.5, 0.4, sheet.White)
}

func (e easel) receipt() {
	e.shape(sheet.White, e.outline(), 11, 1, 29, 1, 29, 27, 26.75, 29, 24.5, 27, 22.25, 29, 20, 27, 17.75, 29, 15.5, 27, 13.25, 29, 11, 27)
	e.word(20, 7.4, 3.8, "票据", sheet.Navy)
	for i := range 4 {
		y := 11 + 3.4*float64(i)
		e.line(14, y, 20, y, 0.5, sheet.LightGrey)
		e.line(23, y, 26, y, 0.5, sheet.Grey)
	}
	e.word(20, 25, 3.2, "¥", sheet.Black)
}

func (e easel) landMap() {
	e.box(2, 2, 36, 26, 0.6, sheet.White)
	e.shape(paleGreen, e.pen(0.4), 5, 16, 14, 12, 19, 25, 6, 25)
	e.shape(0, e.pen(0.4), 14, 12, 25, 7.5, 33, 12, 30, 24, 19, 25)
	e.curve(sheet.Pen{WidthMM: 0.9 * e.unit, Color: sheet.LightGrey}, 2.5, 11, 10, 10, 16, 6.5, 22, 2.5)
	e.shape(paleRed, e.outline(), 25.5, 12, 29, 15, 28, 15, 28, 19.5, 23, 19.5, 23, 15, 22, 15)
	e.shape(sheet.Black, sheet.Pen{}, 34.4, 4, 35.8, 9, 34.4, 8, 33, 9) // north
	e.word(10.5, 20.6, 3, "四至", sheet.Black)
}

func (e easel) sealed() {
	e.leaf(10, 1)
	e.lines(13, 8, 14, 3.6, 4)
	e.disc(23.6, 23, 4.2, 0, sheet.Pen{WidthMM: 0.6 * e.unit, Color: sealRed})
	e.star(23.6, 23, 2, 5, sealRed)
	// The stamp that made it.
	e.shape(sheet.Grey, e.pen(0.4), 33, 17, 37, 17, 36, 23, 38.4, 24.6, 38.4, 27, 31.6, 27, 31.6, 24.6, 34, 23)
	e.disc(35, 15.6, 2.4, sheet.Grey, e.pen(0.4))
}

func (e easel) mandate() {
	e.leaf(10, 1)
	e.word(18.4, 7, 3.2, "委托书", sheet.Navy)
	e.lines(13, 11, 14, 3.6, 3)
	e.curve(e.pen(0.6), 12.5, 24.6, 14, 20.5, 15, 27.5, 16.6, 23.4, 17.6, 21.5, 18, 26.5, 20, 23.6)
	for i := range 4 {
		r := 0.9 + 0.75*float64(i)
		e.disc(25, 24, r, 0, sheet.Pen{WidthMM: 0.4 * e.unit, Color: sealRed})
	}
}

func (e easel) contract() {
	e.leaf(15, 1.5)
	e.leaf(5, 0.5)
	e.word(13, 6.6, 3.2, "合同", sheet.Navy)
	e.lines(8, 11, 14, 3.4, 3)
	e.word(9.5, 23.4, 2.6, "甲方", sheet.Black)
	e.word(18.5, 23.4, 2.6, "乙方", sheet.Black)
	e.line(7, 25.6, 12, 25.6, 0.4, sheet.Black)
	e.line(16, 25.6, 21, 25.6, 0.4, sheet.Black)
}

func (e easel) medical() {
	e.leaf(10, 1)
	e.shape(medicalGreen, sheet.Pen{}, 16.9, 5, 19.1, 5, 19.1, 7.4, 21.5, 7.4, 21.5, 9.6, 19.1, 9.6, 19.1, 12, 16.9, 12, 16.9, 9.6, 14.5, 9.6, 14.5, 7.4, 16.9, 7.4)
	e.lines(13, 16, 14, 3.4, 2)
	e.curve(e.pen(0.5), 12.5, 25, 15, 25, 16, 25, 17, 25, 18, 18.5, 18.5, 30, 20, 25, 22, 25, 24, 25, 27.5, 25)
}
