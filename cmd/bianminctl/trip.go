package main

import (
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/trip"
)

type tripCmd struct {
	New     tripNewCmd     `cmd:"" help:"开一张交接清单，写上这一趟的全部资料袋"`
	Hand    tripHandCmd    `cmd:"" help:"交出人签交，清单上的袋子一起提出交接"`
	Receive tripReceiveCmd `cmd:"" help:"接收人逐袋答复，接收的一起转到手里"`
	Drop    tripDropCmd    `cmd:"" help:"清单作废，袋子不动"`
	Show    tripShowCmd    `cmd:"" help:"看一张清单"`
	List    tripListCmd    `cmd:"" help:"没办完的清单"`
}

type tripNo struct {
	No string `arg:"" help:"交接清单编号"`
}

type (
	tripNewCmd struct {
		Bags        []string `arg:"" help:"资料袋编号，可写多个"`
		To          string   `required:"" help:"工作人员编号，或 counter、counter:2号窗口"`
		FromCounter bool     `help:"由本窗口交出；不写是自己交出"`
	}
	tripHandCmd struct {
		tripNo
		Signed string `help:"怎么签的：签名、手印、代签" default:"签名"`
	}
	tripReceiveCmd struct {
		tripNo
		Refuse  []string `help:"不接收的，写成 资料袋编号=原因，可写多次" sep:"none"`
		Differs []string `help:"和清单不符的，写成 资料袋编号=哪里不符，可写多次" sep:"none"`
	}
	tripDropCmd struct {
		tripNo
		Why string `required:"" help:"原因"`
	}
	tripShowCmd struct{ tripNo }
	tripListCmd struct{}
)

// Help gives an example.
func (tripNewCmd) Help() string {
	return "例：bianminctl --as luo trip new DA70001K DA70002M --to counter"
}

// Help gives an example.
func (tripReceiveCmd) Help() string {
	return "例：bianminctl trip receive JA70001K --differs DA70002M=封条破了 --refuse DA70003X=不是本厅的事"
}

// Run draws the list up.
func (c tripNewCmd) Run(e *env) error {
	return e.onTrip(func(s *desk.Session) (*trip.Trip, error) {
		return s.ListTrip(e.ctx, desk.TripOrder{FromCounter: c.FromCounter, To: bag.ReadHand(c.To), Bags: c.Bags})
	})
}

// Run signs the list.
func (c tripHandCmd) Run(e *env) error {
	return e.onTrip(func(s *desk.Session) (*trip.Trip, error) { return s.HandTrip(e.ctx, c.No, c.Signed) })
}

// Run answers the list.
func (c tripReceiveCmd) Run(e *env) error {
	var not []trip.Reply
	for answer, texts := range map[trip.Answer][]string{trip.Refused: c.Refuse, trip.Differs: c.Differs} {
		for _, text := range texts {
			no, why, ok := strings.Cut(text, "=")
			if !ok {
				return hall.Refuse("不接收的要写原因", "写成 资料袋编号=原因")
			}
			not = append(not, trip.Reply{Bag: no, Answer: answer, Why: why})
		}
	}
	return e.onTrip(func(s *desk.Session) (*trip.Trip, error) { return s.ReceiveTrip(e.ctx, c.No, not) })
}

// Run gives the list up.
func (c tripDropCmd) Run(e *env) error {
	return e.onTrip(func(s *desk.Session) (*trip.Trip, error) { return s.DropTrip(e.ctx, c.No, c.Why) })
}

// Run shows one.
func (c tripShowCmd) Run(e *env) error {
	return e.onTrip(func(s *desk.Session) (*trip.Trip, error) { return s.Trip(e.ctx, c.No) })
}

// Run lists what is not over.
func (tripListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Trips(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, t := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %d 袋  %s → %s", t.No, t.State.Han(), len(t.Bags), s.HandName(e.ctx, t.From), s.HandName(e.ctx, t.To))
			}
			out = append(out, tripJSON(t))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "trips": out})
		}
		if len(list) == 0 {
			e.say("没有没办完的交接清单")
		}
		return nil
	})
}

func (e *env) onTrip(do func(*desk.Session) (*trip.Trip, error)) error {
	return e.onSession(func(s *desk.Session) error {
		t, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := tripJSON(t)
			out["ok"], out["timeline"] = true, timeline(t.History)
			return e.emit(out)
		}
		e.say("交接清单 %s（%s）  %s  %s → %s", t.No, t.No.Spoken(), t.State.Han(), s.HandName(e.ctx, t.From), s.HandName(e.ctx, t.To))
		for _, l := range t.Bags {
			e.say("%s", strings.TrimRight("  "+string(l.No)+"  "+materialWords(l.Papers)+"  "+l.Answer.Han()+"  "+l.Why, " "))
		}
		e.sayTimeline(s, t.History)
		return nil
	})
}

func tripJSON(t *trip.Trip) map[string]any {
	return map[string]any{
		"trip": t.No, "spoken": t.No.Spoken(), "id": t.ID, "state": t.State, "from": t.From.Key(), "to": t.To.Key(), "day": t.Day.String(),
		"bags": t.Bags, "signed": t.Signed, "why": t.Why,
	}
}
