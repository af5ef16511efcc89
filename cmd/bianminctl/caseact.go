package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/workday"
)

// caseActCmd does any act on a case. It is long: one flag for everything an act may say.
type caseActCmd struct {
	No         string   `arg:"" help:"办件编号，或后几位如 A70123K"`
	Action     string   `arg:"" help:"动作，见下面的例子"`
	Reason     string   `help:"理由（notice、decline、void、withdraw、transfer、return、extend、correct、judge、offer、assign 必填）"`
	Missing    []string `help:"还缺什么，可写多次（notice）；先给救助后要补什么（aid）" sep:"none"`
	Add        bool     `help:"再次告知时增加新的内容，由主任批准（notice）"`
	Material   []string `help:"材料，写成 名称:原件数:复印件数，可写多次（supply）；材料名（defer）" sep:"none"`
	Result     string   `help:"结果：granted 准予、refused 不予、partly 部分准予（decide、complete、enter）"`
	Note       string   `help:"说明；办结结果为不予时必填（complete、review、resume）"`
	PlatformNo string   `help:"业务系统的平台编号（accept、complete、enter）"`
	How        string   `help:"怎么送达：当面、邮寄、代办员（deliver）；怎么告知：当面、电话、代办员、联系人（notice、decline、suspend、transfer、return）"`
	To         string   `help:"交给谁：本人、代办员、联系人（deliver、withdraw、transfer、return）；工作人员编号（route、offer、assign、carry）"`
	Approver   string   `help:"批准人的工作人员编号，不写为登录的人（suspend、extend、aid、notice --add）" placeholder:"STAFF"`
	Department string   `help:"部门（route、answer）"`
	Part       []string `help:"并联的部门和期限，写成 部门:日期，可写多次（joint）" sep:"none"`
	Against    bool     `help:"不同意（answer）、不通过（review）"`
	Kind       string   `help:"特别程序：hearing 听证、tender 招标、auction 拍卖、inspection 检验、testing 检测、quarantine 检疫、appraisal 鉴定、review 专家评审、consult 征求第三方意见、step 事项规则里的环节（suspend）"`
	Step       string   `help:"事项规则里的环节名（suspend --kind step）"`
	Days       int      `help:"预计多少个工作日（suspend）"`
	Organ      string   `help:"转告到哪个机关（transfer）；决定机关（decide）"`
	Basis      string   `help:"依据的法规和条款（return）"`
	By         string   `help:"哪天以前（defer、aid）" placeholder:"2026-12-01"`
	On         string   `help:"哪一天，默认今天（enter、revisit）" placeholder:"2026-12-01"`
	Source     string   `help:"从哪里看到的（enter）"`
	AcceptedOn string   `help:"对方受理的日期（enter）" placeholder:"2026-12-01"`
	AcceptNo   string   `help:"对方的受理编号（enter）"`
	DecisionNo string   `help:"决定的文号（decide、enter）"`
	Aid        string   `help:"先给了什么救助（aid）"`
	Purpose    string   `help:"为什么到场（revisit）"`
	Found      string   `help:"到场看到什么（revisit）"`
	Place      string   `help:"存放的位置（archive）"`
	Fix        []string `help:"更正，写成 项目=新内容，可写多次：name、id_type、id、phone、village、contact_name、contact_relation、contact_phone、material:材料名（correct）" sep:"none"`
	Other      string   `help:"和哪一件比（judge）" placeholder:"NO"`
	Same       bool     `help:"是同一件（judge），不写为不是同一件"`
	At         string   `help:"补录：事情发生的时间" placeholder:"2026-11-23T09:30:00+08:00"`
	LateReason string   `help:"补录的原因（--at 时必填）"`
	LatePaper  string   `help:"补录依据的原始单据（--at 时必填）"`
}

// Help gives examples.
func (caseActCmd) Help() string {
	return `动作：
` + actNames() + `
例：bianminctl case act A70123K accept
    bianminctl case act A70123K notice --reason 材料不全 --missing 户口簿 --missing 照片
    bianminctl case act A70123K supply --material 户口簿:0:1
    bianminctl case act A70123K suspend --kind hearing --days 10 --approver ZHANG --how 当面
    bianminctl case act A70123K resume
    bianminctl case act A70123K extend --reason 案情复杂 --approver ZHANG
    bianminctl case act A70123K joint --part 自然资源所:2026-12-01 --part 林业站:2026-12-02
    bianminctl case act A70123K decide --result granted --decision-no 白溪许字〔2026〕7号
    bianminctl case act A70123K complete --result granted --platform-no 4313220020268812
    bianminctl case act A70123K enter --platform-no 4313220020268812 --source 省一体化平台 --on 2026-12-01
    bianminctl case act A70123K correct --fix phone=13800000011 --reason 号码记错
    bianminctl case act A70123K accept --at 2026-11-23T16:00:00+08:00 --late-reason 停电 --late-paper 手写登记单3号
    bianminctl case act A70123K judge --other A70124M --same --reason 同一次申请交了两遍`
}

// actNames lists all acts as they are typed, with their Chinese names.
func actNames() string {
	words := make([]string, 0, len(hall.Acts()))
	for _, a := range hall.Acts() {
		words = append(words, fmt.Sprintf("%s %s", a, a.Han()))
	}
	return strings.Join(words, "、")
}

// Run does the act.
func (c caseActCmd) Run(e *env) error {
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	acting, err := c.when(e, session)
	if err != nil {
		return err
	}
	after, err := c.act(e, acting)
	if err != nil {
		return err
	}
	return e.showCase(session, after)
}

// when is the session itself, or one for a late entry; with how a notice was told.
func (c caseActCmd) when(e *env, s *desk.Session) (*desk.Session, error) {
	if a := hall.Act(c.Action); c.How != "" && (a == hall.ActNotice || a == hall.ActDecline) {
		var err error
		if s, err = s.Telling(c.How); err != nil {
			return nil, err
		}
	}
	if c.At == "" {
		if c.LateReason != "" || c.LatePaper != "" {
			return nil, hall.Refuse("写了补录的原因或单据，却没有写事情发生的时间（--at）", "例如 --at 2026-11-23T16:00:00+08:00；不是补录的，不要写这两项")
		}
		return s, nil
	}
	at, err := time.Parse(time.RFC3339, c.At)
	if err != nil {
		return nil, hall.Refuse("发生时间（--at）写得不对", "例如 2026-11-23T16:00:00+08:00")
	}
	return s.Late(e.ctx, at, c.LateReason, c.LatePaper)
}

func (c caseActCmd) act(e *env, s *desk.Session) (*hall.Case, error) {
	switch hall.Act(c.Action) {
	case hall.ActNotice:
		if c.Add {
			return s.NoticeMore(e.ctx, c.No, c.Missing, c.Reason, c.Approver)
		}
		return s.Notice(e.ctx, c.No, c.Missing, c.Reason)
	case hall.ActSupply:
		materials, err := readMaterials(c.Material)
		if err != nil {
			return nil, err
		}
		return s.Supply(e.ctx, c.No, materials)
	case hall.ActAccept:
		return s.Accept(e.ctx, c.No, c.PlatformNo)
	case hall.ActDecline:
		return s.Decline(e.ctx, c.No, c.Reason)
	case hall.ActComplete:
		return s.Complete(e.ctx, c.No, hall.Completed{Result: hall.Result(c.Result), Note: c.Note, PlatformNo: c.PlatformNo})
	case hall.ActDeliver:
		return s.Deliver(e.ctx, c.No, hall.Delivered{How: c.How, To: c.To})
	case hall.ActVoid:
		return s.Void(e.ctx, c.No, c.Reason)
	case hall.ActOffer:
		return s.OfferCase(e.ctx, c.No, c.To, c.Reason)
	case hall.ActTake:
		return s.TakeCase(e.ctx, c.No)
	case hall.ActAssign:
		return s.AssignCase(e.ctx, c.No, c.To, c.Reason)
	case hall.ActCarry:
		return s.CarryCase(e.ctx, c.No, c.To)
	}
	return c.work(e, s)
}

// work is act for the work between acceptance and decision.
func (c caseActCmd) work(e *env, s *desk.Session) (*hall.Case, error) {
	by, err := day("--by", c.By)
	if err != nil {
		return nil, err
	}
	switch hall.Act(c.Action) {
	case hall.ActAid:
		return s.Aid(e.ctx, c.No, hall.Aided{Aid: c.Aid, Owed: c.Missing, OwedBy: by, Approver: c.Approver})
	case hall.ActRoute:
		return s.RouteCase(e.ctx, c.No, hall.Routed{Department: c.Department, With: c.To, Reason: c.Reason})
	case hall.ActJoint:
		parts, err := readParts(c.Part)
		if err != nil {
			return nil, err
		}
		return s.Joint(e.ctx, c.No, parts)
	case hall.ActAnswer:
		return s.Answer(e.ctx, c.No, hall.Answered{Department: c.Department, Agrees: !c.Against, Answer: c.Note})
	case hall.ActReview:
		return s.Review(e.ctx, c.No, hall.Reviewed{Passed: !c.Against, Note: c.Note})
	case hall.ActDecide:
		return s.Decide(e.ctx, c.No, hall.Decided{Result: hall.Result(c.Result), By: c.Organ, No: c.DecisionNo, Reason: c.Reason})
	case hall.ActSuspend:
		return s.Suspend(e.ctx, c.No, desk.StopPlan{
			Kind: hall.StopKind(c.Kind), Step: c.Step, Workdays: c.Days, Approver: c.Approver, Told: hall.Told{How: c.How},
		})
	case hall.ActResume:
		return s.Resume(e.ctx, c.No, c.Note)
	case hall.ActExtend:
		return s.Extend(e.ctx, c.No, c.Reason, c.Approver)
	case hall.ActDefer:
		return s.Defer(e.ctx, c.No, c.Material, by)
	}
	return c.aside(e, s)
}

// aside is act for the exits and what is written beside the work.
func (c caseActCmd) aside(e *env, s *desk.Session) (*hall.Case, error) {
	on, err := day("--on", c.On)
	if err != nil {
		return nil, err
	}
	accepted, err := day("--accepted-on", c.AcceptedOn)
	if err != nil {
		return nil, err
	}
	switch hall.Act(c.Action) {
	case hall.ActWithdraw:
		return s.Withdraw(e.ctx, c.No, hall.Withdrawn{Reason: c.Reason, BackTo: c.To})
	case hall.ActTransfer:
		return s.Transfer(e.ctx, c.No, hall.Transferred{Organ: c.Organ, Reason: c.Reason, Told: hall.Told{How: c.How}, BackTo: c.To})
	case hall.ActReturn:
		return s.Return(e.ctx, c.No, hall.Returned{Basis: c.Basis, Reason: c.Reason, Told: hall.Told{How: c.How}, BackTo: c.To})
	case hall.ActArchive:
		return s.Archive(e.ctx, c.No, c.Place)
	case hall.ActEnter:
		return s.Enter(e.ctx, c.No, hall.Entered{
			PlatformNo: c.PlatformNo, AcceptedOn: accepted, AcceptNo: c.AcceptNo, Result: hall.Result(c.Result), DecisionNo: c.DecisionNo,
			Source: c.Source, On: on,
		})
	case hall.ActRevisit:
		return s.Revisit(e.ctx, c.No, hall.Revisited{On: on, Purpose: c.Purpose, Found: c.Found})
	case hall.ActCorrect:
		fixes, err := readFixes(c.Fix, c.Reason)
		if err != nil {
			return nil, err
		}
		return s.Correct(e.ctx, c.No, fixes)
	case hall.ActJudge:
		return s.Judge(e.ctx, c.No, c.Other, c.Same, c.Reason)
	}
	return nil, hall.Refuse("不认识这个办理动作", "可用："+actNames())
}

// day reads the date of a flag; empty is no date.
func day(flag, text string) (hall.Date, error) {
	if text == "" {
		return hall.Date{}, nil
	}
	d, err := workday.ParseDate(text)
	if err != nil {
		return hall.Date{}, hall.Refuse(err.Error(), "例如 "+flag+" 2026-12-01")
	}
	return d, nil
}

func readParts(texts []string) ([]hall.JointPart, error) {
	var out []hall.JointPart
	for _, text := range texts {
		name, when, ok := strings.Cut(text, ":")
		by, err := workday.ParseDate(when)
		if !ok || err != nil {
			return nil, hall.Refuse("并联部门的写法不对", "写成 自然资源所:2026-12-01")
		}
		out = append(out, hall.JointPart{Department: name, By: by})
	}
	return out, nil
}

func readFixes(texts []string, reason string) ([]hall.Fix, error) {
	var out []hall.Fix
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, hall.Refuse("更正的写法不对", "写成 phone=13800000011")
		}
		out = append(out, hall.Fix{Field: strings.TrimSpace(name), New: value, Reason: reason})
	}
	return out, nil
}

func readMaterials(texts []string) ([]hall.Material, error) {
	var out []hall.Material
	for _, text := range texts {
		parts := strings.Split(text, ":")
		m := hall.Material{Name: strings.TrimSpace(parts[0]), Copy: 1}
		if len(parts) == 3 {
			original, err1 := strconv.Atoi(parts[1])
			copies, err2 := strconv.Atoi(parts[2])
			if err1 != nil || err2 != nil || original < 0 || copies < 0 {
				return nil, hall.Refuse("材料的份数不对", "写成 户口簿:0:1，依次是名称、原件数、复印件数")
			}
			m.Original, m.Copy = original, copies
		} else if len(parts) != 1 {
			return nil, hall.Refuse("材料的写法不对", "写成 户口簿:0:1，依次是名称、原件数、复印件数")
		}
		if m.Name == "" {
			return nil, hall.Refuse("有一样材料没有名称", "写成 户口簿:0:1")
		}
		out = append(out, m)
	}
	return out, nil
}
