package desk

// The rights over what the people say of the hall.
const (
	RightRatingAsk     Right = "rating.ask"
	RightRatingSlip    Right = "rating.slip"
	RightRatingRead    Right = "rating.read"
	RightRatingOwn     Right = "rating.own"
	RightRatingFollow  Right = "rating.follow"
	RightRatingReview  Right = "rating.review"
	RightRatingCounty  Right = "rating.county"
	RightRatingFigures Right = "rating.figures"

	RightFollowUpDraw Right = "followup.draw"
	RightFollowUp     Right = "followup.write"
	RightFollowUpRead Right = "followup.read"

	RightComplaint       Right = "complaint.make"
	RightComplaintRead   Right = "complaint.read"
	RightComplaintHandle Right = "complaint.handle"
	RightComplaintWork   Right = "complaint.work"

	RightHotline       Right = "hotline.write"
	RightHotlineRead   Right = "hotline.read"
	RightHotlineRoute  Right = "hotline.route"
	RightHotlineAnswer Right = "hotline.answer"

	RightQuestionnaire       Right = "questionnaire.issue"
	RightQuestionnaireAnswer Right = "questionnaire.answer"
	RightQuestionnaireRead   Right = "questionnaire.read"
)

// voiceRights: beside the table, nobody reaches a rating, a follow-up, an order or a complaint of
// themselves, whatever their role.
func voiceRights() []RightRule {
	return []RightRule{
		right(RightRatingAsk, "请申请人在屏幕上评价、记未评价", "hhohhh--"),
		right(RightRatingSlip, "录入评价单", "hh-hhh--"),
		right(RightRatingRead, "看评价", "----hh-h"),
		right(RightRatingOwn, "看公布给本人的评价、申诉", "oooooo--"),
		right(RightRatingFollow, "差评回访、整改、办结", "----hh--"),
		right(RightRatingReview, "复核评价申诉", "-----h--"),
		right(RightRatingCounty, "录入县里的申诉复核", "----hh--"),
		right(RightRatingFigures, "看好差评统计", "----hh-h"),
		right(RightFollowUpDraw, "抽样办件回访", "-----h--"),
		right(RightFollowUp, "办件回访、整改、办结", "-h-hhh--"),
		right(RightFollowUpRead, "看办件回访", "-h-hhh-h"),
		right(RightComplaint, "登记投诉、登记申请复核", "hhhhhh--"),
		right(RightComplaintRead, "看投诉", "oooooh-h"),
		right(RightComplaintHandle, "受理投诉、指定核查人、转信访", "-----h--"),
		right(RightComplaintWork, "核查、答复、办结投诉", "oooooh--"),
		right(RightHotline, "登记、签收、退回、回访12345工单", "hh-hhh--"),
		right(RightHotlineRead, "看12345工单", "hhohhh-h"),
		right(RightHotlineRoute, "转办12345工单", "----hh--"),
		right(RightHotlineAnswer, "答复12345工单", "oooohh--"),
		right(RightQuestionnaire, "发放、截止评议问卷", "-----h--"),
		right(RightQuestionnaireAnswer, "录入答卷", "hhhhhh--"),
		right(RightQuestionnaireRead, "看问卷结果", "hhhhhh-h"),
	}
}
