package homevisit

import (
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
	"bianmin/hall/route"
)

// Asking (申请上门) opens a request.
type Asking struct {
	No    hall.RecordNo `json:"no"`
	Hall  string        `json:"hall"`
	Visit route.Visit   `json:"visit"`
}

// Kind implements hall.Body.
func (Asking) Kind() hall.Kind { return KindAsked }

// Complete implements hall.Part.
func (b Asking) Complete() error {
	if err := b.Visit.Complete(); err != nil {
		return err
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// Fits implements hall.Part.
func (Asking) Fits(r *Request) error {
	if r != nil {
		return hall.Forbid("同一条上门申请登记了两次", "请核对编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Asking) Put(r *Request, h journal.Header) {
	r.Hall, r.No, r.State, r.Visit, r.Asker = b.Hall, b.No, Waiting, b.Visit, h.Actor
}

// Note implements hall.Part.
func (b Asking) Note() string { return b.Visit.Need }

// Planning (排上路线) puts the visit on a route.
type Planning struct {
	Route hall.RecordNo `json:"route"`
	Goer  string        `json:"goer"` // staff id
}

// Kind implements hall.Body.
func (Planning) Kind() hall.Kind { return KindPlanned }

// Complete implements hall.Part.
func (b Planning) Complete() error {
	if b.Route == "" || b.Goer == "" {
		return hall.Refuse("没有写哪条路线、谁去", "请核对路线编号")
	}
	return nil
}

// Fits implements hall.Part.
func (Planning) Fits(r *Request) error {
	if err := r.running("排路线"); err != nil {
		return err
	}
	if r.State == Planned {
		return hall.Forbid("上门申请 "+r.No.Spoken()+" 已经在路线 "+r.Route.Spoken()+" 上", "要换人去的，请先在那条路线上写明没有办成")
	}
	return nil
}

// Put implements hall.Part.
func (b Planning) Put(r *Request, _ journal.Header) {
	r.State, r.Route, r.Goer = Planned, b.Route, b.Goer
}

// Note implements hall.Part.
func (b Planning) Note() string { return string(b.Route) + "，" + b.Goer + " 去" }

// Doing (上门办了) ends the request by what was done there.
type Doing struct {
	Result string `json:"result"`
}

// Kind implements hall.Body.
func (Doing) Kind() hall.Kind { return KindDone }

// Complete implements hall.Part.
func (b Doing) Complete() error {
	return said(b.Result, "没有写办了什么", "请用一句话写下办了什么")
}

// Fits implements hall.Part.
func (Doing) Fits(r *Request) error { return r.planned("登记办了什么") }

// Put implements hall.Part.
func (Doing) Put(r *Request, _ journal.Header) { r.State = Done }

// Note implements hall.Part.
func (b Doing) Note() string { return b.Result }

// Missing (没有办成) lets the request wait again.
type Missing struct {
	Why string `json:"why"`
}

// Kind implements hall.Body.
func (Missing) Kind() hall.Kind { return KindMissed }

// Complete implements hall.Part.
func (b Missing) Complete() error {
	return said(b.Why, "没有写为什么没有办成", "请写原因")
}

// Fits implements hall.Part.
func (Missing) Fits(r *Request) error { return r.planned("登记没有办成") }

// Put implements hall.Part.
func (b Missing) Put(r *Request, _ journal.Header) {
	r.State, r.Why, r.Goer = Waiting, b.Why, ""
	r.Missed++
}

// Note implements hall.Part.
func (b Missing) Note() string { return b.Why }

// Dropping (不用上门了) ends a request nobody wants any more.
type Dropping struct {
	Why string `json:"why"`
}

// Kind implements hall.Body.
func (Dropping) Kind() hall.Kind { return KindDropped }

// Complete implements hall.Part.
func (b Dropping) Complete() error {
	return said(b.Why, "没有写为什么不用上门了", "请写原因")
}

// Fits implements hall.Part. What is on a route is missed there first.
func (Dropping) Fits(r *Request) error {
	if err := r.running("取消"); err != nil {
		return err
	}
	if r.State == Planned {
		return hall.Forbid("上门申请 "+r.No.Spoken()+" 在路线 "+r.Route.Spoken()+" 上", "请先在那条路线上写明没有办成（route missed）")
	}
	return nil
}

// Put implements hall.Part.
func (b Dropping) Put(r *Request, _ journal.Header) { r.State, r.Why = Dropped, b.Why }

// Note implements hall.Part.
func (b Dropping) Note() string { return b.Why }

func (r *Request) planned(what string) error {
	if err := r.running(what); err != nil {
		return err
	}
	if r.State != Planned {
		return hall.Forbid("上门申请 "+r.No.Spoken()+" 还没有排上路线", "请先排路线（route plan）")
	}
	return nil
}

func said(text, say, next string) error {
	if strings.TrimSpace(text) == "" {
		return hall.Refuse(say, next)
	}
	return nil
}
