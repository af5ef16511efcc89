package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/ident"
)

func TestRowsAreChosenByName(t *testing.T) {
	for list, want := range map[string]string{"": "save,sync,lost,wire,papers,preview", "wire, save": "save,wire", "papers": "papers"} {
		got, err := choose(list)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range got {
			names = append(names, r.name)
		}
		if strings.Join(names, ",") != want {
			t.Errorf("%q: %v", list, names)
		}
	}
	if _, err := choose("save,fly"); err == nil || !strings.Contains(err.Error(), `"fly"`) {
		t.Errorf("an unknown row: %v", err)
	}
}

func TestOnlyAFullRunWritesTheResults(t *testing.T) {
	results := filepath.Join("bench", "RESULTS.md")
	for args, want := range map[string]string{"": results, "-quick": "", "-rows save": "", "-quick -out x.md": "x.md"} {
		o, err := parse(strings.Fields(args))
		if err != nil || o.out != want {
			t.Errorf("%q writes %q, %v", args, o.out, err)
		}
	}
	if _, err := parse([]string{"save"}); err == nil {
		t.Error("a stray argument was taken")
	}
}

// sample is one record as the generator writes it.
const sample = `{"_id":"019b8b97-a1a8-7c1f-8dc2-e1abc4a618d3","type":"case","schema":3,"hall":"513427100","case_no":"513427100-20260105-00000",` +
	`"matter_code":"000520012000","matter_name":"林木采伐许可证核发","dept":"农业综合服务中心","applicant":{"name":"冯凤","id_no":"51342719970905341X",` +
	`"tel":"18142459543","addr":"大湾镇水井村7组103号"},"status":"supplement","accepted_at":"2026-01-05T08:38:49+08:00","due_on":"2026-01-11",` +
	`"operator":"蒋思刚","materials":[{"name":"采伐申请表","kind":"copy","pages":1},{"name":"林权证明","kind":"original","pages":2,"sha256":"ab12"}],` +
	`"events":[{"seq":1,"at":"2026-01-05T08:38:49+08:00","type":"accept","by":"蒋思刚"}],"remark":"备注","hlc":"1767573529000-0003-513427100"}`

// TestEveryValueIsCarried: what the naive client sends of a record, an entry of ours holds too.
func TestEveryValueIsCarried(t *testing.T) {
	var r record
	if err := json.Unmarshal([]byte(sample), &r); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(r.body(1, "A7", rand.New(rand.NewPCG(1, 1))))
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{
		r.Hall, r.Matter, r.MName, r.Dept, r.Applicant.Name, r.Applicant.IDNo, r.Applicant.Tel, r.Applicant.Addr, r.Status, r.Due,
		r.Operator, r.Remark, r.HLC, "采伐申请表", "林权证明", "ab12", `"pages":2`, string(r.Events),
	} {
		if !bytes.Contains(body, []byte(value)) {
			t.Errorf("%s is not carried in %s", value, body)
		}
	}
	var received hall.Received
	if err := json.Unmarshal(body, &received); err != nil || received.Applicant.Name != "冯凤" || len(received.Materials) != 2 {
		t.Errorf("the body is no receipt: %+v, %v", received, err)
	}
	if _, err := hall.ParseCaseNo(string(received.No)); err != nil {
		t.Error(err)
	}
}

func TestInventedPeopleAreWellFormedAndDistinct(t *testing.T) {
	seen := map[string]bool{}
	for n := 1; n <= 5000; n++ {
		id := inventedID(n)
		if _, err := ident.ParseDocument(ident.DocResidentID, id, hall.DayOf(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))); err != nil || seen[id] {
			t.Fatalf("%d: %v, seen %v", n, err, seen[id])
		}
		seen[id] = true
	}
}

func TestHeadingNamesMachineDateAndCommand(t *testing.T) {
	at := time.Date(2026, 11, 23, 1, 2, 0, 0, time.UTC)
	got := heading([]string{"-rows", "save"}, at)
	for _, want := range []string{"cores", "2026-11-23 01:02 UTC", "./bench -rows save`", "go1."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestClockStandsThenRuns(t *testing.T) {
	c := &clock{}
	later := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	c.stand(later)
	c.stand(later.Add(-time.Hour)) // it never goes back
	if !c.now().Equal(later) {
		t.Errorf("stands at %v", c.now())
	}
	c.runFrom(later)
	if c.now().Before(later) {
		t.Errorf("runs at %v", c.now())
	}
}

// TestSaveRow runs the row with very few saves, on real files. It asserts no time.
func TestSaveRow(t *testing.T) {
	b := tiny(t)
	got, err := save(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := got.Write(&out); err != nil || !strings.Contains(out.String(), "save an accepted case") || len(got.Lines) != 3 {
		t.Errorf("%v in\n%s", err, out.String())
	}
}

// TestSyncRow runs both pairs with very few records through real processes.
func TestSyncRow(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	b := tiny(t)
	for name, row := range map[string]func(context.Context, *bench) error{
		"sync": func(ctx context.Context, b *bench) error { _, err := synced(ctx, b); return err },
		"lost": func(ctx context.Context, b *bench) error { _, err := lost(ctx, b); return err },
	} {
		if err := row(t.Context(), b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	left, err := os.ReadDir(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if name := f.Name(); name != "bin" && name != "filled" && name != "cases.ndjson" {
			t.Errorf("%s is left behind", name)
		}
	}
}

func tiny(t *testing.T) *bench {
	t.Helper()
	size := sizes{quick: true, records: 30, saveRounds: 2, saves: 3, syncRuns: 1, wave: 5, naiveLosses: 3}
	b, err := newBench(t.TempDir(), size, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.close(); err != nil {
			t.Error(err)
		}
	})
	return b
}
