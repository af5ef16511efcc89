package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/staff"
)

type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"任用：系统管理员提出，主任同意后生效；主任办的立即生效"`
	Change  userChangeCmd  `cmd:"" help:"变更岗位、授权清单、AB岗、电话、村"`
	Approve userApproveCmd `cmd:"" help:"主任同意等着的任用或变更"`
	Refuse  userRefuseCmd  `cmd:"" help:"主任不同意"`
	Empower userEmpowerCmd `cmd:"" help:"照授权书给首席代表授权"`
	Disable userDisableCmd `cmd:"" help:"停用：从现在起不能登录"`
	Enable  userEnableCmd  `cmd:"" help:"启用停用的人"`
	Open    userOpenCmd    `cmd:"" help:"手上还有什么没有办完"`
	Leave   userLeaveCmd   `cmd:"" help:"离岗：手上没有未办完的，或清点移交已签字"`
	Return  userReturnCmd  `cmd:"" help:"返岗"`
	List    userListCmd    `cmd:"" help:"人员、岗位、授权清单"`
}

type userID struct {
	ID string `arg:"" help:"工作人员编号" placeholder:"STAFF"`
}

type userWhy struct {
	userID
	Reason string `required:"" help:"原因"`
}

type userAddCmd struct {
	userID
	Name    string      `required:"" help:"姓名；- 从标准输入读"`
	Role    []hall.Role `required:"" help:"岗位，可写几个：guide、clerk、agent、lead、shift、director、admin、auditor"`
	Phone   string      `help:"电话"`
	Village string      `help:"代办员的村"`
	Power   []string    `help:"首席代表的授权清单：事项代码，可写几个" placeholder:"MATTER"`
	StandIn string      `help:"AB岗另一人的编号" placeholder:"STAFF"`
	Since   string      `help:"哪天起，默认今天" placeholder:"DATE"`
}

type userChangeCmd struct {
	userWhy
	Name    *string     `help:"姓名"`
	Role    []hall.Role `help:"改成这些岗位"`
	Power   []string    `help:"改成这份授权清单" placeholder:"MATTER"`
	Phone   *string     `help:"电话"`
	Village *string     `help:"村"`
	StandIn *string     `help:"AB岗另一人的编号" placeholder:"STAFF"`
}

type userEmpowerCmd struct {
	userID
	Matter   []string `required:"" help:"授权办理的事项代码，可写几个" placeholder:"MATTER"`
	By       string   `required:"" help:"授权部门"`
	Document string   `required:"" help:"授权书文号"`
	Signed   string   `required:"" help:"授权书日期" placeholder:"DATE"`
	From     string   `required:"" help:"从哪天起" placeholder:"DATE"`
	To       string   `help:"到哪天止，不写为长期" placeholder:"DATE"`
}

type (
	userApproveCmd struct{ userID }
	userRefuseCmd  struct{ userWhy }
	userDisableCmd struct{ userWhy }
	userEnableCmd  struct{ userWhy }
	userOpenCmd    struct{ userID }
	userLeaveCmd   struct{ userWhy }
	userReturnCmd  struct{ userWhy }
	userListCmd    struct{}
)

// Help gives an example.
func (userAddCmd) Help() string {
	return "例：bianminctl user add chen --name 陈小满 --role clerk --stand-in liu"
}

// Help gives an example.
func (userEmpowerCmd) Help() string {
	return "例：bianminctl user empower tan --matter MZ-06 --by 县民政局 --document 新民授〔2026〕1号 --signed 2026-11-01 --from 2026-11-10"
}

// Run appoints.
func (c userAddCmd) Run(e *env) error {
	name, err := e.typed(c.Name)
	if err != nil {
		return err
	}
	since, err := dayOrZero(c.Since)
	if err != nil {
		return err
	}
	return e.onUser(func(s *desk.Session) (*staff.Post, error) {
		return s.AppointStaff(e.ctx, desk.Appointing{
			ID: c.ID, Name: name, Roles: c.Role, Phone: c.Phone, Village: c.Village, Powers: c.Power, StandIn: c.StandIn, Since: since,
		})
	})
}

// Run changes a post.
func (c userChangeCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) {
		return s.ChangeStaff(e.ctx, c.ID, staff.Change{
			Name: c.Name, Roles: c.Role, Powers: c.Power, StandIn: c.StandIn, Phone: c.Phone, Village: c.Village, Reason: c.Reason,
		})
	})
}

// Run agrees.
func (c userApproveCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.ApproveStaff(e.ctx, c.ID) })
}

// Run does not agree.
func (c userRefuseCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.RefuseStaff(e.ctx, c.ID, c.Reason) })
}

// Run delegates.
func (c userEmpowerCmd) Run(e *env) error {
	g := staff.Grant{Matters: c.Matter, By: c.By, Document: c.Document}
	for _, d := range []struct {
		text string
		to   *hall.Date
	}{{c.Signed, &g.Signed}, {c.From, &g.From}, {c.To, &g.To}} {
		var err error
		if *d.to, err = dayOrZero(d.text); err != nil {
			return err
		}
	}
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.EmpowerLead(e.ctx, c.ID, g) })
}

// Run stops somebody from signing in.
func (c userDisableCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.StopStaff(e.ctx, c.ID, c.Reason) })
}

// Run lets somebody sign in again.
func (c userEnableCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.ResumeStaff(e.ctx, c.ID, c.Reason) })
}

// Run lists what is in somebody's hands.
func (c userOpenCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		items, err := s.LeavingList(e.ctx, c.ID)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "staff": c.ID, "open": openJSON(items)})
		}
		for _, x := range items {
			e.say("%s  %s  %s", x.Name(), x.State, x.Due)
		}
		if len(items) == 0 {
			e.say("手上没有未办完的")
		}
		return nil
	})
}

// Run ends a post.
func (c userLeaveCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.LeaveStaff(e.ctx, c.ID, c.Reason) })
}

// Run brings somebody back.
func (c userReturnCmd) Run(e *env) error {
	return e.onUser(func(s *desk.Session) (*staff.Post, error) { return s.ReturnStaff(e.ctx, c.ID, c.Reason) })
}

// Run lists the people.
func (userListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		posts, err := s.Posts(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, p := range posts.People {
			row := map[string]any{
				"staff": p.Staff.ID, "name": p.Staff.Name, "roles": p.Staff.Roles, "village": p.Staff.Village, "stand_in": p.Staff.StandIn,
				"powers": orEmpty(p.Powers), "left": p.Staff.Left, "stopped": p.Staff.Stopped, "state": staff.Working,
			}
			state, letters := staff.Working, ""
			switch {
			case p.Post != nil:
				state = p.Post.State
				row["since"], row["grants"], row["waiting"] = p.Post.Since, p.Post.Grants, p.Post.Facts().Open
				for _, g := range p.Post.Grants {
					letters += "  " + g.By + " " + g.Document + " 自 " + g.From.String()
				}
			case p.Staff.Left:
				state = staff.Left
			case p.Staff.Stopped:
				state = staff.Stopped
			}
			row["state"] = state
			out = append(out, row)
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  AB岗：%s  授权：%s%s", p.Staff.ID, p.Staff.Name, rolesHan(p.Staff.Roles), state.Han(),
					s.StaffName(e.ctx, p.Staff.StandIn), strings.Join(p.Powers, "、"), letters)
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "people": out, "audit_at_county": posts.AuditAtCounty})
		}
		if posts.AuditAtCounty {
			e.say("本厅由县里审计")
		}
		return nil
	})
}

func (e *env) onUser(do func(*desk.Session) (*staff.Post, error)) error {
	return e.onSession(func(s *desk.Session) error {
		p, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "staff": p.Person.ID, "state": p.State, "waiting": p.Facts().Open, "roles": p.Person.Roles,
				"powers": orEmpty(p.PowersOn(s.Today())), "stand_in": p.Person.StandIn, "timeline": timeline(p.History),
			})
		}
		waiting := ""
		if p.Asked != nil {
			waiting = "，变更待主任同意"
		}
		e.say("%s  %s  %s%s", p.Person.ID, rolesHan(p.Person.Roles), p.State.Han(), waiting)
		e.sayTimeline(s, p.History)
		return nil
	})
}

func openJSON(items []desk.OpenItem) []map[string]any {
	out := []map[string]any{}
	for _, x := range items {
		out = append(out, map[string]any{"sort": x.Sort, "id": x.ID, "no": x.No, "state": x.State, "due": x.Due})
	}
	return out
}

func rolesHan(roles []hall.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Han()
	}
	return strings.Join(names, "、")
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
