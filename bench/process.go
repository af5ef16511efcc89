package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// stopTime is how long a server may take to end after it was asked to.
const stopTime = 20 * time.Second

// server is a program that runs beside this one and listens on a port it chose itself.
type server struct {
	url  string
	cmd  *exec.Cmd
	done chan error
}

// startServer starts a program that prints "listening http://…" as its first line.
func startServer(ctx context.Context, program string, args ...string) (*server, error) {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // built by this run, or of the path
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a server: %w", err)
	}
	s := &server{cmd: cmd, done: make(chan error, 1)}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	go func() {
		_, _ = io.Copy(io.Discard, lines)
		s.done <- cmd.Wait()
	}()
	url, ok := strings.CutPrefix(strings.TrimSpace(first), "listening ")
	if err != nil || !ok {
		s.stop()
		return nil, fmt.Errorf("server said %q instead of where it listens: %w", first, err)
	}
	s.url = url
	return s, nil
}

// addr is the server's host and port.
func (s *server) addr() string { return strings.TrimPrefix(s.url, "http://") }

// stop ends this server's own process, gently first, and waits. It may be called again.
func (s *server) stop() {
	if s.cmd.Process.Signal(os.Interrupt) != nil {
		_ = s.cmd.Process.Kill()
	}
	late := time.AfterFunc(stopTime, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	err := <-s.done
	s.done <- err
}

// output runs a program to its end and returns what it printed.
func output(ctx context.Context, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // built by this run, or of the path
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", args[0], err, complaint.Bytes())
	}
	return out, nil
}

// document runs a program to its end and reads the JSON it printed.
func document(ctx context.Context, into any, program string, args ...string) error {
	out, err := output(ctx, program, args...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("%s printed no document: %w", args[0], err)
	}
	return nil
}
