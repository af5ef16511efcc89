package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zstd"

	"bianmin/hall/journal"
)

// Push is a run of consecutive lines of one journal, vouched for by the signed head.
// Journal and From stand in the URL, not in the body; see PushPath.
type Push struct {
	Client  string     // name and version of the sending program
	Schema  int        // schema the sender writes
	Head    string     // device-signed head of the journal after the last line, a note
	Lines   [][]byte   // wire lines; an omitted one is nil
	Omitted []Omission // by position, ascending
}

// Omission stands for a line that cannot travel: too large, or damaged so that it
// breaks the framing. Its leaf keeps the journal's root true; the line stays on the device.
type Omission struct {
	Index int          `json:"index"` // in Push.Lines
	Leaf  journal.Hash `json:"leaf"`
	Bytes int          `json:"bytes"` // length of the line
}

// Errors of DecodePush.
var (
	ErrMalformed = errors.New("wire: malformed body")
	ErrTooLarge  = errors.New("wire: body over the limits")
)

// head is the first line of the body.
type head struct {
	Count   int        `json:"count"`
	Client  string     `json:"client"`
	Schema  int        `json:"schema"`
	Head    string     `json:"head"`
	Omitted []Omission `json:"omitted,omitempty"`
}

// PushPath is the path and query of a push whose first line is position from.
func PushPath(journalID string, from int64) string {
	return "/v1/journals/" + url.PathEscape(journalID) + "/entries?from=" + strconv.FormatInt(from, 10)
}

// JournalPath is the path that answers with the county's head of a journal.
func JournalPath(journalID string) string { return "/v1/journals/" + url.PathEscape(journalID) }

// EnrolPath is the path of an enrolment.
const EnrolPath = "/v1/enrol"

// CanTravel reports whether a line may stand in a push; one that may not is omitted.
func CanTravel(line []byte) bool {
	return len(line) <= journal.MaxLine && bytes.IndexByte(line, '\n') < 0
}

// Omit marks the line at index as omitted. The line's bytes are not sent.
func (p *Push) Omit(index int) {
	line := p.Lines[index]
	p.Omitted = append(p.Omitted, Omission{Index: index, Leaf: journal.LeafOf(line), Bytes: len(line)})
	p.Lines[index] = nil
	slices.SortFunc(p.Omitted, func(a, b Omission) int { return a.Index - b.Index })
}

// EncodePush gives the coded body of a push. It fails when a line cannot travel and was
// not omitted, or the limits are passed (ErrTooLarge).
func EncodePush(p Push) ([]byte, error) {
	first, err := json.Marshal(head{Count: len(p.Lines), Client: p.Client, Schema: p.Schema, Head: p.Head, Omitted: p.Omitted})
	if err != nil {
		return nil, fmt.Errorf("encode push: %w", err)
	}
	size := len(first) + 1
	for _, line := range p.Lines {
		if !CanTravel(line) {
			return nil, fmt.Errorf("%w: a line of %d bytes cannot travel", ErrTooLarge, len(line))
		}
		size += len(line) + 1
	}
	if len(p.Lines) > MaxEntries || size > MaxDecoded || len(first) > maxHeader {
		return nil, fmt.Errorf("%w: %d lines, %d bytes", ErrTooLarge, len(p.Lines), size)
	}
	plain := append(make([]byte, 0, size), first...)
	plain = append(plain, '\n')
	omitted := omissions(p.Omitted)
	for i, line := range p.Lines {
		if !omitted[i] {
			plain = append(append(plain, line...), '\n')
		}
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, fmt.Errorf("start zstd: %w", err)
	}
	defer func() { _ = enc.Close() }()
	return enc.EncodeAll(plain, nil), nil
}

// DecodePush reads a coded body and stops as soon as a limit is passed. Errors are
// ErrMalformed or ErrTooLarge; the lines are the caller's to keep.
func DecodePush(coded io.Reader) (Push, error) {
	dec, err := zstd.NewReader(coded, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(MaxWindow), zstd.WithDecoderMaxMemory(2*MaxDecoded))
	if err != nil {
		return Push{}, decodeError(err)
	}
	defer dec.Close()
	r := &lineReader{r: bufio.NewReaderSize(dec, 64<<10), left: MaxDecoded}
	first, err := r.line(maxHeader)
	if err != nil {
		return Push{}, err
	}
	var h head
	if err := json.Unmarshal(first, &h); err != nil {
		return Push{}, fmt.Errorf("%w: first line: %w", ErrMalformed, err)
	}
	if h.Count > MaxEntries {
		return Push{}, fmt.Errorf("%w: %d lines", ErrTooLarge, h.Count)
	}
	if err := checkOmitted(h); err != nil {
		return Push{}, err
	}
	p := Push{Client: h.Client, Schema: h.Schema, Head: h.Head, Omitted: h.Omitted, Lines: make([][]byte, h.Count)}
	omitted := omissions(h.Omitted)
	for i := range p.Lines {
		if omitted[i] {
			continue
		}
		if p.Lines[i], err = r.line(journal.MaxLine); err != nil {
			return Push{}, err
		}
	}
	if _, err := r.r.ReadByte(); !errors.Is(err, io.EOF) {
		return Push{}, fmt.Errorf("%w: more lines than counted", ErrMalformed)
	}
	return p, nil
}

// Leaves are the leaves of the lines, in order.
func (p Push) Leaves() []journal.Hash {
	leaves := make([]journal.Hash, len(p.Lines))
	omitted := omissions(p.Omitted)
	for i, line := range p.Lines {
		if !omitted[i] {
			leaves[i] = journal.LeafOf(line)
		}
	}
	for _, o := range p.Omitted {
		leaves[o.Index] = o.Leaf
	}
	return leaves
}

func checkOmitted(h head) error {
	last := -1
	for _, o := range h.Omitted {
		if o.Index <= last || o.Index >= h.Count || o.Bytes < 0 {
			return fmt.Errorf("%w: omissions out of order", ErrMalformed)
		}
		last = o.Index
	}
	if h.Count < 0 {
		return fmt.Errorf("%w: count %d", ErrMalformed, h.Count)
	}
	return nil
}

func omissions(list []Omission) map[int]bool {
	set := make(map[int]bool, len(list))
	for _, o := range list {
		set[o.Index] = true
	}
	return set
}

// lineReader cuts a stream into lines and counts down what may still come.
type lineReader struct {
	r    *bufio.Reader
	left int
}

// line returns the next line without its break, in memory of its own. A line without a
// break is a body cut short.
func (l *lineReader) line(most int) ([]byte, error) {
	var out []byte
	for {
		part, err := l.r.ReadSlice('\n')
		if l.left -= len(part); l.left < 0 || len(out)+len(part) > most+1 {
			return nil, fmt.Errorf("%w: decoded", ErrTooLarge)
		}
		switch {
		case err == nil:
			out = append(out, part...)
			return out[: len(out)-1 : len(out)-1], nil
		case errors.Is(err, bufio.ErrBufferFull):
			out = append(out, part...)
		default:
			return nil, decodeError(err)
		}
	}
}

func decodeError(err error) error {
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}
