package paper

import (
	"bianmin/hall"
)

// caseDrawer is the drawer of a paper of a case, nil for others.
func caseDrawer(k hall.PaperKind) drawer {
	switch k {
	case hall.PaperSlip:
		return slip
	case hall.PaperAcceptance:
		return acceptance
	case hall.PaperNotice:
		return notice
	case hall.PaperDecline:
		return decline
	}
	return nil
}
