package watch

import (
	"time"

	"bianmin/hall"
)

// Rule is the code of a rule of supervision. It stands in the journal and never changes.
type Rule string

// The rules.
const (
	RuleThird      Rule = "clock.third"     // a third of the limit is left
	RuleLastDay    Rule = "clock.last"      // one working day is left
	RulePromised   Rule = "promised.past"   // past the promise
	RulePromised3  Rule = "promised.long"   // long past the promise
	RuleStatutory  Rule = "statutory.past"  // past the law's limit
	RuleNotice     Rule = "notice.missed"   // a licence's five days
	RuleNoticeLate Rule = "notice.late"     // the five days of any other matter
	RuleHandOver   Rule = "handover.late"   // collected papers not passed on
	RuleStop       Rule = "stop.over"       // the clock was stopped for so long, and still is
	RuleStep       Rule = "step.late"       // another step of a case is late
	RuleOwed       Rule = "owed.late"       // papers that could come later have not come
	RuleRecord     Rule = "record.overdue"  // a record past its day
	RuleRecordLong Rule = "record.long"     // a record long past its day
	RuleUnanswered Rule = "card.unanswered" // two yellow cards without an explanation
	RuleFee        Rule = "fee.baseless"    // a fee without basis
	RuleAdded      Rule = "notice.added"    // a later notice asked for more
)

// Han is the rule as a card says it.
func (r Rule) Han() string {
	switch r {
	case RuleThird:
		return "期限只剩三分之一"
	case RuleLastDay:
		return "期限只剩一个工作日"
	case RulePromised:
		return "超过承诺时限"
	case RulePromised3:
		return "超过承诺时限三个工作日以上"
	case RuleStatutory:
		return "超过法定时限"
	case RuleNotice:
		return "行政许可五个工作日内没有告知也没有受理"
	case RuleNoticeLate:
		return "五个工作日内没有告知也没有受理"
	case RuleHandOver:
		return "代收的材料没有按时转交"
	case RuleStop:
		return "暂停计时的预计天数已过，还没有恢复"
	case RuleStep:
		return "超过这一步的期限"
	case RuleOwed:
		return "容缺或后补的材料过了约定的日子还没有补"
	case RuleRecord:
		return "登记的事项到期没有办"
	case RuleRecordLong:
		return "登记的事项超期较久"
	case RuleUnanswered:
		return "两张黄牌都没有按时说明"
	case RuleFee:
		return "收费没有依据"
	case RuleAdded:
		return "后一次告知增加了新的内容"
	}
	return string(r)
}

// The parameters of supervision. Typical practice, parameters of RulesEdition.
const (
	AnswerWorkdays    = 2  // working days to explain a card
	LastDayWorkdays   = 1  // a warning comes with so many working days left
	LongPastWorkdays  = 3  // a yellow turns red after so many working days past the promise
	ThirdPart         = 3  // a reminder comes with one part in so many left
	ShortestBlueDays  = 3  // limits under so many days have no blue reminder
	UnansweredYellows = 2  // so many unanswered yellows make a red
	SyncLagHours      = 24 // entries may wait so long for the county before it is said

	recordLongWorkdays = 1 // a late bag turns yellow after so many working days over
)

// clockRule is a rule a clock of a case can meet.
type clockRule struct {
	code  Rule
	level hall.CardLevel
	holds func(Reading) bool
}

// clockRules are the rules of the clocks of a case. A reminder holds only while there is
// time left; a card, once earned, holds until the clock is stopped, so that it does not
// matter on which day somebody looked.
func clockRules() []clockRule {
	return []clockRule{
		{RuleThird, hall.BlueCard, ThirdLeft},
		{RuleLastDay, hall.YellowWarn, LastDay},
		{RulePromised, hall.YellowCard, PastPromised},
		{RulePromised3, hall.RedCard, LongPastPromised},
		{RuleStatutory, hall.RedCard, PastStatutory},
		{RuleNotice, hall.RedCard, NoticeMissed},
		{RuleNoticeLate, hall.YellowCard, NoticeLate},
		{RuleHandOver, hall.YellowCard, HandOverLate},
		{RuleStop, hall.YellowWarn, StopOver},
		{RuleStep, hall.YellowCard, StepLate},
		{RuleOwed, hall.YellowWarn, PapersOwed},
	}
}

// ThirdLeft is blue: a third or less of the limit is left and the last day has not come; not
// for limits under three days, nor before acceptance. Working days count in working days,
// calendar days in calendar days. Typical practice, a parameter of RulesEdition.
func ThirdLeft(r Reading) bool {
	if !r.Leads || r.Past() || LastDay(r) || r.Name != Promised && r.Name != Statutory || r.Due.Limit.N < ShortestBlueDays {
		return false
	}
	switch r.Due.Limit.Unit {
	case hall.Workday:
		return r.Left*ThirdPart <= r.Due.Limit.N
	case hall.CalendarDay:
		return r.Due.Last.Sub(hall.DayOf(r.Now))*ThirdPart <= r.Due.Limit.N
	}
	return false
}

// LastDay is yellow warning: one working day or less is left; of a limit in hours a third or
// less. Typical practice, a parameter of RulesEdition.
func LastDay(r Reading) bool {
	if !r.Leads || r.Past() {
		return false
	}
	if l := r.Due.Limit; l.Unit == hall.Hour && !r.Due.Until.IsZero() {
		return r.Due.Until.Sub(r.Now)*ThirdPart <= time.Duration(l.N)*time.Hour
	}
	return r.Left <= LastDayWorkdays
}

// PastPromised is yellow: past the promised limit. Typical practice, a parameter of RulesEdition.
func PastPromised(r Reading) bool { return r.Name == Promised && r.Past() }

// LongPastPromised is red: more than three working days past the promised limit. Typical
// practice, a parameter of RulesEdition.
func LongPastPromised(r Reading) bool { return r.Name == Promised && r.Left < -LongPastWorkdays }

// PastStatutory is red: past the limit of the law. Source: 行政许可法 第七十四条 (licences); for
// other matters typical practice, a parameter of RulesEdition.
func PastStatutory(r Reading) bool { return r.Name == Statutory && r.Past() }

// NoticeMissed is red: five working days after receipt a licence was neither noticed nor
// accepted. Source: 行政许可法 第三十二条第一款第四项、第七十二条.
func NoticeMissed(r Reading) bool { return r.Name == Notice && r.Licence && r.Past() }

// NoticeLate is yellow: the same five days of a matter that is no licence. Typical practice, a
// parameter of RulesEdition.
func NoticeLate(r Reading) bool { return r.Name == Notice && !r.Licence && r.Past() }

// StopOver is yellow warning: the planned days of a stop are over and the clock still stands.
// Typical practice, a parameter of RulesEdition.
func StopOver(r Reading) bool { return r.Name == Stop && r.Past() }

// HandOverLate is yellow: collected papers were not passed on in time. Typical practice, a
// parameter of RulesEdition.
func HandOverLate(r Reading) bool { return r.Name == HandOver && r.Past() }

// StepLate is yellow: any other day a case must be moved by is past. Typical practice, a
// parameter of RulesEdition.
func StepLate(r Reading) bool { return r.Name == Step && r.Past() }

// PapersOwed is yellow warning: the day by which the applicant promised a paper is past, and
// somebody must ask for it. Source: 社会救助法 第五十条 (先行救助); 容缺 is typical practice, a
// parameter of RulesEdition.
func PapersOwed(r Reading) bool { return r.Name == Owed && r.Past() }

// FeeWithoutBasis is red: money is asked and no legal basis stands beside it. Fee in fen.
// Source: 行政许可法 第五十八条、第七十五条; for other matters typical practice, a parameter of RulesEdition.
func FeeWithoutBasis(feeFen int64, basis string) bool { return feeFen > 0 && basis == "" }

// NoticeAdded is yellow: a later notice asked for what the first did not name. Source:
// 行政许可法 第三十二条第一款第四项; the level is typical practice, a parameter of RulesEdition.
func NoticeAdded(added []string) bool { return len(added) > 0 }
