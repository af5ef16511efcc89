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

// The roles.
const (
	RoleGuide    Role = "guide"    // 导办
	RoleClerk    Role = "clerk"    // 窗口人员
	RoleAgent    Role = "agent"    // 代办员, of a village
	RoleLead     Role = "lead"     // 首席代表, with a list of powers
	RoleShift    Role = "shift"    // 值班长
	RoleDirector Role = "director" // 中心主任
	RoleAdmin    Role = "admin"    // 系统管理员, who cannot read cases
	RoleAuditor  Role = "auditor"  // 审计员, who cannot write
)

// Roles are all roles of a hall, in the order of the rights table.
func Roles() []Role {
	return []Role{RoleGuide, RoleClerk, RoleAgent, RoleLead, RoleShift, RoleDirector, RoleAdmin, RoleAuditor}
}

// Han is the role as a badge says it.
func (r Role) Han() string {
	switch r {
	case RoleGuide:
		return "导办"
	case RoleClerk:
		return "窗口人员"
	case RoleAgent:
		return "代办员"
	case RoleLead:
		return "首席代表"
	case RoleShift:
		return "值班长"
	case RoleDirector:
		return "中心主任"
	case RoleAdmin:
		return "系统管理员"
	case RoleAuditor:
		return "审计员"
	}
	return string(r)
}

// Staff is a person who works in the hall.
type Staff struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Roles   []Role   `json:"roles"`
	Phone   string   `json:"phone,omitempty"`
	Village string   `json:"village,omitempty"`  // an agent's village
	Powers  []string `json:"powers,omitempty"`   // codes of the matters a lead may decide (授权清单)
	StandIn string   `json:"stand_in,omitempty"` // staff id of the other half of the post (AB岗)
	Left    bool     `json:"left,omitempty"`     // no longer works here; the name stays for old papers
	Stopped bool     `json:"stopped,omitempty"`  // cannot sign in: stopped, or not approved yet
}

// Works reports whether the person works here and can sign in.
func (s Staff) Works() bool { return !s.Left && !s.Stopped }

// Has reports whether the person has the role.
func (s Staff) Has(r Role) bool { return slices.Contains(s.Roles, r) }
