package main

import (
	"strconv"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/fee"
)

type feeCmd struct {
	Bill  feeBillCmd  `cmd:"" help:"给一次来访开缴费通知（一票制）；没有 --line 就是不收费"`
	Pay   feePayCmd   `cmd:"" help:"记缴费"`
	Waive feeWaiveCmd `cmd:"" help:"减免"`
	Void  feeVoidCmd  `cmd:"" help:"作废写错的一张"`
	Show  feeShowCmd  `cmd:"" help:"看一张缴费通知"`
	List  feeListCmd  `cmd:"" help:"收费清单；--owed 看还没缴的通知"`
	Add   feeAddCmd   `cmd:"" help:"把一项列入收费清单，或改它"`
	Mark  feeMarkCmd  `cmd:"" help:"收费清理：保留、取消、免征、降低"`
}

type feeBillCmd struct {
	Visit string   `arg:"" help:"来访号"`
	Line  []string `help:"项目代码:金额（分）[:办件编号[:依据]]，可写多次" sep:"none" placeholder:"ITEM:FEN"`
}

type feeNo struct {
	No string `arg:"" help:"缴费通知编号"`
}

type feePayCmd struct {
	feeNo
	How     string `help:"现金、扫码、刷卡、转账" default:"现金"`
	Receipt string `required:"" help:"票据号"`
}

type feeReason struct {
	feeNo
	Reason string `required:"" help:"理由"`
}

type (
	feeWaiveCmd struct{ feeReason }
	feeVoidCmd  struct{ feeReason }
	feeShowCmd  struct{ feeNo }
)

type feeListCmd struct {
	Owed bool `help:"还没缴的缴费通知"`
}

type feeAddCmd struct {
	Code   string `arg:"" help:"项目代码"`
	Name   string `required:"" help:"名称"`
	Basis  string `help:"依据的文件和条款"`
	Fen    int64  `help:"标准，以分为单位"`
	Unit   string `help:"单位：件、证、平方米" default:"件"`
	Matter string `help:"事项代码"`
}

type feeMarkCmd struct {
	Code   string `arg:"" help:"项目代码"`
	Mark   string `arg:"" help:"保留、取消、免征、降低"`
	Fen    int64  `help:"降低后的标准，以分为单位"`
	Remark string `help:"说明"`
}

// Help gives an example.
func (feeBillCmd) Help() string {
	return "例：bianminctl fee bill L20261123-A70001K --line GBF:500:431322112000-20261123-A70001K\n没有依据的收费一律不收；清单不空时，只能收清单上有的。"
}

// Help gives an example.
func (feeMarkCmd) Help() string { return "例：bianminctl fee mark GBF 降低 --fen 300" }

// Run bills a visit.
func (c feeBillCmd) Run(e *env) error {
	lines := make([]desk.FeeLine, 0, len(c.Line))
	for _, text := range c.Line {
		l, err := feeLine(text)
		if err != nil {
			return err
		}
		lines = append(lines, l)
	}
	return e.onSlip(func(s *desk.Session) (*fee.Slip, error) { return s.BillVisit(e.ctx, c.Visit, lines) })
}

// feeLine reads ITEM:FEN[:CASE[:BASIS]].
func feeLine(text string) (desk.FeeLine, error) {
	parts := strings.SplitN(text, ":", 4)
	parts = append(parts, "", "")
	if len(parts) < 4 {
		return desk.FeeLine{}, hall.Refuse("--line 的写法不对", "应像 GBF:500 或 GBF:500:办件编号:依据，金额以分为单位")
	}
	fen, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return desk.FeeLine{}, hall.Refuse("--line 里的金额不是整数", "以分为单位，例如 5 元写 500")
	}
	return desk.FeeLine{Item: parts[0], AmountFen: fen, Case: parts[2], Basis: parts[3]}, nil
}

// Run pays.
func (c feePayCmd) Run(e *env) error {
	return e.onSlip(func(s *desk.Session) (*fee.Slip, error) { return s.PayFee(e.ctx, c.No, c.How, c.Receipt) })
}

// Run waives.
func (c feeWaiveCmd) Run(e *env) error {
	return e.onSlip(func(s *desk.Session) (*fee.Slip, error) { return s.WaiveFee(e.ctx, c.No, c.Reason) })
}

// Run voids.
func (c feeVoidCmd) Run(e *env) error {
	return e.onSlip(func(s *desk.Session) (*fee.Slip, error) { return s.VoidFee(e.ctx, c.No, c.Reason) })
}

// Run shows one.
func (c feeShowCmd) Run(e *env) error {
	return e.onSlip(func(s *desk.Session) (*fee.Slip, error) { return s.FeeSlip(e.ctx, c.No) })
}

// Run lists.
func (c feeListCmd) Run(e *env) error {
	if c.Owed {
		return e.onSession(e.listOwed)
	}
	return e.onSession(e.listFees)
}

// Run puts an item on the list.
func (c feeAddCmd) Run(e *env) error {
	return e.onFeeItem(func(s *desk.Session) (*fee.Item, error) {
		return s.ListFee(e.ctx, desk.FeeListing{
			Code: c.Code, Name: c.Name, Matter: c.Matter, Basis: c.Basis, AmountFen: c.Fen, Unit: c.Unit,
		})
	})
}

// Run marks an item.
func (c feeMarkCmd) Run(e *env) error {
	return e.onFeeItem(func(s *desk.Session) (*fee.Item, error) {
		return s.MarkFee(e.ctx, c.Code, fee.Mark(c.Mark), c.Fen, c.Remark)
	})
}

func (e *env) listOwed(s *desk.Session) error {
	list, err := s.OwedFees(e.ctx)
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, x := range list {
		if !e.cli.JSON {
			e.say("%s  %s  %s", x.No, fee.Yuan(x.TotalFen), x.State.Han())
		}
		out = append(out, slipJSON(x))
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "slips": out})
	}
	if len(list) == 0 {
		e.say("没有待缴的")
	}
	return nil
}

func (e *env) listFees(s *desk.Session) error {
	rows, err := s.FeeList(e.ctx)
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, r := range rows {
		if !e.cli.JSON {
			e.say("%s", feeRowText(r))
		}
		out = append(out, feeRowJSON(r))
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "items": out})
	}
	if len(rows) == 0 {
		e.say("收费清单是空的：本厅不收费")
	}
	return nil
}

func feeRowText(r desk.FeeRow) string {
	i := r.Item
	text := i.Code + "  " + i.Name + "  " + fee.Yuan(i.AmountFen) + "/" + i.Unit + "  依据：" + i.Basis + "  " + string(i.Review.Mark)
	if r.Catalogue {
		text += "  （目录里的收费，还没有列入清单）"
	}
	if r.Differs() {
		text += "  【与目录不同：目录 " + fee.Yuan(r.CatalogueFen) + "】"
	}
	if r.Stale {
		text += "  【超过一年没有清理】"
	}
	return text
}

func feeRowJSON(r desk.FeeRow) map[string]any {
	i := r.Item
	out := map[string]any{
		"item": i.Code, "name": i.Name, "matter": i.Matter, "basis": i.Basis, "amount_fen": i.AmountFen, "unit": i.Unit,
		"mark": i.Review.Mark, "reviewed": nil, "reviewer": i.Review.By, "stale": r.Stale, "catalogue_only": r.Catalogue, "differs": r.Differs(),
	}
	if !i.Review.Day.IsZero() {
		out["reviewed"] = i.Review.Day.String()
	}
	return out
}

func (e *env) onFeeItem(do func(*desk.Session) (*fee.Item, error)) error {
	return e.onSession(func(s *desk.Session) error {
		i, err := do(s)
		if err != nil {
			return err
		}
		row := desk.FeeRow{Item: *i, CatalogueFen: i.AmountFen, Stale: i.Stale(s.Today())}
		if e.cli.JSON {
			out := feeRowJSON(row)
			out["ok"] = true
			return e.emit(out)
		}
		e.say("%s", feeRowText(row))
		return nil
	})
}

func (e *env) onSlip(do func(*desk.Session) (*fee.Slip, error)) error {
	return e.onSession(func(s *desk.Session) error {
		x, err := do(s)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			out := slipJSON(x)
			out["ok"], out["timeline"] = true, timeline(x.History)
			return e.emit(out)
		}
		e.say("缴费通知 %s（%s）  %s  %s", x.No, x.No.Spoken(), fee.Yuan(x.TotalFen), x.State.Han())
		for _, l := range x.Lines {
			e.say("  %s  %s  依据：%s", l.Name, fee.Yuan(l.AmountFen), l.Basis)
		}
		return nil
	})
}

func slipJSON(x *fee.Slip) map[string]any {
	return map[string]any{
		"fee": x.No, "spoken": x.No.Spoken(), "id": x.ID, "state": x.State, "total_fen": x.TotalFen, "lines": append([]fee.Line{}, x.Lines...),
		"how": x.How, "receipt_no": x.Receipt, "reason": x.Reason, "no_basis": x.NoBasis, "visit": x.Visit,
	}
}
