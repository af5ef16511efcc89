package sync

import (
	"time"

	"bianmin/hall"
)

// State is what a light (状态灯) is built from. It claims nothing that was not seen:
// LastGood is the last time the county itself answered that it holds everything.
type State struct {
	Busy      bool           // a round is under way
	LastTry   time.Time      // start of the last round; zero before the first
	LastGood  time.Time      // end of the last round after which nothing waited
	NextTry   time.Time      // when Watch tries again; zero when it does not run
	Waiting   int64          // entries the county did not hold, as of the last change
	Attention int64          // verdicts other than applied, since the program started
	Failing   bool           // the last round failed
	Kind      hall.ErrorKind // why, when Failing
	Reason    string         // in Chinese, when Failing
	Next      string         // what to do, may be empty
}

// State returns the present state.
func (s *Syncer) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// change edits the state and tells whoever listens, one at a time and in order.
func (s *Syncer) change(edit func(*State)) {
	s.telling.Lock()
	defer s.telling.Unlock()
	s.mu.Lock()
	edit(&s.state)
	now := s.state
	s.mu.Unlock()
	s.o.Changed(now)
}

func (s *Syncer) begin() {
	now := s.o.Clock()
	s.change(func(st *State) { st.Busy, st.LastTry = true, now })
}

// progressed shows that a batch was acknowledged.
func (s *Syncer) progressed(waiting int64) {
	s.change(func(st *State) { st.Waiting = waiting })
}

func (s *Syncer) end(r Report, err error) {
	now := s.o.Clock()
	s.change(func(st *State) {
		st.Busy = false
		st.Waiting = r.Waiting
		st.Attention += r.Attention
		st.Failing = err != nil
		st.Kind, st.Reason, st.Next = 0, "", ""
		if err != nil {
			st.Kind = hall.KindOf(err)
			st.Reason, st.Next = hall.Explain(err)
			return
		}
		if r.Waiting == 0 {
			st.LastGood = now
		}
	})
	if err != nil {
		s.o.Log.Info("sync round ended", "pushed", r.Pushed, "waiting", r.Waiting, "error", err)
	}
}
