// Package calendar carries the State Council holiday schedules the program
// ships with, so that a hall can compute limits before its first import.
package calendar

import _ "embed"

//go:embed holidays.json
var holidays string

// JSON returns a fresh copy of the shipped schedules (放假安排), years 2025 and
// 2026, in the shape workday.ParseJSON reads.
//
// Source: 国务院办公厅关于2025年、2026年部分节假日安排的通知.
func JSON() []byte { return []byte(holidays) }
