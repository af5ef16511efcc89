package ipptest

import (
	"path"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"
)

// answer does what a request asks. The caller holds the lock.
func (s *Server) answer(m *goipp.Message, url string, doc []byte, fault Fault) *goipp.Message {
	if fault.Status != 0 {
		return reply(m, fault.Status)
	}
	q := s.queue(path.Base(url))
	switch goipp.Op(m.Code) {
	case goipp.OpCupsGetPrinters:
		return s.printers(m)
	case goipp.OpCupsGetDefault:
		if len(s.queues) == 0 {
			return reply(m, goipp.StatusErrorNotFound)
		}
		return reply(m, goipp.StatusOk, goipp.Group{Tag: goipp.TagPrinterGroup, Attrs: s.queues[0].attributes()})
	}
	if q == nil {
		return reply(m, goipp.StatusErrorNotFound)
	}
	switch goipp.Op(m.Code) {
	case goipp.OpGetPrinterAttributes:
		return reply(m, goipp.StatusOk, goipp.Group{Tag: goipp.TagPrinterGroup, Attrs: q.attributes()})
	case goipp.OpCreateJob, goipp.OpPrintJob:
		return s.create(m, q, doc, fault)
	case goipp.OpSendDocument:
		return s.take(m, doc)
	case goipp.OpGetJobAttributes, goipp.OpCancelJob:
		return s.about(m)
	case goipp.OpGetJobs:
		return s.list(m, q)
	}
	return reply(m, goipp.StatusErrorOperationNotSupported)
}

func reply(m *goipp.Message, status goipp.Status, groups ...goipp.Group) *goipp.Message {
	head := goipp.Group{Tag: goipp.TagOperationGroup}
	head.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	head.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	return goipp.NewMessageWithGroups(m.Version, goipp.Code(status), m.RequestID, append(goipp.Groups{head}, groups...))
}

func (s *Server) printers(m *goipp.Message) *goipp.Message {
	if len(s.queues) == 0 {
		return reply(m, goipp.StatusErrorNotFound)
	}
	var groups []goipp.Group
	for _, q := range s.queues {
		groups = append(groups, goipp.Group{Tag: goipp.TagPrinterGroup, Attrs: q.attributes()})
	}
	return reply(m, goipp.StatusOk, groups...)
}

func words(name string, tag goipp.Tag, list ...string) goipp.Attribute {
	a := goipp.Attribute{Name: name}
	for _, w := range list {
		a.Values.Add(tag, goipp.String(w))
	}
	return a
}

func number(name string, tag goipp.Tag, n int) goipp.Attribute {
	return goipp.MakeAttribute(name, tag, goipp.Integer(n))
}

func or[T any](list, usual []T) []T {
	if len(list) == 0 {
		return usual
	}
	return list
}

func (q *Queue) attributes() goipp.Attributes {
	state, ops := 3, []goipp.Op{goipp.OpPrintJob, goipp.OpCancelJob, goipp.OpGetJobAttributes, goipp.OpGetJobs, goipp.OpGetPrinterAttributes}
	if q.Stopped {
		state = 5
	}
	if !q.Simple {
		ops = append(ops, goipp.OpCreateJob, goipp.OpSendDocument)
	}
	copies := q.Copies
	if copies == 0 {
		copies = 99
	}
	operations := goipp.Attribute{Name: "operations-supported"}
	for _, op := range ops {
		operations.Values.Add(goipp.TagEnum, goipp.Integer(op))
	}
	types := []string{"sgray_8"}
	if q.Colour {
		types = append(types, "srgb_8")
	}
	return goipp.Attributes{
		words("printer-name", goipp.TagName, q.Name), words("printer-info", goipp.TagText, "窗口打印机"), words("printer-make-and-model", goipp.TagText, "Test 1"),
		number("printer-state", goipp.TagEnum, state), words("printer-state-reasons", goipp.TagKeyword, or(q.Reasons, []string{"none"})...),
		goipp.MakeAttribute("printer-is-accepting-jobs", goipp.TagBoolean, goipp.Boolean(!q.Closed)),
		goipp.MakeAttribute("color-supported", goipp.TagBoolean, goipp.Boolean(q.Colour)),
		words("media-supported", goipp.TagKeyword, or(q.Media, []string{"iso_a4_210x297mm", "iso_a5_148x210mm"})...),
		words("media-ready", goipp.TagKeyword, or(q.Ready, []string{"iso_a4_210x297mm"})...),
		words("document-format-supported", goipp.TagMimeType, or(q.Formats, []string{"application/pdf"})...),
		words("sides-supported", goipp.TagKeyword, "one-sided", "two-sided-long-edge"),
		words("pwg-raster-document-type-supported", goipp.TagKeyword, types...),
		goipp.MakeAttribute("pwg-raster-document-resolution-supported", goipp.TagResolution, goipp.Resolution{Xres: 150, Yres: 150, Units: goipp.UnitsDpi}),
		goipp.MakeAttribute("printer-resolution-supported", goipp.TagResolution, goipp.Resolution{Xres: 600, Yres: 600, Units: goipp.UnitsDpi}),
		goipp.MakeAttribute("copies-supported", goipp.TagRange, goipp.Range{Lower: 1, Upper: copies}),
		operations,
	}
}

func (s *Server) create(m *goipp.Message, q *Queue, doc []byte, fault Fault) *goipp.Message {
	if q.Simple && goipp.Op(m.Code) == goipp.OpCreateJob {
		return reply(m, goipp.StatusErrorOperationNotSupported)
	}
	j := &Job{ID: len(s.jobs) + 1, Queue: q.Name, State: Pending, Wishes: m.Job, Name: text(m.Operation, "job-name"), User: text(m.Operation, "requesting-user-name")}
	s.jobs = append(s.jobs, j)
	if goipp.Op(m.Code) == goipp.OpPrintJob {
		s.fill(j, q, m, doc)
	}
	status := goipp.StatusOk
	groups := []goipp.Group{{Tag: goipp.TagJobGroup, Attrs: j.attributes()}}
	if len(fault.Unsupported) > 0 {
		status = goipp.StatusOkIgnoredOrSubstituted
		refused := goipp.Group{Tag: goipp.TagUnsupportedGroup}
		for _, name := range fault.Unsupported {
			refused.Add(goipp.MakeAttribute(name, goipp.TagUnsupportedValue, goipp.Void{}))
		}
		groups = append([]goipp.Group{refused}, groups...)
	}
	return reply(m, status, groups...)
}

func (s *Server) fill(j *Job, q *Queue, m *goipp.Message, doc []byte) {
	j.Document, j.Format, j.State = doc, text(m.Operation, "document-format"), Completed
	if q.Hold {
		j.State = Running
	}
}

func (s *Server) take(m *goipp.Message, doc []byte) *goipp.Message {
	j := s.job(whole(m.Operation, "job-id"))
	if j == nil {
		return reply(m, goipp.StatusErrorNotFound)
	}
	s.fill(j, s.queue(j.Queue), m, doc)
	return reply(m, goipp.StatusOk, goipp.Group{Tag: goipp.TagJobGroup, Attrs: j.attributes()})
}

func (s *Server) about(m *goipp.Message) *goipp.Message {
	j := s.job(whole(m.Operation, "job-id"))
	switch {
	case j == nil:
		return reply(m, goipp.StatusErrorNotFound)
	case goipp.Op(m.Code) == goipp.OpGetJobAttributes:
		return reply(m, goipp.StatusOk, goipp.Group{Tag: goipp.TagJobGroup, Attrs: j.attributes()})
	case j.State >= Cancelled:
		return reply(m, goipp.StatusErrorNotPossible)
	}
	j.State, j.Reasons = Cancelled, []string{"job-canceled-by-user"}
	return reply(m, goipp.StatusOk)
}

func (s *Server) list(m *goipp.Message, q *Queue) *goipp.Message {
	var groups []goipp.Group
	for _, j := range s.jobs {
		if j.Queue == q.Name && j.State < Cancelled && j.User == text(m.Operation, "requesting-user-name") {
			groups = append(groups, goipp.Group{Tag: goipp.TagJobGroup, Attrs: j.attributes()})
		}
	}
	return reply(m, goipp.StatusOk, groups...)
}

func (j *Job) attributes() goipp.Attributes {
	return goipp.Attributes{
		number("job-id", goipp.TagInteger, j.ID), words("job-name", goipp.TagName, j.Name),
		number("job-state", goipp.TagEnum, j.State), words("job-state-reasons", goipp.TagKeyword, or(j.Reasons, []string{"none"})...),
	}
}

// Wish is a job attribute as text; "" where it was not asked for.
func (j Job) Wish(name string) string {
	for _, a := range j.Wishes {
		if a.Name == name {
			return strings.Trim(a.Values.String(), "[]")
		}
	}
	return ""
}

func text(list goipp.Attributes, name string) string {
	if i := slices.IndexFunc(list, func(a goipp.Attribute) bool { return a.Name == name }); i >= 0 {
		if v, ok := list[i].Values[0].V.(goipp.String); ok {
			return string(v)
		}
	}
	return ""
}

func whole(list goipp.Attributes, name string) int {
	if i := slices.IndexFunc(list, func(a goipp.Attribute) bool { return a.Name == name }); i >= 0 {
		if v, ok := list[i].Values[0].V.(goipp.Integer); ok {
			return int(v)
		}
	}
	return 0
}
