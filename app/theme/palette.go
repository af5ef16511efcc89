package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// The names of the product's own colours, beside the ones Fyne knows.
const (
	Ground      fyne.ThemeColorName = "bianmin-ground"       // the window behind the cards
	Card        fyne.ThemeColorName = "bianmin-card"         // a card
	CardEdge    fyne.ThemeColorName = "bianmin-card-edge"    // the line round a card
	RowEdge     fyne.ThemeColorName = "bianmin-row-edge"     // the line between two rows
	RowSelected fyne.ThemeColorName = "bianmin-row-selected" // the row the next key acts on
	RowHover    fyne.ThemeColorName = "bianmin-row-hover"    // the row under the pointer
	Rail        fyne.ThemeColorName = "bianmin-rail"         // the left rail, and titles
	RailHover   fyne.ThemeColorName = "bianmin-rail-hover"   // a rail item under the pointer
	RailText    fyne.ThemeColorName = "bianmin-rail-text"    // words on the rail
	RailMark    fyne.ThemeColorName = "bianmin-rail-mark"    // the amber bar of the open page
	Badge       fyne.ThemeColorName = "bianmin-badge"        // a number that wants attention
	Foot        fyne.ThemeColorName = "bianmin-foot"         // the bar of key hints
	CapEdge     fyne.ThemeColorName = "bianmin-cap-edge"     // the line round a key cap
	InputEdge   fyne.ThemeColorName = "bianmin-input-edge"   // the line round an entry
	Ink         fyne.ThemeColorName = "bianmin-ink"          // text
	Quiet       fyne.ThemeColorName = "bianmin-quiet"        // text that is read second
	Faint       fyne.ThemeColorName = "bianmin-faint"        // place holders, disabled words
	White       fyne.ThemeColorName = "bianmin-white"        // words on a dark ground
	Accent      fyne.ThemeColorName = "bianmin-accent"       // what can be pressed
	AccentHover fyne.ThemeColorName = "bianmin-accent-hover" // the same under the pointer
	InfoSoft    fyne.ThemeColorName = "bianmin-info-soft"    // ground of a blue chip
	Overdue     fyne.ThemeColorName = "bianmin-overdue"      // late, wrong
	OverdueSoft fyne.ThemeColorName = "bianmin-overdue-soft" // ground of a red chip
	Due         fyne.ThemeColorName = "bianmin-due"          // due, waiting, offline
	DueSoft     fyne.ThemeColorName = "bianmin-due-soft"     // ground of an amber chip
	DueDot      fyne.ThemeColorName = "bianmin-due-dot"      // the light itself
	Done        fyne.ThemeColorName = "bianmin-done"         // finished, confirmed
	DoneSoft    fyne.ThemeColorName = "bianmin-done-soft"    // ground of a green chip
	GreySoft    fyne.ThemeColorName = "bianmin-grey-soft"    // ground of a grey chip
	GreyText    fyne.ThemeColorName = "bianmin-grey-text"    // words of a grey chip
)

// Color returns a colour by one of the names above or by a Fyne name. An
// unknown name is Ink, so that a slip stays readable.
func Color(name fyne.ThemeColorName) color.Color {
	if rgb, ok := own[name]; ok {
		return solid(rgb)
	}
	if c, ok := fynes(name); ok {
		return c
	}
	return solid(0x1F2933)
}

// own is the product's palette as 0xRRGGBB. Never written.
var own = map[fyne.ThemeColorName]uint32{
	Ground: 0xF3F5F8, Card: 0xFFFFFF, CardEdge: 0xDDE3EA,
	RowEdge: 0xEDF0F4, RowSelected: 0xEBF2FC, RowHover: 0xF7F9FC,
	Rail: 0x173F73, RailHover: 0x224D85, RailText: 0xE3EAF4, RailMark: 0xE8A20C,
	Badge: 0xC8102E, Foot: 0xE9EDF2, CapEdge: 0xC3CCD6, InputEdge: 0xC3CCD6,
	Ink: 0x1F2933, Quiet: 0x66727F, Faint: 0x8A95A1, White: 0xFFFFFF,
	Accent: 0x1F4E8C, AccentHover: 0x173F73, InfoSoft: 0xE4EDFA,
	Overdue: 0xB00D26, OverdueSoft: 0xFDE8EA,
	Due: 0x8A5A00, DueSoft: 0xFFF3D6, DueDot: 0xD08700,
	Done: 0x22703A, DoneSoft: 0xE4F3E8, GreySoft: 0xEEF1F4, GreyText: 0x4A5560,
}

// borrowed says which of our colours stands for one of Fyne's. Never written.
var borrowed = map[fyne.ThemeColorName]fyne.ThemeColorName{
	base.ColorNameBackground:          Ground,
	base.ColorNameForeground:          Ink,
	base.ColorNameButton:              Card,
	base.ColorNameDisabledButton:      Foot,
	base.ColorNameDisabled:            Faint,
	base.ColorNameError:               Overdue,
	base.ColorNameForegroundOnError:   White,
	base.ColorNameForegroundOnPrimary: White,
	base.ColorNameForegroundOnSuccess: White,
	base.ColorNameForegroundOnWarning: White,
	base.ColorNameHeaderBackground:    Foot,
	base.ColorNameHyperlink:           Accent,
	base.ColorNameInputBackground:     Card,
	base.ColorNameInputBorder:         InputEdge,
	base.ColorNameMenuBackground:      Card,
	base.ColorNameOverlayBackground:   Card,
	base.ColorNamePlaceHolder:         Faint,
	base.ColorNamePrimary:             Accent,
	base.ColorNameSeparator:           CardEdge,
	base.ColorNameSuccess:             Done,
	base.ColorNameWarning:             DueDot,
}

// fynes gives Fyne's own widgets (menus, dialogs, scroll bars) the same look.
func fynes(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case base.ColorNameSelection:
		return color.NRGBA{R: 0x1F, G: 0x4E, B: 0x8C, A: 0x40}, true
	case base.ColorNameFocus:
		return color.NRGBA{R: 0x1F, G: 0x4E, B: 0x8C, A: 0x30}, true
	case base.ColorNameShadow:
		return color.NRGBA{R: 0x1F, G: 0x29, B: 0x33, A: 0x40}, true
	case base.ColorNameHover, base.ColorNamePressed:
		return color.NRGBA{R: 0x1F, G: 0x4E, B: 0x8C, A: 0x12}, true
	case base.ColorNameScrollBar:
		return color.NRGBA{R: 0x66, G: 0x72, B: 0x7F, A: 0x90}, true
	case base.ColorNameScrollBarBackground:
		return color.NRGBA{}, true
	}
	alias, ok := borrowed[name]
	if !ok {
		return nil, false
	}
	return solid(own[alias]), true
}

// solid turns 0xRRGGBB into an opaque colour.
func solid(rgb uint32) color.Color {
	//nolint:gosec // each part is masked to eight bits
	return color.NRGBA{R: uint8(rgb >> 16 & 0xFF), G: uint8(rgb >> 8 & 0xFF), B: uint8(rgb & 0xFF), A: 0xFF}
}
