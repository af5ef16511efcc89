package demo

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"bianmin/county"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/internal/station"
)

// Options say where the demo's papers go and what it is told while it works. A nil Clock
// is the PC's clock, a nil Say says nothing.
type Options struct {
	Out   string
	Clock func() time.Time
	Say   func(format string, args ...any)
}

// Report is what the demo came to. OK is set when both sides hold the same.
type Report struct {
	OK     bool          `json:"ok"`
	Cases  []string      `json:"cases"`
	Papers []string      `json:"papers"` // file names
	Hall   Counts        `json:"hall"`
	County county.Status `json:"county"`
	Cuts   int           `json:"cuts"` // tries that met a dead or breaking line
	Failed []string      `json:"failed,omitempty"`
}

// Counts are a hall's own figures.
type Counts struct {
	Entries int64 `json:"entries"`
	Cases   int   `json:"cases"`
	Waiting int64 `json:"waiting"`
}

// run is a demo in progress.
type run struct {
	Options
	county  *County
	station *station.Station
	session *desk.Session
	cases   []*hall.Case
	booked  []*hall.Appointment
	report  Report
}

// Run does a hall's main job once without a window: takes cases in, prints, loses the
// line, goes on, gets the line back, and compares both sides.
func Run(ctx context.Context, o Options) (Report, error) {
	if o.Say == nil {
		o.Say = func(string, ...any) {}
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil { //nolint:gosec // papers are to be found
		return Report{}, &hall.Error{Kind: hall.Invalid, Say: "建不了目录 " + o.Out, Next: "请换一个能写的目录", Err: err}
	}
	dir, err := os.MkdirTemp("", "bianmin-demo-")
	if err != nil {
		return Report{}, fmt.Errorf("make a directory for the demo: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	r := &run{Options: o}
	defer r.close()
	for _, do := range []func(context.Context, string) error{r.open, r.morning, r.offline, r.print, r.breaking, r.back, r.compare} {
		if err := do(ctx, dir); err != nil {
			return r.report, err
		}
	}
	return r.report, nil
}

func (r *run) close() {
	if r.station != nil {
		_ = r.station.Close()
	}
	if r.county != nil {
		_ = r.county.Close()
	}
}

func (r *run) open(ctx context.Context, dir string) error {
	var err error
	if r.county, err = StartCounty(dir); err != nil {
		return err
	}
	if r.station, err = found(ctx, filepath.Join(dir, "hall"), r.Clock); err != nil {
		return err
	}
	if r.session, err = r.station.Desk.SignIn(ctx, ""); err != nil {
		return err
	}
	r.Say("新建示例大厅：%s，设备号 %s，64 个示例事项", r.session.Office().Name, r.session.Office().Device)
	return enrol(ctx, r.county, r.station)
}

func found(ctx context.Context, dir string, clock func() time.Time) (*station.Station, error) {
	return station.Found(ctx, station.Options{Dir: dir, Clock: clock}, station.Founding{
		Hall: founding.code, Name: founding.name, Device: founding.device, StaffID: founding.staff, StaffName: founding.staffName, Demo: true,
	})
}

func enrol(ctx context.Context, c *County, st *station.Station) error {
	code, err := c.EnrolCode(ctx, founding.code, founding.name)
	if err != nil {
		return fmt.Errorf("ask the county for a code: %w", err)
	}
	return st.Sync.Enrol(ctx, c.URL(), code)
}

func (r *run) take(ctx context.Context, list []business, from int) error {
	for i, b := range list {
		c, err := b.take(ctx, r.session, from+i)
		if err != nil {
			return err
		}
		r.cases = append(r.cases, c)
		r.report.Cases = append(r.report.Cases, string(c.No))
		r.Say("  %s  %s  %s", c.No.Spoken(), c.Rules.Name, c.State.Han())
	}
	return nil
}

func (r *run) morning(ctx context.Context, _ string) error {
	r.Say("上午，线路通：")
	if err := r.take(ctx, businesses()[:morning], 1); err != nil {
		return err
	}
	done, err := r.station.Sync.Once(ctx)
	if err != nil {
		return err
	}
	r.Say("  上传 %d 条，县里收到 %d 条", done.Pushed, done.Acked)
	return nil
}

func (r *run) offline(ctx context.Context, _ string) error {
	r.county.Cut()
	r.Say("线断了，照样收件：")
	if err := r.take(ctx, businesses()[morning:], morning+1); err != nil {
		return err
	}
	var err error
	if r.booked, err = book(ctx, r.session); err != nil {
		say, _ := hall.Explain(err)
		r.Say("  没有排预约：%s", say)
	}
	return r.expectTrouble(ctx)
}

func (r *run) breaking(ctx context.Context, _ string) error {
	if err := r.county.Restore(1500); err != nil {
		return err
	}
	r.Say("线回来了，传到一半又断：")
	return r.expectTrouble(ctx)
}

// expectTrouble tries to ship over a line that cannot carry it all.
func (r *run) expectTrouble(ctx context.Context) error {
	done, err := r.station.Sync.Once(ctx)
	if hall.KindOf(err) != hall.Unreachable {
		return fmt.Errorf("the line was cut, and sync said %w", err)
	}
	r.report.Cuts++
	say, _ := hall.Explain(err)
	r.Say("  %s（待传 %d 条）", say, done.Waiting)
	return nil
}

func (r *run) back(ctx context.Context, _ string) error {
	if err := r.county.Restore(0); err != nil {
		return err
	}
	done, err := r.station.Sync.Once(ctx)
	if err != nil {
		return err
	}
	r.Say("线稳了：又传 %d 条，待传 %d 条", done.Pushed, done.Waiting)
	return nil
}

func (r *run) print(ctx context.Context, _ string) error {
	orders := map[string]desk.Order{"cards": {Kind: hall.PaperCards, Staff: "luo"}}
	for _, code := range []string{"MZ-06", "GH-01", "YB-02"} {
		orders["guide-"+code] = desk.Order{Kind: hall.PaperGuide, Matter: code}
	}
	for _, a := range r.booked {
		if a.Printable() != nil {
			continue
		}
		orders["appointment-"+string(a.No)] = desk.Order{Kind: hall.PaperAppointment, Appointment: string(a.No)}
	}
	for _, c := range r.cases {
		for _, kind := range []hall.PaperKind{hall.PaperSlip, hall.PaperAcceptance, hall.PaperNotice, hall.PaperSupply, hall.PaperDecline, hall.PaperDecision, hall.PaperCompletion} {
			if done := c.Rules.CaseType == hall.Instant && !c.Clocks.CompletedAt.IsZero(); done && kind != hall.PaperCompletion {
				continue // done on the spot: one sheet, not five
			}
			if kind.May(c) == nil {
				orders[fmt.Sprintf("%s-%s", kind, c.No)] = desk.Order{Kind: kind, Case: string(c.No)}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(orders)) {
		made, err := r.session.Print(ctx, orders[name])
		if err != nil {
			return fmt.Errorf("print %s: %w", name, err)
		}
		if len(made.Missing) > 0 {
			r.report.Failed = append(r.report.Failed, fmt.Sprintf("%s 有字没有字形：%U", name, made.Missing))
		}
		file := filepath.Join(r.Out, name+".pdf")
		if err := os.WriteFile(file, made.PDF, 0o644); err != nil { //nolint:gosec // papers are to be read
			return &hall.Error{Kind: hall.Invalid, Say: "写不了文件 " + file, Next: "请核对目录和权限", Err: err}
		}
		r.report.Papers = append(r.report.Papers, name+".pdf")
	}
	r.Say("打印 %d 份到 %s", len(r.report.Papers), r.Out)
	return nil
}

func (r *run) compare(ctx context.Context, _ string) error {
	p, err := r.station.DB.Progress(ctx)
	if err != nil {
		return err
	}
	verified, err := r.station.DB.Verify(ctx)
	if err != nil {
		return err
	}
	r.report.Hall = Counts{Entries: p.Head.Size, Cases: len(r.cases), Waiting: p.Waiting()}
	if r.report.County, err = r.county.Status(ctx); err != nil {
		return err
	}
	checked, err := r.county.Verify(ctx)
	if err != nil {
		return err
	}
	c := r.report.County
	same := c.Entries == p.Head.Size && c.Cases == int64(len(r.cases)) && p.Waiting() == 0 && c.Rejected+c.Conflicts+c.Held == 0
	r.report.OK = same && verified.OK && checked.OK && len(r.report.Failed) == 0
	r.Say("本厅 %d 条、%d 件；县里 %d 条、%d 件；两边留痕核对：%s", p.Head.Size, len(r.cases), c.Entries, c.Cases, words(r.report.OK))
	if !r.report.OK {
		return &hall.Error{Kind: hall.Rejected, Say: "两边对不上", Next: "请把这次的输出交给开发的人"}
	}
	return nil
}

func words(ok bool) string {
	if ok {
		return "一致"
	}
	return "不一致"
}
