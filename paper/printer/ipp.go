package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// ippSystem speaks IPP: to a print service with queues, or to printers by their address.
type ippSystem struct {
	http    *http.Client
	service string // "http://localhost:631" of a print service; empty for printers by address
	host    string // the service's name in printer URIs
	limits  Limits
}

// ippPort is where IPP listens. Source: RFC 8010 8.1.
const ippPort = "631"

// cupsSockets are where CUPS listens on this machine.
func cupsSockets() []string { return []string{"/run/cups/cups.sock", "/var/run/cups/cups.sock"} }

// newDirect reaches printers by their own address.
func newDirect(l Limits) *ippSystem { return &ippSystem{http: httpClient(l, ""), limits: l} }

// newCUPS reaches a print service: a path of a socket, a host with or without a port, or, empty,
// the one of this machine.
func newCUPS(server string, l Limits) *ippSystem {
	server, _, _ = strings.Cut(server, "/version=")
	if server == "" {
		server = net.JoinHostPort("localhost", ippPort)
		for _, path := range cupsSockets() {
			if _, err := os.Stat(path); err == nil {
				server = path
				break
			}
		}
	}
	if strings.HasPrefix(server, "/") {
		return &ippSystem{http: httpClient(l, server), service: "http://localhost", host: "localhost", limits: l}
	}
	if _, _, err := net.SplitHostPort(server); err != nil {
		server = net.JoinHostPort(strings.Trim(server, "[]"), ippPort)
	}
	return &ippSystem{http: httpClient(l, ""), service: "http://" + server, host: server, limits: l}
}

// httpClient dials a socket, or what the address says. It keeps no line open between calls, so
// nothing needs to be closed, goes through no proxy and follows no redirection: a paper goes to
// the printer that was named or nowhere.
func httpClient(l Limits, socket string) *http.Client {
	dialer := &net.Dialer{Timeout: l.Dial}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DisableKeepAlives: true, TLSHandshakeTimeout: l.Dial, ResponseHeaderTimeout: l.Send, MaxResponseHeaderBytes: 64 << 10,
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				if socket != "" {
					network, addr = "unix", socket
				}
				return dialer.DialContext(ctx, network, addr)
			},
		},
	}
}

// place is where a request goes: over HTTP, and to whom within.
type place struct {
	http string
	uri  string
}

// at is the place of a printer.
func (s *ippSystem) at(name string) (place, error) {
	if s.service != "" {
		path := "/printers/" + url.PathEscape(name)
		return place{http: s.service + path, uri: "ipp://" + s.host + path}, nil
	}
	u, err := url.Parse(name)
	if err != nil || u.Host == "" {
		return place{}, hall.Refuse("打印机的地址不对", "例如 ipp://192.168.1.20/ipp/print")
	}
	uri := *u
	switch u.Scheme {
	case "ipp":
		u.Scheme = "http"
	case "ipps":
		u.Scheme = "https"
	}
	if u.Port() == "" && uri.Scheme != u.Scheme {
		u.Host = net.JoinHostPort(u.Hostname(), ippPort)
	}
	return place{http: u.String(), uri: uri.String()}, nil
}

// root is the place of the print service itself.
func (s *ippSystem) root() place { return place{http: s.service + "/", uri: "ipp://" + s.host + "/"} }

// us is who owns our jobs, and the only thing a printer is told about who prints.
const us = "bianmin"

// request begins a request about a printer.
func request(op goipp.Op, to place) *goipp.Message {
	m := goipp.NewRequest(goipp.DefaultVersion, op, 1)
	m.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	m.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("zh-cn")))
	m.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String(to.uri)))
	return m
}

// asking adds who asks and, where there are any, what for.
func asking(m *goipp.Message, attributes ...string) *goipp.Message {
	m.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(us)))
	if len(attributes) > 0 {
		m.Operation.Add(keywords("requested-attributes", attributes...))
	}
	return m
}

func keywords(name string, words ...string) goipp.Attribute {
	a := goipp.Attribute{Name: name}
	for _, w := range words {
		a.Values.Add(goipp.TagKeyword, goipp.String(w))
	}
	return a
}

// oldVersion is what printers before IPP 2.0 speak.
func oldVersion() goipp.Version { return goipp.MakeVersion(1, 1) }

// ask sends a question and waits for its answer.
func (s *ippSystem) ask(ctx context.Context, to place, m *goipp.Message) (*goipp.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.Ask)
	defer cancel()
	return s.exchange(ctx, to, m, nil)
}

// send sends a request with a document behind it.
func (s *ippSystem) send(ctx context.Context, to place, m *goipp.Message, doc []byte) (*goipp.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.Send)
	defer cancel()
	return s.exchange(ctx, to, m, doc)
}

// exchange is one request and its answer. An answer that says no comes back beside its error.
func (s *ippSystem) exchange(ctx context.Context, to place, m *goipp.Message, doc []byte) (*goipp.Message, error) {
	answer, err := s.post(ctx, to, m, doc)
	if err != nil {
		return nil, s.silent(ctx, err)
	}
	if goipp.Status(answer.Code) == goipp.StatusErrorVersionNotSupported && m.Version != oldVersion() {
		older := *m
		older.Version = oldVersion()
		if answer, err = s.post(ctx, to, &older, doc); err != nil {
			return nil, s.silent(ctx, err)
		}
	}
	if status := goipp.Status(answer.Code); status >= goipp.StatusRedirectionOtherSite {
		return answer, refusal(goipp.Op(m.Code), status)
	}
	return answer, nil
}

// answerMost bounds an answer: a printer with every attribute says some 20 kB.
const answerMost = 1 << 20

// httpStatus is an HTTP answer other than 200.
type httpStatus int

func (h httpStatus) Error() string { return fmt.Sprintf("HTTP %d", int(h)) }

func (s *ippSystem) post(ctx context.Context, to place, m *goipp.Message, doc []byte) (*goipp.Message, error) {
	head, err := m.EncodeBytes()
	if err != nil {
		return nil, fmt.Errorf("encode an IPP request: %w", err)
	}
	body := append(head, doc...)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.http, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make an IPP request: %w", err)
	}
	req.Header.Set("Content-Type", goipp.ContentType)
	req.Header.Set("Accept", goipp.ContentType)
	resp, err := s.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, httpStatus(resp.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, answerMost))
	if err != nil {
		return nil, err
	}
	var answer goipp.Message
	if err := answer.DecodeEx(bytes.NewReader(data), goipp.DecoderOptions{EnableWorkarounds: true}); err != nil {
		return nil, errors.Join(errGarbled, err)
	}
	return &answer, nil
}

// errGarbled is behind an answer that is no IPP.
var errGarbled = errors.New("no IPP answer")
