// Package lawdoc keeps the pages of docs that are made from the code: the table of rights
// and the kinds of entries. Its test fails when a page and the code drift apart; run it
// with -update to write the pages again.
package lawdoc
