// Package proxy emulates a poor access line on loopback: bandwidth, delay, cuts, lost replies and
// silent stalls, with exact byte counts. It carries TCP payload and knows nothing of what is in it.
//
// Not emulated: packet loss, TCP slow start, reordering. Only payload bytes are counted.
package proxy

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how poor the line is. The zero value of every field but Listen and To is a perfect line.
type Options struct {
	Listen     string        // address to listen on; "127.0.0.1:0" picks a free port
	To         string        // address of the real server
	UpBits     int64         // bit/s towards the server, shared by all connections; 0 is unlimited
	DownBits   int64         // bit/s towards the client, shared by all connections; 0 is unlimited
	RTT        time.Duration // round-trip time added, half on each way
	Handshakes int           // round trips charged to each new connection: 1 is TCP, 2 is TCP and TLS 1.3
	CutEvery   int64         // cut every connection each time this many more bytes have gone up; 0 is never
	CutPeriod  time.Duration // cut this long after the first connection, and again that long after each outage
	Outage     time.Duration // how long a cut refuses new connections
	LoseReply  int64         // on every n-th reply: the request arrives, the connection dies before the reply
	Stall      bool          // a cut goes silent for Outage before it closes: no reset is seen
}

// Stats are exact counts since the start or the last Reset.
type Stats struct {
	Up          int64   `json:"up"`
	Down        int64   `json:"down"`
	Conns       int64   `json:"conns"`
	Refused     int64   `json:"refused"`
	Cuts        int64   `json:"cuts"`
	Replies     int64   `json:"replies"`
	LostReplies int64   `json:"lost_replies"`
	Seconds     float64 `json:"sec"`
}

// counters are the live form of Stats.
type counters struct {
	up, down, conns, refused, cuts, replies, lost atomic.Int64
}

// Proxy is a running line. It is safe for use by many goroutines; Close stops all of its own.
type Proxy struct {
	opts   Options
	ln     net.Listener
	up     *lane
	down   *lane
	counts counters
	wg     sync.WaitGroup
	ctx    context.Context // ends with Close
	stop   context.CancelFunc

	mu    sync.Mutex // guards state
	state state
}

// state is what the mutex of a Proxy guards.
type state struct {
	live      map[net.Conn]net.Conn // client side to server side
	downUntil time.Time             // end of the outage a cut began
	held      bool                  // down until SetDown(false)
	started   time.Time             // of the counts
}

// Start listens and carries until Close. The server need not be up yet.
func Start(o Options) (*Proxy, error) {
	ctx, stop := context.WithCancel(context.Background())
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.Listen)
	if err != nil {
		stop()
		return nil, fmt.Errorf("start the link proxy: %w", err)
	}
	p := &Proxy{
		opts: o, ln: ln, up: &lane{bits: o.UpBits}, down: &lane{bits: o.DownBits}, ctx: ctx, stop: stop,
		state: state{live: map[net.Conn]net.Conn{}, started: time.Now()},
	}
	p.wg.Go(p.accept)
	if o.CutPeriod > 0 {
		p.wg.Go(p.cutByTheClock)
	}
	return p, nil
}

// Addr is the address clients dial, host:port.
func (p *Proxy) Addr() string { return p.ln.Addr().String() }

// Stats returns the counts so far.
func (p *Proxy) Stats() Stats {
	p.mu.Lock()
	started := p.state.started
	p.mu.Unlock()
	c := &p.counts
	return Stats{
		Up: c.up.Load(), Down: c.down.Load(), Conns: c.conns.Load(), Refused: c.refused.Load(), Cuts: c.cuts.Load(),
		Replies: c.replies.Load(), LostReplies: c.lost.Load(), Seconds: time.Since(started).Seconds(),
	}
}

// Reset sets every count to zero. The line itself stays as it is.
func (p *Proxy) Reset() {
	c := &p.counts
	for _, n := range []*atomic.Int64{&c.up, &c.down, &c.conns, &c.refused, &c.cuts, &c.replies, &c.lost} {
		n.Store(0)
	}
	p.mu.Lock()
	p.state.started = time.Now()
	p.mu.Unlock()
}

// Cut breaks every connection now and refuses new ones for Options.Outage.
func (p *Proxy) Cut() {
	p.counts.cuts.Add(1)
	p.mu.Lock()
	p.state.downUntil = time.Now().Add(p.opts.Outage)
	pairs := p.pairs()
	p.mu.Unlock()
	if !p.opts.Stall {
		resetAll(pairs)
		return
	}
	p.wg.Go(func() {
		p.sleep(p.opts.Outage)
		resetAll(pairs)
	})
}

// SetDown takes the line down until SetDown(false): what is open breaks (or, with Options.Stall, goes
// silent), what is new is refused. It is not counted as a cut.
func (p *Proxy) SetDown(down bool) {
	p.mu.Lock()
	p.state.held = down
	if !down {
		p.state.downUntil = time.Time{}
	}
	pairs := p.pairs()
	p.mu.Unlock()
	if down && !p.opts.Stall {
		resetAll(pairs)
	}
}

// SetUp restores the line: it is SetDown(false), and it ends the outage of a cut early.
func (p *Proxy) SetUp() { p.SetDown(false) }

// Close breaks every connection, frees the port and waits for all goroutines of the proxy.
func (p *Proxy) Close() error {
	p.stop()
	err := p.ln.Close()
	p.mu.Lock()
	pairs := p.pairs()
	p.mu.Unlock()
	resetAll(pairs)
	p.wg.Wait()
	return err
}

// accept takes clients until the listener is closed.
func (p *Proxy) accept() {
	for {
		c, err := p.ln.Accept()
		if err != nil {
			if p.ctx.Err() != nil || !p.sleep(10*time.Millisecond) {
				return
			}
			continue
		}
		if p.isDown() {
			p.counts.refused.Add(1)
			reset(c)
			continue
		}
		p.counts.conns.Add(1)
		p.wg.Go(func() { p.carry(c) })
	}
}

// carry joins one client to the server until both ways have ended.
func (p *Proxy) carry(c net.Conn) {
	p.sleep(p.opts.RTT * time.Duration(p.opts.Handshakes))
	s, err := (&net.Dialer{}).DialContext(p.ctx, "tcp", p.opts.To)
	if err != nil {
		_ = c.Close()
		return
	}
	if !p.enter(c, s) {
		reset(c)
		reset(s)
		return
	}
	var asked atomic.Bool
	var ways sync.WaitGroup
	ways.Go(func() { p.pipe(&way{src: c, dst: s, lane: p.up, bytes: &p.counts.up, up: true, asked: &asked}) })
	ways.Go(func() { p.pipe(&way{src: s, dst: c, lane: p.down, bytes: &p.counts.down, asked: &asked}) })
	ways.Wait()
	p.mu.Lock()
	delete(p.state.live, c)
	p.mu.Unlock()
	_ = c.Close()
	_ = s.Close()
}

// enter notes a pair as live; false when the proxy is closing.
func (p *Proxy) enter(c, s net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ctx.Err() != nil {
		return false
	}
	p.state.live[c] = s
	return true
}

// pairs lists both ends of every live connection; the caller holds the mutex.
func (p *Proxy) pairs() []net.Conn {
	ends := make([]net.Conn, 0, 2*len(p.state.live))
	for c, s := range p.state.live {
		ends = append(ends, c, s)
	}
	return ends
}

// isDown says whether the line refuses (or, stalling, holds back) at this moment.
func (p *Proxy) isDown() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state.held || time.Now().Before(p.state.downUntil)
}

// cutByTheClock cuts every Options.CutPeriod, beginning with the first connection.
func (p *Proxy) cutByTheClock() {
	for p.counts.conns.Load() == 0 {
		if !p.sleep(10 * time.Millisecond) {
			return
		}
	}
	for p.sleep(p.opts.CutPeriod) {
		p.Cut()
		if !p.sleep(p.opts.Outage) {
			return
		}
	}
}

// sleep waits d and returns true, or false as soon as the proxy closes.
func (p *Proxy) sleep(d time.Duration) bool {
	if d <= 0 {
		return p.ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-p.ctx.Done():
		return false
	}
}

// reset closes with a TCP reset, as a broken line does.
func reset(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetLinger(0)
	}
	_ = c.Close()
}

func resetAll(ends []net.Conn) {
	for _, c := range ends {
		reset(c)
	}
}
