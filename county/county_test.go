package county_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"bianmin/county"
	"bianmin/county/api"
	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
	"bianmin/sync/wire"
)

const hallCode = "431322112000"

// bed is a county in a test, with a server and a clock that can be moved.
type bed struct {
	*testing.T
	*county.County
	file   string
	server *httptest.Server
	now    time.Time
}

func newBed(t *testing.T, limits api.Options) *bed {
	b := &bed{T: t, file: filepath.Join(t.TempDir(), "县 county?.db"), now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	k, err := county.Open("sqlite:"+b.file, county.Options{Clock: func() time.Time { return b.now }, Name: "测试县", Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	b.County, b.server = k, httptest.NewServer(k.Handler())
	t.Cleanup(func() { b.server.Close(); _ = k.Close() })
	return b
}

// sender is an enrolled device's keys and what it has written.
type sender struct {
	id   string
	keys journal.KeyPair
	edge journal.Edge
}

func newSender(t *testing.T) *sender {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	s := &sender{id: hex.EncodeToString(raw[:])}
	var err error
	if s.keys, err = journal.GenerateKeys(nil, s.id); err != nil {
		t.Fatal(err)
	}
	return s
}

func (b *bed) enrol(s *sender, code string) (int, wire.Enrolled) {
	body, _ := json.Marshal(wire.Enrol{Code: code, Journal: s.id, PublicKey: s.keys.Public, Device: "A7", Program: "test"})
	resp, err := http.Post(b.server.URL+wire.EnrolPath, wire.AnswerType, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	var e wire.Enrolled
	_ = json.NewDecoder(resp.Body).Decode(&e)
	return resp.StatusCode, e
}

func (b *bed) newEnrolled() *sender {
	code, err := b.EnrolCode(context.Background(), hallCode, "白溪镇")
	if err != nil {
		b.Fatal(err)
	}
	s := newSender(b.T)
	if status, _ := b.enrol(s, code); status != 200 {
		b.Fatal("enrol", status)
	}
	return s
}

// body extends the sender's journal and gives the coded push.
func (s *sender) body(t *testing.T, lines ...[]byte) []byte {
	for _, line := range lines {
		s.edge.Append(journal.LeafOf(line))
	}
	signed, err := journal.SignHead(s.keys.Private, s.id, s.edge.Head())
	if err != nil {
		t.Fatal(err)
	}
	coded, err := wire.EncodePush(wire.Push{Client: "test", Schema: 1, Head: signed, Lines: lines})
	if err != nil {
		t.Fatal(err)
	}
	return coded
}

func (b *bed) push(s *sender, from int64, coded []byte, digest string) (int, wire.Error) {
	req, _ := http.NewRequest(http.MethodPost, b.server.URL+wire.PushPath(s.id, from), bytes.NewReader(coded))
	req.Header.Set("Content-Digest", digest)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	var e wire.Error
	raw, _ := io.ReadAll(resp.Body)
	_ = json.Unmarshal(raw, &e)
	return resp.StatusCode, e
}

func opened(t *testing.T, n int) []byte {
	day, _ := workday.ParseDate("2026-11-23")
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	e, err := journal.New(journal.Header{
		ID: uuid.NewString(), Kind: string(hall.KindReceived), Subject: uuid.NewString(), Actor: "wang",
		At: at, Recorded: at, Schema: 1, Rules: hall.RulesEdition,
	}, hall.Received{
		No: hall.NewCaseNo(hallCode, day, "A7", n), Hall: hallCode, Rules: hall.Rules{Code: "MZ-06", Name: "临时救助", Mode: hall.ModeDecide},
		Applicant: hall.Person{Name: "彭满秀", Phone: "13800138000"}, Intake: hall.CaseIntake{Mode: hall.BySelf},
	}, [16]byte{byte(n), byte(n >> 8)})
	if err != nil {
		t.Fatal(err)
	}
	return e.Line()
}

func (b *bed) status() store.Status {
	st, err := b.Status(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return st
}

func TestRefusals(t *testing.T) {
	b := newBed(t, api.Options{})
	s := b.newEnrolled()
	good := s.body(t, opened(t, 1))
	gap := s.body(t, opened(t, 2))
	for name, c := range map[string]struct {
		from   int64
		coded  []byte
		digest string
		status int
		code   wire.Code
	}{
		"no digest":          {1, good, "", 400, wire.BadDigest},
		"other digest":       {1, good, wire.Digest([]byte("x")), 400, wire.BadDigest},
		"cut short":          {1, good[:len(good)/2], wire.Digest(good), 400, wire.BadDigest},
		"no sense":           {1, []byte("hello"), wire.Digest([]byte("hello")), 400, wire.Malformed},
		"position 0":         {0, good, wire.Digest(good), 400, wire.Malformed},
		"count off the head": {2, good, wire.Digest(good), 400, wire.Malformed},
		"gap":                {2, gap, wire.Digest(gap), 409, wire.Gap},
		"too large":          {1, make([]byte, wire.MaxCoded+1), wire.Digest(make([]byte, wire.MaxCoded+1)), 413, wire.TooLarge},
	} {
		status, e := b.push(s, c.from, c.coded, c.digest)
		if status != c.status || e.Code != c.code || e.Message == "" {
			t.Errorf("%s: %d %+v", name, status, e)
		}
	}
	if b.status().Entries != 0 {
		t.Error("a refused push stored something")
	}
	if status, e := b.push(s, 1, good, wire.Digest(good)); status != 200 {
		t.Errorf("%d %+v", status, e)
	}
	stranger := newSender(t)
	body := stranger.body(t, opened(t, 3))
	if status, e := b.push(stranger, 1, body, wire.Digest(body)); status != 403 || e.Code != wire.UnknownJournal {
		t.Errorf("%d %+v", status, e)
	}
}

func TestCodesExpireAndAreUsedOnce(t *testing.T) {
	b := newBed(t, api.Options{})
	code, err := b.EnrolCode(context.Background(), hallCode, "")
	if err != nil || len(strings.Split(code, "-")) != 8 {
		t.Fatal(code, err)
	}
	first, second := newSender(t), newSender(t)
	if status, _ := b.enrol(first, "000-"+code[4:]); code[:3] != "000" && status != 403 {
		t.Error("a wrong code:", status)
	}
	status, granted := b.enrol(first, code)
	if status != 200 || granted.Hall != hallCode || granted.County != "测试县" || granted.Device != "A7" {
		t.Fatalf("%d %+v", status, granted)
	}
	b.now = b.now.Add(30 * 24 * time.Hour)
	if status, again := b.enrol(first, code); status != 200 || again != granted {
		t.Errorf("the same again, after a month: %d %+v", status, again)
	}
	if status, _ := b.enrol(second, code); status != 403 {
		t.Error("a used code:", status)
	}
	first.keys = second.keys
	if status, _ := b.enrol(first, code); status != 400 {
		t.Error("a key of another journal:", status)
	}
	old, _ := b.EnrolCode(context.Background(), hallCode, "")
	b.now = b.now.Add(county.CodeLife + time.Second)
	if status, _ := b.enrol(second, old); status != 403 {
		t.Error("an old code:", status)
	}
	for _, bad := range []string{"", "43132211200", "43132211200x"} {
		if _, err := b.EnrolCode(context.Background(), bad, ""); hall.KindOf(err) != hall.Invalid {
			t.Errorf("hall %q: %v", bad, err)
		}
	}
}

// TestManyDevicesAtOnce: parallel pushes of many devices of one hall lose and double nothing.
func TestManyDevicesAtOnce(t *testing.T) {
	b := newBed(t, api.Options{})
	const devices, pushes = 8, 10
	var wg sync.WaitGroup
	for d := range devices {
		s := b.newEnrolled()
		bodies := make([][]byte, pushes)
		for i := range bodies {
			bodies[i] = s.body(t, opened(t, 1+d*100+i))
		}
		for range 2 { // every push twice, at once
			wg.Go(func() {
				for i := range int64(pushes) {
					if status, e := b.push(s, 1+i, bodies[i], wire.Digest(bodies[i])); status != 200 {
						t.Errorf("%d %+v", status, e)
					}
				}
			})
		}
	}
	wg.Wait()
	if st := b.status(); st.Entries != devices*pushes || st.Cases != devices*pushes || st.Journals != devices {
		t.Fatalf("%+v", st)
	}
	if v, err := b.Verify(context.Background()); err != nil || !v.OK {
		t.Fatal(v, err)
	}
}

// TestSlowClient: one who sends a byte now and then is served, one who stops is dropped.
func TestSlowClient(t *testing.T) {
	b := newBed(t, api.Options{Progress: 150 * time.Millisecond})
	s := b.newEnrolled()
	coded := s.body(t, opened(t, 1))
	for name, stops := range map[string]bool{"stops": true, "drips": false} {
		conn, err := net.Dial("tcp", b.server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\nContent-Digest: %s\r\n\r\n",
			wire.PushPath(s.id, 1), len(coded), wire.Digest(coded))
		half := len(coded) / 2
		_, _ = conn.Write(coded[:half])
		for i := half; i < len(coded) && !stops; i += 100 {
			time.Sleep(60 * time.Millisecond)
			_, _ = conn.Write(coded[i:min(i+100, len(coded))])
		}
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		got, err := io.ReadAll(conn)
		if want := map[bool]string{true: "bad-digest", false: "200 OK"}[stops]; err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestBusyIsSaid(t *testing.T) {
	b := newBed(t, api.Options{Pushes: 1})
	s := b.newEnrolled()
	coded := s.body(t, opened(t, 1))
	for range 100 {
		conn, err := net.Dial("tcp", b.server.Listener.Addr().String()) // again: the one before may have been told to wait itself
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", wire.PushPath(s.id, 1))
		status, e := b.push(s, 1, coded, wire.Digest(coded))
		if status == 503 && e.Code == wire.Busy {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("a second push was never told to wait")
}

func TestVerifyFindsTampering(t *testing.T) {
	for name, change := range map[string]string{
		"a line":      "UPDATE entry SET line = CAST(replace(line, 'wang', 'zhao') AS BLOB) WHERE seq = 1",
		"a leaf":      "UPDATE entry SET leaf = zeroblob(32) WHERE seq = 2",
		"one missing": "DELETE FROM entry WHERE seq = 1",
		"the head":    "UPDATE journal SET edge = zeroblob(length(edge))",
		"a signature": "UPDATE journal SET signed = ''",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBed(t, api.Options{})
			s := b.newEnrolled()
			coded := s.body(t, opened(t, 1), opened(t, 2), opened(t, 3))
			b.push(s, 1, coded, wire.Digest(coded))
			if v, err := b.Verify(context.Background()); err != nil || !v.OK || v.Entries != 3 {
				t.Fatal(v, err)
			}
			raw(t, b.file, change)
			if v, err := b.Verify(context.Background()); err != nil || v.OK || len(v.Problems) == 0 {
				t.Fatalf("%+v, %v", v, err)
			}
		})
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	b := newBed(t, api.Options{})
	raw(t, b.file, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
	_, err := county.Open("sqlite:"+b.file, county.Options{Clock: time.Now})
	if hall.KindOf(err) != hall.Damaged {
		t.Fatal(err)
	}
}

func TestStoreURL(t *testing.T) {
	for _, u := range []string{"postgres://x/y", "county.db", "sqlite:", "mysql:x"} {
		if _, err := county.Open(u, county.Options{Clock: time.Now}); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%s: %v", u, err)
		}
	}
}

func raw(t *testing.T, file, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("?", "%3f", " ", "%20").Replace(file))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	res, err := db.Exec(query)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := res.RowsAffected(); n == 0 {
		t.Fatal("nothing changed: ", query)
	}
}

func TestTheDatabaseIsTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	file := filepath.Join(t.TempDir(), "county.db")
	k, err := county.Open("sqlite:"+file, county.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	for _, tail := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(file + tail)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", tail, info, err)
		}
	}
}
