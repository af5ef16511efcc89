// Package browser prints HTML with a headless Chromium: the peer our papers are measured beside. It speaks
// the DevTools protocol over two pipes, so that no port is opened and no socket library needed.
package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// stopTime is how long the browser may take to end.
const stopTime = 10 * time.Second

// Find returns the path of a Chromium, or an error when there is none.
func Find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on the path")
}

// Browser is a running headless Chromium with one page open. It is not safe for concurrent use.
type Browser struct {
	cmd     *exec.Cmd
	to      *os.File
	from    *os.File
	reader  *bufio.Reader
	session string
	calls   int
}

// message is a command, an answer or an event of the protocol.
type message struct {
	ID      int             `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// Flags are what every start of the browser is given; profile is an empty directory for its own files.
func Flags(profile string) []string {
	return []string{
		"--headless", "--disable-gpu", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--user-data-dir=" + profile,
	}
}

// Start starts the browser and opens an empty page.
func Start(ctx context.Context, program, profile string) (*Browser, error) {
	theirIn, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	from, theirOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, theirIn.Close(), to.Close())
	}
	cmd := exec.CommandContext(ctx, program, append(Flags(profile), "--remote-debugging-pipe")...) //nolint:gosec // a browser of the path
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}                                                 // descriptors 3 and 4, as the flag has them
	err = cmd.Start()
	err = errors.Join(err, theirIn.Close(), theirOut.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the browser: %w", err), to.Close(), from.Close())
	}
	b := &Browser{cmd: cmd, to: to, from: from, reader: bufio.NewReaderSize(from, 1<<20)}
	if err := b.openPage(); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Browser) openPage() error {
	var target struct {
		ID string `json:"targetId"`
	}
	if err := b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var attached struct {
		ID string `json:"sessionId"`
	}
	if err := b.call("Target.attachToTarget", map[string]any{"targetId": target.ID, "flatten": true}, &attached); err != nil {
		return err
	}
	b.session = attached.ID
	return b.call("Page.enable", nil, nil)
}

// Load opens a file and waits until it and its fonts are there.
func (b *Browser) Load(file string) error {
	page := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	if err := b.send("Page.navigate", map[string]any{"url": page.String()}); err != nil {
		return err
	}
	if err := b.until(func(m message) bool { return m.Method == "Page.loadEventFired" }); err != nil {
		return err
	}
	return b.call("Runtime.evaluate", map[string]any{"expression": "document.fonts.ready.then(() => 1)", "awaitPromise": true}, nil)
}

// Print prints the page that is loaded and returns the PDF.
func (b *Browser) Print() ([]byte, error) {
	var got struct {
		Data []byte `json:"data"` // base64
	}
	err := b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true}, &got)
	return got.Data, err
}

// Close ends the browser and waits for it.
func (b *Browser) Close() error {
	_ = b.send("Browser.close", nil) // it may be gone already
	late := time.AfterFunc(stopTime, func() { _ = b.cmd.Process.Kill() })
	defer late.Stop()
	_, _ = io.Copy(io.Discard, b.reader)
	_ = b.cmd.Wait()
	return errors.Join(b.to.Close(), b.from.Close())
}

// call sends a command and decodes its answer into v, unless v is nil.
func (b *Browser) call(method string, params, v any) error {
	if err := b.send(method, params); err != nil {
		return err
	}
	id := b.calls
	var answer message
	err := b.until(func(m message) bool {
		answer = m
		return m.ID == id
	})
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", method, err)
	case answer.Error != nil:
		return fmt.Errorf("%s: %s", method, answer.Error.Message)
	case v == nil:
		return nil
	}
	return json.Unmarshal(answer.Result, v)
}

func (b *Browser) send(method string, params any) error {
	b.calls++
	raw, err := json.Marshal(message{ID: b.calls, Method: method, Params: params, Session: b.session})
	if err != nil {
		return err
	}
	if _, err := b.to.Write(append(raw, 0)); err != nil {
		return fmt.Errorf("tell the browser: %w", err)
	}
	return nil
}

// until reads messages up to one that fits.
func (b *Browser) until(fits func(message) bool) error {
	for {
		raw, err := b.reader.ReadBytes(0)
		if err != nil {
			return fmt.Errorf("hear the browser: %w", err)
		}
		var m message
		if err := json.Unmarshal(bytes.TrimSuffix(raw, []byte{0}), &m); err != nil {
			return fmt.Errorf("hear the browser: %w", err)
		}
		if fits(m) {
			return nil
		}
	}
}
