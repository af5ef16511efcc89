//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

const (
	wantedKills = 80
	linesAFile  = 200
	lastMoment  = 4 * time.Millisecond // longest wait between the last answer read and the kill
)

// TestKilledAtAnyMomentNothingAcknowledgedIsLost hands in files of cases, kills the
// program at a random moment, and hands the same file in again, until it went through.
func TestKilledAtAnyMomentNothingAcknowledgedIsLost(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	k := &killing{r: rand.New(rand.NewPCG(seed, 1)), dir: newHall(t), h: history{acked: map[string]ack{}}}
	began := time.Now()
	for file := 0; k.kills < wantedKills; file++ {
		name := writeLines(t, k.r, file, linesAFile)
		for k.kills < wantedKills && !k.once(t, built.ctl, "--data", k.dir, "intake", name) {
			k.look(t)
			verify(t, k.dir)
		}
		k.finish(t, name, (file+1)*linesAFile)
	}
	t.Logf("%d kills, %d of them before the first answer, %d answers read before a kill, %d times a saved case was not answered yet, %d cases in all, %.1f s",
		k.kills, k.early, k.answers, k.unanswered, len(k.h.cases), time.Since(began).Seconds())
	if k.answers < wantedKills {
		t.Errorf("only %d answers before %d kills: the program was hardly at work", k.answers, k.kills)
	}
}

// TestAProgramThatAnswersBeforeItSavesIsCaught is the negative control: the same killing
// of a program that is broken on purpose.
func TestAProgramThatAnswersBeforeItSavesIsCaught(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for try := 1; try <= 40; try++ {
		k := &killing{r: rand.New(rand.NewPCG(seed, uint64(try))), dir: newHall(t), h: history{acked: map[string]ack{}}}
		k.once(t, os.Args[0], liarWord, k.dir, writeLines(t, k.r, 0, 40))
		k.h.cases = casesIn(t, k.dir)
		if found := k.h.problems(); len(found) > 0 {
			t.Logf("caught at try %d: %s", try, found[0])
			return
		}
	}
	t.Fatal("a program that answers before it saves went through 40 kills unnoticed")
}

// killing is a hall whose program is killed again and again.
type killing struct {
	r          *rand.Rand
	dir        string
	h          history
	kills      int
	early      int
	answers    int
	unanswered int
}

// once runs the program, kills it at a random moment, and reports whether it had ended
// by itself before. Every answer it gave is kept; one given before must be the same.
func (k *killing) once(t testing.TB, program string, args ...string) (ended bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = withoutDisplay()
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	fresh, stopAfter, moment := 0, k.r.IntN(12), time.Duration(k.r.Int64N(int64(lastMoment)))
	if stopAfter == 0 {
		moment *= 10 // somewhere in the start of the program
	}
	lines := bufio.NewReader(out)
	for fresh < stopAfter && err == nil {
		fresh, err = k.readAnswer(t, lines, fresh)
	}
	time.Sleep(moment) // the random moment is the point of this test
	_ = cmd.Process.Kill()
	for err == nil {
		fresh, err = k.readAnswer(t, lines, fresh)
	}
	if err := cmd.Wait(); err == nil {
		return true
	}
	if code := cmd.ProcessState.ExitCode(); code >= 0 {
		t.Fatalf("exit %d\n%s", code, &words)
	}
	k.kills++
	k.h.kills++
	k.answers += fresh
	if fresh == 0 {
		k.early++
	}
	return false
}

// readAnswer keeps the next whole answer and counts it when its line had none before.
func (k *killing) readAnswer(t testing.TB, lines *bufio.Reader, fresh int) (int, error) {
	t.Helper()
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return fresh, io.EOF // half a line is no answer
	}
	var a ack
	if err := json.Unmarshal(line, &a); err != nil || !a.OK {
		t.Fatalf("answer %q: %v", line, err)
	}
	before, known := k.h.acked[a.Ref]
	if known && (before.CaseNo != a.CaseNo || before.ID != a.ID || before.State != a.State || !a.Repeated) {
		t.Fatalf("%s was answered %+v and now %+v", a.Ref, before, a)
	}
	k.h.acked[a.Ref] = a
	if known {
		return fresh, nil
	}
	return fresh + 1, nil
}

// look compares what is on disk with what was promised, and asks the program itself for
// one of the promised cases.
func (k *killing) look(t testing.TB) {
	t.Helper()
	k.h.cases = casesIn(t, k.dir)
	k.unanswered += len(k.h.cases) - len(k.h.acked)
	for _, p := range k.h.problems() {
		t.Errorf("after %d kills: %s", k.kills, p)
	}
	if t.Failed() {
		t.FailNow()
	}
	for _, a := range k.h.acked {
		c := read[ack](t, run(t, built.ctl, "--json", "--data", k.dir, "case", "show", a.CaseNo).want(t, 0))
		if c.CaseNo != a.CaseNo || c.State != a.State {
			t.Fatalf("%+v shows as %+v", a, c)
		}
		return
	}
}

// finish hands the file in to its end: every line is answered, every case is there once.
func (k *killing) finish(t testing.TB, name string, lines int) {
	t.Helper()
	o := run(t, built.ctl, "--data", k.dir, "intake", name).want(t, 0)
	in := bufio.NewReader(bytes.NewBufferString(o.out))
	for err := error(nil); err == nil; {
		_, err = k.readAnswer(t, in, 0)
	}
	k.h.kills = 0
	k.look(t)
	if len(k.h.cases) != lines || len(k.h.acked) != lines {
		t.Fatalf("%d cases and %d answers of %d lines", len(k.h.cases), len(k.h.acked), lines)
	}
	verify(t, k.dir)
}

// writeLines writes a file of intakes: all actions, several days, known and new people.
func writeLines(t testing.TB, r *rand.Rand, file, n int) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for i := range n {
		in := desk.Intake{
			Ref: fmt.Sprintf("f%d-%03d", file, i), Matter: []string{"MZ-06", "GH-01", "YB-02"}[i%3], Reason: "依规定",
			Action:    []desk.Action{desk.ActionAccept, desk.ActionNotice, desk.ActionReceive, desk.ActionAccept, desk.ActionDecline, desk.ActionReceive}[i%6],
			Applicant: desk.Applicant{Name: fmt.Sprintf("甲%c%c", '一'+file, '一'+i%50), IDType: ident.DocNone, Phone: fmt.Sprintf("138%08d", r.IntN(1e8))},
			At:        time.Date(2026, 3, 2+r.IntN(4), 1, 0, 0, 0, time.UTC), LateReason: "停电", LatePaper: "手写收件单",
			Materials: []hall.Material{{Name: "户口簿", Copy: 1}, {Name: "身份证", Copy: 1}},
		}
		if err := enc.Encode(in); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), fmt.Sprintf("lines-%d.ndjson", file))
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
