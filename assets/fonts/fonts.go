// Package fonts carries the four faces of the product: Noto Serif SC and Noto
// Sans SC, regular and bold, cut down to the characters a hall needs.
// README.md says what they hold and how they are remade.
package fonts

import _ "embed"

var (
	//go:embed NotoSerifSC-Regular.ttf
	serifRegular []byte
	//go:embed NotoSerifSC-Bold.ttf
	serifBold []byte
	//go:embed NotoSansSC-Regular.ttf
	sansRegular []byte
	//go:embed NotoSansSC-Bold.ttf
	sansBold []byte
	//go:embed OFL.txt
	licence string
)

// SerifRegular returns the TrueType bytes of Noto Serif SC Regular. All
// callers get the same bytes and must only read them; give a library that may
// write into its input a copy.
func SerifRegular() []byte { return serifRegular }

// SerifBold is the bold of SerifRegular, under the same rule.
func SerifBold() []byte { return serifBold }

// SansRegular returns Noto Sans SC Regular, the face of the screen, of tables
// and of cards, under the same rule.
func SansRegular() []byte { return sansRegular }

// SansBold is the bold of SansRegular, under the same rule.
func SansBold() []byte { return sansBold }

// Licence returns the text of the SIL Open Font Licence, which goes wherever
// the fonts go.
func Licence() string { return licence }
