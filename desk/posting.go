package desk

import (
	"context"
	"time"

	"bianmin/hall"
	"bianmin/hall/posting"
)

// PostingDraft is a posting before it hangs. Place, Days and Fields come from the matter's
// rule when not given; a zero From is today.
type PostingDraft struct {
	Title   string
	Matter  string // catalogue code, may be empty
	Place   string
	Village bool // 村务公开
	From    hall.Date
	Days    int
	Fields  []posting.Field
	Lines   []PostingLine
}

// PostingLine is one line with what must never hang: Minor says that the person is under
// eighteen, Birth lets the program see it.
type PostingLine struct {
	posting.Item
	Minor bool
	Birth hall.Date // zero when not known; never stored
}

// PutPosting (张贴公示) hangs a posting up. The matter says which fields may show and how long
// it hangs; nothing but name, group, head count and amount ever does, and no minor.
func (s *Session) PutPosting(ctx context.Context, d PostingDraft) (*posting.Posting, error) {
	if err := s.need(RightPosting); err != nil {
		return nil, err
	}
	matter, err := s.byRule(ctx, &d)
	if err != nil {
		return nil, err
	}
	for what, text := range map[string]*string{"公示标题": &d.Title, "公示地点": &d.Place} {
		if err := tidy(what, text, mostName); err != nil {
			return nil, err
		}
	}
	if d.From.IsZero() {
		d.From = s.Today()
	}
	if d.From.After(s.Today()) {
		return nil, hall.Refuse("张贴的日期在将来", "贴出去那天再登记")
	}
	items := make([]posting.Item, len(d.Lines))
	for i, l := range d.Lines {
		if l.Minor || posting.IsMinor(l.Birth, d.From) {
			return nil, hall.Forbid("公示里有未成年人", "未成年人不公示，请去掉这一行")
		}
		items[i] = l.Item
		for what, text := range map[string]*string{"姓名": &items[i].Name, "组别": &items[i].Group} {
			if err := tidy(what, text, mostName); err != nil {
				return nil, err
			}
		}
	}
	return openRecord[posting.Posting](ctx, s, posting.Letter, time.Time{}, func(_ Tx, no hall.RecordNo) (hall.Body, error) {
		return posting.Putting{
			No: no, Hall: s.office.Code, Title: d.Title, Matter: matter, Place: d.Place, Village: d.Village, From: d.From, Days: d.Days,
			Fields: d.Fields, Items: items,
		}, nil
	})
}

// byRule fills in what the matter says of its posting, and refuses what it does not allow.
func (s *Session) byRule(ctx context.Context, d *PostingDraft) (hall.MatterName, error) {
	if d.Matter == "" {
		return hall.MatterName{}, posting.EnoughDays(d.Days, d.Village, 0)
	}
	m, err := s.parts.Library.Matter(ctx, d.Matter)
	if err != nil {
		return hall.MatterName{}, err
	}
	name := hall.MatterName{Code: m.Code, Name: m.Name}
	fields, place, days, village := posting.Rule(m.Intake.Posting)
	if m.Intake.Posting == nil {
		return name, posting.EnoughDays(d.Days, d.Village, 0)
	}
	d.Village = d.Village || village
	if d.Place == "" {
		d.Place = place
	}
	if d.Days == 0 {
		d.Days = days
	}
	if len(d.Fields) == 0 {
		d.Fields = fields
	}
	if err := posting.Within(d.Fields, fields); err != nil {
		return name, err
	}
	return name, posting.EnoughDays(d.Days, d.Village, days)
}

// ObjectPosting (登记异议) writes down what somebody says against a posting; by may stay empty.
func (s *Session) ObjectPosting(ctx context.Context, key, text string, by Applicant) (*posting.Posting, error) {
	if err := s.need(RightPostingObject); err != nil {
		return nil, err
	}
	if err := tidy("异议", &text, mostReason); err != nil {
		return nil, err
	}
	b := posting.Objecting{Text: text, On: s.Today()}
	if by.Name != "" {
		in, err := tidied(Intake{Applicant: by})
		if err != nil {
			return nil, err
		}
		person, err := (&plan{in: in}).applicant(s.Today())
		if err != nil {
			return nil, err
		}
		b.By = &person
	}
	p, err := onRecord(ctx, s, key, func(tx Tx, _ *posting.Posting) (hall.Body, error) {
		if b.By != nil {
			if err := s.knownPerson(ctx, tx, b.By); err != nil {
				return nil, err
			}
		}
		return b, nil
	})
	return s.sifted(p), err
}

// AnswerPosting (答复异议) answers the n-th objection, counted from 1.
func (s *Session) AnswerPosting(ctx context.Context, key string, n int, answer string) (*posting.Posting, error) {
	if err := s.need(RightPostingAnswer); err != nil {
		return nil, err
	}
	if err := tidy("答复", &answer, mostReason); err != nil {
		return nil, err
	}
	return onRecord(ctx, s, key, func(Tx, *posting.Posting) (hall.Body, error) {
		return posting.Answering{N: n, Answer: answer}, nil
	})
}

// TakeDownPosting (撤下公示) takes a posting down today; before its days are over only with a reason.
func (s *Session) TakeDownPosting(ctx context.Context, key, reason string) (*posting.Posting, error) {
	if err := s.need(RightPosting); err != nil {
		return nil, err
	}
	if err := tidy("撤下的原因", &reason, mostReason); err != nil {
		return nil, err
	}
	p, err := onRecord(ctx, s, key, func(Tx, *posting.Posting) (hall.Body, error) {
		return posting.TakingDown{On: s.Today(), Reason: reason}, nil
	})
	return s.sifted(p), err
}

// Posting by id or number.
func (s *Session) Posting(ctx context.Context, key string) (*posting.Posting, error) {
	if err := s.need(RightPostingRead); err != nil {
		return nil, err
	}
	p, err := record[posting.Posting](ctx, s.parts.Records, key)
	return s.sifted(p), err
}

// Postings are those that hang or have an objection to answer, or all.
func (s *Session) Postings(ctx context.Context, all bool) ([]*posting.Posting, error) {
	if err := s.need(RightPostingRead); err != nil {
		return nil, err
	}
	list, err := records[posting.Posting](ctx, s.parts.Records, hall.RecordQuery{OpenOnly: !all})
	for _, p := range list {
		s.sifted(p)
	}
	return list, err
}

// StalePostings (每季一查) are those that have hung longer than a quarter.
func (s *Session) StalePostings(ctx context.Context) ([]*posting.Posting, error) {
	list, err := s.Postings(ctx, false)
	var out []*posting.Posting
	for _, p := range list {
		if p.State == posting.Up && posting.StaleOn(p.From, s.Today()) {
			out = append(out, p)
		}
	}
	return out, err
}

// sifted hides who objected from everybody who does not answer objections.
func (s *Session) sifted(p *posting.Posting) *posting.Posting {
	if p != nil && !s.Can(RightPostingAnswer) {
		for i := range p.Objections {
			p.Objections[i].By = nil
		}
	}
	return p
}
