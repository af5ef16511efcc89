package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/fee"
	"bianmin/hall/visit"
)

// FeeLine is a fee as typed. Item is the code on the fee list; what it leaves empty comes from
// there. An empty case means the visit as a whole.
type FeeLine struct {
	Case      string
	Item      string
	Name      string
	Basis     string
	AmountFen int64
}

// BillVisit (开缴费通知) writes the one fee slip of a visit. No lines means that nothing is
// charged. Money without a basis is refused, and so is what the fee list does not have.
func (s *Session) BillVisit(ctx context.Context, visitKey string, typed []FeeLine) (*fee.Slip, error) {
	if err := s.need(RightFee); err != nil {
		return nil, err
	}
	for i := range typed {
		if err := tidyFee(&typed[i]); err != nil {
			return nil, err
		}
	}
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	var after *fee.Slip
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		v, err := record[visit.Visit](ctx, tx, visitKey)
		if err != nil {
			return err
		}
		b := fee.Bill{Hall: s.office.Code, Day: s.Today(), Visit: v.ID}
		if b.Lines, err = s.feeLines(ctx, tx, v, typed); err != nil {
			return err
		}
		instead, err := voidedSlip(ctx, tx, v)
		if err != nil {
			return err
		}
		if b.No, err = s.recordNo(ctx, tx, fee.Letter, b.Day); err != nil {
			return err
		}
		if err := s.append(ctx, tx, v.ID, time.Time{}, visit.Billing{Slip: id, No: b.No, InPlace: instead}); err != nil {
			return err
		}
		if err := s.append(ctx, tx, id, time.Time{}, b); err != nil {
			return err
		}
		after, err = record[fee.Slip](ctx, tx, id)
		return err
	})
	return after, err
}

// voidedSlip is the id of the visit's slip when that was voided, so that another may follow.
func voidedSlip(ctx context.Context, tx Tx, v *visit.Visit) (string, error) {
	if v.Fee == "" {
		return "", nil
	}
	slip, err := record[fee.Slip](ctx, tx, v.Fee)
	if err != nil || slip.State != fee.Voided {
		return "", err
	}
	return slip.ID, nil
}

func (s *Session) feeLines(ctx context.Context, tx Tx, v *visit.Visit, typed []FeeLine) ([]fee.Line, error) {
	list, err := s.feeRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := make([]fee.Line, 0, len(typed))
	for _, t := range typed {
		l := fee.Line{Item: t.Item, Name: cmp.Or(t.Name, t.Item), Basis: t.Basis, AmountFen: t.AmountFen}
		if t.Case != "" {
			c, err := tx.Case(ctx, t.Case)
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(v.Cases, func(x visit.CaseOf) bool { return x.Case == c.ID }) {
				return nil, hall.Refuse(fmt.Sprintf("办件 %s 不是这次来访的", c.No.Spoken()), "请核对来访号和办件编号")
			}
			l.Case = c.ID
		}
		if len(list) > 0 {
			if err := onFeeList(list, &l, t.Name); err != nil {
				return nil, err
			}
		}
		if err := l.Founded(); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// onFeeList refuses a line the list does not have, and fills in what the list says.
func onFeeList(list []FeeRow, l *fee.Line, typedName string) error {
	i := slices.IndexFunc(list, func(r FeeRow) bool { return r.Item.Code == l.Item })
	if i < 0 {
		return hall.Forbid(fmt.Sprintf("收费清单上没有「%s」，不能收", l.Item), "清单见 fee list；要新收的，请主任先列入清单")
	}
	item := list[i].Item
	l.Name, l.Basis = cmp.Or(typedName, item.Name), cmp.Or(l.Basis, item.Basis)
	if err := item.Allows(l.AmountFen); err != nil {
		return err
	}
	if l.AmountFen > 0 && (item.AmountFen == 0 || l.AmountFen%item.AmountFen != 0) {
		return hall.Forbid(fmt.Sprintf("「%s」的标准是 %s，收的不是它的整数倍", item.Code, fee.Yuan(item.AmountFen)), "请按清单上的标准收")
	}
	return nil
}

// PayFee (缴费) says that a slip was paid, with the number of the receipt given.
func (s *Session) PayFee(ctx context.Context, key, how, receipt string) (*fee.Slip, error) {
	if err := s.need(RightFee); err != nil {
		return nil, err
	}
	if err := tidy("票据号", &receipt, mostCode); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *fee.Slip) (hall.Body, error) {
		return fee.Payment{How: cmp.Or(how, fee.Ways()[0]), Receipt: receipt}, nil
	})
}

// WaiveFee (减免) lets the applicant off, with a reason.
func (s *Session) WaiveFee(ctx context.Context, key, reason string) (*fee.Slip, error) {
	if err := s.need(RightFeeWaive); err != nil {
		return nil, err
	}
	if err := tidy("减免的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *fee.Slip) (hall.Body, error) { return fee.Waiver{Reason: reason}, nil })
}

// VoidFee (作废) takes a slip out that was written wrongly; the visit may get another.
func (s *Session) VoidFee(ctx context.Context, key, reason string) (*fee.Slip, error) {
	if err := s.need(RightFeeWaive); err != nil {
		return nil, err
	}
	if err := tidy("作废的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *fee.Slip) (hall.Body, error) { return fee.Voiding{Reason: reason}, nil })
}

// FeeSlip by id, full or spoken number.
func (s *Session) FeeSlip(ctx context.Context, key string) (*fee.Slip, error) {
	if err := s.need(RightFeeRead); err != nil {
		return nil, err
	}
	return record[fee.Slip](ctx, s.parts.Records, key)
}

// OwedFees are the slips not settled yet, oldest first.
func (s *Session) OwedFees(ctx context.Context) ([]*fee.Slip, error) {
	if err := s.need(RightFeeRead); err != nil {
		return nil, err
	}
	return records[fee.Slip](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true})
}

func tidyFee(l *FeeLine) error {
	for _, f := range []struct {
		what string
		text *string
		most int
	}{{"收费项目", &l.Item, mostCode}, {"收费名称", &l.Name, mostName}, {"收费依据", &l.Basis, mostReason}, {"办件编号", &l.Case, mostCode}} {
		if err := tidy(f.what, f.text, f.most); err != nil {
			return err
		}
	}
	if l.Item == "" {
		return hall.Refuse("没有写是哪个收费项目", "请写收费清单上的代码")
	}
	return nil
}
