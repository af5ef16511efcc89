package hall

import (
	"encoding/json"
	"fmt"

	"bianmin/hall/journal"
)

// mostRules is how many different rules a RulesReader keeps.
const mostRules = 256

// RulesReader reads bodies of cases. The rules of a matter stand in every receipt of it; equal
// ones are read once and shared. The zero RulesReader is ready; it is not safe for concurrent use.
type RulesReader struct{ known map[string]Rules }

// ReadCaseBody reads the body of an entry of a case.
func (r *RulesReader) ReadCaseBody(e journal.Entry) (CaseBody, error) {
	if Kind(e.Kind) == KindReceived {
		return r.received(e)
	}
	return decodeCaseBody(e)
}

func (r *RulesReader) received(e journal.Entry) (CaseBody, error) {
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
	rules, known := r.known[string(body.Rules)]
	if !known {
		if err := json.Unmarshal(body.Rules, &rules); err != nil {
			return nil, fmt.Errorf("rules of %s: %w", e.Kind, err)
		}
		if r.known == nil || len(r.known) >= mostRules {
			r.known = map[string]Rules{}
		}
		r.known[string(body.Rules)] = rules
	}
	out.Rules = rules
	return out, nil
}
