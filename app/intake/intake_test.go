package intake

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
	readcat "bianmin/hall/catalogue"
	"bianmin/hall/workday"
)

// recorder is a desk that remembers what it was asked.
type recorder struct {
	taken  []desk.Intake
	refuse error
	draft  *desk.Intake
	found  hall.Found
}

func (r *recorder) Draft(context.Context) (desk.Intake, bool, error) {
	if r.draft == nil {
		return desk.Intake{}, false, nil
	}
	return *r.draft, true, nil
}

func (r *recorder) SaveDraft(_ context.Context, in desk.Intake) error {
	r.draft = &in
	return nil
}

func (r *recorder) DropDraft(context.Context) error {
	r.draft = nil
	return nil
}

func (r *recorder) Find(context.Context, string) (hall.Found, error) { return r.found, nil }

func (r *recorder) Foresee(_ context.Context, _ hall.Matter) (desk.Foresight, error) {
	return desk.Foresight{From: workday.DateOf(2026, 11, 23)}, nil
}

func (r *recorder) Appointment(_ context.Context, key string) (*hall.Appointment, error) {
	if key != "Y20261123-A70017K" {
		return nil, hall.Missing("没有这个预约", "请核对预约编号")
	}
	return &hall.Appointment{
		No: hall.AppointNo(key), State: hall.AppointBooked, Matter: hall.MatterName{Code: "WJ-01"},
		Person: hall.Person{Name: "娜仁·图雅", Phone: "13800000013"},
	}, nil
}

func (r *recorder) Intake(_ context.Context, in desk.Intake) (desk.Taken, error) {
	if r.refuse != nil {
		return desk.Taken{}, r.refuse
	}
	r.taken = append(r.taken, in)
	state := map[desk.Action]hall.State{
		desk.ActionReceive: hall.StateReceived, desk.ActionAccept: hall.StateAccepted, desk.ActionNotice: hall.StateNoticed, desk.ActionDecline: hall.StateDeclined,
	}[in.Action]
	return desk.Taken{Case: &hall.Case{ID: "c1", No: "431322112000-20261123-A70001K", State: state}, State: state}, nil
}

// window records what the page asks of it.
type window struct {
	canvas fyne.Canvas
	frame  *kit.Frame
	said   string
	went   stage.Place
}

func (w *window) Say(_ kit.ChipKind, text string)                { w.said = text }
func (w *window) Offer(_ kit.ChipKind, text, _ string, _ func()) { w.said = text }
func (w *window) RefreshKeys()                                   { w.frame.RefreshKeys() }
func (w *window) Go(to stage.Place)                              { w.went = to }
func (w *window) Focus(f fyne.Focusable) {
	if f == nil {
		w.canvas.Unfocus()
		return
	}
	w.canvas.Focus(f)
}

// keys types text, and presses keys written in brackets, as a clerk does.
func (w *window) keys(t *testing.T, script ...string) {
	t.Helper()
	for _, s := range script {
		if name, ok := strings.CutPrefix(s, "<"); ok {
			ev := &fyne.KeyEvent{Name: fyne.KeyName(strings.TrimSuffix(name, ">"))}
			if f := w.canvas.Focused(); f != nil {
				f.TypedKey(ev)
			} else {
				w.canvas.OnTypedKey()(ev)
			}
			continue
		}
		for _, r := range s {
			w.canvas.Focused().TypedRune(r)
		}
	}
}

func open(t *testing.T, r *recorder) (*Screen, *window) {
	t.Helper()
	test.NewTempApp(t)
	edition, refusals, _ := readcat.Parse(catalogue.JSON(), "")
	if len(refusals) > 0 {
		t.Fatal(refusals)
	}
	facts := &stage.Facts{
		Me: hall.Staff{ID: "liu", Name: "刘巧云", Roles: []hall.Role{hall.RoleClerk}}, Matters: present.IndexMatters(edition.Matters),
		People: []hall.Staff{{ID: "luo", Name: "罗建国", Roles: []hall.Role{hall.RoleAgent}, Village: "桃林村"}},
		Now:    func() time.Time { return time.Date(2026, 11, 23, 1, 41, 0, 0, time.UTC) },
	}
	papers := &stage.Papers{Folder: t.TempDir(), Print: func(context.Context, desk.Order) (desk.Printout, error) {
		return desk.Printout{Paper: hall.Paper{PDF: []byte("%PDF")}}, nil
	}}
	s := stage.New(t.Context(), facts, papers)
	s.Inline = true
	win := test.NewTempWindow(t, nil)
	top := kit.NewTopBar(kit.TopBarOptions{})
	w := &window{canvas: win.Canvas(), frame: kit.NewFrame(win.Canvas(), top, nil, nil)}
	s.Window = w
	p := New(s, r)
	for _, c := range []*kit.Combo{p.form.matter, p.form.person.docType, p.form.person.village, p.form.way.agent} {
		c.Run = func(job func()) { job() }
	}
	win.SetContent(w.frame.Root())
	win.Resize(fyne.NewSize(1366, 768))
	w.frame.Show(p)
	return p, w
}

func TestARoutineCaseByKeyboardAlone(t *testing.T) {
	r := &recorder{}
	p, w := open(t, r)
	w.keys(t, "gljt", "<Return>", "431399194206170089", "<Return>", "彭满秀", "<Return>", "13800000010", "<Return>", "桃林村", "<Return>",
		"<Return>", "<Return>", // contact, appointment
		"<Right>", "<Return>", "罗", "<Return>") // 代办, the agent
	for range p.form.checks {
		w.keys(t, "<Space>", "<Return>")
	}
	if r.draft == nil || r.draft.Applicant.Name != "彭满秀" {
		t.Fatalf("the draft is %+v", r.draft)
	}
	w.keys(t, "<F9>")
	if len(r.taken) != 1 {
		t.Fatalf("saved %d; the page says %q", len(r.taken), p.banner.Text())
	}
	in := r.taken[0]
	if in.Matter != "MZ-06" || in.Action != desk.ActionAccept || in.Mode != hall.ByProxy || in.Agent != "luo" || len(in.Materials) != 4 {
		t.Errorf("%+v", in)
	}
	if a := in.Applicant; a.ID != "431399194206170089" || a.Phone != "13800000010" || a.Village != "桃林村" {
		t.Errorf("%+v", a)
	}
	if !strings.Contains(w.said, "已受理 A7 0001 K") || !strings.Contains(w.said, "收件凭证已生成") {
		t.Errorf("said %q", w.said)
	}
	if !p.form.blank() || p.form.picked.Code != "" || r.draft != nil {
		t.Errorf("the next person sees the last one's answers: %+v, draft %+v", p.form.value(), r.draft)
	}
	files, err := os.ReadDir(p.stage.Papers.Folder)
	if err != nil || len(files) != 1 || strings.Contains(files[0].Name(), "彭") {
		t.Errorf("papers %v, %v", files, err)
	}
}

func TestMissingRequiredMaterialsAskOnce(t *testing.T) {
	r := &recorder{}
	p, w := open(t, r)
	w.keys(t, "gljt", "<Return>", "431399194206170089", "<Return>", "彭满秀", "<F9>")
	if len(r.taken) != 0 || !strings.Contains(p.banner.Text(), "必要材料") {
		t.Fatalf("saved %d, banner %q", len(r.taken), p.banner.Text())
	}
	w.keys(t, "<F9>")
	if len(r.taken) != 1 {
		t.Errorf("the second F9 saved %d", len(r.taken))
	}
}

func TestWhatIsWrongInAFieldIsSaidBeforeMaterialsAreAsked(t *testing.T) {
	for name, tt := range map[string]struct {
		id, name, phone, contact, want string
		field                          func(f person) fyne.Focusable
	}{
		"check digit":       {"431399194206170080", "彭满秀", "", "", "末位校验不对", func(f person) fyne.Focusable { return f.id }},
		"unfinished number": {"4313991942", "彭满秀", "", "", "现在是10位", func(f person) fyne.Focusable { return f.id }},
		"phone":             {"431399194206170089", "彭满秀", "138", "", "电话：", func(f person) fyne.Focusable { return f.phone }},
		"contact's phone":   {"", "彭满秀", "", "彭国强 138", "联系人电话：", func(f person) fyne.Focusable { return f.contact }},
		"nothing to go by":  {"", "彭满秀", "", "", "至少要有一样", func(f person) fyne.Focusable { return f.id }},
	} {
		t.Run(name, func(t *testing.T) {
			r := &recorder{}
			p, w := open(t, r)
			w.keys(t, "gljt", "<Return>")
			f := p.form.person
			f.id.SetText(tt.id)
			f.name.SetText(tt.name)
			f.phone.SetText(tt.phone)
			f.contact.SetText(tt.contact)
			for _, key := range []string{"<F9>", "<F7>"} {
				w.keys(t, key)
				if !strings.Contains(p.banner.Text(), tt.want) || strings.Contains(p.banner.Text(), "必要材料") || p.panel.action != "" {
					t.Errorf("%s: banner %q, panel %q", key, p.banner.Text(), p.panel.action)
				}
				if w.canvas.Focused() != tt.field(f) {
					t.Errorf("%s: focus on %T", key, w.canvas.Focused())
				}
			}
			if len(r.taken) != 0 || p.state.warned {
				t.Errorf("saved %d, warned %v", len(r.taken), p.state.warned)
			}
		})
	}
}

func TestNoticeProposesWhatIsMissingAndAsksInThePage(t *testing.T) {
	r := &recorder{}
	p, w := open(t, r)
	w.keys(t, "gljt", "<Return>", "431399194206170089", "<Return>", "彭满秀", "<F7>")
	if p.panel.action != desk.ActionNotice || p.panel.reason.Text == "" {
		t.Fatalf("panel %q, reason %q", p.panel.action, p.panel.reason.Text)
	}
	w.keys(t, "<F7>")
	if len(r.taken) != 1 || r.taken[0].Action != desk.ActionNotice || r.taken[0].Reason == "" {
		t.Errorf("%+v", r.taken)
	}
	w.keys(t, "gljt", "<Return>", "<F10>")
	if p.banner.Text() != "还没有填姓名" || p.panel.action != "" {
		t.Errorf("a refusal of nobody: %q", p.banner.Text())
	}
}

func TestACollectedMatterIsReceivedByF9(t *testing.T) {
	r := &recorder{}
	p, w := open(t, r)
	w.keys(t, "YL-05", "<Return>", "431399194206170089", "<Return>", "曾祥瑞", "<F9>")
	if len(r.taken) != 1 || r.taken[0].Action != desk.ActionReceive {
		t.Errorf("%+v, banner %q", r.taken, p.banner.Text())
	}
}

func TestARefusalLeadsToItsField(t *testing.T) {
	r := &recorder{refuse: hall.Refuse("电话：手机号应是 11 位", "没有电话的可以空着，填联系人")}
	p, w := open(t, r)
	w.keys(t, "YL-05", "<Return>", "431399194206170089", "<Return>", "曾祥瑞", "<F9>")
	if w.canvas.Focused() != fyne.Focusable(p.form.person.phone) || p.form.person.name.Text != "曾祥瑞" || p.acts.main.Disabled() {
		t.Errorf("focus %T, name %q", w.canvas.Focused(), p.form.person.name.Text)
	}
}

func TestAnAppointmentFillsTheForm(t *testing.T) {
	p, w := open(t, &recorder{})
	w.Focus(p.form.way.appoint)
	w.keys(t, "Y20261123-A70017K", "<Return>")
	in := p.form.value()
	if in.Matter != "WJ-01" || in.Applicant.Name != "娜仁·图雅" || in.Appointment != "Y20261123-A70017K" {
		t.Errorf("%+v", in)
	}
	p.clear()
	w.Focus(p.form.way.appoint)
	w.keys(t, "Y1", "<Return>")
	if p.banner.Text() != "没有这个预约" {
		t.Errorf("banner %q", p.banner.Text())
	}
}

func TestSomebodyWhoCameBeforeIsKnownAndADuplicateWarned(t *testing.T) {
	r := &recorder{found: hall.Found{Persons: []hall.PersonRow{{
		Person: hall.Person{Name: "彭满秀", IDNo: "431399194206170089", Village: "桃林村", Phone: "13800000010"},
		Cases:  []hall.CaseRow{{ID: "old", Matter: hall.MatterName{Code: "MZ-06", Name: "高龄津贴申领"}, State: hall.StateAccepted}},
	}}}}
	p, w := open(t, r)
	w.keys(t, "gljt", "<Return>", "431399194206170089")
	if p.form.person.name.Text != "彭满秀" || p.form.person.village.Text != "桃林村" || p.form.person.phone.Text != "" {
		t.Errorf("%+v", p.form.value().Applicant)
	}
	w.keys(t, "<F3>")
	if w.went != (stage.Place{Page: stage.Cases, Key: "old"}) {
		t.Errorf("F3 went to %+v", w.went)
	}
}

func TestADraftComesBackAndEscTwiceDropsIt(t *testing.T) {
	r := &recorder{draft: &desk.Intake{Matter: "MZ-06", Applicant: desk.Applicant{Name: "彭满秀"}, Materials: []hall.Material{{Name: "高龄津贴申请表", Original: 1}}}}
	p, w := open(t, r)
	p.Restore()
	if in := p.form.value(); in.Applicant.Name != "彭满秀" || len(in.Materials) != 1 || in.Matter != "MZ-06" {
		t.Fatalf("%+v", in)
	}
	w.keys(t, "<Escape>")
	if p.form.blank() {
		t.Fatal("one Esc emptied the page")
	}
	w.keys(t, "<Escape>")
	if !p.form.blank() || r.draft != nil {
		t.Errorf("after two: %+v, draft %+v", p.form.value(), r.draft)
	}
}

func TestKeepingTheMatterBlanksThePerson(t *testing.T) {
	r := &recorder{}
	p, w := open(t, r)
	p.toggleKeep()
	w.keys(t, "YL-05", "<Return>", "431399194206170089", "<Return>", "曾祥瑞", "<F9>")
	if p.form.picked.Code != "YL-05" || !p.form.blank() {
		t.Errorf("%+v", p.form.value())
	}
	if w.canvas.Focused() != fyne.Focusable(p.form.person.id) {
		t.Errorf("focus on %T", w.canvas.Focused())
	}
}
