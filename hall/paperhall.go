package hall

// The papers of the hall and of its people.
const (
	PaperCard        PaperKind = "card"        // 便民服务卡, one
	PaperCards       PaperKind = "cards"       // 便民服务卡, ten on A4
	PaperAppointment PaperKind = "appointment" // 预约凭条
)

func hallPapers() []paperLook {
	return []paperLook{
		{PaperCard, "便民服务卡", OfStaff, ""},
		{PaperCards, "便民服务卡", OfStaff, ""},
		{PaperAppointment, "预约凭条", OfAppointment, ""},
	}
}
