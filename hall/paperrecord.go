package hall

// recordPapers are of a record: Of is its sort.
func recordPapers() []paperLook { return nil }
