package desk_test

import (
	"slices"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/counter"
)

// Somebody called to one counter is not another counter's to decide on.
func TestACallIsTheCallersOwn(t *testing.T) {
	r := openRoom(t)
	clerk := func(id string) *desk.Session {
		if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: id, Name: "王芳", Roles: []hall.Role{hall.RoleClerk}}); err != nil {
			t.Fatal(err)
		}
		return signIn(t, r.Station, id)
	}
	one, two := clerk("one"), clerk("two")
	drawn, err := one.DrawTicket(t.Context(), desk.TicketDraw{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := one.CallTicket(t.Context(), desk.TicketCall{Counter: "1号窗口"}); err != nil {
		t.Fatal(err)
	}
	_, err = two.ParkTicket(t.Context(), drawn.ID)
	refused(t, err, hall.Unlawful)
	_, err = two.RecallTicket(t.Context(), drawn.ID)
	refused(t, err, hall.Unlawful)
	_, err = two.ServeTicket(t.Context(), drawn.ID, "")
	refused(t, err, hall.Unlawful)
	_, err = two.ReturnTicket(t.Context(), drawn.ID)
	refused(t, err, hall.Unlawful)
	_, err = two.LeaveTicket(t.Context(), drawn.ID)
	refused(t, err, hall.Unlawful)
	if _, err := r.director.ParkTicket(t.Context(), drawn.ID); err != nil {
		t.Errorf("the director may: %v", err)
	}

	a, err := one.Book(t.Context(), desk.Booking{Day: r.Desk.Today(), Start: "10:00", Person: applicant("周桂英")})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() (*hall.Appointment, error){
		func() (*hall.Appointment, error) { return one.CheckIn(t.Context(), a.ID) },
		func() (*hall.Appointment, error) { return one.Call(t.Context(), a.ID, "") },
	} {
		if a, err = step(); err != nil {
			t.Fatal(err)
		}
	}
	if a.At() != a.Queue.At {
		t.Errorf("sent to %v, called to %v", a.At(), a.Queue.At)
	}
	_, err = two.Park(t.Context(), a.ID)
	refused(t, err, hall.Unlawful)
	_, err = one.Serve(t.Context(), a.ID, desk.Served{Visit: "no-such"})
	refused(t, err, hall.NotFound)
	if _, err = one.Serve(t.Context(), a.ID, desk.Served{}); err != nil {
		t.Error(err)
	}
	_, err = one.Inquire(t.Context(), desk.Question{Text: "要带什么", Visit: "no-such"})
	refused(t, err, hall.NotFound)
	r.sound(t)
}

// One counter calls one person at a time, whether they drew a ticket or booked, and the screen of
// the waiting room shows both.
func TestACounterCallsOneAtATimeAndTheRoomShowsBoth(t *testing.T) {
	r := openRoom(t)
	ctx, s := t.Context(), r.director
	if _, err := s.SetCounter(ctx, desk.CounterSetting{Code: "1", Name: "1号窗口"}); err != nil {
		t.Fatal(err)
	}
	span := counter.Span{From: "09:00", To: "12:00", Minutes: 30, Quota: 2}
	if _, _, err := s.PlanCounter(ctx, "1", counter.Plan{Week: map[string][]counter.Span{"mon": {span}}}); err != nil {
		t.Fatal(err)
	}
	var booked []*hall.Appointment
	for _, name := range []string{"周桂英", "王福生"} {
		a, err := s.Book(ctx, desk.Booking{Day: r.Desk.Today(), Start: "10:00", Person: applicant(name)})
		if err != nil {
			t.Fatal(err)
		}
		if a, err = s.CheckIn(ctx, a.ID); err != nil {
			t.Fatal(err)
		}
		booked = append(booked, a)
	}
	drawn, err := s.DrawTicket(ctx, desk.TicketDraw{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Call(ctx, booked[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	_, err = s.Call(ctx, booked[1].ID, "")
	refused(t, err, hall.Unlawful)
	_, err = s.CallTicket(ctx, desk.TicketCall{Counter: "1号窗口"})
	refused(t, err, hall.Unlawful)
	w, err := s.WaitingRoom(ctx)
	want := []desk.RoomLine{{Number: booked[0].No.Spoken(), Queue: desk.BookedQueue, Counter: "1号窗口"}}
	if err != nil || !slices.Equal(w.Calling, want) || len(w.Waiting) != 2 || w.Waiting[0].Number != booked[1].No.Spoken() || w.Waiting[1].Number != drawn.Number {
		t.Errorf("%+v, %v", w, err)
	}
	if _, err := s.Park(ctx, booked[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CallTicket(ctx, desk.TicketCall{Counter: "1号窗口"}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Call(ctx, booked[1].ID, "")
	refused(t, err, hall.Unlawful)
	if w, err := s.WaitingRoom(ctx); err != nil || len(w.Parked) != 1 || len(w.Calling) != 1 || w.Calling[0].Number != drawn.Number {
		t.Errorf("%+v, %v", w, err)
	}
	r.sound(t)
}

// Who is booked where no slot is any more stays on the list until somebody moves them.
func TestTheStrandedStayOnTheList(t *testing.T) {
	r := openRoom(t)
	ctx, s := t.Context(), r.director
	if _, err := s.SetCounter(ctx, desk.CounterSetting{Code: "1", Name: "1号窗口"}); err != nil {
		t.Fatal(err)
	}
	span := []counter.Span{{From: "09:00", To: "12:00", Minutes: 30, Quota: 2}}
	if _, _, err := s.PlanCounter(ctx, "1", counter.Plan{Week: map[string][]counter.Span{"mon": span, "tue": span, "wed": span}}); err != nil {
		t.Fatal(err)
	}
	tomorrow := r.Desk.Today().AddDays(1)
	a, err := s.Book(ctx, desk.Booking{Day: tomorrow, Start: "10:00", Person: applicant("周桂英")})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := s.Stranded(ctx); err != nil || len(list) != 0 {
		t.Fatalf("%v, %v", list, err)
	}
	if _, _, err := s.ExceptCounter(ctx, "1", counter.Exception{Day: tomorrow, Reason: "停电"}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if list, err := s.Stranded(ctx); err != nil || len(list) != 1 || list[0].ID != a.ID {
			t.Fatalf("%v, %v", list, err)
		}
	}
	if _, err := s.MoveAppointment(ctx, a.ID, desk.Move{Day: tomorrow.AddDays(1), Start: "10:00", Reason: "停电"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Stranded(ctx); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}
