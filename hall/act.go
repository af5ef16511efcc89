package hall

// Act is something a person does to a case.
type Act string

// The acts of this edition.
const (
	ActNotice   Act = "notice"   // 一次性告知
	ActSupply   Act = "supply"   // 补材料
	ActAccept   Act = "accept"   // 受理
	ActDecline  Act = "decline"  // 不予受理
	ActComplete Act = "complete" // 办结
	ActDeliver  Act = "deliver"  // 送达
	ActVoid     Act = "void"     // 作废

	ActAid    Act = "aid"    // 先行救助
	ActRoute  Act = "route"  // 流转
	ActJoint  Act = "joint"  // 并联
	ActAnswer Act = "answer" // 部门答复
	ActReview Act = "review" // 审核
	ActDecide Act = "decide" // 决定

	ActSuspend Act = "suspend" // 特别程序·暂停计时
	ActResume  Act = "resume"  // 恢复计时
	ActExtend  Act = "extend"  // 延长期限
	ActDefer   Act = "defer"   // 容缺

	ActWithdraw Act = "withdraw" // 撤回申请
	ActTransfer Act = "transfer" // 转告他机关
	ActReturn   Act = "return"   // 逾期未补正退件
	ActArchive  Act = "archive"  // 归档

	ActEnter   Act = "enter"   // 补录平台编号
	ActRevisit Act = "revisit" // 后续到场
	ActCorrect Act = "correct" // 更正
	ActJudge   Act = "judge"   // 重复认定

	ActOffer  Act = "offer"  // 提出移交
	ActTake   Act = "take"   // 接手
	ActAssign Act = "assign" // 主任指定
	ActCarry  Act = "carry"  // 交代办员
)

// Acts are all acts, in the order a screen offers them.
func Acts() []Act {
	return []Act{
		ActAccept, ActNotice, ActSupply, ActComplete, ActDeliver, ActDecline, ActVoid,
		ActAid, ActRoute, ActJoint, ActAnswer, ActReview, ActDecide,
		ActSuspend, ActResume, ActExtend, ActDefer,
		ActWithdraw, ActTransfer, ActReturn, ActArchive,
		ActEnter, ActRevisit, ActCorrect, ActJudge,
		ActOffer, ActTake, ActAssign, ActCarry,
	}
}

// Kind is the entry kind an act writes.
func (a Act) Kind() Kind {
	switch a {
	case ActNotice:
		return KindNoticed
	case ActSupply:
		return KindSupplied
	case ActAccept:
		return KindAccepted
	case ActDecline:
		return KindDeclined
	case ActComplete:
		return KindCompleted
	case ActDeliver:
		return KindDelivered
	case ActVoid:
		return KindVoided
	case ActOffer:
		return KindOffered
	case ActTake:
		return KindTaken
	case ActAssign:
		return KindAssigned
	case ActCarry:
		return KindCarried
	}
	return a.workKind()
}

// workKind is Kind for the acts of the work between acceptance and decision, and around it.
func (a Act) workKind() Kind {
	switch a {
	case ActAid:
		return KindAided
	case ActRoute:
		return KindRouted
	case ActJoint:
		return KindJoint
	case ActAnswer:
		return KindAnswered
	case ActReview:
		return KindReviewed
	case ActDecide:
		return KindDecided
	case ActSuspend:
		return KindSuspended
	case ActResume:
		return KindResumed
	case ActExtend:
		return KindExtended
	case ActDefer:
		return KindDeferred
	}
	return a.sideKind()
}

// sideKind is Kind for the exits and for what is written beside the work.
func (a Act) sideKind() Kind {
	switch a {
	case ActWithdraw:
		return KindWithdrawn
	case ActTransfer:
		return KindTransferred
	case ActReturn:
		return KindReturned
	case ActArchive:
		return KindArchived
	case ActEnter:
		return KindEntered
	case ActRevisit:
		return KindRevisited
	case ActCorrect:
		return KindCorrected
	case ActJudge:
		return KindJudged
	}
	return ""
}

// Han is the act as a button says it.
func (a Act) Han() string { return a.Kind().Han() }
