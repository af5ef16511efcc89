package paper

import (
	"math"
	"testing"

	sample "bianmin/assets/catalogue"
	"bianmin/hall"
	"bianmin/hall/catalogue"
	"bianmin/paper/sheet"
)

func TestWhichDrawingAMaterialGets(t *testing.T) {
	for name, want := range map[string]picture{
		"申请人居民身份证": pictureIDCard, "监护人身份证（未成年人）": pictureIDCard,
		"申请人家庭居民户口簿": pictureHousehold, "婴幼儿所在居民户口簿": pictureHousehold,
		"一寸照片": picturePhoto, "电子照片": picturePhoto,
		"本人社会保障卡或银行卡": pictureBank, "存折复印件": pictureBank,
		"高龄津贴申请表": pictureForm, "残疾人证申请表": pictureForm, "告知承诺书": pictureForm, "参保登记表": pictureForm,
		"新生儿出生医学证明": pictureCertificate, "死亡证明材料": pictureCertificate,
		"结婚证": pictureBooklet, "林权证或不动产权证、承包合同": pictureContract, "残疾人证": pictureBooklet,
		"医疗收费票据": pictureReceipt, "来历证明（发票）": pictureReceipt,
		"权籍调查表、宗地图、房屋平面图": pictureMap, "争议土地四至草图": pictureMap,
		"村民会议决议": pictureSealed, "村集体经济组织或村民小组会议记录及公示情况": pictureSealed,
		"授权委托书（代办时）":        pictureMandate,
		"用地协议（与农村集体经济组织签订）": pictureContract,
		"诊断证明": pictureMedical,
		"工程设计方案和安全论证材料": picturePaper, "": picturePaper,
	} {
		if got := pictureOf(name); got != want {
			t.Errorf("%s is drawn as %d, want %d", name, got, want)
		}
	}
}

// Every material of the catalogue has a drawing of its own kind; few are only a sheet of paper.
func TestMostMaterialsAreTold(t *testing.T) {
	e, refusals, _ := catalogue.Parse(sample.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	total, plainPaper := 0, 0
	for _, m := range e.Matters {
		for _, x := range m.Intake.Materials {
			total++
			if what := pictureOf(x.Name); what >= pictureCount {
				t.Errorf("%s has no drawing", x.Name)
			} else if what == picturePaper {
				plainPaper++
				t.Log(x.Name)
			}
		}
	}
	if total < 200 || plainPaper*8 > total {
		t.Errorf("%d of %d materials are only a sheet of paper", plainPaper, total)
	}
}

// Every drawing keeps to its board, and no two are alike.
func TestDrawingsKeepToTheirBoard(t *testing.T) {
	const x, y, width = 20.0, 20.0, 40.0
	seen := map[int]picture{}
	for what := range pictureCount {
		doc := sheet.New(sheet.Options{})
		p := doc.AddPage(80, 80)
		drawPicture(p, x, y, width, what)
		if len(p.Ops()) < 3 {
			t.Errorf("drawing %d has %d strokes", what, len(p.Ops()))
		}
		mark := 0
		for _, op := range p.Ops() {
			left, top, right, foot := extent(op)
			if left < x-0.4 || top < y-0.4 || right > x+width+0.4 || foot > y+width*boardHigh/boardWide+0.4 {
				t.Errorf("drawing %d leaves its board: %T from %.1f, %.1f to %.1f, %.1f", what, op, left-x, top-y, right-x, foot-y)
			}
			mark = 31*mark + int(1000*(left+3*top+7*right+13*foot))
		}
		if other, ok := seen[mark]; ok {
			t.Errorf("drawings %d and %d are the same", what, other)
		}
		seen[mark] = what
	}
}

// extent is the box an operation draws in, without the width of its pen.
func extent(op sheet.Op) (left, top, right, foot float64) {
	left, top, right, foot = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(x, y float64) { left, top, right, foot = min(left, x), min(top, y), max(right, x), max(foot, y) }
	switch o := op.(type) {
	case sheet.LineOp:
		add(o.X1, o.Y1)
		add(o.X2, o.Y2)
	case sheet.RectOp:
		add(o.X, o.Y)
		add(o.X+o.W, o.Y+o.H)
	case sheet.PathOp:
		for _, m := range o.Moves {
			if m.Kind == sheet.CurveTo {
				add(m.C1.X, m.C1.Y)
				add(m.C2.X, m.C2.Y)
			}
			if m.Kind != sheet.ClosePath {
				add(m.To.X, m.To.Y)
			}
		}
	case sheet.TextOp:
		em := o.SizePt * sheet.MMPerPt
		add(o.X, o.Y-0.88*em)
		add(o.X+sheet.TextWidth(o.Text, o.Face, o.SizePt), o.Y+0.12*em)
	}
	return left, top, right, foot
}

// The cells of a list never reach into each other, and what is in a cell stays in it.
func TestCellsOfAListKeepApart(t *testing.T) {
	e, _, _ := catalogue.Parse(sample.JSON(), "")
	for _, m := range e.Matters {
		doc := sheet.New(sheet.Options{})
		if err := pictureList(doc, hall.PaperJob{Kind: hall.PaperPictureList, Office: hall.Office{Name: "大厅"}, Matter: &m}); err != nil {
			t.Fatal(err)
		}
		cells := 0
		for _, p := range doc.Pages() {
			var frames []sheet.RectOp
			for _, op := range p.Ops() {
				if r, ok := op.(sheet.RectOp); ok && r.Radius == 3 && r.Fill == 0 {
					frames = append(frames, r)
				}
			}
			cells += len(frames)
			for i, a := range frames {
				if a.Y+a.H > p.HeightMM()-pictureMargins.Bottom+1e-6 {
					t.Errorf("%s: a cell reaches into the foot", m.Code)
				}
				for _, b := range frames[:i] {
					if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
						t.Errorf("%s: two cells overlap", m.Code)
					}
				}
			}
			for _, op := range p.Ops() {
				left, top, right, foot := extent(op)
				for _, f := range frames {
					starts := left > f.X && left < f.X+f.W && top > f.Y && top < f.Y+f.H
					if starts && (right > f.X+f.W || foot > f.Y+f.H) {
						t.Errorf("%s: %T leaves its cell", m.Code, op)
					}
				}
			}
		}
		if cells != len(m.Intake.Materials) {
			t.Errorf("%s: %d cells for %d materials", m.Code, cells, len(m.Intake.Materials))
		}
	}
}
