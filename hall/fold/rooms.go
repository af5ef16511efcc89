package fold

import (
	"strings"

	"bianmin/hall"
	"bianmin/hall/accountability"
	"bianmin/hall/bag"
	"bianmin/hall/bulletin"
	"bianmin/hall/closing"
	"bianmin/hall/complaint"
	"bianmin/hall/counter"
	"bianmin/hall/duty"
	"bianmin/hall/fee"
	"bianmin/hall/followup"
	"bianmin/hall/handover"
	"bianmin/hall/homevisit"
	"bianmin/hall/hotline"
	"bianmin/hall/inquiry"
	"bianmin/hall/issued"
	"bianmin/hall/leave"
	"bianmin/hall/oldcase"
	"bianmin/hall/pad"
	"bianmin/hall/posting"
	"bianmin/hall/questionnaire"
	"bianmin/hall/rating"
	"bianmin/hall/route"
	"bianmin/hall/staff"
	"bianmin/hall/ticket"
	"bianmin/hall/training"
	"bianmin/hall/trip"
	"bianmin/hall/visit"
	"bianmin/hall/watch"
)

// Rooms are all sorts of record this program knows.
func Rooms() []hall.Room {
	return []hall.Room{
		inquiry.Room(),
		visit.Room(),
		ticket.Room(),
		fee.Room(),
		fee.ItemRoom(),
		pad.Room(),
		counter.Room(),
		bag.Room(),
		trip.Room(),
		route.Room(),
		homevisit.Room(),
		staff.Room(),
		leave.Room(),
		handover.Room(),
		duty.Room(),
		training.Room(),
		posting.Room(),
		watch.Room(),
		accountability.Room(),
		bulletin.Room(),
		rating.Room(),
		followup.Room(),
		complaint.Room(),
		hotline.Room(),
		questionnaire.Room(),
		closing.Room(),
		oldcase.Room(),
		issued.Room(),
	}
}

// RoomOf is the room of a sort, or false. It is long because every sort has its line.
func RoomOf(sort hall.Sort) (hall.Room, bool) { //nolint:funlen // long: a line for every sort
	switch sort {
	case inquiry.Sort:
		return inquiry.Room(), true
	case visit.Sort:
		return visit.Room(), true
	case ticket.Sort:
		return ticket.Room(), true
	case fee.Sort:
		return fee.Room(), true
	case fee.ItemSort:
		return fee.ItemRoom(), true
	case pad.Sort:
		return pad.Room(), true
	case counter.Sort:
		return counter.Room(), true
	case bag.Sort:
		return bag.Room(), true
	case trip.Sort:
		return trip.Room(), true
	case route.Sort:
		return route.Room(), true
	case homevisit.Sort:
		return homevisit.Room(), true
	case staff.Sort:
		return staff.Room(), true
	case leave.Sort:
		return leave.Room(), true
	case handover.Sort:
		return handover.Room(), true
	case duty.Sort:
		return duty.Room(), true
	case training.Sort:
		return training.Room(), true
	case posting.Sort:
		return posting.Room(), true
	case watch.Sort:
		return watch.Room(), true
	case accountability.Sort:
		return accountability.Room(), true
	case bulletin.Sort:
		return bulletin.Room(), true
	case rating.Sort:
		return rating.Room(), true
	case followup.Sort:
		return followup.Room(), true
	case complaint.Sort:
		return complaint.Room(), true
	case hotline.Sort:
		return hotline.Room(), true
	case questionnaire.Sort:
		return questionnaire.Room(), true
	case closing.Sort:
		return closing.Room(), true
	case issued.Sort:
		return issued.Room(), true
	case oldcase.Sort:
		return oldcase.Room(), true
	}
	return hall.Room{}, false
}

// roomOfKind is the room a kind of entry belongs to, or false.
func roomOfKind(kind hall.Kind) (hall.Room, bool) {
	sort, _, _ := strings.Cut(string(kind), ".")
	return RoomOf(hall.Sort(sort))
}

// Han is a kind of entry as a timeline shows it.
func Han(kind hall.Kind) string {
	if room, ok := roomOfKind(kind); ok && room.Kinds[kind] != "" {
		return room.Kinds[kind]
	}
	return kind.Han()
}

// Knows reports whether this program can judge entries of the kind and schema.
func Knows(kind string, schema int) bool {
	if hall.Knows(kind, schema) {
		return true
	}
	room, ok := roomOfKind(hall.Kind(kind))
	return ok && schema == hall.SchemaOf && room.Kinds[hall.Kind(kind)] != ""
}
