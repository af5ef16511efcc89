// Command bianmin-county is the receiver at the county: it takes what the halls send,
// judges it, and shows it on one page.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"bianmin/county"
	"bianmin/hall"
	"bianmin/internal/console"
)

var version = "dev" // set by the linker

// cli is the command line.
type cli struct {
	Serve  serveCmd         `cmd:"" help:"接收各大厅的记录，并在 / 显示一页概况。"`
	Enrol  enrolCmd         `cmd:"" help:"发一个一次性登记码（7 天内用一次）。可以在服务运行时使用。"`
	Status statusCmd        `cmd:"" help:"数一数收到了什么。"`
	Hall   hallCmd          `cmd:"" help:"大厅。"`
	Verify verifyCmd        `cmd:"" help:"重算每本记录的根，核对设备签名。"`
	Ver    kong.VersionFlag `name:"version" help:"版本。"`
}

// out is where a command writes: documents to Out, words to Err.
type out struct {
	ctx   context.Context
	Out   io.Writer
	Err   io.Writer
	clock func() time.Time
}

// print writes part of the result.
func (o *out) print(format string, args ...any) error {
	if _, err := fmt.Fprintf(o.Out, format, args...); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	return nil
}

// say writes words for the person. Where they cannot be read, nothing can be done.
func (o *out) say(format string, args ...any) { _, _ = fmt.Fprintf(o.Err, format, args...) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], &out{ctx: ctx, Out: os.Stdout, Err: os.Stderr, clock: time.Now})
	stop()
	os.Exit(code)
}

const examples = `县平台：接收各大厅的记录。

例：
  bianmin-county serve --listen 127.0.0.1:8480 --store sqlite:county.db --name 新化县政务平台
  bianmin-county enrol --store sqlite:county.db --hall 431322112000 --name 白溪镇便民服务中心
  bianmin-county status --store sqlite:county.db --json
  bianmin-county verify --store sqlite:county.db

退出码：0 完成，1 程序出错，2 命令行写错，3 输入不被接受，5 数据损坏。`

// run parses and runs one command and returns the exit code.
func run(ctx context.Context, args []string, o *out) (code int) {
	o.ctx = ctx
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("bianmin-county"), kong.Description(examples),
		kong.Writers(console.Translated{W: o.Out}, console.Translated{W: o.Err}), kong.Exit(func(n int) { exited = n; panic(exitPanic{}) }),
		kong.Vars{"version": "bianmin-county " + version}, kong.Bind(o))
	if err != nil {
		o.say("%v\n", err)
		return 1
	}
	defer func() { // kong calls Exit for --help and --version and expects it not to return
		if fault := recover(); fault != nil {
			if _, ours := fault.(exitPanic); !ours {
				panic(fault)
			}
			code = exited
		}
	}()
	parsed, err := parser.Parse(args)
	if err != nil {
		o.say("命令行写错了：%s\n用 bianmin-county --help 看用法和例子。\n", console.UsageWords(err.Error()))
		return 2
	}
	if err := parsed.Run(); err != nil {
		return explain(o, err)
	}
	return 0
}

type exitPanic struct{}

// explain says what went wrong and returns the exit code of the command contract.
func explain(o *out, err error) int {
	say, next := hall.Explain(err)
	o.say("%s\n", say)
	if next != "" {
		o.say("%s\n", next)
	}
	if cause := console.Cause(err); cause != nil {
		o.say("（%v）\n", cause)
	}
	return console.ExitCode(err)
}

// storeFlag names the store.
type storeFlag struct {
	Store string `required:"" placeholder:"sqlite:FILE" help:"数据库，sqlite:文件路径。"`
}

// open opens the store beside a server that may be running on it. Only enrol creates it.
func (f storeFlag) open(o *out, exists bool) (*county.County, error) {
	return county.Open(f.Store, county.Options{Clock: o.clock, Beside: true, Exists: exists})
}
