package ticket

import (
	"fmt"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Drawing (取号) begins a ticket.
type Drawing struct {
	No    hall.RecordNo `json:"no"`
	Hall  string        `json:"hall"`
	Day   hall.Date     `json:"day"`
	Queue string        `json:"queue"`
	Asked Asked         `json:"asked,omitzero"`
}

// Kind implements hall.Body.
func (Drawing) Kind() hall.Kind { return KindDrawn }

// Complete implements hall.Part.
func (b Drawing) Complete() error {
	switch {
	case strings.TrimSpace(b.Queue) == "":
		return hall.Refuse("没有写排哪一队", "请写队名，例如 "+Plain)
	case !knownPriority(b.Asked.Priority):
		codes := make([]string, 0, len(Priorities()))
		for _, p := range Priorities() {
			codes = append(codes, p.Code+"（"+p.Han+"）")
		}
		return hall.Refuse("优先的缘由不认识", "应是 "+strings.Join(codes, "、")+" 之一")
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (b Drawing) Fits(t *Ticket) error {
	if t != nil {
		return hall.Forbid("同一个号取了两次", "请核对号码")
	}
	return nil
}

// Put implements hall.Part.
func (b Drawing) Put(t *Ticket, h journal.Header) {
	t.Hall, t.No, t.Day, t.Queue, t.Asked = b.Hall, b.No, b.Day, b.Queue, b.Asked
	t.Number, t.State, t.DrawnAt = Number(b.No, b.Asked.Priority), Waiting, h.Clock
}

// Note implements hall.Part.
func (b Drawing) Note() string {
	text := b.Queue
	if b.Asked.Priority != "" {
		text += "，优先（" + PriorityHan(b.Asked.Priority) + "）"
	}
	if len(b.Asked.Missing) > 0 {
		text += "，还缺 " + strings.Join(b.Asked.Missing, "、")
	}
	return text
}

// Calling (叫号) calls a waiting or parked ticket to a counter. When two devices apart called the
// same one, the later call does not fit and stays on the record as a conflict.
type Calling struct {
	Counter string `json:"counter"`
}

// Kind implements hall.Body.
func (Calling) Kind() hall.Kind { return KindCalled }

// Complete implements hall.Part.
func (b Calling) Complete() error { return toCounter(b.Counter) }

// Fits implements hall.Part.
func (b Calling) Fits(t *Ticket) error {
	if t != nil && t.State == Called && t.Counter != b.Counter {
		return hall.Forbid(fmt.Sprintf("%s 号已经被%s叫走", t.Number, t.Counter), "请叫下一个号，并告诉群众去哪个窗口")
	}
	return t.may("叫号", Waiting, Parked)
}

// Put implements hall.Part.
func (b Calling) Put(t *Ticket, h journal.Header) {
	t.State, t.Counter, t.Wanted = Called, b.Counter, ""
	t.Calls = append(t.Calls, Call{Counter: b.Counter, Queue: t.Queue, Clock: h.Clock, Staff: h.Actor})
}

// Note implements hall.Part.
func (b Calling) Note() string { return b.Counter }

// Recalling (重呼) calls the same ticket to the same counter once more.
type Recalling struct{}

// Kind implements hall.Body.
func (Recalling) Kind() hall.Kind { return KindRecalled }

// Complete implements hall.Part.
func (Recalling) Complete() error { return nil }

// Fits implements hall.Part.
func (Recalling) Fits(t *Ticket) error { return t.may("重呼", Called) }

// Put implements hall.Part.
func (Recalling) Put(t *Ticket, _ journal.Header) { t.Calls[len(t.Calls)-1].Again++ }

// Note implements hall.Part.
func (Recalling) Note() string { return "" }

// Parking (过号) puts a called ticket aside: nobody came.
type Parking struct{}

// Kind implements hall.Body.
func (Parking) Kind() hall.Kind { return KindParked }

// Complete implements hall.Part.
func (Parking) Complete() error { return nil }

// Fits implements hall.Part.
func (Parking) Fits(t *Ticket) error { return t.may("过号", Called) }

// Put implements hall.Part.
func (Parking) Put(t *Ticket, _ journal.Header) { t.State, t.Counter = Parked, "" }

// Note implements hall.Part.
func (Parking) Note() string { return "" }

// Returning (重新排队) puts a parked or called ticket back into its queue, at the place it was
// drawn for: the person is here after all.
type Returning struct{}

// Kind implements hall.Body.
func (Returning) Kind() hall.Kind { return KindReturned }

// Complete implements hall.Part.
func (Returning) Complete() error { return nil }

// Fits implements hall.Part.
func (Returning) Fits(t *Ticket) error { return t.may("重新排队", Called, Parked) }

// Put implements hall.Part.
func (Returning) Put(t *Ticket, _ journal.Header) { t.State, t.Counter = Waiting, "" }

// Note implements hall.Part.
func (Returning) Note() string { return "" }

// Serving (到窗口) says that the person sits at the counter. A ticket is served once.
type Serving struct {
	Visit string `json:"visit,omitempty"` // id of the visit; empty for a question answered on the spot
}

// Kind implements hall.Body.
func (Serving) Kind() hall.Kind { return KindServed }

// Complete implements hall.Part.
func (Serving) Complete() error { return nil }

// Fits implements hall.Part.
func (Serving) Fits(t *Ticket) error { return t.may("办理", Called) }

// Put implements hall.Part.
func (b Serving) Put(t *Ticket, _ journal.Header) { t.State, t.Visit = Served, b.Visit }

// Note implements hall.Part.
func (Serving) Note() string { return "" }

// Forwarding (转窗口) sends a ticket to another queue, or to one counter of it. It keeps the
// place it was drawn for.
type Forwarding struct {
	Queue   string `json:"queue"`
	Counter string `json:"counter,omitempty"` // empty for any counter of the queue
}

// Kind implements hall.Body.
func (Forwarding) Kind() hall.Kind { return KindForwarded }

// Complete implements hall.Part.
func (b Forwarding) Complete() error {
	if strings.TrimSpace(b.Queue) == "" {
		return hall.Refuse("没有写转到哪一队", "请写队名或窗口")
	}
	return nil
}

// Fits implements hall.Part.
func (Forwarding) Fits(t *Ticket) error { return t.may("转窗口", Waiting, Called, Parked) }

// Put implements hall.Part.
func (b Forwarding) Put(t *Ticket, _ journal.Header) {
	t.State, t.Queue, t.Wanted, t.Counter = Waiting, b.Queue, b.Counter, ""
}

// Note implements hall.Part.
func (b Forwarding) Note() string { return strings.TrimSpace(b.Queue + " " + b.Counter) }

// Leaving (离开) ends a ticket nobody will come for.
type Leaving struct{}

// Kind implements hall.Body.
func (Leaving) Kind() hall.Kind { return KindLeft }

// Complete implements hall.Part.
func (Leaving) Complete() error { return nil }

// Fits implements hall.Part.
func (Leaving) Fits(t *Ticket) error { return t.may("记为离开", Waiting, Called, Parked) }

// Put implements hall.Part.
func (Leaving) Put(t *Ticket, _ journal.Header) { t.State, t.Counter = Left, "" }

// Note implements hall.Part.
func (Leaving) Note() string { return "" }

func toCounter(counter string) error {
	if strings.TrimSpace(counter) == "" {
		return hall.Refuse("没有写是哪个窗口叫的", "请写窗口，例如 2号窗口")
	}
	return nil
}
