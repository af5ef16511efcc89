package desk_test

import (
	"testing"

	"bianmin/desk"
	"bianmin/hall"
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
