package localdb

import "testing"

// BenchmarkArena fills an arena with the persons of a big county and searches it.
func BenchmarkArena(b *testing.B) {
	const persons = 500_000
	families := []rune("王李张刘陈单曾仇")
	fill := func() *arena {
		a := &arena{slots: map[int64]int{}}
		for i := range int32(persons) {
			a.add(int64(i)+1, string([]rune{families[i%8], '一' + i%3000, '丁' + i/3000}))
		}
		return a
	}
	if got := fill().search("王一丁"); len(got) != 1 {
		b.Fatalf("found %d", len(got))
	}
	b.Run("fill", func(b *testing.B) {
		for b.Loop() {
			fill()
		}
	})
	a := fill()
	for name, text := range map[string]string{"common": "王", "rare": "丁丂", "initials": "wyd", "none": "囧囧"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a.search(text)
			}
		})
	}
}
