package main

import (
	"fmt"
	"io"
	"strings"

	"bianmin/desk"
	"bianmin/hall/issued"
	"bianmin/hall/workday"
)

type (
	paperCmd struct {
		List    paperListCmd    `cmd:"" help:"一个办件或一条登记出具过的文书"`
		Show    paperShowCmd    `cmd:"" help:"看一份文书：编号、谁出具的、补打过几次、打印记录"`
		Scan    paperScanCmd    `cmd:"" help:"读收件凭证上的码：本机没有的办件也能看编号、事项、期限、欠交的材料"`
		Reprint paperReprintCmd `cmd:"" help:"补打：照第一次的内容、编号和日期"`
	}
	paperListCmd struct {
		Of string `arg:"" help:"办件编号，或登记的 id"`
	}
	paperNo struct {
		No string `arg:"" help:"文书编号，例如 431322112000-20261123-A70123K/011"`
	}
	paperShowCmd struct{ paperNo }
	paperScanCmd struct {
		Text string   `arg:"" help:"扫出来的文字；- 从标准输入读"`
		Key  []string `help:"别的设备的公钥，可写多次" sep:"none" placeholder:"KEY"`
	}
	paperReprintCmd struct {
		paperNo
		Out string `short:"o" required:"" help:"写到哪个 PDF 文件" placeholder:"FILE"`
	}
)

// Help gives an example.
func (paperReprintCmd) Help() string {
	return "例：bianminctl paper reprint 431322112000-20261123-A70123K/011 -o 补打.pdf"
}

// Run lists what went out.
func (c paperListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		id := c.Of
		if found, err := s.Case(e.ctx, c.Of); err == nil {
			id = found.ID
		}
		list, err := s.IssuedPapers(e.ctx, id)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, p := range list {
			out = append(out, issuedJSON(p))
			e.say("%s  %s  %s  %s%s", p.No, p.Kind.Han(), p.Day, s.StaffName(e.ctx, p.By), timesWords(p))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "papers": out})
		}
		if len(list) == 0 {
			e.say("没有出具过文书")
		}
		return nil
	})
}

func timesWords(p *issued.Paper) string {
	if p.Reprinted == 0 {
		return ""
	}
	return fmt.Sprintf("  补打 %d 次", p.Reprinted)
}

// Run shows one.
func (c paperShowCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		p, err := s.IssuedPaper(e.ctx, c.No)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := issuedJSON(p)
			out["ok"], out["timeline"] = true, timeline(p.History)
			return e.emit(out)
		}
		e.say("%s  %s  %s  %s 出具%s", p.No, p.Kind.Han(), p.Day.Han(), s.StaffName(e.ctx, p.By), timesWords(p))
		for _, r := range p.Runs {
			e.say("  %s  %s  %d 份  %s  %s", r.At.In(workday.Beijing()).Format("2006-01-02 15:04"), r.Printer, r.Copies, r.Outcome.Han(), r.Why)
		}
		e.sayTimeline(s, p.History)
		return nil
	})
}

func issuedJSON(p *issued.Paper) map[string]any {
	return map[string]any{
		"no": p.No, "id": p.ID, "kind": p.Kind, "subject": p.Subject, "day": p.Day.String(), "by": p.By, "digest": p.Digest,
		"version": p.Version, "reprinted": p.Reprinted, "runs": len(p.Runs),
	}
}

// Run prints it again.
func (c paperReprintCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		paper, err := s.Reprint(e.ctx, c.No)
		if err != nil {
			return err
		}
		if err := writeFile(c.Out, paper.PDF); err != nil {
			return err
		}
		if e.cli.JSON {
			if err := e.emit(paperJSON("", c.Out, paper)); err != nil {
				return err
			}
		} else {
			e.say("%s", paperWords(c.Out, paper))
		}
		return undrawn(paper.Missing)
	})
}

// Help gives an example.
func (paperScanCmd) Help() string {
	return "例：bianminctl paper scan - < 扫出来的文字.txt\n是本机出的凭证，核对签名；别的设备出的，给出它的公钥（--key）才核对。"
}

// maxScanned is more than any code holds, in bytes.
const maxScanned = 1 << 14

// Run reads the code of a slip.
func (c paperScanCmd) Run(e *env) error {
	text := c.Text
	if text == "-" {
		raw, err := io.ReadAll(io.LimitReader(e.stdin, maxScanned))
		if err != nil {
			return err
		}
		text = string(raw)
	}
	return e.onSession(func(s *desk.Session) error {
		got, err := s.Scan(e.ctx, text, c.Key...)
		if err != nil {
			return err
		}
		state, name := "", got.Head.Matter
		if m, err := s.Matter(e.ctx, got.Head.Matter); err == nil {
			name = m.Name
		}
		if got.Case != nil {
			state = string(got.Case.State)
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "case_no": got.Head.No, "id": got.Head.ID, "matter": got.Head.Matter, "due": got.Head.Due.String(),
				"owed": append([]string{}, got.Head.Owed...), "signed": got.Signed, "known": got.Case != nil, "state": state,
			})
		}
		e.say("%s  %s", got.Head.No, name)
		if !got.Head.Due.IsZero() {
			e.say("期限：%s前", got.Head.Due.Han())
		}
		if len(got.Head.Owed) > 0 {
			e.say("还要补：%s", strings.Join(got.Head.Owed, "、"))
		}
		e.say("%s", map[bool]string{true: "签名核对无误", false: "签名没有核对：没有出凭证那台设备的公钥"}[got.Signed])
		if got.Case == nil {
			e.say("本机没有这个办件")
		} else {
			e.say("本机：%s", got.Case.State.Han())
		}
		return nil
	})
}
