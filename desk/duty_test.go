package desk_test

import (
	"testing"

	"bianmin/desk"
	"bianmin/hall"
)

func TestACaseIsHandedOverOnlyWhenTheOtherTakesIt(t *testing.T) {
	r := openRoom(t)
	for _, p := range []hall.Staff{
		{ID: "tan", Name: "谭小兰", Roles: []hall.Role{hall.RoleClerk}}, {ID: "yang", Name: "杨伟", Roles: []hall.Role{hall.RoleClerk}},
	} {
		if err := r.DB.AddStaff(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	tan, yang := signIn(t, r.Station, "tan"), signIn(t, r.Station, "yang")
	id := take(t, tan, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.ID
	_, err := yang.TakeCase(t.Context(), id)
	refused(t, err, hall.Unlawful) // nobody offered it
	_, err = yang.OfferCase(t.Context(), id, "yang", "我来办")
	refused(t, err, hall.Unlawful) // not theirs to give
	_, err = tan.OfferCase(t.Context(), id, "nobody", "请假")
	refused(t, err, hall.NotFound)
	c, err := tan.OfferCase(t.Context(), id, "yang", "请假")
	if err != nil || c.Holder != "tan" || c.Duty.Offered != "yang" {
		t.Fatalf("offered: %+v, %v", c, err)
	}
	_, err = r.director.TakeCase(t.Context(), id)
	refused(t, err, hall.Unlawful) // not offered to them
	if c, err = yang.TakeCase(t.Context(), id); err != nil || c.Holder != "yang" || c.Duty.Offered != "" {
		t.Fatalf("taken: %+v, %v", c, err)
	}
	if c, err = r.director.AssignCase(t.Context(), id, "tan", "杨伟调走"); err != nil || c.Holder != "tan" {
		t.Fatalf("assigned: %+v, %v", c, err)
	}
	if got := c.Hands(); len(got) != 1 || got[0] != "tan" {
		t.Errorf("hands %v", got)
	}
	page, err := r.director.Cases(t.Context(), hall.CaseQuery{Filter: hall.FilterAll, Handler: "tan"})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Handler != "tan" {
		t.Errorf("list by holder: %+v, %v", page.Rows, err)
	}
	r.sound(t)
}

func TestAnAgentSeesACaseTheyCarry(t *testing.T) {
	r := openRoom(t)
	id := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}).Case.ID
	if _, err := r.agent.Case(t.Context(), id); hall.KindOf(err) != hall.Unlawful {
		t.Fatalf("an agent reads a foreign case: %v", err)
	}
	_, err := r.director.CarryCase(t.Context(), id, "liu")
	refused(t, err, hall.Invalid) // no agent
	if _, err := r.director.CarryCase(t.Context(), id, r.agent.Me().ID); err != nil {
		t.Fatal(err)
	}
	if c, err := r.agent.Case(t.Context(), id); err != nil || c.Duty.Carrier != r.agent.Me().ID {
		t.Errorf("the carrier cannot read it: %v", err)
	}
	r.sound(t)
}
