package watch

import (
	"fmt"
	"time"

	"bianmin/hall/journal"
)

// Alert is something the hall is told that is nobody's fault: no card.
type Alert struct {
	Say  string `json:"say"`
	Next string `json:"next"`
}

// SyncLag says that entries have waited long for the county, or false. A device that never
// reached a county has none: it is not enrolled. Nobody gets a card for a broken line.
// Typical practice, a parameter of RulesEdition.
func SyncLag(p journal.Progress, now time.Time) (Alert, bool) {
	waited := now.Sub(p.AsOf)
	if p.AsOf.IsZero() || p.Waiting() <= 0 || waited <= SyncLagHours*time.Hour {
		return Alert{}, false
	}
	return Alert{
		Say:  fmt.Sprintf("有 %d 条记录等了 %d 小时还没有到县里", p.Waiting(), int(waited/time.Hour)),
		Next: "这不是经办人的责任；请检查网络，接通后会自动上传，也可以用 U 盘",
	}, true
}
