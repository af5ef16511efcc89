package journal

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Head names a whole history: how many entries, and the Merkle root over their leaves.
type Head struct {
	Size int64 `json:"size"`
	Root Hash  `json:"root"`
}

// Edge is the right edge of a Merkle log: the roots of its full subtrees, largest
// first. With it, appending a leaf and naming the new head read nothing else.
// The zero Edge is the empty log.
type Edge struct {
	size  int64
	roots []Hash
}

// ErrEdge reports bytes that are not a log edge.
var ErrEdge = errors.New("journal: damaged log edge")

// Size is the number of leaves.
func (g *Edge) Size() int64 { return g.size }

// Append adds a leaf and returns the hashes to store, in order, from index
// tlog.StoredHashCount(size before) on.
func (g *Edge) Append(leaf Hash) []Hash {
	stored := []Hash{leaf}
	h := leaf
	for bits := g.size; bits&1 == 1; bits >>= 1 {
		last := len(g.roots) - 1
		h = tlog.NodeHash(g.roots[last], h)
		g.roots = g.roots[:last]
		stored = append(stored, h)
	}
	g.roots = append(g.roots, h)
	g.size++
	return stored
}

// Head names the history so far. The empty log has the hash RFC 6962 gives it.
func (g *Edge) Head() Head {
	if g.size == 0 {
		root, _ := tlog.TreeHash(0, nil)
		return Head{Root: root}
	}
	root := g.roots[len(g.roots)-1]
	for i := len(g.roots) - 2; i >= 0; i-- {
		root = tlog.NodeHash(g.roots[i], root)
	}
	return Head{Size: g.size, Root: root}
}

// Clone returns an edge that can be extended apart from g.
func (g *Edge) Clone() *Edge {
	return &Edge{size: g.size, roots: append([]Hash(nil), g.roots...)}
}

// Bytes is the stored form of the edge; see ParseEdge.
func (g *Edge) Bytes() []byte {
	out := make([]byte, 0, len(g.roots)*tlog.HashSize)
	for _, h := range g.roots {
		out = append(out, h[:]...)
	}
	return out
}

// ParseEdge reads what Bytes wrote for a log of the given size.
func ParseEdge(size int64, raw []byte) (*Edge, error) {
	want := 0
	for bits := size; bits > 0; bits >>= 1 {
		want += int(bits & 1)
	}
	if size < 0 || len(raw) != want*tlog.HashSize {
		return nil, fmt.Errorf("%w: %d bytes for size %d", ErrEdge, len(raw), size)
	}
	g := &Edge{size: size}
	for ; len(raw) > 0; raw = raw[tlog.HashSize:] {
		g.roots = append(g.roots, Hash(raw[:tlog.HashSize]))
	}
	return g, nil
}
