package bag

import (
	"slices"
	"strings"

	"bianmin/hall"
)

// Handling (村级办理方式) is how a village handles a matter.
type Handling string

// The ways a village handles a matter.
const (
	Direct   Handling = "直办"
	Proxy    Handling = "代办"
	Assist   Handling = "协办"
	Announce Handling = "公开告知"
)

// Handlings are all of them.
func Handlings() []Handling { return []Handling{Direct, Proxy, Assist, Announce} }

// Mandate (委托书) is the principal's word that an agent may carry the errand.
type Mandate struct {
	Signed    string    `json:"signed"`            // one of Signings
	Witness   string    `json:"witness,omitempty"` // name; required when somebody else signed
	Scope     string    `json:"scope"`             // what the agent may do
	On        hall.Date `json:"on"`
	PaperKept bool      `json:"paper_kept,omitempty"` // the signed paper is kept in the hall
}

// The ways a mandate is signed.
const (
	Signature   = "签名"
	Fingerprint = "手印"
	ForAnother  = "代签"
)

// Signings are the ways a mandate is signed.
func Signings() []string { return []string{Signature, Fingerprint, ForAnother} }

func (m Mandate) complete() error {
	switch {
	case !slices.Contains(Signings(), m.Signed):
		return hall.Refuse("委托书没有写怎么签的", "应是 "+strings.Join(Signings(), "、")+" 之一")
	case strings.TrimSpace(m.Scope) == "":
		return hall.Refuse("委托书没有写委托办什么", "请用一句话写下委托范围")
	case m.On.IsZero():
		return hall.Refuse("委托书没有日期", "请写签委托书的那一天")
	}
	return m.witnessed()
}

// witnessed: a signature by somebody else needs a witness with a name. Typical practice, a
// parameter of RulesEdition.
func (m Mandate) witnessed() error {
	if m.Signed == ForAnother && strings.TrimSpace(m.Witness) == "" {
		return hall.Refuse("代签的委托书要有见证人", "请写见证人姓名，并请见证人也签字")
	}
	return nil
}

// ZeroFee (零收费声明) is the agent's declaration to take no money for the errand.
type ZeroFee struct {
	Declared bool      `json:"declared"`
	On       hall.Date `json:"on,omitzero"`
}

// Free is nil when the agent has declared to take nothing: proxy service is free, and an agent
// never touches money. Source: 娄底市 2014 便民服务通知 第十、十一项（免费代办）.
func (z ZeroFee) Free() error {
	if z.Declared && !z.On.IsZero() {
		return nil
	}
	return hall.Forbid("代办员还没有做零收费声明", "代办一律免费：请代办员先签零收费声明，再接委托")
}

// Carries is nil when a village carries papers for matters it handles so; one that is only
// announced has none to carry. Typical practice, a parameter of RulesEdition.
func (h Handling) Carries() error {
	switch {
	case !slices.Contains(Handlings(), h):
		return hall.Refuse("不认识这种村级办理方式", "应是 直办、代办、协办、公开告知 之一")
	case h == Announce:
		return hall.Forbid("公开告知的事项只告诉群众怎么办，不收材料", "要帮群众跑腿的，请按代办或协办登记")
	}
	return nil
}
