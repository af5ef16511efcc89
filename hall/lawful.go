package hall

import (
	"fmt"
	"slices"
)

func (b Received) lawful(c *Case) error {
	if c != nil {
		return Forbid("同一件事收了两次", "请核对是不是同一件，错的一件由主任作废")
	}
	return nil
}

// lawful: the first notice names all that is missing; a later one may repeat but never add,
// unless the director lets it, and then the case is marked. An information request is sent
// back once. Source: 行政许可法 第三十二条第一款第四项; 政府信息公开条例 第三十条.
func (b Noticed) lawful(c *Case) error {
	if err := c.May(ActNotice); err != nil {
		return err
	}
	if len(c.Papers.Notices) == 0 {
		return nil
	}
	if c.Rules.IsInformation() {
		return Forbid("信息公开申请只能要求补正一次", "请按现有内容受理或答复")
	}
	if len(c.addedBy(b)) > 0 && b.Approver == "" {
		return Forbid("后一次告知不能比第一次多出新的内容", "第一次没有告知的，不能再要；请只写第一次告知过、还没补齐的。确要增加的，由主任批准")
	}
	return nil
}

// addedBy names what a notice asks for that no earlier one did.
func (c *Case) addedBy(b Noticed) []string {
	var out []string
	for _, item := range b.Missing {
		if !slices.ContainsFunc(c.Papers.Notices, func(n Noticed) bool { return slices.Contains(n.Missing, item) }) {
			out = append(out, item)
		}
	}
	return out
}

// lawful: after acceptance only what is owed by a date is handed in.
func (b Supplied) lawful(c *Case) error {
	if err := c.May(ActSupply); err != nil {
		return err
	}
	if c.State == StateNoticed {
		return nil
	}
	owed := c.owedBesideNotice()
	for _, m := range b.Materials {
		if !slices.Contains(owed, m.Name) {
			return Forbid("「"+m.Name+"」不在欠交的材料里", "请按欠交的材料名填写")
		}
	}
	return nil
}

func (b Accepted) lawful(c *Case) error { return c.May(ActAccept) }

func (b Declined) lawful(c *Case) error { return c.May(ActDecline) }

func (b Completed) lawful(c *Case) error {
	if err := c.May(ActComplete); err != nil {
		return err
	}
	if c.State == StateDecided && b.Result != c.Outcome.Result {
		return Forbid("办结的结果与决定不同", "决定是"+c.Outcome.Result.Han()+"，请照决定办结")
	}
	if sys := c.Rules.Intake.OutsideSystem; sys != "" && b.PlatformNo == "" && c.Outcome.PlatformNo == "" {
		return Forbid(fmt.Sprintf("这件要先录进%s，还没有平台编号，不能办结", sys), "请补上平台编号（platform_no）再办结")
	}
	return c.grantable(b.Result)
}

func (b Delivered) lawful(c *Case) error { return c.May(ActDeliver) }

func (b Voided) lawful(c *Case) error { return c.May(ActVoid) }
