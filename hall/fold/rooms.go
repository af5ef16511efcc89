package fold

import (
	"strings"

	"bianmin/hall"
	"bianmin/hall/bag"
	"bianmin/hall/inquiry"
	"bianmin/hall/route"
	"bianmin/hall/trip"
)

// Rooms are all sorts of record this program knows.
func Rooms() []hall.Room {
	return []hall.Room{inquiry.Room(), bag.Room(), trip.Room(), route.Room()}
}

// RoomOf is the room of a sort, or false.
func RoomOf(sort hall.Sort) (hall.Room, bool) {
	switch sort {
	case inquiry.Sort:
		return inquiry.Room(), true
	case bag.Sort:
		return bag.Room(), true
	case trip.Sort:
		return trip.Room(), true
	case route.Sort:
		return route.Room(), true
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
