package desk

// The rights over supervision cards, accountability and bulletins. That a card is answered by
// the person responsible, and judged by somebody else, is checked on the card.
const (
	RightCardRead       Right = "card.read"
	RightCardAnswer     Right = "card.answer"
	RightCardJudge      Right = "card.judge"
	RightAccountRead    Right = "accountability.read"
	RightAccountDecide  Right = "accountability.decide"
	RightAccountAppeal  Right = "accountability.appeal"
	RightBulletinRead   Right = "bulletin.read"
	RightBulletinMake   Right = "bulletin.make"
	RightBulletinIssued Right = "bulletin.publish"
)

func watchRights() []RightRule {
	return []RightRule{
		right(RightCardRead, "看督办牌", "hhohhh-h"),
		right(RightCardAnswer, "说明自己的督办牌", "hhhhhh--"),
		right(RightCardJudge, "裁定督办牌", "-----h--"),
		right(RightAccountRead, "看责任追究台账", "----hh-h"),
		right(RightAccountDecide, "决定、了结责任追究", "-----h--"),
		right(RightAccountAppeal, "对自己的责任追究申诉", "hhhhhh--"),
		right(RightBulletinRead, "看月度通报", "hhhhhh-h"),
		right(RightBulletinMake, "拟月度通报", "----hh--"),
		right(RightBulletinIssued, "发月度通报", "-----h--"),
	}
}
