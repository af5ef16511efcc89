package catalogue

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// row is a matter as the catalogue file spells it. It is long because the file is.
type row struct {
	Code          string            `json:"sample_code"`
	Name          string            `json:"name"`
	OldName       *string           `json:"name_2014"`
	Domain        string            `json:"domain"`
	Department    string            `json:"competent_department"`
	Type          string            `json:"matter_type"`
	CaseType      string            `json:"case_type"`
	Basis         []hall.LegalBasis `json:"legal_basis"`
	Audience      string            `json:"audience"`
	Conditions    *string           `json:"acceptance_conditions"`
	Materials     []materialRow     `json:"materials"`
	StatutoryDays *int              `json:"statutory_limit_workdays"`
	StatutoryNote string            `json:"statutory_limit_note"`
	PromisedDays  *int              `json:"promised_limit_workdays"`
	Promised      *hall.Limit       `json:"promised_limit,omitempty"`
	Statutory     *hall.Limit       `json:"statutory_limit,omitempty"`
	Example       bool              `json:"promised_limit_is_example"`
	FeeYuan       json.Number       `json:"fee_amount"`
	FeeNote       string            `json:"fee_note"`
	FeeBasis      string            `json:"fee_basis,omitempty"`
	Result        string            `json:"result_document"`
	DecisionLevel string            `json:"decision_level"`
	TownshipRole  string            `json:"township_role"`
	Delegated     string            `json:"delegated_to_township"`
	Proxy         bool              `json:"village_agent_can_proxy"`
	ProxyNote     string            `json:"proxy_note"`
	Notes         *string           `json:"notes"`
	BasisTrust    string            `json:"legal_basis_confidence,omitempty"`
	OtherTrust    string            `json:"other_fields_confidence,omitempty"`
	Seq           int               `json:"seq,omitempty"`
	Core          bool              `json:"core,omitempty"`
	Mode          hall.TownshipMode `json:"township_mode"`
	Steps         []hall.StepRule   `json:"steps"`
	OutsideSystem *string           `json:"outside_system"`
	Secret        bool              `json:"secret"`
	CancelledOn   workday.Date      `json:"cancelled_on,omitzero"`
	Joint         bool              `json:"joint,omitempty"`
	Renewal       bool              `json:"renewal,omitempty"`
	Extension     *extensionRow     `json:"extension,omitempty"`
	Posting       *hall.PostingRule `json:"posting,omitempty"`
}

// extensionRow is by how much the matter's own rules let its limit be extended, once.
type extensionRow struct {
	hall.Limit
	Basis string `json:"basis"`
}

type materialRow struct {
	Name        string `json:"name"`
	Originals   int    `json:"original_count"`
	Copies      int    `json:"copy_count"`
	Form        string `json:"form"`
	Requirement string `json:"requirement"`
	Source      string `json:"source"`
	Note        string `json:"note,omitempty"`
}

// readRow decodes one matter. code is what could be read of its code, for messages.
func readRow(raw json.RawMessage) (r row, unknown []string, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&r); err != nil {
		return r, nil, fmt.Errorf("%s", explainJSON(err))
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err == nil {
		for k := range keys {
			if !knownKeys[k] {
				unknown = append(unknown, k)
			}
		}
	}
	return r, unknown, nil
}

// knownKeys are the names a row may have. It is data, never changed.
var knownKeys = func() map[string]bool {
	names := map[string]bool{}
	for _, k := range strings.Fields(`sample_code name name_2014 domain competent_department matter_type case_type
		legal_basis audience acceptance_conditions materials statutory_limit_workdays statutory_limit_note
		promised_limit_workdays promised_limit statutory_limit promised_limit_is_example fee_amount fee_note
		fee_basis result_document decision_level township_role delegated_to_township village_agent_can_proxy
		proxy_note notes legal_basis_confidence other_fields_confidence seq core township_mode steps
		outside_system secret cancelled_on joint renewal extension posting`) {
		names[k] = true
	}
	return names
}()

func explainJSON(err error) string {
	var typeErr *json.UnmarshalTypeError
	if ok := asType(err, &typeErr); ok {
		return fmt.Sprintf("%s 一栏的内容类型不对（%s）", typeErr.Field, typeErr.Value)
	}
	return "这一条读不出来：不是完整的 JSON 对象"
}

func asType(err error, target **json.UnmarshalTypeError) bool {
	e, ok := err.(*json.UnmarshalTypeError) //nolint:errorlint // the decoder returns it bare
	if ok {
		*target = e
	}
	return ok
}

func (r row) promised() *hall.Limit  { return pick(r.Promised, r.PromisedDays) }
func (r row) statutory() *hall.Limit { return pick(r.Statutory, r.StatutoryDays) }

func pick(l *hall.Limit, workdays *int) *hall.Limit {
	switch {
	case l != nil:
		return l
	case workdays != nil:
		return &hall.Limit{N: *workdays, Unit: hall.Workday}
	}
	return nil
}

func (r row) extension() *hall.ExtensionRule {
	if r.Extension == nil {
		return nil
	}
	return &hall.ExtensionRule{Limit: r.Extension.Limit, Basis: r.Extension.Basis}
}

// feeFen reads the fee, in yuan with at most two decimals, as fen.
func (r row) feeFen() (int64, error) {
	if r.FeeYuan == "" {
		return 0, nil
	}
	digits := r.FeeYuan.String()
	if len(digits) > 15 || strings.Trim(digits, "0123456789.") != "" { // exponents could ask for gigabytes
		return 0, fmt.Errorf("收费金额应是不小于 0、最多两位小数的元数")
	}
	yuan, ok := new(big.Rat).SetString(digits)
	if !ok {
		return 0, fmt.Errorf("收费金额不是数字")
	}
	fen := yuan.Mul(yuan, big.NewRat(100, 1))
	if !fen.IsInt() || !fen.Num().IsInt64() || fen.Sign() < 0 {
		return 0, fmt.Errorf("收费金额应是不小于 0、最多两位小数的元数")
	}
	return fen.Num().Int64(), nil
}

func (r row) matter(edition string) hall.Matter {
	fee, _ := r.feeFen() // checked before
	m := hall.Matter{
		Code: r.Code, Name: r.Name, Domain: r.Domain, Type: r.Type, CaseType: r.CaseType, Mode: r.Mode, Basis: r.Basis, Edition: edition,
		Limits: hall.Limits{Promised: r.promised(), Statutory: r.statutory(), StatutoryNote: r.StatutoryNote, Example: r.Example},
		Intake: hall.IntakeRules{
			Steps: r.Steps, OutsideSystem: text(r.OutsideSystem), ProxyAllowed: r.Proxy, Secret: r.Secret, CancelledOn: r.CancelledOn,
			Joint: r.Joint, Renewal: r.Renewal, Extension: r.extension(),
			Posting: r.Posting,
		},
		Guide: hall.GuideText{
			OldName: text(r.OldName), Department: r.Department, Audience: r.Audience, Conditions: text(r.Conditions),
			DecisionLevel: r.DecisionLevel, TownshipRole: r.TownshipRole, Delegated: r.Delegated, Result: r.Result,
			ProxyNote: r.ProxyNote, Notes: text(r.Notes), FeeFen: fee, FeeNote: r.FeeNote,
		},
	}
	for _, x := range r.Materials {
		m.Intake.Materials = append(m.Intake.Materials, hall.MaterialRule{
			Name: x.Name, Originals: x.Originals, Copies: x.Copies, Form: x.Form, Requirement: x.Requirement, Source: x.Source, Note: x.Note,
		})
	}
	return m
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
