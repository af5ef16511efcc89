package fold

import (
	"strings"

	"bianmin/hall"
	"bianmin/hall/duty"
	"bianmin/hall/handover"
	"bianmin/hall/inquiry"
	"bianmin/hall/leave"
	"bianmin/hall/posting"
	"bianmin/hall/staff"
	"bianmin/hall/training"
)

// Rooms are all sorts of record this program knows.
func Rooms() []hall.Room {
	return []hall.Room{
		inquiry.Room(),
		staff.Room(), leave.Room(), handover.Room(), duty.Room(), training.Room(), posting.Room(),
	}
}

// RoomOf is the room of a sort, or false.
func RoomOf(sort hall.Sort) (hall.Room, bool) {
	switch sort {
	case inquiry.Sort:
		return inquiry.Room(), true
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
