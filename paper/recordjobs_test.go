package paper_test

import (
	"fmt"
	"testing"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/complaint"
	"bianmin/hall/fee"
	"bianmin/hall/homevisit"
	"bianmin/hall/pad"
	"bianmin/hall/posting"
	"bianmin/hall/route"
	"bianmin/hall/ticket"
	"bianmin/hall/trip"
	"bianmin/hall/visit"
	"bianmin/hall/workday"
)

// long is a text as long as it gets in a hall.
const longMatter = "农村村民住宅建设用地审批（含原址翻建、改建扩建、异址新建、跨村迁建以及因自然灾害避险搬迁需要重新选址的情形）初审及规划许可核发"

// walkInJobs are papers of who comes to the hall: ticket, fee slip, rating slip, complaint.
func walkInJobs(t testing.TB, name string) map[string]hall.PaperJob {
	elderly := matter(t, "MZ-06")
	c := made(t, elderly, name)
	c.ID = "c"
	v := recorded(t, visit.Opening{No: numbered(visit.Letter), Hall: office.Code, Day: today, People: []hall.Person{principal(name)}, How: visit.Ways()[0]})
	lines := []fee.Line{
		{Case: "c", Item: "GBF", Name: "工本费", Basis: "某文件第三条", AmountFen: 1250},
		{Item: "FY", Name: "复印", AmountFen: 0},
	}
	bill := fee.Bill{No: numbered(fee.Letter), Hall: office.Code, Day: today, Visit: "v", Lines: lines}
	many := bill
	for i := range 20 {
		many.Lines = append(many.Lines, fee.Line{Item: "X", Name: fmt.Sprintf("第%d项费用", i+1), Basis: longMatter, AmountFen: 12345678})
	}
	nothing := bill
	nothing.Lines = nil
	asked := ticket.Asked{
		Matter: hall.MatterName{Code: elderly.Code, Name: "高龄津贴申领"}, Checked: true, Missing: []string{"户口簿", "近期免冠照片两张（一寸、白底）"},
	}
	slip := func(b ...hall.Body) hall.PaperJob {
		return hall.PaperJob{Kind: hall.PaperFee, Record: recorded(t, b...), Beside: []hall.Record{v}, Cases: []*hall.Case{c}}
	}
	return map[string]hall.PaperJob{
		"ticket": {Kind: hall.PaperTicket, Record: recorded(t, ticket.Drawing{No: numbered(ticket.Letter), Hall: office.Code, Day: today, Queue: ticket.Plain, Asked: asked})},
		"ticket-plain": {Kind: hall.PaperTicket, Record: recorded(t, ticket.Drawing{
			No: numbered(ticket.Letter), Hall: office.Code, Day: today, Queue: ticket.Plain, Asked: ticket.Asked{Priority: ticket.Elder},
		})},
		"fee":              slip(bill),
		"fee-zero":         slip(nothing),
		"fee-paid":         slip(bill, fee.Payment{How: "扫码", Receipt: "0012345"}),
		"fee-long":         slip(many),
		"ratingslip":       {Kind: hall.PaperRatingSlip, Record: v},
		"ratingslip-blank": {Kind: hall.PaperRatingSlip, Blank: true},
		"complaint":        {Kind: hall.PaperComplaint, Record: recorded(t, complained(name), complaint.Acceptance{By: "liu", AnswerBy: dueOn("2026-12-14", complaint.AnswerWorkdays)})},
		"complaint-made":   {Kind: hall.PaperComplaint, Record: recorded(t, complained(""))},
	}
}

func dueOn(day string, workdays int) hall.Due {
	d, err := workday.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return hall.Due{Limit: hall.Limit{N: workdays, Unit: hall.Workday}, Last: d}
}

func complained(name string) complaint.Making {
	b := complaint.Making{
		No: numbered(complaint.Letter), Hall: office.Code, Day: today, By: "liu", AcceptBy: dueOn("2026-11-30", complaint.AcceptWorkdays),
		About: complaint.About{Staff: []string{"luo"}, Matter: hall.MatterName{Code: "MZ-06", Name: "高龄津贴申领"}},
		Told:  complaint.Told{Text: "昨天上午十点多在大厅，有工作人员当众训斥老人，说材料不齐还来捣乱。我们来了三趟，每趟说的都不一样。", How: "当面"},
	}
	if name != "" {
		p := principal(name)
		b.Told.Complainant, b.Told.Secret = &p, true
	}
	return b
}

// outsideJobs are papers that leave the hall or hang: hand-over lists, the pad, routes, postings.
func outsideJobs(t testing.TB, name string) map[string]hall.PaperJob {
	pack := packed()
	one, two := recorded(t, errand(name), pack, bag.Sealing{Code: "F-0007"}).(*bag.Bag), recorded(t, errand(name), pack).(*bag.Bag)
	one.ID, two.ID = "b1", "b2"
	list := trip.Listing{
		No: numbered(trip.Letter), Hall: office.Code, Day: today, From: bag.OfStaff("luo"), To: bag.OfCounter(""),
		Bags: []trip.Line{{Bag: "b1", No: one.No, Papers: pack.Papers}, {Bag: "b2", No: two.No, Papers: pack.Papers[:1]}},
	}
	answer := trip.Receiving{By: bag.OfCounter("2号窗口"), Replies: []trip.Reply{{Bag: "b1", Answer: trip.Taken}, {Bag: "b2", Answer: trip.Differs, Why: "封条破了"}}}
	long := list
	long.Bags = nil
	for i := range 30 {
		long.Bags = append(long.Bags, trip.Line{Bag: fmt.Sprintf("b%d", i+1), No: hall.NewRecordNo(bag.Letter, today, "A7", i+1), Papers: pack.Papers})
	}
	handed := func(b ...hall.Body) hall.PaperJob {
		return hall.PaperJob{Kind: hall.PaperHandOver, Record: recorded(t, b...), Beside: []hall.Record{one, two}}
	}
	return map[string]hall.PaperJob{
		"handover":          handed(list),
		"handover-answered": handed(list, trip.Handing{Signed: bag.Signature}, answer),
		"handover-long":     handed(long),
		"emergency-pad":     {Kind: hall.PaperPad, Record: recorded(t, padBodies(32)...)},
		"routelist":         {Kind: hall.PaperRouteList, Record: recorded(t, planned(name, 3))},
		"routelist-long":    {Kind: hall.PaperRouteList, Record: recorded(t, planned(name, 12))},
		"posting":           {Kind: hall.PaperPosting, Record: recorded(t, hung(name, 3))},
		"posting-a3":        {Kind: hall.PaperPosting, Record: recorded(t, hung(name, 40))},
		"homevisit":         {Kind: hall.PaperHomeVisit, Record: recorded(t, homevisit.Asking{No: numbered(homevisit.Letter), Hall: office.Code, Visit: atHome(name)})},
	}
}

// padBodies are a pad of n slips, of which the fifth was used and the sixth voided.
func padBodies(n int) []hall.Body {
	b := pad.Reserving{No: numbered(pad.Letter), Hall: office.Code, Day: today}
	for i := range n {
		b.Numbers = append(b.Numbers, hall.NewCaseNo(office.Code, today, "A7", 201+i))
	}
	return []hall.Body{b, pad.Using{Number: b.Numbers[4], Case: "c"}, pad.Voiding{Number: b.Numbers[5], Reason: "写坏了"}}
}

func atHome(name string) route.Visit {
	by := dueOn("2026-11-26", route.VisitWorkdays)
	return route.Visit{
		Person: hall.Person{ID: "p", Name: name, Phone: "13800000000"}, Need: "高龄", Address: "光荣村三组，过桥左手第二家", Asked: today,
		Matter: hall.MatterName{Code: "MZ-06", Name: "高龄津贴申领"}, Wish: "上午在家", By: &by,
	}
}

func planned(name string, stops int) route.Plan {
	b := route.Plan{No: numbered(route.Letter), Hall: office.Code, Day: today.AddDays(1), Goer: "luo"}
	for i := range stops {
		v := atHome(name)
		if i%2 == 1 {
			v.Wish, v.Matter, v.Person.Phone = "", hall.MatterName{}, ""
			v.Person.Contact = &hall.Contact{Name: "王福生", Relation: "儿子", Phone: "13800000001"}
		}
		b.Visits = append(b.Visits, v)
	}
	return b
}

// hung is a posting of n lines: with all columns when it is short, with names only when long.
func hung(name string, n int) posting.Putting {
	b := posting.Putting{
		No: numbered(posting.Letter), Hall: office.Code, Title: "2026年11月临时救助公示", Place: "村务公开栏", Village: true, From: today, Days: 15,
		Fields: []posting.Field{posting.FieldName, posting.FieldGroup, posting.FieldHeadCount, posting.FieldAmount},
	}
	if n > 15 {
		b.Village, b.Days, b.Fields = false, 7, []posting.Field{posting.FieldName}
	}
	for i := range n {
		item := posting.Item{Name: name}
		if n <= 15 {
			item = posting.Item{Name: name, Group: fmt.Sprintf("%d组", i+3), HeadCount: i + 1, AmountFen: 50000}
		}
		b.Items = append(b.Items, item)
	}
	return b
}
