package hall

import (
	"fmt"
	"regexp"
	"strings"

	"bianmin/hall/ident"
)

// RecordNo is the number of a record that has a paper of its own: a letter for the sort,
// YYYYMMDD-VVNNNNC: day, device, running number, check character. W is an inquiry.
type RecordNo string

var recordForm = regexp.MustCompile(`^([A-Z])(\d{8})-([0-9A-Z]{2})(\d{4,9})([0-9A-Z])$`)

// NewRecordNo makes the number of the seq-th record of its letter a device makes on a day.
func NewRecordNo(letter string, day Date, device DeviceCode, seq int) RecordNo {
	body := fmt.Sprintf("%s%s%s%04d", letter, day.Compact(), device, seq)
	return RecordNo(fmt.Sprintf("%s%s-%s%04d%c", letter, day.Compact(), device, seq, ident.Mod37_36(body)))
}

// ParseRecordNo reads a full record number and checks day, device and check character.
func ParseRecordNo(text string) (RecordNo, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	m := recordForm.FindStringSubmatch(text)
	if m == nil {
		return "", Refuse("登记编号的样子不对", "应像 W20261123-A70017K 这样，以字母开头")
	}
	if err := checkNumber(m[2], m[3], strings.ReplaceAll(text, "-", "")); err != nil {
		return "", err
	}
	return RecordNo(text), nil
}

// Spoken is the part said over the counter: 「W A7 0017 K」.
func (n RecordNo) Spoken() string {
	m := recordForm.FindStringSubmatch(string(n))
	if m == nil {
		return string(n)
	}
	return m[1] + " " + m[3] + " " + m[4] + " " + m[5]
}

// Short is Spoken without spaces, the form searches use: 「WA70017K」.
func (n RecordNo) Short() string { return strings.ReplaceAll(n.Spoken(), " ", "") }
