package sync

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	"bianmin/hall/journal"
	"bianmin/sync/wire"
)

// sendBuffer keeps the kernel from swallowing a batch whole: what is written has then
// nearly left, so that progress can be seen and a break's count is true.
const sendBuffer = 16 << 10

// errSilent is the cause when a request is given up because no byte moved.
var errSilent = errors.New("sync: no byte for too long")

// breakError is a failure that says nothing about the entries: the line broke, or
// something that is not the county answered.
type breakError struct {
	carried    bool          // bytes had been moving: the line is worth another try at once
	portal     bool          // somebody else answered
	bytes      int64         // the broken connection had carried upward
	retryAfter time.Duration // what the county asked for
	err        error
}

// Error implements error.
func (e *breakError) Error() string { return "line broke: " + e.err.Error() }

// Unwrap returns the cause.
func (e *breakError) Unwrap() error { return e.err }

// newClient returns the one HTTP client: no retries and no total deadline of its own.
func newClient(transport http.RoundTripper, m *meter) *resty.Client {
	if transport == nil {
		dialer := &net.Dialer{Timeout: 45 * time.Second, KeepAlive: 30 * time.Second}
		transport = &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         m.dial(dialer),
			TLSHandshakeTimeout: 45 * time.Second,
			IdleConnTimeout:     90 * time.Second,
			MaxIdleConnsPerHost: 1,
			DisableCompression:  true,
		}
	}
	return resty.New().SetTransport(transport).SetRetryCount(0).SetHeader("User-Agent", "bianmin").
		SetRedirectPolicy(resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }))
}

// answer is a response read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// post sends a body and reads the answer, for as long as bytes move.
func (s *Syncer) post(ctx context.Context, url, mediaType string, header map[string]string, body []byte) (answer, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := s.meter.watch(func() { cancel(errSilent) })
	defer stop()
	resp, err := s.http.R().SetContext(ctx).SetDoNotParseResponse(true).SetHeaders(header).
		SetHeader("Content-Type", mediaType).SetBody(body).Post(url)
	if err != nil {
		return answer{}, s.broken(ctx, err)
	}
	raw := resp.RawBody()
	defer func() { _ = raw.Close() }()
	got, err := io.ReadAll(io.LimitReader(raw, wire.MaxAnswer+1))
	if err != nil {
		return answer{}, s.broken(ctx, err)
	}
	if len(got) > wire.MaxAnswer {
		return answer{}, &breakError{portal: true, err: wire.ErrNotOurs}
	}
	return answer{status: resp.StatusCode(), header: resp.Header(), body: got}, nil
}

func (s *Syncer) broken(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	var op *net.OpError
	dialled := !errors.As(err, &op) || op.Op != "dial"
	return &breakError{carried: dialled && !errors.Is(err, errSilent), bytes: s.meter.carried(), err: err}
}

// push sends a coded batch and reads the acknowledgement. Errors are a breakError or a wire.Error.
func (s *Syncer) push(ctx context.Context, link journal.Link, from int64, coded []byte) (wire.Ack, error) {
	a, err := s.post(ctx, link.County+wire.PushPath(link.Journal, from), wire.PushType, map[string]string{
		"Content-Encoding": wire.PushCoding, "Content-Digest": wire.Digest(coded),
	}, coded)
	if err != nil {
		return wire.Ack{}, err
	}
	if a.status != http.StatusOK {
		return wire.Ack{}, s.refusal(a)
	}
	ack, err := wire.DecodeAck(a.header.Get("Content-Type"), a.body)
	if err != nil {
		return ack, &breakError{portal: true, err: err}
	}
	return ack, nil
}

// refusal reads an answer that is not a success. What is transient by its status, or not
// written by a county, is a break.
func (s *Syncer) refusal(a answer) error {
	e, err := wire.DecodeError(a.header.Get("Content-Type"), a.body)
	switch {
	case a.status == http.StatusRequestEntityTooLarge:
		if err != nil { // a proxy on the way has a limit of its own
			e = &wire.Error{Code: wire.TooLarge, Message: http.StatusText(a.status)}
		}
		return e
	case a.status == http.StatusRequestTimeout, a.status == http.StatusTooEarly,
		a.status == http.StatusTooManyRequests, a.status >= 500:
		return &breakError{retryAfter: s.retryAfter(a.header), portal: err != nil, err: fmt.Errorf("status %d", a.status)}
	case err != nil:
		return &breakError{portal: true, err: fmt.Errorf("status %d: %w", a.status, err)}
	}
	return e
}

// retryAfter reads the header, in seconds or as a date, up to an hour.
func (s *Syncer) retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil {
		return min(max(time.Duration(n)*time.Second, 0), time.Hour)
	}
	if t, err := http.ParseTime(text); err == nil {
		return min(max(t.Sub(s.o.Clock()), 0), time.Hour)
	}
	return 0
}

// meter counts bytes on the wire and gives up a request on which none move. It is safe
// for use by many goroutines; one request is watched at a time.
type meter struct {
	silence time.Duration

	mu       sync.Mutex
	up, down int64
	last     *meteredConn
	timer    *time.Timer // of the request under way
}

// watch calls giveUp when no byte has moved for the silence. Call stop at the end.
func (m *meter) watch(giveUp func()) (stop func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := time.AfterFunc(m.silence, giveUp)
	m.timer, m.last = t, nil
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		t.Stop()
		m.timer = nil
	}
}

func (m *meter) moved(c *meteredConn, up, down int) {
	if up+down == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.up += int64(up)
	m.down += int64(down)
	c.up += int64(up)
	m.last = c
	if m.timer != nil {
		m.timer.Reset(m.silence)
	}
}

func (m *meter) totals() (up, down int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.up, m.down
}

// carried is what the connection of the present request has carried upward, with the
// requests before on the same one; 0 when there is no connection.
func (m *meter) carried() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last == nil {
		return 0
	}
	return m.last.up
}

func (m *meter) dial(d *net.Dialer) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		if tcp, ok := c.(*net.TCPConn); ok {
			if err := tcp.SetWriteBuffer(sendBuffer); err != nil {
				return nil, errors.Join(err, c.Close())
			}
		}
		return &meteredConn{Conn: c, meter: m}, nil
	}
}

// meteredConn tells the meter what it carries.
type meteredConn struct {
	net.Conn
	meter *meter
	up    int64 // guarded by meter.mu
}

// Read implements net.Conn.
func (c *meteredConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.meter.moved(c, 0, n)
	return n, err
}

// Write implements net.Conn, in pieces, so that each piece counts as progress.
func (c *meteredConn) Write(b []byte) (int, error) {
	sent := 0
	for sent < len(b) {
		n, err := c.Conn.Write(b[sent:min(sent+4<<10, len(b))])
		sent += n
		c.meter.moved(c, n, 0)
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}
