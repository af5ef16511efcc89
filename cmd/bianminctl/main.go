// Command bianminctl does a hall's work from the command line, on the same data as the
// window. Exit codes: 0 done, 1 internal, 2 usage, 3 input refused, unlawful act or not
// found, 4 sealed, 5 data damaged, 6 county or printer unreachable, 7 rejected or conflict, 8 busy.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/internal/console"
	"bianmin/internal/station"
)

// version is set at build time.
var version = station.Version

// cli is the command line; kong reads its tags. It is long because the program has many commands.
type cli struct {
	Data   string `help:"数据目录" default:"${data}" env:"BIANMIN_DATA" placeholder:"DIR"`
	As     string `help:"谁在办：工作人员编号；只有一位窗口人员时可省" placeholder:"STAFF"`
	JSON   bool   `help:"标准输出只写 JSON，话写到标准错误"`
	Reveal string `help:"显示完整证件号和电话，要写理由，查看会留痕" placeholder:"REASON"`

	PrintServer string `help:"打印服务：HOST:PORT 或套接字路径，默认是本机的" env:"CUPS_SERVER" placeholder:"SERVER"`

	Init      initCmd      `cmd:"" help:"新建一台设备的数据目录"`
	Demo      demoCmd      `cmd:"" help:"不开窗口走一遍大厅的主要工作：收件、打印、断线、上传"`
	Catalogue catalogueCmd `cmd:"" help:"事项目录：导入、检查"`
	Calendar  calendarCmd  `cmd:"" help:"放假安排：导入"`
	Intake    intakeCmd    `cmd:"" help:"收件：一行一件（NDJSON）"`
	Case      caseCmd      `cmd:"" help:"办件：查看、办理"`
	Appoint   appointCmd   `cmd:"" help:"预约：窗口、时段、登记、改约、签到、叫号、爽约"`
	Inquiry   inquiryCmd   `cmd:"" help:"首问登记：登记、转交、接手、指定、答复"`
	Register  registerCmd  `cmd:"" help:"台账：导出、统计、旧台账"`
	Report    reportCmd    `cmd:"" help:"月报、月结、补报、填上级表格"`
	Visit     visitCmd     `cmd:"" help:"来访：登记、加人、查看、离开"`
	Ticket    ticketCmd    `cmd:"" help:"取号、叫号、候办区"`
	Fee       feeCmd       `cmd:"" help:"一票制缴费通知和收费清单"`
	Pad       padCmd       `cmd:"" help:"停电应急本：预留编号、作废"`
	Bag       bagCmd       `cmd:"" help:"代办资料袋：委托、收材料、封袋、交接、交窗口、取结果、交还、遗失"`
	Trip      tripCmd      `cmd:"" help:"交接清单：一趟一张，逐袋接收"`
	Route     routeCmd     `cmd:"" help:"上门服务：排路线、登记结果"`
	HomeVisit homeVisitCmd `cmd:"" name:"homevisit" help:"上门申请：登记、等着安排的"`
	Board     boardCmd     `cmd:"" help:"代办看板：每个资料袋在哪一步、在谁手里"`
	User      userCmd      `cmd:"" help:"人员：任用、变更、授权、停用、离岗、返岗"`
	Leave     leaveCmd     `cmd:"" help:"请假与AB岗：请假、批准、开始、销假"`
	Handover  handoverCmd  `cmd:"" help:"离岗清点移交：清点、接收、指定"`
	Duty      dutyCmd      `cmd:"" help:"考勤：打卡、导入考勤机、更正、月度出勤"`
	Training  trainingCmd  `cmd:"" help:"培训：登记、到会、成绩、年度记录"`
	Posting   postingCmd   `cmd:"" help:"公示：张贴、异议、答复、撤下"`
	Find      findCmd      `cmd:"" help:"按姓名、拼音首字母、证件或电话后几位、编号查找"`
	Due       dueCmd       `cmd:"" help:"在办件的期限"`
	Deadline  deadlineCmd  `cmd:"" help:"算工作日期限的最后一天"`
	Ident     identCmd     `cmd:"" help:"核对证件号、信用代码、电话"`
	Print     printCmd     `cmd:"" help:"打印成 PDF，或打到打印机上"`
	Paper     paperCmd     `cmd:"" help:"出具过的文书：查、补打"`
	Printer   printerCmd   `cmd:"" help:"打印机：清单、能做什么、作业、取消"`
	Render    renderCmd    `cmd:"" help:"画成图片，先看一眼"`
	Enrol     enrolCmd     `cmd:"" help:"用县里给的一次性编码登记这台设备"`
	Sync      syncCmd      `cmd:"" help:"上传到县平台"`
	Outbox    outboxCmd    `cmd:"" help:"还没有到县里的记录"`
	Verify    verifyCmd    `cmd:"" help:"核对留痕和数据是否完好"`
	Workload  workloadCmd  `cmd:"" help:"在示例大厅里演练一个乡镇的一段日子"`
	Version   versionCmd   `cmd:"" help:"版本"`

	Watch          watchCmd          `cmd:"" help:"电子监察：按时间发督办牌、办到期的事"`
	Card           cardCmd           `cmd:"" help:"督办牌：查看、说明、裁定"`
	Accountability accountabilityCmd `cmd:"" help:"责任追究：台账、决定、申诉、了结"`
	Bulletin       bulletinCmd       `cmd:"" help:"月度通报：拟、发、看"`
	voiceCommands  `embed:""`
}

// env is what a command runs in.
type env struct {
	ctx     context.Context
	cli     *cli
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	clock   func() time.Time
	emitted bool // a document is out; an error adds only words
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], station.Now, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program: arguments, a clock and streams in, exit code out.
func run(ctx context.Context, args []string, clock func() time.Time, stdin io.Reader, stdout, stderr io.Writer) int {
	var c cli
	code, exited := 0, false
	parser, err := kong.New(&c,
		kong.Name("bianminctl"), kong.Description("便民窗口的命令行。例：bianminctl --data D init --hall 431322112000 --name 新化县白溪镇便民服务中心"),
		kong.Vars{"data": station.DefaultDir()}, kong.Writers(console.Translated{W: stdout}, console.Translated{W: stderr}),
		kong.Exit(func(n int) { code, exited = n, true }), kong.UsageOnError(), kong.Help(helpWithExamples),
	)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	k, err := parser.Parse(args)
	if exited { // --help
		return code
	}
	if err != nil {
		fmt.Fprintf(stderr, "命令写得不对：%s\n用 bianminctl --help 看用法\n", console.UsageWords(err.Error()))
		return 2
	}
	e := &env{ctx: ctx, cli: &c, clock: clock, stdin: stdin, stdout: stdout, stderr: stderr}
	if err := k.Run(e); err != nil {
		return e.fail(err)
	}
	return 0
}

// errSaid ends a command with exit 3 when it has told everything already.
var errSaid = errors.New("said")

// errUnreachable ends a command with exit 6 when it has told everything already.
var errUnreachable = errors.New("unreachable")

func (e *env) fail(err error) int {
	switch {
	case errors.Is(err, errSaid):
		return 3
	case errors.Is(err, errUnreachable):
		return 6
	}
	say, next := hall.Explain(err)
	if e.cli.JSON && !e.emitted {
		_ = e.emit(map[string]any{"ok": false, "error": say, "hint": next})
	}
	fmt.Fprintln(e.stderr, say)
	if next != "" {
		fmt.Fprintln(e.stderr, next)
	}
	if cause := console.Cause(err); cause != nil {
		fmt.Fprintf(e.stderr, "（%v）\n", cause)
	}
	return console.ExitCode(err)
}

// emit writes one JSON document on a line of its own.
func (e *env) emit(v any) error {
	e.emitted = true
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// say writes words: to standard output, or to standard error when that carries JSON.
func (e *env) say(format string, args ...any) {
	w := e.stdout
	if e.cli.JSON {
		w = e.stderr
	}
	fmt.Fprintf(w, format+"\n", args...)
}

// open opens the station of --data.
func (e *env) open() (*station.Station, error) {
	return station.Open(e.ctx, station.Options{Dir: e.cli.Data, Clock: e.clock, Printers: e.cli.PrintServer})
}

// close closes the station at the end of a command.
func (e *env) close(st *station.Station) {
	if err := st.Close(); err != nil {
		fmt.Fprintln(e.stderr, "数据已存好，关闭数据目录时出错")
	}
}

// signIn opens the station and a session for --as.
func (e *env) signIn() (*station.Station, *desk.Session, error) {
	if e.cli.Reveal != "" && strings.TrimSpace(e.cli.Reveal) == "" { // before the act, not after it
		return nil, nil, hall.Refuse("查看完整证件号和电话要写理由（--reveal）", "请写明为什么要看")
	}
	st, err := e.open()
	if err != nil {
		return nil, nil, err
	}
	session, err := st.Desk.SignIn(e.ctx, e.cli.As)
	if err != nil {
		_ = st.Close()
		return nil, nil, err
	}
	return st, session, nil
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e *env) error {
	if e.cli.JSON {
		return e.emit(map[string]string{"version": version, "rules": hall.RulesEdition})
	}
	e.say("bianminctl %s，规则版 %s", version, hall.RulesEdition)
	return nil
}
