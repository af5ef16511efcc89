package divisions_test

import (
	"bytes"
	"testing"

	"bianmin/assets/divisions"
)

func TestTableIsWhole(t *testing.T) {
	all := divisions.All()
	if got, want := len(all), 89; got != want {
		t.Fatalf("divisions = %d, want %d", got, want)
	}
	seen := map[string]bool{}
	for _, d := range all {
		if len(d.Code12) != 12 || d.Code12[:9] != d.Code9 || d.Code12[:6] != d.CountyCode || d.Name == "" {
			t.Errorf("malformed row %+v", d)
		}
		if seen[d.Code12] {
			t.Errorf("code %s twice", d.Code12)
		}
		seen[d.Code12] = true
	}
}

func TestLookup(t *testing.T) {
	tests := []struct {
		situation, code, name string
		found                 bool
	}{
		{"a street of Louxing", "431302001000", "乐坪街道", true},
		{"nine digits are not enough", "431302001", "", false},
		{"unknown", "999999999999", "", false},
		{"empty", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.situation, func(t *testing.T) {
			d, ok := divisions.Lookup(tt.code)
			if ok != tt.found || d.Name != tt.name {
				t.Errorf("Lookup = %+v, %v", d, ok)
			}
		})
	}
}

func TestCSVIsACopy(t *testing.T) {
	a := divisions.CSV()
	a[0] = 'X'
	if bytes.Equal(a, divisions.CSV()) {
		t.Error("CSV shares its bytes")
	}
}
