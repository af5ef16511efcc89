// Package hall is the law of a convenience service hall (便民服务中心): what a case,
// a matter and an appointment are, which acts are lawful when, which clocks run and
// how numbers are made. It is pure: no disk, no network, no screen and no clock of
// its own, so that the device and the county compute the same state with it.
package hall

import "bianmin/hall/workday"

// Date is a calendar day in Beijing time.
type Date = workday.Date

// RulesEdition names the edition of the rules in this package. It is written into
// every entry; a tightened rule starts at a new edition.
const RulesEdition = "2026-11"
