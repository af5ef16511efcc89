package hall

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"bianmin/hall/workday"
)

// SlipHead (纸上续办) is the nameless head of a case in the code of its slip: what another counter
// needs to go on with a case it never heard of.
type SlipHead struct {
	No     CaseNo
	ID     string // of the case
	Matter string // code
	Due    Date   // the day it must be moved by; zero for none
	Owed   []string
}

// slipMark begins the line, with the version of its form.
const slipMark = "BM1"

// mostOwed is how many owed materials stand in a code; more would make it too fine to read.
const mostOwed = 6

// SlipHead is the head of the case as it stands.
func (c *Case) SlipHead() SlipHead {
	h := SlipHead{No: c.No, ID: c.ID, Matter: c.Rules.Code, Owed: c.Papers.Owed}
	if due := c.NextDue(); due != nil {
		h.Due = due.Last
	}
	return h
}

// Line is the head as one line of text, to be signed. Of many owed materials the first stand
// in it, and how many more there are.
func (h SlipHead) Line() string {
	due := "-"
	if !h.Due.IsZero() {
		due = h.Due.Compact()
	}
	owed := h.Owed
	if len(owed) > mostOwed {
		owed = append(owed[:mostOwed:mostOwed], fmt.Sprintf("另%d样", len(owed)-mostOwed))
	}
	names := make([]string, len(owed))
	for i, name := range owed {
		names[i] = strings.NewReplacer("|", "/", "；", "/", "\n", " ").Replace(name)
	}
	return strings.Join([]string{slipMark, string(h.No), shortID(h.ID), h.Matter, due, strings.Join(names, "；")}, "|")
}

// shortID is a UUID in 22 characters; anything else stays as it is.
func shortID(id string) string {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != 16 || len(id) != 36 {
		return id
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func longID(short string) string {
	raw, err := base64.RawURLEncoding.DecodeString(short)
	if err != nil || len(raw) != 16 {
		return short
	}
	x := hex.EncodeToString(raw)
	return strings.Join([]string{x[:8], x[8:12], x[12:16], x[16:20], x[20:]}, "-")
}

func compactDate(text string) (Date, error) {
	if len(text) != 8 {
		return Date{}, Refuse("日期不是八位", "")
	}
	return workday.ParseDate(text[:4] + "-" + text[4:6] + "-" + text[6:])
}

// SlipLine finds the signed line in the text of a scanned code; Invalid when there is none.
func SlipLine(scanned string) (string, error) {
	for line := range strings.Lines(scanned) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, slipMark+"|") {
			return line, nil
		}
	}
	return "", Refuse("这个码里没有办件的信息", "请扫收件凭证右上角的码；旧凭证照编号查")
}

// ReadSlipHead reads what Line wrote.
func ReadSlipHead(line string) (SlipHead, error) {
	parts := strings.Split(line, "|")
	if len(parts) != 6 || parts[0] != slipMark {
		return SlipHead{}, Refuse("凭证上的码读不懂", "请重新扫一次；还不行的照编号查")
	}
	no, err := ParseCaseNo(parts[1])
	if err != nil {
		return SlipHead{}, err
	}
	h := SlipHead{No: no, ID: longID(parts[2]), Matter: parts[3]}
	if parts[4] != "-" {
		if h.Due, err = compactDate(parts[4]); err != nil {
			return SlipHead{}, Refuse("凭证上的日期读不懂", "请照编号查")
		}
	}
	if parts[5] != "" {
		h.Owed = strings.Split(parts[5], "；")
	}
	return h, nil
}
