package main

import (
	"time"

	"bianmin/hall"
	"bianmin/hall/closing"
	"bianmin/hall/workday"
	"bianmin/internal/workload"
)

type workloadCmd struct {
	Cases int    `required:"" help:"多少件" placeholder:"N"`
	Seed  uint64 `help:"同一个数得到同一段历史" default:"1"`
	From  string `help:"从哪一天，默认今年第一天" placeholder:"2026-01-01"`
	To    string `help:"到哪一天，默认昨天；同一天就只有一天" placeholder:"2026-12-31"`
}

// Help gives an example.
func (workloadCmd) Help() string {
	return "在新建的示例大厅里演练一个乡镇的一段日子：六个窗口、十二个村，收件、补正、受理、办结、送达。\n例：bianminctl --data Y init --hall 431322112000 --name 示例 --demo && bianminctl --data Y workload --cases 9000 --from 2026-01-01 --to 2026-12-31"
}

type countJSON struct {
	Month    string         `json:"month"`
	Received workload.Count `json:"received"`
	Ended    workload.Count `json:"ended"`
}

// Run lets a township live in the data directory.
func (c workloadCmd) Run(e *env) error {
	today := hall.DayOf(e.clock())
	from, to := workday.DateOf(today.Year(), time.January, 1), today.AddDays(-1)
	var err error
	if c.From != "" {
		if from, err = readDay(c.From); err != nil {
			return err
		}
	}
	if c.To != "" {
		if to, err = readDay(c.To); err != nil {
			return err
		}
	}
	if c.Cases < 1 || c.Cases > 1_000_000 {
		return hall.Refuse("件数应在 1 到 1000000 之间", "例如 --cases 9000")
	}
	if to.Before(from) {
		return hall.Refuse("演练的起止日期不对", "起始日期不能晚于截止日期")
	}
	month := ""
	lived, err := workload.Run(e.ctx, e.cli.Data, workload.Options{
		Cases: c.Cases, Seed: c.Seed, From: from, To: to,
		Progress: func(day hall.Date, done int) {
			if now := day.String()[:7]; now != month {
				month = now
				e.say("%s  已收 %d 件", month, done)
			}
		},
	})
	if err != nil {
		return err
	}
	months := []countJSON{}
	for first := from.AddDays(1 - from.Day()); !first.After(to); {
		_, last, err := closing.Span(first.String()[:7])
		if err != nil {
			return err
		}
		now := lived.Clock.Now()
		months = append(months, countJSON{
			Month: first.String()[:7], Received: lived.Book.Count(hall.ByReceived, first, last, now, nil),
			Ended: lived.Book.Count(hall.ByEnded, first, last, now, nil),
		})
		first = last.AddDays(1)
	}
	if e.cli.JSON {
		return e.emit(map[string]any{
			"ok": true, "cases": lived.Book.Cases(), "acts": lived.Book.Acts, "from": from.String(), "to": to.String(), "seed": c.Seed, "months": months,
		})
	}
	e.say("演练完成：%d 件，%d 步，%s 至 %s", lived.Book.Cases(), lived.Book.Acts, from, to)
	return nil
}
