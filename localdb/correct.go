package localdb

import (
	"context"

	"bianmin/hall"
)

// remergePerson makes a person again from every time they came, after one of those was
// corrected: what was wrong is no longer shown or found.
func (tx *Tx) remergePerson(ctx context.Context, rid int64) error {
	visits, err := visitsOf(ctx, tx, rid)
	if err != nil || len(visits) == 0 {
		return err
	}
	now := personOfVisits(visits)
	name, body, err := sealPerson(tx.sealer(), now)
	if err != nil {
		return err
	}
	const text = `UPDATE person SET rev = ?, name = ?, body = ? WHERE rid = ?`
	if err := tx.exec(ctx, text, tx.change+1, name, body, rid); err != nil {
		return err
	}
	if err := tx.exec(ctx, `DELETE FROM person_key WHERE person = ?`, rid); err != nil {
		return err
	}
	for _, p := range append([]hall.Person{now}, personsIn(visits)...) {
		if err := tx.putKeys(ctx, rid, p); err != nil {
			return err
		}
	}
	return nil
}

func personsIn(visits []visit) []hall.Person {
	out := make([]hall.Person, len(visits))
	for i, v := range visits {
		out[i] = v.person
	}
	return out
}
