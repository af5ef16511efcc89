package hall

// The papers of the hall and of its people.
const (
	PaperCard        PaperKind = "card"        // 便民服务卡, one
	PaperCards       PaperKind = "cards"       // 便民服务卡, ten on A4
	PaperCardLarge   PaperKind = "card-large"  // 便民服务卡（大字版）, to hang by the telephone
	PaperAppointment PaperKind = "appointment" // 预约凭条

	PaperBadge         PaperKind = "badge"         // 工作牌, lying
	PaperBadgeTall     PaperKind = "badge-tall"    // 工作牌, upright
	PaperDeskPlate     PaperKind = "deskplate"     // 桌牌, folded into a tent
	PaperAbsence       PaperKind = "absence"       // 去向牌: where somebody went and who stands in
	PaperPosts         PaperKind = "posts"         // 岗位一览: all posts with their stand-ins
	PaperBoard         PaperKind = "board"         // 政务公开栏 on A3
	PaperBoardA2       PaperKind = "board-a2"      // 政务公开栏 on A2
	PaperRegisterCover PaperKind = "registercover" // 台账封面
	PaperRegister      PaperKind = "register"      // 办件台账 of a span of days
	PaperReport        PaperKind = "report"        // 月报
)

func hallPapers() []paperLook {
	return []paperLook{
		{PaperCard, "便民服务卡", OfStaff, ""},
		{PaperCards, "便民服务卡", OfStaff, ""},
		{PaperCardLarge, "便民服务卡（大字版）", OfStaff, ""},
		{PaperAppointment, "预约凭条", OfAppointment, ""},
		{PaperBadge, "工作牌", OfStaff, ""},
		{PaperBadgeTall, "工作牌（竖式）", OfStaff, ""},
		{PaperDeskPlate, "桌牌", OfStaff, ""},
		{PaperAbsence, "去向牌", OfStaff, ""},
		{PaperPosts, "岗位一览", OfHall, ""},
		{PaperBoard, "政务公开栏", OfHall, ""},
		{PaperBoardA2, "政务公开栏（A2）", OfHall, ""},
		{PaperRegisterCover, "台账封面", OfHall, ""},
		{PaperRegister, "办件台账", OfHall, ""},
		{PaperReport, "月报", OfHall, ""},
	}
}
