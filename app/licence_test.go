package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"bianmin/desk"
	"bianmin/hall"
)

// taken is a case of a matter as far as the counter gets it at once.
func (o *opened) taken(t *testing.T, matter string, accept bool) *hall.Case {
	t.Helper()
	in := desk.Intake{Matter: matter, Applicant: desk.Applicant{Name: "周桂英", Phone: "13800000031"}, Action: desk.ActionReceive}
	if accept {
		in.Action = desk.ActionAccept
	}
	out, err := o.desk.Intake(t.Context(), in)
	if err != nil {
		t.Fatalf("%s: %v", matter, err)
	}
	return out.Case
}

func (o *opened) labels() []string {
	var out []string
	for _, k := range o.screens.detail.Keys() {
		out = append(out, k.Label)
	}
	return out
}

// No case that is being worked on has only its void left: whatever the matter, somebody at the window
// can bring it nearer to its end.
func TestNoMatterEndsInABlindAlley(t *testing.T) {
	o := open(t, 1366, 768)
	matters, err := o.desk.Matters(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range matters {
		c := o.taken(t, m.Code, m.Mode.MayAccept())
		o.openCase(c.ID)
		on := slices.ContainsFunc(o.labels(), func(l string) bool {
			return l == hall.ActDecide.Han() || l == "登记决定结果" || l == hall.ActComplete.Han()
		})
		if !on {
			t.Errorf("%s (%s, %s): only %v", m.Code, m.Type, m.Mode, o.labels())
		}
	}
}

// A licence is decided, completed and delivered by the keyboard alone, each with its paper.
func TestALicenceIsDecidedAndCompletedInTheWindow(t *testing.T) {
	o := open(t, 1366, 768)
	c := o.taken(t, "GH-01", true)
	o.openCase(c.ID)
	o.press(fyne.KeyF9)
	o.shoot(t, "03-case-decide")
	o.press(fyne.KeyF9)
	if said := o.frame.Said(); !strings.Contains(said, "已决定") || !strings.Contains(said, "准予行政许可决定书已生成") {
		t.Fatalf("decided: said %q", said)
	}
	o.press(fyne.KeyF9, fyne.KeyF9)
	if said := o.frame.Said(); !strings.Contains(said, "已办结") || !strings.Contains(said, "办结单已生成") {
		t.Fatalf("completed: said %q", said)
	}
	o.shoot(t, "03-case-completed")
	o.press(fyne.KeyF8)
	if said := o.frame.Said(); said != "办结单已补打" {
		t.Errorf("printed again: said %q", said)
	}
	o.press(fyne.KeyF9, fyne.KeyF9)
	if c, err := o.desk.Case(t.Context(), c.ID); err != nil || c.State != hall.StateDelivered || c.Outcome.Result != hall.Granted {
		t.Errorf("%+v, %v", c, err)
	}
}

// What an organ above decided is written down with where it was seen, and is the result.
func TestAForwardedLicenceTakesTheResultFromAbove(t *testing.T) {
	o := open(t, 1366, 768)
	matters, err := o.desk.Matters(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(matters, func(m hall.Matter) bool {
		x := m.Snapshot()
		return x.IsLicence() && x.Mode == hall.ModeForward && x.Intake.OutsideSystem == "" && x.CaseType != hall.Instant
	})
	if i < 0 {
		t.Fatal("the catalogue has no forwarded licence")
	}
	c := o.taken(t, matters[i].Code, true)
	o.openCase(c.ID)
	o.press(fyne.KeyF9, fyne.KeyF9) // nothing says yet where it was seen
	if got, err := o.desk.Case(t.Context(), c.ID); err != nil || got.DecidedElsewhere() != "" {
		t.Fatalf("written down without a source: %v", err)
	}
	o.press(fyne.KeyReturn, fyne.KeyReturn)
	o.write("县里来文")
	o.shoot(t, "03-case-result")
	o.press(fyne.KeyF9)
	got, err := o.desk.Case(t.Context(), c.ID)
	if err != nil || got.DecidedElsewhere() != hall.Granted {
		t.Fatalf("%+v, %v, said %q", got.Outcome, err, o.frame.Said())
	}
	o.press(fyne.KeyF9, fyne.KeyF9)
	if got, err := o.desk.Case(t.Context(), c.ID); err != nil || got.State != hall.StateCompleted {
		t.Errorf("%s, %v, said %q", got.State, err, o.frame.Said())
	}
}
