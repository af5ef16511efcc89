package api

import (
	"crypto/sha256"
	"errors"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/sync/wire"
)

// CodeHash is what a store keeps of an enrolment code. Anything but digits is layout; full-width
// digits (０–９), as Chinese input methods type them, count as digits.
func CodeHash(code string) []byte {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, code)
	sum := sha256.Sum256([]byte("bianmin.enrol/" + digits))
	return sum[:]
}

// enrol pins a device's public key on a one-time code.
func (a *API) enrol(w http.ResponseWriter, r *http.Request) {
	e, err := wire.DecodeEnrol(a.patient(w, r.Body))
	if err != nil || !keyOf(e.Journal, e.PublicKey) {
		refuse(w, http.StatusBadRequest, wire.Error{Code: wire.Malformed, Message: "登记请求的格式不对"})
		return
	}
	g, err := a.enrolment.Enrol(r.Context(), store.Application{
		CodeHash: CodeHash(e.Code), Journal: e.Journal, PublicKey: e.PublicKey,
		Wished: hall.DeviceCode(e.Device), Program: e.Program, At: a.clock().UTC(),
	})
	if errors.Is(err, store.ErrBadCode) {
		a.log.Warn("enrolment refused", "journal", e.Journal)
		refuse(w, http.StatusForbidden, wire.Error{Code: wire.BadCode, Message: "登记码不对、已过期，或已被别的设备用过"})
		return
	}
	if hall.KindOf(err) == hall.Invalid { // for example no device code left
		say, _ := hall.Explain(err)
		refuse(w, http.StatusConflict, wire.Error{Code: wire.Failed, Message: say})
		return
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	id, err := a.reports.Identity(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.log.Info("enrolled", "hall", g.Hall, "journal", e.Journal, "device", string(g.Device))
	reply(w, http.StatusOK, wire.Enrolled{
		Hall: g.Hall, County: id.Name, Device: string(g.Device), Spare: string(g.Spare), Epoch: id.Epoch,
	})
}

// keyOf reports whether the public key is one made for this journal.
func keyOf(journalID, public string) bool {
	v, err := note.NewVerifier(public)
	return err == nil && strings.HasSuffix(v.Name(), "/"+journalID)
}
