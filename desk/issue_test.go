package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/issued"
	"bianmin/hall/journal"
)

// A paper goes out once for what it says. Asked for again it has the same number, date and values,
// and says so; when the case has gone on it is another paper.
func TestAPaperIsIssuedOnceForWhatItSays(t *testing.T) {
	r := openRoom(t)
	ctx, s := t.Context(), r.director
	c := take(t, s, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}).Case
	order := desk.Order{Kind: hall.PaperSlip, Case: c.ID}
	first, err := s.Print(ctx, order)
	if err != nil || first.No != hall.PaperNo(c.No, hall.PaperSlip, 1) || first.Reprint || first.Issue == "" {
		t.Fatalf("%s, %v", first.No, err)
	}
	before := r.entries(t)
	if shown, err := s.Preview(ctx, order, 1, 50); err != nil || shown.Pages != 1 || r.entries(t) != before {
		t.Errorf("a preview writes, %v", err)
	}
	r.clock.set(r.clock.read().Add(26 * time.Hour))
	again, err := s.Print(ctx, order)
	if err != nil || again.No != first.No || !again.Reprint || bytes.Equal(again.PDF, first.PDF) || r.entries(t) != before+1 {
		t.Errorf("%s, %v", again.No, err)
	}
	third, err := s.Reprint(ctx, first.No)
	if err != nil || !bytes.Equal(third.PDF, again.PDF) {
		t.Errorf("two reprints differ: %v", err)
	}
	if _, err := s.Accept(ctx, c.ID, ""); err != nil {
		t.Fatal(err)
	}
	next, err := s.Print(ctx, order)
	if err != nil || next.No != hall.PaperNo(c.No, hall.PaperSlip, 2) || next.Reprint {
		t.Errorf("%s, %v", next.No, err)
	}
	if old, err := s.Reprint(ctx, first.Issue); err != nil || !bytes.Equal(old.PDF, again.PDF) {
		t.Errorf("the first slip changed with the case: %v", err)
	}
	list, err := s.IssuedPapers(ctx, c.ID)
	if err != nil || len(list) != 2 || list[0].Reprinted != 3 || list[1].Reprinted != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if guide, err := s.Print(ctx, desk.Order{Kind: hall.PaperGuide, Matter: "MZ-06"}); err != nil || guide.No != "" || guide.Issue != "" {
		t.Errorf("a guide has a number: %q, %v", guide.No, err)
	}
	r.sound(t)
}

func TestWhatBecameOfAJobStandsOnThePaper(t *testing.T) {
	r := openRoom(t)
	ctx := t.Context()
	c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}).Case
	made, err := r.director.Print(ctx, desk.Order{Kind: hall.PaperSlip, Case: c.ID})
	if err != nil {
		t.Fatal(err)
	}
	refused(t, r.director.Printed(ctx, made.Issue, issued.Printing{Printer: "PDF"}), hall.Invalid)
	for _, run := range []issued.Printing{
		{Printer: "HP1020", Copies: 1, Outcome: issued.Failed, Why: "没有纸"}, {Printer: "HP1020", Copies: 2, Outcome: issued.Done},
	} {
		if err := r.director.Printed(ctx, made.Issue, run); err != nil {
			t.Fatal(err)
		}
	}
	p, err := r.director.IssuedPaper(ctx, made.No)
	if err != nil || len(p.Runs) != 2 || p.Runs[0].Why != "没有纸" || p.Runs[1].Copies != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := r.agent.IssuedPaper(ctx, made.No); hall.KindOf(err) == hall.Internal || err == nil {
		t.Errorf("an agent sees the paper of a foreign case: %v", err)
	}
	if _, err := r.agent.Reprint(ctx, made.No); err == nil {
		t.Error("an agent reprints the paper of a foreign case")
	}
	_, err = r.director.Reprint(ctx, "no-such")
	refused(t, err, hall.NotFound)
	r.sound(t)
}

// The code of a slip says, signed and without a name, what another counter needs.
func TestTheCodeOfASlipIsReadBack(t *testing.T) {
	r := openRoom(t)
	ctx := t.Context()
	keys, err := journal.GenerateKeys(nil, "j1")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.DB.SaveLink(ctx, journal.Link{County: "http://127.0.0.1:1", Name: "新化县", Hall: "431322112000", Journal: "j1", Keys: keys}); err != nil {
		t.Fatal(err)
	}
	c := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生"), Action: desk.ActionNotice, Reason: "缺材料"}).Case
	signed, err := journal.SignLine(keys.Private, c.SlipHead().Line())
	if err != nil || strings.Contains(signed, "王福生") || strings.Contains(signed, c.Applicant.Phone) {
		t.Fatalf("%q, %v", signed, err)
	}
	text := "办件编号 " + string(c.No) + "\n查询密码 123456\n" + signed
	got, err := r.director.Scan(ctx, text)
	if err != nil || !got.Signed || got.Case == nil || got.Head.No != c.No || got.Head.ID != c.ID || len(got.Head.Owed) == 0 {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = r.director.Scan(ctx, strings.Replace(text, "GH-01", "MZ-06", 1))
	refused(t, err, hall.Rejected)
	_, err = r.director.Scan(ctx, "办件编号 "+string(c.No))
	refused(t, err, hall.Invalid)

	far := openRoom(t) // another hall's device, which never heard of the case
	got, err = far.director.Scan(ctx, text)
	if err != nil || got.Signed || got.Case != nil || got.Head.Matter != "GH-01" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = far.director.Scan(ctx, text, keys.Public); err != nil || !got.Signed {
		t.Errorf("%+v, %v", got, err)
	}
}

// The whole document number is printed for a purpose: it is written down that it was looked at, and
// the paper is another one than the masked.
func TestAWholeNumberLeavesATrace(t *testing.T) {
	r := openRoom(t)
	ctx := t.Context()
	c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}).Case
	order := desk.Order{Kind: hall.PaperSlip, Case: c.ID}
	masked, err := r.director.Print(ctx, order)
	if err != nil {
		t.Fatal(err)
	}
	before := r.entries(t)
	order.Purpose = "办理不动产登记"
	whole, err := r.director.Print(ctx, order)
	if err != nil || whole.Reprint || whole.No == masked.No || r.entries(t) != before+2 {
		t.Errorf("%s beside %s, %d entries, %v", whole.No, masked.No, r.entries(t)-before, err)
	}
	order.Purpose = strings.Repeat("长", 21)
	_, err = r.director.Print(ctx, order)
	refused(t, err, hall.Invalid)
	_, err = r.director.Print(ctx, desk.Order{Kind: hall.PaperGuide, Matter: "MZ-06", Purpose: "看看"})
	refused(t, err, hall.Invalid)
	r.sound(t)
}
