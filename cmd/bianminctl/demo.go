package main

import "bianmin/internal/demo"

type demoCmd struct {
	Out string `help:"PDF 放到哪个目录" default:"out" placeholder:"DIR"`
}

// Run does a hall's main job once, on a fresh demo hall with an embedded county.
func (c demoCmd) Run(e *env) error {
	report, err := demo.Run(e.ctx, demo.Options{Out: c.Out, Say: e.say})
	if e.cli.JSON && (err == nil || report.Cases != nil) {
		if failed := e.emit(report); failed != nil {
			return failed
		}
	}
	return err
}
