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
