package desk

// The rights over visits, tickets, fees and emergency pads.
const (
	RightVisit       Right = "visit.write"
	RightVisitRead   Right = "visit.read"
	RightTicketDraw  Right = "ticket.draw"
	RightTicketCall  Right = "ticket.call"
	RightTicketRead  Right = "ticket.read"
	RightFee         Right = "fee.write"
	RightFeeRead     Right = "fee.read"
	RightFeeWaive    Right = "fee.waive"
	RightFeeList     Right = "feelist.write"
	RightFeeListRead Right = "feelist.read"
	RightPad         Right = "pad.write"
	RightPadRead     Right = "pad.read"
)

func visitRights() []RightRule {
	return []RightRule{
		right(RightVisit, "登记来访、加人、结束来访", "hhohhh--"),
		right(RightVisitRead, "看来访", "hhohhh-h"),
		right(RightTicketDraw, "取号、门口预审、记为离开", "hh-hhh--"),
		right(RightTicketCall, "叫号、过号、转窗口", "-h-hhh--"),
		right(RightTicketRead, "看叫号单", "hh-hhh-h"),
		right(RightFee, "开缴费通知、记缴费", "-h-hhh--"),
		right(RightFeeRead, "看缴费通知", "-h-hhh-h"),
		right(RightFeeWaive, "减免、作废缴费通知", "----hh--"),
		right(RightFeeList, "收费清单列项、清理", "-----h--"),
		right(RightFeeListRead, "看收费清单", "hhhhhhhh"),
		right(RightPad, "预留、作废停电应急本", "-hohhh--"),
		right(RightPadRead, "看停电应急本", "-hohhh-h"),
	}
}
