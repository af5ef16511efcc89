package hall

import (
	"fmt"

	"bianmin/hall/journal"
)

// caseKind is a kind of entry of a case: its name on a timeline, and how its body is read.
type caseKind struct {
	kind Kind
	han  string
	read func(journal.Entry) (CaseBody, error)
}

// caseKinds are all kinds of entries of a case, in the order of a case's life.
func caseKinds() [35]caseKind {
	return [...]caseKind{
		{KindReceived, "收件", readBody[Received]},
		{KindNoticed, "一次性告知", readBody[Noticed]},
		{KindSupplied, "补材料", readBody[Supplied]},
		{KindAccepted, "受理", readBody[Accepted]},
		{KindDeclined, "不予受理", readBody[Declined]},
		{KindCompleted, "办结", readBody[Completed]},
		{KindDelivered, "送达", readBody[Delivered]},
		{KindVoided, "作废", readBody[Voided]},
		{KindDeemed, "视为受理", readBody[Deemed]},
		{KindSetAside, "不作视为受理", readBody[SetAside]},
		{KindAided, "先行救助", readBody[Aided]},
		{KindRouted, "流转", readBody[Routed]},
		{KindJoint, "并联", readBody[Jointed]},
		{KindAnswered, "部门答复", readBody[Answered]},
		{KindReviewed, "审核", readBody[Reviewed]},
		{KindDecided, "决定", readBody[Decided]},
		{KindRenewed, "准予延续", readBody[Renewed]},
		{KindSuspended, "特别程序", readBody[Suspended]},
		{KindResumed, "恢复计时", readBody[Resumed]},
		{KindExtended, "延长期限", readBody[Extended]},
		{KindRecounted, "重新推算", readBody[Recounted]},
		{KindDeferred, "容缺", readBody[Deferred]},
		{KindWithdrawn, "撤回申请", readBody[Withdrawn]},
		{KindTransferred, "转告他机关", readBody[Transferred]},
		{KindReturned, "退件", readBody[Returned]},
		{KindArchived, "归档", readBody[Archived]},
		{KindEntered, "补录", readBody[Entered]},
		{KindLate, "补录说明", readBody[LateAct]},
		{KindRevisited, "后续到场", readBody[Revisited]},
		{KindCorrected, "更正", readBody[Corrected]},
		{KindJudged, "重复认定", readBody[Judged]},
		{KindOffered, "提出移交", readBody[Offered]},
		{KindTaken, "接手", readBody[TakenOver]},
		{KindAssigned, "主任指定", readBody[Assigned]},
		{KindCarried, "交代办员", readBody[Carried]},
	}
}

// CaseKinds are all kinds of entries of a case, in the order of a case's life.
func CaseKinds() []Kind {
	all := caseKinds()
	out := make([]Kind, len(all))
	for i, k := range all {
		out[i] = k.kind
	}
	return out
}

func caseKindOf(k Kind) (caseKind, bool) {
	for _, c := range caseKinds() {
		if c.kind == k {
			return c, true
		}
	}
	return caseKind{}, false
}

func readBody[B CaseBody](e journal.Entry) (CaseBody, error) { return decode[B](e) }

func decodeCaseBody(e journal.Entry) (CaseBody, error) {
	if c, ok := caseKindOf(Kind(e.Kind)); ok {
		return c.read(e)
	}
	return nil, fmt.Errorf("unknown kind %s", e.Kind)
}

// Han is the kind as a timeline shows it.
func (k Kind) Han() string {
	switch k {
	case KindBooked:
		return "预约"
	case KindCancelled:
		return "取消预约"
	case KindArrived:
		return "签到"
	case KindMoved:
		return "改约"
	case KindCalled:
		return "叫号"
	case KindRecalled:
		return "重呼"
	case KindParked:
		return "过号"
	case KindForwarded:
		return "转窗口"
	case KindServed:
		return "办完"
	case KindMissed:
		return "爽约"
	case KindRevealed:
		return "查看完整信息"
	}
	if c, ok := caseKindOf(k); ok {
		return c.han
	}
	return string(k)
}
