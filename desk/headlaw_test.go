package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"bianmin/desk"
	"bianmin/hall"
)

// What only the head of the organ, or who has the power, may do is not done by the road beside it.
func TestALicenceIsNeitherExtendedNorGrantedByWhoMayNot(t *testing.T) {
	r := openRoom(t)
	lead := addStaff(t, r, "qin", hall.RoleLead)
	clerk := addStaff(t, r, "tan", hall.RoleClerk)
	no := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case.ID
	_, err := lead.Extend(t.Context(), no, "案情复杂", "")
	refused(t, err, hall.Unlawful)
	_, err = clerk.Extend(t.Context(), no, "案情复杂", "qin")
	refused(t, err, hall.Unlawful)
	if _, err := clerk.Extend(t.Context(), no, "案情复杂", "liu"); err != nil {
		t.Errorf("approved by the head: %v", err)
	}
	for _, result := range []hall.Result{hall.Granted, hall.Refused} {
		_, err := clerk.Complete(t.Context(), no, hall.Completed{Result: result, Note: "见附件"})
		refused(t, err, hall.Unlawful)
	}
	_, err = lead.Decide(t.Context(), no, hall.Decided{}) // not among the lead's powers
	refused(t, err, hall.Unlawful)
	c, err := r.director.Decide(t.Context(), no, hall.Decided{})
	if err != nil || !slices.Contains(c.Lawful(), hall.ActComplete) {
		t.Fatalf("decided: %v", err)
	}
	if _, err := clerk.Complete(t.Context(), no, hall.Completed{}); err != nil {
		t.Errorf("completed after the decision: %v", err)
	}
}

func TestNobodyOwesByADayThatIsPast(t *testing.T) {
	r := openRoom(t)
	yesterday := r.Desk.Today().AddDays(-1)
	work := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case.ID
	_, err := r.director.Joint(t.Context(), work, []hall.JointPart{{Department: "自然资源所", By: yesterday}})
	refused(t, err, hall.Invalid)
	urgent := take(t, r.director, desk.Intake{Matter: "MZ-04", Applicant: applicant("王福生")}).Case.ID
	_, err = r.director.Aid(t.Context(), urgent, hall.Aided{Aid: "现金五百元", Owed: []string{"佐证材料"}, OwedBy: yesterday})
	refused(t, err, hall.Invalid)
}

func TestANoticeKeepsHowItWasTold(t *testing.T) {
	r := openRoom(t)
	no := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生")}).Case.ID
	_, err := r.director.Telling("托梦")
	refused(t, err, hall.Invalid)
	byPhone, err := r.director.Telling("电话")
	if err != nil {
		t.Fatal(err)
	}
	c, err := byPhone.Notice(t.Context(), no, []string{"照片"}, "材料不全")
	if err != nil || c.Papers.Notices[0].Told.How != "电话" {
		t.Errorf("%+v, %v", c, err)
	}
}

// The power was off for a week: the licence is deemed accepted, then the paper shows that the
// applicant was told in time. Only the director writes that down.
func TestANoticeInTimeWrittenLateSetsTheDeemedAcceptanceAside(t *testing.T) {
	r := openRoom(t)
	clerk := addStaff(t, r, "tan", hall.RoleClerk)
	no := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.ID
	told := r.clock.read().Add(24 * time.Hour)
	r.clock.nextDays(12)
	if n, err := r.Desk.LapseNotices(t.Context()); err != nil || n != 1 {
		t.Fatalf("%d deemed, %v", n, err)
	}
	if _, err := clerk.Late(t.Context(), told, "停电", "手写告知书3号"); err == nil {
		t.Error("a clerk writes down what is older than a working day")
	}
	late, err := r.director.Late(t.Context(), told, "停电", "手写告知书3号")
	if err != nil {
		t.Fatal(err)
	}
	c, err := late.Notice(t.Context(), no, []string{"四邻意见表"}, "材料不全")
	if err != nil || c.State != hall.StateNoticed || c.Clocks.Deemed != nil || !c.Clocks.AcceptedAt.IsZero() {
		t.Fatalf("%+v, %v", c, err)
	}
	if n, err := r.Desk.LapseNotices(t.Context()); err != nil || n != 0 {
		t.Errorf("%d deemed again, %v", n, err)
	}
}

// A phone number put right on Tuesday does not keep Monday's notice out of the journal.
func TestALateActMayHaveHappenedBeforeWhatStandsBesideTheCase(t *testing.T) {
	r := openRoom(t)
	no := take(t, r.director, desk.Intake{Matter: "GH-01", Applicant: applicant("王福生")}).Case.ID
	told := r.clock.read().Add(5 * time.Hour)
	r.clock.nextDays(1)
	if _, err := r.director.Correct(t.Context(), no, []hall.Fix{{Field: "phone", New: "13800000099", Reason: "记错"}}); err != nil {
		t.Fatal(err)
	}
	late, err := r.director.Late(t.Context(), told, "停电", "手写登记单3号")
	if err != nil {
		t.Fatal(err)
	}
	c, err := late.Notice(t.Context(), no, []string{"四邻意见表"}, "材料不全")
	if err != nil || c.State != hall.StateNoticed || !strings.HasPrefix(c.History[len(c.History)-1].At.UTC().Format(time.RFC3339), "2026-11-23T06:00") {
		t.Fatalf("%+v, %v", c, err)
	}
	_, err = late.Supply(t.Context(), no, []hall.Material{{Name: "四邻意见表", Copy: 1}})
	if err != nil {
		t.Errorf("at the same instant as the step before: %v", err)
	}
	r.sound(t)
}

// What is forwarded is granted or refused by the organ it goes to: its result is written down
// first, and is the result of the case.
func TestAForwardedLicenceEndsAsItsOrganDecided(t *testing.T) {
	r := openRoom(t)
	list, err := r.Desk.Matters(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(m hall.Matter) bool {
		x := m.Snapshot()
		return x.IsLicence() && x.Mode == hall.ModeForward && x.Intake.OutsideSystem == "" && x.CaseType != hall.Instant
	})
	if i < 0 {
		t.Skip("the catalogue has no forwarded licence")
	}
	no := take(t, r.director, desk.Intake{Matter: list[i].Code, Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case.ID
	_, err = r.director.Complete(t.Context(), no, hall.Completed{})
	refused(t, err, hall.Unlawful)
	if _, err := r.director.Enter(t.Context(), no, hall.Entered{AcceptNo: "县受2026-7", Source: "县里来文", On: r.Desk.Today()}); err != nil {
		t.Fatal(err)
	}
	_, err = r.director.Complete(t.Context(), no, hall.Completed{})
	refused(t, err, hall.Unlawful) // accepted there, not decided
	if _, err := r.director.Enter(t.Context(), no, hall.Entered{Result: hall.Refused, DecisionNo: "县不准2026-7", Source: "县里来文", On: r.Desk.Today()}); err != nil {
		t.Fatal(err)
	}
	c, err := r.director.Complete(t.Context(), no, hall.Completed{Note: "照县里决定"})
	if err != nil || c.Outcome.Result != hall.Refused {
		t.Errorf("%+v, %v", c, err)
	}
}
