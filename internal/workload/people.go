package workload

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
)

//go:embed names.txt
var names string

// counters are the hall's six.
func counters() []string {
	return []string{"1号窗口", "2号窗口", "3号窗口", "4号窗口", "5号窗口", "6号窗口"}
}

// villages are the township's twelve.
func villages() []string {
	return []string{"桃林村", "石坪村", "白沙村", "大湾村", "白溪社区", "竹山村", "金塘村", "龙潭村", "樟树村", "太平村", "双江村", "青山村"}
}

// staff are the people of the hall: a clerk for each counter, an agent for each village, and
// those who decide, supervise and look on.
func staff() []hall.Staff {
	lines := strings.Fields(names)
	var out []hall.Staff
	add := func(id, village string, roles ...hall.Role) {
		name := lines[len(out)%20] // the first twenty are of the hall
		out = append(out, hall.Staff{ID: id, Name: name, Roles: roles, Village: village, Phone: fmt.Sprintf("1380000%04d", len(out))})
	}
	for i := range counters() {
		add(fmt.Sprintf("c%d", i+1), "", hall.RoleClerk)
	}
	for i, v := range villages() {
		add(fmt.Sprintf("v%02d", i+1), v, hall.RoleAgent)
	}
	add("guide", "", hall.RoleGuide)
	add("shift", "", hall.RoleShift, hall.RoleClerk)
	return out
}

// crowd are the people of the township.
type crowd struct {
	r      *rand.Rand
	people []desk.Applicant
}

// townspeople is how many different people come; some come often.
const townspeople = 2500

func newCrowd(r *rand.Rand, today hall.Date) (*crowd, error) {
	c := &crowd{r: r}
	lines := strings.Fields(names)
	surnames, given := []rune(lines[20]), []rune(lines[21])
	for i := range townspeople {
		name := string(surnames[r.IntN(len(surnames))]) + string(given[r.IntN(len(given))])
		if r.IntN(4) > 0 {
			name += string(given[r.IntN(len(given))])
		}
		birth := fmt.Sprintf("%04d%02d%02d", 1935+r.IntN(70), 1+r.IntN(12), 1+r.IntN(28))
		id := residentID("431399" + birth + fmt.Sprintf("%03d", i%1000))
		if _, err := ident.CheckResidentID(id, today); err != nil {
			return nil, fmt.Errorf("invent a person: %w", err)
		}
		c.people = append(c.people, desk.Applicant{
			Name: name, IDType: ident.DocResidentID, ID: id, Phone: fmt.Sprintf("138%08d", i), Village: villages()[r.IntN(len(villages()))],
		})
	}
	return c, nil
}

func (c *crowd) somebody() desk.Applicant { return c.people[c.r.IntN(len(c.people))] }

// residentID adds the check character of GB 11643 to seventeen digits.
func residentID(digits string) string {
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * ((1 << (17 - i)) % 11)
	}
	return digits + string("10X98765432"[sum%11])
}
