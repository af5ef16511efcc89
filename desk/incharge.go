package desk

import (
	"context"

	"bianmin/hall"
)

// inCharge is the staff id of who answers for a record nobody holds: a director, else a shift
// lead, else a lead, but nobody who may not know of it, such as the one a complaint is about.
// Empty when somebody holds it or nobody is left; then it is the county's.
func (s *Session) inCharge(ctx context.Context, people []hall.Staff, r hall.Record) (string, error) {
	f := r.Facts()
	if f.Owner != "" {
		return "", nil
	}
	for _, role := range []hall.Role{hall.RoleDirector, hall.RoleShift, hall.RoleLead} {
		for _, p := range people {
			if !p.Has(role) || !p.Works() {
				continue
			}
			hidden, err := (&Session{Desk: s.Desk, staff: p, office: s.office}).blind(ctx, s.parts.Records, f.Sort, r.Trail().ID)
			if err != nil {
				return "", err
			}
			if !hidden {
				return p.ID, nil
			}
		}
	}
	return "", nil
}
