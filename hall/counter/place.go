package counter

import "bianmin/hall"

// Limit is how many people a device may book into the place: its share where shares are
// laid down, else the whole quota.
func (p Place) Limit(device hall.DeviceCode) int {
	if len(p.Devices) == 0 {
		return p.Quota
	}
	return min(p.Quota, p.Devices[device])
}

// Taken counts who holds a place in the stretch of time: every booking at the counter that
// overlaps it, whatever its length, and bookings made before the hall had counters. A moved
// one counts where it was moved to.
func Taken(q hall.PlaceQuery, booked []*hall.Appointment) int {
	n := 0
	for _, a := range booked {
		here := a.Counter.Code == q.Counter || a.Counter.Code == ""
		if here && a.Holds() && a.ID != q.Except && a.Slot.Overlaps(q.Slot) && (q.Device == "" || a.No.Device() == q.Device) {
			n++
		}
	}
	return n
}

// Left is how many people a device may still book into the place.
func (p Place) Left(device hall.DeviceCode, taken func(hall.PlaceQuery) (int, error)) (int, error) {
	all, err := taken(hall.PlaceQuery{Counter: p.Counter.Code, Slot: p.Slot})
	left := p.Quota - all
	if err == nil && len(p.Devices) > 0 {
		own, failed := taken(hall.PlaceQuery{Counter: p.Counter.Code, Slot: p.Slot, Device: device})
		left, err = min(left, p.Limit(device)-own), failed
	}
	return max(0, left), err
}

// Run is the places a booking takes one after another at one counter.
type Run []Place

// Runs are the ways to take so many places one after another, from each start. A lunch break
// is never bridged.
func Runs(places []Place, length int) []Run {
	var out []Run
	for i := range places {
		if i+length > len(places) {
			break
		}
		run := Run(places[i : i+length])
		if run.joined() {
			out = append(out, run)
		}
	}
	return out
}

func (r Run) joined() bool {
	for i := 1; i < len(r); i++ {
		if r[i].Counter != r[0].Counter || r[i].Slot.From() != r[i-1].Slot.To() {
			return false
		}
	}
	return true
}

// Slot is the whole stretch; its length is that of a booking.
func (r Run) Slot() hall.Slot {
	s := r[0].Slot
	s.Minutes = r[len(r)-1].Slot.To() - s.From()
	return s
}

// Quota is how many people the stretch takes: as many as its scarcest place.
func (r Run) Quota() int {
	n := r[0].Quota
	for _, p := range r {
		n = min(n, p.Quota)
	}
	return n
}

// Left is how many people a device may still book into the whole stretch.
func (r Run) Left(device hall.DeviceCode, taken func(hall.PlaceQuery) (int, error)) (int, error) {
	left := r.Quota()
	for _, p := range r {
		n, err := p.Left(device, taken)
		if err != nil {
			return 0, err
		}
		left = min(left, n)
	}
	return left, nil
}

// Overfull is a place that more people hold than it takes.
type Overfull struct {
	Place
	Booked []*hall.Appointment // who holds it, in the order given
}

// Overbooked finds the places that more people hold than they take: two devices apart may
// have sold the same one, or the template was cut. What to do about it a person decides.
func Overbooked(places []Place, booked []*hall.Appointment) []Overfull {
	var out []Overfull
	for _, p := range places {
		o := Overfull{Place: p}
		for _, a := range booked {
			if a.Counter.Code == p.Counter.Code && a.Holds() && a.Slot.Overlaps(p.Slot) {
				o.Booked = append(o.Booked, a)
			}
		}
		if len(o.Booked) > p.Quota {
			out = append(out, o)
		}
	}
	return out
}

// Stranded are the expected people whose slot no place covers any more: the counter was
// closed, or the day has an exception. Their bookings stand; somebody tells them.
func Stranded(places []Place, booked []*hall.Appointment) []*hall.Appointment {
	var out []*hall.Appointment
	for _, a := range booked {
		if a.State != hall.AppointBooked {
			continue
		}
		minutes := 0
		for _, p := range places {
			if p.Counter.Code == a.Counter.Code && p.Slot.Overlaps(a.Slot) {
				minutes += min(p.Slot.To(), a.Slot.To()) - max(p.Slot.From(), a.Slot.From())
			}
		}
		if minutes < a.Slot.Minutes {
			out = append(out, a)
		}
	}
	return out
}
