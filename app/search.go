package app

import (
	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/hall"
)

// search looks persons and cases up for the field in the top bar. It runs off the
// window's goroutine.
func (a *App) search(text string) []kit.Option {
	found, err := a.desk.Find(a.stage.Context(), text)
	if err != nil {
		say, _ := present.Fault(err)
		return []kit.Option{{Title: say}}
	}
	var out []kit.Option
	seen := map[string]bool{}
	add := func(r hall.CaseRow) {
		if !seen[r.ID] {
			seen[r.ID] = true
			out = append(out, kit.Option{Key: r.ID, Title: present.Who(r.Applicant, r.Village) + " · " + r.Matter.Name, Hint: r.No.Spoken() + " " + r.State.Han()})
		}
	}
	for _, r := range found.Cases {
		add(r)
	}
	for _, p := range found.Persons {
		for _, r := range p.Cases {
			add(r)
		}
	}
	if len(out) == 0 && text != "" {
		out = append(out, kit.Option{Title: "没有找到", Hint: "可打姓名、拼音首字母、证件或电话后四位、编号如 A7 0006 6"})
	}
	return out
}

func (a *App) picked(o kit.Option) {
	if o.Key != "" {
		a.openCase(o.Key)
	}
}
