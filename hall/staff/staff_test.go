package staff_test

import (
	"slices"
	"testing"

	"bianmin/hall"
	"bianmin/hall/staff"
	"bianmin/hall/workday"
)

func TestWhichRolesOnePersonMayJoin(t *testing.T) {
	for _, tt := range []struct {
		situation string
		roles     []hall.Role
		lawful    bool
	}{
		{"a small hall: clerk and director", []hall.Role{hall.RoleClerk, hall.RoleDirector}, true},
		{"a lead at the counter", []hall.Role{hall.RoleLead, hall.RoleClerk}, true},
		{"an admin alone", []hall.Role{hall.RoleAdmin}, true},
		{"an admin at the door", []hall.Role{hall.RoleAdmin, hall.RoleGuide}, true},
		{"an admin at the counter", []hall.Role{hall.RoleClerk, hall.RoleAdmin}, false},
		{"an admin who is the director", []hall.Role{hall.RoleAdmin, hall.RoleDirector}, false},
		{"an admin in a village", []hall.Role{hall.RoleAdmin, hall.RoleAgent}, false},
		{"an auditor alone", []hall.Role{hall.RoleAuditor}, true},
		{"an auditor at the counter", []hall.Role{hall.RoleAuditor, hall.RoleClerk}, false},
		{"auditor and admin in one", []hall.Role{hall.RoleAuditor, hall.RoleAdmin}, false},
		{"no role", nil, false},
		{"a role twice", []hall.Role{hall.RoleClerk, hall.RoleClerk}, false},
		{"a role nobody knows", []hall.Role{"king"}, false},
	} {
		if err := staff.MayJoin(tt.roles); (err == nil) != tt.lawful {
			t.Errorf("%s: %v", tt.situation, err)
		}
	}
}

func TestADirectorRemains(t *testing.T) {
	director := hall.Staff{ID: "a", Roles: []hall.Role{hall.RoleDirector}}
	clerk := hall.Staff{ID: "b", Roles: []hall.Role{hall.RoleClerk}}
	left, stopped := director, director
	left.Left, stopped.Stopped = true, true
	if staff.DirectorRemains([]hall.Staff{clerk, director}) != nil {
		t.Error("the director is there")
	}
	for _, people := range [][]hall.Staff{nil, {clerk}, {clerk, left}, {clerk, stopped}} {
		if staff.DirectorRemains(people) == nil {
			t.Errorf("no director among %+v", people)
		}
	}
}

func TestWhoAudits(t *testing.T) {
	both := hall.Staff{Roles: []hall.Role{hall.RoleClerk, hall.RoleDirector}}
	director, auditor := hall.Staff{Roles: []hall.Role{hall.RoleDirector}}, hall.Staff{Roles: []hall.Role{hall.RoleAuditor}}
	if !staff.AuditAtCounty([]hall.Staff{both, auditor}) || !staff.AuditAtCounty([]hall.Staff{director}) {
		t.Error("joined, or without an auditor: the county audits")
	}
	if staff.AuditAtCounty([]hall.Staff{director, auditor}) {
		t.Error("a hall with an auditor of its own")
	}
}

func TestPowersHoldWhileALetterDoes(t *testing.T) {
	day := func(d int) hall.Date { return workday.DateOf(2026, 11, d) }
	p := &staff.Post{
		Person: hall.Staff{Powers: []string{"A", "B", "C"}},
		Grants: []staff.Grant{
			{Matters: []string{"B"}, From: day(10), To: day(20)},
			{Matters: []string{"C"}, From: day(1), To: day(5)},
			{Matters: []string{"C"}, From: day(15)},
		},
	}
	for on, want := range map[int][]string{3: {"A", "C"}, 9: {"A"}, 10: {"A", "B"}, 15: {"A", "B", "C"}, 20: {"A", "B", "C"}, 21: {"A", "C"}} {
		if got := p.PowersOn(day(on)); !slices.Equal(got, want) {
			t.Errorf("on the %dth: %v, want %v", on, got, want)
		}
	}
}
