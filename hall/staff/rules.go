package staff

import (
	"fmt"
	"slices"

	"bianmin/hall"
)

// MayJoin is nil when one person may hold these roles together. Clerk and director may be
// joined in a small hall. An admin, who sets up people and machines, may hold nothing that
// reads cases, and an auditor holds nothing else at all: otherwise nobody would watch over them.
//
// Source: typical practice (不相容岗位分离), a parameter of RulesEdition.
func MayJoin(roles []hall.Role) error {
	for i, r := range roles {
		if !slices.Contains(hall.Roles(), r) {
			return hall.Refuse("有不认识的岗位", "应是 guide、clerk、agent、lead、shift、director、admin、auditor 之中的")
		}
		if slices.Contains(roles[:i], r) {
			return hall.Refuse("同一个岗位写了两次", "请去掉重复的岗位")
		}
	}
	has := func(r hall.Role) bool { return slices.Contains(roles, r) }
	switch {
	case len(roles) == 0:
		return hall.Refuse("没有写岗位", "每个人至少有一个岗位")
	case has(hall.RoleAuditor) && len(roles) > 1:
		return hall.Forbid("审计员不能兼任别的岗位", "请另指定一人做审计员，或由县里审计")
	case has(hall.RoleAdmin) && slices.ContainsFunc(roles, func(r hall.Role) bool { return r != hall.RoleAdmin && r != hall.RoleGuide }):
		return hall.Forbid("系统管理员不能兼任经手办件的岗位", "系统管理员只能单设，或兼导办")
	}
	return nil
}

// Lawful is nil when a person can hold the post as it is written.
//
// Source: typical practice (村级代办员按村配备、首席代表凭授权清单、村级不设管理员), a parameter of RulesEdition.
func Lawful(s hall.Staff) error {
	if s.ID == "" || s.Name == "" {
		return hall.Refuse("工作人员要有编号和姓名", "请补齐")
	}
	if err := MayJoin(s.Roles); err != nil {
		return err
	}
	switch {
	case s.Has(hall.RoleAgent) && s.Village == "":
		return hall.Refuse("代办员没有写是哪个村的", "请写村名")
	case s.Has(hall.RoleAdmin) && s.Village != "":
		return hall.Forbid("村级不设系统管理员", "系统管理员设在便民服务中心")
	case s.Has(hall.RoleLead) && len(s.Powers) == 0:
		return hall.Refuse("首席代表没有授权清单", "请写明授权办理的事项（编码）")
	case s.StandIn == s.ID:
		return hall.Refuse("AB岗的另一人不能是自己", "请写另一位工作人员的编号")
	}
	return nil
}

// DirectorRemains is nil when at least one person who works here and can sign in is the
// director: without one nobody could approve, assign or void.
//
// Source: typical practice, a parameter of RulesEdition.
func DirectorRemains(people []hall.Staff) error {
	if slices.ContainsFunc(people, func(s hall.Staff) bool { return s.Works() && s.Has(hall.RoleDirector) }) {
		return nil
	}
	return hall.Forbid("这样大厅就没有中心主任了", "请先任用新的中心主任，再变更这一位")
}

// AuditAtCounty reports whether the county audits the hall: clerk and director are one
// person somewhere, or the hall has no auditor of its own.
//
// Source: typical practice, a parameter of RulesEdition.
func AuditAtCounty(people []hall.Staff) bool {
	joined, own := false, false
	for _, s := range people {
		if s.Works() {
			joined = joined || s.Has(hall.RoleClerk) && s.Has(hall.RoleDirector)
			own = own || s.Has(hall.RoleAuditor)
		}
	}
	return joined || !own
}

// lawful is Lawful for the letter itself.
func (g Grant) lawful() error {
	switch {
	case len(g.Matters) == 0:
		return hall.Refuse("授权书没有写授权哪些事项", "请逐个写事项编码")
	case g.By == "":
		return hall.Refuse("没有写是哪个部门授权的", "请写授权部门")
	case g.Document == "" || g.Signed.IsZero():
		return hall.Refuse("没有写授权书的文号或日期", "请照授权书填写")
	case g.From.IsZero():
		return hall.Refuse("没有写从哪天起授权", "请写起始日期")
	case !g.To.IsZero() && g.To.Before(g.From):
		return hall.Refuse(fmt.Sprintf("授权的最后一天 %s 在第一天之前", g.To), "请核对授权书上的起止日期")
	}
	return nil
}
