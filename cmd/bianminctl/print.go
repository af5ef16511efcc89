package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// paperOrder says which paper, and of what.
type paperOrder struct {
	Kind        string `arg:"" help:"哪种纸，见下面的清单"`
	Case        string `help:"办件编号（办件的纸）"`
	Matter      string `help:"事项代码（指南、图画清单）"`
	Appointment string `help:"预约编号（appointment）"`
	Staff       string `help:"谁的（卡、牌），默认是自己"`
	Of          string `help:"登记编号（资料袋、交接清单、取号、缴费等的纸）；台账封面写 名称/年份/第几册，台账写 起/止日期，月报写月份" placeholder:"NO"`
	Blank       bool   `help:"空白表，什么都不填（委托书、零收费声明、评价单、承诺书、授权书）"`
	Purpose     string `help:"办件的纸：印完整证件号，写明用途，用途作底纹" placeholder:"TEXT"`
}

func (o paperOrder) order() desk.Order {
	return desk.Order{Kind: hall.PaperNamed(o.Kind), Case: o.Case, Matter: o.Matter, Appointment: o.Appointment, Staff: o.Staff, Of: o.Of, Blank: o.Blank, Purpose: o.Purpose}
}

// kindsHelp lists the papers, one a line.
func kindsHelp() string {
	var b strings.Builder
	for _, k := range hall.PaperKinds() {
		fmt.Fprintf(&b, "\n    %s  %s", k, k.Han())
	}
	return b.String()
}

type (
	printCmd struct {
		paperOrder
		Out    string        `short:"o" help:"写到哪个 PDF 文件；没有 --to 时要写" placeholder:"FILE"`
		To     string        `help:"打到哪台打印机：printer list 里的名字，或地址 ipp://HOST/ipp/print、ticket://HOST:9100" placeholder:"PRINTER"`
		Copies int           `default:"1" help:"印几份（--to）"`
		Wait   time.Duration `default:"5m" help:"最多等多久（--to）；等不到的，作业留在打印机上"`
		Boxes  bool          `help:"没有字形的字印成方框，也打印（--to）"`
	}
	renderCmd struct {
		paperOrder
		Page int     `default:"1" help:"第几页，默认第一页"`
		DPI  float64 `name:"dpi" default:"96" help:"每英寸点数，24 到 600，默认 96"`
		Out  string  `short:"o" required:"" help:"写到哪个 PNG 文件" placeholder:"FILE"`
	}
)

// Help gives examples and the list of kinds.
func (printCmd) Help() string {
	return "例：bianminctl print guide --matter MZ-06 -o guide.pdf\n    bianminctl print slip --case A70123K --to 窗口2 --copies 2\n" +
		"    bianminctl print slip --case A70123K --to ipp://192.168.1.20/ipp/print\n可打印：" + kindsHelp()
}

// Help gives examples.
func (renderCmd) Help() string {
	return "例：bianminctl render guide --matter MZ-06 --page 2 -o guide-2.png\n画的就是 print 打印的那一页。"
}

// Validate asks for a place to print to: it is one flag or the other, which tags cannot say.
func (c printCmd) Validate() error {
	if c.Out == "" && c.To == "" {
		return errors.New("缺选项 --out=FILE（写成文件）或 --to=PRINTER（打到打印机）")
	}
	return nil
}

// Run makes the PDF. Characters no font has are boxes on the paper: they are named, and
// the exit code is 7.
func (c printCmd) Run(e *env) error {
	return e.onSession(func(session *desk.Session) error {
		if c.To != "" {
			return c.onPrinter(e, session)
		}
		paper, err := session.Print(e.ctx, c.order())
		if err != nil {
			return err
		}
		if err := writeFile(c.Out, paper.PDF); err != nil {
			return err
		}
		if e.cli.JSON {
			if err := e.emit(paperJSON(c.Kind, c.Out, paper)); err != nil {
				return err
			}
		} else {
			e.say("%s", paperWords(c.Out, paper))
		}
		return undrawn(paper.Missing)
	})
}

func paperJSON(kind, file string, p desk.Printout) map[string]any {
	return map[string]any{
		"ok": len(p.Missing) == 0, "kind": kind, "file": file, "pages": p.Pages, "missing": codePoints(p.Missing), "no": p.No, "reprint": p.Reprint,
	}
}

func paperWords(file string, p desk.Printout) string {
	text := fmt.Sprintf("已生成 %s，%d 页", file, p.Pages)
	if p.No != "" {
		text += "，编号 " + p.No
	}
	if p.Reprint {
		text += "（补打）"
	}
	return text
}

// Run draws one page.
func (c renderCmd) Run(e *env) error {
	if !(c.DPI >= 24 && c.DPI <= 600) {
		return hall.Refuse("每英寸点数（--dpi）不对", "用 24 到 600")
	}
	return e.onSession(func(session *desk.Session) error {
		shown, err := session.Preview(e.ctx, c.order(), c.Page, c.DPI)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := png.Encode(&out, shown.Image); err != nil {
			return fmt.Errorf("encode a page: %w", err)
		}
		if err := writeFile(c.Out, out.Bytes()); err != nil {
			return err
		}
		if size := shown.Image.Bounds().Size(); e.cli.JSON {
			if err := e.emit(map[string]any{
				"ok": len(shown.Missing) == 0, "kind": c.Kind, "file": c.Out, "page": shown.Page, "pages": shown.Pages,
				"width": size.X, "height": size.Y, "missing": codePoints(shown.Missing),
			}); err != nil {
				return err
			}
		} else {
			e.say("已画好 %s，第 %d 页，共 %d 页", c.Out, shown.Page, shown.Pages)
		}
		return undrawn(shown.Missing)
	})
}

// undrawn names what stands as a box on the paper; nil when nothing does.
func undrawn(missing []rune) error {
	if len(missing) == 0 {
		return nil
	}
	return &hall.Error{
		Kind: hall.Rejected, Say: "有 " + strconv.Itoa(len(missing)) + " 个字没有字形，纸上画成了方框：" + strings.Join(codePoints(missing), " "),
		Next: "请把含这些字的字体（如花园明朝）放进数据目录的 fonts 文件夹，或在纸上手写补上",
	}
}

func codePoints(list []rune) []string {
	out := []string{}
	for _, r := range list {
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return out
}

// writeFile replaces a file as a whole: a paper is never half there.
func writeFile(name string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".bianmin-*")
	if err != nil {
		return &hall.Error{Kind: hall.Invalid, Say: "写不了文件 " + name, Next: "请核对目录和权限", Err: err}
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	if _, err := tmp.Write(data); err != nil {
		_ = tmp.Close()
		return &hall.Error{Say: "文件没有写完", Next: "请检查磁盘空间", Err: err}
	}
	if err := tmp.Close(); err != nil {
		return &hall.Error{Say: "文件没有写完", Next: "请检查磁盘空间", Err: err}
	}
	return os.Rename(tmp.Name(), name)
}
