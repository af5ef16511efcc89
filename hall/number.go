package hall

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

// DeviceCode is two base-32 characters (digits and capitals without I, L, O, U)
// bound to one journal. It keeps the numbers of two devices apart.
type DeviceCode string

// DeviceAlphabet are the characters of a device code.
const DeviceAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Valid reports whether d is two characters of DeviceAlphabet.
func (d DeviceCode) Valid() bool {
	return len(d) == 2 && strings.Trim(string(d), DeviceAlphabet) == ""
}

var (
	caseNoForm  = regexp.MustCompile(`^(\d{12})-(\d{8})-([0-9A-Z]{2})(\d{4,9})([0-9A-Z])$`)
	appointForm = regexp.MustCompile(`^Y(\d{8})-([0-9A-Z]{2})(\d{4,9})([0-9A-Z])$`)
	spokenForm  = regexp.MustCompile(`^([0-9A-Z]{2})(\d{4,9})([0-9A-Z])$`)
)

// CaseNo (办件编号) is DDDDDDDDDDDD-YYYYMMDD-VVNNNNC: division, Beijing day of receipt,
// device, running number of that device and day, check character (ISO 7064 MOD 37,36).
// Once printed it never changes.
type CaseNo string

// NewCaseNo makes the number of the seq-th case a device takes in on a day. seq is at least 1.
func NewCaseNo(division string, day Date, device DeviceCode, seq int) CaseNo {
	body := fmt.Sprintf("%s%s%s%04d", division, day.Compact(), device, seq)
	return CaseNo(fmt.Sprintf("%s-%s-%s%04d%c", division, day.Compact(), device, seq, ident.Mod37_36(body)))
}

// ParseCaseNo reads a full case number, in any letter case and with spaces around it,
// and checks date, device and check character.
func ParseCaseNo(text string) (CaseNo, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	m := caseNoForm.FindStringSubmatch(text)
	if m == nil {
		return "", Refuse("办件编号的样子不对", "应像 431322112000-20261123-A70123K 这样，共三段")
	}
	if err := checkNumber(m[2], m[3], strings.ReplaceAll(text, "-", "")); err != nil {
		return "", err
	}
	return CaseNo(text), nil
}

// Spoken is the part said over the counter: 「A7 0123 K」. It is unique in a hall for a day.
func (n CaseNo) Spoken() string {
	m := caseNoForm.FindStringSubmatch(string(n))
	if m == nil {
		return string(n)
	}
	return m[3] + " " + m[4] + " " + m[5]
}

// Short is Spoken without spaces, the form searches use: 「A70123K」.
func (n CaseNo) Short() string { return strings.ReplaceAll(n.Spoken(), " ", "") }

// Day is the Beijing day of receipt.
func (n CaseNo) Day() Date {
	m := caseNoForm.FindStringSubmatch(string(n))
	if m == nil {
		return Date{}
	}
	return compactDay(m[2])
}

// ShortNo normalises a spoken number (「a7 0123 k」) to its searchable form, or "" when
// the text is none.
func ShortNo(text string) string {
	text = strings.ToUpper(strings.Join(strings.Fields(text), ""))
	if spokenForm.MatchString(text) && strings.ContainsAny(text, "0123456789") {
		return text
	}
	return ""
}

// AppointNo (预约编号) is YYYYYMMDD-VVNNNNC with a leading Y: day first booked, device,
// running number, check character. Once printed it never changes, not even when moved.
type AppointNo string

// NewAppointNo makes the number of the seq-th booking a device makes for a day.
func NewAppointNo(day Date, device DeviceCode, seq int) AppointNo {
	body := fmt.Sprintf("Y%s%s%04d", day.Compact(), device, seq)
	return AppointNo(fmt.Sprintf("Y%s-%s%04d%c", day.Compact(), device, seq, ident.Mod37_36(body)))
}

// ParseAppointNo reads an appointment number and checks it.
func ParseAppointNo(text string) (AppointNo, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	m := appointForm.FindStringSubmatch(text)
	if m == nil {
		return "", Refuse("预约编号的样子不对", "应像 Y20261123-A70017K 这样，以 Y 开头")
	}
	if err := checkNumber(m[1], m[2], strings.ReplaceAll(text, "-", "")); err != nil {
		return "", err
	}
	return AppointNo(text), nil
}

// Spoken is the part said over the counter: 「A7 0017 K」.
func (n AppointNo) Spoken() string {
	m := appointForm.FindStringSubmatch(string(n))
	if m == nil {
		return string(n)
	}
	return m[2] + " " + m[3] + " " + m[4]
}

// Day is the day first booked; a moved appointment is on the day of its slot.
func (n AppointNo) Day() Date {
	m := appointForm.FindStringSubmatch(string(n))
	if m == nil {
		return Date{}
	}
	return compactDay(m[1])
}

func checkNumber(day, device, all string) error {
	if compactDay(day).IsZero() {
		return Refuse("编号里的日期不存在", "请对照纸上的编号再输一遍")
	}
	if !DeviceCode(device).Valid() || !ident.ValidMod37_36(all) {
		return Refuse("编号末位校验不对，可能抄错了一位", "请对照纸上的编号再输一遍")
	}
	return nil
}

func compactDay(text string) Date {
	n, err := strconv.Atoi(text)
	if err != nil {
		return Date{}
	}
	d, err := workday.ParseDate(fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100))
	if err != nil {
		return Date{}
	}
	return d
}
