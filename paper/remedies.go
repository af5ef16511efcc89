package paper

import (
	"fmt"
	"strings"
)

// sayRemedies says what may be done against a paper that is called so, by whom and by when.
func (l letter) sayRemedies(paper string) {
	r := l.job.Case.Rules.Remedy()
	body := strings.ReplaceAll(r.Body, anyCounty, countyGovernment(l.job.Office.Name))
	review := fmt.Sprintf("可以自收到本%s之日起%s日内向%s申请行政复议", paper, hanNumber(r.ReviewDays), body)
	court := fmt.Sprintf("也可以在%s个月内向人民法院提起行政诉讼", hanNumber(r.CourtMonths))
	switch {
	case r.ReviewFirst:
		l.last(loud("不服怎么办："), plain("%s；应当先申请行政复议，对复议决定不服的，再依法向人民法院提起行政诉讼。", review))
	case r.FirstIf != "":
		l.last(loud("不服怎么办："), plain("%s，%s。%s的，应当先申请行政复议。", review, court, r.FirstIf))
	default:
		l.last(loud("不服怎么办："), plain("%s，%s。", review, court))
	}
}

// anyCounty stands for the government above a township where no name is known.
const anyCounty = "县级人民政府"

// countyGovernment names the government above the township of a hall by the hall's own name:
// 新化县白溪镇便民服务中心 is below 新化县人民政府.
func countyGovernment(hallName string) string {
	for _, ends := range []string{"县区旗", "市"} {
		if i := strings.IndexAny(hallName, ends); i > 0 {
			return hallName[:i+len("县")] + "人民政府"
		}
	}
	return anyCounty
}

// hanNumber is a small number in Chinese: 六十, 六.
func hanNumber(n int) string {
	digits := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return digits[n]
	case n == 10:
		return "十"
	case n < 20:
		return "十" + digits[n%10]
	case n%10 == 0:
		return digits[n/10] + "十"
	}
	return digits[n/10] + "十" + digits[n%10]
}
