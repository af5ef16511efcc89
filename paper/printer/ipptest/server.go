// Package ipptest is a print service for tests: it speaks IPP on loopback, keeps its jobs in
// memory, and can be told to run out of paper, to refuse, to be slow or to drop the line.
package ipptest

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/OpenPrinting/goipp"
)

// Job states. Source: RFC 8011 5.3.7.
const (
	Pending   = 3
	Running   = 5
	Cancelled = 7
	Aborted   = 8
	Completed = 9
)

// Queue is a printer of the service. Its fields are set before it is added.
type Queue struct {
	Name    string
	Stopped bool
	Closed  bool     // takes no jobs
	Reasons []string // printer-state-reasons
	Media   []string // media-supported; nil means A4 and A5
	Ready   []string
	Formats []string // nil means PDF
	Copies  int      // the most; 0 means 99
	Colour  bool
	Simple  bool // knows Print-Job only
	Hold    bool // jobs stay running until they are moved on
}

// Job is what the service has taken.
type Job struct {
	ID       int
	Queue    string
	State    int
	Reasons  []string
	Format   string
	Document []byte
	Wishes   goipp.Attributes // copies, media and so on
	Name     string
	User     string
}

// Fault is what goes wrong with an operation.
type Fault struct {
	Status      goipp.Status  // refuse with it
	Wait        time.Duration // before answering
	Drop        bool          // close the line instead of answering
	HTTP        int           // answer with this HTTP status
	Garbage     bool          // answer with something that is no IPP
	Unsupported []string      // attributes that are not granted
}

// Server is the service.
type Server struct {
	mu     sync.Mutex
	http   *httptest.Server
	queues []*Queue
	jobs   []*Job
	faults map[goipp.Op]Fault
	old    bool
	drops  int // answers still to be dropped
	gone   chan struct{}
}

// Start starts a service with queues; the first is the default.
func Start(queues ...Queue) *Server {
	s := prepare(queues)
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// StartTLS is Start with a certificate nobody vouches for.
func StartTLS(queues ...Queue) *Server {
	s := prepare(queues)
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.http.StartTLS()
	return s
}

func prepare(queues []Queue) *Server {
	s := &Server{faults: map[goipp.Op]Fault{}, gone: make(chan struct{})}
	for _, q := range queues {
		s.queues = append(s.queues, &q)
	}
	return s
}

// Close stops the service and waits for it.
func (s *Server) Close() {
	close(s.gone)
	s.http.CloseClientConnections()
	s.http.Close()
}

// Addr is HOST:PORT.
func (s *Server) Addr() string { return s.http.Listener.Addr().String() }

// URI is a queue's own address.
func (s *Server) URI(queue string) string { return "ipp://" + s.Addr() + "/printers/" + queue }

// Break makes an operation go wrong from now on; a zero Fault mends it.
func (s *Server) Break(op goipp.Op, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[op] = f
}

// Stall lets documents wait so long to be taken.
func (s *Server) Stall(d time.Duration) { s.Break(goipp.OpSendDocument, Fault{Wait: d}) }

// Set changes a queue.
func (s *Server) Set(name string, change func(*Queue)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queue(name); q != nil {
		change(q)
	}
}

// Move brings a job into a state.
func (s *Server) Move(id, state int, reasons ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.job(id); j != nil {
		j.State, j.Reasons = state, reasons
	}
}

// Forget takes all jobs off the list.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs = nil
}

// Jobs are copies of what the service has.
func (s *Server) Jobs() []Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Job
	for _, j := range s.jobs {
		out = append(out, *j)
	}
	return out
}

// BreakTimes drops the line of the next so many requests.
func (s *Server) BreakTimes(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drops = n
}

// OnlyOld makes the service speak IPP 1.1 and nothing newer.
func (s *Server) OnlyOld(old bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.old = old
}

func (s *Server) queue(name string) *Queue {
	for _, q := range s.queues {
		if q.Name == name {
			return q
		}
	}
	return nil
}

func (s *Server) job(id int) *Job {
	for _, j := range s.jobs {
		if j.ID == id {
			return j
		}
	}
	return nil
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body := bytes.Buffer{}
	if _, err := io.Copy(&body, r.Body); err != nil {
		return
	}
	var m goipp.Message
	if r.Header.Get("Content-Type") != goipp.ContentType || m.Decode(&body) != nil {
		http.Error(w, "no IPP", http.StatusBadRequest)
		return
	}
	op := goipp.Op(m.Code)
	s.mu.Lock()
	fault := s.faults[op]
	if s.drops > 0 {
		s.drops--
		fault.Drop = true
	}
	if s.old && m.Version.Major() > 1 {
		fault.Status = goipp.StatusErrorVersionNotSupported
	}
	s.mu.Unlock()
	if fault.Wait > 0 {
		select {
		case <-time.After(fault.Wait):
		case <-r.Context().Done():
			return
		case <-s.gone:
			return
		}
	}
	switch {
	case fault.Drop:
		panic(http.ErrAbortHandler)
	case fault.HTTP != 0:
		w.WriteHeader(fault.HTTP)
		return
	case fault.Garbage:
		_, _ = w.Write([]byte("<html>登录</html>"))
		return
	}
	s.mu.Lock()
	answer := s.answer(&m, r.URL.Path, body.Bytes(), fault)
	s.mu.Unlock()
	data, err := answer.EncodeBytes()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", goipp.ContentType)
	_, _ = w.Write(data) //nolint:gosec // G705: an IPP answer, for no browser
}
