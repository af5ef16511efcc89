package desk

// The rights over the acts on a case, one an act. Agents have none of them.
const (
	RightNotice   Right = "case.notice"
	RightSupply   Right = "case.supply"
	RightAccept   Right = "case.accept"
	RightDecline  Right = "case.decline"
	RightComplete Right = "case.complete"
	RightDeliver  Right = "case.deliver"
	RightAid      Right = "case.aid"
	RightRoute    Right = "case.route"
	RightReview   Right = "case.review"
	RightDecide   Right = "case.decide"
	RightSuspend  Right = "case.suspend"
	RightExtend   Right = "case.extend"
	RightDefer    Right = "case.defer"
	RightWithdraw Right = "case.withdraw"
	RightTransfer Right = "case.transfer"
	RightReturn   Right = "case.return"
	RightArchive  Right = "case.archive"
	RightEnter    Right = "case.enter"
	RightRevisit  Right = "case.revisit"
	RightCorrect  Right = "case.correct"
	RightJudge    Right = "case.judge"
	RightHandOver Right = "case.handover"
	RightAssign   Right = "case.assign"
	RightCarry    Right = "case.carry"
)

func caseActRights() []RightRule {
	return []RightRule{
		right(RightNotice, "一次性告知", "-h-hhh--"),
		right(RightSupply, "补材料", "-h-hhh--"),
		right(RightAccept, "受理", "-h-hhh--"),
		right(RightDecline, "不予受理", "-h-hhh--"),
		right(RightComplete, "办结", "-h-hhh--"),
		right(RightDeliver, "送达", "-h-hhh--"),
		right(RightAid, "先行救助", "-h-hhh--"),
		right(RightRoute, "流转、并联、登记部门答复", "-h-hhh--"),
		right(RightReview, "审核", "-h-hhh--"),
		right(RightDecide, "决定", "---h-h--"),
		right(RightSuspend, "特别程序暂停、恢复计时", "-h-hhh--"),
		right(RightExtend, "延长期限", "-h-hhh--"),
		right(RightDefer, "容缺", "-h-hhh--"),
		right(RightWithdraw, "撤回申请", "-h-hhh--"),
		right(RightTransfer, "转告他机关", "-h-hhh--"),
		right(RightReturn, "逾期未补正退件", "-----h--"),
		right(RightArchive, "归档", "-h-hhh--"),
		right(RightEnter, "补录平台编号和对方的受理、结果", "-h-hhh--"),
		right(RightRevisit, "后续到场", "-h-hhh--"),
		right(RightCorrect, "更正（印在凭证上的由主任）", "-h-hhh--"),
		right(RightJudge, "重复认定", "-h-hhh--"),
		right(RightHandOver, "移交、接手办件", "-h-hhh--"),
		right(RightAssign, "指定办件的负责人", "-----h--"),
		right(RightCarry, "把材料交代办员", "-h-hhh--"),
	}
}
