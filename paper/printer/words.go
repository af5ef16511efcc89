package printer

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"bianmin/hall"
)

//go:embed reasons.tsv
var reasonLines string

// How much a reason matters.
const (
	rankHand  = 1 // somebody must go to the printer
	rankAdmin = 2
	rankEnded = 3
	rankWarns = 4 // would need a hand, but the printer says it still prints
	rankOther = 7 // a word not in the table
	rankMute  = 9
)

// reason is what a printer's keyword means to the hall.
type reason struct {
	rank      int
	keyword   string
	say, next string
}

// reasons is the table, by keyword.
func reasons() map[string]reason {
	out := map[string]reason{}
	for _, line := range strings.Split(reasonLines, "\n") {
		part := strings.Split(line, "\t")
		if len(part) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		rank, err := strconv.Atoi(part[0])
		if err != nil {
			continue // TestEveryReasonIsReadable sees to it
		}
		out[part[1]] = reason{rank: rank, keyword: part[1], say: part[2], next: part[3]}
	}
	return out
}

// bare is a keyword without its weight: printers say media-jam, media-jam-error or
// media-jam-warning. Source: RFC 8011 5.4.12.
func bare(keyword string) (word string, report bool) {
	for _, weight := range []string{"-error", "-warning", "-report"} {
		if w, ok := strings.CutSuffix(keyword, weight); ok && !knownWhole(keyword) {
			return w, weight != "-error"
		}
	}
	return keyword, false
}

// knownWhole are keywords that end like a weight and have none.
func knownWhole(keyword string) bool {
	return strings.HasPrefix(keyword, "document-") || keyword == "compression-error"
}

// worst is the reason that matters most, and whether there is one worth a word.
func worst(keywords []string) (reason, bool) {
	table := reasons()
	found := reason{rank: rankMute}
	for _, k := range keywords {
		word, report := bare(k)
		r, ok := table[word]
		switch {
		case !ok:
			r = reason{rank: rankOther, keyword: k, say: "打印机报告：" + k, next: "请看打印机面板"}
		case report && r.rank == rankHand && word != "offline":
			r.rank = rankWarns
		}
		if r.rank < found.rank {
			found = r
		}
	}
	return found, found.rank < rankMute
}

// sayPrinter puts a printer's state and reasons into its sentence.
func sayPrinter(p *hall.Printer) {
	r, ok := worst(p.Reasons)
	if ok && r.rank <= rankAdmin {
		p.State = hall.PrinterStopped
	}
	switch {
	case ok && (p.State == hall.PrinterStopped || r.rank != rankOther):
		p.Say, p.Next = r.say, r.next
	case p.State == hall.PrinterStopped:
		p.Say, p.Next = "打印机停着", "请看打印机面板，或在打印服务里恢复打印"
	case p.State == hall.PrinterBusy:
		p.Say = "正在打印"
	default:
		p.Say = "空闲"
	}
	if p.Accepts || ok && r.rank <= rankAdmin {
		return
	}
	p.Say, p.Next = "打印机停收新作业", "请管理员在打印服务里恢复"
}

// sayJob puts a job's state into its sentence. While a job waits or runs, the reasons of its
// printer count too: a job that is printing without paper needs a hand.
func sayJob(j *hall.PrintJob, printer hall.Printer) {
	own, some := worst(j.Reasons)
	switch j.State {
	case hall.PrintCompleted:
		j.Say = "打印好了"
		if some && own.rank == rankEnded {
			j.Say, j.Next = own.say, own.next
		}
	case hall.PrintCancelled:
		j.Say, j.Next = "作业已取消", "要打印的请再打印一次"
		if some && own.rank == rankEnded {
			j.Say, j.Next = own.say, own.next
		}
	case hall.PrintAborted:
		j.Say, j.Next = "打印没有完成", "请看打印机，再打印一次"
		if some && own.rank <= rankEnded {
			j.Say, j.Next = "打印没有完成："+own.say, own.next
		}
	case hall.PrintUnknown:
		j.Say, j.Next = "不知道打印好了没有", "请看一眼纸出来没有；没有出来的再打印一次"
	default:
		sayUnderWay(j, printer, own, some)
	}
}

func sayUnderWay(j *hall.PrintJob, printer hall.Printer, own reason, some bool) {
	theirs, stands := worst(printer.Reasons)
	switch {
	case stands && (theirs.rank <= rankAdmin || printer.State == hall.PrinterStopped && theirs.rank != rankOther):
		j.State, j.Say, j.Next = hall.PrintStopped, theirs.say, theirs.next
		j.Reasons = append(slices.Clone(j.Reasons), printer.Reasons...)
	case some && own.rank <= rankAdmin:
		j.State, j.Say, j.Next = hall.PrintStopped, own.say, own.next
	case j.State == hall.PrintStopped && printer.State != hall.PrinterStopped: // CUPS: a filter failed
		j.Say, j.Next = "打印服务停下了这个作业", "请取消它再打印一次；还不行的，请管理员看打印服务的日志"
	case printer.State == hall.PrinterStopped:
		j.State, j.Say, j.Next = hall.PrintStopped, "打印机停着", "请看打印机面板，或在打印服务里恢复打印"
	case j.State == hall.PrintHeld && !some:
		j.Say, j.Next = "作业被扣住了", "请在打印服务里放行"
	case stands && theirs.rank == rankWarns && j.State == hall.PrintRunning:
		j.Say, j.Next = "正在打印，但"+theirs.say, theirs.next
	case some && own.rank < rankOther:
		j.Say, j.Next = own.say, own.next
	case j.State == hall.PrintWaiting:
		j.Say = "在排队"
	default:
		j.Say = "正在打印"
	}
}
