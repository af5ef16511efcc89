package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
)

// errNoPlace is behind every refusal that another slot would cure.
var errNoPlace = errors.New("no place")

func noPlace(say, next string) error {
	return &hall.Error{Kind: hall.Invalid, Say: say, Next: next, Err: errNoPlace}
}

// ahead refuses a day that is over.
func (s *Session) ahead(day hall.Date) error {
	if day.Before(s.Today()) {
		return hall.Refuse("不能预约过去的日子", "请选今天或以后的工作日")
	}
	return nil
}

// pick chooses the counter for a booking that begins at a time: of those that do the services
// the one with most places left. It counts inside the act, so that two windows of one device
// never sell the same place twice.
func (s *Session) pick(ctx context.Context, tx Tx, r request, start string) (offer, error) {
	all, err := s.offers(ctx, tx, r)
	if err != nil {
		return offer{}, err
	}
	here := slices.DeleteFunc(slices.Clone(all), func(o offer) bool { return o.run.Slot().Start != start })
	if len(here) == 0 {
		return offer{}, s.noSuchSlot(ctx, tx, r, start, all)
	}
	here = slices.DeleteFunc(here, func(o offer) bool { return !o.run.Slot().Ends().After(s.Now()) })
	if len(here) == 0 {
		return offer{}, noPlace("这个时段已经过去", "请选后面的时段")
	}
	best, most := here[0], 0
	for _, o := range here {
		left, err := o.run.Left(r.device, func(q hall.PlaceQuery) (int, error) {
			q.Except = r.except
			return tx.Taken(ctx, q)
		})
		if err != nil {
			return offer{}, err
		}
		if left > most {
			best, most = o, left
		}
	}
	if most == 0 {
		return offer{}, noPlace(fmt.Sprintf("%s %s 的号已经约满", r.Day.HanShort(), start), "请选别的时段（appoint slots 可看余号）")
	}
	return best, nil
}

// noSuchSlot says why nothing can begin at a time.
func (s *Session) noSuchSlot(ctx context.Context, tx Tx, r request, start string, all []offer) error {
	if !s.works(ctx, r.Day) && len(all) == 0 {
		return noPlace(fmt.Sprintf("%s（%s）不上班，不能预约", r.Day.Han(), r.Day.WeekdayHan()), "请选一个工作日")
	}
	single := r
	single.matters = nil
	one, err := s.offers(ctx, tx, single)
	if err != nil {
		return err
	}
	switch {
	case len(one) == 0:
		return noPlace(fmt.Sprintf("%s（%s）没有窗口接受预约", r.Day.Han(), r.Day.WeekdayHan()), "请选别的日子")
	case slices.ContainsFunc(one, func(o offer) bool { return o.run.Slot().Start == start }):
		return noPlace(fmt.Sprintf("%s起连不够要办的这些事的时间", start), "请选早些的时段，或分开预约")
	}
	first := one[0].run.Slot()
	return hall.Refuse("没有这个时段", fmt.Sprintf("当天第一个时段是 %s，每 %d 分钟一个", first.Start, first.Minutes))
}

const (
	mostAlternatives = 3
	searchDays       = 14 // calendar days looked through for free slots
)

// elsewhere names the next free slots in a refusal that another slot would cure.
func (s *Session) elsewhere(ctx context.Context, refused error, r request, start string) error {
	var e *hall.Error
	if !errors.Is(refused, errNoPlace) || !errors.As(refused, &e) {
		return refused
	}
	free, err := s.free(ctx, r, start)
	if err != nil || len(free) == 0 {
		return refused // the refusal is true without them
	}
	return &hall.Error{Kind: e.Kind, Say: e.Say, Next: "还空着的：" + strings.Join(free, "、"), Err: refused}
}

// free are the next free slots after a time, in the order of time.
func (s *Session) free(ctx context.Context, r request, after string) ([]string, error) {
	var out []string
	for range searchDays {
		states, err := s.states(ctx, r)
		if err != nil {
			return out, err
		}
		for _, st := range states {
			said := st.Slot.Day.HanShort() + " " + st.Slot.Start
			if st.Left == 0 || st.Slot.Start <= after || !st.Slot.Ends().After(s.Now()) || slices.Contains(out, said) {
				continue
			}
			if out = append(out, said); len(out) == mostAlternatives {
				return out, nil
			}
		}
		r.Day, after = r.Day.AddDays(1), ""
	}
	return out, nil
}
