package desk

// The rights over counters and what becomes of those who come.
const (
	RightAppointCall Right = "appointment.call"
	RightCounter     Right = "counter.write"
	RightCounterRead Right = "counter.read"
)

func appointRights() []RightRule {
	return []RightRule{
		right(RightAppointCall, "叫号、过号、转窗口、办完、记爽约", "-h-hhh--"),
		right(RightCounter, "设窗口、排预约时段", "----hhh-"),
		right(RightCounterRead, "看窗口和预约时段", "hhhhhhhh"),
	}
}
