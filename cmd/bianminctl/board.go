package main

import (
	"slices"
	"strings"

	"bianmin/desk"
)

type boardCmd struct{}

// Help gives an example.
func (boardCmd) Help() string {
	return "例：bianminctl board\n每个没了结的资料袋在哪一步、在谁手里、本段还剩几个工作日；代办员看自己的。"
}

// Run shows the custody board.
func (boardCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		board, err := s.CustodyBoard(e.ctx)
		if err != nil {
			return err
		}
		stages := []map[string]any{}
		for _, stage := range board.Stages {
			if !e.cli.JSON {
				e.say("%s  %d 袋", stage.Stage, len(stage.Bags))
			}
			bags := []map[string]any{}
			for _, x := range stage.Bags {
				if !e.cli.JSON {
					e.sayBoardBag(x)
				}
				out := bagJSON(x.Bag, x.Standing)
				out["loss"] = x.Bag.HasLoss()
				bags = append(bags, out)
			}
			stages = append(stages, map[string]any{"stage": stage.Stage, "bags": bags})
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "day": board.Day.String(), "stages": stages})
		}
		return nil
	})
}

func (e *env) sayBoardBag(x desk.BoardBag) {
	words := []string{string(x.Bag.No), x.Holder, x.Bag.Errand.Matter.Name}
	if x.Standing.Due != nil {
		words = append(words, leftWords(x.Standing.Left), x.Standing.Card.Han())
	}
	if x.Bag.HasLoss() {
		words = append(words, "有遗失没处理完")
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	e.say("  %s", strings.Join(words, "  "))
}
