//go:build race

package main

// underRace says that the race detector looks on: a process takes seconds to start then.
const underRace = true
