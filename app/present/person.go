package present

import (
	"fmt"
	"regexp"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

// Verdict is what a typed document number says: fine, wrong, or not finished.
type Verdict struct {
	Text  string
	Bad   bool
	Whole string // the number to look the person up by; empty while it is not whole
}

// IDVerdict checks a number as it is typed. An unfinished number is no mistake yet.
func IDVerdict(t ident.DocType, number string, today hall.Date) Verdict {
	number = strings.TrimSpace(number)
	if number == "" {
		return Verdict{}
	}
	if t == ident.DocResidentID {
		if len([]rune(number)) < 18 {
			return Verdict{Text: fmt.Sprintf("还差 %d 位", 18-len([]rune(number)))}
		}
		id, err := ident.CheckResidentID(number, today)
		if err != nil {
			return Verdict{Text: err.Error(), Bad: true}
		}
		return Verdict{Text: fmt.Sprintf("%s · %d 岁 · 校验通过", id.Sex(), id.Age(today)), Whole: id.Number()}
	}
	whole, err := ident.ParseDocument(t, number, today)
	if err != nil {
		return Verdict{Text: err.Error(), Bad: true}
	}
	return Verdict{Text: ident.TypeName(t), Whole: whole}
}

// Wrong is the first thing that cannot be right about an applicant, nil when nothing is. The
// desk refuses the same; here it is said before anything else is asked.
func Wrong(a desk.Applicant, today hall.Date) error {
	refuse := func(what string, err error, next string) error {
		return &hall.Error{Kind: hall.Invalid, Say: what + err.Error(), Next: next}
	}
	if a.ID != "" {
		if _, err := ident.ParseDocument(a.IDType, a.ID, today); err != nil {
			return refuse("证件号码：", err, "请对照证件再核对一遍")
		}
	}
	if _, _, err := ident.CleanName(a.Name); err != nil {
		return refuse("申请人姓名：", err, "请照证件上的写法填")
	}
	if a.Phone != "" {
		if _, err := ident.CheckPhone(a.Phone); err != nil {
			return refuse("电话：", err, "没有电话的可以空着，填联系人")
		}
	}
	if a.Contact == nil {
		if a.ID == "" && a.Phone == "" {
			return hall.Refuse("证件号、电话、联系人至少要有一样", "没有证件和电话的，请填联系人")
		}
		return nil
	}
	if _, _, err := ident.CleanName(a.Contact.Name); err != nil {
		return refuse("联系人姓名：", err, "请填联系人的姓名")
	}
	if a.Contact.Phone != "" {
		if _, err := ident.CheckPhone(a.Contact.Phone); err != nil {
			return refuse("联系人电话：", err, "没有电话的可以空着")
		}
	}
	return nil
}

var contactForm = regexp.MustCompile(`^\s*([^（(0-9]*?)\s*(?:[（(]\s*([^）)]*?)\s*[）)])?\s*([0-9０-９][0-9０-９\- ]*)?\s*$`)

// ParseContact reads 「彭国强（儿子）13800000000」; the relation and the phone may be missing.
func ParseContact(text string) *hall.Contact {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	m := contactForm.FindStringSubmatch(text)
	if m == nil {
		return &hall.Contact{Name: strings.TrimSpace(text)}
	}
	return &hall.Contact{Name: strings.TrimSpace(m[1]), Relation: m[2], Phone: strings.TrimSpace(m[3])}
}

// ContactText is a contact as the field shows it.
func ContactText(c *hall.Contact) string {
	if c == nil {
		return ""
	}
	text := c.Name
	if c.Relation != "" {
		text += "（" + c.Relation + "）"
	}
	return text + c.Phone
}

// MaskedContact is a contact with the phone hidden.
func MaskedContact(c *hall.Contact) string {
	if c == nil {
		return ""
	}
	d := *c
	if d.Phone != "" {
		d.Phone = " " + ident.MaskPhone(d.Phone)
	}
	return ContactText(&d)
}

// Card is an applicant as the case page shows one: line by line.
func Card(p hall.Person, whole bool) []string {
	id, phone, contact := ident.MaskID(p.IDNo), ident.MaskPhone(p.Phone), MaskedContact(p.Contact)
	if whole {
		id, phone, contact = p.IDNo, p.Phone, ContactText(p.Contact)
	}
	lines := []string{Who(p.Name, p.Village)}
	if id != "" {
		lines = append(lines, ident.TypeName(ident.DocType(p.IDType))+" "+id)
	}
	if phone != "" {
		lines = append(lines, "电话 "+phone)
	}
	if contact != "" {
		lines = append(lines, "联系人 "+contact)
	}
	return lines
}
