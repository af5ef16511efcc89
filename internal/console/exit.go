package console

import (
	"errors"

	"bianmin/hall"
)

// ExitCode is what a program ends with: 1 internal, 3 input refused, unlawful act or not
// found, 4 sealed, 5 data damaged, 6 county or printer unreachable, 7 rejected or conflict, 8 busy.
func ExitCode(err error) int {
	switch hall.KindOf(err) {
	case hall.Invalid, hall.Unlawful, hall.NotFound:
		return 3
	case hall.Sealed:
		return 4
	case hall.Damaged:
		return 5
	case hall.Unreachable:
		return 6
	case hall.Rejected:
		return 7
	case hall.Busy:
		return 8
	default:
		return 1
	}
}

// Cause is what to show beside the sentence of an internal error or damage, for whoever
// repairs it; nil for the others, and where the sentence is all there is.
func Cause(err error) error {
	if k := hall.KindOf(err); k != hall.Internal && k != hall.Damaged {
		return nil
	}
	var ours *hall.Error
	if errors.As(err, &ours) {
		return ours.Err // the sentence was said
	}
	return err
}
