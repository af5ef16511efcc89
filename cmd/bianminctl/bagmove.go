package main

import (
	"fmt"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
)

type (
	bagOfferCmd struct {
		bagNo
		To      string `required:"" help:"工作人员编号，或 counter（任一窗口）、counter:2号窗口"`
		Purpose string `help:"做什么用"`
	}
	bagTakeCmd struct{ bagNo }
	bagKeepCmd struct {
		bagNo
		Reason string `required:"" help:"原因"`
	}
	bagAssignCmd struct {
		bagNo
		To     string `required:"" help:"工作人员编号" placeholder:"STAFF"`
		Reason string `required:"" help:"原因"`
	}
	bagHandInCmd struct {
		bagNo
		Case     string   `help:"办件编号；袋子已关联的可不写"`
		Material []string `help:"交的材料，不写是袋里全部；写成 名称:原件数:复印件数" sep:"none"`
		Office   string   `help:"交外单位：单位名称"`
		Receipt  string   `help:"外单位的回执（交外单位必填）"`
	}
	bagFetchCmd struct {
		bagNo
		Result []string `help:"取到的结果，写成 名称:原件数:复印件数" sep:"none"`
		Back   []string `help:"窗口退回的材料，写成 名称:原件数:复印件数" sep:"none"`
	}
	bagReturnCmd struct {
		bagNo
		To       string   `help:"本人、联系人" default:"本人"`
		Signed   string   `help:"怎么签收的：签名、手印、代签" default:"签名"`
		Witness  string   `help:"见证人姓名（代签必填）"`
		Material []string `help:"清点的材料，不写是袋里全部；写成 名称:原件数:复印件数" sep:"none"`
	}
	bagLostCmd struct {
		bagNo
		Material []string `help:"丢了的，写成 名称:原件数:复印件数" sep:"none"`
		Whole    bool     `help:"整袋遗失"`
		FromCase bool     `help:"丢的是已经交进办件的"`
		Noticed  string   `help:"哪天发现的，不写是今天" placeholder:"2026-11-23"`
		Reported string   `required:"" help:"报告给谁"`
		What     string   `required:"" help:"经过"`
	}
	bagFoundCmd struct {
		bagNo
		Loss     int      `help:"第几次报告，不写是最近没处理完的"`
		Material []string `help:"找回的，不写是全部；写成 名称:原件数:复印件数" sep:"none"`
		Where    string   `help:"在哪里找回"`
	}
	bagRemedyCmd struct {
		bagNo
		How  string `required:"" help:"怎么补救的"`
		Loss int    `help:"第几次报告，不写是最近没处理完的"`
	}
)

// Help gives an example.
func (bagOfferCmd) Help() string {
	return "例：bianminctl --as luo bag offer DA70001K --to counter --purpose 交高龄津贴材料"
}

// Help gives an example.
func (bagHandInCmd) Help() string {
	return `例：bianminctl bag hand-in DA70001K --case A70001K
    bianminctl --as luo bag hand-in DA70001K --case A70001K --office 县残联 --receipt 回执7号`
}

// Help gives an example.
func (bagFetchCmd) Help() string {
	return "例：bianminctl --as luo bag fetch DA70001K --result 补贴通知书:1:0 --back 户口簿:1:0"
}

// Help gives an example.
func (bagReturnCmd) Help() string {
	return "例：bianminctl --as luo bag return DA70001K --to 本人 --signed 手印"
}

// Help gives an example.
func (bagLostCmd) Help() string {
	return "例：bianminctl --as luo bag lost DA70001K --material 户口簿:0:1 --reported 中心主任和委托人 --what 路上被雨打湿，一张认不出来了"
}

// Run offers.
func (c bagOfferCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) {
		return s.OfferBag(e.ctx, c.No, bag.ReadHand(c.To), c.Purpose)
	})
}

// Run takes.
func (c bagTakeCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.TakeBag(e.ctx, c.No) })
}

// Run ends an offer.
func (c bagKeepCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.KeepBag(e.ctx, c.No, c.Reason) })
}

// Run assigns.
func (c bagAssignCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.AssignBag(e.ctx, c.No, c.To, c.Reason) })
}

// Run hands in.
func (c bagHandInCmd) Run(e *env) error {
	papers, err := readMaterials(c.Material)
	if err != nil {
		return err
	}
	in := bag.HandingIn{Case: c.Case, Papers: papers, Receipt: c.Receipt}
	if c.Office != "" {
		in.At = bag.OfOffice(c.Office)
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.HandIn(e.ctx, c.No, in) })
}

// Run fetches.
func (c bagFetchCmd) Run(e *env) error {
	results, err := readMaterials(c.Result)
	if err != nil {
		return err
	}
	back, err := readMaterials(c.Back)
	if err != nil {
		return err
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.Fetch(e.ctx, c.No, results, back) })
}

// Run returns.
func (c bagReturnCmd) Run(e *env) error {
	papers, err := readMaterials(c.Material)
	if err != nil {
		return err
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) {
		return s.ReturnBag(e.ctx, c.No, bag.Returning{To: c.To, Signed: c.Signed, Witness: c.Witness, Papers: papers})
	})
}

// Run reports a loss.
func (c bagLostCmd) Run(e *env) error {
	papers, err := readMaterials(c.Material)
	if err != nil {
		return err
	}
	loss := bag.Losing{Papers: papers, Whole: c.Whole, FromCase: c.FromCase, Reported: c.Reported, What: c.What}
	if c.Noticed != "" {
		if loss.Noticed, err = readDay(c.Noticed); err != nil {
			return err
		}
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.ReportLoss(e.ctx, c.No, loss) })
}

// Run writes down what was found.
func (c bagFoundCmd) Run(e *env) error {
	papers, err := readMaterials(c.Material)
	if err != nil {
		return err
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) {
		return s.FoundBag(e.ctx, c.No, bag.Finding{Loss: c.Loss, Papers: papers, Where: c.Where})
	})
}

// Run writes down how a loss was made good.
func (c bagRemedyCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.RemedyLoss(e.ctx, c.No, c.Loss, c.How) })
}

func (e *env) onBag(do func(*desk.Session) (*bag.Bag, error)) error {
	return e.onSession(func(s *desk.Session) error {
		b, err := do(s)
		if err != nil {
			return err
		}
		return e.showBag(s, b)
	})
}

func (e *env) showBag(s *desk.Session, b *bag.Bag) error {
	if err := e.reveal(s, b.Errand.Principal.ID); err != nil {
		return err
	}
	cal, err := s.Calendar(e.ctx)
	if err != nil {
		return err
	}
	standing, who := b.LegStanding(cal, s.Today()), e.person(b.Errand.Principal)
	if e.cli.JSON {
		out := bagJSON(b, standing)
		out["ok"], out["timeline"], out["principal"] = true, timeline(b.History), who
		return e.emit(out)
	}
	e.say("资料袋 %s（%s）  %s  %s", b.No, b.No.Spoken(), b.Errand.Matter.Name, b.State.Han())
	e.say("委托人 %s  %s  %s  %s", who.Name, who.ID, who.Phone, who.Village)
	e.say("在谁手里：%s  代办员：%s", s.HandName(e.ctx, b.Custody.Holder), s.StaffName(e.ctx, b.Errand.Agent))
	if o := b.Custody.Offer; o != nil {
		e.say("等 %s 接收", s.HandName(e.ctx, o.To))
	}
	e.say("袋里：%s", materialWords(b.Papers.Inside))
	if standing.Due != nil {
		e.say("%s", strings.TrimRight("本段期限 "+dueWords(standing.Due, cal, s.Today())+"  "+standing.Card.Han(), " "))
	}
	for i, l := range b.Losses {
		if !l.Settled() {
			e.say("遗失报告 %d 没有处理完：%s", i+1, materialWords(l.Missing))
		}
	}
	e.sayTimeline(s, b.History)
	return nil
}

func materialWords(list []hall.Material) string {
	if len(list) == 0 {
		return "空"
	}
	words := make([]string, len(list))
	for i, m := range list {
		words[i] = fmt.Sprintf("%s（原件%d 复印件%d）", m.Name, m.Original, m.Copy)
	}
	return strings.Join(words, "、")
}

func bagJSON(b *bag.Bag, standing hall.Standing) map[string]any {
	out := map[string]any{
		"bag": b.No, "spoken": b.No.Spoken(), "id": b.ID, "state": b.State, "holder": b.Custody.Holder.Key(), "offered": "", "list": "",
		"agent": b.Errand.Agent, "opener": b.Errand.Opener, "case": b.Errand.Case, "matter": b.Errand.Matter.Code,
		"handling": b.Errand.Handling, "day": b.Day.String(), "seal": b.Seal, "papers": b.Papers, "losses": append([]bag.Loss{}, b.Losses...),
		"due": nil, "left_workdays": nil, "card": standing.Card,
	}
	if o := b.Custody.Offer; o != nil {
		out["offered"], out["list"] = o.To.Key(), o.List
	}
	if standing.Due != nil {
		out["due"], out["left_workdays"] = standing.Due.Last.String(), standing.Left
	}
	return out
}
