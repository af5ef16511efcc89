package bag

import (
	"slices"

	"bianmin/hall"
)

// Papers are the contents, in counts. What came in is always what is inside, in the case, given
// back and lost together: Packed + Results = Inside + Case + Back + Lost.
type Papers struct {
	Inside  []hall.Material `json:"inside,omitempty"`
	Case    []hall.Material `json:"case,omitempty"` // handed in and not fetched again
	Back    []hall.Material `json:"back,omitempty"` // returned to the principal
	Lost    []hall.Material `json:"lost,omitempty"`
	Packed  []hall.Material `json:"packed,omitempty"`  // all that was ever collected
	Results []hall.Material `json:"results,omitempty"` // all that was ever fetched new
	Shown   []string        `json:"shown,omitempty"`   // 已核验退还: looked at and given back at once
}

// Sum is the two lists together, a line for each name, in the order of the first mention.
func Sum(a, b []hall.Material) []hall.Material {
	var out []hall.Material
	for _, m := range slices.Concat(a, b) {
		i := slices.IndexFunc(out, func(o hall.Material) bool { return o.Name == m.Name })
		if i < 0 {
			out = append(out, m)
			continue
		}
		out[i].Original += m.Original
		out[i].Copy += m.Copy
	}
	return without0(out)
}

// Less is a without b; false when b has something that a has not.
func Less(a, b []hall.Material) ([]hall.Material, bool) {
	out := Sum(a, nil)
	for _, m := range b {
		i := slices.IndexFunc(out, func(o hall.Material) bool { return o.Name == m.Name })
		if i < 0 || out[i].Original < m.Original || out[i].Copy < m.Copy {
			return a, false
		}
		out[i].Original -= m.Original
		out[i].Copy -= m.Copy
	}
	return without0(out), true
}

// Same reports whether two lists count the same, whatever their order.
func Same(a, b []hall.Material) bool {
	rest, ok := Less(a, b)
	return ok && len(rest) == 0
}

// Count is how many sheets or pieces a list counts.
func Count(list []hall.Material) int {
	n := 0
	for _, m := range list {
		n += m.Original + m.Copy
	}
	return n
}

func without0(list []hall.Material) []hall.Material {
	return slices.DeleteFunc(list, func(m hall.Material) bool { return m.Original == 0 && m.Copy == 0 })
}

// within is nil when a list is part of what there is.
func within(there, part []hall.Material, say string) error {
	if _, ok := Less(there, part); ok {
		return nil
	}
	return hall.Forbid(say, "请照袋里登记的逐样核对；少了的先报遗失")
}
