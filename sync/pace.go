package sync

import (
	"time"

	"bianmin/sync/wire"
)

// The bounds of a batch, in coded bytes.
const (
	startCoded  = 32 << 10
	leastCoded  = 16 << 10
	flight      = 8 * time.Second  // of goodput in one batch
	cautious    = 10 * time.Minute // a break's cap holds this long
	startRatio  = 0.4              // coded to plain, before any batch
	leastToOmit = 64 << 10         // no honest receiver refuses a line below this
)

// pace chooses the size of the next batch from how the last ones went. It is not safe
// for concurrent use.
type pace struct {
	clock    func() time.Time
	target   int       // coded bytes
	limit    int       // cap after a break
	limitEnd time.Time // of the cap
	ratio    float64   // coded to plain, as last seen
	single   bool      // ask for one line: a batch of few was refused as too large
	omit     int64     // a position whose line alone was refused; 0 is none
}

func newPace(clock func() time.Time) pace {
	return pace{clock: clock, target: startCoded, ratio: startRatio}
}

// ask is how many lines and plain bytes the next batch may have.
func (p *pace) ask() (lines, bytes int) {
	if p.single {
		return 1, wire.MaxDecoded / 2
	}
	target := p.target
	if p.limit > 0 && p.clock().Before(p.limitEnd) {
		target = min(target, p.limit)
	}
	plain := float64(target) / p.ratio
	return wire.MaxEntries, int(min(plain, wire.MaxDecoded/2))
}

// learn takes the ratio of a batch. A heartbeat says nothing.
func (p *pace) learn(plain, coded int) {
	if plain > 2<<10 {
		p.ratio = min(1.05, max(0.01, float64(coded)/float64(plain)))
	}
}

// carried doubles the target after a batch that was acknowledged, up to 8 s of the
// goodput just measured. A batch far below the target says little about the line.
func (p *pace) carried(coded int, took time.Duration) {
	p.single, p.omit = false, 0
	if coded < p.target/4 {
		return
	}
	next := min(2*p.target, wire.TargetCoded)
	if took > 0 {
		goodput := float64(coded) / took.Seconds()
		next = min(next, int(goodput*flight.Seconds()))
	}
	p.target = max(next, leastCoded)
}

// broke caps batches at a quarter of what the broken connection carried.
func (p *pace) broke(bytes int64) {
	p.limit = int(max(min(bytes/4, wire.TargetCoded), leastCoded))
	p.limitEnd = p.clock().Add(cautious)
	p.target = min(p.target, p.limit)
}

// halve aims at half of a batch that was refused, down to a single line.
func (p *pace) halve(coded int) {
	p.single = coded/2 < leastCoded
	p.target = max(min(p.target, coded/2), leastCoded)
}

// refuse remembers that the line at a position was too large all alone.
func (p *pace) refuse(seq int64) bool {
	again := p.omit == seq // the omission itself was refused: not about size
	p.omit = seq
	return !again
}

// refused reports whether the single line about to be sent is the refused one. Small
// lines are never left out: who refuses those refuses everything.
func (p *pace) refused(line []byte) bool { return p.omit > 0 && len(line) >= leastToOmit }
