package wire

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	"bianmin/hall/journal"
)

// Ack (回执) is the county's answer to a push, sent after commit and fsync.
type Ack struct {
	Epoch   string              `json:"epoch"`
	Acked   int64               `json:"acked"`             // entries of the journal on the county's disk
	Durable int64               `json:"durable"`           // of these, in a verified backup
	Results []journal.Exception `json:"results,omitempty"` // verdicts other than applied, for the positions of the push
	Time    time.Time           `json:"time"`
	Head    journal.Head        `json:"head"` // over the acked entries
}

// Code names an error for the program at the other end.
type Code string

// The codes.
const (
	BadDigest      Code = "bad-digest"      // 400: the body was cut or changed on the way
	Malformed      Code = "malformed"       // 400: the body arrived whole and makes no sense
	BadSignature   Code = "bad-signature"   // 401: the head is not signed by the enrolled device
	UnknownJournal Code = "unknown-journal" // 403: nothing enrolled under this journal
	Revoked        Code = "revoked"         // 403: the device was struck off
	BadCode        Code = "bad-code"        // 403: the enrolment code is wrong, used or too old
	Gap            Code = "gap"             // 409: entries before these are missing
	JournalFork    Code = "journal-fork"    // 409: the county holds another history
	TooLarge       Code = "too-large"       // 413
	Busy           Code = "busy"            // 503
	Failed         Code = "failed"          // 500
)

// Error is every answer that is not a success. Acked and Head come with gap and journal-fork.
type Error struct {
	Code    Code          `json:"error"`
	Message string        `json:"message"` // Chinese, for people
	Epoch   string        `json:"epoch,omitempty"`
	Acked   int64         `json:"acked"`
	Head    *journal.Head `json:"head,omitempty"`
}

// Error implements error.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// Enrol (登记) asks the county to take a device's journal, on a one-time code.
type Enrol struct {
	Code      string `json:"code"`
	Journal   string `json:"journal"`
	PublicKey string `json:"public_key"`
	Device    string `json:"device"` // wished device code, may be empty
	Program   string `json:"program"`
}

// Enrolled is the answer to an Enrol. The same request again gets the same answer.
type Enrolled struct {
	Hall   string `json:"hall"`
	County string `json:"county"` // name of the county platform
	Device string `json:"device"` // granted device code
	Spare  string `json:"spare"`
	Epoch  string `json:"epoch"`
}

// Standing is what the county holds of a journal.
type Standing struct {
	Epoch string       `json:"epoch"`
	Acked int64        `json:"acked"`
	Head  journal.Head `json:"head"`
}

// ErrNotOurs reports an answer that no county wrote: a captive portal's page, a proxy's.
var ErrNotOurs = errors.New("wire: not an answer of the county")

// DecodeAnswer reads an answer of any type of this package. A body that is not JSON by
// its media type and by its bytes is ErrNotOurs.
func DecodeAnswer(contentType string, body []byte, into any) error {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || media != AnswerType {
		return fmt.Errorf("%w: media type %q", ErrNotOurs, media)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w: %w", ErrNotOurs, err)
	}
	return nil
}

// DecodeAck reads a push answer and checks that it hangs together.
func DecodeAck(contentType string, body []byte) (Ack, error) {
	var a Ack
	if err := DecodeAnswer(contentType, body, &a); err != nil {
		return Ack{}, err
	}
	if a.Epoch == "" || a.Acked < 0 || a.Head.Size != a.Acked {
		return Ack{}, fmt.Errorf("%w: ack of size %d with a head of %d", ErrNotOurs, a.Acked, a.Head.Size)
	}
	return a, nil
}

// DecodeError reads an error answer.
func DecodeError(contentType string, body []byte) (*Error, error) {
	var e Error
	if err := DecodeAnswer(contentType, body, &e); err != nil {
		return nil, err
	}
	if e.Code == "" || e.Acked < 0 || e.Head != nil && e.Head.Size != e.Acked {
		return nil, fmt.Errorf("%w: error without a code, or with another head", ErrNotOurs)
	}
	return &e, nil
}

// DecodeEnrol reads an enrolment request of at most 16 KiB.
func DecodeEnrol(r io.Reader) (Enrol, error) {
	raw, err := io.ReadAll(io.LimitReader(r, 16<<10+1))
	if err != nil {
		return Enrol{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if len(raw) > 16<<10 {
		return Enrol{}, ErrTooLarge
	}
	var e Enrol
	dec := json.NewDecoder(bytes.NewReader(raw))
	if err := dec.Decode(&e); err != nil {
		return Enrol{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if e.Code == "" || !ValidJournal(e.Journal) || e.PublicKey == "" {
		return Enrol{}, fmt.Errorf("%w: enrolment is incomplete", ErrMalformed)
	}
	return e, nil
}

// ValidJournal reports whether id is a journal id: 32 lower-case hex digits.
func ValidJournal(id string) bool {
	return len(id) == 32 && strings.Trim(id, "0123456789abcdef") == ""
}

// Digest is the Content-Digest of a coded body (RFC 9530).
func Digest(coded []byte) string {
	sum := sha256.Sum256(coded)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// DigestMatches reports whether a Content-Digest header is that of the coded body.
func DigestMatches(header string, coded []byte) bool {
	return subtle.ConstantTimeCompare([]byte(strings.TrimSpace(header)), []byte(Digest(coded))) == 1
}
