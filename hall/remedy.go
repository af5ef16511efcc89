package hall

// Remedy (救济途径) is what an applicant may do against a refusal.
type Remedy struct {
	Body        string // who hears the administrative review
	ReviewDays  int    // calendar days to ask for it, from when the decision is known
	CourtMonths int    // months to go to court
	ReviewFirst bool   // review must come before court
	FirstIf     string // the cases in which review comes first, where the matter does not tell; empty for none
}

// Remedy is what an applicant may do against a refusal on the matter: the county's government
// hears decisions of a township; of the tax office, the one above it.
// Source: 行政复议法 第二十条、第二十三条、第二十四条、第二十七条; 行政诉讼法 第四十六条.
func (r Rules) Remedy() Remedy {
	out := Remedy{Body: "县级人民政府", ReviewDays: 60, CourtMonths: 6, ReviewFirst: r.IsInformation()}
	switch r.Domain {
	case "财税":
		out.Body = "上一级税务机关或者县级人民政府"
	case "国土", "林业", "水利":
		out.FirstIf = "认为侵犯已经依法取得的自然资源所有权或者使用权"
	}
	return out
}
