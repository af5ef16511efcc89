package paper

import (
	"bianmin/hall"
	"bianmin/paper/sheet"
)

// recordDrawer is the drawer of a paper of a record; the job's Record is of the kind's sort.
func recordDrawer(k hall.PaperKind) drawer {
	switch k {
	case hall.PaperMandate:
		return onRecord(mandate, true)
	case hall.PaperZeroFee:
		return onRecord(zeroFee, true)
	case hall.PaperBagLabel:
		return onRecord(bagLabel, false)
	case hall.PaperBagLabels:
		return onRecord(bagLabels, false)
	case hall.PaperHandOver:
		return onRecord(handOver, false)
	case hall.PaperTicket:
		return onRecord(ticketSlip, false)
	case hall.PaperFee:
		return onRecord(feeSlip, false)
	case hall.PaperRatingSlip:
		return onRecord(ratingSlip, true)
	case hall.PaperComplaint:
		return onRecord(complaintSlip, false)
	case hall.PaperPad:
		return onRecord(emergencyPad, false)
	case hall.PaperRouteList:
		return onRecord(routeList, false)
	case hall.PaperPosting:
		return onRecord(postingSheet, false)
	case hall.PaperHomeVisit:
		return onRecord(homeVisit, false)
	}
	return nil
}

// onRecord is the drawer of a paper of a record R. A paper that may be blank gets an empty R for
// a job without one; any other says that there is none.
func onRecord[R any](draw func(*sheet.Document, hall.PaperJob, *R) error, blank bool) drawer {
	return func(doc *sheet.Document, job hall.PaperJob) error {
		if job.Record == nil && job.Blank && blank {
			return draw(doc, job, new(R))
		}
		r, ok := any(job.Record).(*R)
		if !ok {
			return hall.Refuse("没有写是哪一条登记", "请给出编号（--of）")
		}
		return draw(doc, job, r)
	}
}
