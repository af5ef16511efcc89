package hotline

import "bianmin/hall"

// AssignTo implements hall.Assignable.
func (o *Order) AssignTo(staff, reason string) hall.Body { return Routing{To: staff, Reason: reason} }
