package hall

import (
	"fmt"
	"slices"
	"strings"
)

// TownshipMode decides which acts are lawful on a matter in a township hall.
type TownshipMode string

// The modes.
const (
	ModeDecide  TownshipMode = "decide"  // 受理并办结
	ModeForward TownshipMode = "forward" // 受理转报
	ModeCollect TownshipMode = "collect" // 代收转交: intake slip only, never an acceptance
	ModeAssist  TownshipMode = "assist"  // 协助: intake slip only, never an acceptance
)

// Valid reports whether m is one of the four modes.
func (m TownshipMode) Valid() bool {
	return slices.Contains([]TownshipMode{ModeDecide, ModeForward, ModeCollect, ModeAssist}, m)
}

// Han is the mode as a clerk says it.
func (m TownshipMode) Han() string {
	switch m {
	case ModeDecide:
		return "受理并办结"
	case ModeForward:
		return "受理转报"
	case ModeCollect:
		return "代收转交"
	case ModeAssist:
		return "协助办理"
	}
	return string(m)
}

// MayAccept reports whether the hall itself may accept (受理) a case of this mode.
func (m TownshipMode) MayAccept() bool { return m == ModeDecide || m == ModeForward }

// Unit is the unit of a limit.
type Unit string

// The units.
const (
	Workday     Unit = "workday" // 工作日
	CalendarDay Unit = "day"     // 日
	Hour        Unit = "hour"    // 小时
)

// Limit is a length of time with its unit. N is at least 1.
type Limit struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// Valid reports whether the limit has a known unit and a length from 1 to 999.
func (l Limit) Valid() bool {
	return l.N >= 1 && l.N <= 999 && slices.Contains([]Unit{Workday, CalendarDay, Hour}, l.Unit)
}

// Han is the limit as printed, for example 「15 个工作日」.
func (l Limit) Han() string {
	switch l.Unit {
	case Workday:
		return fmt.Sprintf("%d 个工作日", l.N)
	case Hour:
		return fmt.Sprintf("%d 小时", l.N)
	default:
		return fmt.Sprintf("%d 天", l.N)
	}
}

// Licence (行政许可) is the matter type the Administrative Licensing Law governs.
const Licence = "行政许可"

// Information (依申请公开) is the matter type of requests for government information.
const Information = "政府信息公开"

// DeferMaterial (容缺) is the requirement of a material that may be owed for a while.
const DeferMaterial = "容缺"

// Instant (即办件) is the case type done on the spot or within a day.
const Instant = "即办件"

// Matter (事项) is one kind of business with everything the guide says about it.
type Matter struct {
	Code     string // catalogue code, for example MZ-06
	Name     string
	Domain   string // one of the regulation's domains, for example 民政
	Type     string // 行政许可, 行政给付, 行政确认, 公共服务 …
	CaseType string // 即办件 or 承诺件
	Mode     TownshipMode
	Limits   Limits
	Intake   IntakeRules
	Guide    GuideText
	Basis    []LegalBasis
	Edition  string // edition of the catalogue it came with
}

// Limits are the two limits of a matter. A nil Statutory means the limit has not
// been checked (未核实); it is never shown as 0. A nil Promised means none published.
type Limits struct {
	Promised      *Limit `json:"promised,omitempty"`
	Statutory     *Limit `json:"statutory,omitempty"`
	StatutoryNote string `json:"statutory_note,omitempty"`
	Example       bool   `json:"example,omitempty"` // 示例: not published by a hall, must be labelled
}

// IntakeRules are what the counter needs to take a case in.
type IntakeRules struct {
	Materials     []MaterialRule `json:"materials,omitempty"`
	Steps         []StepRule     `json:"steps,omitempty"`
	OutsideSystem string         `json:"outside_system,omitempty"` // where the case is really entered; then a platform number is owed
	ProxyAllowed  bool           `json:"proxy,omitempty"`          // a village agent may carry it
	Secret        bool           `json:"secret,omitempty"`         // refused: this program is not for secrets
	CancelledOn   Date           `json:"cancelled_on,omitzero"`    // intake stops on this day
	Posting       *PostingRule   `json:"posting,omitempty"`        // nil: the matter says nothing of a posting
	Joint         bool           `json:"joint,omitempty"`          // a licence handled by several departments together: 45 + 15 days
	Renewal       bool           `json:"renewal,omitempty"`        // a licence whose renewal is deemed granted when nobody decides in time
	Extension     *ExtensionRule `json:"extension,omitempty"`      // of matters that are neither licence nor information request; nil: never extended
}

// ExtensionRule is how far a matter's own rules let its limit be extended, once.
type ExtensionRule struct {
	Limit Limit  `json:"limit"`
	Basis string `json:"basis"` // law and article
}

// MaterialRule (材料) is one material a matter asks for.
type MaterialRule struct {
	Name        string `json:"name"`
	Originals   int    `json:"original"` // originals kept
	Copies      int    `json:"copy"`
	Form        string `json:"form,omitempty"`
	Requirement string `json:"requirement,omitempty"` // 必要, 非必要, 容缺
	Source      string `json:"source,omitempty"`      // 申请人自备, 政府核发, 其他
	Note        string `json:"note,omitempty"`
}

// Required reports whether the case cannot be complete without the material.
func (m MaterialRule) Required() bool { return m.Requirement == "必要" }

// StepRule is one inner step, and whether the law stops the clock during it.
type StepRule struct {
	Name       string `json:"name"`
	StopsClock bool   `json:"stops_clock,omitempty"`
	Basis      string `json:"basis,omitempty"` // the rule that lets it stop the clock: law and article
}

// GuideText is what only the guide shows.
type GuideText struct {
	OldName       string // name in the 2014 notice, may be empty
	Department    string // competent department
	Audience      string
	Conditions    string
	DecisionLevel string
	TownshipRole  string
	Delegated     string
	Result        string // what the applicant gets
	ProxyNote     string
	Notes         string
	FeeFen        int64 // fee in fen; 0 is free
	FeeNote       string
}

// LegalBasis is one source of law and how far it has been checked.
type LegalBasis struct {
	Law     string `json:"law"`
	Article string `json:"article"`
	Checked string `json:"checked"` // law_text_checked, or why not
	Note    string `json:"note,omitempty"`
}

// IsChecked reports whether somebody compared the article with the law's text.
func (b LegalBasis) IsChecked() bool { return b.Checked == "law_text_checked" }

// Rules is the part of a matter a case is judged by for ever: the snapshot at intake.
type Rules struct {
	Code     string       `json:"code"`
	Name     string       `json:"name"`
	Domain   string       `json:"domain,omitempty"`
	Decider  string       `json:"decider,omitempty"` // competent department
	Type     string       `json:"type"`
	CaseType string       `json:"case_type"`
	Mode     TownshipMode `json:"mode"`
	Limits   Limits       `json:"limits"`
	Intake   IntakeRules  `json:"intake"`
	Edition  string       `json:"edition"`
}

// Snapshot is the matter's rules as they stand now.
func (m Matter) Snapshot() Rules {
	r := Rules{
		Code: m.Code, Name: m.Name, Domain: m.Domain, Decider: m.Guide.Department, Type: m.Type, CaseType: m.CaseType, Mode: m.Mode,
		Limits: m.Limits, Intake: m.Intake, Edition: m.Edition,
	}
	r.Limits.StatutoryNote = ""
	r.Intake.Materials = slices.Clone(m.Intake.Materials)
	for i := range r.Intake.Materials {
		r.Intake.Materials[i].Note, r.Intake.Materials[i].Source = "", ""
	}
	return r
}

// IsLicence reports whether the licensing law's clocks apply.
func (r Rules) IsLicence() bool { return r.Type == Licence }

// IsInformation reports whether the clocks of information requests apply.
func (r Rules) IsInformation() bool { return r.Type == Information }

// AidsFirst reports whether the matter knows urgent aid before its papers are complete (先行救助).
func (r Rules) AidsFirst() bool {
	return slices.ContainsFunc(r.Intake.Steps, func(s StepRule) bool { return strings.Contains(s.Name, "先行救助") })
}

// Deferrable reports whether a material of this name may be owed for a while (容缺).
func (r Rules) Deferrable(name string) bool {
	return slices.ContainsFunc(r.Intake.Materials, func(m MaterialRule) bool { return m.Name == name && m.Requirement == DeferMaterial })
}

// Lacking names the required materials that are not among the given ones.
func (r Rules) Lacking(given []Material) []string {
	var out []string
	for _, m := range r.Intake.Materials {
		here := slices.ContainsFunc(given, func(g Material) bool { return g.Name == m.Name && g.Original+g.Copy > 0 })
		if m.Required() && !here {
			out = append(out, m.Name)
		}
	}
	return out
}

// Open refuses a matter that may not be taken in on the given day: cancelled, or
// flagged secret.
func (r Rules) Open(day Date) error {
	if r.Intake.Secret {
		return Forbid("这个事项标为涉密，本系统禁止录入涉密信息", "请按保密规定用专用渠道办理")
	}
	if c := r.Intake.CancelledOn; !c.IsZero() && !day.Before(c) {
		return Forbid(fmt.Sprintf("事项 %s 已于%s取消，不再收件", r.Code, c.Han()), "请到「事项」页看现行目录")
	}
	return nil
}
