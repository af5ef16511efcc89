package desk_test

import (
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/followup"
	"bianmin/hall/hotline"
	"bianmin/hall/rating"
)

func TestARatingIsTheApplicantsAndOnePerVisit(t *testing.T) {
	r := openRoom(t)
	c := take(t, r.agent, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀"), Mode: hall.ByProxy, Agent: "luo"}).Case
	if _, err := r.agent.Unrated(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	no, err := r.agent.Rate(t.Context(), string(c.No), desk.RatingInput{Grade: rating.FairlySatisfied, Tags: []string{"一次办好"}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.director.Rating(t.Context(), string(no))
	if err != nil || got.Source.SignedIn != "luo" || !got.Is("luo") || got.ID != rating.SubjectID(c.ID) || got.RealName() {
		t.Fatalf("%+v, %v", got, err)
	}
	if e := got.History[1]; e.Actor != rating.Applicant || strings.Contains(e.Note, "满意") {
		t.Errorf("the journal says %+v", e)
	}
	for name, again := range map[string]func() (hall.RecordNo, error){
		"screen": func() (hall.RecordNo, error) {
			return r.agent.Rate(t.Context(), c.ID, desk.RatingInput{Grade: rating.Satisfied})
		},
		"slip": func() (hall.RecordNo, error) {
			return r.director.RateBySlip(t.Context(), c.ID, desk.RatingInput{Grade: rating.Satisfied})
		},
		"unrated": func() (hall.RecordNo, error) { return r.agent.Unrated(t.Context(), c.ID) },
	} {
		no, err := again()
		if hall.KindOf(err) != hall.Unlawful || no != "" || strings.Contains(err.Error(), "基本") {
			t.Errorf("%s again: %q, %v", name, no, err)
		}
	}
	_, err = r.agent.Rate(t.Context(), "no-such", desk.RatingInput{Grade: rating.Satisfied})
	refused(t, err, hall.NotFound)
	_, err = r.agent.Rate(t.Context(), string(take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}).Case.No), desk.RatingInput{Grade: rating.Satisfied})
	refused(t, err, hall.Unlawful) // not one they carry
	r.sound(t)
}

func TestASlipIsNotTheRateds(t *testing.T) {
	r := openRoom(t)
	c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("彭满秀")}).Case
	_, err := r.director.RateBySlip(t.Context(), c.ID, desk.RatingInput{Grade: rating.VerySatisfied})
	refused(t, err, hall.Unlawful)
	guide := addStaff(t, r, "ou", hall.RoleGuide)
	if _, err := guide.RateBySlip(t.Context(), c.ID, desk.RatingInput{Grade: rating.VerySatisfied, Scan: strings.Repeat("ab", 32)}); err != nil {
		t.Error(err)
	}
	_, err = guide.RateBySlip(t.Context(), caseOf(t, r, ""), desk.RatingInput{Grade: rating.VerySatisfied, Scan: "scan.png"})
	refused(t, err, hall.Invalid)
}

func TestAFollowUpInItsDays(t *testing.T) {
	r := openRoom(t)
	no := foreignRating(t, r, "")
	due := func() string {
		list, err := r.director.Ratings(t.Context(), desk.Span{OpenOnly: true})
		if err != nil || len(list) != 1 {
			t.Fatalf("%d open, %v", len(list), err)
		}
		return list[0].Facts().Due.String()
	}
	if got := due(); got != "2026-11-24" {
		t.Errorf("start by %s", got)
	}
	if _, err := r.director.StartFollowUp(t.Context(), no); err != nil {
		t.Fatal(err)
	}
	if got := due(); got != "2026-11-30" {
		t.Errorf("answer by %s", got)
	}
	if x, err := r.director.Contact(t.Context(), no, "", rating.Confirmed, "说是等久了"); err != nil || x.Person.Phone != "13800000010" {
		t.Fatal(err)
	}
	if got := due(); got != "2026-12-14" {
		t.Errorf("close by %s", got)
	}
	_, err := r.director.CloseRating(t.Context(), no, "")
	refused(t, err, hall.Unlawful)
	if _, err := r.director.Rectify(t.Context(), no, "加开一个窗口"); err != nil {
		t.Fatal(err)
	}
	if x, err := r.director.CloseRating(t.Context(), no, "已回复"); err != nil || x.FollowUp.Outcome != rating.Resolved {
		t.Fatal(err)
	}
	if _, err := r.agent.StartFollowUp(t.Context(), no); hall.KindOf(err) != hall.Unlawful {
		t.Error(err)
	}
	// Heard, the rated may appeal; they are shown what they may see and no more.
	m, err := r.agent.AppealRating(t.Context(), no, "那天我请假")
	if err != nil || m.Comment != "" || m.Grade != rating.Dissatisfied {
		t.Errorf("%+v, %v", m, err)
	}
	r.sound(t)
}

func TestASampleIsDrawnOnce(t *testing.T) {
	r := openRoom(t)
	for i := range 6 {
		s := r.director
		if i%2 == 0 {
			s = r.agent
		}
		c := take(t, s, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生" + string(rune('一'+i)))}).Case
		if _, err := accept(t.Context(), r.director, c.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := r.director.Decide(t.Context(), c.ID, hall.Decided{}); err != nil {
			t.Fatal(err)
		}
		if _, err := complete("")(t.Context(), r.director, c.ID); err != nil {
			t.Fatal(err)
		}
		if i == 2 {
			if _, err := r.director.RateBySlip(t.Context(), c.ID, desk.RatingInput{Grade: rating.Dissatisfied}); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, _, err := r.director.DrawFollowUps(t.Context(), "2026-11", 100)
	refused(t, err, hall.Unlawful) // the month is not over
	r.clock.nextDays(9)
	mine, total, err := r.director.DrawFollowUps(t.Context(), "2026-11", 100)
	if err != nil || total != 5 || len(mine) != 2 { // one was bad; three of the rest the director served in
		t.Fatalf("%d of %d, %v", len(mine), total, err)
	}
	if _, again, err := r.director.DrawFollowUps(t.Context(), "2026-11", 100); err != nil || again != 0 {
		t.Errorf("drawn again: %d, %v", again, err)
	}
	f := mine[0]
	if _, err := r.director.ContactFollowUp(t.Context(), f.ID, "", followup.Content, ""); err != nil {
		t.Fatal(err)
	}
	if done, err := r.director.CloseFollowUp(t.Context(), string(f.No)); err != nil || done.State != followup.Closed {
		t.Error(err)
	}
	if open, err := r.director.FollowUps(t.Context(), desk.Span{OpenOnly: true}); err != nil || len(open) != 1 {
		t.Errorf("%d open, %v", len(open), err)
	}
	r.sound(t)
}

func TestAnOrderIsBlindToWhoItComplainsOf(t *testing.T) {
	r := openRoom(t)
	o, err := r.director.ReceiveHotline(t.Context(), desk.HotlineInput{
		TheirNo: "dh 17", Text: "代办员收钱", About: []string{"luo"}, AnswerLimit: hall.Limit{N: 48, Unit: hall.Hour},
		Person: desk.Applicant{Name: "周桂英", IDType: "none", Phone: "13800000031"},
	})
	if err != nil || o.AnswerBy.Last.String() != "2026-11-25" || o.SignBy.Last.String() != "2026-11-24" {
		t.Fatalf("%+v, %v", o, err)
	}
	if _, err := r.director.SignHotline(t.Context(), "DH17"); err != nil {
		t.Fatal(err)
	}
	_, err = r.director.RouteHotline(t.Context(), o.ID, "luo", "")
	refused(t, err, hall.Unlawful)
	for call, said := range tells(t.Context(), r.agent, withKeys(o.No, o.ID, "DH17", "")) {
		for _, secret := range []string{"代办员收钱", "周桂英", "13800000031"} {
			if strings.Contains(said, secret) {
				t.Errorf("%s: %s", call, said)
			}
		}
	}
	_, err = r.agent.Hotline(t.Context(), "DH17")
	refused(t, err, hall.NotFound)
	if _, err := r.director.ReceiveHotline(t.Context(), desk.HotlineInput{TheirNo: "DH17", Text: "又来一遍"}); hall.KindOf(err) != hall.Unlawful {
		t.Errorf("the same order twice: %v", err)
	}
	if x, err := r.director.AnswerHotline(t.Context(), "DH17", "已查处"); err != nil || x.State != hotline.Answered {
		t.Fatal(err)
	}
	if x, err := r.director.RevisitHotline(t.Context(), "DH17", false, "没有退钱"); err != nil || x.State != hotline.Redo || x.Facts().Due.IsZero() {
		t.Fatalf("%+v, %v", x, err)
	}
	r.sound(t)
}
