package sync_test

import (
	"context"
	"testing"

	"bianmin/hall"
)

func TestEverythingArrives(t *testing.T) {
	f, d, s := enrolled(t, 150)
	r, err := s.Once(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if r.Pushed != 300 || r.Acked != 300 || r.Waiting != 0 || r.Attention != 0 || r.BytesUp == 0 || r.BytesDown == 0 {
		t.Fatalf("%+v", r)
	}
	f.check(d, 150)
	r, err = s.Once(context.Background())
	if err != nil || r.Pushed != 0 {
		t.Fatalf("a second round pushed %d, %v", r.Pushed, err)
	}
	st := s.State()
	if st.Failing || st.Busy || st.LastGood.IsZero() || st.Waiting != 0 {
		t.Fatalf("%+v", st)
	}
}

func TestNotEnrolled(t *testing.T) {
	d := newDevice(hallA, "A7")
	_, err := syncer(d).Once(context.Background())
	if hall.KindOf(err) != hall.NotFound {
		t.Fatal(err)
	}
}
