package leave_test

import (
	"testing"

	"bianmin/hall"
	"bianmin/hall/leave"
	"bianmin/hall/workday"
)

func TestWhenTheStandInCovers(t *testing.T) {
	day := func(d int) hall.Date { return workday.DateOf(2026, 11, d) }
	for _, tt := range []struct {
		situation    string
		state        leave.State
		back, on     int
		covers, away bool
	}{
		{"only asked", leave.Asked, 0, 24, false, false},
		{"approved, the day before", leave.Approved, 0, 23, false, false},
		{"approved, the first day", leave.Approved, 0, 24, true, true},
		{"approved, the last day", leave.Approved, 0, 26, true, true},
		{"approved, the day after", leave.Approved, 0, 27, false, false},
		{"running, the last day", leave.Running, 0, 26, true, true},
		{"running over its end", leave.Running, 0, 27, true, false},
		{"back early, that day", leave.Ended, 25, 25, false, false},
		{"back early, the day before", leave.Ended, 25, 24, false, true},
		{"refused", leave.Refused, 0, 24, false, false},
		{"withdrawn", leave.Withdrawn, 0, 24, false, false},
	} {
		l := &leave.Leave{State: tt.state, From: day(24), To: day(26)}
		if tt.back != 0 {
			l.BackOn = day(tt.back)
		}
		if l.Covers(day(tt.on)) != tt.covers || l.Away(day(tt.on)) != tt.away {
			t.Errorf("%s: covers %v, away %v", tt.situation, l.Covers(day(tt.on)), l.Away(day(tt.on)))
		}
	}
}

func TestWhoCanCover(t *testing.T) {
	clerk, agent := hall.Staff{Roles: []hall.Role{hall.RoleClerk, hall.RoleDirector}}, hall.Staff{Roles: []hall.Role{hall.RoleAgent}}
	other := hall.Staff{Roles: []hall.Role{hall.RoleClerk}}
	gone := other
	gone.Left = true
	if leave.CanCover(clerk, other) != nil || leave.CanCover(clerk, agent) == nil || leave.CanCover(clerk, gone) == nil {
		t.Error("who works here and shares a role covers, nobody else")
	}
}
