package journal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrHead reports a signed head that is malformed, of another journal, or not
// signed by the expected key.
var ErrHead = errors.New("journal: signed head does not verify")

// KeyPair is the Ed25519 key of one device in the text form of signed notes.
type KeyPair struct {
	Private string // secret: stays on the device
	Public  string // given to the county at enrolment
}

// GenerateKeys makes the key pair for a journal. random nil means crypto/rand.
func GenerateKeys(random io.Reader, journal string) (KeyPair, error) {
	if random == nil {
		random = rand.Reader
	}
	private, public, err := note.GenerateKey(random, origin(journal))
	if err != nil {
		return KeyPair{}, fmt.Errorf("generate device key: %w", err)
	}
	return KeyPair{Private: private, Public: public}, nil
}

// SignHead signs a head as a note (C2SP checkpoint text with this journal's origin).
func SignHead(private, journal string, h Head) (string, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return "", fmt.Errorf("read device key: %w", err)
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin(journal), h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return "", fmt.Errorf("sign head: %w", err)
	}
	return string(signed), nil
}

// OpenHead verifies a signed head against a device's public key and the journal it
// must belong to. Every failure is ErrHead.
func OpenHead(public, journal, signed string) (Head, error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return Head{}, fmt.Errorf("%w: key: %w", ErrHead, err)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return Head{}, fmt.Errorf("%w: %w", ErrHead, err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != origin(journal) {
		return Head{}, fmt.Errorf("%w: another journal's head", ErrHead)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Head{}, fmt.Errorf("%w: size", ErrHead)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Head{}, fmt.Errorf("%w: root", ErrHead)
	}
	return Head{Size: size, Root: Hash(root)}, nil
}

func origin(journal string) string { return "bianmin.journal/" + journal }
