// Package api serves devices: enrolment, the push of journals, and the head the county
// holds of each. Formats are those of sync/wire; see ../DESIGN.md for the two steps of a push.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/sync/wire"
)

// answerTime is how long a client may take to read an answer.
const answerTime = 2 * time.Minute

// Options are the limits. The zero value of a field means its default.
type Options struct {
	Pushes   int           // pushes carried at once, default 64; more get 503
	Progress time.Duration // a client may be silent this long, default 45 s
}

// API is the device side of the county. It is safe for use by many goroutines.
type API struct {
	journals  store.Journals
	enrolment store.Enrolment
	reports   store.Reports
	judge     store.Judge
	clock     func() time.Time
	log       *slog.Logger
	slots     chan struct{}
	progress  time.Duration
}

// Stores are the parts of a county store the API needs.
type Stores struct {
	Journals  store.Journals
	Enrolment store.Enrolment
	Reports   store.Reports
}

// New returns an API over a store. clock is the county's clock.
func New(s Stores, judge store.Judge, clock func() time.Time, log *slog.Logger, o Options) *API {
	if o.Pushes <= 0 {
		o.Pushes = 64
	}
	if o.Progress <= 0 {
		o.Progress = 45 * time.Second
	}
	return &API{
		journals: s.Journals, enrolment: s.Enrolment, reports: s.Reports, judge: judge,
		clock: clock, log: log, slots: make(chan struct{}, o.Pushes), progress: o.Progress,
	}
}

// Register adds the API's routes to a mux.
func (a *API) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /v1/enrol", a.enrol)
	mux.HandleFunc("POST /v1/journals/{journal}/entries", a.push)
	mux.HandleFunc("GET /v1/journals/{journal}", a.standing)
	mux.HandleFunc("GET /healthz", a.health)
}

func (a *API) health(w http.ResponseWriter, r *http.Request) {
	if _, err := a.reports.Identity(r.Context()); err != nil {
		a.fail(w, r, err)
		return
	}
	reply(w, http.StatusOK, map[string]string{"status": "ok"})
}

func (a *API) standing(w http.ResponseWriter, r *http.Request) {
	j, ok := a.find(w, r)
	if !ok {
		return
	}
	id, err := a.reports.Identity(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	reply(w, http.StatusOK, wire.Standing{Epoch: id.Epoch, Acked: j.Head.Size, Head: j.Head})
}

// find looks the journal of the URL up, or answers.
func (a *API) find(w http.ResponseWriter, r *http.Request) (store.Journal, bool) {
	id := r.PathValue("journal")
	if !wire.ValidJournal(id) {
		refuse(w, http.StatusForbidden, wire.Error{Code: wire.UnknownJournal, Message: "县平台没有登记这台设备"})
		return store.Journal{}, false
	}
	j, err := a.journals.Journal(r.Context(), id)
	if hall.KindOf(err) == hall.NotFound {
		say, _ := hall.Explain(err)
		refuse(w, http.StatusForbidden, wire.Error{Code: wire.UnknownJournal, Message: say})
		return j, false
	}
	if err != nil {
		a.fail(w, r, err)
		return j, false
	}
	return j, true
}

// fail answers an error of the county's own. Its text goes to the log, not to the client.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, context.Canceled) {
		a.log.Error("request failed", "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Retry-After", "10")
	refuse(w, http.StatusServiceUnavailable, wire.Error{Code: wire.Failed, Message: "县平台暂时存不下，请稍后再传；记录都在本机"})
}

func refuse(w http.ResponseWriter, status int, e wire.Error) { reply(w, status, e) }

func reply(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", wire.AnswerType)
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	timer := time.AfterFunc(answerTime, func() { _ = control.SetWriteDeadline(time.Unix(1, 0)) })
	defer timer.Stop()
	w.WriteHeader(status)
	_, _ = w.Write(append(raw, '\n')) // a client that is gone asks again
}
