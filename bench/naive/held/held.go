// Package held reads what a county holds out of its SQLite file, without asking the county: the witness of
// a measurement must not be the one measured. It stands below bench/naive because that folder is the one
// beside the product's stores that may open SQLite.
package held

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	_ "modernc.org/sqlite" // reads the county's file
)

// countyIDs names each stored entry by the id in its own bytes, and not by any column the county made of it.
const countyIDs = `
SELECT coalesce(json_extract(CAST(line AS TEXT), '$.h.id'), '')
FROM entry
ORDER BY hall, journal, seq`

// CountyEntries lists the entry ids a county's file holds, one for each stored line, repeated ones too.
func CountyEntries(ctx context.Context, file string) (ids []string, err error) {
	full, err := filepath.Abs(file)
	if err != nil {
		return nil, fmt.Errorf("find the county's file: %w", err)
	}
	base := url.URL{Scheme: "file", Path: filepath.ToSlash(full), RawQuery: "mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(5000)"}
	db, err := sql.Open("sqlite", base.String())
	if err != nil {
		return nil, fmt.Errorf("open the county's file: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, countyIDs)
	if err != nil {
		return nil, fmt.Errorf("read the county's entries: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read an entry: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// Diff says how many of the sent ids are not held, and how many held lines are more than one for an id or
// of an id never sent.
func Diff(sent, held []string) (lost, doubled int) {
	count := make(map[string]int, len(held))
	for _, id := range held {
		count[id]++
	}
	for _, id := range sent {
		if count[id] == 0 {
			lost++
			continue
		}
		count[id]--
	}
	for _, n := range count {
		doubled += n
	}
	return lost, doubled
}
