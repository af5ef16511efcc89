package paper_test

import (
	"testing"

	"bianmin/hall"
)

// hallJobs are papers of the hall and its people; jobs fills in office, day and names.
func hallJobs(testing.TB, string) map[string]hall.PaperJob { return nil }

// hallWords are what those papers must say.
func hallWords() map[string][]string { return nil }

// withoutCode tells the papers that carry no QR code.
func withoutCode(hall.PaperKind) bool { return false }
