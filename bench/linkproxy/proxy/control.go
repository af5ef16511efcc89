package proxy

import (
	"encoding/json"
	"net/http"
)

// Control returns the handler of the control port: /stats prints the counts as JSON; /reset, /cut, /down
// and /up act and answer 200 with an empty body. It has no guard: bind it to loopback only.
func (p *Proxy) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/stats", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(p.Stats()); err != nil {
			return // the asker went away
		}
	})
	acts := map[string]func(){
		"/reset": p.Reset,
		"/cut":   p.Cut,
		"/down":  func() { p.SetDown(true) },
		"/up":    p.SetUp,
	}
	for path, act := range acts {
		mux.HandleFunc(path, func(http.ResponseWriter, *http.Request) { act() })
	}
	return mux
}
