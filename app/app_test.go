package app

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
	"bianmin/app/stage"
	"bianmin/app/theme"
	"bianmin/assets/fonts"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
	"bianmin/internal/station"
)

// line is a county that cannot be reached.
type line struct {
	*station.Light
	kicked int
}

func (l *line) Progress(ctx context.Context) (journal.Progress, error) {
	p, err := l.Light.Progress(ctx)
	p.Acked, p.AsOf = journal.Head{Size: p.Head.Size - 12}, moment("2026-11-23 09:12")
	return p, err
}

func (l *line) Enrolled(context.Context) (bool, error) { return true, nil }
func (l *line) Trouble() string                        { return "连不上县平台，记录都在本机，没有丢" }
func (l *line) Kick()                                  { l.kicked++ }

func moment(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, workday.Beijing())
	if err != nil {
		panic(err)
	}
	return t
}

// watch is a clock that is set by hand.
type watch struct{ now time.Time }

func (w *watch) Now() time.Time { return w.now }

// opened is a window over a real store, with three weeks of work in it.
type opened struct {
	*App
	w    fyne.Window
	line *line
}

func open(t *testing.T, width, height float32) *opened {
	t.Helper()
	clock := &watch{moment("2026-11-03 09:00")}
	st, err := station.Found(t.Context(), station.Options{Dir: filepath.Join(t.TempDir(), "hall"), Clock: clock.Now}, station.Founding{
		Hall: "431322112000", Name: "新化县白溪镇便民服务中心", Device: "A7", StaffID: "liu", StaffName: "刘巧云", Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	session, err := st.Desk.SignIn(t.Context(), "liu")
	if err != nil {
		t.Fatal(err)
	}
	work(t, session, clock)
	clock.now = moment("2026-11-23 09:41")
	l := &line{Light: st.Light}
	a, err := New(t.Context(), Options{Session: session, Sync: l, Papers: filepath.Join(t.TempDir(), "papers"), OpenPaper: func(string) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	a.stage.Inline = true
	fa := test.NewTempApp(t)
	fa.Settings().SetTheme(theme.New(theme.Options{Regular: fonts.SansRegular(), Bold: fonts.SansBold()}))
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	a.Build(w)
	t.Cleanup(a.Close)
	w.Resize(fyne.NewSize(width, height))
	return &opened{a, w, l}
}

// work fills the hall: late, due, waiting, done and booked.
func work(t *testing.T, s *desk.Session, clock *watch) {
	t.Helper()
	for _, b := range []struct {
		day, matter, name, village string
		action                     desk.Action
		do                         func(key string) error
	}{
		{"2026-11-03 09:42", "LY-01", "覃伟明", "白沙村", desk.ActionAccept, nil},
		{"2026-11-09 10:05", "MZ-06", "彭满秀", "桃林村", desk.ActionAccept, nil},
		{"2026-11-17 15:20", "GH-01", "王福生", "石坪村", desk.ActionReceive, nil},
		{"2026-11-18 08:50", "WJ-01", "娜仁·图雅", "大湾村", desk.ActionAccept, func(key string) error {
			_, err := s.Complete(t.Context(), key, hall.Completed{})
			return err
		}},
		{"2026-11-19 16:00", "MZ-02", "罗永福", "大湾村", desk.ActionNotice, nil},
		{"2026-11-20 11:12", "YB-02", "刘𬤇", "大湾村", desk.ActionReceive, nil},
		{"2026-11-23 08:40", "MZ-04", "单小娟", "桃林村", desk.ActionAccept, nil},
	} {
		clock.now = moment(b.day)
		taken, err := s.Intake(t.Context(), desk.Intake{
			Matter: b.matter, Action: b.action, Reason: "缺家庭经济状况核对授权书",
			Applicant: desk.Applicant{Name: b.name, Village: b.village, Phone: "13800000010", ID: numbers[b.name]},
		})
		if err != nil {
			t.Fatal(b.matter, err)
		}
		if b.do != nil {
			if err := b.do(taken.Case.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, start := range []string{"09:30", "10:00"} {
		name := []string{"周桂英", "吴德才"}[i]
		if _, err := s.Book(t.Context(), desk.Booking{Day: hall.DayOf(clock.now), Start: start, Matter: "GT-02", Person: desk.Applicant{Name: name, Phone: "13800000031"}}); err != nil {
			t.Fatal(err)
		}
	}
}

// numbers are well-formed document numbers of a region nobody has.
var numbers = map[string]string{"彭满秀": "431399194206170089"}

func (o *opened) press(names ...fyne.KeyName) {
	for _, n := range names {
		ev := &fyne.KeyEvent{Name: n}
		if f := o.w.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else {
			o.w.Canvas().OnTypedKey()(ev)
		}
	}
}

// shoot draws the window into $BIANMIN_SCREENS when that is set.
func (o *opened) shoot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("BIANMIN_SCREENS")
	if dir == "" {
		return
	}
	size := o.w.Canvas().Size()
	for _, by := range []float32{1, -1} { // what wraps settles on the second layout
		o.w.Resize(size.AddWidthHeight(by, 0))
		size = size.AddWidthHeight(by, 0)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestEveryPageOfTheRailExists(t *testing.T) {
	o := open(t, 1366, 768)
	for i, item := range o.frame.Rail.Items() {
		before := o.frame.Screen()
		o.frame.Rail.Choose(i)
		got := o.frame.Screen()
		if got == nil || (i > 0 && got == before) {
			t.Errorf("%s opens nothing of its own", item.Label)
			continue
		}
		if len(got.Keys()) == 0 || got.Content().MinSize().IsZero() {
			t.Errorf("%s is empty", item.Label)
		}
		if w := got.Content().MinSize().Width; w > 1024-128-40 {
			t.Errorf("%s asks for %v, more than a window of 1024 has", item.Label, w)
		}
	}
}

func TestTodayScreen(t *testing.T) {
	o := open(t, 1366, 768)
	o.shoot(t, "01-today")
	if n := o.frame.Rail.Items()[0].Badge; n == 0 {
		t.Error("something is late, and the rail says nothing")
	}
	o.press(fyne.KeyReturn)
	if o.frame.Screen() != o.screens.detail {
		t.Errorf("Enter opened %T", o.frame.Screen())
	}
	o.shoot(t, "03-case-late")
	o.press(fyne.KeyEscape)
	if o.frame.Screen() != o.screens.today {
		t.Errorf("Esc went to %T", o.frame.Screen())
	}
}

func TestIntakeScreen(t *testing.T) {
	for name, size := range map[string]fyne.Size{"02-intake": {Width: 1366, Height: 768}, "02-intake-1024": {Width: 1024, Height: 700}} {
		t.Run(name, func(t *testing.T) {
			o := open(t, size.Width, size.Height)
			o.press(fyne.KeyF4)
			o.screens.intake.Start("MZ-06")
			for _, r := range numbers["彭满秀"] {
				o.w.Canvas().Focused().TypedRune(r)
			}
			o.shoot(t, name)
			o.press(fyne.KeyF7)
			o.shoot(t, name+"-notice")
			o.press(fyne.KeyF7)
			if !strings.Contains(o.frame.Said(), "已一次性告知") {
				t.Errorf("said %q", o.frame.Said())
			}
			o.shoot(t, name+"-saved")
		})
	}
}

func TestCasesScreen(t *testing.T) {
	o := open(t, 1366, 768)
	o.Go(stage.Place{Page: stage.Cases})
	o.shoot(t, "04-cases")
	o.press(fyne.KeyReturn, fyne.KeyF9)
	o.shoot(t, "03-case-act")
	o.press(fyne.KeyF9)
	if !strings.Contains(o.frame.Said(), "已办结") {
		t.Errorf("said %q", o.frame.Said())
	}
	o.shoot(t, "03-case")
	o.press(fyne.KeyF9, fyne.KeyF9)
	if !strings.Contains(o.frame.Said(), "已送达") {
		t.Errorf("said %q", o.frame.Said())
	}
}

func TestBookingScreen(t *testing.T) {
	o := open(t, 1366, 768)
	o.Go(stage.Place{Page: stage.Booking})
	o.press(fyne.KeyDown, fyne.KeyDown)
	o.shoot(t, "05-booking")
	o.Go(stage.Place{Page: stage.Booking, Key: "2027-01-04"})
	o.shoot(t, "05-booking-no-calendar")
	o.Go(stage.Place{Page: stage.Booking, Key: "2026-11-28"})
	o.shoot(t, "05-booking-off")
}

func TestMattersScreen(t *testing.T) {
	o := open(t, 1366, 768)
	o.Go(stage.Place{Page: stage.Matters, Key: "LY-01"})
	o.shoot(t, "06-matters")
	o.press(fyne.KeyF9)
	if !strings.Contains(o.frame.Said(), "办事指南已生成") {
		t.Errorf("said %q", o.frame.Said())
	}
}

func TestKeysScreen(t *testing.T) {
	o := open(t, 1366, 768)
	o.press(fyne.KeyF1)
	o.shoot(t, "07-keys")
	o.press(fyne.KeyEscape)
	if o.frame.Screen() != o.screens.today {
		t.Errorf("Esc went to %T", o.frame.Screen())
	}
}

func TestTheLightIsReadFromTheJournalAndKicksWhenPressed(t *testing.T) {
	o := open(t, 1366, 768)
	if o.light.last.waiting != 12 || !strings.HasPrefix(o.light.last.chip.Text, "离线 · 待传 12 条") {
		t.Errorf("%+v", o.light.last)
	}
	before := o.line.kicked
	o.kick()
	if o.line.kicked != before+1 || !strings.Contains(o.frame.Said(), "连不上") {
		t.Errorf("kicked %d times, said %q", o.line.kicked-before, o.frame.Said())
	}
}

func TestSearchFindsByInitialsAndOpens(t *testing.T) {
	o := open(t, 1366, 768)
	found := o.search("pmx")
	if len(found) != 1 || !strings.Contains(found[0].Title, "彭满秀") {
		t.Fatalf("%+v", found)
	}
	o.picked(found[0])
	if o.frame.Screen() != o.screens.detail {
		t.Errorf("opened %T", o.frame.Screen())
	}
	if none := o.search("没有这个人"); len(none) != 1 || none[0].Key != "" {
		t.Errorf("%+v", none)
	}
	o.picked(kit.Option{Title: "没有找到"})
}

func (o *opened) write(text string) {
	for _, r := range text {
		o.w.Canvas().Focused().TypedRune(r)
	}
}

func TestWholeNumbersOfAClosedCaseAreShownOnlyWithAReason(t *testing.T) {
	o := open(t, 1366, 768)
	o.openCase(o.search("nr")[0].Key) // completed
	c, err := o.desk.Case(t.Context(), o.search("nr")[0].Key)
	if err != nil || c.State != hall.StateCompleted {
		t.Fatal(c, err)
	}
	if shown := texts(o.screens.detail.Content()); strings.Contains(shown, c.Applicant.Phone) || strings.Contains(shown, c.Intake.QueryCode) {
		t.Error("the page shows what it must not")
	}
	before, _ := o.opts.Sync.Progress(t.Context())
	o.press(fyne.KeyF6, fyne.KeyF9) // no reason
	if now, _ := o.opts.Sync.Progress(t.Context()); now.Head != before.Head {
		t.Fatal("something was written without a reason")
	}
	o.write("给申请人打电话通知领取")
	o.press(fyne.KeyF9)
	if now, _ := o.opts.Sync.Progress(t.Context()); now.Head.Size != before.Head.Size+1 {
		t.Error("nobody wrote down who looked")
	}
	if shown := texts(o.screens.detail.Content()); !strings.Contains(shown, c.Applicant.Phone) {
		t.Error("the phone is still hidden")
	}
}

// texts are all words drawn on a page.
func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, x := range test.LaidOutObjects(o) {
		if word, ok := x.(*canvas.Text); ok && word.Visible() {
			b.WriteString(word.Text + "\n")
		}
	}
	return b.String()
}

func TestAppointmentsAreBookedCheckedInAndCancelledByKeyboard(t *testing.T) {
	o := open(t, 1366, 768)
	o.Go(stage.Place{Page: stage.Booking, Key: "2026-11-24"})
	o.press(fyne.KeyReturn)
	o.write("陈菊香")
	o.press(fyne.KeyReturn)
	o.write("13800000016")
	o.shoot(t, "05-booking-form")
	o.press(fyne.KeyF9)
	if !strings.Contains(o.frame.Said(), "凭条已生成") {
		t.Fatalf("said %q", o.frame.Said())
	}
	o.press(fyne.KeyDown, fyne.KeyDelete)
	o.write("改日子")
	o.press(fyne.KeyF9)
	if !strings.Contains(o.frame.Said(), "已取消预约") {
		t.Errorf("said %q", o.frame.Said())
	}
	o.Go(stage.Place{Page: stage.Booking, Key: "2026-11-23"})
	o.press(fyne.KeyHome, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if !strings.Contains(o.frame.Said(), "已签到") {
		t.Errorf("said %q", o.frame.Said())
	}
	o.press(fyne.KeyF9)
	if o.frame.Screen() != o.screens.intake {
		t.Errorf("F9 on a person opened %T", o.frame.Screen())
	}
}

func TestAMatterWhoseCodeStartsWithYIsNoAppointment(t *testing.T) {
	o := open(t, 1366, 768)
	o.Go(stage.Place{Page: stage.Intake, Key: "YB-02"})
	if shown := texts(o.screens.intake.Content()); !strings.Contains(shown, "YB-02") {
		t.Error("the matter was not picked")
	}
}
