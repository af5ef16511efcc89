// Package workload lets an invented township live for a while: six counters, twelve villages,
// people who come, forget papers, wait, complain and praise. The same seed gives the same
// history, hour by hour, through the same desk the window uses. It keeps a book of its own, by
// which a test can tell whether the registers are right.
package workload
