package hall

// Assignable is a record that can be given to somebody else without their asking: the
// director's assignment, a leave, a hand-over at leaving. A record that does not implement
// it stays with its owner and is named as such.
type Assignable interface {
	Record
	// AssignTo is the body that gives the open record to a person, with the reason.
	AssignTo(staff, reason string) Body
}
