package bulletin_test

import (
	"fmt"
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/bulletin"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
	"bianmin/hall/workday"
)

func TestMonths(t *testing.T) {
	for text, last := range map[string]string{"2026-11": "2026-11-30", "2026-12": "2026-12-31", "2026-02": "2026-02-28", "2028-02": "2028-02-29"} {
		m, err := bulletin.ParseMonth(text)
		if err != nil || m.Last().String() != last || m.First().Day() != 1 || bulletin.MonthOf(m.Last()) != m {
			t.Errorf("%s: %v, %v", text, m.Last(), err)
		}
	}
	for _, text := range []string{"", "2026-13", "2026-1", "2026-11-01", "二〇二六年", "2026/11"} {
		if _, err := bulletin.ParseMonth(text); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestABulletinIsMadeAgainUntilItIsPublished(t *testing.T) {
	in, over := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), time.Date(2026, 12, 1, 1, 0, 0, 0, time.UTC)
	making := bulletin.Making{
		No: hall.NewRecordNo(bulletin.Letter, hall.DayOf(in), "A7", 1), Hall: "431322112000", Month: "2026-11",
		Figures: bulletin.Figures{Received: 3, Completed: 2, OnTime: 1, Late: 1},
	}
	wrong, empty, again := making, making, making
	wrong.Figures.Late, empty.Praise = 2, []string{" "}
	again.No, again.Figures.Received = hall.NewRecordNo(bulletin.Letter, hall.DayOf(over), "A7", 1), 4
	first := workday.DateOf(2026, time.December, 1)
	var s fold.Subject
	for n, step := range []struct {
		situation string
		at        time.Time
		body      hall.Body
		want      hall.Status
	}{
		{"figures that do not add up", in, wrong, hall.StatusRejected},
		{"an empty line of praise", in, empty, hall.StatusRejected},
		{"made in the month", in, making, hall.StatusApplied},
		{"published in the month", in, bulletin.Publication{On: hall.DayOf(in)}, hall.StatusConflict},
		{"published with figures of the running month", over, bulletin.Publication{On: first}, hall.StatusConflict},
		{"made again after the month", over, again, hall.StatusApplied},
		{"published", over, bulletin.Publication{On: first}, hall.StatusApplied},
		{"made after that", over, again, hall.StatusConflict},
		{"published twice", over, bulletin.Publication{On: first}, hall.StatusConflict},
	} {
		e, err := journal.New(journal.Header{
			ID: fmt.Sprintf("e%04d", n), Kind: string(step.body.Kind()), Subject: "b1", Actor: "liu", At: step.at, Recorded: step.at, Schema: 1, Rules: "r",
		}, step.body, [16]byte{})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Judge(e)[0]; v.Status != step.want {
			t.Errorf("%s: %+v", step.situation, v)
		}
	}
	b := s.Record.(*bulletin.Bulletin)
	if b.State != bulletin.Published || b.No != making.No || b.Figures.Received != 4 || b.By != "liu" {
		t.Errorf("%+v", b)
	}
}
