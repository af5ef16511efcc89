// Linkproxy is a TCP proxy that emulates a poor access line on loopback and counts the bytes.
//
//	-up/-down      bit/s shared by all connections (0 = unlimited)   -rtt  round-trip time added
//	-handshakes    round trips charged to each new connection (1 = TCP, 2 = TCP+TLS1.3)
//	-cut-every N   reset every connection each time N more bytes have gone up; then refuse for -outage
//	-cut-period D  cut D after the first connection, and again D after each outage
//	-lose-reply N  on every N-th reply: deliver the request, drop the connection before the reply
//	-stall         on a cut, go silent for -outage before closing (no RST): tests client timeouts
//	-ctl addr      GET /stats, POST /reset, POST /cut, POST /down, POST /up
//
// Tests import bench/linkproxy/proxy instead of running this program.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"bianmin/bench/linkproxy/proxy"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "linkproxy:", err)
		os.Exit(1)
	}
}

// run carries until it is interrupted.
func run() error {
	var o proxy.Options
	flag.StringVar(&o.Listen, "listen", "127.0.0.1:9100", "address clients dial")
	flag.StringVar(&o.To, "to", "127.0.0.1:9000", "address of the real server")
	flag.Int64Var(&o.UpBits, "up", 0, "bit/s up, 0 is unlimited")
	flag.Int64Var(&o.DownBits, "down", 0, "bit/s down, 0 is unlimited")
	flag.DurationVar(&o.RTT, "rtt", 0, "round-trip time added")
	flag.IntVar(&o.Handshakes, "handshakes", 1, "round trips charged to a new connection")
	flag.Int64Var(&o.CutEvery, "cut-every", 0, "bytes up between cuts")
	flag.DurationVar(&o.CutPeriod, "cut-period", 0, "time between cuts")
	flag.DurationVar(&o.Outage, "outage", 3*time.Second, "how long a cut lasts")
	flag.Int64Var(&o.LoseReply, "lose-reply", 0, "lose every n-th reply")
	flag.BoolVar(&o.Stall, "stall", false, "a cut is silent instead of a reset")
	ctl := flag.String("ctl", "127.0.0.1:9101", "control address")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p, err := proxy.Start(o)
	if err != nil {
		return err
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *ctl)
	if err != nil {
		return errors.Join(fmt.Errorf("open the control port: %w", err), p.Close())
	}
	srv := &http.Server{Handler: p.Control(), ReadHeaderTimeout: 5 * time.Second}
	fmt.Fprintf(os.Stderr, "linkproxy: %s -> %s, control http://%s\n", p.Addr(), o.To, ln.Addr())
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	return errors.Join(err, srv.Close(), p.Close())
}
