package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"bianmin/hall/journal"
	"bianmin/sync/wire"
)

func sample(n int) wire.Push {
	p := wire.Push{Client: "test", Schema: 1, Head: "note"}
	for i := range n {
		p.Lines = append(p.Lines, fmt.Appendf(nil, `{"line":%d,"text":"申请 <&>\r"}`, i))
	}
	return p
}

func TestPushKeepsEveryByte(t *testing.T) {
	p := sample(100)
	p.Lines[3] = []byte{}
	p.Lines[5] = []byte("a\nb")
	p.Omit(5)
	leaf := p.Omitted[0].Leaf
	coded, err := wire.EncodePush(p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := wire.DecodePush(bytes.NewReader(coded))
	if err != nil {
		t.Fatal(err)
	}
	if got.Client != p.Client || got.Schema != 1 || got.Head != "note" || len(got.Lines) != 100 || got.Lines[5] != nil || got.Lines[3] == nil {
		t.Fatalf("%+v", got)
	}
	for i, line := range p.Lines {
		if !bytes.Equal(line, got.Lines[i]) {
			t.Fatalf("line %d: %q", i, got.Lines[i])
		}
	}
	if leaves := got.Leaves(); leaves[5] != leaf || leaf != journal.LeafOf([]byte("a\nb")) || leaves[0] != journal.LeafOf(p.Lines[0]) {
		t.Fatal("leaves differ")
	}
}

func TestEveryCutIsAnError(t *testing.T) {
	coded, _ := wire.EncodePush(sample(20))
	for cut := range coded {
		if _, err := wire.DecodePush(bytes.NewReader(coded[:cut])); err == nil {
			t.Fatalf("a body cut at %d of %d was taken", cut, len(coded))
		}
	}
}

func pack(t testing.TB, plain []byte) []byte {
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return enc.EncodeAll(plain, nil)
}

func TestLimitsAreEnforced(t *testing.T) {
	bomb := append([]byte(`{"count":4,"head":"x"}`+"\n"), bytes.Repeat([]byte(strings.Repeat("0", 1<<20-1)+"\n"), 64)...)
	wide, _ := zstd.NewWriter(nil, zstd.WithWindowSize(32<<20), zstd.WithSingleSegment(false))
	var wideBody bytes.Buffer
	wide.Reset(&wideBody)
	_, _ = wide.Write([]byte(`{"count":0}` + "\n"))
	_ = wide.Flush()
	_ = wide.Close()
	for name, c := range map[string]struct {
		coded []byte
		want  error
	}{
		"too many lines":       {pack(t, []byte(`{"count":1001,"head":"x"}`+"\n")), wire.ErrTooLarge},
		"negative count":       {pack(t, []byte(`{"count":-1}`+"\n")), wire.ErrMalformed},
		"more than counted":    {pack(t, []byte(`{"count":0}`+"\nx\n")), wire.ErrMalformed},
		"fewer than counted":   {pack(t, []byte(`{"count":2}`+"\nx\n")), wire.ErrMalformed},
		"no line break":        {pack(t, []byte(`{"count":1}`+"\nx")), wire.ErrMalformed},
		"no json":              {pack(t, []byte("hello\n")), wire.ErrMalformed},
		"not coded":            {[]byte(`{"count":0}` + "\n"), wire.ErrMalformed},
		"empty":                {nil, wire.ErrMalformed},
		"omission out of line": {pack(t, []byte(`{"count":1,"omitted":[{"index":1}]}`+"\n")), wire.ErrMalformed},
		"omission twice":       {pack(t, []byte(`{"count":2,"omitted":[{"index":1},{"index":1}]}`+"\n")), wire.ErrMalformed},
		"long line":            {pack(t, append([]byte(`{"count":1}`+"\n"), bytes.Repeat([]byte("x"), journal.MaxLine+2)...)), wire.ErrTooLarge},
		"bomb":                 {pack(t, bomb), wire.ErrMalformed}, // a line more than counted, found before the rest is unpacked
		"counted bomb":         {pack(t, append([]byte(`{"count":64}`+"\n"), bomb[23:]...)), wire.ErrTooLarge},
		"wide window":          {wideBody.Bytes(), wire.ErrTooLarge},
	} {
		if _, err := wire.DecodePush(bytes.NewReader(c.coded)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := wire.EncodePush(sample(wire.MaxEntries + 1)); !errors.Is(err, wire.ErrTooLarge) {
		t.Error(err)
	}
	if _, err := wire.EncodePush(wire.Push{Lines: [][]byte{[]byte("a\nb")}}); !errors.Is(err, wire.ErrTooLarge) {
		t.Error(err)
	}
}

func TestAckOfAFullCleanBatchIsSmall(t *testing.T) {
	raw, err := json.Marshal(wire.Ack{Epoch: "0123456789abcdef", Acked: 500, Head: journal.Head{Size: 500}})
	if err != nil || len(raw) >= 512 {
		t.Fatal(len(raw), err)
	}
	if _, err := wire.DecodeAck("application/json; charset=utf-8", raw); err != nil {
		t.Fatal(err)
	}
}

func TestAnswersOfOthers(t *testing.T) {
	for name, c := range map[string][2]string{
		"html":         {"text/html", "<html>"},
		"no type":      {"", "{}"},
		"html as json": {"application/json", "<html>"},
		"empty":        {"application/json", "{}"},
		"no epoch":     {"application/json", `{"acked":1,"head":{"size":1,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}`},
		"other size":   {"application/json", `{"epoch":"x","acked":2,"head":{"size":1,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}`},
		"negative":     {"application/json", `{"epoch":"x","acked":-1,"head":{"size":-1,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}`},
	} {
		if _, err := wire.DecodeAck(c[0], []byte(c[1])); !errors.Is(err, wire.ErrNotOurs) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := wire.DecodeError("application/json", []byte(`{"message":"x"}`)); !errors.Is(err, wire.ErrNotOurs) {
		t.Error(err)
	}
}

func TestDigest(t *testing.T) {
	body := []byte("hello")
	if got := wire.Digest(body); got != "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:" {
		t.Fatal(got)
	}
	if !wire.DigestMatches(wire.Digest(body), body) || wire.DigestMatches(wire.Digest(body), []byte("hullo")) || wire.DigestMatches("", body) {
		t.Fatal("digest")
	}
}

func FuzzDecodePush(f *testing.F) {
	coded, _ := wire.EncodePush(sample(3))
	f.Add(coded)
	f.Add(pack(f, []byte(`{"count":1,"omitted":[{"index":0}]}`+"\n")))
	f.Fuzz(func(t *testing.T, coded []byte) {
		p, err := wire.DecodePush(bytes.NewReader(coded))
		if err != nil {
			if !errors.Is(err, wire.ErrMalformed) && !errors.Is(err, wire.ErrTooLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		if len(p.Leaves()) != len(p.Lines) {
			t.Fatal("leaves")
		}
	})
}

// FuzzDecodePlain fuzzes what stands inside the compression.
func FuzzDecodePlain(f *testing.F) {
	f.Add([]byte(`{"count":1,"client":"c","schema":1,"head":"h"}` + "\nx\n"))
	f.Add([]byte(`{"count":2,"omitted":[{"index":0,"bytes":3}]}` + "\nx\n"))
	f.Fuzz(func(t *testing.T, plain []byte) {
		p, err := wire.DecodePush(bytes.NewReader(pack(t, plain)))
		if err != nil {
			return
		}
		again, err := wire.EncodePush(p)
		if err != nil {
			t.Fatalf("a push that was taken cannot be sent: %v", err)
		}
		q, err := wire.DecodePush(bytes.NewReader(again))
		if err != nil || len(q.Lines) != len(p.Lines) {
			t.Fatal(err)
		}
	})
}

func FuzzDecodeAnswers(f *testing.F) {
	f.Add([]byte(`{"epoch":"x","acked":0,"head":{"size":0,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}`))
	f.Add([]byte(`{"error":"gap","acked":0}`))
	f.Add([]byte(`{"code":"1","journal":"00000000000000000000000000000000","public_key":"k"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if a, err := wire.DecodeAck(wire.AnswerType, body); err == nil && a.Head.Size != a.Acked {
			t.Fatal("ack")
		}
		if e, err := wire.DecodeError(wire.AnswerType, body); err == nil && e.Code == "" {
			t.Fatal("error")
		}
		if e, err := wire.DecodeEnrol(bytes.NewReader(body)); err == nil && !wire.ValidJournal(e.Journal) {
			t.Fatal("enrol")
		}
	})
}
