package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

//go:embed words.json
var wordsJSON []byte

// words are the templates the records are drawn from.
type words struct {
	Surname string   `json:"surname"`
	Given   string   `json:"given"`
	Town    []string `json:"town"`
	Village []string `json:"village"`
	Status  []string `json:"status"`
	Remarks []string `json:"remarks"`
	Matters []matter `json:"matters"`
}

// matter is one kind of business with its usual papers.
type matter struct {
	Code      string   `json:"code"`
	Name      string   `json:"name"`
	Dept      string   `json:"dept"`
	Materials []string `json:"materials"`
}

// source draws records in a fixed order. The order of the draws is part of the format: the same seed must
// give the same bytes for ever, or results of different days no longer compare.
type source struct {
	r              *rand.Rand
	w              words
	surname, given []rune
	now            time.Time
	hall, town     string
	operators      []string
	n              int
}

// newSource returns a source for the seed.
func newSource(seed uint64) (*source, error) {
	s := &source{
		r:   rand.New(rand.NewPCG(seed, 7)),
		now: time.Date(2026, 1, 5, 8, 30, 0, 0, time.FixedZone("CST", 8*3600)),
	}
	if err := json.Unmarshal(wordsJSON, &s.w); err != nil {
		return nil, fmt.Errorf("read the word list: %w", err)
	}
	s.surname, s.given = []rune(s.w.Surname), []rune(s.w.Given)
	s.hall = "513427" + fmt.Sprintf("%03d", s.r.IntN(40)+100)
	s.town = s.pick(s.w.Town)
	s.operators = make([]string, 6)
	for i := range s.operators {
		s.operators[i] = s.name()
	}
	return s, nil
}

// next draws one record, later than the one before.
func (s *source) next() record {
	s.tick()
	m := s.w.Matters[s.r.IntN(len(s.w.Matters))]
	ms := s.now.UnixMilli()
	a, b, c := s.hex(3), string("89ab"[s.r.IntN(4)])+s.hex(3), s.hex(12)
	op := s.pick(s.operators)
	rec := record{
		ID:   fmt.Sprintf("%08x-%04x-7%s-%s-%s", ms>>16, ms&0xffff, a, b, c),
		Type: "case", Schema: 3, Hall: s.hall,
		CaseNo: fmt.Sprintf("%s-%s-%05d", s.hall, s.now.Format("20060102"), s.n%100000),
		Matter: m.Code, MName: m.Name, Dept: m.Dept, Operator: op, Accepted: s.now.Format(time.RFC3339),
	}
	s.n++
	rec.Materials = s.materials(m)
	rec.Events = s.events(op)
	rec.Applicant = s.person()
	rec.Status = s.pick(s.w.Status)
	rec.Due = s.now.AddDate(0, 0, 5+s.r.IntN(15)).Format(time.DateOnly)
	rec.Remark = s.pick(s.w.Remarks)
	rec.HLC = fmt.Sprintf("%013d-%04x-%s", ms, s.r.IntN(4), s.hall)
	return rec
}

// tick moves the clock to the next visitor, inside office hours.
func (s *source) tick() {
	t := s.now.Add(time.Duration(30+s.r.IntN(900)) * time.Second)
	if t.Hour() >= 18 {
		t = time.Date(t.Year(), t.Month(), t.Day()+1, 8, 30, s.r.IntN(60), 0, t.Location())
	}
	s.now = t
}

func (s *source) materials(m matter) []material {
	list := make([]material, 0, len(m.Materials))
	for k, name := range m.Materials {
		kind := []string{"original", "copy", "scan"}[s.r.IntN(3)]
		mt := material{Name: name, Kind: kind, Pages: 1 + s.r.IntN(4)}
		if k == 0 && s.r.IntN(2) == 0 {
			mt.Sha = s.hex(64)
		}
		list = append(list, mt)
	}
	return list
}

func (s *source) events(op string) []event {
	kinds := []string{"accept", "supplement_notice", "review", "report_county", "call_applicant"}
	list := make([]event, 0, 4)
	at := s.now
	for k := range 1 + s.r.IntN(4) {
		e := event{Seq: k + 1, At: at.Format(time.RFC3339), Type: kinds[k%len(kinds)], By: op}
		if s.r.IntN(3) == 0 {
			e.Note = s.pick(s.w.Remarks)
		}
		list = append(list, e)
		at = at.Add(time.Duration(s.r.IntN(48*3600)) * time.Second)
	}
	return list
}

func (s *source) person() person {
	birth := time.Date(1940+s.r.IntN(68), time.Month(1+s.r.IntN(12)), 1+s.r.IntN(28), 0, 0, 0, 0, time.UTC)
	p := person{Name: s.name()}
	p.IDNo = fmt.Sprintf("513427%s%03dX", birth.Format("20060102"), s.r.IntN(1000))
	p.Tel = fmt.Sprintf("1%d%09d", 3+s.r.IntN(7), s.r.IntN(1000000000))
	p.Addr = fmt.Sprintf("%s镇%s村%d组%d号", s.town, s.pick(s.w.Village), 1+s.r.IntN(12), 1+s.r.IntN(180))
	return p
}

func (s *source) name() string {
	name := string(s.surname[s.r.IntN(len(s.surname))]) + string(s.given[s.r.IntN(len(s.given))])
	if s.r.IntN(4) > 0 {
		name += string(s.given[s.r.IntN(len(s.given))])
	}
	return name
}

func (s *source) pick(list []string) string { return list[s.r.IntN(len(list))] }

// hex draws n hexadecimal digits.
func (s *source) hex(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[s.r.IntN(16)]
	}
	return string(b)
}
