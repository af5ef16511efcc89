package hall

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Cover is what the cover of a register (台账封面) says beside the hall and its keeper.
type Cover struct {
	Register string `json:"register,omitempty"` // 办件台账; empty is 便民服务台账
	Year     int    `json:"year"`
	Volume   int    `json:"volume,omitempty"` // 0: to be written in by hand
}

// maxCoverRunes is the longest name of a register that a cover shows in large letters.
const maxCoverRunes = 20

// ReadCover reads what a clerk says of a cover, in any order and divided by 「/」: the year
// with four digits, the volume with up to three, and the name of the register. What is not
// said is this year, a volume to be written in by hand, and 便民服务台账. Two of a sort, a
// number that is neither, or a name beyond 20 characters is Invalid.
func ReadCover(text string, today Date) (Cover, error) {
	c := Cover{Year: today.Year()}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, "/") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		sort := "name"
		if n, err := strconv.Atoi(part); err == nil {
			switch {
			case len(part) == 4 && n >= 1949:
				sort, c.Year = "year", n
			case len(part) <= 3 && n >= 1:
				sort, c.Volume = "volume", n
			default:
				sort = ""
			}
		} else {
			c.Register = part
		}
		if sort == "" || seen[sort] || utf8.RuneCountInString(c.Register) > maxCoverRunes {
			return Cover{}, Refuse("台账封面写什么没有看懂", "写成 台账名称/年份/第几册，例如 办件台账/2026/2；名称最多 20 个字")
		}
		seen[sort] = true
	}
	return c, nil
}
