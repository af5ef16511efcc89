package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"bianmin/hall"
	"bianmin/hall/bag"
)

// Errand (代办事由) is what is typed to open a bag. Mandate, ZeroFee and Matter are required, and a
// person with one of document number, phone or contact; with a case both may be left to it.
type Errand struct {
	Person   Applicant
	Agent    string // staff id; empty means the person signed in
	Matter   string // catalogue code
	Case     string // id or number; empty while there is none
	Handling bag.Handling
	Mandate  bag.Mandate // On zero means today
	ZeroFee  bool        // the agent has signed the declaration to take nothing
}

// OpenBag (委托代办) begins an errand: mandate and zero-fee declaration are signed, and the bag has
// its number. Nothing has been collected yet.
func (s *Session) OpenBag(ctx context.Context, e Errand) (*bag.Bag, error) {
	if err := s.need(RightBag); err != nil {
		return nil, err
	}
	if err := s.tidyErrand(ctx, &e); err != nil {
		return nil, err
	}
	return openRecord[bag.Bag](ctx, s, bag.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		b := bag.Opening{
			No: no, Hall: s.office.Code, Day: s.Today(), Agent: e.Agent, Handling: e.Handling, Mandate: e.Mandate,
			ZeroFee: bag.ZeroFee{Declared: e.ZeroFee, On: s.Today()},
		}
		if err := s.forCase(ctx, tx, e, &b); err != nil {
			return nil, err
		}
		if b.Principal.Name == "" {
			person, err := s.typedPerson(e.Person)
			if err != nil {
				return nil, err
			}
			if err := s.knownPerson(ctx, tx, &person); err != nil {
				return nil, err
			}
			b.Principal = person
		}
		m, err := s.proxyMatter(ctx, e.Matter, b.Matter.Code)
		b.Matter = m
		return b, err
	})
}

func (s *Session) tidyErrand(ctx context.Context, e *Errand) error {
	for _, f := range []struct {
		what string
		text *string
		most int
	}{
		{"委托范围", &e.Mandate.Scope, mostReason},
		{"见证人", &e.Mandate.Witness, mostPlace},
		{"代办员编号", &e.Agent, mostCode},
		{"事项代码", &e.Matter, mostCode},
		{"办件编号", &e.Case, mostCode},
	} {
		if err := tidy(f.what, f.text, f.most); err != nil {
			return err
		}
	}
	if e.Agent == "" {
		e.Agent = s.staff.ID
	}
	if e.Handling == "" {
		e.Handling = bag.Proxy
	}
	if e.Mandate.On.IsZero() {
		e.Mandate.On = s.Today()
	}
	if e.Mandate.On.After(s.Today()) {
		return hall.Refuse("委托书的日期在将来", "请核对委托书上写的日期")
	}
	_, err := s.colleague(ctx, e.Agent)
	return err
}

// forCase takes person and matter from the case the errand is for, if there is one.
func (s *Session) forCase(ctx context.Context, tx Tx, e Errand, b *bag.Opening) error {
	if e.Case == "" {
		return nil
	}
	c, err := s.proxyCase(ctx, tx, e.Case)
	if err != nil {
		return err
	}
	if e.Person.Name != "" && e.Person.Name != c.Applicant.Name {
		return hall.Refuse("委托人和办件的申请人不是同一个姓名", "请核对办件编号，或不填姓名")
	}
	if e.Matter != "" && e.Matter != c.Rules.Code {
		return hall.Refuse("委托办的事项和办件的不一样", "请核对办件编号，或不填事项")
	}
	b.Case, b.Principal, b.Matter = c.ID, c.Applicant, hall.MatterName{Code: c.Rules.Code, Name: c.Rules.Name}
	return nil
}

// proxyMatter is a matter an agent may carry today.
func (s *Session) proxyMatter(ctx context.Context, typed, ofCase string) (hall.MatterName, error) {
	if typed == "" {
		typed = ofCase
	}
	if typed == "" {
		return hall.MatterName{}, hall.Refuse("没有写委托办的事项", "请写目录里的代码，例如 MZ-06")
	}
	m, err := s.parts.Library.Matter(ctx, typed)
	if err != nil {
		return hall.MatterName{}, err
	}
	if err := m.Snapshot().Open(s.Today()); err != nil {
		return hall.MatterName{}, err
	}
	if !m.Intake.ProxyAllowed {
		return hall.MatterName{}, hall.Forbid(fmt.Sprintf("事项 %s 要本人办，不能由代办员代办", m.Code), "请改为本人或上门")
	}
	return hall.MatterName{Code: m.Code, Name: m.Name}, nil
}

// proxyCase is a case the person may see, that an agent carries.
func (s *Session) proxyCase(ctx context.Context, tx Tx, key string) (*hall.Case, error) {
	c, err := tx.Case(ctx, key)
	if err != nil {
		return nil, err
	}
	if err := s.needOn(RightCaseRead, c.Hands()...); err != nil {
		return nil, err
	}
	return c, carried(c)
}

// carried is nil when the case is one an agent carries.
func carried(c *hall.Case) error {
	switch {
	case c.Intake.Mode != hall.ByProxy:
		return hall.Forbid(fmt.Sprintf("办件 %s 不是代办的", c.No.Spoken()), "请核对办件编号；要改成代办的，请按代办重新收件")
	case c.State == hall.StateVoided:
		return hall.Forbid(fmt.Sprintf("办件 %s 已作废", c.No.Spoken()), "请核对办件编号")
	}
	return nil
}

// carryCase tells the case of a bag who carries it now: every act that moves a bag, or makes
// another agent answer for it, calls it once with the bag as it stands then. A bag without a
// case is fine: an errand can start before there is one.
func (s *Session) carryCase(ctx context.Context, tx Tx, b *bag.Bag) error {
	if b.Errand.Case == "" {
		return nil
	}
	c, err := tx.Case(ctx, b.Errand.Case)
	if err != nil {
		return err
	}
	if c.Intake.Mode != hall.ByProxy {
		return carried(c)
	}
	agent := b.Errand.Agent
	if agent == cmp.Or(c.Duty.Carrier, c.Intake.Agent) || c.May(hall.ActCarry) != nil {
		return nil
	}
	return s.append(ctx, tx, c.ID, time.Time{}, hall.Carried{Agent: agent})
}

// typedPerson is a person as typed, checked as at intake.
func (s *Session) typedPerson(a Applicant) (hall.Person, error) {
	in, err := tidied(Intake{Applicant: a})
	if err != nil {
		return hall.Person{}, err
	}
	return (&plan{in: in}).applicant(s.Today())
}

// PackBag (收取材料) puts papers into the bag of the agent signed in. What is only looked at and given
// back at once (核验退还) is named in shown. An original identity card, a bank card or a password is refused.
func (s *Session) PackBag(ctx context.Context, key string, papers []hall.Material, shown []string) (*bag.Bag, error) {
	papers, err := tidyMaterials(papers)
	if err != nil {
		return nil, err
	}
	if shown, err = tidyItems(shown); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(Tx, *bag.Bag) ([]hall.Body, error) {
		by := bag.HandInBy(cal, s.Now())
		return []hall.Body{bag.Packing{By: s.staff.ID, Papers: papers, Shown: shown, HandInBy: &by}}, nil
	})
}

// SealBag (封袋) closes the bag under the code of a seal; an empty code is the bag's own number, which
// its QR label shows.
func (s *Session) SealBag(ctx context.Context, key, code string) (*bag.Bag, error) {
	if err := tidy("封条号", &code, mostCode); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		if code == "" {
			code = string(b.No)
		}
		return []hall.Body{bag.Sealing{Code: code}}, s.has(b)
	})
}

// OpenSealedBag (例外开袋) opens a sealed bag on the way, before witnesses other than who opens it.
func (s *Session) OpenSealedBag(ctx context.Context, key, reason string, witnesses []string) (*bag.Bag, error) {
	if err := tidy("开袋的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	witnesses, err := tidyItems(witnesses)
	if err != nil {
		return nil, err
	}
	for _, w := range witnesses {
		if w == s.staff.ID || w == s.staff.Name {
			return nil, hall.Refuse("见证人不能是开袋的人自己", "请另一个人在场")
		}
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		return []hall.Body{bag.Unsealing{Reason: reason, Witnesses: witnesses}}, s.has(b)
	})
}

// LinkBag (关联办件) says which case the errand is for.
func (s *Session) LinkBag(ctx context.Context, key, caseKey string) (*bag.Bag, error) {
	return s.onBag(ctx, key, RightBag, func(tx Tx, b *bag.Bag) ([]hall.Body, error) {
		c, err := s.proxyCase(ctx, tx, caseKey)
		if err != nil {
			return nil, err
		}
		if c.Rules.Code != b.Errand.Matter.Code {
			return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 是为另一个事项开的", b.No.Spoken()), "请核对办件编号")
		}
		return []hall.Body{bag.Link{Case: c.ID}}, nil
	})
}

// CloseBag (了结) ends the errand; without a return of the papers it says why.
func (s *Session) CloseBag(ctx context.Context, key, why string) (*bag.Bag, error) {
	if err := tidy("了结的原因", &why, mostReason); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(Tx, *bag.Bag) ([]hall.Body, error) {
		return []hall.Body{bag.Closing{Why: why}}, nil
	})
}
