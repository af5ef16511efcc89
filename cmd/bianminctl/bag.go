package main

import (
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/ident"
)

// bagCmd is one errand of the proxy service. It is long: a command for each act.
type bagCmd struct {
	Open   bagOpenCmd   `cmd:"" help:"接一件委托：委托书、零收费声明、资料袋编号"`
	Link   bagLinkCmd   `cmd:"" help:"关联办件"`
	Pack   bagPackCmd   `cmd:"" help:"收取材料；身份证原件、银行卡、密码不收"`
	Seal   bagSealCmd   `cmd:"" help:"封袋"`
	Unseal bagUnsealCmd `cmd:"" help:"例外开袋，要有见证人"`
	Offer  bagOfferCmd  `cmd:"" help:"提出交接，对方接收前袋子不动"`
	Take   bagTakeCmd   `cmd:"" help:"接收交给自己或本窗口的资料袋"`
	Keep   bagKeepCmd   `cmd:"" help:"收回交接，或不接收"`
	Assign bagAssignCmd `cmd:"" help:"主任指定代办员"`
	HandIn bagHandInCmd `cmd:"" name:"hand-in" help:"把材料交进办件：窗口人员在窗口，或代办员交外单位"`
	Fetch  bagFetchCmd  `cmd:"" help:"取结果和退回的材料"`
	Return bagReturnCmd `cmd:"" help:"交还委托人"`
	Lost   bagLostCmd   `cmd:"" help:"遗失报告"`
	Found  bagFoundCmd  `cmd:"" help:"找回"`
	Remedy bagRemedyCmd `cmd:"" help:"遗失补救"`
	Close  bagCloseCmd  `cmd:"" help:"了结"`
	Show   bagShowCmd   `cmd:"" help:"看一袋：在谁手里、装着什么、全程留痕"`
	List   bagListCmd   `cmd:"" help:"还没有了结的；--of 看某人手上的"`
}

// bagOpenCmd is long: it is the mandate's form.
type bagOpenCmd struct {
	Name            string `arg:"" optional:"" help:"委托人姓名；- 从标准输入读；有 --case 可不写"`
	Matter          string `help:"事项代码；有 --case 可不写"`
	Case            string `help:"办件编号，还没有收件的不写"`
	Agent           string `help:"代办员编号，不写是自己" placeholder:"STAFF"`
	Handling        string `help:"村级办理方式：直办、代办、协办" default:"代办"`
	Signed          string `help:"委托书怎么签的：签名、手印、代签" default:"签名"`
	Witness         string `help:"见证人姓名（代签必填）"`
	Scope           string `required:"" help:"委托范围，例如 代交材料、代取结果"`
	On              string `help:"委托书日期，不写是今天" placeholder:"2026-11-23"`
	PaperKept       bool   `help:"纸质委托书留在中心"`
	ZeroFee         bool   `help:"代办员已签零收费声明（必须）"`
	IDType          string `help:"证件类型" default:""`
	ID              string `help:"证件号"`
	Phone           string `help:"电话"`
	Village         string `help:"村"`
	ContactName     string `help:"联系人姓名"`
	ContactRelation string `help:"联系人和委托人的关系"`
	ContactPhone    string `help:"联系人电话"`
}

type bagNo struct {
	No string `arg:"" help:"资料袋编号，或封条号"`
}

type (
	bagLinkCmd struct {
		bagNo
		Case string `required:"" help:"办件编号"`
	}
	bagPackCmd struct {
		bagNo
		Material []string `help:"收下的材料，写成 名称:原件数:复印件数，可写多次" sep:"none"`
		Shown    []string `help:"已核验退还的，例如 居民身份证，可写多次" sep:"none"`
	}
	bagSealCmd struct {
		bagNo
		Code string `help:"封条号；不写就用资料袋编号"`
	}
	bagUnsealCmd struct {
		bagNo
		Reason  string   `required:"" help:"原因"`
		Witness []string `required:"" help:"见证人，可写多次" sep:"none"`
	}
	bagShowCmd struct{ bagNo }
	bagListCmd struct {
		Of string `help:"某位工作人员手上的" placeholder:"STAFF"`
	}
	bagCloseCmd struct {
		bagNo
		Why string `help:"原因（没有交还就了结的必填）"`
	}
)

// Help gives an example.
func (bagCmd) Help() string {
	return `例：echo 彭满秀 | bianminctl --as luo bag open - --phone 13800000010 --matter MZ-06 --scope 代交材料、代取结果 --zero-fee
    bianminctl --as luo bag pack DA70001K --material 户口簿:0:2 --shown 居民身份证
    bianminctl --as luo bag seal DA70001K
    bianminctl --as luo bag offer DA70001K --to counter
    bianminctl bag hand-in DA70001K --case A70001K
    bianminctl --as luo bag fetch DA70001K --result 补贴通知书:1:0
    bianminctl --as luo bag return DA70001K --signed 手印`
}

// Help gives an example.
func (bagOpenCmd) Help() string {
	return "例：echo 彭满秀 | bianminctl --as luo bag open - --phone 13800000010 --matter MZ-06 --scope 代交材料、代取结果 --zero-fee"
}

// Help gives an example.
func (bagPackCmd) Help() string {
	return "例：bianminctl --as luo bag pack DA70001K --material 户口簿:0:2 --shown 居民身份证"
}

// Help gives an example.
func (bagUnsealCmd) Help() string {
	return "例：bianminctl --as luo bag unseal DA70001K --reason 漏放一张复印件 --witness 村支书"
}

// Run opens a bag.
func (c bagOpenCmd) Run(e *env) error {
	name, err := e.typed(c.Name)
	if err != nil {
		return err
	}
	on := hall.Date{}
	if c.On != "" {
		if on, err = readDay(c.On); err != nil {
			return err
		}
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) {
		return s.OpenBag(e.ctx, desk.Errand{
			Person: desk.Applicant{
				Name: name, IDType: ident.DocType(c.IDType), ID: c.ID, Phone: c.Phone, Village: c.Village,
				Contact: &hall.Contact{Name: c.ContactName, Relation: c.ContactRelation, Phone: c.ContactPhone},
			},
			Agent: c.Agent, Matter: c.Matter, Case: c.Case, Handling: bag.Handling(c.Handling), ZeroFee: c.ZeroFee,
			Mandate: bag.Mandate{Signed: c.Signed, Witness: c.Witness, Scope: c.Scope, On: on, PaperKept: c.PaperKept},
		})
	})
}

// Run links the case.
func (c bagLinkCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.LinkBag(e.ctx, c.No, c.Case) })
}

// Run packs.
func (c bagPackCmd) Run(e *env) error {
	papers, err := readMaterials(c.Material)
	if err != nil {
		return err
	}
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.PackBag(e.ctx, c.No, papers, c.Shown) })
}

// Run seals.
func (c bagSealCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.SealBag(e.ctx, c.No, c.Code) })
}

// Run opens a sealed bag.
func (c bagUnsealCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.OpenSealedBag(e.ctx, c.No, c.Reason, c.Witness) })
}

// Run closes.
func (c bagCloseCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.CloseBag(e.ctx, c.No, c.Why) })
}

// Run shows one.
func (c bagShowCmd) Run(e *env) error {
	return e.onBag(func(s *desk.Session) (*bag.Bag, error) { return s.Bag(e.ctx, c.No) })
}

// Run lists.
func (c bagListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.Bags(e.ctx)
		if c.Of != "" {
			list, err = s.BagsOf(e.ctx, c.Of)
		}
		if err != nil {
			return err
		}
		cal, err := s.Calendar(e.ctx)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, b := range list {
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s", b.No, b.State.Han(), s.HandName(e.ctx, b.Custody.Holder), b.Errand.Matter.Name)
			}
			out = append(out, bagJSON(b, b.LegStanding(cal, s.Today())))
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "bags": out})
		}
		if len(list) == 0 {
			e.say("没有没了结的资料袋")
		}
		return nil
	})
}
