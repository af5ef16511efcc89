package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/rating"
	"bianmin/hall/watch"
)

// tells calls every method of a session once for each key, whatever it does, and returns all it
// says: results and errors. Methods added later are called too.
func tells(ctx context.Context, s *desk.Session, keys []string) map[string]string {
	out := map[string]string{}
	v := reflect.ValueOf(s)
	for i := range v.NumMethod() {
		m, name := v.Method(i), v.Type().Method(i).Name
		if m.Type().NumOut() == 0 || name == "SignIn" {
			continue
		}
		for _, key := range keys {
			args, ok := argsOf(ctx, m.Type(), s, key)
			if !ok {
				continue
			}
			var said []string
			for _, r := range m.Call(args) {
				said = append(said, spoken(r.Interface()))
			}
			out[name+"("+key+")"] = strings.Join(said, "\n")
		}
	}
	return out
}

// argsOf fills the parameters of a method; a key goes into every text.
func argsOf(ctx context.Context, m reflect.Type, s *desk.Session, key string) ([]reflect.Value, bool) {
	n := m.NumIn()
	if m.IsVariadic() {
		n--
	}
	var args []reflect.Value
	for i := range n {
		switch t := m.In(i); {
		case t == reflect.TypeFor[context.Context]():
			args = append(args, reflect.ValueOf(ctx))
		case t == reflect.TypeFor[hall.Date]():
			args = append(args, reflect.ValueOf(s.Today()))
		case t == reflect.TypeFor[hall.CaseQuery]():
			args = append(args, reflect.ValueOf(hall.CaseQuery{Filter: hall.FilterAll}))
		case t.Kind() == reflect.String:
			args = append(args, reflect.ValueOf(key).Convert(t))
		case t.Kind() == reflect.Int:
			args = append(args, reflect.ValueOf(50).Convert(t))
		case t.Kind() == reflect.Func || t.Kind() == reflect.Interface:
			return nil, false
		default:
			args = append(args, reflect.Zero(t))
		}
	}
	return args, true
}

func spoken(x any) string {
	if err, ok := x.(error); ok {
		say, next := hall.Explain(err)
		return fmt.Sprintf("%v %s %s", err, say, next)
	}
	text, err := json.Marshal(x)
	if err != nil {
		return fmt.Sprintf("%+v", x)
	}
	return string(text)
}

// withKeys are the forms somebody may type a number in.
func withKeys(no hall.RecordNo, more ...string) []string {
	return append([]string{string(no), no.Spoken(), no.Short()}, more...)
}

// addStaff makes a person with roles and signs them in.
func addStaff(t *testing.T, r *room, id string, roles ...hall.Role) *desk.Session {
	t.Helper()
	if err := r.DB.AddStaff(t.Context(), hall.Staff{ID: id, Name: "员" + id, Roles: roles}); err != nil {
		t.Fatal(err)
	}
	return signIn(t, r.Station, id)
}

// TestWhoIsComplainedOfGetsNothing: through no method of the desk does any of a complaint reach the
// person complained of, in any role, nor anybody of the hall when the director is; and what
// they are told is word for word what they are told of a complaint that never was.
func TestWhoIsComplainedOfGetsNothing(t *testing.T) {
	secrets := []string{"态度十分恶劣", "周桂英", "13800000031", "查明属实当众训斥"}
	for _, tt := range []struct {
		situation string
		about     string
		roles     []hall.Role
		blind     []string
		director  bool // may handle it
	}{
		{"a clerk", "cai", []hall.Role{hall.RoleClerk}, []string{"cai"}, true},
		{"an agent", "luo", nil, []string{"luo"}, true},
		{"a shift lead", "cai", []hall.Role{hall.RoleShift}, []string{"cai"}, true},
		{"a second director", "cai", []hall.Role{hall.RoleDirector}, []string{"cai", "liu"}, false},
		{"the director", "liu", nil, []string{"liu", "luo", "xiao"}, false},
		{"the auditor", "cai", []hall.Role{hall.RoleAuditor}, []string{"cai"}, true},
	} {
		t.Run(tt.situation, func(t *testing.T) {
			r := openRoom(t)
			if tt.roles != nil {
				addStaff(t, r, tt.about, tt.roles...)
			}
			xiao := signIn(t, r.Station, "xiao")
			made, err := xiao.Complain(t.Context(), desk.ComplaintInput{
				Text: secrets[0], Staff: []string{tt.about}, Person: desk.Applicant{Name: secrets[1], IDType: "none", Phone: secrets[2]}, Secret: true,
			})
			if err != nil || made.County == tt.director {
				t.Fatalf("%+v, %v", made, err)
			}
			no := string(made.No)
			id := idOf(t, r, no)
			if tt.director {
				handle(t, r, no, secrets[3])
			}
			for _, who := range tt.blind {
				s := signIn(t, r.Station, who)
				keys := withKeys(made.No, id, "", "周桂英", secrets[2])
				never := hall.NewRecordNo("T", s.Today(), "A7", 77)
				for call, said := range tells(t.Context(), s, keys) {
					_, key, _ := strings.Cut(call, "(")
					for _, secret := range append(secrets, no, made.No.Spoken(), made.No.Short(), id) {
						if strings.Contains(said, secret) && !strings.Contains(key, secret) {
							t.Errorf("%s of %s: %s", call, who, said)
						}
					}
				}
				same(t, s, no, string(never))
				if list, err := s.Complaints(t.Context(), desk.Span{}); len(list) > 0 {
					t.Errorf("%s lists %d, %v", who, len(list), err)
				}
			}
			auditor := addStaff(t, r, "shen", hall.RoleAuditor)
			if c, err := auditor.Complaint(t.Context(), no); err != nil || c.Told.Complainant == nil {
				t.Errorf("the auditor sees %+v, %v", c, err)
			}
			r.sound(t)
		})
	}
}

// idOf is the id of a complaint; the store is asked, since the desk tells nobody.
func idOf(t *testing.T, r *room, no string) string {
	t.Helper()
	c, err := r.DB.Record(t.Context(), "complaint", no)
	if err != nil {
		t.Fatal(err)
	}
	return c.Trail().ID
}

func handle(t *testing.T, r *room, no, finding string) {
	t.Helper()
	handler := addStaff(t, r, "ou", hall.RoleLead)
	if _, err := handler.Complaint(t.Context(), no); !errors.Is(err, desk.ErrNoRight) {
		t.Errorf("seen before it was theirs: %v", err)
	}
	if _, err := r.director.AcceptComplaint(t.Context(), no); err != nil {
		t.Fatal(err)
	}
	if c, err := r.director.AssignComplaint(t.Context(), no, "ou"); err != nil || c.Handler != "ou" {
		t.Fatal(err)
	}
	if _, err := handler.Investigate(t.Context(), no, finding); err != nil {
		t.Fatal(err)
	}
	if list, err := handler.Complaints(t.Context(), desk.Span{}); err != nil || len(list) != 1 || list[0].Told.Complainant == nil {
		t.Errorf("the handler sees %d, %v", len(list), err)
	}
}

// same fails the test unless a number there is and one there never was are answered alike.
func same(t *testing.T, s *desk.Session, there, never string) {
	t.Helper()
	v := reflect.ValueOf(s)
	for i := range v.NumMethod() {
		name := v.Type().Method(i).Name
		if !strings.Contains(name, "Complaint") && name != "Investigate" && name != "HandOverPetition" {
			continue
		}
		var said []string
		for _, key := range []string{there, never} {
			args, ok := argsOf(t.Context(), v.Method(i).Type(), s, key)
			if !ok {
				continue
			}
			for j := range args { // only the first text is the number
				if j > 1 && args[j].Kind() == reflect.String {
					args[j] = reflect.ValueOf("luo").Convert(args[j].Type())
				}
			}
			var one []string
			for _, out := range v.Method(i).Call(args) {
				kind := ""
				if err, ok := out.Interface().(error); ok {
					kind = fmt.Sprint(hall.KindOf(err), errors.Is(err, desk.ErrNoRight))
				}
				one = append(one, spoken(out.Interface())+kind)
			}
			said = append(said, strings.Join(one, "\n"))
		}
		if len(said) == 2 && said[0] != said[1] {
			t.Errorf("%s by %s tells them apart:\n%s\n%s", name, s.Me().ID, said[0], said[1])
		}
	}
}

// TestTheRatedFindNothing: through no method does a rating reach the rated before the rule allows,
// not even by the difference of two figures; then they see the words alone.
func TestTheRatedFindNothing(t *testing.T) {
	r := openRoom(t)
	boss := addStaff(t, r, "deng", hall.RoleDirector, hall.RoleClerk)
	secret := "排队等了一上午"
	var numbers []hall.RecordNo
	rate := func(n int) {
		c := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant(fmt.Sprintf("王福%c", '一'+rune(n)))}).Case
		no, err := r.director.Rate(t.Context(), string(c.No), desk.RatingInput{Grade: rating.VeryDissatisfied, Comment: fmt.Sprint(secret, n), RealName: true})
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, no)
	}
	for n := range 4 {
		rate(n)
	}
	for call, said := range tells(t.Context(), r.director, withKeys(numbers[0], "", "2026-11")) {
		if strings.Contains(said, secret) || strings.Contains(said, "dissatisfied\":") && !strings.Contains(said, `"total":{"key":"","name":"","by_grade":{}`) {
			t.Errorf("%s: %s", call, said)
		}
	}
	f, err := r.director.RatingFigures(t.Context(), "2026-11")
	if err != nil || f.Withheld != 4 || f.Total.Counted() != 0 || len(f.ByClerk) > 0 {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := boss.RatingFigures(t.Context(), "2026-11"); err != nil || f.Withheld != 0 || f.Total.BadRate() != (rating.Share{N: 4, Of: 4}) {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := r.director.AppealRating(t.Context(), string(numbers[0]), "不是我"); hall.KindOf(err) != hall.NotFound {
		t.Errorf("an appeal finds it: %v", err)
	}
	rate(4)
	remarks, err := r.director.RatingRemarks(t.Context())
	if err != nil || len(remarks) != 5 || !strings.HasPrefix(remarks[0].Comment, secret) {
		t.Errorf("%+v, %v", remarks, err)
	}
	rate(5)
	if remarks, err := r.director.RatingRemarks(t.Context()); err != nil || len(remarks) != 5 {
		t.Errorf("the sixth shows by itself: %d, %v", len(remarks), err)
	}
	if _, err := r.director.Rating(t.Context(), string(numbers[0])); hall.KindOf(err) != hall.NotFound {
		t.Errorf("released, the record itself is seen: %v", err)
	}
	r.clock.nextDays(9) // December
	if remarks, err := r.director.RatingRemarks(t.Context()); err != nil || len(remarks) != 6 {
		t.Errorf("%d of a month past, %v", len(remarks), err)
	}
	i := slices.IndexFunc(remarks, func(m rating.Remark) bool { return m.No == numbers[0] })
	got, err := r.director.AppealRating(t.Context(), string(remarks[i].No), "那天停电")
	if err != nil || got.No != numbers[0] {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, s := range []*desk.Session{r.director, r.agent} { // the rated, and who has no right
		if _, err := s.ReviewRating(t.Context(), string(numbers[0]), rating.Excluded, "查实", ""); err == nil {
			t.Errorf("%s reviews it", s.Me().ID)
		}
	}
	if x, err := boss.ReviewRating(t.Context(), string(numbers[0]), rating.Excluded, "确实停电", ""); err != nil || !x.Excluded() {
		t.Fatal(err)
	}
	if f, err := boss.RatingFigures(t.Context(), "2026-11"); err != nil || f.Total.Excluded != 1 || f.Total.BadRate() != (rating.Share{N: 5, Of: 5}) {
		t.Errorf("%+v, %v", f, err)
	}
	r.sound(t)
}

// A bad rating of the director that nobody follows up is the next one's to answer for, and where
// there is none it makes no card: whoever is rated learns nothing from the watch.
func TestALateFollowUpIsNotTheRatedOnes(t *testing.T) {
	for name, c := range map[string]struct {
		lead bool
		want []string
	}{"with a shift lead": {true, []string{"qin"}}, "alone": {false, nil}} {
		t.Run(name, func(t *testing.T) {
			r := openRoom(t)
			guide := addStaff(t, r, "ou", hall.RoleGuide)
			if c.lead {
				addStaff(t, r, "qin", hall.RoleShift)
			}
			taken := take(t, r.director, desk.Intake{Matter: "MZ-06", Applicant: applicant("王福生"), Action: desk.ActionAccept}).Case
			slip := desk.RatingInput{Grade: rating.Dissatisfied, RealName: true, Scan: strings.Repeat("ab", 32)}
			if _, err := guide.RateBySlip(t.Context(), taken.ID, slip); err != nil {
				t.Fatal(err)
			}
			r.clock.nextDays(4)
			r.watchNow(t, r.Desk)
			page, err := r.DB.Records(t.Context(), hall.RecordQuery{Sort: watch.Sort})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range page.Records {
				if card := x.(*watch.Card); card.About.Sort == rating.Sort {
					got = append(got, card.Responsible)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("cards of %v, want %v", got, c.want)
			}
		})
	}
}
