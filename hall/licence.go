package hall

import (
	"fmt"
	"slices"
	"strings"
)

// LicenceLimit is how long a licence may take, and how much the head of the organ may extend it, once.
// Source: 行政许可法 第四十二条第一款.
func LicenceLimit() (limit, extension Limit) {
	return Limit{N: 20, Unit: Workday}, Limit{N: 10, Unit: Workday}
}

// JointLimit is LicenceLimit for a licence that departments handle together (统一、联合、集中办理).
// Source: 行政许可法 第四十二条第二款.
func JointLimit() (limit, extension Limit) {
	return Limit{N: 45, Unit: Workday}, Limit{N: 15, Unit: Workday}
}

// DeliveryLimit is how soon a granted licence must be in the applicant's hands; the law counts
// its own days as working days. Source: 行政许可法 第四十四条、第八十二条.
func DeliveryLimit() Limit { return Limit{N: 10, Unit: Workday} }

// InformationLimit is how long the answer to an information request may take, and how much the
// head of the organ's information office may extend it, once. Source: 政府信息公开条例 第三十三条.
func InformationLimit() (limit, extension Limit) {
	return Limit{N: 20, Unit: Workday}, Limit{N: 20, Unit: Workday}
}

// CorrectionLimit is how soon an unclear information request must be sent back for correction,
// once. Source: 政府信息公开条例 第三十条.
func CorrectionLimit() Limit { return Limit{N: 7, Unit: Workday} }

// NoticeLimit is how long the hall has to say what is missing.
// Source: 行政许可法 第三十二条第一款第四项; 政府信息公开条例 第三十条.
func (r Rules) NoticeLimit() Limit {
	if r.IsInformation() {
		return CorrectionLimit()
	}
	return Limit{N: NoticeDays, Unit: Workday}
}

// RunningLimits are the limits that run from acceptance. That of an information request is in
// the regulation itself; any other statutory limit stands in the catalogue or is not checked.
// Source: 政府信息公开条例 第三十三条.
func (r Rules) RunningLimits() Limits {
	l := r.Limits
	if r.IsInformation() && l.Statutory == nil {
		limit, _ := InformationLimit()
		l.Statutory = &limit
	}
	return l
}

// ExtensionOf is by how much the limit of the matter may be extended, once; Unlawful where no
// rule allows it. Source: 行政许可法 第四十二条; 政府信息公开条例 第三十三条; else the rule the catalogue cites.
func (r Rules) ExtensionOf() (ExtensionRule, error) {
	switch {
	case r.IsLicence() && r.Intake.Joint:
		_, more := JointLimit()
		return ExtensionRule{Limit: more, Basis: "行政许可法 第四十二条第二款"}, nil
	case r.IsLicence():
		_, more := LicenceLimit()
		return ExtensionRule{Limit: more, Basis: "行政许可法 第四十二条第一款"}, nil
	case r.IsInformation():
		_, more := InformationLimit()
		return ExtensionRule{Limit: more, Basis: "政府信息公开条例 第三十三条"}, nil
	case r.Intake.Extension != nil && r.Intake.Extension.Limit.Valid() && r.Intake.Extension.Basis != "":
		return *r.Intake.Extension, nil
	}
	return ExtensionRule{}, Forbid("这个事项没有可以延长期限的规定", "请在期限内办完")
}

// StopKind is why a clock stands still (特别程序).
type StopKind string

// The kinds of stops. The first eight are those of the licensing law; StopConsult is of
// information requests; StopStep is a step of any other matter whose rule stops its clock.
const (
	StopHearing    StopKind = "hearing"    // 听证
	StopTender     StopKind = "tender"     // 招标
	StopAuction    StopKind = "auction"    // 拍卖
	StopInspection StopKind = "inspection" // 检验
	StopTesting    StopKind = "testing"    // 检测
	StopQuarantine StopKind = "quarantine" // 检疫
	StopAppraisal  StopKind = "appraisal"  // 鉴定
	StopReview     StopKind = "review"     // 专家评审
	StopConsult    StopKind = "consult"    // 征求第三方意见
	StopStep       StopKind = "step"       // 事项规则里的环节
)

// LicenceStops are the only steps that stop the clock of a licence.
// Source: 行政许可法 第四十五条.
func LicenceStops() []StopKind {
	return []StopKind{StopHearing, StopTender, StopAuction, StopInspection, StopTesting, StopQuarantine, StopAppraisal, StopReview}
}

// Han is the kind of stop as a notice prints it.
func (k StopKind) Han() string {
	switch k {
	case StopHearing:
		return "听证"
	case StopTender:
		return "招标"
	case StopAuction:
		return "拍卖"
	case StopInspection:
		return "检验"
	case StopTesting:
		return "检测"
	case StopQuarantine:
		return "检疫"
	case StopAppraisal:
		return "鉴定"
	case StopReview:
		return "专家评审"
	case StopConsult:
		return "征求第三方意见"
	case StopStep:
		return "特别程序"
	}
	return string(k)
}

// MayStop is nil when a step of this kind stops the clock of the matter. The step is named for
// StopStep only: it must be one the catalogue lets stop the clock by a cited rule. Publicity,
// site visits and house calls stop nothing by themselves.
// Source: 行政许可法 第四十五条; 政府信息公开条例 第三十三条; else the rule the catalogue cites.
func (r Rules) MayStop(k StopKind, step string) error {
	switch {
	case r.IsLicence():
		if slices.Contains(LicenceStops(), k) {
			return nil
		}
		return Forbid("行政许可只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审不计入期限", "公示、踏勘等不停钟；请在期限内办")
	case r.IsInformation():
		if k == StopConsult {
			return nil
		}
		return Forbid("信息公开申请只有征求第三方和其他机关意见不计入期限", "其他环节不停钟；请在期限内办")
	case k == StopStep && slices.ContainsFunc(r.Intake.Steps, func(s StepRule) bool { return s.Name == step && s.StopsClock && s.Basis != "" }):
		return nil
	}
	return Forbid("这个事项没有可以停钟的环节，或没有写明依据", r.stopsThere())
}

// StopBasis is the rule a stop of this kind stands on; empty when there is none.
func (r Rules) StopBasis(k StopKind, step string) string {
	switch {
	case r.MayStop(k, step) != nil:
		return ""
	case r.IsLicence():
		return "行政许可法 第四十五条"
	case r.IsInformation():
		return "政府信息公开条例 第三十三条"
	}
	i := slices.IndexFunc(r.Intake.Steps, func(s StepRule) bool { return s.Name == step })
	return r.Intake.Steps[i].Basis
}

func (r Rules) stopsThere() string {
	var names []string
	for _, s := range r.Intake.Steps {
		if s.StopsClock && s.Basis != "" {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "请在期限内办完"
	}
	return fmt.Sprintf("可以停钟的环节：%s", strings.Join(names, "、"))
}
