package hotline_test

import (
	"fmt"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/hotline"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func due(l hall.Limit) hall.Due { return hall.DueAfter(workday.Calendar{}, morning, l) }

func receipt() hotline.Receipt {
	day := hall.DayOf(morning)
	return hotline.Receipt{
		No: hall.NewRecordNo(hotline.Letter, day, "A7", 1), Hall: "431322112000", Day: day, TheirNo: "DH1",
		Asked: hotline.Asked{Text: "路灯不亮", About: []string{"luo"}}, SignBy: due(hotline.SignLimit()), AnswerBy: due(hotline.AnswerLimit()),
	}
}

func TestAnOrderAndItsRunningLimit(t *testing.T) {
	again := due(hall.Limit{N: 9, Unit: hall.Workday})
	const ok, no, bad = hall.StatusApplied, hall.StatusConflict, hall.StatusRejected
	for situation, steps := range map[string][]struct {
		body hall.Body
		want hall.Status
		due  string
	}{
		"answered again until the caller is content": {
			{receipt(), ok, "2026-11-24"},
			{receipt(), no, "2026-11-24"}, // the same order on another device
			{hotline.Reply{Answer: "修好了"}, no, "2026-11-24"},
			{hotline.Signing{}, ok, "2026-11-30"},
			{hotline.Routing{To: "luo"}, no, "2026-11-30"}, // complained of
			{hotline.Routing{To: "xiao"}, ok, "2026-11-30"},
			{hotline.Return{Reason: "不归本厅"}, no, "2026-11-30"},
			{hotline.Reply{Answer: "修好了"}, ok, ""},
			{hotline.Revisiting{Satisfied: false}, bad, ""},
			{hotline.Revisiting{Satisfied: false, AnswerBy: &again}, ok, "2026-12-04"},
			{hotline.Reply{Answer: "换了灯"}, ok, ""},
			{hotline.Revisiting{Satisfied: true}, ok, ""},
			{hotline.Reply{Answer: "又换了"}, no, ""},
		},
		"given back": {
			{receipt(), ok, "2026-11-24"},
			{hotline.Return{}, bad, "2026-11-24"},
			{hotline.Return{Reason: "归住建局"}, ok, ""},
			{hotline.Signing{}, no, ""},
		},
	} {
		var s fold.Subject
		for n, st := range steps {
			e, err := journal.New(journal.Header{
				ID: fmt.Sprintf("e%04d", n), Kind: string(st.body.Kind()), Subject: "h1", Actor: "liu", At: morning, Recorded: morning, Schema: 1, Rules: "r",
			}, st.body, [16]byte{})
			if err != nil {
				t.Fatal(err)
			}
			if v := s.Judge(e); v[0].Status != st.want {
				t.Errorf("%s, step %d: %+v", situation, n, v)
			}
			if f := s.Record.Facts(); !f.Due.IsZero() != (st.due != "") || st.due != "" && f.Due.String() != st.due {
				t.Errorf("%s, step %d: due %s, want %s", situation, n, f.Due, st.due)
			}
		}
		if s.Record.Facts().Open {
			t.Errorf("%s: still open", situation)
		}
	}
}

func TestTheSameOrderIsOneSubject(t *testing.T) {
	if hotline.SubjectID("431322112000", "dh 1") != hotline.SubjectID("431322112000", "DH1") {
		t.Error("spelling makes two")
	}
	if hotline.SubjectID("431322112000", "DH1") == hotline.SubjectID("431322113000", "DH1") {
		t.Error("two halls share one")
	}
}
