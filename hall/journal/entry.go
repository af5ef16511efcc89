// Package journal is the byte form of what a device has done: entries (留痕),
// their leaves, and the Merkle head that names a whole history.
// See DESIGN.md for the format and the reasons.
package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// SaltSize is the length in bytes of the random salt that hides a body behind its leaf.
const SaltSize = 16

// MaxLine is the longest line, in bytes, that ParseLine takes as an entry.
const MaxLine = 2 << 20

// Hash is a Merkle hash (SHA-256, RFC 6962).
type Hash = tlog.Hash

// Header says what happened to which subject, by whom and when. It outlives the body.
type Header struct {
	ID       string    `json:"id"`              // UUIDv7; facts made by time use UUIDv5
	Kind     string    `json:"kind"`            // for example case.accepted
	Subject  string    `json:"subject"`         // id of the case or appointment
	Base     string    `json:"base,omitempty"`  // id of the subject's last entry the actor saw; empty for the first
	Actor    string    `json:"actor"`           // staff id signed in at that moment
	At       time.Time `json:"at"`              // occurred (发生时间), UTC
	Recorded time.Time `json:"recorded"`        // written on the device (录入时间), UTC
	Clock    Clock     `json:"clock"`           // hybrid logical clock, for ordering displays only
	Schema   int       `json:"schema"`          // version of the body's shape, from 1
	Rules    string    `json:"rules"`           // edition of the rules the actor's program followed
	Blobs    []string  `json:"blobs,omitempty"` // hashes of attachments
}

// Entry is one fact: a header, a body and the salt. Its bytes are made once and
// kept; Line returns the same bytes for ever.
type Entry struct {
	Header
	rawHeader []byte
	rawBody   []byte
	salt      [SaltSize]byte
}

// ErrNotEntry reports a line that is not an entry. The line still has a leaf (see LeafOf).
var ErrNotEntry = errors.New("journal: line is not an entry")

// New serialises a header and a body (any value that encodes to a JSON object).
// Times are cut to milliseconds and turned to UTC. It fails when a required
// header field is empty or the body is not an object.
func New(h Header, body any, salt [SaltSize]byte) (Entry, error) {
	h.At = h.At.UTC().Truncate(time.Millisecond)
	h.Recorded = h.Recorded.UTC().Truncate(time.Millisecond)
	if h.ID == "" || h.Kind == "" || h.Subject == "" || h.Schema < 1 {
		return Entry{}, fmt.Errorf("journal: header of kind %q is incomplete", h.Kind)
	}
	rawHeader, err := encode(h)
	if err != nil {
		return Entry{}, fmt.Errorf("encode header: %w", err)
	}
	rawBody, err := encode(body)
	if err != nil {
		return Entry{}, fmt.Errorf("encode body of %s: %w", h.Kind, err)
	}
	if len(rawBody) == 0 || rawBody[0] != '{' {
		return Entry{}, fmt.Errorf("journal: body of %s is not an object", h.Kind)
	}
	return Entry{Header: h, rawHeader: rawHeader, rawBody: rawBody, salt: salt}, nil
}

// FromParts rebuilds a stored entry from its three parts, byte for byte.
func FromParts(rawHeader []byte, salt [SaltSize]byte, rawBody []byte) (Entry, error) {
	var h Header
	if err := json.Unmarshal(rawHeader, &h); err != nil {
		return Entry{}, fmt.Errorf("%w: header: %w", ErrNotEntry, err)
	}
	return Entry{Header: h, rawHeader: rawHeader, rawBody: rawBody, salt: salt}, nil
}

// RawHeader returns the header's bytes as first serialised. Do not change them.
func (e Entry) RawHeader() []byte { return e.rawHeader }

// RawBody returns the body's bytes as first serialised. Do not change them.
func (e Entry) RawBody() []byte { return e.rawBody }

// Salt returns the random bytes that hide the body behind its leaf.
func (e Entry) Salt() [SaltSize]byte { return e.salt }

// Decode reads the body into v.
func (e Entry) Decode(v any) error {
	if err := json.Unmarshal(e.rawBody, v); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	return nil
}

// Leaf is the entry's RFC 6962 leaf: H(0 ‖ header ‖ H(salt ‖ body)). A body purged
// after its term takes the salt along; header and proof still verify.
func (e Entry) Leaf() Hash { return leaf(e.rawHeader, e.salt[:], e.rawBody) }

// Line is the entry on the wire, one line of NDJSON without the line break.
func (e Entry) Line() []byte {
	out := make([]byte, 0, len(e.rawHeader)+len(e.rawBody)+48)
	out = append(out, `{"h":`...)
	out = append(out, e.rawHeader...)
	out = append(out, `,"s":"`...)
	out = base64.RawStdEncoding.AppendEncode(out, e.salt[:])
	out = append(out, `","b":`...)
	out = append(out, e.rawBody...)
	return append(out, '}')
}

// ParseLine reads a wire line. The parts keep the bytes they had on the line. Whether
// the body means anything shows when it is decoded. Any other text gives an error that
// is ErrNotEntry.
func ParseLine(line []byte) (Entry, error) {
	header, salt, body, err := split(line)
	if err != nil {
		return Entry{}, err
	}
	e, err := FromParts(header, salt, body)
	if err != nil {
		return Entry{}, err
	}
	if e.ID == "" || e.Kind == "" || e.Subject == "" || e.Schema < 1 {
		return Entry{}, fmt.Errorf("%w: header is incomplete", ErrNotEntry)
	}
	return e, nil
}

// LeafOf gives the leaf of any line: of its parts where the line is framed like an entry,
// or, for any other line, the hash of the bytes. Both ends use it, so that a damaged
// line can be carried, counted and refused by itself and never blocks a journal.
func LeafOf(line []byte) Hash {
	header, salt, body, err := split(line)
	if err != nil {
		return tlog.RecordHash(line)
	}
	return leaf(header, salt[:], body)
}

func leaf(header, salt, body []byte) Hash {
	inner := sha256.New()
	inner.Write(salt)
	inner.Write(body)
	record := make([]byte, 0, len(header)+sha256.Size)
	record = append(record, header...)
	record = inner.Sum(record)
	return tlog.RecordHash(record)
}

// The frame of a line: what stands before the header, between the parts, and at the end.
const (
	frameHeader = `{"h":`
	frameSalt   = `,"s":"`
	frameBody   = `","b":`
	saltText    = (SaltSize*8 + 5) / 6 // base64 without padding
)

// split cuts a line at its frame. It does not look into the parts, but for where the
// header ends: nothing can ride along outside header, salt and body.
func split(line []byte) (header []byte, salt [SaltSize]byte, body []byte, err error) {
	rest, ok := bytes.CutPrefix(line, []byte(frameHeader))
	if !ok || len(line) > MaxLine {
		return nil, salt, nil, fmt.Errorf("%w: frame", ErrNotEntry)
	}
	end := objectEnd(rest)
	if end < 0 {
		return nil, salt, nil, fmt.Errorf("%w: header is no object", ErrNotEntry)
	}
	header = rest[:end]
	rest, ok = bytes.CutPrefix(rest[end:], []byte(frameSalt))
	if !ok || len(rest) < saltText {
		return nil, salt, nil, fmt.Errorf("%w: salt", ErrNotEntry)
	}
	if n, err := base64.RawStdEncoding.Strict().Decode(salt[:], rest[:saltText]); err != nil || n != SaltSize {
		return nil, salt, nil, fmt.Errorf("%w: salt", ErrNotEntry)
	}
	body, ok = bytes.CutPrefix(rest[saltText:], []byte(frameBody))
	if !ok || len(body) < 3 || body[0] != '{' || body[len(body)-1] != '}' {
		return nil, salt, nil, fmt.Errorf("%w: body is no object", ErrNotEntry)
	}
	return header, salt, body[:len(body)-1], nil
}

// objectEnd is the length of the JSON object text begins with, -1 when it does not.
func objectEnd(text []byte) int {
	if len(text) == 0 || text[0] != '{' {
		return -1
	}
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
}
