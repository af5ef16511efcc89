package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
)

const (
	retryPause = time.Second // the naive client's whole retry policy
	askTimeout = 5 * time.Second
)

// options are the flags of post and batch.
type options struct {
	kind, url, in, ctl, server, dict string
	close                            bool
	timeout                          time.Duration
	batch, level                     int
}

// result is the one document a client prints.
type result struct {
	What    string         `json:"what"`
	N       int            `json:"n"`
	Seconds float64        `json:"t_s"`
	Rate    float64        `json:"rec_s"`
	Retries int            `json:"retries"`
	Line    map[string]any `json:"line,omitempty"`   // the proxy's counts
	Server  *held          `json:"server,omitempty"` // what the server holds
}

// pusher sends to one server and retries without end, as the clients it stands for do.
type pusher struct {
	http    *http.Client
	url     string
	retries int
}

// client parses the flags, sends the file and prints the result.
func client(ctx context.Context, kind string, args []string, out io.Writer) error {
	o := options{kind: kind}
	fs := flag.NewFlagSet(kind, flag.ExitOnError)
	fs.StringVar(&o.url, "url", "http://127.0.0.1:9210", "server, usually through linkproxy")
	fs.StringVar(&o.in, "in", "", "NDJSON file to send")
	fs.StringVar(&o.ctl, "ctl", "http://127.0.0.1:9211", "control port of linkproxy; empty is none")
	fs.StringVar(&o.server, "server", "http://127.0.0.1:9200", "server without the proxy, asked for its count; empty is none")
	fs.BoolVar(&o.close, "close", false, "a new connection for each request")
	fs.DurationVar(&o.timeout, "timeout", 10*time.Second, "of one request")
	fs.IntVar(&o.batch, "n", 500, "records a batch")
	fs.IntVar(&o.level, "level", 3, "zstd level")
	fs.StringVar(&o.dict, "dict", "", "zstd dictionary file")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if o.batch < 1 {
		return errors.New("-n must be at least 1")
	}
	res, err := send(ctx, o)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(res)
}

// send reads the file, sends it and asks both ends for their counts.
func send(ctx context.Context, o options) (*result, error) {
	b, err := os.ReadFile(o.in)
	if err != nil {
		return nil, err
	}
	lines := bytes.Split(bytes.TrimSpace(b), []byte("\n"))
	tr := &http.Transport{DisableKeepAlives: o.close, MaxIdleConnsPerHost: 1, DisableCompression: true}
	defer tr.CloseIdleConnections()
	p := &pusher{url: o.url, http: &http.Client{Timeout: o.timeout, Transport: tr}}
	if o.ctl != "" {
		if err := ask(ctx, http.MethodPost, o.ctl+"/reset", nil); err != nil {
			return nil, err
		}
	}
	began := time.Now()
	if o.kind == "post" {
		err = p.postAll(ctx, lines)
	} else {
		err = p.batchAll(ctx, lines, o)
	}
	if err != nil {
		return nil, err
	}
	took := time.Since(began).Seconds()
	res := &result{
		What: fmt.Sprintf("%s n=%d close=%v", o.kind, o.batch, o.close), N: len(lines),
		Seconds: math.Round(took*1000) / 1000, Rate: math.Round(float64(len(lines)) / took), Retries: p.retries,
	}
	return res, res.askBothEnds(ctx, o)
}

// askBothEnds fills in the counts of the proxy and the server.
func (r *result) askBothEnds(ctx context.Context, o options) error {
	if o.ctl != "" {
		if err := ask(ctx, http.MethodGet, o.ctl+"/stats", &r.Line); err != nil {
			return err
		}
	}
	if o.server == "" {
		return nil
	}
	r.Server = &held{}
	return ask(ctx, http.MethodGet, o.server+"/count", r.Server)
}

// postAll sends one record a request.
func (p *pusher) postAll(ctx context.Context, lines [][]byte) error {
	for _, l := range lines {
		if _, err := p.do(ctx, "/api/case/add", "application/json", "", l); err != nil {
			return err
		}
	}
	return nil
}

// batchAll sends o.batch records a request and stops when an answer does not acknowledge all of them.
func (p *pusher) batchAll(ctx context.Context, lines [][]byte, o options) error {
	opts := []zstd.EOption{
		zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(o.level)),
		zstd.WithEncoderConcurrency(1),
	}
	if o.dict != "" {
		b, err := os.ReadFile(o.dict)
		if err != nil {
			return err
		}
		opts = append(opts, zstd.WithEncoderDict(b))
	}
	enc, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		return err
	}
	for from := 0; from < len(lines); from += o.batch {
		part := lines[from:min(from+o.batch, len(lines))]
		coded := enc.EncodeAll(append(bytes.Join(part, []byte("\n")), '\n'), nil)
		answer, err := p.do(ctx, "/v1/push", "application/x-ndjson", "zstd", coded)
		if err != nil {
			return err
		}
		first, _, _ := bytes.Cut(answer, []byte("\n"))
		var a struct{ Acked int }
		if json.Unmarshal(first, &a) != nil || a.Acked != len(part) {
			return fmt.Errorf("batch at record %d of %d: answer %q", from, len(part), answer)
		}
	}
	return nil
}

// do posts until it is answered 200, and returns the answer; only the end of ctx stops it.
func (p *pusher) do(ctx context.Context, path, contentType, coding string, body []byte) ([]byte, error) {
	for {
		b, err := p.once(ctx, path, contentType, coding, body)
		if err == nil {
			return b, nil
		}
		p.retries++
		select {
		case <-time.After(retryPause):
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), err)
		}
	}
}

// once is one attempt.
func (p *pusher) once(ctx context.Context, path, contentType, coding string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.GetBody = nil // no silent replay by net/http: the client's own retry only
	req.Header.Set("Content-Type", contentType)
	if coding != "" {
		req.Header.Set("Content-Encoding", coding)
	}
	res, err := p.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %s", res.Status)
	}
	return b, err
}

// ask calls a control or count address and decodes the answer into v, unless v is nil.
func ask(ctx context.Context, method, url string, v any) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: status %s", url, res.Status)
	}
	if v == nil {
		return nil
	}
	return json.NewDecoder(res.Body).Decode(v)
}
