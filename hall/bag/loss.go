package bag

import (
	"fmt"
	"slices"
	"strings"

	"bianmin/hall"
	"bianmin/hall/journal"
)

// Loss (遗失) is one report of it. It is settled when all is found or the rest remedied.
type Loss struct {
	Missing  []hall.Material `json:"missing,omitempty"` // not found again
	Found    []hall.Material `json:"found,omitempty"`
	Whole    bool            `json:"whole,omitempty"`     // the bag itself
	FromCase bool            `json:"from_case,omitempty"` // of what had been handed in
	Noticed  hall.Date       `json:"noticed"`
	Reported string          `json:"reported"` // to whom
	What     string          `json:"what"`     // what happened
	Remedy   string          `json:"remedy,omitempty"`
}

// Settled reports whether nobody owes anything on the loss any more.
func (l Loss) Settled() bool { return len(l.Missing) == 0 || l.Remedy != "" }

// openLoss is the last loss that is not settled, -1 when there is none.
func (b *Bag) openLoss() int {
	for i := len(b.Losses) - 1; i >= 0; i-- {
		if !b.Losses[i].Settled() {
			return i
		}
	}
	return -1
}

// HasLoss reports whether a loss is not settled.
func (b *Bag) HasLoss() bool { return b.openLoss() >= 0 }

// gone reports whether the bag itself is missing.
func (b *Bag) gone() bool {
	return slices.ContainsFunc(b.Losses, func(l Loss) bool { return l.Whole && !l.Settled() })
}

// Losing (遗失报告) says what is missing, when it was noticed and to whom it was reported.
type Losing struct {
	Papers   []hall.Material `json:"papers"`
	Whole    bool            `json:"whole,omitempty"`     // the bag itself, with all that is in it
	FromCase bool            `json:"from_case,omitempty"` // of what had been handed in
	Noticed  hall.Date       `json:"noticed"`
	Reported string          `json:"reported"` // to whom: the director, the principal, the police
	What     string          `json:"what"`     // what happened
}

// Kind implements hall.Body.
func (Losing) Kind() hall.Kind { return KindLost }

// Complete implements hall.Part.
func (b Losing) Complete() error {
	switch {
	case len(b.Papers) == 0:
		return hall.Refuse("没有写丢了什么", "请逐样写名称和份数")
	case b.Noticed.IsZero():
		return hall.Refuse("没有写哪天发现的", "请写发现的日期")
	case strings.TrimSpace(b.Reported) == "":
		return hall.Refuse("没有写报告给谁了", "遗失要当天报告主任，并告诉委托人；请写报告给了谁")
	case strings.TrimSpace(b.What) == "":
		return hall.Refuse("没有写怎么丢的", "请用一句话写下经过")
	case b.Whole && b.FromCase:
		return hall.Refuse("整袋遗失不含已交办件的材料", "已交办件的材料请另报一次")
	}
	return allCounted(b.Papers)
}

// Fits implements hall.Part.
func (b Losing) Fits(r *Bag) error {
	if err := r.movable("报遗失", Carried, AtCounter, HandedIn, Fetched); err != nil {
		return err
	}
	switch {
	case b.FromCase:
		return within(r.Papers.Case, b.Papers, "丢的和交进办件的对不上")
	case b.Whole && !Same(r.Papers.Inside, b.Papers):
		return hall.Forbid("整袋遗失要写袋里登记的全部材料", "请照袋里登记的写")
	}
	return within(r.Papers.Inside, b.Papers, "丢的和袋里登记的对不上")
}

// Put implements hall.Part.
func (b Losing) Put(r *Bag, _ journal.Header) {
	p := &r.Papers
	from := &p.Inside
	if b.FromCase {
		from = &p.Case
	}
	*from, _ = Less(*from, b.Papers)
	p.Lost = Sum(p.Lost, b.Papers)
	if b.Whole {
		r.Custody.Offer = nil
	}
	r.Losses = append(r.Losses, Loss{
		Missing: Sum(b.Papers, nil), Whole: b.Whole, FromCase: b.FromCase, Noticed: b.Noticed, Reported: b.Reported, What: b.What,
	})
}

// Note implements hall.Part.
func (b Losing) Note() string {
	if b.Whole {
		return fmt.Sprintf("整袋，%d 份", Count(b.Papers))
	}
	return fmt.Sprintf("%d 份", Count(b.Papers))
}

// Finding (找回) brings papers back to where they were lost from; what turns up after the bag was
// returned goes to the principal at once.
type Finding struct {
	Loss   int             `json:"loss"` // number of the report, from 1
	Papers []hall.Material `json:"papers"`
	Where  string          `json:"where,omitempty"`
}

// Kind implements hall.Body.
func (Finding) Kind() hall.Kind { return KindFound }

// Complete implements hall.Part.
func (b Finding) Complete() error {
	if len(b.Papers) == 0 {
		return hall.Refuse("没有写找回了什么", "请逐样写名称和份数")
	}
	return allCounted(b.Papers)
}

// Fits implements hall.Part.
func (b Finding) Fits(r *Bag) error {
	if err := r.in("登记找回", Carried, AtCounter, HandedIn, Fetched, Returned); err != nil {
		return err
	}
	l, err := r.loss(b.Loss)
	if err != nil {
		return err
	}
	return within(l.Missing, b.Papers, "找回的和报遗失的对不上")
}

// Put implements hall.Part.
func (b Finding) Put(r *Bag, _ journal.Header) {
	l, p := &r.Losses[b.Loss-1], &r.Papers
	l.Missing, _ = Less(l.Missing, b.Papers)
	l.Found = Sum(l.Found, b.Papers)
	p.Lost, _ = Less(p.Lost, b.Papers)
	to := &p.Inside
	switch {
	case l.FromCase:
		to = &p.Case
	case r.State == Returned:
		to = &p.Back
	}
	*to = Sum(*to, b.Papers)
}

// Note implements hall.Part.
func (b Finding) Note() string { return fmt.Sprintf("%d 份", Count(b.Papers)) }

// Remedy (遗失补救) settles a loss otherwise: new copies made, a certificate issued again.
type Remedy struct {
	Loss int    `json:"loss"` // number of the report, from 1
	How  string `json:"how"`
}

// Kind implements hall.Body.
func (Remedy) Kind() hall.Kind { return KindRemedied }

// Complete implements hall.Part.
func (b Remedy) Complete() error {
	if strings.TrimSpace(b.How) == "" {
		return hall.Refuse("没有写怎么补救的", "例如：到发证机关补办，费用由中心承担")
	}
	return nil
}

// Fits implements hall.Part.
func (b Remedy) Fits(r *Bag) error {
	if err := r.in("登记补救", Carried, AtCounter, HandedIn, Fetched, Returned); err != nil {
		return err
	}
	_, err := r.loss(b.Loss)
	return err
}

// Put implements hall.Part.
func (b Remedy) Put(r *Bag, _ journal.Header) { r.Losses[b.Loss-1].Remedy = b.How }

// Note implements hall.Part.
func (b Remedy) Note() string { return b.How }

// loss is a report by its number, or why nothing can be done about it.
func (b *Bag) loss(n int) (Loss, error) {
	if n < 1 || n > len(b.Losses) {
		return Loss{}, hall.Missing("没有这次遗失报告", "请核对是第几次报告")
	}
	if l := b.Losses[n-1]; !l.Settled() {
		return l, nil
	}
	return Loss{}, hall.Forbid("这次遗失已经处理完", "新的遗失请另报")
}

// OpenLoss is the number of the last loss report that is not settled, 0 when there is none.
func (b *Bag) OpenLoss() int { return b.openLoss() + 1 }
