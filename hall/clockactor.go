package hall

// ActorClock (钟) is the actor of facts made by time: nobody did them, a day passed.
const ActorClock = "clock"

// ActorApplicant (申请人) is the actor of what an applicant does at the screen: a rating.
const ActorApplicant = "applicant"

// ReservedStaff reports whether a staff id is one the journal keeps for somebody who is not staff.
func ReservedStaff(id string) bool { return id == ActorClock || id == ActorApplicant }
