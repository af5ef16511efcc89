package printer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/OpenPrinting/goipp"

	"bianmin/hall"
)

// Formats of documents.
const (
	formatPDF    = "application/pdf"
	formatRaster = "image/pwg-raster"
	formatJPEG   = "image/jpeg"
	formatRaw    = "application/vnd.cups-raw"
)

// document is what goes over the line.
type document struct {
	format string
	data   []byte
}

// Submit hands a paper over: first the sheet, the copies and the format are looked up, then the
// job is made, and only when the printer has taken them the document follows.
func (s *ippSystem) Submit(ctx context.Context, t hall.PrintTask) (hall.PrintJob, error) {
	to, err := s.at(t.Printer)
	if err != nil {
		return hall.PrintJob{}, err
	}
	a, err := s.describe(ctx, to)
	if err != nil {
		return hall.PrintJob{}, err
	}
	can := readAbility(a, t.Printer)
	if err := takes(can, t); err != nil {
		return hall.PrintJob{}, err
	}
	sheet, err := choose(can, t.Size)
	if err != nil {
		return hall.PrintJob{}, err
	}
	doc, err := fit(a, can, t, sheet)
	if err != nil {
		return hall.PrintJob{}, err
	}
	wishes := goipp.Attributes{
		goipp.MakeAttribute("copies", goipp.TagInteger, goipp.Integer(max(t.Copies, 1))),
		sheetAttribute(sheet.media),
		goipp.MakeAttribute("print-scaling", goipp.TagKeyword, goipp.String("none")),
	}
	if slices.Contains(a.words("sides-supported"), "one-sided") {
		wishes.Add(goipp.MakeAttribute("sides", goipp.TagKeyword, goipp.String("one-sided")))
	}
	return s.deliver(ctx, to, order{can: can, operations: a.numbers("operations-supported"), title: t.Title, size: t.Size, wishes: wishes, doc: doc})
}

// takes refuses what the printer does not take before anything is sent.
func takes(can hall.PrinterAbility, t hall.PrintTask) error {
	if !can.Accepts {
		return refusal(goipp.OpPrintJob, goipp.StatusErrorNotAcceptingJobs)
	}
	if t.Copies > can.CopiesMost {
		return hall.Refuse(fmt.Sprintf("打印机一次最多印 %d 份", can.CopiesMost), "请少印几份，分几次打印")
	}
	return nil
}

// sheetAttribute names the sheet, or gives its size where it has no name.
func sheetAttribute(m hall.Media) goipp.Attribute {
	if m.Name != "" {
		return goipp.MakeAttribute("media", goipp.TagKeyword, goipp.String(m.Name))
	}
	return goipp.MakeAttrCollection("media-col", goipp.MakeAttrCollection("media-size",
		goipp.MakeAttribute("x-dimension", goipp.TagInteger, goipp.Integer(hundredths(m.WidthMM))),
		goipp.MakeAttribute("y-dimension", goipp.TagInteger, goipp.Integer(hundredths(m.HeightMM))),
	))
}

// order is a job in the making.
type order struct {
	can        hall.PrinterAbility
	operations []int // of the printer
	title      string
	size       hall.PageSize // of a page
	wishes     goipp.Attributes
	doc        document
}

// deliver makes the job and sends its document: in two steps where the printer knows them, so
// that the job has a number, and can be taken back, before its document is on the line.
func (s *ippSystem) deliver(ctx context.Context, to place, o order) (hall.PrintJob, error) {
	twoSteps := slices.Contains(o.operations, int(goipp.OpCreateJob)) && slices.Contains(o.operations, int(goipp.OpSendDocument))
	op := goipp.OpPrintJob
	if twoSteps {
		op = goipp.OpCreateJob
	}
	m := asking(request(op, to))
	m.Operation.Add(goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(short(o.title))))
	if !twoSteps {
		m.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String(o.doc.format)))
	}
	m.Job = o.wishes
	var answer *goipp.Message
	var err error
	if twoSteps {
		answer, err = s.ask(ctx, to, m)
	} else {
		answer, err = s.send(ctx, to, m, o.doc.data)
	}
	if answer != nil {
		if refused := notGranted(answer, o); refused != nil {
			if id := group(answer, goipp.TagJobGroup).number("job-id"); id != 0 {
				_ = s.takeBack(ctx, o.can.Name, id) // the refusal is what matters; an empty job ends by itself
			}
			return hall.PrintJob{}, refused
		}
	}
	if err != nil {
		if !twoSteps && answer == nil {
			return hall.PrintJob{}, uncertain(err)
		}
		return hall.PrintJob{}, err
	}
	job := readJob(group(answer, goipp.TagJobGroup), o.can.Name)
	job.Title = o.title
	if twoSteps {
		answer, err = s.sendDocument(ctx, to, job.ID, o.doc)
		if err != nil {
			return hall.PrintJob{}, s.broken(ctx, o.can.Name, job.ID, err)
		}
		if state := group(answer, goipp.TagJobGroup); state.number("job-state") != 0 {
			now := readJob(state, o.can.Name)
			job.State, job.Reasons = now.State, now.Reasons
		}
	}
	sayJob(&job, o.can.Printer)
	return job, nil
}

func (s *ippSystem) sendDocument(ctx context.Context, to place, id int, doc document) (*goipp.Message, error) {
	m := request(goipp.OpSendDocument, to)
	m.Operation.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(id)))
	m = asking(m)
	m.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String(doc.format)))
	m.Operation.Add(goipp.MakeAttribute("last-document", goipp.TagBoolean, goipp.Boolean(true)))
	return s.send(ctx, to, m, doc.data)
}

// notGranted is the refusal for a sheet or copies the printer did not grant although it listed
// them: it would take what lies in the tray, and say so only in its answer.
func notGranted(answer *goipp.Message, o order) error {
	for _, g := range groups(answer, goipp.TagUnsupportedGroup) {
		for _, at := range g {
			switch at.Name {
			case "media", "media-col", "media-size":
				return wrongSize(o.can, o.size)
			case "copies":
				return hall.Refuse("打印机不肯印这么多份", "请少印几份，分几次打印")
			}
		}
	}
	return nil
}

// takeBackTime is how long a job is taken back after its caller has given up.
const takeBackTime = 5 * time.Second

// takeBack cancels a job for a caller who may have given up already.
func (s *ippSystem) takeBack(ctx context.Context, printer string, id int) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), min(takeBackTime, s.limits.Ask))
	defer cancel()
	return s.Cancel(ctx, printer, id)
}

// broken is the error of a document that did not arrive: the job is taken back, and where even
// that fails nobody knows whether it prints.
func (s *ippSystem) broken(ctx context.Context, printer string, id int, err error) error {
	back := s.takeBack(ctx, printer, id)
	switch {
	case back == nil || hall.KindOf(back) == hall.NotFound:
		return err
	case hall.KindOf(back) == hall.Unlawful && hall.KindOf(err) == hall.Rejected:
		return err // the printer refused the document and ended the job itself
	}
	return uncertain(err)
}

// uncertain says that a paper may come out all the same.
func uncertain(err error) error {
	if kind := hall.KindOf(err); kind != hall.Unreachable && kind != hall.Internal {
		return err
	}
	return &hall.Error{
		Kind: hall.Unreachable, Say: "连接断了，不知道打印机收到没有", Next: "请到打印机前看一眼：纸没有出来的，再打印一次", Err: err,
	}
}

// nameMost is the longest name IPP carries, in bytes. Source: RFC 8011 5.1.3.
const nameMost = 255

// short cuts a title to what a name may hold, between characters.
func short(title string) string {
	for i := range title {
		if i > nameMost-4 {
			return title[:i]
		}
	}
	return title
}

// raw hands over bytes as they are, for printers whose language they speak.
func (s *ippSystem) raw(ctx context.Context, name, title string, data []byte) (hall.PrintJob, error) {
	to, err := s.at(name)
	if err != nil {
		return hall.PrintJob{}, err
	}
	a, err := s.describe(ctx, to)
	if err != nil {
		return hall.PrintJob{}, err
	}
	can := readAbility(a, name)
	if !can.Accepts {
		return hall.PrintJob{}, refusal(goipp.OpPrintJob, goipp.StatusErrorNotAcceptingJobs)
	}
	return s.deliver(ctx, to, order{can: can, operations: a.numbers("operations-supported"), title: title, doc: document{formatRaw, data}})
}
