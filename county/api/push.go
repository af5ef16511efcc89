package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"bianmin/county/store"
	"bianmin/hall/journal"
	"bianmin/sync/wire"
)

// storeTime bounds T1 and T2; a client that goes away does not stop them.
const storeTime = 60 * time.Second

// push takes entries: read and check, store and commit (T1), judge (T2), answer.
func (a *API) push(w http.ResponseWriter, r *http.Request) {
	select {
	case a.slots <- struct{}{}:
		defer func() { <-a.slots }()
	default:
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, wire.Error{Code: wire.Busy, Message: "县平台正忙，请稍后再传"})
		return
	}
	from, err := strconv.ParseInt(r.URL.Query().Get("from"), 10, 64)
	if err != nil || from < 1 {
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.Malformed, Message: "from 应是从 1 起的位置"})
		return
	}
	j, ok := a.find(w, r)
	if !ok {
		return
	}
	p, ok := a.read(w, r)
	if !ok {
		return
	}
	head, err := journal.OpenHead(j.PublicKey, j.ID, p.Head)
	if err != nil {
		a.log.Warn("bad signature", "hall", j.Hall, "journal", j.ID, "from", from)
		refuse(w, http.StatusUnauthorized, wire.Error{Code: wire.BadSignature, Message: "签名不是登记的那台设备的"})
		return
	}
	if head.Size != from+int64(len(p.Lines))-1 {
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.Malformed, Message: "条数和签名里的不一致"})
		return
	}
	kept := store.Push{Hall: j.Hall, Journal: j.ID, From: from, Lines: lines(p), Head: head, Signed: p.Head, At: a.clock().UTC()}
	kept.Ahead = store.ReadAhead(kept.Lines)
	a.take(w, r, j, kept)
}

// take stores, judges and answers.
func (a *API) take(w http.ResponseWriter, r *http.Request, j store.Journal, p store.Push) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), storeTime)
	defer cancel()
	id, err := a.reports.Identity(ctx)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	head, err := a.journals.Keep(ctx, p)
	var gap *store.GapError
	var fork *store.ForkError
	switch {
	case errors.As(err, &gap):
		refuse(w, http.StatusConflict, wire.Error{
			Code: wire.Gap, Message: "前面还缺记录，请从缺的那条传起", Epoch: id.Epoch, Acked: gap.Head.Size, Head: &gap.Head,
		})
		return
	case errors.As(err, &fork):
		a.log.Warn("fork", "hall", j.Hall, "journal", j.ID, "from", p.From, "seq", fork.Seq)
		refuse(w, http.StatusConflict, wire.Error{
			Code: wire.JournalFork, Message: "县平台上同一位置是另一条记录", Epoch: id.Epoch, Acked: fork.Head.Size, Head: &fork.Head,
		})
		return
	case err != nil:
		a.fail(w, r, err)
		return
	}
	ack := wire.Ack{Epoch: id.Epoch, Acked: head.Size, Time: p.At, Head: head}
	// From here the entries are on disk. Whatever judging comes to, they are acknowledged;
	// what is left pending is judged with the next push of the hall or at the next start.
	if err := a.journals.Judge(ctx, j.Hall, a.judge, &p); err != nil {
		a.log.Error("judging failed, entries stay pending", "hall", j.Hall, "journal", j.ID, "error", err)
	} else if n := int64(len(p.Lines)); n > 0 {
		ack.Results, err = a.journals.Exceptions(ctx, j.Hall, j.ID, p.From, p.From+n-1)
		if err != nil {
			a.log.Error("verdicts not read", "hall", j.Hall, "journal", j.ID, "error", err)
		}
	}
	a.log.Info("push", "hall", j.Hall, "journal", j.ID, "from", p.From, "entries", len(p.Lines),
		"acked", head.Size, "exceptions", len(ack.Results), "took", a.clock().Sub(p.At))
	reply(w, http.StatusOK, ack)
}

// read takes the body in, checks its digest, and decodes it; or answers.
func (a *API) read(w http.ResponseWriter, r *http.Request) (wire.Push, bool) {
	if r.ContentLength > wire.MaxCoded {
		refuse(w, http.StatusRequestEntityTooLarge, wire.Error{Code: wire.TooLarge, Message: "一次传得太多，请分小一点"})
		return wire.Push{}, false
	}
	coded, err := io.ReadAll(io.LimitReader(a.patient(w, r.Body), wire.MaxCoded+1))
	switch {
	case err != nil:
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.BadDigest, Message: "没有收全，请再传一次"})
		return wire.Push{}, false
	case len(coded) > wire.MaxCoded:
		refuse(w, http.StatusRequestEntityTooLarge, wire.Error{Code: wire.TooLarge, Message: "一次传得太多，请分小一点"})
		return wire.Push{}, false
	case !wire.DigestMatches(r.Header.Get("Content-Digest"), coded):
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.BadDigest, Message: "内容在路上变了，请再传一次"})
		return wire.Push{}, false
	}
	p, err := wire.DecodePush(bytes.NewReader(coded))
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, wire.Error{Code: wire.TooLarge, Message: "一次传得太多，请分小一点"})
		return p, false
	case err != nil:
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.Malformed, Message: "内容的格式不对"})
		return p, false
	}
	return p, true
}

func lines(p wire.Push) []store.Line {
	leaves := p.Leaves()
	out := make([]store.Line, len(leaves))
	for i, leaf := range leaves {
		out[i] = store.Line{Raw: p.Lines[i], Leaf: leaf}
	}
	return out
}

// patient reads as long as bytes keep coming: the deadline is on progress, not on the
// whole. The timer needs no clock, so that a county on a shifted clock reads just as well.
func (a *API) patient(w http.ResponseWriter, body io.Reader) io.Reader {
	return &patientReader{body: body, control: http.NewResponseController(w), wait: a.progress}
}

type patientReader struct {
	body    io.Reader
	control *http.ResponseController
	wait    time.Duration
}

// Read implements io.Reader.
func (p *patientReader) Read(b []byte) (int, error) {
	timer := time.AfterFunc(p.wait, func() {
		_ = p.control.SetReadDeadline(time.Unix(1, 0)) // a recorder in a test has no deadline
	})
	defer timer.Stop()
	return p.body.Read(b)
}
