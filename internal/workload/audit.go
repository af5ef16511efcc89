package workload

import (
	"context"
	"errors"
	"fmt"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/internal/station"
)

// Reporter is told what is wrong: a *testing.T.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Context() context.Context
}

// Audit compares the registers of a hall with the book of the township that lived in it:
// every month by received and by ended, by every breakdown the book knows, and the closed
// months as they were closed. It also verifies the file.
func Audit(t Reporter, dir string, l Lived) {
	t.Helper()
	ctx := t.Context()
	st, err := station.Open(ctx, station.Options{Dir: dir, Clock: l.Clock.Now})
	if err != nil {
		t.Errorf("open: %v", err)
		return
	}
	problems, err := audit(ctx, st, l)
	for _, p := range problems {
		t.Errorf("%s", p)
	}
	if err := errors.Join(err, st.Close()); err != nil {
		t.Errorf("audit: %v", err)
	}
}

func audit(ctx context.Context, st *station.Station, l Lived) (problems []string, err error) {
	v, err := st.DB.Verify(ctx)
	if err != nil {
		return nil, err
	}
	problems = append(problems, v.Problems...)
	for first := l.From.AddDays(-l.From.Day() + 1); !first.After(l.To); {
		_, last, err := closing.Span(first.String()[:7])
		if err != nil {
			return nil, err
		}
		found, err := auditMonth(ctx, st, l, first, last)
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
		first = last.AddDays(1)
	}
	return problems, nil
}

type pick = func(matter, village, counter string, mode hall.ServiceMode) bool

func auditMonth(ctx context.Context, st *station.Station, l Lived, first, last hall.Date) (problems []string, err error) {
	s, err := st.Desk.SignIn(ctx, "liu")
	if err != nil {
		return nil, err
	}
	closed, err := s.Closing(ctx, first.String()[:7])
	if err != nil {
		return nil, err
	}
	for _, basis := range []hall.FigureBasis{hall.ByReceived, hall.ByEnded} {
		for by, only := range map[hall.FigureDimension]func(key string) pick{
			hall.DimTotal:   func(string) pick { return nil },
			hall.DimMatter:  func(key string) pick { return func(m, _, _ string, _ hall.ServiceMode) bool { return m == key } },
			hall.DimVillage: func(key string) pick { return func(_, v, _ string, _ hall.ServiceMode) bool { return v == key } },
			hall.DimCounter: func(key string) pick { return func(_, _, c string, _ hall.ServiceMode) bool { return c == key } },
			hall.DimMode: func(key string) pick {
				return func(_, _, _ string, m hall.ServiceMode) bool { return string(m) == key }
			},
		} {
			rows, err := s.Figures(ctx, hall.FigureQuery{Basis: basis, By: by, From: first, To: last})
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				want := l.Book.Count(basis, first, last, l.Clock.Now(), only(r.Key))
				if have := countOf(r); have != want {
					problems = append(problems, fmt.Sprintf("%s %s %s %q: register %+v, township %+v", first, basis, by, r.Key, have, want))
				}
			}
		}
		if closed == nil {
			continue
		}
		want := l.Book.Count(basis, first, last, closed.CutOff, nil)
		if have := countOf(closed.Of(basis)); have != want {
			problems = append(problems, fmt.Sprintf("%s %s: closed with %+v, township %+v", first, basis, have, want))
		}
	}
	return problems, nil
}

func countOf(r hall.FigureRow) Count {
	return Count{Received: r.Received, Early: r.Early, OnTime: r.OnTime, Late: r.Late, Other: r.Other, Open: r.Open}
}
