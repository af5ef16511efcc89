package hall

// Person (申请人) is who the case is for. ID may be empty when there is a phone or a
// contact.
type Person struct {
	ID      string   `json:"person"` // random; one person keeps it over cases on a device
	Name    string   `json:"name"`
	IDType  string   `json:"id_type"` // see ident.CheckDocument
	IDNo    string   `json:"id,omitempty"`
	Phone   string   `json:"phone,omitempty"`
	Village string   `json:"village,omitempty"`
	Contact *Contact `json:"contact,omitempty"`
}

// Contact (联系人) is who answers for someone without a phone of their own.
type Contact struct {
	Name     string `json:"name"`
	Relation string `json:"relation,omitempty"`
	Phone    string `json:"phone,omitempty"`
}

// ServiceMode is how the applicant comes to the hall.
type ServiceMode string

// The service modes.
const (
	BySelf    ServiceMode = "self"       // 本人
	ByProxy   ServiceMode = "proxy"      // 代办
	HomeVisit ServiceMode = "home_visit" // 上门
)

// Han is the mode as a clerk says it.
func (m ServiceMode) Han() string {
	switch m {
	case BySelf:
		return "本人"
	case ByProxy:
		return "代办"
	case HomeVisit:
		return "上门"
	}
	return string(m)
}

// Valid reports whether m is one of the three modes.
func (m ServiceMode) Valid() bool { return m == BySelf || m == ByProxy || m == HomeVisit }
