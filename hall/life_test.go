package hall_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"bianmin/hall"
	"bianmin/hall/fold"
)

// openers are receipts of matters of every kind the rules tell apart.
func openers() []hall.Body {
	licence := received(hall.ModeDecide)
	licence.Rules.Type = hall.Licence
	licence.Rules.Limits.Statutory = &hall.Limit{N: 20, Unit: hall.Workday}
	licence.Rules.Intake = hall.IntakeRules{Renewal: true, OutsideSystem: "省一体化平台"}
	licence.Intake.ValidUntil = hall.DayOf(morning).AddDays(40)
	licence.NoticeBy = dueOn(5)
	aid := received(hall.ModeDecide)
	aid.Rules.Intake = hall.IntakeRules{
		Materials: []hall.MaterialRule{{Name: "佐证材料", Requirement: hall.DeferMaterial}},
		Steps:     []hall.StepRule{{Name: "急难型先行救助"}, {Name: "家庭经济状况核对", StopsClock: true, Basis: "某办法 第十条"}, {Name: "公示"}},
		Extension: &hall.ExtensionRule{Limit: hall.Limit{N: 10, Unit: hall.Workday}, Basis: "某办法 第十一条"},
	}
	asked := received(hall.ModeDecide)
	asked.Rules.Type = hall.Information
	return []hall.Body{received(hall.ModeDecide), received(hall.ModeCollect), received(hall.ModeAssist), licence, aid, asked}
}

func dueOn(days int) *hall.Due {
	return &hall.Due{Limit: hall.Limit{N: days, Unit: hall.Workday}, Last: hall.DayOf(morning).AddDays(days)}
}

// earlyBodies are said before acceptance, some of them incomplete.
func earlyBodies() []hall.Body {
	return []hall.Body{
		hall.Noticed{Missing: []string{"户口簿"}, Reason: "缺户口簿"},
		hall.Noticed{Missing: []string{"户口簿", "照片"}, Reason: "又要照片"},
		hall.Noticed{Missing: []string{"收入证明"}, Reason: "漏了", Approver: "zhang"},
		hall.Noticed{},
		hall.Supplied{Materials: []hall.Material{{Name: "户口簿", Copy: 1}}, NoticeBy: dueOn(5)},
		hall.Supplied{Materials: []hall.Material{{Name: "佐证材料", Copy: 1}}},
		hall.Accepted{Promised: dueOn(15), Statutory: dueOn(20)},
		hall.Accepted{},
		hall.Deemed{From: morning, NoticeBy: *dueOn(5), State: hall.StateReceived, Promised: dueOn(15)},
		hall.Deemed{From: morning},
		hall.SetAside{On: hall.DayOf(morning), Reason: "停电", Paper: "手写告知书3号"},
		hall.Declined{Reason: "不符合条件"},
		hall.Declined{},
		hall.Aided{Aid: "现金", Owed: []string{"佐证材料"}, OwedBy: hall.DayOf(morning).AddDays(9), Approver: "zhang", Promised: dueOn(15)},
		hall.Deferred{Materials: []string{"佐证材料"}, By: hall.DayOf(morning).AddDays(9)},
		hall.Deferred{Materials: []string{"户口簿"}, By: hall.DayOf(morning).AddDays(9)},
		hall.Recounted{Deadlines: hall.Deadlines{NoticeBy: dueOn(4)}, Why: "放假安排已更新"},
		hall.Recounted{Deadlines: hall.Deadlines{Promised: dueOn(14), Statutory: dueOn(30)}, Why: "放假安排已更新"},
	}
}

// workBodies are said between acceptance and result.
func workBodies() []hall.Body {
	from := hall.DayOf(morning)
	stop := func(k hall.StopKind, step string) hall.Suspended {
		return hall.Suspended{
			Stop: hall.Stop{Kind: k, Step: step, Basis: "某法 第一条", Approver: "zhang", From: from, Planned: *dueOn(5)}, Told: hall.Told{How: "当面"},
		}
	}
	extension := func(n int) hall.Extended {
		return hall.Extended{
			Extension: hall.Extension{By: hall.Limit{N: n, Unit: hall.Workday}, Basis: "某法 第二条", Reason: "复杂", Approver: "zhang", On: from},
			Told:      hall.Told{How: "当面"}, Promised: dueOn(25), Statutory: dueOn(30),
		}
	}
	return []hall.Body{
		stop(hall.StopHearing, ""), stop(hall.StopConsult, ""), stop(hall.StopStep, "家庭经济状况核对"), stop(hall.StopStep, "公示"),
		hall.Suspended{},
		hall.Resumed{On: from.AddDays(3), Promised: dueOn(18), Statutory: dueOn(23)},
		hall.Resumed{On: from.AddDays(-9)},
		extension(10), extension(20), extension(99),
		hall.Routed{Department: "民政办"},
		hall.Jointed{Parts: []hall.JointPart{{Department: "林业站", By: from.AddDays(4)}}},
		hall.Jointed{Parts: []hall.JointPart{{Department: "水利站", By: from.AddDays(400)}}},
		hall.Answered{Department: "林业站", Agrees: true, Answer: "不占林地"},
		hall.Reviewed{Passed: true, Note: "齐全"},
		hall.Decided{Result: hall.Granted, By: "liu"},
		hall.Decided{Result: hall.Refused, By: "liu", Reason: "不符合"},
		hall.Decided{Result: hall.Refused, By: "liu"},
		hall.Renewed{ValidUntil: from.AddDays(40), ReceivedAt: morning, State: hall.StateAccepted},
		hall.Completed{Result: hall.Granted, PlatformNo: "431300"},
		hall.Completed{Result: hall.Refused, Note: "不符合", PlatformNo: "431300"},
		hall.Completed{Result: "maybe"},
	}
}

// sideBodies end a case otherwise, or are written beside it.
func sideBodies() []hall.Body {
	on := hall.DayOf(morning)
	return []hall.Body{
		hall.LateAct{Late: hall.LateEntry{Reason: "停电", Paper: "手写登记单3号"}},
		hall.LateAct{Late: hall.LateEntry{Reason: "停电"}},
		hall.Delivered{How: "当面", To: "本人"},
		hall.Voided{Reason: "录错了"},
		hall.Archived{Place: "3号柜"},
		hall.Withdrawn{Reason: "不办了", BackTo: "本人"},
		hall.Withdrawn{Reason: "不办了"},
		hall.Transferred{Organ: "县民政局", Reason: "不归本厅", Told: hall.Told{How: "当面"}, BackTo: "本人"},
		hall.Returned{Basis: "某办法 第九条", Reason: "逾期", Told: hall.Told{How: "电话"}, BackTo: "本人"},
		hall.Entered{PlatformNo: "4313", Source: "省平台", On: on, Result: hall.Refused},
		hall.Entered{PlatformNo: "4313"},
		hall.Revisited{On: on, Purpose: "核查", Found: "一致"},
		hall.Judged{Other: "c2", Reason: "事项不同"},
		hall.Judged{Other: "c1", Reason: "自己"},
		hall.Corrected{Fixes: []hall.Fix{{Field: "phone", Old: "13800000000", New: "13800000001", Reason: "记错"}}},
		hall.Corrected{Fixes: []hall.Fix{{Field: "material:户口簿", Old: "0/1", New: "", Reason: "没有收到"}}},
		hall.Corrected{Fixes: []hall.Fix{{Field: "phone", Old: "13800000000", New: "", Reason: "没有电话"}}},
		hall.Offered{To: "tan", Reason: "请假"},
		hall.TakenOver{},
		hall.Assigned{To: "liu", Reason: "轮岗"},
		hall.Carried{Agent: "luo"},
	}
}

// No deadline moves without an entry that explains it: folded entry by entry, a day differs
// only after a kind of entry that may move days, and an entry that did not fit moves nothing.
func TestNoDeadlineMovesUnexplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s fold.Subject
		before := ""
		for _, e := range drawEntries(t) {
			for _, v := range s.Judge(e) {
				after := deadlines(t, s.Case)
				if after != before && len(s.Held) == 0 && v.Entry == e.ID {
					if !hall.Kind(e.Kind).Moves() || v.Status != hall.StatusApplied {
						t.Fatalf("%s (%s) moved the days\nfrom %s\nto   %s", e.Kind, v.Status, before, after)
					}
				}
				before = after
			}
		}
	})
}

func deadlines(t interface{ Fatal(...any) }, c *hall.Case) string {
	if c == nil {
		return ""
	}
	raw, err := json.Marshal([]any{c.Deadlines(), c.Clocks.DeliverBy})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// No run of entries, in whatever order they come, makes a case no law allows. The rules here are
// written down once more, beside those of the program. Source: docs/domain.md.
func TestNoRunOfEntriesReachesAnUnlawfulState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s fold.Subject
		var trail []hall.State
		for _, e := range drawEntries(t) {
			s.Judge(e)
			if s.Case == nil {
				continue
			}
			if n := len(trail); n == 0 || trail[n-1] != s.Case.State {
				trail = append(trail, s.Case.State)
			}
			unlawful(t, s.Case, trail)
		}
	})
}

func unlawful(t interface{ Fatalf(string, ...any) }, c *hall.Case, trail []hall.State) {
	applied := map[hall.Kind]int{}
	for _, e := range c.History {
		if e.Conflict == "" {
			applied[e.Kind]++
		}
	}
	made := map[hall.State]hall.Kind{ // entries that waited for the receipt are judged at once: the trail misses states between
		hall.StateAccepted: hall.KindAccepted, hall.StateDeclined: hall.KindDeclined, hall.StateDecided: hall.KindDecided, hall.StateCompleted: hall.KindCompleted,
		hall.StateDelivered: hall.KindDelivered, hall.StateWithdrawn: hall.KindWithdrawn, hall.StateTransferred: hall.KindTransferred, hall.StateReturned: hall.KindReturned,
	}
	was := func(s hall.State) bool { return slices.Contains(trail, s) || applied[made[s]] > 0 }
	accepts := c.Rules.Mode == hall.ModeDecide || c.Rules.Mode == hall.ModeForward
	licence := c.Rules.Type == "行政许可"
	for say, bad := range map[string]bool{
		"received twice":                             applied[hall.KindReceived] != 1,
		"accepted what is only collected":            !accepts && (was(hall.StateAccepted) || was(hall.StateAided) || was(hall.StateInProgress) || was(hall.StateDecided)),
		"accepted and declined":                      was(hall.StateAccepted) && was(hall.StateDeclined) && applied[hall.KindSetAside] == 0,
		"declined what is only collected":            !accepts && was(hall.StateDeclined),
		"completed without acceptance":               accepts && was(hall.StateCompleted) && c.Clocks.AcceptedAt.IsZero(),
		"delivered without a result or a refusal":    was(hall.StateDelivered) && !was(hall.StateCompleted) && !was(hall.StateDeclined),
		"extended twice":                             applied[hall.KindExtended] > 1,
		"two stops at once":                          applied[hall.KindSuspended] > applied[hall.KindResumed]+1,
		"deemed what is no licence":                  applied[hall.KindDeemed] > 0 && !licence,
		"renewed what is no licence":                 applied[hall.KindRenewed] > 0 && (!licence || !c.Rules.Intake.Renewal),
		"aid where the matter knows none":            was(hall.StateAided) && !c.Rules.AidsFirst(),
		"granted though papers are owed":             was(hall.StateDecided) && c.Outcome.Result == hall.Granted && len(c.Papers.Deferred) > 0 && applied[hall.KindRenewed] == 0,
		"another result than decided":                applied[hall.KindDecided] > 0 && applied[hall.KindCompleted] > 0 && c.Outcome.Result == "",
		"an information request sent back twice":     c.Rules.Type == hall.Information && applied[hall.KindNoticed] > 1,
		"a stop outside the work":                    c.Clocks.Moved.Stop != nil && c.State != hall.StateAccepted && c.State != hall.StateInProgress,
		"returned though nothing was asked for":      c.State == hall.StateReturned && applied[hall.KindNoticed] == 0,
		"archived before the applicant had anything": c.State == hall.StateArchived && !was(hall.StateDelivered) && !was(hall.StateWithdrawn) && !was(hall.StateTransferred) && !was(hall.StateReturned),
		"nobody to reach":                            c.Applicant.Phone == "" && c.Applicant.IDNo == "" && c.Applicant.Contact == nil,
		"nobody responsible":                         c.Holder == "",
	} {
		if bad {
			t.Fatalf("%s: %v %v", say, trail, applied)
		}
	}
	stops := c.Clocks.Moved.Stops
	if c.Clocks.Moved.Stop != nil {
		stops = append(stops[:len(stops):len(stops)], *c.Clocks.Moved.Stop)
	}
	for _, s := range stops {
		lawful := slices.Contains([]hall.StopKind{"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "review"}, s.Kind)
		if licence && !lawful || !licence && lawful || s.Step == "公示" {
			t.Fatalf("stopped by %s %s", s.Kind, s.Step)
		}
	}
}

// A later entry never makes an ended case live again.
func TestAnEndedCaseStaysEnded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s fold.Subject
		ended := false
		for _, e := range drawEntries(t) {
			s.Judge(e)
			if s.Case == nil {
				continue
			}
			if ended && s.Case.State.Open() {
				t.Fatalf("%s opened an ended case again", e.Kind)
			}
			ended = !s.Case.State.Open()
		}
	})
}

func TestKindsHaveNamesAndActsHaveKinds(t *testing.T) {
	for _, k := range hall.CaseKinds() {
		if k.Han() == string(k) || !hall.Knows(string(k), hall.SchemaOf) || !k.IsCase() {
			t.Errorf("%s is not whole", k)
		}
	}
	for _, a := range hall.Acts() {
		if !slices.Contains(hall.CaseKinds(), a.Kind()) {
			t.Errorf("%s writes %q", a, a.Kind())
		}
	}
	for _, s := range hall.States() {
		if s.Han() == string(s) {
			t.Errorf("%s has no name", s)
		}
	}
	if hall.Knows("case.blessed", hall.SchemaOf) || hall.Knows("case.deemed", 2) {
		t.Error("knows what it cannot judge")
	}
}

// node is a case on the walk over everything that can happen, and the states it passed.
type node struct {
	c     *hall.Case
	trail []hall.State
}

// where is what of a case decides which acts come next.
func (n node) where() string {
	raw, _ := json.Marshal([]any{
		n.c.State, n.c.Rules.Mode, n.c.Rules.Type, len(n.c.Rules.Intake.Steps), n.c.Clocks.Moved.Stop != nil,
		n.c.Clocks.Moved.Extended != nil, len(n.c.Papers.Owed) > 0, len(n.c.Papers.Deferred) > 0, len(n.c.Work.Parts), slices.ContainsFunc(n.c.Work.Parts, func(p hall.JointPart) bool { return p.AnsweredAt.IsZero() }),
		min(len(n.c.Papers.Notices), 2), n.c.MaySetAside(hall.DayOf(morning)), n.c.Duty.Offered != "",
	})
	return string(raw)
}

// Everything that can happen, happens: from every kind of receipt the walk tries every body on
// every situation it has not seen. Each state and each kind of entry is reached, none unlawfully.
func TestTheWalkOverEverything(t *testing.T) {
	bodies := append(slices.Concat(earlyBodies(), workBodies(), sideBodies()), openers()...)
	states, kinds, moved := map[hall.State]bool{}, map[hall.Kind]bool{}, map[hall.Kind]bool{}
	seen := map[string]bool{}
	var todo []node
	put := func(n node, b hall.Body) {
		c, v := hall.JudgeCase(n.c, entry(t, len(n.trail), "c1", b).Header, b.(hall.CaseBody))
		if v.Status != hall.StatusApplied {
			return
		}
		next := node{c, append(n.trail[:len(n.trail):len(n.trail)], c.State)}
		unlawful(t, c, next.trail)
		states[c.State], kinds[b.Kind()] = true, true
		if n.c == nil || deadlines(t, n.c) != deadlines(t, c) {
			moved[b.Kind()] = true
		}
		if w := next.where(); !seen[w] {
			seen[w] = true
			todo = append(todo, next)
		}
	}
	for _, b := range openers() {
		put(node{}, b)
	}
	for len(todo) > 0 {
		n := todo[0]
		todo = todo[1:]
		for _, b := range bodies {
			put(n, b)
		}
	}
	for _, s := range hall.States() {
		if !states[s] {
			t.Errorf("%s is never reached", s)
		}
	}
	for _, k := range hall.CaseKinds() {
		if !kinds[k] {
			t.Errorf("%s is never applied", k)
		}
		if moved[k] && !k.Moves() {
			t.Errorf("%s moved a day", k)
		}
	}
	for _, k := range []hall.Kind{hall.KindAccepted, hall.KindDeemed, hall.KindSetAside, hall.KindAided, hall.KindSupplied, hall.KindResumed, hall.KindExtended, hall.KindRecounted} {
		if !moved[k] {
			t.Errorf("%s never moved a day", k)
		}
	}
	t.Logf("%d situations", len(seen))
}
