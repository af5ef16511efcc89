package hall_test

import (
	"testing"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// silent is a matter received on a Monday and never answered; five working days are over on 2026-11-30.
func silent(t *testing.T, cal workday.Calendar, r hall.Received) *hall.Case {
	t.Helper()
	r.NoticeBy, r.HandOverBy = hall.IntakeDuesOf(cal, r.Rules, morning)
	return step(t, nil, morning, r)
}

func licenceIntake() hall.Received {
	r := received(hall.ModeDecide)
	r.Rules.Type = hall.Licence
	return r
}

func TestSilenceDeemsALicenceAcceptedAsOfReceipt(t *testing.T) {
	cal := years(t)
	c := silent(t, cal, licenceIntake())
	if body, _ := c.Lapsed(cal, date(t, "2026-11-30")); body != nil {
		t.Error("deemed on the fifth day, which belongs to the hall")
	}
	body, id := c.Lapsed(cal, date(t, "2026-12-01"))
	if body == nil || !hall.MadeByTime(id) || !body.From.Equal(morning) || len(body.Years) == 0 || body.NoticeBy.Last.String() != "2026-11-30" {
		t.Fatalf("%+v, %s", body, id)
	}
	if _, again := c.Lapsed(cal, date(t, "2026-12-09")); again != id {
		t.Error("found later, it is another fact")
	}
	c = step(t, c, date(t, "2026-12-01").Start(), *body)
	if c.State != hall.StateAccepted || !c.Clocks.AcceptedAt.Equal(morning) || c.Clocks.Promised.Last.String() != "2026-12-14" {
		t.Errorf("%s, accepted %s, promised %v", c.State, c.Clocks.AcceptedAt, c.Clocks.Promised)
	}
	if body, _ := c.Lapsed(cal, date(t, "2026-12-09")); body != nil {
		t.Error("deemed twice")
	}
}

// Told on paper on Wednesday, found by the device when the power is back: the silence was none.
func TestADeemedAcceptanceIsSetAsideByAWordInTime(t *testing.T) {
	cal := years(t)
	deemed := func() *hall.Case {
		c := silent(t, cal, licenceIntake())
		body, _ := c.Lapsed(cal, date(t, "2026-12-01"))
		return step(t, c, date(t, "2026-12-01").Start(), *body)
	}
	c := deemed()
	inTime, after := hall.SetAside{On: date(t, "2026-11-25"), Reason: "停电", Paper: "手写告知书3号"}, hall.SetAside{On: date(t, "2026-12-01"), Reason: "停电", Paper: "手写告知书3号"}
	if c.MaySetAside(after.On) || c.MaySetAside(date(t, "2026-11-20")) {
		t.Error("set aside by a word outside the five days")
	}
	now := date(t, "2026-12-02").Start()
	c = step(t, c, now, inTime)
	if c.State != hall.StateReceived || c.Clocks.Deemed != nil || !c.Clocks.AcceptedAt.IsZero() || c.Clocks.Promised != nil || c.Clocks.NoticeBy.Last.String() != "2026-11-30" {
		t.Errorf("%s, %+v", c.State, c.Clocks)
	}
	c = step(t, c, now, hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"})
	if body, _ := c.Lapsed(cal, date(t, "2026-12-20")); body != nil || c.MaySetAside(inTime.On) {
		t.Error("deemed again though told, or set aside twice")
	}
	if step(t, deemed(), now, hall.Routed{Department: "自然资源所"}).MaySetAside(inTime.On) {
		t.Error("set aside though work has begun")
	}
}

func TestWhatIsNotDeemed(t *testing.T) {
	cal := years(t)
	late := date(t, "2026-12-20")
	benefit := received(hall.ModeDecide)
	collected := licenceIntake()
	collected.Rules.Mode = hall.ModeCollect
	for name, c := range map[string]*hall.Case{
		"a benefit": silent(t, cal, benefit), "a licence that is only collected": silent(t, cal, collected),
		"a licence that was answered": step(t, silent(t, cal, licenceIntake()), morning, hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"}),
		"a licence that was declined": step(t, silent(t, cal, licenceIntake()), morning, hall.Declined{Reason: "不属于许可"}),
	} {
		if body, _ := c.Lapsed(cal, late); body != nil {
			t.Errorf("%s is deemed accepted", name)
		}
	}
	y, _ := cal.Schedule(2026)
	bare, err := workday.New(y)
	if err != nil {
		t.Fatal(err)
	}
	r := licenceIntake()
	at := date(t, "2026-12-29").Start()
	r.NoticeBy, _ = hall.IntakeDuesOf(bare, r.Rules, at)
	c := step(t, nil, at, r)
	if body, _ := c.Lapsed(bare, date(t, "2027-01-20")); body != nil {
		t.Error("deemed by a calendar nobody has")
	}
	next, err := workday.New(y, workday.Year{Year: 2027, Off: []hall.Date{date(t, "2027-01-01")}})
	if err != nil {
		t.Fatal(err)
	}
	again, _ := c.Recounting(next)
	if again == nil {
		t.Fatal("the schedule of 2027 changed nothing")
	}
	if body, _ := step(t, c, at, *again).Lapsed(next, date(t, "2027-01-20")); body == nil || body.NoticeBy.Last != again.NoticeBy.Last {
		t.Errorf("not deemed once the schedule is there: %+v", body)
	}
}

func TestASupplyIsDeemedFromItsOwnDay(t *testing.T) {
	cal := years(t)
	c := silent(t, cal, licenceIntake())
	c = step(t, c, morning, hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"})
	at := date(t, "2026-12-01").Start().Add(9 * time.Hour)
	by, _ := hall.IntakeDuesOf(cal, c.Rules, at)
	c = step(t, c, at, hall.Supplied{Materials: []hall.Material{{Name: "户口簿", Copy: 1}}, NoticeBy: by})
	body, _ := c.Lapsed(cal, date(t, "2026-12-09"))
	if body == nil || !body.From.Equal(at) || body.Notices != 1 || body.NoticeBy.Last.String() != "2026-12-08" {
		t.Fatalf("%+v", body)
	}
	if v := judge(t, c, hall.Deemed{From: morning, NoticeBy: body.NoticeBy, State: c.State}); v.Status != hall.StatusConflict {
		t.Errorf("evidence of another day: %v", v)
	}
}

// judge says what a body comes to on a case.
func judge(t *testing.T, c *hall.Case, b hall.CaseBody) hall.Verdict {
	t.Helper()
	_, v := hall.JudgeCase(c, entry(t, 99, "c1", b).Header, b)
	return v
}

func TestARenewalNobodyDecided(t *testing.T) {
	cal := years(t)
	until := date(t, "2027-01-10")
	intake := func(renewal bool, validUntil hall.Date) *hall.Case {
		r := licenceIntake()
		r.Rules.Intake.Renewal, r.Intake.ValidUntil = renewal, validUntil
		return step(t, step(t, nil, morning, r), morning, hall.Accepted{})
	}
	c := intake(true, until)
	if body, _ := c.LapsedRenewal(cal, until); body != nil {
		t.Error("renewed on the last day, which belongs to the hall")
	}
	body, id := c.LapsedRenewal(cal, until.AddDays(1))
	if body == nil || !hall.MadeByTime(id) {
		t.Fatal("not renewed")
	}
	if c = step(t, c, until.AddDays(1).Start(), *body); c.State != hall.StateDecided || c.Outcome.Result != hall.Granted || c.Clocks.DeliverBy == nil {
		t.Errorf("%s, %+v", c.State, c.Outcome)
	}
	for name, c := range map[string]*hall.Case{
		"a licence whose rules do not say so":    intake(false, until),
		"one asked for too late":                 intake(true, hall.DayOf(morning).AddDays(29)),
		"one without a day":                      intake(true, hall.Date{}),
		"one that was decided":                   step(t, intake(true, until), morning, hall.Decided{Result: hall.Refused, By: "zhang", Reason: "不符合"}),
		"one withdrawn by the applicant himself": step(t, intake(true, until), morning, hall.Withdrawn{Reason: "不办了", BackTo: "本人"}),
	} {
		if body, _ := c.LapsedRenewal(cal, date(t, "2027-03-01")); body != nil {
			t.Errorf("%s is renewed by silence", name)
		}
	}
}

// An information request is counted from its receipt, or from its correction, which is asked for once.
func TestInformationRequests(t *testing.T) {
	cal := years(t)
	r := received(hall.ModeDecide)
	r.Rules.Type, r.Rules.Limits = hall.Information, hall.Limits{}
	c := silent(t, cal, r)
	if got := c.Clocks.NoticeBy; got.Last.String() != "2026-12-02" || got.Limit != hall.CorrectionLimit() {
		t.Errorf("correction by %+v, want seven working days", got)
	}
	accept := func(c *hall.Case, day string) *hall.Case {
		at := date(t, day).Start().Add(9 * time.Hour)
		p, s := hall.AcceptDues(cal, c.Rules.RunningLimits(), c.LimitsFrom(at))
		return step(t, c, at, hall.Accepted{Promised: p, Statutory: s})
	}
	if got := accept(c, "2026-11-27").Clocks.Statutory.Last.String(); got != "2026-12-21" {
		t.Errorf("answer by %s, want twenty working days from receipt", got)
	}
	c = step(t, c, morning, hall.Noticed{Missing: []string{"写明要哪一年的"}, Reason: "不明确"})
	at := date(t, "2026-12-01").Start().Add(9 * time.Hour)
	by, _ := hall.IntakeDuesOf(cal, c.Rules, at)
	c = step(t, c, at, hall.Supplied{Materials: []hall.Material{{Name: "写明要哪一年的", Copy: 1}}, NoticeBy: by})
	if v := judge(t, c, hall.Noticed{Missing: []string{"写明要哪一年的"}, Reason: "还不明确"}); v.Status != hall.StatusConflict {
		t.Errorf("sent back twice: %v", v)
	}
	c = accept(c, "2026-12-03")
	if got := c.Clocks.Statutory.Last.String(); got != "2026-12-29" {
		t.Errorf("answer by %s, want twenty working days from the correction", got)
	}
	c = extend(t, cal, c, "2026-12-10")
	if got := c.Clocks.Statutory; got.Last.String() != "2027-01-26" || !got.Provisional() {
		t.Errorf("extended to %+v", got)
	}
}

func TestALaterNoticeThatAddsNeedsTheDirector(t *testing.T) {
	cal := years(t)
	c := silent(t, cal, licenceIntake())
	c = step(t, c, morning, hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺"})
	c = step(t, c, morning, hall.Supplied{Materials: []hall.Material{{Name: "户口簿", Copy: 1}}})
	more := hall.Noticed{Missing: []string{"户口簿", "照片"}, Reason: "漏了"}
	if v := judge(t, c, more); v.Status != hall.StatusConflict {
		t.Fatalf("added quietly: %v", v)
	}
	more.Approver = "zhang"
	c = step(t, c, morning, more)
	if !c.NoticeAdded() || c.Papers.AddedBy != "zhang" || len(c.Papers.Owed) != 1 || c.Papers.Owed[0] != "照片" {
		t.Errorf("added by %q, owed %v", c.Papers.AddedBy, c.Papers.Owed)
	}
}

func TestCorrectionsKeepTheOldInTheirEntries(t *testing.T) {
	cal := years(t)
	c := silent(t, cal, licenceIntake())
	fix := func(field, old, now string) hall.Corrected {
		return hall.Corrected{Fixes: []hall.Fix{{Field: field, Old: old, New: now, Reason: "记错"}}}
	}
	for name, tt := range map[string]struct {
		body hall.Corrected
		want hall.Status
	}{
		"a phone":                   {fix("phone", "13800000000", "13800000001"), hall.StatusApplied},
		"a contact that was none":   {fix("contact_name", "", "彭小满"), hall.StatusApplied},
		"a material":                {fix("material:户口簿", "", "1/2"), hall.StatusApplied},
		"what stands there no more": {fix("phone", "13900000000", "13800000001"), hall.StatusConflict},
		"the last way to reach her": {fix("phone", "13800000000", ""), hall.StatusConflict},
		"a phone that is none":      {fix("phone", "13800000000", "12"), hall.StatusRejected},
		"the matter":                {fix("matter", "", "x"), hall.StatusRejected},
		"counts that are none":      {fix("material:户口簿", "", "1份"), hall.StatusRejected},
		"nothing":                   {hall.Corrected{}, hall.StatusRejected},
	} {
		if v := judge(t, c, tt.body); v.Status != tt.want {
			t.Errorf("%s: %v", name, v)
		}
	}
	after := step(t, c, morning, fix("contact_name", "", "彭小满"))
	if after.Field("contact_name") != "彭小满" || c.Applicant.Contact != nil {
		t.Error("not corrected, or in place")
	}
}
