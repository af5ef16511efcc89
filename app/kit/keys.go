package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// KeyAct is one key of a screen. Key is what the cap shows: "F9", "Esc",
// "Enter", "Ctrl+K", "Alt+1", "Delete". Without Do it is only a hint
// ("↑ ↓"); without Label it works but is not shown.
type KeyAct struct {
	Key   string
	Label string
	Do    func()
}

// keyName is how a KeyAct writes a key of Fyne's.
func keyName(name fyne.KeyName) string {
	switch name {
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyReturn, fyne.KeyEnter:
		return "Enter"
	case fyne.KeyPageUp:
		return "PageUp"
	case fyne.KeyPageDown:
		return "PageDown"
	}
	return string(name)
}

// find returns the act of a key, or nil.
func find(acts []KeyAct, key string) func() {
	for _, act := range acts {
		if act.Do == nil {
			continue
		}
		if act.Key == key || (key == "Enter" && act.Key == "⏎") {
			return act.Do
		}
	}
	return nil
}

// chord reads "Ctrl+K" as a shortcut; ok is false for a plain key.
func chord(key string) (s *desktop.CustomShortcut, ok bool) {
	parts := strings.Split(key, "+")
	if len(parts) < 2 || parts[len(parts)-1] == "" {
		return nil, false
	}
	s = &desktop.CustomShortcut{}
	for _, part := range parts[:len(parts)-1] {
		switch part {
		case "Ctrl":
			s.Modifier |= fyne.KeyModifierControl
		case "Alt":
			s.Modifier |= fyne.KeyModifierAlt
		case "Shift":
			s.Modifier |= fyne.KeyModifierShift
		default:
			return nil, false
		}
	}
	switch last := parts[len(parts)-1]; last {
	case "Enter":
		s.KeyName = fyne.KeyReturn
	default:
		s.KeyName = fyne.KeyName(last)
	}
	return s, true
}
