package station_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

func options(dir string) station.Options {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, workday.Beijing())
	return station.Options{Dir: dir, Clock: func() time.Time { return now }}
}

func TestFound(t *testing.T) {
	good := station.Founding{Hall: "431322112000", Name: "新化县白溪镇便民服务中心"}
	for _, tt := range []struct {
		situation string
		change    func(*station.Founding)
		code      string // "" where it is refused
	}{
		{"twelve digits", func(*station.Founding) {}, "431322112000"},
		{"nine digits", func(f *station.Founding) { f.Hall = "431322112" }, "431322112000"},
		{"blanks around", func(f *station.Founding) { f.Hall = " 431322112000 " }, "431322112000"},
		{"six digits", func(f *station.Founding) { f.Hall = "431322" }, ""},
		{"a letter", func(f *station.Founding) { f.Hall = "43132211200O" }, ""},
		{"full-width digits", func(f *station.Founding) { f.Hall = "４３１３" }, ""},
		{"no name", func(f *station.Founding) { f.Name = "\t" }, ""},
		{"a device code that reads badly", func(f *station.Founding) { f.Device = "IO" }, ""},
		{"a long device code", func(f *station.Founding) { f.Device = "A77" }, ""},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			f := good
			tt.change(&f)
			st, err := station.Found(t.Context(), options(filepath.Join(t.TempDir(), "D")), f)
			if tt.code == "" {
				if hall.KindOf(err) != hall.Invalid {
					t.Errorf("not refused: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			office, err := st.DB.Office(t.Context())
			if err != nil || office.Code != tt.code || !office.Device.Valid() || office.Demo {
				t.Errorf("office %+v, %v", office, err)
			}
			matters, err := st.Desk.Matters(t.Context())
			if err != nil || len(matters) != 0 {
				t.Errorf("a real hall starts with %d sample matters, %v", len(matters), err)
			}
		})
	}
}

func TestTheDeviceCodeIsDrawnFromTheWholeAlphabet(t *testing.T) {
	seen := map[hall.DeviceCode]bool{}
	for range 6 {
		st, err := station.Found(t.Context(), options(t.TempDir()), station.Founding{Hall: "431322112", Name: "某中心"})
		if err != nil {
			t.Fatal(err)
		}
		office, err := st.DB.Office(t.Context())
		if err != nil || !office.Device.Valid() {
			t.Errorf("device %q, %v", office.Device, err)
		}
		seen[office.Device] = true
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(seen) < 2 {
		t.Error("six devices, one code")
	}
}

func TestAStationOpensWhereItWasFounded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "D")
	if _, err := station.Open(t.Context(), options(dir)); hall.KindOf(err) != hall.NotFound {
		t.Errorf("nothing there: %v", err)
	}
	f := station.Founding{Hall: "431322112000", Name: "某中心", StaffID: "liu", StaffName: "刘巧云", Demo: true}
	st, err := station.Found(t.Context(), options(dir), f)
	if err != nil {
		t.Fatal(err)
	}
	s, err := st.Desk.SignIn(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	in := desk.Intake{Matter: "MZ-06", Applicant: desk.Applicant{Name: "彭满秀", IDType: ident.DocNone, Phone: "13800000010"}}
	taken, err := s.Intake(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := station.Found(t.Context(), options(dir), f); hall.KindOf(err) == hall.Internal {
		t.Errorf("founded again beside an open one: %v", err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := station.Found(t.Context(), options(dir), f); hall.KindOf(err) != hall.Invalid {
		t.Errorf("founded again: %v", err)
	}
	if st, err = station.Open(t.Context(), options(dir)); err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	again, err := st.Desk.SignIn(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := again.Case(t.Context(), string(taken.Case.No))
	if err != nil || c.ID != taken.Case.ID {
		t.Errorf("case %+v, %v", c, err)
	}
	if on, err := st.Light.Enrolled(t.Context()); on || err != nil {
		t.Errorf("enrolled without a county: %v, %v", on, err)
	}
	p, err := st.Light.Progress(t.Context())
	if err != nil || p.Waiting() != 1 || st.Light.Busy() {
		t.Errorf("light %+v, %v", p, err)
	}
	if _, err := st.Sync.Once(t.Context()); hall.KindOf(err) != hall.NotFound {
		t.Errorf("sync without a county: %v", err)
	}
}

func TestADeviceHasOneWindowAndOneSyncer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "D")
	first, err := station.Found(t.Context(), options(dir), station.Founding{Hall: "431322112000", Name: "某中心"})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := station.Open(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	release, err := first.HoldWindow()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.HoldWindow(); hall.KindOf(err) != hall.Busy {
		t.Errorf("a second window: %v", err)
	}
	release()
	if release, err = second.HoldWindow(); err != nil {
		t.Errorf("after the first window closed: %v", err)
	} else {
		release()
	}

	lock := flock.New(filepath.Join(dir, "sync.lock"))
	if held, err := lock.TryLock(); !held || err != nil {
		t.Fatal(held, err)
	}
	if _, err := second.Ship(t.Context()); hall.KindOf(err) != hall.Busy {
		t.Errorf("a second syncer: %v", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := second.Ship(t.Context()); hall.KindOf(err) != hall.NotFound {
			t.Errorf("alone, but not enrolled: %v", err)
		}
	}
}
