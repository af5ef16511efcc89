package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/ident"
)

// fromBag fills an intake from the bag that stands on the counter: who, what and which papers are
// written down in it already. What was typed stays.
func (s *Session) fromBag(ctx context.Context, in Intake) (Intake, error) {
	if in.Bag == "" {
		return in, nil
	}
	if err := s.need(RightBagCounter); err != nil {
		return in, err
	}
	b, err := bagBy(ctx, s.parts.Records, in.Bag)
	if err != nil {
		return in, err
	}
	if err := s.needOn(RightBagCounter, b.Hands()...); err != nil {
		return in, err
	}
	switch {
	case b.Errand.Case != "":
		return in, hall.Forbid(fmt.Sprintf("资料袋 %s 已经有办件了", b.No.Spoken()), "请把材料交进那个办件（bag hand-in）")
	case len(b.Papers.Inside) == 0:
		return in, hall.Forbid(fmt.Sprintf("资料袋 %s 里没有材料", b.No.Spoken()), "请先登记袋里的材料（bag pack）")
	case in.Matter != "" && in.Matter != b.Errand.Matter.Code:
		return in, hall.Forbid(fmt.Sprintf("资料袋 %s 是为另一个事项开的", b.No.Spoken()), "请核对事项；不写事项就照袋上的收")
	case in.Mode != "" && in.Mode != hall.ByProxy, in.Agent != "" && in.Agent != b.Errand.Agent:
		return in, hall.Forbid(fmt.Sprintf("资料袋 %s 是代办的", b.No.Spoken()), "办理方式和代办员不用写，照袋上的收")
	}
	in.Mode, in.Agent = hall.ByProxy, b.Errand.Agent
	in.Matter = cmp.Or(in.Matter, b.Errand.Matter.Code)
	if in.Applicant == (Applicant{}) {
		p := b.Errand.Principal
		in.Applicant = Applicant{Name: p.Name, IDType: ident.DocType(p.IDType), ID: p.IDNo, Phone: p.Phone, Village: p.Village, Contact: p.Contact}
	}
	if len(in.Materials) == 0 {
		in.Materials = slices.Clone(b.Papers.Inside)
	}
	return in, nil
}

// handInBag puts all papers of the bag into the case the intake has just opened.
func (s *Session) handInBag(ctx context.Context, tx Tx, key, caseID string) error {
	if key == "" {
		return nil
	}
	b, err := bagBy(ctx, tx, key)
	if err != nil {
		return err
	}
	_, err = s.onto(ctx, tx, b, s.atCounter(b, bag.HandingIn{Case: caseID, Papers: b.Papers.Inside})...)
	return err
}
