package hall

import "slices"

// PaperKind names a printed document of the hall.
type PaperKind string

// PaperOf is what a paper is of: a case, a matter, a person, a sort of record.
type PaperOf string

// What papers are of, beside the sorts of record.
const (
	OfMatter      PaperOf = "matter"
	OfStaff       PaperOf = "staff"
	OfCase        PaperOf = "case"
	OfAppointment PaperOf = "appointment"
	OfHall        PaperOf = "hall"
)

// paperLook is what is known of a kind of paper without making one.
type paperLook struct {
	kind PaperKind
	han  string
	of   PaperOf
	code string // two digits of the paper's number; of case papers only
}

// paperLooks are all papers this edition prints, in the order of the command's help.
func paperLooks() []paperLook {
	return slices.Concat(matterPapers(), hallPapers(), casePapers(), recordPapers())
}

// PaperKinds are all papers this edition prints, in the order of the command's help.
func PaperKinds() []PaperKind {
	var out []PaperKind
	for _, l := range paperLooks() {
		out = append(out, l.kind)
	}
	return out
}

func (k PaperKind) look() paperLook {
	all := paperLooks()
	if i := slices.IndexFunc(all, func(l paperLook) bool { return l.kind == k }); i >= 0 {
		return all[i]
	}
	return paperLook{kind: k, han: string(k)}
}

// Han is the paper's name.
func (k PaperKind) Han() string { return k.look().han }

// Issued reports whether a paper of the kind goes out under a number of its own: it is kept as
// it was, and printed again it is marked 补打.
func (k PaperKind) Issued() bool { return k.look().code != "" }

// Blank reports whether the paper also comes as an empty form, to be filled in by hand.
func (k PaperKind) Blank() bool {
	return slices.Contains([]PaperKind{PaperMandate, PaperZeroFee, PaperRatingSlip, PaperDeferral, PaperCommitment, PaperAuthorization}, k)
}

// Of is what the paper is of; empty for a kind this edition does not print.
func (k PaperKind) Of() PaperOf { return k.look().of }
