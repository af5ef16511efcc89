package paper

import (
	"math"
	"strings"

	"bianmin/paper/sheet"
)

// picture says which drawing stands for a material.
type picture uint8

// The drawings.
const (
	picturePaper       picture = iota // any other paper
	pictureIDCard                     // 身份证
	pictureHousehold                  // 户口簿
	picturePhoto                      // 照片
	pictureBank                       // 银行卡, 社会保障卡, 存折
	pictureForm                       // 申请表, 登记表
	pictureCertificate                // 证明, 证书 on one sheet
	pictureBooklet                    // 结婚证, 林权证: certificates bound as booklets
	pictureReceipt                    // 票据, 发票, 清单
	pictureMap                        // 宗地图, 示意图
	pictureSealed                     // 决议, 意见: what the village stamps
	pictureMandate                    // 授权委托书: signed, with a fingerprint
	pictureContract                   // 合同, 协议
	pictureMedical                    // 病历, 诊断证明
	pictureCount
)

// pictureWord is a drawing with the words in a material's name that ask for it.
type pictureWord struct {
	is    picture
	words []string
}

// pictureWords are looked through from first to last: 残疾人证申请表 is a form, not a booklet.
func pictureWords() []pictureWord {
	return []pictureWord{
		{pictureIDCard, []string{"身份证"}},
		{pictureMandate, []string{"委托书", "授权书"}},
		{pictureForm, []string{"申请表", "申请书", "申领表", "申报表", "登记表", "备案表", "采集（", "审核表", "核对书", "确认表", "申报单", "提名表", "登记（"}},
		{pictureHousehold, []string{"户口"}},
		{picturePhoto, []string{"照片", "相片"}},
		{pictureBank, []string{"银行", "存折", "社会保障卡", "社保卡", "一卡通"}},
		{pictureMap, []string{"图"}},
		{pictureMedical, []string{"病历", "诊断", "检查报告", "身体条件", "体检"}},
		{pictureReceipt, []string{"发票", "票据", "清单", "凭证", "结算单"}},
		{pictureContract, []string{"合同", "协议"}},
		{pictureSealed, []string{"决议", "会议", "公示", "意见", "印章", "公章", "盖章"}},
		{pictureCertificate, []string{"证明", "证书", "合格证", "批准书", "鉴定", "评估结果"}},
		{pictureBooklet, []string{"结婚证", "残疾人证", "光荣证", "优待证", "权证", "牌证", "证件", "执照", "许可证", "驾驶证"}},
		{pictureForm, []string{"表", "承诺", "通知书", "声明", "申请"}},
	}
}

// pictureOf chooses the drawing by the material's name.
func pictureOf(name string) picture {
	for _, w := range pictureWords() {
		for _, word := range w.words {
			if strings.Contains(name, word) {
				return w.is
			}
		}
	}
	return picturePaper
}

// Drawings are made on a board of 40 × 30 units.
const (
	boardWide = 40.0
	boardHigh = 30.0
)

// easel is a place on a page where a drawing is made, in units of its board.
type easel struct {
	p    *sheet.Page
	x, y float64
	unit float64 // mm
}

// drawPicture makes a drawing in the rectangle of the given width and three quarters of its height.
func drawPicture(p *sheet.Page, x, y, widthMM float64, what picture) {
	e := easel{p, x, y, widthMM / boardWide}
	drawings := [pictureCount]func(easel){
		picturePaper: easel.paper, pictureIDCard: easel.idCard, pictureHousehold: easel.household, picturePhoto: easel.photo,
		pictureBank: easel.bank, pictureForm: easel.form, pictureCertificate: easel.certificate, pictureBooklet: easel.booklet,
		pictureReceipt: easel.receipt, pictureMap: easel.landMap, pictureSealed: easel.sealed, pictureMandate: easel.mandate,
		pictureContract: easel.contract, pictureMedical: easel.medical,
	}
	if what >= pictureCount {
		what = picturePaper
	}
	drawings[what](e)
}

func (e easel) pen(width float64) sheet.Pen {
	return sheet.Pen{WidthMM: width * e.unit, Color: sheet.Black}
}

// outline is the pen of the edges of things.
func (e easel) outline() sheet.Pen { return e.pen(0.55) }

func (e easel) box(x, y, w, h, r float64, fill sheet.Color) {
	e.p.Rect(e.x+x*e.unit, e.y+y*e.unit, w*e.unit, h*e.unit, r*e.unit, fill, e.outline())
}

// patch is an area without an edge.
func (e easel) patch(x, y, w, h float64, fill sheet.Color) {
	e.p.Rect(e.x+x*e.unit, e.y+y*e.unit, w*e.unit, h*e.unit, 0, fill, sheet.Pen{})
}

func (e easel) disc(x, y, r float64, fill sheet.Color, pen sheet.Pen) {
	e.p.Rect(e.x+(x-r)*e.unit, e.y+(y-r)*e.unit, 2*r*e.unit, 2*r*e.unit, r*e.unit, fill, pen)
}

func (e easel) line(x1, y1, x2, y2, width float64, c sheet.Color) {
	e.p.Line(e.x+x1*e.unit, e.y+y1*e.unit, e.x+x2*e.unit, e.y+y2*e.unit, sheet.Pen{WidthMM: width * e.unit, Color: c})
}

// lines are rows of writing: each from x to x+w, the last one shorter.
func (e easel) lines(x, y, w, pitch float64, n int) {
	for i := range n {
		end := x + w
		if i == n-1 && n > 1 {
			end = x + 0.6*w
		}
		e.line(x, y+float64(i)*pitch, end, y+float64(i)*pitch, 0.5, sheet.LightGrey)
	}
}

func (e easel) at(x, y float64) sheet.Place { return sheet.Place{X: e.x + x*e.unit, Y: e.y + y*e.unit} }

// shape is a closed figure of straight lines, given as x, y, x, y …
func (e easel) shape(fill sheet.Color, pen sheet.Pen, xy ...float64) {
	var moves []sheet.Move
	for i := 0; i+1 < len(xy); i += 2 {
		kind := sheet.LineTo
		if i == 0 {
			kind = sheet.MoveTo
		}
		moves = append(moves, sheet.Move{Kind: kind, To: e.at(xy[i], xy[i+1])})
	}
	e.p.Path(append(moves, sheet.Move{Kind: sheet.ClosePath}), fill, pen)
}

// curve is an open line from (x, y) by cubic curves, each given as six numbers.
func (e easel) curve(pen sheet.Pen, x, y float64, xy ...float64) {
	moves := []sheet.Move{{Kind: sheet.MoveTo, To: e.at(x, y)}}
	for i := 0; i+5 < len(xy); i += 6 {
		moves = append(moves, sheet.Move{Kind: sheet.CurveTo, C1: e.at(xy[i], xy[i+1]), C2: e.at(xy[i+2], xy[i+3]), To: e.at(xy[i+4], xy[i+5])})
	}
	e.p.Path(moves, 0, pen)
}

// word writes on a thing what is written on the real one; (x, y) is the middle of its baseline.
func (e easel) word(x, y, size float64, text string, c sheet.Color) {
	e.p.Text(e.x+x*e.unit, e.y+y*e.unit, sheet.Center, sheet.Span{Text: text, Face: sheet.SansBold, SizePt: size * e.unit / sheet.MMPerPt, Color: c})
}

// person is head and shoulders, in a field w wide whose upper left corner is (x, y).
func (e easel) person(x, y, w float64) {
	h := 1.2 * w
	middle := x + w/2
	e.disc(middle, y+0.36*h, 0.2*w, sheet.LightGrey, e.pen(0.4))
	var body []float64
	for i := range 13 {
		turn := math.Pi * float64(i) / 12
		body = append(body, middle-0.36*w*math.Cos(turn), y+0.97*h-0.36*w*math.Sin(turn))
	}
	e.shape(sheet.LightGrey, e.pen(0.4), body...)
}

// star is a star of n points, as on seals and ribbons.
func (e easel) star(x, y, r float64, n int, c sheet.Color) {
	var xy []float64
	for i := range 2 * n {
		length := r
		if i%2 == 1 {
			length = 0.42 * r
		}
		sin, cos := math.Sincos(math.Pi*float64(i)/float64(n) - math.Pi/2)
		xy = append(xy, x+length*cos, y+length*sin)
	}
	e.shape(c, sheet.Pen{}, xy...)
}
