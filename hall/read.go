package hall

import (
	"encoding/json"
	"fmt"

	"bianmin/hall/journal"
)

// Reading is an entry with its body read. Reading needs no state and can be done ahead,
// on another core; judging goes one by one.
type Reading struct {
	Entry       journal.Entry
	ofCase      caseBody
	appointment appointmentBody
	err         error // why the body cannot be read; judging rejects it
}

// Reader reads many entries. The rules of a matter stand in every receipt of it; a Reader
// reads equal ones once and shares them. The zero Reader is ready; it is not safe for
// concurrent use, its Readings are.
type Reader struct{ rules map[string]Rules }

// mostRules is how many different rules a Reader keeps.
const mostRules = 256

// Read reads the body of one entry.
func Read(e journal.Entry) Reading {
	var r Reader
	return r.Read(e)
}

// Read reads the body of an entry.
func (r *Reader) Read(e journal.Entry) Reading {
	out := Reading{Entry: e}
	switch {
	case Kind(e.Kind).IsAppointment():
		out.appointment, out.err = decodeAppointmentBody(e)
	case Kind(e.Kind) == KindReceived:
		out.ofCase, out.err = r.received(e)
	default:
		out.ofCase, out.err = decodeCaseBody(e)
	}
	return out
}

func (r *Reader) received(e journal.Entry) (caseBody, error) {
	type plain Received
	body := struct {
		plain
		Rules json.RawMessage `json:"rules"` // shadows the receipt's own, which is read below
	}{}
	if err := json.Unmarshal(e.RawBody(), &body); err != nil {
		return nil, fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	out := Received(body.plain)
	if len(body.Rules) == 0 {
		return out, nil
	}
	rules, known := r.rules[string(body.Rules)]
	if !known {
		if err := json.Unmarshal(body.Rules, &rules); err != nil {
			return nil, fmt.Errorf("rules of %s: %w", e.Kind, err)
		}
		if r.rules == nil || len(r.rules) >= mostRules {
			r.rules = map[string]Rules{}
		}
		r.rules[string(body.Rules)] = rules
	}
	out.Rules = rules
	return out, nil
}
