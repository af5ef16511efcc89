package hall

import "slices"

// State is where a case stands.
type State string

// The states. A deemed acceptance (视为受理) is StateAccepted with the evidence in Clocks.Deemed.
const (
	StateReceived    State = "received"
	StateNoticed     State = "noticed"
	StateSupplied    State = "supplied"
	StateAccepted    State = "accepted"
	StateAided       State = "aided"       // urgent aid given, papers still owed
	StateInProgress  State = "in_progress" // routed, reviewed or handled jointly
	StateDecided     State = "decided"
	StateDeclined    State = "declined"
	StateCompleted   State = "completed"
	StateDelivered   State = "delivered"
	StateArchived    State = "archived"
	StateWithdrawn   State = "withdrawn"
	StateTransferred State = "transferred"
	StateReturned    State = "returned"
	StateVoided      State = "voided"
)

// States are all states, in the order of a case's life.
func States() []State {
	return []State{
		StateReceived, StateNoticed, StateSupplied, StateAccepted, StateAided, StateInProgress, StateDecided,
		StateDeclined, StateCompleted, StateDelivered, StateArchived,
		StateWithdrawn, StateTransferred, StateReturned, StateVoided,
	}
}

// Han is the state as a list shows it.
func (s State) Han() string {
	switch s {
	case StateReceived:
		return "已收件"
	case StateNoticed:
		return "已一次性告知"
	case StateSupplied:
		return "已补材料"
	case StateAccepted:
		return "已受理"
	case StateAided:
		return "已先行救助"
	case StateInProgress:
		return "承办中"
	case StateDecided:
		return "已决定"
	case StateDeclined:
		return "不予受理"
	case StateCompleted:
		return "已办结"
	case StateDelivered:
		return "已送达"
	}
	return s.ended()
}

// ended is Han for the states a case ends in.
func (s State) ended() string {
	switch s {
	case StateArchived:
		return "已归档"
	case StateWithdrawn:
		return "已撤回"
	case StateTransferred:
		return "已转告"
	case StateReturned:
		return "已退件"
	case StateVoided:
		return "已作废"
	}
	return string(s)
}

// Open reports whether somebody still owes the applicant work on a case in this state.
func (s State) Open() bool { return slices.Contains(openStates(), s) }

func openStates() []State {
	return []State{
		StateReceived, StateNoticed, StateSupplied, StateAccepted, StateAided, StateInProgress, StateDecided,
	}
}

// working reports whether the limits of an accepted case run in this state.
func (s State) working() bool {
	return s == StateAccepted || s == StateAided || s == StateInProgress
}
