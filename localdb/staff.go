package localdb

import (
	"context"
	"encoding/json"

	"bianmin/hall"
	"bianmin/hall/staff"
)

// projectStaff keeps the list of people what the journal says of a person. People the
// device was founded with have no record until something about them changes.
func (tx *Tx) projectStaff(ctx context.Context, r hall.Record) error {
	if p, ok := r.(*staff.Post); ok {
		return tx.putStaff(ctx, p.Member())
	}
	return nil
}

// sameStaff compares the list of people with what a person's record says.
func (a *audit) sameStaff(ctx context.Context, r hall.Record) (bool, error) {
	p, ok := r.(*staff.Post)
	if !ok {
		return true, nil
	}
	var stored []byte
	found, err := a.v.get(ctx, `SELECT body FROM staff WHERE id = ?`, []any{p.Person.ID}, []any{&stored})
	if err != nil || !found {
		return false, err
	}
	text, err := a.v.field.Open("staff", p.Person.ID, "body", stored)
	if hall.KindOf(err) == hall.Damaged {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var have hall.Staff
	if json.Unmarshal(text, &have) != nil {
		return false, nil
	}
	return sameJSON(p.Member(), have)
}
