package sync

import (
	"testing"
	"time"

	"bianmin/sync/wire"
)

func TestPaceGrowsToEightSecondsOfGoodput(t *testing.T) {
	now := time.Unix(0, 0)
	p := newPace(func() time.Time { return now })
	p.learn(100_000, 50_000)
	for range 10 {
		_, plain := p.ask()
		p.carried(plain/2, time.Duration(plain/2)*time.Second/20_000) // 20 kB/s
	}
	if p.target < 150_000 || p.target > 160_000 {
		t.Fatalf("target %d on a 20 kB/s line", p.target)
	}
	for range 10 {
		_, plain := p.ask()
		p.carried(plain/2, time.Millisecond)
	}
	if p.target != wire.TargetCoded {
		t.Fatalf("target %d on a fast line", p.target)
	}
	lines, plain := p.ask()
	if lines != wire.MaxEntries || plain > wire.MaxDecoded {
		t.Fatal(lines, plain)
	}
}

func TestPaceIsCautiousAfterABreak(t *testing.T) {
	now := time.Unix(0, 0)
	p := newPace(func() time.Time { return now })
	p.learn(100_000, 50_000)
	p.broke(100_000)
	for range 5 {
		_, plain := p.ask()
		if plain/2 > 25_001 {
			t.Fatalf("asked for %d coded bytes after a break at 100 kB", plain/2)
		}
		p.carried(plain/2, time.Millisecond)
	}
	now = now.Add(cautious)
	if _, plain := p.ask(); plain/2 <= 25_000 {
		t.Fatal("the cap outlived its ten minutes")
	}
	p.broke(10)
	if _, plain := p.ask(); plain/2 != leastCoded {
		t.Fatalf("asked for %d coded bytes, least is %d", plain/2, leastCoded)
	}
}

func TestPauses(t *testing.T) {
	s := New(Options{Clock: time.Now})
	for failures := range 20 {
		for range 50 {
			if w := s.pauseAfter(s.explain(&breakError{err: errSilent}), failures); w < 0 || w > min(longPause, firstPause<<min(failures, 10)) {
				t.Fatalf("pause %v after %d failures", w, failures)
			}
		}
	}
	if w := s.pauseAfter(s.explain(errFork), 3); w < 45*time.Minute || w > time.Hour {
		t.Fatal(w)
	}
	if w := s.pauseAfter(nil, 0); w != 5*time.Minute {
		t.Fatal(w)
	}
}
