package proxy

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

const (
	wholeBytes  = 64 << 10 // read size on an unlimited lane
	packetBytes = 1400     // read size on a limited lane, about one packet
	queueBytes  = 64 << 10 // most that queues on a limited lane, as in a home router
	queueLen    = 4096     // packets between the reader and the writer of one way
)

// lane is one direction of the shared line.
type lane struct {
	mu   sync.Mutex
	bits int64 // bit/s, 0 is unlimited
	free time.Time
}

// reserve returns when the last bit of n bytes leaves the lane.
func (l *lane) reserve(n int) time.Time {
	now := time.Now()
	if l.bits == 0 {
		return now
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(l.cost(n))
	return l.free
}

// cost is the time n bytes take on the lane.
func (l *lane) cost(n int) time.Duration {
	return time.Duration(int64(n) * 8 * int64(time.Second) / l.bits)
}

// way is one direction of one connection. asked is shared by both: bytes went up since the last reply.
type way struct {
	src, dst net.Conn
	lane     *lane
	bytes    *atomic.Int64
	up       bool
	asked    *atomic.Bool
}

// packet is a read and the instant it arrives at the far end.
type packet struct {
	b  []byte
	at time.Time
}

// pipe carries one way until its source ends or breaks, and returns when the last byte is written.
func (p *Proxy) pipe(w *way) {
	queue := make(chan packet, queueLen)
	var writer sync.WaitGroup
	writer.Go(func() { p.deliver(w, queue) })
	p.read(w, queue)
	close(queue)
	writer.Wait()
}

// read moves bytes from the source into the queue at the pace of the lane.
func (p *Proxy) read(w *way, queue chan<- packet) {
	size := wholeBytes
	if w.lane.bits > 0 {
		size = packetBytes
	}
	for {
		buf := make([]byte, size)
		n, err := w.src.Read(buf)
		if n > 0 {
			if p.losesReply(w) {
				reset(w.dst)
				reset(w.src)
				return
			}
			before := w.bytes.Add(int64(n)) - int64(n)
			leaves := w.lane.reserve(n)
			if w.lane.bits > 0 {
				p.sleep(time.Until(leaves) - w.lane.cost(queueBytes))
			}
			queue <- packet{buf[:n], leaves.Add(p.opts.RTT / 2)}
			every := p.opts.CutEvery
			if w.up && every > 0 && before/every != (before+int64(n))/every {
				p.Cut()
			}
		}
		if err != nil {
			return
		}
	}
}

// losesReply counts a reply when one begins and says whether it is one to lose.
func (p *Proxy) losesReply(w *way) bool {
	if w.up {
		w.asked.Store(true)
		return false
	}
	if !w.asked.Swap(false) {
		return false
	}
	n := p.counts.replies.Add(1)
	if p.opts.LoseReply <= 0 || n%p.opts.LoseReply != 0 {
		return false
	}
	p.counts.lost.Add(1)
	return true
}

// deliver writes the queue to the destination, each packet at its instant. It always drains the queue,
// so that read never blocks on a dead destination.
func (p *Proxy) deliver(w *way, queue <-chan packet) {
	for pk := range queue {
		p.sleep(time.Until(pk.at))
		for p.opts.Stall && p.isDown() {
			if !p.sleep(50 * time.Millisecond) {
				break
			}
		}
		if _, err := w.dst.Write(pk.b); err != nil {
			break
		}
	}
	if t, ok := w.dst.(*net.TCPConn); ok {
		_ = t.CloseWrite()
	}
	for range queue { // drained on purpose
		continue
	}
}
