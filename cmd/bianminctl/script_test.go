package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"
)

// commands are what the scripts can say beside testscript's own words.
func commands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"ctl": ctl, "private": private, "capture": capture, "count": count, "flip": flip, "hold": hold,
		"hex": writeHex, "longline": longLine, "fill": fill, "pdf": isPDF, "fields": fields, "stored": stored, "printservice": printService,
	}
}

// ctl CODE ARGS… runs bianminctl, expects the exit code, that standard output with
// --json is JSON and nothing else, and that standard error tells no personal data.
func ctl(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: ctl CODE [ARGS…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec("bianminctl", args[1:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if leak := leaks(ts.ReadFile("stderr"), secrets(ts)); leak != "" {
		ts.Fatalf("standard error tells %q", leak)
	}
	if len(args) > 1 && args[1] == "--json" && got != 2 {
		if err := oneDocument(ts.ReadFile("stdout")); err != nil {
			ts.Fatalf("standard output is not one JSON document: %v", err)
		}
	}
}

// private TEXT… names what must not come up on standard error from now on.
func private(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("PRIVATE", strings.Join(append(secrets(ts), args...), "\n"))
}

func secrets(ts *testscript.TestScript) []string {
	return strings.FieldsFunc(ts.Getenv("PRIVATE"), func(r rune) bool { return r == '\n' })
}

var personal = regexp.MustCompile(`(^|[^0-9])([1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9})($|[^0-9])`)

// leaks returns the first personal thing in a text: a resident number, a mobile phone,
// or one of the secrets.
func leaks(text string, secrets []string) string {
	if m := personal.FindStringSubmatch(text); m != nil {
		return m[2]
	}
	for _, s := range secrets {
		if strings.Contains(text, s) {
			return s
		}
	}
	return ""
}

func oneDocument(text string) error {
	dec := json.NewDecoder(strings.NewReader(text))
	var v map[string]any
	if err := dec.Decode(&v); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the first one")
	}
	return nil
}

// capture NAME PATTERN keeps the first group of the pattern in standard output.
func capture(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: capture NAME PATTERN")
	}
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) < 2 {
		ts.Fatalf("nothing to capture with %s", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// count N PATTERN counts matches in standard output.
func count(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: count N PATTERN")
	}
	if n := len(regexp.MustCompile(args[1]).FindAllString(ts.ReadFile("stdout"), -1)); strconv.Itoa(n) != args[0] {
		ts.Fatalf("%d matches of %s, want %s", n, args[1], args[0])
	}
}

// fields NAME… expects that standard output is one JSON object with just these fields.
func fields(ts *testscript.TestScript, _ bool, args []string) {
	var v map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for _, name := range args {
		if _, ok := v[name]; !ok {
			ts.Fatalf("field %s is missing", name)
		}
		delete(v, name)
	}
	if len(v) > 0 {
		ts.Fatalf("fields nobody asked for: %v", v)
	}
}

// stored FILE TEXT expects the text somewhere in a file or in its write-ahead log.
func stored(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	log, err := os.ReadFile(name + "-wal")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		ts.Check(err)
	}
	if !bytes.Contains(append(data, log...), []byte(args[1])) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
}

// flip FILE TEXT changes one bit in every place where the text stands in the file.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: flip FILE TEXT")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	bad := []byte(args[1])
	bad[len(bad)-1] ^= 1
	changed := bytes.ReplaceAll(data, []byte(args[1]), bad)
	if bytes.Equal(changed, data) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, changed, 0o600))
}

// hold FILE takes a lock alone until the script ends: use.lock as a restore does,
// sync.lock as another syncer does.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	lock := flock.New(ts.MkAbs(args[0]))
	ok, err := lock.TryLock()
	ts.Check(err)
	if !ok {
		ts.Fatalf("somebody else has %s", args[0])
	}
	ts.Defer(func() { _ = lock.Close() })
}

// hex FILE TEXT… writes bytes: words of the form x:EFBBBF are hexadecimal, others stand
// for themselves.
func writeHex(ts *testscript.TestScript, _ bool, args []string) {
	var out []byte
	for _, word := range args[1:] {
		raw, isHex := strings.CutPrefix(word, "x:")
		if !isHex {
			out = append(out, word...)
			continue
		}
		b, err := hex.DecodeString(raw)
		ts.Check(err)
		out = append(out, b...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
}

// longline FILE REF BYTES adds a good intake line of just so many bytes, without its end of line.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[2])
	ts.Check(err)
	head := `{"ref":"` + args[1] + `","matter":"MZ-06","applicant":{"name":"彭满秀","id_type":"none","phone":"13800000010"}`
	line := head + strings.Repeat(" ", want-len(head)-1) + "}\n"
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = f.WriteString(line)
	ts.Check(err)
	ts.Check(f.Close())
}

// pdf FILE… expects whole PDF files.
func isPDF(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := strings.TrimSpace(ts.ReadFile(name))
		if !strings.HasPrefix(text, "%PDF-1.") || !strings.HasSuffix(text, "%%EOF") || len(text) < 2000 {
			ts.Fatalf("%s is no whole PDF file, %d bytes", name, len(text))
		}
	}
}

func TestTheCheckForPersonalDataFindsIt(t *testing.T) {
	for _, tt := range []struct{ situation, text, want string }{
		{"an ID number", "证件 431399194206170085 不对", "431399194206170085"},
		{"an ID number with X", "11010519491231002x", "11010519491231002x"},
		{"a phone", "电话13800000010", "13800000010"},
		{"a name", "申请人彭满秀", "彭满秀"},
		{"a case number", "办件 431322112000-20261124-A70001G 已受理", ""},
		{"a masked phone", "138****0010", ""},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			if got := leaks(tt.text, []string{"彭满秀"}); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheCheckForOneDocumentCounts(t *testing.T) {
	for _, text := range []string{"", "words", "{}{}", "{}\nwords", "[]"} {
		if oneDocument(text) == nil {
			t.Errorf("%q passes", text)
		}
	}
	if err := oneDocument("{\"ok\":true}\n"); err != nil {
		t.Error(err)
	}
}
