package desk_test

import (
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

func TestALateEntryHasReasonPaperAndApprover(t *testing.T) {
	r := openRoom(t) // Monday, 2026-11-23
	const aDay = 24 * time.Hour
	for _, tt := range []struct {
		situation     string
		who           *desk.Session
		ago           time.Duration
		reason, paper string
		want          hall.ErrorKind // Internal: it is taken
		late          bool
		approver      string
	}{
		{"now", r.agent, 0, "", "", hall.Internal, false, ""},
		{"an hour ago is not late", r.agent, time.Hour, "", "", hall.Internal, false, ""},
		{"on Friday, without a word", r.agent, 3 * aDay, "", "", hall.Invalid, false, ""},
		{"on Friday, no paper", r.agent, 3 * aDay, "断网", "", hall.Invalid, false, ""},
		{"on Friday, no reason", r.agent, 3 * aDay, "", "收件单 3 号", hall.Invalid, false, ""},
		{"on Friday", r.agent, 3 * aDay, "断网", "收件单 3 号", hall.Internal, true, ""},
		{"on Thursday, by an agent", r.agent, 4 * aDay, "断网", "收件单 3 号", hall.Unlawful, false, ""},
		{"on Thursday, by the director", r.director, 4 * aDay, "断网", "收件单 3 号", hall.Internal, true, "liu"},
		{"on Thursday, by the director, without a word", r.director, 4 * aDay, "", "", hall.Invalid, false, ""},
	} {
		in := desk.Intake{Matter: "GH-01", Applicant: applicant("彭满秀"), LateReason: tt.reason, LatePaper: tt.paper}
		if tt.ago > 0 {
			in.At = r.clock.read().Add(-tt.ago)
		}
		out, err := tt.who.Intake(t.Context(), in)
		if tt.want != hall.Internal {
			refused(t, err, tt.want)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.situation, err)
			continue
		}
		c := out.Case
		if (c.Intake.Late != nil) != tt.late || tt.late && (c.Intake.Late.Approver != tt.approver || c.Intake.Late.Paper != tt.paper) {
			t.Errorf("%s: %+v", tt.situation, c.Intake.Late)
		}
		if !c.Clocks.ReceivedAt.Equal(r.clock.read().Add(-tt.ago)) || !c.History[0].Recorded.Equal(r.clock.read()) {
			t.Errorf("%s: received %s, recorded %s", tt.situation, c.Clocks.ReceivedAt, c.History[0].Recorded)
		}
		if tt.ago == 3*aDay && (c.Clocks.NoticeBy == nil || c.Clocks.NoticeBy.Last.String() != "2026-11-27") {
			t.Errorf("%s: the clock runs to %s, not from the day it came in", tt.situation, day(c.Clocks.NoticeBy))
		}
	}
}
