package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/fee"
)

// FeeRow is a line of the fee list (收费清单).
type FeeRow struct {
	Item         fee.Item // of a matter's fee nobody listed yet, made from the catalogue
	Catalogue    bool     // stands only in the catalogue
	CatalogueFen int64    // what the catalogue says the matter costs; 0 for an item of no matter
	Stale        bool     // not reviewed for a year
}

// Differs reports whether list and catalogue name different amounts for the matter.
func (r FeeRow) Differs() bool { return r.Item.Matter != "" && r.CatalogueFen != r.Item.AmountFen }

// FeeListing is what is typed to put an item on the fee list, or to change it.
type FeeListing struct {
	Code      string
	Name      string
	Matter    string // catalogue code; empty for none
	Basis     string
	AmountFen int64
	Unit      string
}

// ListFee (列入收费清单) puts an item on the fee list, or changes it under its code.
func (s *Session) ListFee(ctx context.Context, f FeeListing) (*fee.Item, error) {
	if err := s.need(RightFeeList); err != nil {
		return nil, err
	}
	line := FeeLine{Item: f.Code, Name: f.Name, Basis: f.Basis}
	if err := tidyFee(&line); err != nil {
		return nil, err
	}
	if err := tidy("单位", &f.Unit, mostPlace); err != nil {
		return nil, err
	}
	if _, err := s.matterName(ctx, f.Matter); err != nil {
		return nil, err
	}
	b := fee.Listing{
		Hall: s.office.Code, Day: s.Today(), Code: line.Item, Name: line.Name, Matter: f.Matter,
		Basis: line.Basis, AmountFen: f.AmountFen, Unit: cmp.Or(f.Unit, "件"),
	}
	return s.onFeeItem(ctx, func(Tx) ([]hall.Body, string, error) { return []hall.Body{b}, b.Code, nil })
}

// MarkFee (收费清理) marks an item of the list: kept, cancelled, exempt, or lowered to an amount.
// A matter's fee that stands only in the catalogue is listed in the same act.
func (s *Session) MarkFee(ctx context.Context, code string, mark fee.Mark, amountFen int64, remark string) (*fee.Item, error) {
	if err := s.need(RightFeeList); err != nil {
		return nil, err
	}
	if err := tidy("清理说明", &remark, mostReason); err != nil {
		return nil, err
	}
	return s.onFeeItem(ctx, func(tx Tx) ([]hall.Body, string, error) {
		rows, err := s.feeRows(ctx, tx)
		if err != nil {
			return nil, "", err
		}
		i := slices.IndexFunc(rows, func(r FeeRow) bool { return r.Item.Code == code })
		if i < 0 {
			return nil, "", hall.Missing("清单上没有这个收费项目", "请先列入清单（fee add）")
		}
		review := fee.Reviewing{Mark: mark, Day: s.Today(), AmountFen: amountFen, Remark: remark}
		if !rows[i].Catalogue {
			return []hall.Body{review}, code, nil
		}
		it := rows[i].Item
		return []hall.Body{fee.Listing{
			Hall: s.office.Code, Day: s.Today(), Code: it.Code, Name: it.Name, Matter: it.Matter, Basis: it.Basis, AmountFen: it.AmountFen, Unit: it.Unit,
		}, review}, code, nil
	})
}

func (s *Session) onFeeItem(ctx context.Context, bodies func(Tx) ([]hall.Body, string, error)) (*fee.Item, error) {
	var after *fee.Item
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		list, code, err := bodies(tx)
		if err != nil {
			return err
		}
		id := fee.ItemID(s.office.Code, code)
		for _, b := range list {
			if err := s.append(ctx, tx, id, time.Time{}, b); err != nil {
				return err
			}
		}
		after, err = record[fee.Item](ctx, tx, id)
		return err
	})
	return after, err
}

// FeeList is the fee list by code: what was listed with its review marks, and the fees of the
// catalogue nobody listed yet. Stale rows wait for a review.
func (s *Session) FeeList(ctx context.Context) ([]FeeRow, error) {
	if err := s.need(RightFeeListRead); err != nil {
		return nil, err
	}
	return s.feeRows(ctx, s.parts.Records)
}

func (s *Session) feeRows(ctx context.Context, from Records) ([]FeeRow, error) {
	items, err := records[fee.Item](ctx, from, hall.RecordQuery{})
	if err != nil {
		return nil, err
	}
	matters, err := s.parts.Library.Matters(ctx)
	if err != nil {
		return nil, err
	}
	costs := map[string]int64{}
	rows := make([]FeeRow, 0, len(items))
	for _, m := range matters {
		costs[m.Code] = m.Guide.FeeFen
		listed := slices.ContainsFunc(items, func(i *fee.Item) bool { return i.Matter == m.Code || i.Code == m.Code })
		if m.Guide.FeeFen > 0 && !listed {
			item := fee.Item{Code: m.Code, Name: m.Name, Matter: m.Code, Basis: m.Guide.FeeNote, AmountFen: m.Guide.FeeFen, Unit: "件"}
			rows = append(rows, FeeRow{Item: item, Catalogue: true, CatalogueFen: m.Guide.FeeFen, Stale: true})
		}
	}
	for _, i := range items {
		rows = append(rows, FeeRow{Item: *i, CatalogueFen: costs[i.Matter], Stale: i.Stale(s.Today())})
	}
	slices.SortFunc(rows, func(a, b FeeRow) int { return cmp.Compare(a.Item.Code, b.Item.Code) })
	return rows, nil
}
