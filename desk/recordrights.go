package desk

// The rights over records.
const (
	RightInquiry       Right = "inquiry.write"
	RightInquiryRead   Right = "inquiry.read"
	RightInquiryAssign Right = "inquiry.assign"
)

func recordRights() []RightRule {
	return []RightRule{
		right(RightInquiry, "首问登记、转交、答复", "hhhhhh--"),
		right(RightInquiryRead, "看首问登记", "hhohhh-h"),
		right(RightInquiryAssign, "指定首问责任人", "-----h--"),
	}
}
