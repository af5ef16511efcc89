package hall

// The papers of a record.
const (
	PaperMandate    PaperKind = "mandate"       // 代办委托书
	PaperZeroFee    PaperKind = "zerofee"       // 零收费声明
	PaperBagLabel   PaperKind = "baglabel"      // 资料袋标签, one
	PaperBagLabels  PaperKind = "baglabels"     // 资料袋标签, four on A4
	PaperHandOver   PaperKind = "handover"      // 交接清单
	PaperTicket     PaperKind = "ticket"        // 取号单, on an 80 mm roll
	PaperFee        PaperKind = "fee"           // 缴费通知 (一票制)
	PaperRatingSlip PaperKind = "ratingslip"    // 评价单
	PaperComplaint  PaperKind = "complaint"     // 投诉受理单
	PaperPad        PaperKind = "emergency-pad" // 停电应急本
	PaperRouteList  PaperKind = "routelist"     // 上门路线单
	PaperPosting    PaperKind = "posting"       // 公示
	PaperHomeVisit  PaperKind = "homevisit"     // 上门服务登记单
)

// recordPapers are of a record: Of is its sort.
func recordPapers() []paperLook {
	return []paperLook{
		{PaperMandate, "代办委托书", "bag", "16"},
		{PaperZeroFee, "零收费声明", "bag", "15"},
		{PaperBagLabel, "资料袋标签", "bag", ""},
		{PaperBagLabels, "资料袋标签", "bag", ""},
		{PaperHandOver, "交接清单", "trip", "18"},
		{PaperTicket, "取号单", "ticket", ""},
		{PaperFee, "缴费通知", "fee", "19"},
		{PaperRatingSlip, "评价单", "visit", ""},
		{PaperComplaint, "投诉受理单", "complaint", "20"},
		{PaperPad, "停电应急本", "pad", ""},
		{PaperRouteList, "上门路线单", "route", ""},
		{PaperPosting, "公示", "posting", ""},
		{PaperHomeVisit, "上门服务登记单", "homevisit", ""},
	}
}

// PaperNamed is a kind of paper as typed. The sort of the record stands for its paper too: bag is
// the label of a bag, rating the slip to be filled in, trip the hand-over list.
func PaperNamed(text string) PaperKind {
	switch text {
	case "bag":
		return PaperBagLabel
	case "rating":
		return PaperRatingSlip
	case "trip":
		return PaperHandOver
	case "pad":
		return PaperPad
	case "route":
		return PaperRouteList
	}
	return PaperKind(text)
}
