package hall

import "github.com/google/uuid"

// timeSpace is the namespace of the ids of facts made by time.
func timeSpace() uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, []byte("bianmin.time-made")) }

// TimeID is the id of a fact made by time: a deemed acceptance, a card. It is the same
// wherever the fact is found, so that device and county may both find it and it still
// happened once. Source: RFC 9562 5.5.
func TimeID(subject, rule, occurrence string) string {
	return uuid.NewSHA1(timeSpace(), []byte(subject+"\n"+rule+"\n"+occurrence)).String()
}

// MadeByTime reports whether an entry id is that of a fact made by time.
func MadeByTime(id string) bool {
	u, err := uuid.Parse(id)
	return err == nil && u.Version() == 5
}
