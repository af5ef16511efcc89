//go:build !windows

package printer

// newSpool is the print service of this machine, or the one a server name says: CUPS.
func newSpool(server string, l Limits) spool { return newCUPS(server, l) }
