package main

import (
	"strings"

	"bianmin/hall"
	"bianmin/internal/station"
)

// printerCmd is about the printers of this machine. It opens no data directory: the printers are
// the machine's, and can be looked at before there is a hall.
type printerCmd struct {
	List   printerListCmd   `cmd:"" help:"有哪些打印机，各是什么状态"`
	Show   printerShowCmd   `cmd:"" help:"一台打印机能做什么：纸、份数、彩色、收不收 PDF"`
	Jobs   printerJobsCmd   `cmd:"" help:"本程序还没有打完的作业"`
	Cancel printerCancelCmd `cmd:"" help:"取消一个作业"`
}

type printerName struct {
	Name string `arg:"" help:"打印机：printer list 里的名字，或地址 ipp://HOST/ipp/print、ticket://HOST:9100"`
}

type (
	printerListCmd   struct{}
	printerShowCmd   struct{ printerName }
	printerJobsCmd   struct{ printerName }
	printerCancelCmd struct {
		printerName
		Job int `arg:"" help:"作业号"`
	}
)

// Run lists the printers.
func (printerListCmd) Run(e *env) error {
	list, err := station.Printers(e.cli.PrintServer).Printers(e.ctx)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "printers": orNone(list)})
	}
	if len(list) == 0 {
		e.say("打印服务里没有打印机；请管理员添加，或直接用打印机的地址 ipp://HOST/ipp/print")
	}
	for _, p := range list {
		e.say("%s", printerLine(p))
	}
	return nil
}

// printerLine is a printer in a line: name, what it is called, state, what to do.
func printerLine(p hall.Printer) string {
	var b strings.Builder
	b.WriteString(p.Name)
	if p.Default {
		b.WriteString("（默认）")
	}
	for _, part := range []string{p.Info, p.Place} {
		if part != "" && part != p.Name {
			b.WriteString("  " + part)
		}
	}
	b.WriteString("  " + p.Say)
	if p.Next != "" {
		b.WriteString("，" + p.Next)
	}
	return b.String()
}

// Run shows one printer.
func (c printerShowCmd) Run(e *env) error {
	can, err := station.Printers(e.cli.PrintServer).Ability(e.ctx, c.Name)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(struct {
			OK bool `json:"ok"`
			hall.PrinterAbility
		}{true, can})
	}
	e.say("%s", printerLine(can.Printer))
	if can.Model != "" {
		e.say("  型号：%s", can.Model)
	}
	for _, m := range can.Media {
		words := m.Label
		if han := m.PageSize.Han(); han != words {
			words += "，" + han
		}
		if m.Ready {
			words += "，已装好"
		}
		e.say("  纸：%s", words)
	}
	if r := can.Custom; r != nil {
		e.say("  纸：自定大小，%s 到 %s", r.Least.Han(), r.Most.Han())
	}
	e.say("  一次最多 %d 份；%s；%s", can.CopiesMost, either(can.Colour, "彩色", "黑白"), either(can.PDF, "收 PDF", "不收 PDF，打成图片"))
	for _, d := range can.DPI {
		e.say("  每英寸 %d 点", d)
	}
	return nil
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// Run lists our jobs.
func (c printerJobsCmd) Run(e *env) error {
	jobs, err := station.Printers(e.cli.PrintServer).Jobs(e.ctx, c.Name)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "jobs": orNone(jobs)})
	}
	if len(jobs) == 0 {
		e.say("没有等着打印的作业")
	}
	for _, j := range jobs {
		e.say("%d  %s  %s", j.ID, j.Title, j.Say)
	}
	return nil
}

// Run takes a job back.
func (c printerCancelCmd) Run(e *env) error {
	if err := station.Printers(e.cli.PrintServer).Cancel(e.ctx, c.Name, c.Job); err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "printer": c.Name, "job": c.Job})
	}
	e.say("作业 %d 已取消", c.Job)
	return nil
}

// orNone is a list that JSON shows as [] when it is empty.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
