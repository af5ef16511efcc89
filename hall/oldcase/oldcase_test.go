package oldcase_test

import (
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/oldcase"
	"bianmin/hall/workday"
)

func TestALineMustMakeSense(t *testing.T) {
	day := func(n int) hall.Date { return workday.DateOf(2014, time.March, n) }
	good := oldcase.Line{Matter: "高龄津贴", Name: "彭满秀", Received: day(5), Ended: day(9)}
	for name, change := range map[string]func(*oldcase.Line){
		"no matter": func(l *oldcase.Line) { l.Matter = " " }, "no name": func(l *oldcase.Line) { l.Name = "" },
		"no day": func(l *oldcase.Line) { l.Received = hall.Date{} }, "ended before it began": func(l *oldcase.Line) { l.Ended = day(4) },
	} {
		l := good
		change(&l)
		if err := (oldcase.Entered{Line: l}).Complete(); hall.KindOf(err) != hall.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (oldcase.Entered{Line: good}).Complete(); err != nil {
		t.Error(err)
	}
	first, again, next := oldcase.SubjectOf("h", "d", 3), oldcase.SubjectOf("h", "d", 3), oldcase.SubjectOf("h", "d", 4)
	if first != again || first == next {
		t.Error("the id of a row is its own")
	}
}
