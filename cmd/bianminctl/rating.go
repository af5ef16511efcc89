package main

import (
	"fmt"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/rating"
)

type ratingCmd struct {
	Give    ratingGiveCmd    `cmd:"" help:"申请人在屏幕上评价"`
	Slip    ratingSlipCmd    `cmd:"" help:"录入评价单；被评价的人不能录"`
	Unrated ratingUnratedCmd `cmd:"" help:"超时没有评价，记未评价"`
	List    ratingListCmd    `cmd:"" help:"评价清单；看不到对自己的评价"`
	Show    ratingShowCmd    `cmd:"" help:"看一条评价"`
	Mine    ratingMineCmd    `cmd:"" help:"公布给本人的评价：上月及以前的，和本月每满五条的"`
	Follow  ratingFollowCmd  `cmd:"" help:"差评回访：start 开始、contact 回访、rectify 整改、close 办结"`
	Appeal  ratingAppealCmd  `cmd:"" help:"被评价的人申诉"`
	Review  ratingReviewCmd  `cmd:"" help:"复核申诉"`
	Figures ratingFiguresCmd `cmd:"" help:"好差评统计：满意率、差评率、参评率"`
}

type ratingOf struct {
	No string `arg:"" help:"来访编号或办件编号"`
}

type ratingNo struct {
	No string `arg:"" help:"评价编号"`
}

type gradeFlags struct {
	Grade    string   `required:"" help:"非常满意、满意、基本满意、不满意、非常不满意，或代码 very_satisfied … very_dissatisfied"`
	Tag      []string `help:"标签，可写多次" sep:"none"`
	Comment  string   `help:"评语；- 从标准输入读"`
	RealName bool     `help:"实名；不写姓名时用办件的申请人"`
	personFlags
}

type ratingGiveCmd struct {
	ratingOf
	gradeFlags
}

type ratingSlipCmd struct {
	ratingOf
	gradeFlags
	Scan string `help:"评价单扫描件的 SHA-256"`
}

type (
	ratingUnratedCmd struct{ ratingOf }
	ratingListCmd    struct{ spanFlags }
	ratingShowCmd    struct{ ratingNo }
	ratingMineCmd    struct{}
)

type ratingFollowCmd struct {
	Start   ratingStartCmd   `cmd:"" help:"开始回访"`
	Contact ratingContactCmd `cmd:"" help:"写下一次回访"`
	Rectify ratingRectifyCmd `cmd:"" help:"写下整改的办法"`
	Close   ratingCloseCmd   `cmd:"" help:"办结"`
}

type ratingStartCmd struct{ ratingNo }

type ratingContactCmd struct {
	ratingNo
	Result string `required:"" help:"confirmed 属实、unfounded 不属实、unreached 联系不上"`
	How    string `help:"电话、上门、当面" default:"电话"`
	Text   string `help:"说了什么；- 从标准输入读"`
}

type ratingRectifyCmd struct {
	ratingNo
	Measure string `required:"" help:"怎么整改的；- 从标准输入读"`
}

type ratingCloseCmd struct {
	ratingNo
	Text string `help:"说明；- 从标准输入读"`
}

type ratingAppealCmd struct {
	ratingNo
	Reason string `required:"" help:"理由；- 从标准输入读"`
}

type ratingReviewCmd struct {
	ratingNo
	Verdict string `required:"" help:"kept 维持、excluded 不计入"`
	Reason  string `required:"" help:"理由；- 从标准输入读"`
	County  string `help:"县里复核的文号；写了就是录入县里的结论"`
}

type ratingFiguresCmd struct {
	Month string `arg:"" optional:"" help:"月份，例如 2026-11；不写是全部"`
}

// Help gives an example.
func (ratingGiveCmd) Help() string {
	return "例：bianminctl rating give A70123K --grade 满意 --comment 很快\n同一次来访只评一次；留痕里写明是申请人评的，当时谁登录。"
}

// Help gives an example.
func (ratingSlipCmd) Help() string {
	return "例：echo 等了一上午 | bianminctl --as liu rating slip A70123K --grade 不满意 --comment - --real-name"
}

// Help gives an example.
func (ratingContactCmd) Help() string {
	return "例：bianminctl rating follow contact R20261123-A70001X --result confirmed --how 电话"
}

// Help says the definitions.
func (ratingFiguresCmd) Help() string {
	return "例：bianminctl rating figures 2026-11\n满意率＝非常满意、满意、基本满意 ÷ 计入的评价；差评率＝不满意、非常不满意 ÷ 计入的评价；\n参评率＝评了的（含不计入的）÷ 请求评价的来访。未评价不进满意率和差评率。还没有公布给登录人的评价不在任何一行里。"
}

func (f gradeFlags) input(e *env) (desk.RatingInput, error) {
	grade, err := rating.ParseGrade(f.Grade)
	if err != nil {
		return desk.RatingInput{}, err
	}
	err = e.typedLines(&f.Comment, &f.Name, &f.Phone, &f.ID)
	return desk.RatingInput{
		Grade: grade, Tags: f.Tag, Comment: f.Comment, RealName: f.RealName || f.Name != "", Person: f.applicant(),
	}, err
}

// Run takes the applicant's grade.
func (c ratingGiveCmd) Run(e *env) error {
	in, err := c.input(e)
	if err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error { return e.rated("谢谢您的评价")(s.Rate(e.ctx, c.No, in)) })
}

// Run enters a slip.
func (c ratingSlipCmd) Run(e *env) error {
	in, err := c.input(e)
	if err != nil {
		return err
	}
	in.Scan = c.Scan
	return e.onSession(func(s *desk.Session) error { return e.rated("评价单已录入")(s.RateBySlip(e.ctx, c.No, in)) })
}

// Run says that nobody rated.
func (c ratingUnratedCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error { return e.rated("已记未评价")(s.Unrated(e.ctx, c.No)) })
}

// rated answers with the number alone: whoever stands at the desk may be the rated one.
func (e *env) rated(words string) func(hall.RecordNo, error) error {
	return func(no hall.RecordNo, err error) error {
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "rating": no})
		}
		e.say("%s  %s", words, no)
		return nil
	}
}

// Run lists ratings.
func (c ratingListCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		span, err := c.span()
		if err != nil {
			return err
		}
		list, err := s.Ratings(e.ctx, span)
		if err != nil {
			return err
		}
		out := []map[string]any{}
		for _, r := range list {
			row, err := e.ratingJSON(s, r)
			if err != nil {
				return err
			}
			out = append(out, row)
			if !e.cli.JSON {
				e.say("%s  %s  %s  %s  %s", r.No, r.Grade.Han(), r.State.Han(), ratedNames(e, s, r), dayText(r.Facts().Due))
			}
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "ratings": out})
		}
		if len(list) == 0 {
			e.say("没有可看的评价")
		}
		return nil
	})
}

// Run shows one.
func (c ratingShowCmd) Run(e *env) error {
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) { return s.Rating(e.ctx, c.No) })
}

// Run shows what has been released to who is signed in.
func (ratingMineCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		list, err := s.RatingRemarks(e.ctx)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "remarks": append([]rating.Remark{}, list...)})
		}
		for _, m := range list {
			e.say("%s  %s  %s  %s  %s", m.Month, m.Grade.Han(), strings.Join(m.Tags, "、"), m.Comment, m.No)
		}
		if len(list) == 0 {
			e.say("还没有公布给您的评价")
		}
		return nil
	})
}

// Run starts a follow-up.
func (c ratingStartCmd) Run(e *env) error {
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) { return s.StartFollowUp(e.ctx, c.No) })
}

// Run writes a call down.
func (c ratingContactCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text); err != nil {
		return err
	}
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) {
		return s.Contact(e.ctx, c.No, c.How, rating.Result(c.Result), c.Text)
	})
}

// Run writes the measure down.
func (c ratingRectifyCmd) Run(e *env) error {
	if err := e.typedLines(&c.Measure); err != nil {
		return err
	}
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) { return s.Rectify(e.ctx, c.No, c.Measure) })
}

// Run closes a follow-up.
func (c ratingCloseCmd) Run(e *env) error {
	if err := e.typedLines(&c.Text); err != nil {
		return err
	}
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) { return s.CloseRating(e.ctx, c.No, c.Text) })
}

// Run appeals.
func (c ratingAppealCmd) Run(e *env) error {
	if err := e.typedLines(&c.Reason); err != nil {
		return err
	}
	return e.onSession(func(s *desk.Session) error {
		m, err := s.AppealRating(e.ctx, c.No, c.Reason)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{"ok": true, "remark": m})
		}
		e.say("申诉已登记  %s", m.No)
		return nil
	})
}

// Run reviews an appeal.
func (c ratingReviewCmd) Run(e *env) error {
	if err := e.typedLines(&c.Reason); err != nil {
		return err
	}
	return e.onRating(func(s *desk.Session) (*rating.Rating, error) {
		return s.ReviewRating(e.ctx, c.No, rating.Verdict(c.Verdict), c.Reason, c.County)
	})
}

// Run counts.
func (c ratingFiguresCmd) Run(e *env) error {
	return e.onSession(func(s *desk.Session) error {
		f, err := s.RatingFigures(e.ctx, c.Month)
		if err != nil {
			return err
		}
		if e.cli.JSON {
			return e.emit(map[string]any{
				"ok": true, "month": f.Month, "withheld": f.Withheld, "total": lineJSON(f.Total),
				"by_clerk": linesJSON(f.ByClerk), "by_matter": linesJSON(f.ByMatter), "by_month": linesJSON(f.ByMonth),
			})
		}
		e.sayLine("合计", f.Total)
		for _, l := range f.ByClerk {
			e.sayLine(s.StaffName(e.ctx, l.Key), l)
		}
		for _, l := range f.ByMatter {
			e.sayLine(l.Key+" "+l.Name, l)
		}
		for _, l := range f.ByMonth {
			e.sayLine(l.Key, l)
		}
		if f.Withheld > 0 {
			e.say("另有 %d 条还没有公布给您，不在上面", f.Withheld)
		}
		return nil
	})
}

func (e *env) sayLine(name string, l rating.Line) {
	e.say("%s  满意率 %s  差评率 %s  参评率 %s  未评价 %d  不计入 %d  实名差评 %d 已办结 %d",
		name, percent(l.Satisfaction()), percent(l.BadRate()), percent(l.RatedShare()), l.Unrated, l.Excluded, l.Owed, l.Followed)
}

func percent(s rating.Share) string {
	if s.Of == 0 {
		return "—"
	}
	return fmt.Sprintf("%d.%d%%（%d/%d）", s.PerMille()/10, s.PerMille()%10, s.N, s.Of)
}

func lineJSON(l rating.Line) map[string]any {
	return map[string]any{
		"key": l.Key, "name": l.Name, "by_grade": l.ByGrade, "counted": l.Counted(), "unrated": l.Unrated, "excluded": l.Excluded,
		"satisfied_permille": l.Satisfaction().PerMille(), "bad_permille": l.BadRate().PerMille(),
		"rated_permille": l.RatedShare().PerMille(), "owed": l.Owed, "followed": l.Followed,
	}
}

func linesJSON(lines []rating.Line) []map[string]any {
	out := make([]map[string]any, 0, len(lines))
	for _, l := range lines {
		out = append(out, lineJSON(l))
	}
	return out
}
