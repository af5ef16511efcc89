package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"bianmin/app/stage"
	"bianmin/desk"
	"bianmin/hall"
)

func TestALongNameWidensNoPage(t *testing.T) {
	o := open(t, 1366, 768)
	name := "古丽·" + strings.Repeat("买买提江", 20)
	taken, err := o.desk.Intake(t.Context(), desk.Intake{
		Matter: "LY-01", Action: desk.ActionReceive, Applicant: desk.Applicant{Name: name, Phone: "13800000010", Village: "桃林村"},
	})
	if err != nil {
		t.Fatal(err)
	}
	booked, err := o.desk.Book(t.Context(), desk.Booking{Day: o.stage.Today(), Start: "14:30", Matter: "GT-02", Person: desk.Applicant{Name: name, Phone: "13800000031"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.desk.CheckIn(t.Context(), string(booked.No)); err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct {
		shot string
		to   stage.Place
	}{
		{"08-long-case", stage.Place{Page: stage.Cases, Key: taken.Case.ID}},
		{"08-long-cases", stage.Place{Page: stage.Cases}},
		{"08-long-booking", stage.Place{Page: stage.Booking}},
		{"08-long-intake", stage.Place{Page: stage.Intake, Key: string(booked.No)}},
		{"08-long-today", stage.Place{Page: stage.Today}},
	} {
		o.Go(at.to)
		o.shoot(t, at.shot)
		if w := o.frame.Screen().Content().MinSize().Width; w > 1024-128-40 {
			t.Errorf("%s asks for %v, more than a window of 1024 has", at.shot, w)
		}
	}
	if shown := texts(o.screens.today.Content()); !strings.Contains(shown, "已到 09:41") {
		t.Error("somebody who has arrived is not on the workbench")
	}
	o.Go(stage.Place{Page: stage.Booking})
	if shown := texts(o.screens.booking.Content()); !strings.Contains(shown, "已到 09:41\n") {
		t.Error("the hour of arrival is cut")
	}
	if found := o.search("gl"); len(found) == 0 || !strings.Contains(found[0].Title, name) {
		t.Errorf("%+v", found)
	}
}

func TestWhatWasRefusedIsForgottenWhenItIsDone(t *testing.T) {
	o := open(t, 1366, 768)
	id := o.search("lyf")[0].Key // waits for material
	o.openCase(id)
	o.press(fyne.KeyF9, fyne.KeySpace)
	for range 3 {
		o.press(fyne.KeyReturn, fyne.KeySpace)
	}
	o.press(fyne.KeyF9) // nothing is ticked
	if shown := texts(o.screens.detail.Content()); !strings.Contains(shown, "没有写补了什么材料") {
		t.Fatalf("nothing was refused:\n%s", shown)
	}
	o.press(fyne.KeySpace, fyne.KeyF9)
	if c, err := o.desk.Case(t.Context(), id); err != nil || c.State != hall.StateSupplied {
		t.Fatal(c, err)
	}
	if shown := texts(o.screens.detail.Content()); strings.Contains(shown, "没有写补了什么材料") {
		t.Error("the refusal stands on")
	}
}
