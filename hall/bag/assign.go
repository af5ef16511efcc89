package bag

import "bianmin/hall"

// AssignTo implements hall.Assignable.
func (b *Bag) AssignTo(staff, reason string) hall.Body { return Assignment{To: staff, Reason: reason} }
