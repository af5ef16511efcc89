package journal

import "time"

// Batch is a run of consecutive lines of one journal, as pushed to the county.
type Batch struct {
	From  int64    // position of the first line, from 1
	Lines [][]byte // wire lines, in order
	Head  Head     // of the journal after the last line
}

// Exception is a county verdict other than applied, for one position.
type Exception struct {
	Seq    int64  `json:"seq"`
	Entry  string `json:"entry"`
	Status string `json:"status"` // rejected, conflict, held
	Why    string `json:"why,omitempty"`
}

// Receipt (回执) is the county's word on a journal: what it has committed to disk.
type Receipt struct {
	Epoch      string      // changes when the county was restored from a backup
	Acked      Head        // what the county holds, with its root over it
	Time       time.Time   // the county's clock
	Exceptions []Exception // verdicts other than applied, of this batch
}

// Progress is how far a journal has reached the county.
type Progress struct {
	Head  Head      // the device's journal
	Acked Head      // the part the county holds
	Epoch string    // of the last receipt; empty before the first
	AsOf  time.Time // county time of the last receipt; zero before the first
}

// Waiting is the number of entries the county does not hold yet (待传).
func (p Progress) Waiting() int64 { return p.Head.Size - p.Acked.Size }

// Link is a device's enrolment at a county. The zero Link is a device not enrolled.
type Link struct {
	County  string  `json:"county"`  // base URL
	Name    string  `json:"name"`    // of the county platform
	Hall    string  `json:"hall"`    // division code, 12 digits
	Journal string  `json:"journal"` // this device's journal
	Keys    KeyPair `json:"keys"`
	Spare   string  `json:"spare"` // spare device code granted
}
