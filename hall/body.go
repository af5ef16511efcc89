package hall

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bianmin/hall/ident"
	"bianmin/hall/journal"
)

// Material (材料) is what was really handed over, in counts.
type Material struct {
	Name     string `json:"name"`
	Original int    `json:"original,omitempty"`
	Copy     int    `json:"copy,omitempty"`
}

// Received (收件) opens a case.
type Received struct {
	No         CaseNo     `json:"no"`
	Hall       string     `json:"hall"`
	Rules      Rules      `json:"rules"`
	Applicant  Person     `json:"applicant"`
	Intake     CaseIntake `json:"intake"`
	Materials  []Material `json:"materials,omitempty"`
	NoticeBy   *Due       `json:"notice_by,omitempty"`
	HandOverBy *Due       `json:"handover_by,omitempty"`
	PlatformNo string     `json:"platform_no,omitempty"`
}

// Told is how a notice reached the applicant. Every notice records it.
type Told struct {
	How string `json:"how"`          // 当面, 电话, 代办员, 联系人
	To  string `json:"to,omitempty"` // 本人, 代办员, 联系人
}

// Noticed (一次性告知) says all that is missing at once.
type Noticed struct {
	Missing  []string `json:"missing"` // names of materials, or what must be put right
	Reason   string   `json:"reason"`
	Told     Told     `json:"told"`
	Approver string   `json:"approver,omitempty"` // staff id of the director who lets a later notice add something
}

// Supplied (补材料) hands in what a notice asked for. It starts a fresh five days.
type Supplied struct {
	Materials  []Material `json:"materials"`
	NoticeBy   *Due       `json:"notice_by,omitempty"`
	HandOverBy *Due       `json:"handover_by,omitempty"`
}

// Accepted (受理) starts the clocks. The days in it are the ones printed.
type Accepted struct {
	Promised   *Due   `json:"promised,omitempty"`
	Statutory  *Due   `json:"statutory,omitempty"`
	PlatformNo string `json:"platform_no,omitempty"`
}

// Declined (不予受理) refuses the application in writing, with a reason.
type Declined struct {
	Reason string `json:"reason"`
	Told   Told   `json:"told"`
}

// Result is what a completed case came to.
type Result string

// The results.
const (
	Granted Result = "granted" // 准予 / 办成
	Refused Result = "refused" // 不予
	Partly  Result = "partly"  // 部分准予
)

// Han is the result as printed.
func (r Result) Han() string {
	switch r {
	case Granted:
		return "准予"
	case Refused:
		return "不予"
	case Partly:
		return "部分准予"
	}
	return string(r)
}

// Completed (办结) ends the work. A matter of an outside system needs its number.
type Completed struct {
	Result     Result `json:"result"`
	Note       string `json:"note,omitempty"`
	PlatformNo string `json:"platform_no,omitempty"`
	DeliverBy  *Due   `json:"deliver_by,omitempty"` // a granted licence that had no decision of its own
}

// Delivered (送达) puts the result into the applicant's hands.
type Delivered struct {
	How string `json:"how"` // 当面, 邮寄, 代办员
	To  string `json:"to"`  // 本人, 代办员, 联系人
}

// TellingWays are the ways an applicant is told of a notice.
func TellingWays() []string { return []string{"当面", "电话", "代办员", "联系人"} }

// DeliveryWays are the ways a result reaches the applicant.
func DeliveryWays() []string { return []string{"当面", "邮寄", "代办员"} }

// DeliveryHands are who may take a result.
func DeliveryHands() []string { return []string{"本人", "代办员", "联系人"} }

// Voided (作废) takes a case out with a reason; nothing is deleted.
type Voided struct {
	Reason string `json:"reason"`
}

// Kind implements Body.
func (Received) Kind() Kind { return KindReceived }

// Kind implements Body.
func (Noticed) Kind() Kind { return KindNoticed }

// Kind implements Body.
func (Supplied) Kind() Kind { return KindSupplied }

// Kind implements Body.
func (Accepted) Kind() Kind { return KindAccepted }

// Kind implements Body.
func (Declined) Kind() Kind { return KindDeclined }

// Kind implements Body.
func (Completed) Kind() Kind { return KindCompleted }

// Kind implements Body.
func (Delivered) Kind() Kind { return KindDelivered }

// Kind implements Body.
func (Voided) Kind() Kind { return KindVoided }

func (b Received) complete() error {
	switch {
	case !b.Rules.Mode.Valid() || b.Rules.Code == "":
		return Refuse("收件里没有事项的办理方式", "请从事项目录里选一个事项")
	case b.Applicant.Name == "":
		return Refuse("没有申请人姓名", "请填姓名")
	case !b.Intake.Mode.Valid():
		return Refuse("不认识的办理方式", "应是 self、proxy、home_visit 之一")
	case b.Applicant.IDNo == "" && b.Applicant.Phone == "" && b.Applicant.Contact == nil:
		return Refuse("证件号、电话、联系人至少要有一样", "没有证件和电话的，请填联系人")
	}
	if b.Applicant.Phone != "" {
		if _, err := ident.CheckPhone(b.Applicant.Phone); err != nil {
			return Refuse(err.Error(), "请再核对一遍电话")
		}
	}
	_, err := ParseCaseNo(string(b.No))
	return err
}

func (b Noticed) complete() error {
	if len(b.Missing) == 0 {
		return Refuse("一次性告知没有写缺什么", "请把缺的材料或要改的内容一次写全")
	}
	if slices.ContainsFunc(b.Missing, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		return Refuse("一次性告知里有空的一项", "请写上缺什么，或删掉这一项")
	}
	return nil
}

func (b Supplied) complete() error {
	if len(b.Materials) == 0 {
		return Refuse("没有写补了什么材料", "请写材料名和份数")
	}
	for _, m := range b.Materials {
		if strings.TrimSpace(m.Name) == "" || m.Original < 0 || m.Copy < 0 || m.Original+m.Copy == 0 {
			return Refuse("补来的材料要写名称，份数至少一份", "没有收到的不要写进来")
		}
	}
	return nil
}

func (b Accepted) complete() error { return nil }

func (b Declined) complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return Refuse("不予受理必须写理由", "请写明依据哪一条、缺什么条件")
	}
	return nil
}

func (b Completed) complete() error { return wholeResult(b.Result, b.Note) }

func results() []Result { return []Result{Granted, Refused, Partly} }

func wholeResult(r Result, reason string) error {
	if !slices.Contains(results(), r) {
		return Refuse("没有写结果", "应是 granted（准予）、refused（不予）、partly（部分）之一")
	}
	if r == Refused && strings.TrimSpace(reason) == "" {
		return Refuse("结果是不予的，必须写理由", "请写明理由和依据")
	}
	return nil
}

func (b Delivered) complete() error {
	if !slices.Contains(DeliveryWays(), b.How) || !slices.Contains(DeliveryHands(), b.To) {
		return Refuse("送达要写明怎么送、交给谁", "怎么送："+strings.Join(DeliveryWays(), "、")+"；交给："+strings.Join(DeliveryHands(), "、"))
	}
	return nil
}

func (b Voided) complete() error {
	if strings.TrimSpace(b.Reason) == "" {
		return Refuse("作废必须写理由", "请写明为什么作废")
	}
	return nil
}

func (b Received) note() string {
	return fmt.Sprintf("%s · %s", b.Rules.Mode.Han(), b.Intake.Mode.Han())
}

func (b Noticed) note() string {
	return fmt.Sprintf("还要补 %d 样：%s", len(b.Missing), strings.Join(b.Missing, "、"))
}

func (b Supplied) note() string {
	names := make([]string, len(b.Materials))
	for i, m := range b.Materials {
		names[i] = m.Name
	}
	return "补来：" + strings.Join(names, "、")
}

func (b Accepted) note() string {
	if b.Promised == nil {
		return "没有公布承诺时限"
	}
	return fmt.Sprintf("承诺 %s，%s", b.Promised.Limit.Han(), b.Promised.Han())
}

func (b Declined) note() string { return b.Reason }

func (b Completed) note() string {
	text := b.Result.Han()
	if b.PlatformNo != "" {
		text += "；平台编号 " + b.PlatformNo
	}
	if b.Note != "" {
		text += "；" + b.Note
	}
	return text
}

func (b Delivered) note() string { return b.How + "，交" + b.To }

func (b Voided) note() string { return b.Reason }

func (b Received) apply(c *Case, h journal.Header) {
	*c = Case{
		ID: h.Subject, No: b.No, Hall: b.Hall, State: StateReceived, Rules: b.Rules,
		Applicant: b.Applicant, Intake: b.Intake, Holder: b.Intake.Handler,
	}
	c.Clocks = CaseClocks{ReceivedAt: h.At, NoticeBy: b.NoticeBy, HandOverBy: b.HandOverBy}
	c.Papers.Materials = b.Materials
	c.Outcome.PlatformNo = b.PlatformNo
}

func (b Noticed) apply(c *Case, _ journal.Header) {
	c.State = StateNoticed
	if len(c.Papers.Notices) == 0 {
		c.Papers.Owed = slices.Clone(b.Missing)
	} else if added := c.addedBy(b); len(added) > 0 {
		c.Papers.Owed, c.Papers.AddedBy = append(c.Papers.Owed, added...), b.Approver
	}
	c.Papers.Notices = append(c.Papers.Notices, b)
}

func (b Supplied) apply(c *Case, h journal.Header) {
	c.Papers.Supplies = append(c.Papers.Supplies, Supply{At: h.At, Materials: b.Materials})
	if c.State == StateNoticed { // what was only owed moves neither state nor clock
		c.State = StateSupplied
		c.Clocks.NoticeBy, c.Clocks.HandOverBy, c.Clocks.Moved.Recount = b.NoticeBy, b.HandOverBy, nil
	}
	for _, m := range b.Materials {
		c.Papers.Materials = append(c.Papers.Materials, m)
		c.Papers.Owed = slices.DeleteFunc(c.Papers.Owed, func(owed string) bool { return owed == m.Name })
		c.Papers.Deferred = slices.DeleteFunc(c.Papers.Deferred, func(o Owing) bool { return o.Name == m.Name })
	}
	if len(c.Papers.Deferred) == 0 {
		c.Papers.Deferred = nil
	}
}

func (b Accepted) apply(c *Case, h journal.Header) {
	c.State = StateAccepted
	c.Clocks.AcceptedAt = h.At
	c.Clocks.Promised, c.Clocks.Statutory, c.Clocks.Moved.Recount = b.Promised, b.Statutory, nil
	c.keepPlatformNo(b.PlatformNo)
}

func (b Declined) apply(c *Case, _ journal.Header) {
	c.State = StateDeclined
	c.Outcome.DeclineReason = b.Reason
}

func (b Completed) apply(c *Case, h journal.Header) {
	c.State = StateCompleted
	c.Clocks.CompletedAt = h.At
	c.Outcome.Result, c.Outcome.Note = b.Result, cmp.Or(b.Note, c.Outcome.Note)
	if b.DeliverBy != nil && c.Clocks.DeliverBy == nil {
		c.Clocks.DeliverBy = b.DeliverBy
	}
	c.keepPlatformNo(b.PlatformNo)
}

func (b Delivered) apply(c *Case, _ journal.Header) {
	c.State = StateDelivered
	c.Outcome.DeliveredHow = b.note()
}

func (b Voided) apply(c *Case, _ journal.Header) {
	c.State, c.Clocks.Moved.Stop = StateVoided, nil
	c.Outcome.VoidReason = b.Reason
}

func (c *Case) keepPlatformNo(no string) {
	if no != "" {
		c.Outcome.PlatformNo = no
	}
}
