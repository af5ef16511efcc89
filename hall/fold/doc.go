// Package fold reads entries, judges them by the rules of hall and folds them into their
// subjects: cases, appointments and every sort of record. The device and the county both
// fold with it, so their states agree.
package fold
