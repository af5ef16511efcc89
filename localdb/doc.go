// Package localdb keeps one device's journal, and everything computed from it, in one
// SQLite file (bianmin.db). An act is one transaction: entries, projections, counters,
// Merkle hashes and outbox rows are committed together with one fsync, or not at all.
// Several processes may open the same directory. See DESIGN.md.
package localdb
