package sheet

// Op is one drawing operation: TextOp, LineOp, RectOp, PathOp or ModulesOp.
// Places and lengths are mm from the upper left corner of the page, y down.
type Op interface{ op() }

// TextOp draws one run of one face, size and colour from left to right.
type TextOp struct {
	X, Y   float64 // start of the baseline
	Face   Face
	SizePt float64
	Color  Color
	// TrackMM is extra room after each character but the last.
	TrackMM float64
	// Text is clean (see Clean) and has no line feed.
	Text string
	// Goes says that the next TextOp continues the same line of text.
	Goes bool
}

// LineOp draws a straight line.
type LineOp struct {
	X1, Y1, X2, Y2 float64
	Pen            Pen
}

// RectOp fills, then strokes a rectangle; a Radius above 0 rounds its corners.
type RectOp struct {
	X, Y, W, H float64
	Radius     float64
	Fill       Color
	Pen        Pen
}

// PathOp fills (nonzero rule), then strokes a path.
type PathOp struct {
	Moves []Move
	Fill  Color
	Pen   Pen
}

// ModulesOp fills the set cells of a grid: a QR code or the bars of Code 128.
type ModulesOp struct {
	X, Y, W, H float64
	Cols, Rows int
	Bits       []bool // row by row, Cols × Rows
	Fill       Color
}

func (TextOp) op()    {}
func (LineOp) op()    {}
func (RectOp) op()    {}
func (PathOp) op()    {}
func (ModulesOp) op() {}

// Pen draws outlines. The zero value draws nothing.
type Pen struct {
	WidthMM float64
	Color   Color
	// DashMM are lengths of strokes and gaps in turn; nil is a full line.
	DashMM []float64
}

// Rule is the thin black pen of tables.
var Rule = Pen{WidthMM: 0.2, Color: Black}

func (p Pen) draws() bool { return p.WidthMM > 0 && p.Color != 0 }

// Place is a point in mm.
type Place struct{ X, Y float64 }

// MoveKind says how a path goes on.
type MoveKind uint8

// The kinds of Move.
const (
	MoveTo  MoveKind = iota // start a part at To
	LineTo                  // straight to To
	CurveTo                 // cubic curve by C1 and C2 to To
	ClosePath
)

// Move is one step of a path.
type Move struct {
	Kind   MoveKind
	C1, C2 Place
	To     Place
}
