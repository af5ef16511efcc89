package desk

// The rights over the acts on a case, one an act. Agents have none of them.
const (
	RightNotice   Right = "case.notice"
	RightSupply   Right = "case.supply"
	RightAccept   Right = "case.accept"
	RightDecline  Right = "case.decline"
	RightComplete Right = "case.complete"
	RightDeliver  Right = "case.deliver"
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
		right(RightHandOver, "移交、接手办件", "-h-hhh--"),
		right(RightAssign, "指定办件的负责人", "-----h--"),
		right(RightCarry, "把材料交代办员", "-h-hhh--"),
	}
}
