package desk

// The rights over people, their leave and duty, training and postings.
const (
	RightStaffWrite    Right = "staff.write"
	RightStaffApprove  Right = "staff.approve"
	RightStaffRead     Right = "staff.read"
	RightLeaveAsk      Right = "leave.ask"
	RightLeaveApprove  Right = "leave.approve"
	RightLeaveRead     Right = "leave.read"
	RightHandCount     Right = "handover.count"
	RightHandAssign    Right = "handover.assign"
	RightHandRead      Right = "handover.read"
	RightDutyClock     Right = "duty.clock"
	RightDutyImport    Right = "duty.import"
	RightDutyCorrect   Right = "duty.correct"
	RightDutyRead      Right = "duty.read"
	RightTraining      Right = "training.write"
	RightTrainingRead  Right = "training.read"
	RightPosting       Right = "posting.write"
	RightPostingObject Right = "posting.object"
	RightPostingAnswer Right = "posting.answer"
	RightPostingRead   Right = "posting.read"
)

// peopleRights: who is own asks, hands over, clocks and reads for themselves.
func peopleRights() []RightRule {
	return []RightRule{
		right(RightStaffWrite, "提出任用、变更，停用、启用人员", "-----hh-"),
		right(RightStaffApprove, "同意任用和岗位变更，授权，离岗、返岗", "-----h--"),
		right(RightStaffRead, "看人员、岗位和授权清单", "hhhhhhhh"),
		right(RightLeaveAsk, "请假、休假、销假", "oooohho-"),
		right(RightLeaveApprove, "批准请假", "----hh--"),
		right(RightLeaveRead, "看请假", "oooohhhh"),
		right(RightHandCount, "离岗清点、接收移交", "oooooho-"),
		right(RightHandAssign, "指定移交的接收人", "-----h--"),
		right(RightHandRead, "看手上未办完的和清点移交单", "oooohhoh"),
		right(RightDutyClock, "打卡", "hhhhhhh-"),
		right(RightDutyImport, "导入考勤机文件", "----hhh-"),
		right(RightDutyCorrect, "更正考勤", "-----h--"),
		right(RightDutyRead, "看考勤和月度出勤", "oooohhhh"),
		right(RightTraining, "登记培训、到会、成绩", "----hh--"),
		right(RightTrainingRead, "看培训记录", "oooohhhh"),
		right(RightPosting, "张贴、撤下公示", "-hhhhh--"),
		right(RightPostingObject, "登记公示的异议", "hhhhhh--"),
		right(RightPostingAnswer, "答复公示的异议", "---hhh--"),
		right(RightPostingRead, "看公示", "hhhhhhhh"),
	}
}
