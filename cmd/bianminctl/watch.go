package main

import (
	"bianmin/desk"
	"bianmin/hall"
)

type watchCmd struct {
	Once bool `help:"只看一遍就结束"`
}

// Help gives an example.
func (watchCmd) Help() string {
	return "按时间发牌、办到期的事；开着窗口的机器自己会做。例：bianminctl watch --once"
}

// Run watches once, or until it is stopped.
func (c watchCmd) Run(e *env) error {
	st, err := e.open()
	if err != nil {
		return err
	}
	defer e.close(st)
	man := st.Watchman(func(err error) {
		say, next := hall.Explain(err)
		e.say("%s。%s", say, next)
	})
	report, err := man.Round(e.ctx)
	if err != nil {
		return err
	}
	progress, err := st.Light.Progress(e.ctx)
	if err != nil {
		return err
	}
	alert, lagging := st.Desk.SyncLag(progress)
	if e.cli.JSON {
		out := map[string]any{"ok": true, "at": report.At.UTC(), "wrote": report.Wrote(), "jobs": jobsJSON(report), "sync_lag": nil}
		if lagging {
			out["sync_lag"] = alert
		}
		if err := e.emit(out); err != nil {
			return err
		}
	} else {
		e.sayWatch(report)
		if lagging {
			e.say("%s。%s", alert.Say, alert.Next)
		}
	}
	if c.Once {
		return nil
	}
	man.Run(e.ctx)
	return nil
}

func jobsJSON(r desk.WatchReport) []map[string]any {
	out := make([]map[string]any, 0, len(r.Jobs))
	for _, j := range r.Jobs {
		wrote := j.Wrote
		if wrote == nil {
			wrote = []string{}
		}
		out = append(out, map[string]any{"job": j.Name, "wrote": wrote})
	}
	return out
}

func (e *env) sayWatch(r desk.WatchReport) {
	for _, j := range r.Jobs {
		for _, no := range j.Wrote {
			e.say("%s  %s", j.Name, no)
		}
	}
	if r.Wrote() == 0 {
		e.say("没有到期要办的")
	}
}
