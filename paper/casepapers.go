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
	case hall.PaperSupply:
		return supply
	case hall.PaperSuspend:
		return suspend
	case hall.PaperExtend:
		return extend
	}
	return lastDrawer(k)
}

// lastDrawer is the drawer of what ends a case and of what the applicant signs.
func lastDrawer(k hall.PaperKind) drawer {
	switch k {
	case hall.PaperDecision:
		return decision
	case hall.PaperCompletion:
		return completion
	case hall.PaperDelivery:
		return delivery
	case hall.PaperDeferral:
		return deferral
	case hall.PaperCommitment:
		return commitment
	case hall.PaperAuthorization:
		return authorization
	case hall.PaperPrivacy:
		return privacy
	}
	return nil
}
