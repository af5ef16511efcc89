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
	case hall.PaperCardLarge:
		return cardLarge
	case hall.PaperAppointment:
		return appointment
	case hall.PaperBadge:
		return badge
	case hall.PaperBadgeTall:
		return badgeTall
	case hall.PaperDeskPlate:
		return deskPlate
	case hall.PaperAbsence:
		return absence
	case hall.PaperPosts:
		return posts
	case hall.PaperBoard:
		return board
	case hall.PaperBoardA2:
		return boardA2
	case hall.PaperRegisterCover:
		return registerCover
	case hall.PaperRegister, hall.PaperReport:
		return tables
	}
	return nil
}
