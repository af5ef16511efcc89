package demo

import (
	"context"
	"fmt"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/hall/workday"
)

// The demo hall is the one of the pictures; its people are invented, their numbers of
// an unallocated region.
var founding = struct{ code, name, device, staff, staffName string }{
	"431322112000", "新化县白溪镇便民服务中心", "A7", "liu", "刘巧云",
}

// business is one case of the demo and how far it goes.
type business struct {
	matter, name, birth, phone, village string
	mode                                hall.ServiceMode
	action                              desk.Action
	reason                              string
	then                                []func(ctx context.Context, s *desk.Session, no string) error
}

// morning is what the demo hall does while the line is up; the rest comes after the cut.
const morning = 5

// businesses are twelve cases of all kinds: every mode of matter, every way to come,
// every ending, and names that break weak systems.
func businesses() []business {
	note, done := step((*desk.Session).Notice, []string{"四邻意见表"}, "少一样材料"), complete("")
	return []business{
		{"MZ-06", "彭满秀", "19420617", "13800000010", "桃林村", hall.ByProxy, desk.ActionAccept, "", nil},
		{"MZ-01", "覃伟明", "19680305", "13800000011", "白沙村", hall.BySelf, desk.ActionAccept, "", nil},
		{"GH-01", "王福生", "19750912", "13800000012", "石坪村", hall.BySelf, desk.ActionReceive, "", acts(note, supply("四邻意见表"), accept)},
		{"YB-02", "娜仁·图雅", "19880420", "13800000013", "大湾村", hall.BySelf, desk.ActionReceive, "", nil},
		{"WJ-01", "欧阳𫞩", "19950101", "13800000014", "白溪社区", hall.BySelf, desk.ActionAccept, "", acts(done, deliver)},
		{"MZ-04", "单小娟", "19800815", "13800000015", "桃林村", hall.HomeVisit, desk.ActionAccept, "", acts(done)},
		{"GT-02", "陈菊香", "19590220", "13800000016", "白沙村", hall.BySelf, desk.ActionReceive, "", acts(complete("4313220020268812"))},
		{"MZ-06", "仇满生", "19600101", "13800000017", "石坪村", hall.BySelf, desk.ActionDecline, "申请人未满 80 周岁，不符合高龄津贴的年龄条件", nil},
		{"MZ-02", "罗永福", "19710707", "13800000018", "大湾村", hall.BySelf, desk.ActionNotice, "缺家庭经济状况核对授权书", nil},
		{"YL-05", "曾祥瑞", "19500606", "13800000019", "桃林村", hall.ByProxy, desk.ActionReceive, "", nil},
		{"GH-03", "解建军", "19830228", "13800000020", "白溪社区", hall.BySelf, desk.ActionAccept, "", nil},
		{"MZ-07", "区玉兰", "19450909", "13800000021", "大湾村", hall.BySelf, desk.ActionReceive, "", acts(void)},
	}
}

type act = func(ctx context.Context, s *desk.Session, no string) error

func acts(list ...act) []act { return list }

func step(do func(*desk.Session, context.Context, string, []string, string) (*hall.Case, error), missing []string, reason string) act {
	return func(ctx context.Context, s *desk.Session, no string) error {
		_, err := do(s, ctx, no, missing, reason)
		return err
	}
}

func supply(material string) act {
	return func(ctx context.Context, s *desk.Session, no string) error {
		_, err := s.Supply(ctx, no, []hall.Material{{Name: material, Original: 1}})
		return err
	}
}

func accept(ctx context.Context, s *desk.Session, no string) error {
	_, err := s.Accept(ctx, no, "")
	return err
}

func complete(platformNo string) act {
	return func(ctx context.Context, s *desk.Session, no string) error {
		_, err := s.Complete(ctx, no, hall.Completed{Result: hall.Granted, PlatformNo: platformNo})
		return err
	}
}

func deliver(ctx context.Context, s *desk.Session, no string) error {
	_, err := s.Deliver(ctx, no, hall.Delivered{How: "当面", To: "本人"})
	return err
}

func void(ctx context.Context, s *desk.Session, no string) error {
	_, err := s.Void(ctx, no, "申请人当场改主意，换办别的事项")
	return err
}

// take takes a demo case in and walks it as far as it goes.
func (b business) take(ctx context.Context, s *desk.Session, n int) (*hall.Case, error) {
	m, err := s.Matter(ctx, b.matter)
	if err != nil {
		return nil, err
	}
	in := desk.Intake{
		Ref: fmt.Sprintf("demo-%02d", n), Matter: b.matter, Mode: b.mode, Action: b.action, Reason: b.reason,
		Applicant: desk.Applicant{Name: b.name, IDType: ident.DocResidentID, ID: demoID(b.birth, n), Phone: b.phone, Village: b.village},
	}
	if b.mode == hall.ByProxy {
		in.Agent = "luo"
	}
	for i, x := range m.Intake.Materials {
		if x.Required() && (b.action != desk.ActionNotice || i > 0) {
			in.Materials = append(in.Materials, hall.Material{Name: x.Name, Original: x.Originals, Copy: x.Copies})
		}
	}
	taken, err := s.Intake(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("demo case %d: %w", n, err)
	}
	no := string(taken.Case.No)
	for _, do := range b.then {
		if err := do(ctx, s, no); err != nil {
			return nil, fmt.Errorf("demo case %d: %w", n, err)
		}
	}
	return s.Case(ctx, no)
}

// demoID makes a well-formed resident number of region 431399, which nobody has.
func demoID(birth string, n int) string {
	body := "431399" + birth + fmt.Sprintf("%03d", n*7+1)
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(body[i]-'0') * w
	}
	return body + string("10X98765432"[sum%11])
}

// book makes appointments: some today if the hall is still open, the others on the next
// working day.
func book(ctx context.Context, s *desk.Session) ([]*hall.Appointment, error) {
	people := []desk.Applicant{
		{Name: "娜仁·图雅", Phone: "13800000013"}, {Name: "周桂英", Phone: "13800000031"}, {Name: "吴德才", Phone: "13800000032"},
	}
	codes := []string{"WJ-01", "GT-02", "MZ-06"}
	var out []*hall.Appointment
	day, slot, err := nextSlot(ctx, s)
	if err != nil {
		return nil, err
	}
	for i, p := range people {
		a, err := s.Book(ctx, desk.Booking{Day: day, Start: slot[i%len(slot)], Matter: codes[i], Person: p})
		if err != nil {
			return nil, fmt.Errorf("demo booking %d: %w", i+1, err)
		}
		out = append(out, a)
	}
	last := len(out) - 1
	if out[last], err = s.CancelAppointment(ctx, string(out[last].No), "家里有事"); err != nil {
		return nil, err
	}
	return out, nil
}

func nextSlot(ctx context.Context, s *desk.Session) (hall.Date, []string, error) {
	for day := s.Today(); ; day = day.AddDays(1) {
		slots, err := s.Slots(ctx, day)
		if err != nil {
			return hall.Date{}, nil, err
		}
		var free []string
		for _, x := range slots {
			if x.Left > 0 && x.Slot.Starts().After(s.Now().Add(time.Minute)) {
				free = append(free, x.Slot.Start)
			}
		}
		if len(free) >= 3 {
			return day, free, nil
		}
		if day.Sub(workday.DateIn(s.Now())) > 30 {
			return hall.Date{}, nil, hall.Refuse("三十天内没有可约的时段", "请先导入放假安排")
		}
	}
}
