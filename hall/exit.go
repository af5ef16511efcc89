package hall

import (
	"slices"
	"strings"

	"bianmin/hall/journal"
)

// Withdrawn (撤回申请) is the applicant taking the application back. The papers go back.
type Withdrawn struct {
	Reason string `json:"reason"`
	BackTo string `json:"back_to"` // who got the papers: one of DeliveryHands
}

// Transferred (转告他机关) tells the applicant that another organ decides. The papers go back.
type Transferred struct {
	Organ  string `json:"organ"` // to whom the applicant is sent
	Reason string `json:"reason"`
	Told   Told   `json:"told"`
	BackTo string `json:"back_to"`
}

// Returned (逾期未补正退件) gives the papers of an applicant back who did not supply in time.
// Nothing is returned without a rule that lets the hall.
type Returned struct {
	Basis  string `json:"basis"` // law and article
	Reason string `json:"reason"`
	Told   Told   `json:"told"`
	BackTo string `json:"back_to"`
}

// Archived (归档) puts the file away.
type Archived struct {
	Place string `json:"place,omitempty"` // box or shelf
}

// Kind implements Body.
func (Withdrawn) Kind() Kind { return KindWithdrawn }

// Kind implements Body.
func (Transferred) Kind() Kind { return KindTransferred }

// Kind implements Body.
func (Returned) Kind() Kind { return KindReturned }

// Kind implements Body.
func (Archived) Kind() Kind { return KindArchived }

func (b Withdrawn) complete() error {
	if err := saidWhy("撤回", b.Reason); err != nil {
		return err
	}
	return papersBack(b.BackTo)
}

func (b Transferred) complete() error {
	if strings.TrimSpace(b.Organ) == "" {
		return Refuse("没有写转告到哪个机关", "请写清该由哪个机关办")
	}
	if err := saidWhy("转告", b.Reason); err != nil {
		return err
	}
	if err := b.Told.complete(); err != nil {
		return err
	}
	return papersBack(b.BackTo)
}

func (b Returned) complete() error {
	if strings.TrimSpace(b.Basis) == "" {
		return Refuse("退件要写依据", "请写明法规和条款；没有依据的不能退件")
	}
	if err := saidWhy("退件", b.Reason); err != nil {
		return err
	}
	if err := b.Told.complete(); err != nil {
		return err
	}
	return papersBack(b.BackTo)
}

func (Archived) complete() error { return nil }

func saidWhy(what, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Refuse(what+"必须写理由", "请写明为什么"+what)
	}
	return nil
}

func papersBack(to string) error {
	if !slices.Contains(DeliveryHands(), to) {
		return Refuse("材料退给谁没有写", "应是 "+strings.Join(DeliveryHands(), "、")+" 之一")
	}
	return nil
}

func (t Told) complete() error {
	if strings.TrimSpace(t.How) == "" {
		return Refuse("没有写怎么告知的", "请写当面、电话、代办员或联系人")
	}
	return nil
}

func (b Withdrawn) lawful(c *Case) error { return c.May(ActWithdraw) }

func (b Transferred) lawful(c *Case) error { return c.May(ActTransfer) }

func (b Returned) lawful(c *Case) error { return c.May(ActReturn) }

func (b Archived) lawful(c *Case) error { return c.May(ActArchive) }

func (b Withdrawn) note() string { return b.Reason + "；材料退" + b.BackTo }

func (b Transferred) note() string { return "转告 " + b.Organ + "：" + b.Reason }

func (b Returned) note() string { return b.Reason + "（" + b.Basis + "）" }

func (b Archived) note() string { return b.Place }

func (b Withdrawn) apply(c *Case, _ journal.Header) { c.leave(StateWithdrawn, b.Reason, b.BackTo) }

func (b Transferred) apply(c *Case, _ journal.Header) {
	c.leave(StateTransferred, b.Reason, b.BackTo)
	c.Outcome.LeftFor = b.Organ
}

func (b Returned) apply(c *Case, _ journal.Header) { c.leave(StateReturned, b.Reason, b.BackTo) }

func (b Archived) apply(c *Case, _ journal.Header) { c.State = StateArchived }

func (c *Case) leave(to State, reason, backTo string) {
	c.State, c.Outcome.LeftReason, c.Papers.BackTo = to, reason, backTo
	c.Clocks.Moved.Stop = nil
}
