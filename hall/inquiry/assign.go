package inquiry

import "bianmin/hall"

// AssignTo implements hall.Assignable.
func (q *Inquiry) AssignTo(staff, reason string) hall.Body {
	return Assignment{To: staff, Reason: reason}
}
