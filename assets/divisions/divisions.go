// Package divisions carries the township-level divisions of Loudi City.
package divisions

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed loudi.csv
var loudi string

// Division is one township-level division (乡、镇、街道).
type Division struct {
	Code12     string // 12 digits, the form used in case numbers
	Code9      string // 9 digits, Code12 without the village part
	Name       string // Chinese name, for example 乐坪街道
	CountyCode string // 6 digits of the county, city or district above it
}

// CSV returns a fresh copy of the table, UTF-8 with the header
// code12,code9,name,county_code.
func CSV() []byte { return []byte(loudi) }

// All returns every division in the order of the table, codes ascending within
// a county. The slice is fresh on every call. It panics if the embedded table
// is malformed, which the package's tests rule out for a built program.
func All() []Division {
	rows, err := csv.NewReader(strings.NewReader(loudi)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("divisions: embedded table: %v", err))
	}
	all := make([]Division, 0, len(rows))
	for _, row := range rows[1:] {
		all = append(all, Division{Code12: row[0], Code9: row[1], Name: row[2], CountyCode: row[3]})
	}
	return all
}

// Lookup returns the division with exactly this 12-digit code (区划代码), or
// false when the table has none. Village codes are not in the table.
func Lookup(code12 string) (Division, bool) {
	for _, d := range All() {
		if d.Code12 == code12 {
			return d, true
		}
	}
	return Division{}, false
}
