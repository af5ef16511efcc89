package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
)

// OfferBag (提出交接) asks a colleague or a counter to take the bag; it stays with its holder until
// taken. Only the holder may.
func (s *Session) OfferBag(ctx context.Context, key string, to bag.Hand, purpose string) (*bag.Bag, error) {
	if err := tidy("交接的用途", &purpose, mostReason); err != nil {
		return nil, err
	}
	if err := s.knownHand(ctx, &to); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(tx Tx, b *bag.Bag) ([]hall.Body, error) {
		if err := s.has(b); err != nil {
			return nil, err
		}
		return []hall.Body{bag.Offer{To: to, Purpose: purpose}}, s.unlisted(ctx, tx, b)
	})
}

// knownHand is nil for a colleague, and for a counter whatever its name.
func (s *Session) knownHand(ctx context.Context, to *bag.Hand) error {
	if err := tidy("接收人", &to.Who, mostPlace); err != nil {
		return err
	}
	if to.At != bag.AtStaff || to.Who == "" {
		return nil // the body says what is wrong with it
	}
	_, err := s.colleague(ctx, to.Who)
	return err
}

// TakeBag (接收) is the acceptance of who the bag was offered to. A bag on a hand-over list is taken
// with its list.
func (s *Session) TakeBag(ctx context.Context, key string) (*bag.Bag, error) {
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		o := b.Custody.Offer
		if o == nil { // the body says that there is nothing to take
			return []hall.Body{bag.Taking{By: bag.OfStaff(s.staff.ID)}}, nil
		}
		if o.List != "" {
			return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 在一张交接清单上", b.No.Spoken()), "请按清单接收（trip receive）")
		}
		by, err := s.receiver(o.To)
		return []hall.Body{bag.Taking{By: by}}, err
	})
}

// KeepBag (交接未成) ends an offer without a taking: called back by the holder, or refused by who
// it was offered to. The bag stays where it is.
func (s *Session) KeepBag(ctx context.Context, key, reason string) (*bag.Bag, error) {
	if err := tidy("原因", &reason, mostReason); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		o := b.Custody.Offer
		if o != nil && o.List != "" {
			return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 在一张交接清单上", b.No.Spoken()), "请作废那张清单，或按清单接收")
		}
		if o != nil && s.has(b) != nil {
			if _, err := s.receiver(o.To); err != nil {
				return nil, err
			}
		}
		return []hall.Body{bag.Staying{Reason: reason}}, nil
	})
}

// AssignBag (主任指定) gives the errand to another agent without the first's hand-over, with a reason.
func (s *Session) AssignBag(ctx context.Context, key, to, reason string) (*bag.Bag, error) {
	if err := s.need(RightBagAssign); err != nil {
		return nil, err
	}
	if err := tidy("指定的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	if _, err := s.colleague(ctx, to); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBagAssign, func(Tx, *bag.Bag) ([]hall.Body, error) {
		return []hall.Body{bag.Assignment{To: to, Reason: reason}}, nil
	})
}

// HandIn (交窗口) puts the papers into a case. At a counter the clerk does it, which takes the bag too
// when it is offered to the counter or in the clerk's own hands. At a department outside (in.At) the
// agent does it, with its receipt. Case is an id or a number and may be empty when the bag has one;
// no papers means all that is inside.
func (s *Session) HandIn(ctx context.Context, key string, in bag.HandingIn) (*bag.Bag, error) {
	right := RightBagCounter
	if in.At.At == bag.AtOffice {
		right = RightBag
	}
	if err := s.need(right); err != nil {
		return nil, err
	}
	for what, text := range map[string]*string{"回执": &in.Receipt, "单位名称": &in.At.Who} {
		if err := tidy(what, text, mostName); err != nil {
			return nil, err
		}
	}
	var err error
	if in.Papers, err = tidyMaterials(in.Papers); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, right, func(tx Tx, b *bag.Bag) ([]hall.Body, error) {
		if in.Case == "" {
			in.Case = b.Errand.Case
		}
		if in.Case != "" {
			c, err := s.proxyCase(ctx, tx, in.Case)
			if err != nil {
				return nil, err
			}
			if c.Rules.Code != b.Errand.Matter.Code {
				return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 是为另一个事项开的", b.No.Spoken()), "请核对办件编号")
			}
			in.Case = c.ID
		}
		if len(in.Papers) == 0 {
			in.Papers = b.Papers.Inside
		}
		if in.At.At == bag.AtOffice {
			return []hall.Body{in}, s.has(b)
		}
		return s.atCounter(b, in), nil
	})
}

// atCounter is the handing in at the counter that has the bag, after what brings it to this one
// when none has.
func (s *Session) atCounter(b *bag.Bag, in bag.HandingIn) []hall.Body {
	if in.At = b.Custody.Holder; in.At.At == bag.AtWindow {
		return []hall.Body{in}
	}
	in.At = s.counter()
	taking := bag.Taking{By: in.At}
	if b.Custody.Offer == nil && b.Custody.Holder == bag.OfStaff(s.staff.ID) {
		return []hall.Body{bag.Offer{To: in.At}, taking, in}
	}
	return []hall.Body{taking, in}
}

// Fetch (取结果) takes the result, and what the counter gives back, into the bag of the agent signed
// in. There is no result before the case has come to one.
func (s *Session) Fetch(ctx context.Context, key string, results, back []hall.Material) (*bag.Bag, error) {
	results, err := tidyMaterials(results)
	if err != nil {
		return nil, err
	}
	if back, err = tidyMaterials(back); err != nil {
		return nil, err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(tx Tx, b *bag.Bag) ([]hall.Body, error) {
		if len(results) > 0 && b.Errand.Case != "" {
			c, err := tx.Case(ctx, b.Errand.Case)
			if err != nil {
				return nil, err
			}
			if c.State.Open() {
				return nil, hall.Forbid(fmt.Sprintf("办件 %s 还没有办结，没有结果可取", c.No.Spoken()), "只取退回的材料的，请只写退回的")
			}
		}
		by := bag.ReturnBy(cal, s.Now())
		return []hall.Body{bag.Fetching{By: s.staff.ID, Results: results, Back: back, ReturnBy: &by}}, nil
	})
}

// ReturnBag (交还) gives all that is in the bag back to the principal, who signs. No papers means
// all that is inside; To is 本人 and Signed 签名 when empty. Only the holder may.
func (s *Session) ReturnBag(ctx context.Context, key string, r bag.Returning) (*bag.Bag, error) {
	if err := tidy("见证人", &r.Witness, mostPlace); err != nil {
		return nil, err
	}
	var err error
	if r.Papers, err = tidyMaterials(r.Papers); err != nil {
		return nil, err
	}
	if r.To == "" {
		r.To = bag.Receivers()[0]
	}
	if r.Signed == "" {
		r.Signed = bag.Signature
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		if len(r.Papers) == 0 {
			r.Papers = b.Papers.Inside
		}
		if r.To != bag.Receivers()[0] && b.Errand.Principal.Contact == nil {
			return nil, hall.Forbid(fmt.Sprintf("资料袋 %s 的委托人没有登记联系人", b.No.Spoken()), "请交还给本人")
		}
		return []hall.Body{r}, s.has(b)
	})
}

// ReportLoss (遗失报告) says what is missing. Noticed zero is today; Whole means all that is inside.
func (s *Session) ReportLoss(ctx context.Context, key string, l bag.Losing) (*bag.Bag, error) {
	for what, text := range map[string]*string{"报告给谁": &l.Reported, "经过": &l.What} {
		if err := tidy(what, text, mostReason); err != nil {
			return nil, err
		}
	}
	if l.Noticed.IsZero() {
		l.Noticed = s.Today()
	}
	if l.Noticed.After(s.Today()) {
		return nil, hall.Refuse("发现遗失的日期在将来", "请核对日期")
	}
	var err error
	if l.Papers, err = tidyMaterials(l.Papers); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		if l.Whole && len(l.Papers) == 0 {
			l.Papers = b.Papers.Inside
		}
		return []hall.Body{l}, nil
	})
}

// FoundBag (找回) brings lost papers back. Loss 0 is the last report not settled; no papers means
// all that is missing.
func (s *Session) FoundBag(ctx context.Context, key string, f bag.Finding) (*bag.Bag, error) {
	if err := tidy("在哪里找回", &f.Where, mostReason); err != nil {
		return nil, err
	}
	var err error
	if f.Papers, err = tidyMaterials(f.Papers); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		if f.Loss == 0 {
			f.Loss = b.OpenLoss()
		}
		if f.Loss < 1 || f.Loss > len(b.Losses) {
			return nil, noLoss(b)
		}
		if len(f.Papers) == 0 {
			f.Papers = slices.Clone(b.Losses[f.Loss-1].Missing)
		}
		return []hall.Body{f}, nil
	})
}

// RemedyLoss (遗失补救) settles a loss otherwise. Loss 0 is the last report not settled.
func (s *Session) RemedyLoss(ctx context.Context, key string, loss int, how string) (*bag.Bag, error) {
	if err := tidy("补救的办法", &how, mostReason); err != nil {
		return nil, err
	}
	return s.onBag(ctx, key, RightBag, func(_ Tx, b *bag.Bag) ([]hall.Body, error) {
		n := loss
		if n == 0 {
			n = b.OpenLoss()
		}
		if n < 1 || n > len(b.Losses) {
			return nil, noLoss(b)
		}
		return []hall.Body{bag.Remedy{Loss: n, How: strings.TrimSpace(how)}}, nil
	})
}

func noLoss(b *bag.Bag) error {
	return hall.Missing(fmt.Sprintf("资料袋 %s 没有等处理的遗失", b.No.Spoken()), "请核对资料袋编号")
}
