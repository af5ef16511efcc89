package localdb

import (
	"fmt"
	"testing"
)

// BenchmarkArena fills an arena with the persons of a big county and searches it.
func BenchmarkArena(b *testing.B) {
	const persons = 500_000
	fill := func() *arena {
		a := &arena{slots: map[int64]int{}}
		for i := range int64(persons) {
			a.add(i+1, fmt.Sprintf("%c%c%c", "王李张刘陈单曾仇"[i%8*3:i%8*3+3][0:3], 0, 0)[:3]+string(rune('一'+i%3000))+string(rune('丁'+i/3000)))
		}
		return a
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
