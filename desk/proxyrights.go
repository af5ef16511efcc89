package desk

// The rights over the proxy service and home visits.
const (
	RightBag        Right = "bag.write"
	RightBagCounter Right = "bag.counter"
	RightBagRead    Right = "bag.read"
	RightBagAssign  Right = "bag.assign"
	RightRoute      Right = "route.write"
	RightRouteRead  Right = "route.read"
	RightVisitAsk   Right = "homevisit.write"
	RightVisitSee   Right = "homevisit.read"
)

func proxyRights() []RightRule {
	return []RightRule{
		right(RightBag, "接委托、收材料、交接、取结果、交还、报遗失", "-hohhh--"),
		right(RightBagCounter, "在窗口接收资料袋、交进办件", "-h-hhh--"),
		right(RightBagRead, "看资料袋和交接清单", "-hohhh-h"),
		right(RightBagAssign, "指定资料袋的代办员", "-----h--"),
		right(RightRoute, "排上门路线、登记上门结果", "-hohhh--"),
		right(RightRouteRead, "看上门路线", "-hohhh-h"),
		right(RightVisitAsk, "登记上门申请、取消上门申请", "hhohhh--"),
		right(RightVisitSee, "看上门申请", "hhohhh-h"),
	}
}
