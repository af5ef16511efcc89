package desk

import (
	"context"
	"slices"
	"time"

	"bianmin/hall"
	"bianmin/hall/bulletin"
	"bianmin/hall/inquiry"
	"bianmin/hall/watch"
)

// figures counts a month for its bulletin: the same figures as the monthly report, as of now,
// and the cards.
func (s *Session) figures(ctx context.Context, month bulletin.Month) (bulletin.Figures, error) {
	var f bulletin.Figures
	if _, err := bulletin.ParseMonth(string(month)); err != nil {
		return f, err
	}
	for basis, take := range map[hall.FigureBasis]func(hall.FigureRow){
		hall.ByReceived: func(r hall.FigureRow) { f.Received, f.Open, f.Overdue = r.Received, r.Open, r.Overdue },
		hall.ByEnded:    func(r hall.FigureRow) { f.Completed, f.OnTime, f.Late = r.Completed(), r.Early+r.OnTime, r.Late },
	} {
		q := s.asOfNow(hall.FigureQuery{Basis: basis, By: hall.DimTotal, From: month.First(), To: month.Last()})
		rows, err := s.parts.Registers.Figures(ctx, q)
		if err != nil {
			return f, err
		}
		take(total(rows))
	}
	asked, err := records[inquiry.Inquiry](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: true})
	if err != nil {
		return f, err
	}
	f.Inquiries = len(asked)
	return f, s.countCards(ctx, month, &f)
}

func (s *Session) countCards(ctx context.Context, month bulletin.Month, f *bulletin.Figures) error {
	cards, err := s.cards(ctx, CardFilter{Month: month})
	if err != nil {
		return err
	}
	for _, c := range cards {
		f.Add(c.Level, string(c.State))
	}
	open, err := s.cards(ctx, CardFilter{OpenOnly: true})
	if err != nil {
		return err
	}
	for _, c := range open {
		if c.State == watch.Raised {
			f.Unanswered++
		} else {
			f.Unjudged++
		}
	}
	return nil
}

// MakeBulletin (拟通报) freezes the figures of a month beside praise and blame. A draft is made
// again; a published bulletin is not.
func (s *Session) MakeBulletin(ctx context.Context, month bulletin.Month, praise, blame []string) (*bulletin.Bulletin, error) {
	if err := s.need(RightBulletinMake); err != nil {
		return nil, err
	}
	figures, err := s.figures(ctx, month)
	if err != nil {
		return nil, err
	}
	for _, lines := range []*[]string{&praise, &blame} {
		if *lines, err = tidyLines(*lines); err != nil {
			return nil, err
		}
	}
	id := bulletin.SubjectOf(s.office.Code, month)
	var after *bulletin.Bulletin
	err = s.parts.Store.Act(ctx, func(tx Tx) error {
		have, err := record[bulletin.Bulletin](ctx, tx, id)
		body := bulletin.Making{Hall: s.office.Code, Month: month, Figures: figures, Praise: praise, Blame: blame}
		switch {
		case err == nil:
			body.No = have.No
		case hall.KindOf(err) == hall.NotFound:
			if body.No, err = s.recordNo(ctx, tx, bulletin.Letter, s.Today()); err != nil {
				return err
			}
		default:
			return err
		}
		if err := s.append(ctx, tx, id, time.Time{}, body); err != nil {
			return err
		}
		after, err = record[bulletin.Bulletin](ctx, tx, id)
		return err
	})
	return after, err
}

func tidyLines(lines []string) ([]string, error) {
	out := slices.Clone(lines)
	for i := range out {
		if err := tidy("通报的一条", &out[i], mostReason); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PublishBulletin (发通报) publishes the bulletin of a month that is over.
func (s *Session) PublishBulletin(ctx context.Context, month bulletin.Month) (*bulletin.Bulletin, error) {
	if err := s.need(RightBulletinIssued); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, bulletin.SubjectOf(s.office.Code, month), func(Tx, *bulletin.Bulletin) (hall.Body, error) {
		return bulletin.Publication{On: s.Today()}, nil
	})
}

// Bulletin of a month (2026-11), or by id, full or spoken number. Who neither makes
// bulletins nor reads the register sees published ones.
func (s *Session) Bulletin(ctx context.Context, key string) (*bulletin.Bulletin, error) {
	if err := s.need(RightBulletinRead); err != nil {
		return nil, err
	}
	if month, err := bulletin.ParseMonth(key); err == nil {
		key = bulletin.SubjectOf(s.office.Code, month)
	}
	b, err := record[bulletin.Bulletin](ctx, s.parts.Records, key)
	switch {
	case hall.KindOf(err) == hall.NotFound:
		return nil, hall.Missing("没有这个月的通报", "请先拟通报（bulletin make）")
	case err != nil:
		return nil, err
	case b.State == bulletin.Draft && !s.Can(RightBulletinMake) && !s.Can(RightAccountRead):
		return nil, hall.Missing("这个月的通报还没有发", "发了以后就能看")
	}
	return b, nil
}
