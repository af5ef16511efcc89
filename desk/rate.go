package desk

import (
	"context"
	"fmt"
	"slices"

	"bianmin/hall"
	"bianmin/hall/rating"
)

// visitSort is the sort of the records of visits. Their room is looked up by name: where this
// program has none, everything is rated by its case.
const visitSort hall.Sort = "visit"

// RatingInput is a grade as an applicant gave it. Grade is required. A real-name one takes the
// applicant of the case, or Person when that is filled in.
type RatingInput struct {
	Grade    rating.Grade
	Tags     []string
	Comment  string
	RealName bool
	Person   Applicant
	Scan     string // slips only: SHA-256 of the scan, 64 hex digits; empty for none
}

// Rate (评价) is the applicant's own grade, at the screen turned to them: the entry's actor is
// rating.Applicant, and its body says who was signed in. The key is of the visit, or of a
// case. It tells nothing of earlier ratings but that one has been taken.
func (s *Session) Rate(ctx context.Context, key string, in RatingInput) (hall.RecordNo, error) {
	in.Scan = ""
	return s.giveRating(ctx, RightRatingAsk, key, in, rating.Applicant, func(b *rating.Giving) error {
		b.How, b.SignedIn = rating.Screen, s.staff.ID
		return nil
	})
}

// RateBySlip (评价单) enters a printed slip. The rated never enter their own.
func (s *Session) RateBySlip(ctx context.Context, key string, in RatingInput) (hall.RecordNo, error) {
	return s.giveRating(ctx, RightRatingSlip, key, in, s.staff.ID, func(b *rating.Giving) error {
		if slices.Contains(b.About.Rated, s.staff.ID) {
			return hall.Forbid("被评价的人不能录入对自己的评价", "请换一个人来录入")
		}
		b.How, b.EnteredBy, b.Scan = rating.Slip, s.staff.ID, in.Scan
		return nil
	})
}

// Unrated (未评价) says that nobody touched the screen in time.
func (s *Session) Unrated(ctx context.Context, key string) (hall.RecordNo, error) {
	if err := s.need(RightRatingAsk); err != nil {
		return "", err
	}
	return s.writeRating(ctx, RightRatingAsk, key, s.staff.ID, func(_ Tx, at scene, no hall.RecordNo) (hall.Body, error) {
		return rating.Timeout{No: no, Hall: s.office.Code, Day: s.Today(), About: at.about, Reason: rating.ReasonTimeout}, nil
	})
}

func (s *Session) giveRating(
	ctx context.Context, r Right, key string, in RatingInput, actor string, source func(*rating.Giving) error,
) (hall.RecordNo, error) {
	if err := s.need(r); err != nil {
		return "", err
	}
	if err := tidyRating(&in); err != nil {
		return "", err
	}
	typed, err := s.namedPerson(in.Person)
	if err != nil {
		return "", err
	}
	cal, err := s.parts.Library.Calendar(ctx)
	if err != nil {
		return "", err
	}
	return s.writeRating(ctx, r, key, actor, func(tx Tx, at scene, no hall.RecordNo) (hall.Body, error) {
		b := rating.Giving{
			No: no, Hall: s.office.Code, Day: s.Today(), About: at.about, Grade: in.Grade, Tags: in.Tags, Comment: in.Comment, RealName: in.RealName,
		}
		if err := source(&b); err != nil || !in.RealName {
			return b, err
		}
		if b.Person = at.applicant; typed != nil {
			b.Person = typed
			if err := s.knownPerson(ctx, tx, typed); err != nil {
				return nil, err
			}
		}
		if b.Person == nil {
			return nil, hall.Refuse("实名评价没有写是谁", "请写姓名和电话，或改成匿名")
		}
		if b.Grade.Bad() {
			limits := rating.LimitsFrom(cal, s.Now())
			b.Limits = &limits
		}
		return b, nil
	})
}

// writeRating writes the entry that gives a visit its rating.
func (s *Session) writeRating(
	ctx context.Context, r Right, key, actor string, body func(Tx, scene, hall.RecordNo) (hall.Body, error),
) (hall.RecordNo, error) {
	var no hall.RecordNo
	err := s.parts.Store.Act(ctx, func(tx Tx) error {
		at, err := s.sceneOf(ctx, tx, key)
		if err != nil {
			return err
		}
		if err := s.needOn(r, at.hands...); err != nil {
			return err
		}
		if no, err = s.recordNo(ctx, tx, rating.Letter, s.Today()); err != nil {
			return err
		}
		b, err := body(tx, at, no)
		if err != nil {
			return err
		}
		_, err = tx.Append(ctx, hall.Draft{Subject: rating.SubjectID(at.about.Of), Actor: actor, Body: b})
		return err
	})
	if err != nil {
		return "", err
	}
	return no, nil
}

// scene is a visit as a rating needs it.
type scene struct {
	about     rating.About
	hands     []string     // staff ids who opened or carry it
	applicant *hall.Person // nil when nobody is known
}

// sceneOf finds the visit under a key, or the case, which stands for its visit when it has one.
func (s *Session) sceneOf(ctx context.Context, tx Tx, key string) (scene, error) {
	visit, err := tx.Record(ctx, visitSort, key)
	if err == nil {
		return sceneOfVisit(ctx, tx, visit, nil)
	}
	if hall.KindOf(err) != hall.NotFound {
		return scene{}, err
	}
	c, err := tx.Case(ctx, key)
	if hall.KindOf(err) == hall.NotFound && err != nil {
		return scene{}, hall.Missing("没有这次来访或办件", "请核对编号")
	}
	if err != nil {
		return scene{}, err
	}
	if c.Intake.Visit != "" {
		visit, err := tx.Record(ctx, visitSort, c.Intake.Visit)
		if err == nil {
			return sceneOfVisit(ctx, tx, visit, c)
		}
		if k := hall.KindOf(err); k != hall.NotFound && k != hall.Invalid {
			return scene{}, err
		}
	}
	at := scene{about: rating.About{Of: c.ID}}
	at.add(c)
	return at, nil
}

// sceneOfVisit gathers the cases a visit's facts lead to, and the one it was reached by.
func sceneOfVisit(ctx context.Context, tx Tx, visit hall.Record, c *hall.Case) (scene, error) {
	facts := visit.Facts()
	at := scene{about: rating.About{Of: visit.Trail().ID}}
	if facts.Owner != "" {
		at.hands = append(at.hands, facts.Owner)
	}
	if c != nil {
		at.add(c)
	}
	for _, key := range facts.Keys {
		found, err := tx.Case(ctx, key)
		if err != nil {
			if k := hall.KindOf(err); k == hall.NotFound || k == hall.Invalid {
				continue // a key of another sort
			}
			return at, err
		}
		at.add(found)
	}
	if len(at.about.Rated) == 0 && facts.Owner != "" {
		at.about.Rated = []string{facts.Owner}
	}
	return at, nil
}

// servedBy is who served in a case and is rated for it. Typical practice, a parameter of RulesEdition.
func servedBy(c *hall.Case) string { return c.Intake.Handler }

func (at *scene) add(c *hall.Case) {
	if slices.Contains(at.about.Cases, c.ID) {
		return
	}
	at.about.Cases = append(at.about.Cases, c.ID)
	at.hands = append(at.hands, c.Hands()...)
	if m := (hall.MatterName{Code: c.Rules.Code, Name: c.Rules.Name}); !slices.Contains(at.about.Matters, m) {
		at.about.Matters = append(at.about.Matters, m)
	}
	if who := servedBy(c); !slices.Contains(at.about.Rated, who) {
		at.about.Rated = append(at.about.Rated, who)
	}
	if at.applicant == nil {
		person := c.Applicant
		at.applicant = &person
	}
}

func tidyRating(in *RatingInput) error {
	if most := rating.Practice().MostTags; len(in.Tags) > most {
		return hall.Refuse("评价的标签太多了", fmt.Sprintf("最多 %d 个", most))
	}
	for i := range in.Tags {
		if err := tidy("标签", &in.Tags[i], mostPlace); err != nil {
			return err
		}
	}
	in.Tags = slices.DeleteFunc(in.Tags, func(tag string) bool { return tag == "" })
	if err := tidy("扫描件的校验值", &in.Scan, mostCode); err != nil {
		return err
	}
	return tidy("评语", &in.Comment, mostReason)
}

// namedPerson is a person as typed, nil when no name was.
func (s *Session) namedPerson(a Applicant) (*hall.Person, error) {
	if a.Name == "" {
		return nil, nil
	}
	in, err := tidied(Intake{Applicant: a})
	if err != nil {
		return nil, err
	}
	person, err := (&plan{in: in}).applicant(s.Today())
	if err != nil {
		return nil, err
	}
	return &person, nil
}
