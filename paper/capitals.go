package paper

import "strings"

// capitals is an amount in fen as it stands on bills, in figures nobody can change: 1250 is
// 壹拾贰元伍角整. Amounts from a trillion yuan on and below 0 are not written: the empty string.
//
// Source: 支付结算办法 附一（正确填写票据和结算凭证的基本规定）.
func capitals(fen int64) string {
	if fen < 0 || fen >= 100*1_0000_0000_0000 {
		return ""
	}
	yuan, jiao, cent := fen/100, fen/10%10, fen%10
	text := ""
	if yuan > 0 {
		text = capitalYuan(yuan) + "元"
	}
	switch {
	case fen == 0:
		return "零元整"
	case jiao == 0 && cent == 0:
		return text + "整"
	case cent == 0:
		return text + capitalDigit(jiao) + "角整"
	case jiao > 0:
		return text + capitalDigit(jiao) + "角" + capitalDigit(cent) + "分"
	case yuan > 0:
		text += "零"
	}
	return text + capitalDigit(cent) + "分"
}

func capitalDigit(n int64) string { return string([]rune("零壹贰叁肆伍陆柒捌玖")[n]) }

// capitalYuan writes groups of four digits, a single 零 for the gaps between.
func capitalYuan(yuan int64) string {
	var groups []int64
	for n := yuan; n > 0; n /= 10000 {
		groups = append(groups, n%10000)
	}
	units := []string{"", "万", "亿"}
	var out strings.Builder
	gap := false
	for i := len(groups) - 1; i >= 0; i-- {
		if groups[i] == 0 {
			gap = true
			continue
		}
		if out.Len() > 0 && (gap || groups[i] < 1000) {
			out.WriteString("零")
		}
		out.WriteString(capitalGroup(groups[i]) + units[i])
		gap = false
	}
	return out.String()
}

func capitalGroup(n int64) string {
	var out strings.Builder
	gap := false
	for _, place := range []struct {
		size int64
		unit string
	}{{1000, "仟"}, {100, "佰"}, {10, "拾"}, {1, ""}} {
		d := n / place.size % 10
		if d == 0 {
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteString("零")
		}
		out.WriteString(capitalDigit(d) + place.unit)
		gap = false
	}
	return out.String()
}
