package followup

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
)

// Sample (抽样) draws a share (percent, rounded up, at least one of any) of some cases for a
// month. The same seed, month, share and cases give the same sample in whatever order the
// cases come, so anybody can check that nobody picked. Ids that come twice count once.
func Sample(seed, month string, percent int, ids []string) []string {
	type ticket struct {
		id  string
		sum [sha256.Size]byte
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	percent = min(max(percent, 0), 100)
	tickets := make([]ticket, len(ids))
	for i, id := range ids {
		tickets[i] = ticket{id, sha256.Sum256([]byte(seed + "\n" + month + "\n" + id))}
	}
	slices.SortFunc(tickets, func(a, b ticket) int {
		return cmp.Or(bytes.Compare(a.sum[:], b.sum[:]), cmp.Compare(a.id, b.id))
	})
	out := make([]string, 0, len(ids))
	for _, t := range tickets[:(len(ids)*percent+99)/100] {
		out = append(out, t.id)
	}
	return out
}
