package route

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Plan (排路线) is who goes where on a day.
type Plan struct {
	No     hall.RecordNo `json:"no"`
	Hall   string        `json:"hall"`
	Day    hall.Date     `json:"day"`
	Goer   string        `json:"goer"` // staff id
	Visits []Visit       `json:"visits"`
}

// Kind implements hall.Body.
func (Plan) Kind() hall.Kind { return KindPlanned }

// Complete implements hall.Part.
func (b Plan) Complete() error {
	switch {
	case b.Goer == "":
		return hall.Refuse("没有写谁去", "请写工作人员编号")
	case b.Day.IsZero():
		return hall.Refuse("没有写哪天去", "请写日期")
	case len(b.Visits) == 0:
		return hall.Refuse("路线上没有一户", "请至少写一户")
	}
	for i, v := range b.Visits {
		if err := v.complete(i + 1); err != nil {
			return err
		}
	}
	_, err := hall.ParseRecordNo(string(b.No))
	return err
}

// complete says which stop of the route lacks something.
func (v Visit) complete(n int) error {
	err := v.Complete()
	if err == nil {
		return nil
	}
	say, next := hall.Explain(err)
	return hall.Refuse(fmt.Sprintf("第 %d 户%s", n, say), next)
}

// Complete is nil, or what the visit lacks.
func (v Visit) Complete() error {
	switch {
	case v.Person.Name == "":
		return hall.Refuse("没有姓名", "请填姓名")
	case strings.TrimSpace(v.Address) == "":
		return hall.Refuse("没有地址", "请写怎么找到这户人家")
	case v.Asked.IsZero():
		return hall.Refuse("没有写哪天申请的", "请写申请上门的日期")
	}
	return Eligible(v.Need)
}

// Fits implements hall.Part.
func (b Plan) Fits(r *Route) error {
	if r != nil {
		return hall.Forbid("同一条路线登记了两次", "请核对路线编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Plan) Put(r *Route, _ journal.Header) {
	r.Hall, r.No, r.Day, r.State, r.Goer = b.Hall, b.No, b.Day, Planned, b.Goer
	for _, v := range b.Visits {
		r.add(v)
	}
}

func (r *Route) add(v Visit) {
	r.Stops = append(r.Stops, Stop{Visit: v, State: Ahead, Case: v.Case})
	r.Order = append(r.Order, len(r.Stops))
}

// Note implements hall.Part.
func (b Plan) Note() string {
	return fmt.Sprintf("%s，%d 户，%s 去", b.Day.Han(), len(b.Visits), b.Goer)
}

// Addition (加一户) puts another stop at the end.
type Addition struct {
	Visit Visit `json:"visit"`
}

// Kind implements hall.Body.
func (Addition) Kind() hall.Kind { return KindAdded }

// Complete implements hall.Part.
func (b Addition) Complete() error { return b.Visit.complete(1) }

// Fits implements hall.Part.
func (b Addition) Fits(r *Route) error { return r.running("加户") }

// Put implements hall.Part.
func (b Addition) Put(r *Route, _ journal.Header) { r.add(b.Visit) }

// Note implements hall.Part.
func (Addition) Note() string { return "" }

// Reordering (调整顺序) changes the order the stops are driven to.
type Reordering struct {
	Order []int `json:"order"` // every stop's number once
}

// Kind implements hall.Body.
func (Reordering) Kind() hall.Kind { return KindReordered }

// Complete implements hall.Part.
func (Reordering) Complete() error { return nil }

// Fits implements hall.Part.
func (b Reordering) Fits(r *Route) error {
	if err := r.running("调整"); err != nil {
		return err
	}
	for i, n := range slices.Sorted(slices.Values(b.Order)) {
		if n != i+1 || len(b.Order) != len(r.Stops) {
			return hall.Refuse("新的顺序要把每一户写一次", fmt.Sprintf("这条路线有 %d 户，例如 2,1,3", len(r.Stops)))
		}
	}
	if len(b.Order) == 0 {
		return hall.Refuse("没有写新的顺序", fmt.Sprintf("这条路线有 %d 户，例如 2,1,3", len(r.Stops)))
	}
	return nil
}

// Put implements hall.Part.
func (b Reordering) Put(r *Route, _ journal.Header) { r.Order = b.Order }

// Note implements hall.Part.
func (b Reordering) Note() string { return strings.Trim(fmt.Sprint(b.Order), "[]") }

// Serving (上门办了) says what came of a stop.
type Serving struct {
	Stop   int    `json:"stop"` // number, from 1
	Result string `json:"result"`
	Case   string `json:"case,omitempty"` // id of the case taken in there
}

// Kind implements hall.Body.
func (Serving) Kind() hall.Kind { return KindDone }

// Complete implements hall.Part.
func (b Serving) Complete() error {
	if strings.TrimSpace(b.Result) == "" {
		return hall.Refuse("没有写上门办了什么", "请用一句话写下结果")
	}
	return nil
}

// Fits implements hall.Part.
func (b Serving) Fits(r *Route) error {
	if err := r.ahead("登记办了", b.Stop); err != nil {
		return err
	}
	if had := r.Stops[b.Stop-1].Visit.Case; had != "" && b.Case != "" && b.Case != had {
		return hall.Forbid(fmt.Sprintf("路线 %s 第 %d 户是为另一个办件去的", r.No.Spoken(), b.Stop), "请核对办件编号")
	}
	return nil
}

// Put implements hall.Part.
func (b Serving) Put(r *Route, h journal.Header) {
	s := &r.Stops[b.Stop-1]
	s.State, s.Result, s.At = Done, b.Result, h.At
	if b.Case != "" {
		s.Case = b.Case
	}
}

// Note implements hall.Part.
func (b Serving) Note() string { return fmt.Sprintf("第 %d 户", b.Stop) }

// Missing (没有办成) says why a stop came to nothing.
type Missing struct {
	Stop int    `json:"stop"` // number, from 1
	Why  string `json:"why"`
}

// Kind implements hall.Body.
func (Missing) Kind() hall.Kind { return KindMissed }

// Complete implements hall.Part.
func (b Missing) Complete() error {
	if strings.TrimSpace(b.Why) == "" {
		return hall.Refuse("没有办成要写原因", "例如：家里没有人")
	}
	return nil
}

// Fits implements hall.Part.
func (b Missing) Fits(r *Route) error { return r.ahead("登记未办成", b.Stop) }

// Put implements hall.Part.
func (b Missing) Put(r *Route, h journal.Header) {
	s := &r.Stops[b.Stop-1]
	s.State, s.Why, s.At = Missed, b.Why, h.At
}

// Note implements hall.Part.
func (b Missing) Note() string { return fmt.Sprintf("第 %d 户", b.Stop) }

// Closing (结束路线) ends the day; every stop has been visited or says why not.
type Closing struct{}

// Kind implements hall.Body.
func (Closing) Kind() hall.Kind { return KindClosed }

// Complete implements hall.Part.
func (Closing) Complete() error { return nil }

// Fits implements hall.Part.
func (Closing) Fits(r *Route) error {
	if err := r.running("结束"); err != nil {
		return err
	}
	for i, s := range r.Stops {
		if s.State == Ahead {
			return hall.Forbid(fmt.Sprintf("路线 %s 第 %d 户还没有去", r.No.Spoken(), i+1), "没有去成的请写原因，再结束")
		}
	}
	return nil
}

// Put implements hall.Part.
func (Closing) Put(r *Route, _ journal.Header) { r.State = Closed }

// Note implements hall.Part.
func (Closing) Note() string { return "" }

func listed(words []string) string { return strings.Join(words, "、") }
