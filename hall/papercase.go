package hall

// The papers of a case.
const (
	PaperSlip       PaperKind = "slip"       // 收件凭证, or 合一单 once accepted
	PaperAcceptance PaperKind = "acceptance" // 受理通知书
	PaperNotice     PaperKind = "notice"     // 一次性告知书
	PaperDecline    PaperKind = "decline"    // 不予受理通知书
)

func casePapers() []paperLook {
	return []paperLook{
		{PaperSlip, "收件凭证", OfCase, "01"},
		{PaperAcceptance, "受理通知书", OfCase, "02"},
		{PaperNotice, "一次性告知书", OfCase, "03"},
		{PaperDecline, "不予受理通知书", OfCase, "04"},
	}
}
