package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the same engine as the product
)

const (
	maxBody    = 8 << 20  // coded bytes of one request
	maxDecoded = 64 << 20 // memory of the decoder

	createNaive = `CREATE TABLE IF NOT EXISTS naive(n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, body TEXT)`
	createOp    = `CREATE TABLE IF NOT EXISTS op(hall TEXT, id TEXT, sha TEXT, body TEXT, PRIMARY KEY(hall, id))`
	insertNaive = `INSERT INTO naive(id, body) VALUES (?, ?)`
	insertOp    = `INSERT INTO op(hall, id, sha, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`
	selectSha   = `SELECT sha FROM op WHERE hall = ? AND id = ?`
	countAll    = `SELECT (SELECT count(*) FROM naive), (SELECT count(DISTINCT id) FROM naive), (SELECT count(*) FROM op)`
)

// server keeps what it is sent in one SQLite file.
type server struct {
	db  *sql.DB
	dec *zstd.Decoder
}

// held is what a server holds, as GET /count prints it.
type held struct {
	Rows       int `json:"naive_rows"`
	Distinct   int `json:"naive_distinct"`
	Duplicates int `json:"duplicates"`
	BatchRows  int `json:"batch_rows"`
}

// serve listens until ctx ends, and prints where, so that port 0 can be asked for.
func serve(ctx context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("serve", flag.ExitOnError)
	addr := fs.String("addr", "127.0.0.1:9200", "address to listen on")
	file := fs.String("db", "data/naive.db", "SQLite file")
	dict := fs.String("dict", "", "zstd dictionary file")
	if err := fs.Parse(args); err != nil {
		return err
	}
	s, err := newServer(ctx, *file, *dict)
	if err != nil {
		return err
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *addr)
	if err != nil {
		return errors.Join(err, s.close())
	}
	srv := &http.Server{Handler: s.mux(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	fmt.Fprintf(out, "listening http://%s\n", ln.Addr())
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	return errors.Join(err, srv.Close(), s.close())
}

// newServer opens or creates the file.
func newServer(ctx context.Context, file, dict string) (*server, error) {
	opts := []zstd.DOption{zstd.WithDecoderMaxMemory(maxDecoded)}
	if dict != "" {
		b, err := os.ReadFile(dict)
		if err != nil {
			return nil, err
		}
		opts = append(opts, zstd.WithDecoderDicts(b))
	}
	dec, err := zstd.NewReader(nil, opts...)
	if err != nil {
		return nil, err
	}
	const settings = "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)"
	db, err := sql.Open("sqlite", "file:"+file+settings)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &server{db: db, dec: dec}
	for _, q := range []string{createNaive, createOp} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return nil, errors.Join(fmt.Errorf("create tables in %s: %w", file, err), s.close())
		}
	}
	return s, nil
}

func (s *server) close() error {
	s.dec.Close()
	return s.db.Close()
}

// mux routes the two protocols and the two questions a measurement asks.
func (s *server) mux() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/case/add", s.add)
	mux.HandleFunc("POST /v1/push", s.push)
	mux.HandleFunc("GET /count", s.count)
	mux.HandleFunc("POST /clear", s.clear)
	return mux
}

// add is the naive call: the server gives the number, and nothing ties a retry to the first attempt.
func (s *server) add(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return
	}
	var v struct {
		ID string `json:"_id"`
	}
	if err := json.Unmarshal(b, &v); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	res, err := s.db.ExecContext(r.Context(), insertNaive, v.ID, string(b))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	n, err := res.LastInsertId()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"code":200,"msg":"success","data":{"serialNo":%d}}`, n)
}

// push is the batch sketch. Only exceptions are listed: everything else up to "acked" is durable.
func (s *server) push(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return
	}
	raw, err := s.dec.DecodeAll(b, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	tx, err := s.db.BeginTx(r.Context(), nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	defer func() { _ = tx.Rollback() }() // a no-op after the commit
	batch, err := store(r.Context(), tx, bytes.Split(bytes.TrimSpace(raw), []byte("\n")))
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	_, _ = fmt.Fprintf(w, "{\"acked\":%d,\"dup\":%d}\n%s", batch.acked, batch.dup, batch.exceptions.Bytes())
}

// batchResult is the answer to one push.
type batchResult struct {
	acked, dup int
	exceptions bytes.Buffer
}

// store inserts the lines; a line already held with the same content is a duplicate, not an error.
func store(ctx context.Context, tx *sql.Tx, lines [][]byte) (*batchResult, error) {
	insert, err := tx.PrepareContext(ctx, insertOp)
	if err != nil {
		return nil, err
	}
	defer func() { _ = insert.Close() }()
	out := &batchResult{}
	for i, line := range lines {
		out.acked++
		var v struct {
			ID   string `json:"_id"`
			Hall string `json:"hall"`
		}
		if json.Unmarshal(line, &v) != nil || v.ID == "" {
			fmt.Fprintf(&out.exceptions, "{\"i\":%d,\"s\":\"rejected\",\"code\":\"bad_json\"}\n", i)
			continue
		}
		sum := sha256.Sum256(line)
		sha := hex.EncodeToString(sum[:16])
		res, err := insert.ExecContext(ctx, v.Hall, v.ID, sha, string(line))
		if err != nil {
			return nil, err
		}
		if k, err := res.RowsAffected(); err != nil {
			return nil, err
		} else if k == 1 {
			continue
		}
		out.dup++
		var old string
		if err := tx.QueryRowContext(ctx, selectSha, v.Hall, v.ID).Scan(&old); err != nil {
			return nil, err
		}
		if old != sha {
			fmt.Fprintf(&out.exceptions, "{\"i\":%d,\"s\":\"conflict\"}\n", i)
		}
	}
	return out, nil
}

// count answers what the server holds.
func (s *server) count(w http.ResponseWriter, r *http.Request) {
	var h held
	if err := s.db.QueryRowContext(r.Context(), countAll).Scan(&h.Rows, &h.Distinct, &h.BatchRows); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h.Duplicates = h.Rows - h.Distinct
	_ = json.NewEncoder(w).Encode(h)
}

// clear empties both tables between runs.
func (s *server) clear(w http.ResponseWriter, r *http.Request) {
	for _, q := range []string{`DELETE FROM naive`, `DELETE FROM op`} {
		if _, err := s.db.ExecContext(r.Context(), q); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
}
