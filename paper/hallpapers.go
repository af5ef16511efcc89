package paper

import (
	"bianmin/hall"
)

// hallDrawer is the drawer of a paper of the hall or its people, nil for others.
func hallDrawer(k hall.PaperKind) drawer {
	switch k {
	case hall.PaperCard:
		return card
	case hall.PaperCards:
		return cards
	case hall.PaperAppointment:
		return appointment
	}
	return nil
}
