package main

import (
	"fmt"

	"bianmin/hall"
	"bianmin/internal/station"
)

type enrolCmd struct {
	County string `required:"" help:"县平台地址" placeholder:"URL"`
	Code   string `required:"" help:"县里给的一次性编码"`
}

// Run enrols this device.
func (c enrolCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	if err := st.Sync.Enrol(e.ctx, c.County, c.Code); err != nil {
		return err
	}
	office, err := st.DB.Office(e.ctx)
	if err != nil {
		return err
	}
	link, err := st.DB.Link(e.ctx)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "county": link.Name, "hall": link.Hall, "device": office.Device, "journal": office.Journal})
	}
	e.say("已登记到%s，设备号 %s", link.Name, office.Device)
	return nil
}

type syncCmd struct {
	Watch bool `help:"一直守着，线一通就传"`
}

// Run ships what waits. With --watch it stays until it is stopped.
func (c syncCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	if c.Watch {
		return e.watch(st)
	}
	report, err := st.Ship(e.ctx)
	if e.cli.JSON && (err == nil || hall.KindOf(err) == hall.Unreachable) {
		if failed := e.emit(report); failed != nil || err == nil {
			return failed
		}
		say, next := hall.Explain(err)
		fmt.Fprintln(e.stderr, say)
		fmt.Fprintln(e.stderr, next)
		return errUnreachable
	}
	if err != nil {
		return err
	}
	e.say("传了 %d 条，县里收到 %d 条，还有 %d 条待传", report.Pushed, report.Acked, report.Waiting)
	return nil
}

// watch ships until it is stopped, and says what changes.
func (e *env) watch(st *station.Station) error {
	done := make(chan error, 1)
	go func() { done <- st.Watch(e.ctx) }()
	st.Sync.Kick()
	last := ""
	for {
		select {
		case err := <-done:
			return err
		case <-st.Light.Changed():
		}
		p, err := st.DB.Progress(e.ctx)
		if err != nil {
			return err
		}
		line := fmt.Sprintf("待传 %d 条，县里收到 %d 条 %s", p.Waiting(), p.Acked.Size, st.Light.Trouble())
		if line == last {
			continue
		}
		last = line
		if e.cli.JSON {
			out := map[string]any{"waiting": p.Waiting(), "acked": p.Acked.Size, "trouble": st.Light.Trouble()}
			if err := e.emit(out); err != nil {
				return err
			}
			continue
		}
		e.say("%s", line)
	}
}

type outboxCmd struct{}

// Run says what the county does not hold yet.
func (outboxCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	p, err := st.DB.Progress(e.ctx)
	if err != nil {
		return err
	}
	list, err := st.DB.Exceptions(e.ctx)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		out := map[string]any{"ok": true, "entries": p.Head.Size, "acked": p.Acked.Size, "waiting": p.Waiting(), "attention": len(list)}
		if !p.AsOf.IsZero() {
			out["as_of"] = p.AsOf
		}
		return e.emit(out)
	}
	e.say("本机 %d 条，县里收到 %d 条，待传 %d 条，需处理 %d 条", p.Head.Size, p.Acked.Size, p.Waiting(), len(list))
	return nil
}

type verifyCmd struct{}

// Run checks everything; damage is exit 5.
func (verifyCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	r, err := st.DB.Verify(e.ctx)
	if err != nil {
		return err
	}
	problems := r.Problems
	if problems == nil {
		problems = []string{}
	}
	if e.cli.JSON {
		if err := e.emit(map[string]any{"ok": r.OK, "entries": r.Entries, "head": r.Head, "acked": r.Acked, "problems": problems}); err != nil {
			return err
		}
	}
	for _, p := range problems {
		fmt.Fprintln(e.stderr, p)
	}
	if !r.OK {
		return &hall.Error{Kind: hall.Damaged, Say: fmt.Sprintf("发现 %d 处不对", len(problems)), Next: "请不要再往里写；把数据目录整个复制一份，联系管理员"}
	}
	e.say("完好：%d 条留痕，根 %s", r.Entries, r.Head.Root)
	return nil
}
