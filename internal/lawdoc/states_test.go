package lawdoc_test

import (
	"fmt"
	"strings"

	"bianmin/hall"
)

// states is the state picture of a case: act by act for each way a hall handles a matter, what
// time does by itself, and both as a diagram.
func states() string {
	var b strings.Builder
	b.WriteString(made + "# States of a case (办件状态图)\n\n")
	b.WriteString("What `hall.Rules.Next` says: the state an act leads to, by the state the case is in. · means the act leaves the state as it is, " +
		"an empty cell that the act is refused. What the case itself must have besides (papers owed, a running stop, departments that owe an answer) is in `hall.Case.May`. " +
		"Open states, in which somebody still owes work: ")
	var open []string
	for _, s := range hall.States() {
		if s.Open() {
			open = append(open, s.Han())
		}
	}
	b.WriteString(strings.Join(open, "、") + ".\n")
	for _, modes := range [][]hall.TownshipMode{{hall.ModeDecide, hall.ModeForward}, {hall.ModeCollect, hall.ModeAssist}} {
		names := make([]string, len(modes))
		for i, m := range modes {
			names[i] = fmt.Sprintf("%s `%s`", m.Han(), m)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", strings.Join(names, "、"), actTable(rulesOf(modes[0])))
	}
	b.WriteString("\n先行救助 only where the matter's steps name it; 补材料 outside 已一次性告知 only for what is owed by a date (容缺, 先行救助).\n")
	b.WriteString("\n## By time\n\nNobody does these: licences of a hall that accepts only, 准予延续 only where the matter's rules flag it.\n\n| fact | from | to |\n|---|---|---|\n")
	for _, k := range []hall.Kind{hall.KindDeemed, hall.KindRenewed} {
		for _, s := range hall.States() {
			if to, ok := licenceRules().NextByTime(s, k); ok {
				fmt.Fprintf(&b, "| %s `%s` | %s | %s |\n", k.Han(), k, s.Han(), to.Han())
			}
		}
	}
	fmt.Fprintf(&b, "\n%s `%s` takes a deemed acceptance back to the state before it: the director's, with the paper that shows the applicant was told in time, and before anything came of it.\n", hall.KindSetAside.Han(), hall.KindSetAside)
	b.WriteString("\n## Diagram\n\nOf a hall that accepts, without what leaves the state as it is, without 作废.\n\n" + diagram(licenceRules()))
	return b.String()
}

// rulesOf are rules that know everything a matter of the mode can know.
func rulesOf(m hall.TownshipMode) hall.Rules {
	return hall.Rules{Mode: m, Intake: hall.IntakeRules{Steps: []hall.StepRule{{Name: "先行救助"}}}}
}

func licenceRules() hall.Rules {
	r := rulesOf(hall.ModeDecide)
	r.Type, r.Intake.Renewal = hall.Licence, true
	return r
}

func actTable(r hall.Rules) string {
	var b strings.Builder
	b.WriteString("| act |")
	for _, s := range hall.States() {
		fmt.Fprintf(&b, " %s |", s.Han())
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(hall.States())) + "\n")
	for _, a := range hall.Acts() {
		fmt.Fprintf(&b, "| %s `%s` |", a.Han(), a)
		for _, s := range hall.States() {
			to, ok := r.Next(s, a)
			switch {
			case !ok:
				b.WriteString(" |")
			case to == s:
				b.WriteString(" · |")
			default:
				fmt.Fprintf(&b, " %s |", to.Han())
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func diagram(r hall.Rules) string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, s := range hall.States() {
		fmt.Fprintf(&b, "    %s: %s\n", s, s.Han())
	}
	fmt.Fprintf(&b, "    [*] --> %s: %s\n", hall.StateReceived, hall.KindReceived.Han())
	for _, s := range hall.States() {
		for _, a := range hall.Acts() {
			if to, ok := r.Next(s, a); ok && to != s && a != hall.ActVoid {
				fmt.Fprintf(&b, "    %s --> %s: %s\n", s, to, a.Han())
			}
		}
		for _, k := range []hall.Kind{hall.KindDeemed, hall.KindRenewed} {
			if to, ok := r.NextByTime(s, k); ok {
				fmt.Fprintf(&b, "    %s --> %s: %s\n", s, to, k.Han())
			}
		}
	}
	for _, s := range hall.States() {
		ends := true
		for _, a := range hall.Acts() {
			if to, ok := r.Next(s, a); ok && to != s {
				ends = false
			}
		}
		if ends {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	b.WriteString("```\n")
	return b.String()
}
