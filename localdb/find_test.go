package localdb_test

import (
	"slices"
	"sync"
	"testing"

	"bianmin/hall"
	"bianmin/localdb"
)

// names of the persons a search found, in order.
func names(t testing.TB, db *localdb.DB, text string) []string {
	t.Helper()
	f, err := db.Find(t.Context(), text, 50)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, p := range f.Persons {
		out = append(out, p.Person.Name)
	}
	return out
}

func searchable(t testing.TB) (*localdb.DB, *ticker, string) {
	t.Helper()
	clock, dir := startClock(), t.TempDir()
	db := create(t, dir, clock)
	for _, p := range []hall.Person{
		person("p1", "王小明", "430121199001011234", "13812345678"), person("p2", "单小丹", "43012119900101567X", "13900001111"),
		person("p3", "𫞩雨桐", "430121199001014321", "0738-1234567"), person("p4", "阿依古丽·买买提", "650121199001011238", ""),
		person("p5", "欧阳明", "430121199001019999", "13700002222"),
		{ID: "p6", Name: "John Smith", IDType: "passport", IDNo: "E12345678", Phone: "13812340000"},
		{ID: "p7", Name: "娄底市王小明商行", IDType: "credit_code", IDNo: "91431300MA4L16JQ9B"},
	} {
		save(t, db, intake{person: p, cal: years(t)}, clock.now)
	}
	return db, clock, dir
}

func TestFind(t *testing.T) {
	db, _, _ := searchable(t)
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"whole name before part of a name", "王小明", []string{"王小明", "娄底市王小明商行"}},
		{"inside a name", "小明", []string{"娄底市王小明商行", "王小明"}},
		{"one character, several persons", "小", []string{"娄底市王小明商行", "单小丹", "王小明"}},
		{"initials", "wxm", []string{"王小明", "娄底市王小明商行"}},
		{"initials in capitals", "WXM", []string{"王小明", "娄底市王小明商行"}},
		{"start of the initials", "wx", []string{"王小明", "娄底市王小明商行"}},
		{"单 as a surname", "sxd", []string{"单小丹"}},
		{"单 as in a dictionary", "dxd", []string{"单小丹"}},
		{"two-character surname", "oym", []string{"欧阳明"}},
		{"a rare character", "𫞩", []string{"𫞩雨桐"}},
		{"initials around a rare character", "yt", []string{"𫞩雨桐"}},
		{"a name with a dot, without it", "古丽买买", []string{"阿依古丽·买买提"}},
		{"a name with another dot", "阿依古丽•买买提", []string{"阿依古丽·买买提"}},
		{"Latin letters in any case", "john", []string{"John Smith"}},
		{"Latin name without blank", "nsmi", []string{"John Smith"}},
		{"last four of the document", "1234", []string{"王小明"}},
		{"last four with X", "567x", []string{"单小丹"}},
		{"last six of the document", "014321", []string{"𫞩雨桐"}},
		{"last eight of the document", "01014321", []string{"𫞩雨桐"}},
		{"whole document", "43012119900101567x", []string{"单小丹"}},
		{"credit code", "91431300ma4l16jq9b", []string{"娄底市王小明商行"}},
		{"passport", "e12345678", []string{"John Smith"}},
		{"last four of the phone", "5678", []string{"王小明", "John Smith"}},
		{"last seven of the phone", "2345678", []string{"John Smith", "王小明"}},
		{"whole phone with blanks", "138 1234 5678", []string{"王小明"}},
		{"landline", "0738-1234567", []string{"𫞩雨桐"}},
		{"landline without area", "1234567", []string{"𫞩雨桐"}},
		{"too few digits", "123", []string{}},
		{"nobody", "王大明", []string{}},
		{"blank", "  ", []string{}},
		{"a line break is no name", "王\n", []string{"娄底市王小明商行", "王小明"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := names(t, db, tt.text)
			slices.Sort(got)
			want := slices.Sorted(slices.Values(tt.want))
			if !slices.Equal(got, want) {
				t.Errorf("%q found %v, want %v", tt.text, got, tt.want)
			}
		})
	}
	if got := names(t, db, "王小明"); got[0] != "王小明" {
		t.Errorf("best fit is %s", got[0])
	}
}

func TestFindByCaseNumber(t *testing.T) {
	db, clock, _ := searchable(t)
	cal := years(t)
	a, _ := save(t, db, intake{person: person("p1", "王小明", "430121199001011234", "13812345678"), cal: cal}, clock.now)
	for _, key := range []string{string(a), a.Spoken(), a.Short()} {
		f, err := db.Find(t.Context(), key, 5)
		if err != nil || len(f.Cases) != 1 || f.Cases[0].No != a || f.Cases[0].Applicant != "王小明" {
			t.Errorf("%s: %+v, %v", key, f.Cases, err)
		}
	}
	f, err := db.Find(t.Context(), "王小明", 1)
	if err != nil || len(f.Persons) != 1 || !f.More || len(f.Persons[0].Cases) != 2 || f.Persons[0].Cases[0].No != a {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestFindCatchesUpWithOtherProcesses(t *testing.T) {
	db, clock, dir := searchable(t)
	if got := names(t, db, "钱多多"); len(got) != 0 {
		t.Fatal(got)
	}
	other := open(t, dir, clock)
	cal := years(t)
	save(t, other, intake{person: person("p9", "钱多多", "430121199001018888", ""), cal: cal}, clock.now)
	if got := names(t, db, "qdd"); !slices.Equal(got, []string{"钱多多"}) {
		t.Errorf("new person: %v", got)
	}
	save(t, other, intake{person: person("p9", "钱朵朵", "430121199001018887", "13600003333"), cal: cal}, clock.now)
	for text, want := range map[string][]string{"钱多多": {}, "钱朵朵": {"钱朵朵"}, "qdd": {"钱朵朵"}, "8888": {"钱朵朵"}, "8887": {"钱朵朵"}, "3333": {"钱朵朵"}} {
		if got := names(t, db, text); !slices.Equal(got, want) {
			t.Errorf("renamed, %s: %v", text, got)
		}
	}
	verified(t, db)
}

func TestFindFromManyGoroutinesWhileCasesComeIn(t *testing.T) {
	db, clock, _ := searchable(t)
	cal, now := years(t), clock.now
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if f, err := db.Find(t.Context(), "小明", 10); err != nil || len(f.Persons) < 2 {
					t.Errorf("%+v, %v", f, err)
				}
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			err := db.Act(t.Context(), func(tx *localdb.Tx) error {
				_, _, err := receive(t.Context(), tx, intake{person: person(newID(), "张小明", "", "13512341234"), cal: cal}, now)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
}
