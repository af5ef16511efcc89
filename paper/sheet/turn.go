package sheet

// Apart is a page that is not of the document: something to be set onto its pages with
// Set or SetTurned. Codes drawn on it are encoded once, as on any page.
func (d *Document) Apart(widthMM, heightMM float64) *Page {
	return &Page{doc: d, width: widthMM, height: heightMM}
}

// Set draws what another page of the same document holds with its upper left corner at (x, y).
func (p *Page) Set(x, y float64, other *Page) {
	for _, o := range other.ops {
		p.ops = append(p.ops, moved(o, x, y))
	}
}

// SetTurned is Set upside down, in the same rectangle: the back of a folded plate. Letters
// become drawn shapes, for a printed page reads one way: set the same words upright too, or
// they are not in the text of the file. Runes without a shape are drawn as their box.
func (p *Page) SetTurned(x, y float64, other *Page) {
	half := turner{x: x + other.width, y: y + other.height, fallback: p.doc.options.Fallback}
	for _, o := range other.ops {
		p.ops = append(p.ops, half.turned(o)...)
	}
}

func moved(o Op, x, y float64) Op {
	at := func(a Place) Place { return Place{a.X + x, a.Y + y} }
	switch o := o.(type) {
	case TextOp:
		o.X, o.Y = o.X+x, o.Y+y
		return o
	case LineOp:
		o.X1, o.Y1, o.X2, o.Y2 = o.X1+x, o.Y1+y, o.X2+x, o.Y2+y
		return o
	case RectOp:
		o.X, o.Y = o.X+x, o.Y+y
		return o
	case PathOp:
		o.Moves = mapMoves(o.Moves, at)
		return o
	case ModulesOp:
		o.X, o.Y = o.X+x, o.Y+y
		return o
	}
	return o
}

func mapMoves(moves []Move, at func(Place) Place) []Move {
	out := make([]Move, len(moves))
	for i, m := range moves {
		out[i] = Move{Kind: m.Kind, C1: at(m.C1), C2: at(m.C2), To: at(m.To)}
	}
	return out
}

// turner turns by half a circle: a place goes to (x − its x, y − its y).
type turner struct {
	x, y     float64
	fallback Fallback
}

func (t turner) place(a Place) Place { return Place{t.x - a.X, t.y - a.Y} }

func (t turner) turned(o Op) []Op {
	switch o := o.(type) {
	case TextOp:
		return t.text(o)
	case LineOp:
		o.X1, o.Y1, o.X2, o.Y2 = t.x-o.X1, t.y-o.Y1, t.x-o.X2, t.y-o.Y2
		return []Op{o}
	case RectOp:
		o.X, o.Y = t.x-o.X-o.W, t.y-o.Y-o.H
		return []Op{o}
	case PathOp:
		o.Moves = mapMoves(o.Moves, t.place)
		return []Op{o}
	case ModulesOp:
		o.X, o.Y = t.x-o.X-o.W, t.y-o.Y-o.H
		bits := make([]bool, len(o.Bits))
		for i, b := range o.Bits {
			bits[len(bits)-1-i] = b
		}
		o.Bits = bits
		return []Op{o}
	}
	return nil
}

// text is a run of letters as turned shapes, each where layout put it.
func (t turner) text(o TextOp) []Op {
	em := o.SizePt * MMPerPt
	x := o.X
	var out []Op
	add := func(moves []Move) {
		if len(moves) > 0 {
			out = append(out, PathOp{Moves: mapMoves(moves, t.place), Fill: o.Color})
		}
	}
	for _, c := range clusters(o.Text, o.Face) {
		switch c.how {
		case byFont:
			font := c.face.font()
			add(outlineMoves(font.Outline(font.Glyph(c.base)), x, o.Y, em/float64(font.UnitsPerEm())))
		case byShape:
			if drawable(t.fallback, c.base) {
				shape, _ := t.fallback.Outline(c.base)
				add(outlineMoves(shape.Contours, x, o.Y, em/shape.UnitsPerEm))
				break
			}
			out = append(out, t.turned(missingBox(o, x))...)
			add(hexMoves(c.base, x, o.Y, em))
		}
		x += c.em*em + o.TrackMM
	}
	return out
}
