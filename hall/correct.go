package hall

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall/ident"
	"bianmin/hall/journal"
)

// Corrected (更正) puts wrong data right by a later entry; the wrong ones stay in theirs.
type Corrected struct {
	Fixes []Fix `json:"fixes"`
}

// Fix is one correction. Materials are named 「material:户口簿」, their values are originals and
// copies like 「0/1」, empty for none.
type Fix struct {
	Field  string `json:"field"` // one of FixFields, or a material
	Old    string `json:"old"`
	New    string `json:"new"`
	Reason string `json:"reason"`
}

// materialField begins the field of a material.
const materialField = "material:"

// FixFields are the fields of the applicant that can be corrected.
func FixFields() []string {
	return []string{"name", "id_type", "id", "phone", "village", "contact_name", "contact_relation", "contact_phone"}
}

// Printed reports whether the field stands on a paper the applicant holds: only the director
// corrects it.
func (f Fix) Printed() bool {
	return slices.Contains([]string{"name", "id_type", "id"}, f.Field) || f.material() != ""
}

func (f Fix) material() string {
	name, ok := strings.CutPrefix(f.Field, materialField)
	if !ok {
		return ""
	}
	return name
}

// Kind implements Body.
func (Corrected) Kind() Kind { return KindCorrected }

func (b Corrected) complete() error {
	if len(b.Fixes) == 0 {
		return Refuse("没有写更正什么", "请写明哪一项、原来是什么、改成什么、为什么")
	}
	for i, f := range b.Fixes {
		if err := f.complete(); err != nil {
			return err
		}
		if slices.ContainsFunc(b.Fixes[:i], func(g Fix) bool { return g.Field == f.Field }) {
			return Refuse("同一项更正了两次", "每一项写一次")
		}
	}
	return nil
}

func (f Fix) complete() error {
	switch {
	case f.material() == "" && !slices.Contains(FixFields(), f.Field):
		return Refuse("这一项不能更正", "可更正："+strings.Join(FixFields(), "、")+"、material:材料名；其他错误请作废重收")
	case f.Old == f.New:
		return Refuse("更正前后一样", "请核对要改成什么")
	case strings.TrimSpace(f.Reason) == "":
		return Refuse("更正要写理由", "请写明为什么更正")
	case f.Field == "name" && strings.TrimSpace(f.New) == "":
		return Refuse("姓名不能改成空的", "请填姓名")
	}
	if f.material() != "" {
		_, _, err := f.counts()
		return err
	}
	if strings.HasSuffix(f.Field, "phone") && f.New != "" {
		if _, err := ident.CheckPhone(f.New); err != nil {
			return Refuse(err.Error(), "请再核对一遍电话")
		}
	}
	return nil
}

// counts are the new originals and copies of a material.
func (f Fix) counts() (originals, copies int, err error) {
	if f.New == "" {
		return 0, 0, nil
	}
	if n, failed := fmt.Sscanf(f.New, "%d/%d", &originals, &copies); n != 2 || failed != nil || fmt.Sprintf("%d/%d", originals, copies) != f.New ||
		originals < 0 || copies < 0 || originals+copies == 0 || originals > 999 || copies > 999 {
		return 0, 0, Refuse("材料的份数不对", "写成 0/1，依次是原件数、复印件数；没有收到的写空")
	}
	return originals, copies, nil
}

// Field is what stands in a field that can be corrected.
func (c *Case) Field(name string) string {
	p := c.Applicant
	contact := Contact{}
	if p.Contact != nil {
		contact = *p.Contact
	}
	switch name {
	case "name":
		return p.Name
	case "id_type":
		return p.IDType
	case "id":
		return p.IDNo
	case "phone":
		return p.Phone
	case "village":
		return p.Village
	case "contact_name":
		return contact.Name
	case "contact_relation":
		return contact.Relation
	case "contact_phone":
		return contact.Phone
	}
	for _, m := range c.Papers.Materials {
		if m.Name == (Fix{Field: name}).material() {
			return fmt.Sprintf("%d/%d", m.Original, m.Copy)
		}
	}
	return ""
}

// lawful: what was written is still what stands there, and the applicant can still be reached.
func (b Corrected) lawful(c *Case) error {
	if err := c.May(ActCorrect); err != nil {
		return err
	}
	for _, f := range b.Fixes {
		if c.Field(f.Field) != f.Old {
			return Forbid("要更正的一项已经不是原来的内容", "请再看一遍这件，按现在的内容更正")
		}
	}
	after := &Case{Applicant: c.Applicant}
	after.correct(b.Fixes)
	if p := after.Applicant; p.IDNo == "" && p.Phone == "" && p.Contact == nil {
		return Forbid("更正后证件号、电话、联系人一样也没有了", "至少要留一样")
	}
	return nil
}

func (b Corrected) note() string {
	words := make([]string, len(b.Fixes))
	for i, f := range b.Fixes {
		words[i] = fixHan(f.Field) + "（" + f.Reason + "）"
	}
	return "更正 " + strings.Join(words, "、")
}

func fixHan(field string) string {
	switch field {
	case "name":
		return "姓名"
	case "id_type":
		return "证件类型"
	case "id":
		return "证件号"
	case "phone":
		return "电话"
	case "village":
		return "村"
	case "contact_name":
		return "联系人姓名"
	case "contact_relation":
		return "联系人关系"
	case "contact_phone":
		return "联系人电话"
	}
	return strings.TrimPrefix(field, materialField)
}

func (b Corrected) apply(c *Case, _ journal.Header) { c.correct(b.Fixes) }

func (c *Case) correct(fixes []Fix) {
	contact := Contact{}
	if c.Applicant.Contact != nil {
		contact = *c.Applicant.Contact
	}
	for _, f := range fixes {
		switch f.Field {
		case "name":
			c.Applicant.Name = f.New
		case "id_type":
			c.Applicant.IDType = f.New
		case "id":
			c.Applicant.IDNo = f.New
		case "phone":
			c.Applicant.Phone = f.New
		case "village":
			c.Applicant.Village = f.New
		case "contact_name":
			contact.Name = f.New
		case "contact_relation":
			contact.Relation = f.New
		case "contact_phone":
			contact.Phone = f.New
		default:
			c.correctMaterial(f)
		}
	}
	c.Applicant.Contact = nil
	if contact != (Contact{}) {
		c.Applicant.Contact = &contact
	}
}

func (c *Case) correctMaterial(f Fix) {
	name := f.material()
	originals, copies, _ := f.counts() // complete has checked them
	kept := slices.DeleteFunc(slices.Clone(c.Papers.Materials), func(m Material) bool { return m.Name == name })
	if originals+copies > 0 {
		kept = append(kept, Material{Name: name, Original: originals, Copy: copies})
	}
	c.Papers.Materials = kept
}
