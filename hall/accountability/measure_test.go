package accountability_test

import (
	"fmt"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/accountability"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

func TestAMeasureIsAppealedOnceAndClosedOnce(t *testing.T) {
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	good := accountability.Decision{
		No: hall.NewRecordNo(accountability.Letter, hall.DayOf(at), "A7", 1), Hall: "431322112000", Day: hall.DayOf(at), Card: "p1", Staff: "luo",
		Measure: "扣分", Points: 2, Reason: "属实",
	}
	noPoints, otherPoints, unknown := good, good, good
	noPoints.Points, otherPoints.Measure, unknown.Measure = 0, "批评教育", "罚款"
	var s fold.Subject
	for n, step := range []struct {
		body hall.Body
		want hall.Status
		then accountability.State
	}{
		{noPoints, hall.StatusRejected, ""},
		{otherPoints, hall.StatusRejected, ""},
		{unknown, hall.StatusRejected, ""},
		{good, hall.StatusApplied, accountability.Decided},
		{good, hall.StatusConflict, accountability.Decided},
		{accountability.Appeal{}, hall.StatusRejected, accountability.Decided},
		{accountability.Appeal{Text: "当天停电"}, hall.StatusApplied, accountability.Appealed},
		{accountability.Appeal{Text: "再说"}, hall.StatusConflict, accountability.Appealed},
		{accountability.Closing{Reason: "停电属实"}, hall.StatusApplied, accountability.Lifted},
		{accountability.Closing{Kept: true, Reason: "维持"}, hall.StatusConflict, accountability.Lifted},
	} {
		e, err := journal.New(journal.Header{
			ID: fmt.Sprintf("e%04d", n), Kind: string(step.body.Kind()), Subject: "z1", Actor: "liu", At: at, Recorded: at, Schema: 1, Rules: "r",
		}, step.body, [16]byte{})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Judge(e)[0]; v.Status != step.want {
			t.Errorf("%d: %+v", n, v)
		}
		if m, ok := s.Record.(*accountability.Measure); ok && m.State != step.then || !ok && step.then != "" {
			t.Errorf("%d: %+v", n, s.Record)
		}
	}
	m := s.Record.(*accountability.Measure)
	if m.By != "liu" || m.Closing.By != "liu" || m.Appeal.At != at || m.Facts().Open || m.Facts().Owner != "luo" {
		t.Errorf("%+v", m)
	}
}
