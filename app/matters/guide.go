package matters

import (
	"fmt"

	"fyne.io/fyne/v2"

	"bianmin/app/kit"
	"bianmin/app/present"
	"bianmin/app/stage"
	"bianmin/app/theme"
	"bianmin/hall"
)

const wordWidth float32 = 84

// guide is a matter as the printed guide reads.
func guide(m hall.Matter) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewPara(m.Name, kit.LabelStyle{Bold: true, Size: theme.Title, Tone: kit.ToneTitle})}
	if m.Guide.OldName != "" && m.Guide.OldName != m.Name {
		rows = append(rows, kit.NewPara("2014 年通知里叫：「"+m.Guide.OldName+"」", kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14}))
	}
	if m.Limits.Example {
		rows = append(rows, kit.Line(8, kit.NewChip(kit.ChipAmber, present.Example),
			kit.Grow(kit.NewLabel("时限和材料是示例，正式使用前要换成县里公布的", kit.LabelStyle{Tone: kit.ToneDue, Size: 14, Loose: true}))))
	}
	rows = append(rows, kit.Gap(2))
	for _, p := range present.Guide(m) {
		rows = append(rows, pair(p.Word, p.Text))
	}
	rows = append(rows, section("要交的材料"), materials(m))
	if len(m.Intake.Steps) > 0 {
		rows = append(rows, section("办理步骤"))
		for i, s := range m.Intake.Steps {
			text := fmt.Sprintf("%d. %s", i+1, s.Name)
			if s.StopsClock {
				text += "（依法不计时）"
			}
			rows = append(rows, kit.NewPara(text, kit.LabelStyle{}))
		}
	}
	rows = append(rows, section("办理依据"))
	for _, b := range m.Basis {
		text, chip := present.Basis(b)
		rows = append(rows, top(kit.Fixed(wordWidth, kit.Line(0, kit.NewChip(stage.Chip(chip.Mark), chip.Text))), kit.NewPara(text, kit.LabelStyle{})))
	}
	return kit.Pile(7, rows...)
}

func section(title string) fyne.CanvasObject {
	return kit.Pad(8, 0, 0, 0, kit.NewLabel(title, kit.LabelStyle{Bold: true, Tone: kit.ToneTitle}))
}

func pair(word, text string) fyne.CanvasObject {
	return top(kit.Fixed(wordWidth, kit.Quiet(word)), kit.NewPara(text, kit.LabelStyle{}))
}

// top puts a word beside a paragraph, at its first line.
func top(word, text fyne.CanvasObject) fyne.CanvasObject {
	return kit.Beside(10, wordWidth, kit.Pile(0, word), text)
}

func materials(m hall.Matter) fyne.CanvasObject {
	if len(m.Intake.Materials) == 0 {
		return kit.Quiet("没有登记要交的材料")
	}
	rows := make([]fyne.CanvasObject, 0, 2*len(m.Intake.Materials))
	for i, r := range m.Intake.Materials {
		if i > 0 {
			rows = append(rows, kit.Rule())
		}
		chip := kit.NewChip(kit.ChipGrey, r.Requirement)
		if r.Required() {
			chip = kit.NewChip(kit.ChipBlue, r.Requirement)
		}
		words := []fyne.CanvasObject{kit.NewPara(r.Name, kit.LabelStyle{})}
		note := r.Source
		if r.Note != "" {
			note += "；" + r.Note
		}
		words = append(words, kit.NewPara(note, kit.LabelStyle{Tone: kit.ToneQuiet, Size: 14}))
		rows = append(rows, kit.Pad(7, 14, 7, 14, kit.Line(12, kit.Grow(kit.Pile(0, words...)),
			kit.Fixed(150, kit.NewLabel(present.Asked(r), kit.LabelStyle{Loose: true})), kit.Fixed(56, kit.Line(0, chip)))))
	}
	return kit.NewCard(kit.Pile(0, rows...), kit.CardOptions{Bare: true})
}
