package intake

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"bianmin/app/stage"
	"bianmin/desk"
)

// draftPause is how long typing must rest before the draft is saved.
const draftPause = 400 * time.Millisecond

// drafter keeps the store's draft the same as the form. One write runs at a time and the
// newest wish wins, so that a late save never brings back a person who has gone.
type drafter struct {
	stage *stage.Stage
	desk  Drafts
	now   func() desk.Intake // the form, or a matter with nobody when it is blank
	saved func(err error)

	timer *time.Timer
	busy  bool
	again bool
}

// touch saves after a pause.
func (d *drafter) touch() {
	if d.stage.Inline {
		d.flush()
		return
	}
	if d.timer != nil {
		d.timer.Stop()
	}
	d.timer = time.AfterFunc(draftPause, func() { fyne.Do(d.flush) })
}

// flush saves now.
func (d *drafter) flush() {
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	if d.busy {
		d.again = true
		return
	}
	d.busy = true
	in := d.now()
	stage.Do(d.stage, func(ctx context.Context) (bool, error) {
		if empty(in) {
			return false, d.desk.DropDraft(ctx)
		}
		return true, d.desk.SaveDraft(ctx, in)
	}, func(kept bool, err error) {
		d.busy = false
		if d.again {
			d.again = false
			d.flush()
			return
		}
		if kept || err != nil {
			d.saved(err)
		}
	})
}

// pending tells whether something typed is not saved yet.
func (d *drafter) pending() bool { return d.timer != nil || d.busy }

// empty: a matter alone is nobody's answer.
func empty(in desk.Intake) bool {
	a := in.Applicant
	return a.Name == "" && a.ID == "" && a.Phone == "" && a.Village == "" && a.Contact == nil &&
		in.Appointment == "" && len(in.Materials) == 0 && in.Reason == ""
}
