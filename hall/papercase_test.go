package hall_test

import (
	"slices"
	"testing"

	"bianmin/hall"
)

// Which papers a case has come to, by what it is and where it stands.
func TestPapersOfACaseAsItStands(t *testing.T) {
	decided := func(kind string, result hall.Result) *hall.Case {
		c := &hall.Case{State: hall.StateDecided, Rules: hall.Rules{Mode: hall.ModeDecide, Type: kind}}
		c.Clocks.AcceptedAt, c.Clocks.DecidedAt = morning, morning
		c.Outcome.Result, c.Outcome.Note = result, "不符合条件"
		return c
	}
	forwarded := decided(hall.Licence, hall.Granted)
	forwarded.Rules.Mode = hall.ModeForward
	done := decided("行政给付", hall.Granted)
	done.State, done.Clocks.CompletedAt = hall.StateCompleted, morning
	void := decided(hall.Licence, hall.Granted)
	void.State = hall.StateVoided
	for name, c := range map[string]struct {
		c        *hall.Case
		has, not []hall.PaperKind
	}{
		"a licence granted":   {decided(hall.Licence, hall.Granted), []hall.PaperKind{hall.PaperDecision, hall.PaperSlip}, []hall.PaperKind{hall.PaperCompletion, hall.PaperDelivery}},
		"a licence refused":   {decided(hall.Licence, hall.Refused), []hall.PaperKind{hall.PaperDecision}, []hall.PaperKind{hall.PaperNotice, hall.PaperExtend}},
		"a benefit granted":   {decided("行政给付", hall.Granted), []hall.PaperKind{hall.PaperSlip}, []hall.PaperKind{hall.PaperDecision}},
		"a benefit refused":   {decided("行政给付", hall.Refused), []hall.PaperKind{hall.PaperDecision}, nil},
		"decided by an organ": {forwarded, nil, []hall.PaperKind{hall.PaperDecision}},
		"a benefit completed": {done, []hall.PaperKind{hall.PaperCompletion, hall.PaperDelivery}, []hall.PaperKind{hall.PaperDecision, hall.PaperSupply, hall.PaperSuspend, hall.PaperDeferral}},
		"void":                {void, nil, []hall.PaperKind{hall.PaperSlip, hall.PaperDecision, hall.PaperPrivacy}},
	} {
		got := hall.PapersOf(c.c)
		for _, k := range c.has {
			if !slices.Contains(got, k) {
				t.Errorf("%s: no %s in %v", name, k, got)
			}
		}
		for _, k := range c.not {
			if slices.Contains(got, k) {
				t.Errorf("%s: a %s", name, k)
			}
		}
	}
	for result, want := range map[hall.Result]string{hall.Granted: "准予行政许可决定书", hall.Refused: "不予行政许可决定书", hall.Partly: "准予部分行政许可决定书"} {
		if got := hall.PaperDecision.Title(decided(hall.Licence, result)); got != want {
			t.Errorf("%s is called %s", result, got)
		}
	}
}
