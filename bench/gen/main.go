// Gen writes deterministic, realistic-looking and wholly fictitious case records as NDJSON to standard
// output: the one input every client under measurement carries. The same -seed and -n give the same bytes.
//
//	gen -n 10000 > cases.ndjson     write
//	gen -in cases.ndjson            count a file instead: {"records","distinct","bytes"} exactly, as JSON
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	n := flag.Int("n", 10000, "records to write")
	seed := flag.Uint64("seed", 20260101, "seed; another one gives other people and dates")
	in := flag.String("in", "", "count the records of this NDJSON file instead of writing")
	flag.Parse()
	if err := run(os.Stdout, *n, *seed, *in); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run counts in when it is named, else writes n records.
func run(w io.Writer, n int, seed uint64, in string) error {
	if in == "" {
		return write(w, n, seed)
	}
	f, err := os.Open(in)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // opened for reading only
	c, err := count(f)
	if err != nil {
		return fmt.Errorf("count %s: %w", in, err)
	}
	return json.NewEncoder(w).Encode(c)
}

// write prints n records, one a line.
func write(w io.Writer, n int, seed uint64) error {
	src, err := newSource(seed)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<20)
	enc := json.NewEncoder(out)
	for range n {
		if err := enc.Encode(src.next()); err != nil {
			return err
		}
	}
	return out.Flush()
}

// counts is what count finds in a file.
type counts struct {
	Records  int   `json:"records"`
	Distinct int   `json:"distinct"`
	Bytes    int64 `json:"bytes"`
}

// count reads NDJSON to its end; a line that is not a record with an _id is an error naming the line.
func count(r io.Reader) (counts, error) {
	var c counts
	seen := map[string]bool{}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), 16<<20)
	for sc.Scan() {
		c.Records++
		c.Bytes += int64(len(sc.Bytes())) + 1
		var v struct {
			ID string `json:"_id"`
		}
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			return c, fmt.Errorf("line %d: %w", c.Records, err)
		}
		if v.ID == "" {
			return c, fmt.Errorf("line %d: no _id", c.Records)
		}
		seen[v.ID] = true
	}
	c.Distinct = len(seen)
	return c, sc.Err()
}
