package journal

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrLine reports a signed line that is malformed or not signed by the expected key.
var ErrLine = errors.New("journal: signed line does not verify")

// SignLine signs one line of text by the device's key: the line, and after its last bar the
// signature, short enough for a code on paper.
func SignLine(private, line string) (string, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return "", fmt.Errorf("read device key: %w", err)
	}
	sig, err := signer.Sign([]byte(line))
	if err != nil {
		return "", fmt.Errorf("sign a line: %w", err)
	}
	return line + "|" + base64.RawURLEncoding.EncodeToString(append(binary.BigEndian.AppendUint32(nil, signer.KeyHash()), sig...)), nil
}

// OpenLine takes a signed line apart. Signed is true when one of the public keys made the
// signature; a signature of a key that is not among them leaves it false, and one that is forged
// is ErrLine.
func OpenLine(signed string, public ...string) (line string, by string, err error) {
	at := strings.LastIndexByte(signed, '|')
	if at < 0 {
		return "", "", ErrLine
	}
	line = signed[:at]
	raw, err := base64.RawURLEncoding.DecodeString(signed[at+1:])
	if err != nil || len(raw) < 5 {
		return "", "", ErrLine
	}
	for _, key := range public {
		verifier, err := note.NewVerifier(key)
		if err != nil || verifier.KeyHash() != binary.BigEndian.Uint32(raw) {
			continue
		}
		if !verifier.Verify([]byte(line), raw[4:]) {
			return "", "", ErrLine
		}
		return line, key, nil
	}
	return line, "", nil
}
