package desk

import (
	"cmp"
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/pad"
)

// ReservePad (停电应急本) takes case numbers of today out of this device's series, for slips that
// are printed now and used when power or network fail. slips 0 means pad.Slips.
func (s *Session) ReservePad(ctx context.Context, slips int) (*pad.Pad, error) {
	if err := s.need(RightPad); err != nil {
		return nil, err
	}
	slips = cmp.Or(slips, pad.Slips)
	if slips < 0 || slips > pad.MostSlips { // before numbers are taken one by one
		return nil, (pad.Reserving{}).Complete()
	}
	office, err := s.parts.Register.Office(ctx)
	if err != nil {
		return nil, err
	}
	day := s.Today()
	return openRecord[pad.Pad](ctx, s, pad.Letter, time.Time{}, func(tx Tx, no hall.RecordNo) (hall.Body, error) {
		b := pad.Reserving{No: no, Hall: office.Code, Day: day}
		for range slips {
			n, err := tx.Next(ctx, "case", day)
			if err != nil {
				return nil, err
			}
			b.Numbers = append(b.Numbers, hall.NewCaseNo(office.Code, day, office.Device, n))
		}
		return b, nil
	})
}

// VoidSlips (作废应急单) voids slips that will not be used: those named by full or spoken number,
// or all unused ones of the pad. All or none.
func (s *Session) VoidSlips(ctx context.Context, key, reason string, numbers ...string) (*pad.Pad, error) {
	if err := s.need(RightPad); err != nil {
		return nil, err
	}
	if err := tidy("作废的理由", &reason, mostReason); err != nil {
		return nil, err
	}
	var after *pad.Pad
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		p, err := record[pad.Pad](ctx, tx, key)
		if err != nil {
			return err
		}
		if err := s.needOn(RightPad, p.By); err != nil {
			return err
		}
		which, err := slipsNamed(ctx, tx, p, numbers)
		if err != nil {
			return err
		}
		for _, no := range which {
			if err := s.append(ctx, tx, p.ID, time.Time{}, pad.Voiding{Number: no, Reason: reason}); err != nil {
				return err
			}
		}
		after, err = record[pad.Pad](ctx, tx, p.ID)
		return err
	})
	return after, err
}

func slipsNamed(ctx context.Context, tx Tx, p *pad.Pad, numbers []string) ([]hall.CaseNo, error) {
	if len(numbers) == 0 {
		unused := p.Unused()
		if len(unused) == 0 {
			return nil, hall.Forbid("应急本 "+p.No.Spoken()+" 没有空白的了", "不用再作废")
		}
		return unused, nil
	}
	out := make([]hall.CaseNo, 0, len(numbers))
	for _, text := range numbers {
		_, no, err := slipOf(ctx, tx, text)
		if err != nil {
			return nil, err
		}
		out = append(out, no) // one of another pad does not fit this one
	}
	return out, nil
}

// Pad by id, full or spoken number.
func (s *Session) Pad(ctx context.Context, key string) (*pad.Pad, error) {
	if err := s.need(RightPadRead); err != nil {
		return nil, err
	}
	p, err := record[pad.Pad](ctx, s.parts.Records, key)
	if err != nil {
		return nil, err
	}
	return p, s.needOn(RightPadRead, p.By)
}

// Pads with unused slips, or all of them, oldest first; an agent's own for an agent.
func (s *Session) Pads(ctx context.Context, all bool) ([]*pad.Pad, error) {
	if err := s.need(RightPadRead); err != nil {
		return nil, err
	}
	return records[pad.Pad](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: !all, Owner: s.own(RightPadRead)})
}
