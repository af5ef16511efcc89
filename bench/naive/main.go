// Naive is the peer our sync is measured against: the client and server most government integrations use,
// one POST per record with the number given by the server, and beside it a sketch of a batch push
// (NDJSON and zstd, one transaction, idempotent by id). Both stand on the same SQLite settings as the
// product, so that they compare on the protocol alone.
//
//	naive serve  -addr 127.0.0.1:9200 -db data/naive.db
//	naive post   -url http://... -in cases.ndjson [-close] [-timeout 5s]      one POST per record, retry on error
//	naive batch  -url http://... -in cases.ndjson -n 500 [-level 3] [-dict f] batches
//
// A client prints one JSON document with exact counts: what it sent and retried, what the proxy carried
// (-ctl) and what the server holds (-server), so that lost and doubled records are plain numbers.
//
// This is the one package outside localdb and county/sqlitestore that imports modernc.org/sqlite: a peer
// must run on the same engine, and must not share our store.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
)

const usage = `usage: naive serve|post|batch [flags]
  naive serve -addr 127.0.0.1:9200 -db data/naive.db
  naive post  -url http://127.0.0.1:9210 -in cases.ndjson
  naive batch -url http://127.0.0.1:9210 -in cases.ndjson -n 500`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "naive:", err)
		os.Exit(1)
	}
}

// run dispatches on the first argument.
func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("no command\n%s", usage)
	}
	switch args[0] {
	case "serve":
		return serve(ctx, args[1:], out)
	case "post", "batch":
		return client(ctx, args[0], args[1:], out)
	default:
		return fmt.Errorf("unknown command %q\n%s", args[0], usage)
	}
}
