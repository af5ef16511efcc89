package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
)

// pack writes the same archive with its parts in a fixed order, the list of contents first. The
// library takes the sheets from a map, so the same book would come out in several orders.
func pack(w io.Writer, made []byte) error {
	from, err := zip.NewReader(bytes.NewReader(made), int64(len(made)))
	if err != nil {
		return fmt.Errorf("read the workbook just made: %w", err)
	}
	parts := slices.Clone(from.File)
	slices.SortFunc(parts, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	to := zip.NewWriter(w)
	for _, part := range parts {
		if err := to.Copy(part); err != nil {
			return fmt.Errorf("write the workbook: %w", err)
		}
	}
	if err := to.Close(); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// rank puts first what a reader looks for first.
func rank(part string) int {
	switch part {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
