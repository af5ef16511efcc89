package hall

import "slices"

// Office (大厅) is the hall a device stands in.
type Office struct {
	Code    string     `json:"code"` // division, 12 digits
	Name    string     `json:"name"` // 新化县白溪镇便民服务中心
	Device  DeviceCode `json:"device"`
	Counter string     `json:"counter,omitempty"` // 2号窗口
	Phone   string     `json:"phone,omitempty"`   // inquiry phone
	Hours   string     `json:"hours,omitempty"`   // 周一至周五 8:30–17:30
	Address string     `json:"address,omitempty"`
	Journal string     `json:"journal"` // id of this device's journal, 32 hex digits
	Demo    bool       `json:"demo,omitempty"`
}

// Role is what a person may do in a hall.
type Role string

// The roles this edition enforces.
const (
	RoleClerk    Role = "clerk"    // 窗口人员
	RoleAgent    Role = "agent"    // 代办员
	RoleDirector Role = "director" // 中心主任
)

// Han is the role as a badge says it.
func (r Role) Han() string {
	switch r {
	case RoleClerk:
		return "窗口人员"
	case RoleAgent:
		return "代办员"
	case RoleDirector:
		return "中心主任"
	}
	return string(r)
}

// Staff is a person who works in the hall.
type Staff struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Roles   []Role `json:"roles"`
	Phone   string `json:"phone,omitempty"`
	Village string `json:"village,omitempty"` // an agent's village
}

// Has reports whether the person has the role.
func (s Staff) Has(r Role) bool { return slices.Contains(s.Roles, r) }
