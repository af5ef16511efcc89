package hall

// ActorClock (钟) is the actor of facts made by time: nobody did them, a day passed.
const ActorClock = "clock"
