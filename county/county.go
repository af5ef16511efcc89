// Package county is the receiver at the county (县平台): it takes the journals of halls,
// judges them with the rules of package hall, and shows what came. It runs by itself
// (cmd/bianmin-county) or inside another program on loopback.
package county

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"bianmin/county/api"
	"bianmin/county/rules"
	"bianmin/county/sqlitestore"
	"bianmin/county/store"
	"bianmin/county/web"
	"bianmin/hall"
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

// CodeLife is how long an enrolment code can be used.
const CodeLife = 7 * 24 * time.Hour

// Options are what a county may be given. Clock is required.
type Options struct {
	Clock func() time.Time // the county's clock
	Name  string           // of the platform; empty keeps the stored name
	Log   *slog.Logger     // nil: no log. Only ids go in, never personal data
	// Judge replaces the rules of package hall; nil keeps them. Tests put a failing rule here.
	Judge  func(*fold.Subject, journal.Entry) []hall.Verdict
	Limits api.Options // of the device side; the zero value is the default
	Beside bool        // another process serves this store: do not judge what is pending
	Exists bool        // refuse to create the store
}

// Status is the county in figures.
type Status = store.Status

// County is an open county. It is safe for use by many goroutines.
type County struct {
	store *sqlitestore.Store
	api   *api.API
	web   *web.Web
	rules *rules.Rules
	clock func() time.Time
}

var divisionCode = regexp.MustCompile(`^\d{12}$`)

// Open opens the store named by storeURL, sqlite:FILE, and creates it if there is none.
// Entries that were stored but not judged when the program last ended are judged now.
func Open(storeURL string, o Options) (*County, error) {
	if o.Clock == nil {
		return nil, errors.New("county: a clock is required")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	path, err := pathOf(storeURL)
	if err != nil {
		return nil, err
	}
	if o.Exists {
		if _, err := os.Stat(path); err != nil {
			return nil, &hall.Error{Kind: hall.NotFound, Say: "没有这个数据库文件：" + path, Next: "请核对 --store", Err: err}
		}
	}
	ctx := context.Background()
	db, err := sqlitestore.Open(ctx, path, o.Name)
	if err != nil {
		return nil, err
	}
	r := rules.New(o.Judge, o.Log)
	c := &County{store: db, rules: r, clock: o.Clock}
	c.api = api.New(api.Stores{Journals: db, Enrolment: db, Reports: db}, r, o.Clock, o.Log, o.Limits)
	c.web = web.New(db, o.Clock, o.Log)
	if !o.Beside {
		if err := c.resume(ctx); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return c, nil
}

// resume judges what a crash left unjudged, and held entries that a newer program may understand.
func (c *County) resume(ctx context.Context) error {
	if err := c.store.Judge(ctx, "", c.rules, nil); err != nil {
		return err
	}
	return c.store.Rehear(ctx, c.rules)
}

func pathOf(storeURL string) (string, error) {
	scheme, rest, found := strings.Cut(storeURL, ":")
	switch {
	case found && scheme == "sqlite" && rest != "":
		return rest, nil
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return "", hall.Refuse("这一版还不能用 PostgreSQL 存", "请写 sqlite:文件路径")
	}
	return "", hall.Refuse("看不懂 --store 写的是什么", "请写 sqlite:文件路径，例如 sqlite:/var/lib/bianmin/county.db")
}

// Handler serves devices under /v1/, /healthz, and the page under /.
func (c *County) Handler() http.Handler {
	mux := http.NewServeMux()
	c.api.Register(mux)
	mux.Handle("/", c.web)
	return mux
}

// EnrolCode issues a one-time enrolment code for a hall, valid for CodeLife, and creates
// the hall if it is unknown. An empty name keeps the hall's name. Only a hash is stored.
func (c *County) EnrolCode(ctx context.Context, hallCode, hallName string) (string, error) {
	if !divisionCode.MatchString(hallCode) {
		return "", hall.Refuse("大厅代码应是 12 位数字", "请用统计用区划代码，例如 431322112000")
	}
	code, err := newCode()
	if err != nil {
		return "", err
	}
	if err := c.store.AddHall(ctx, hallCode, hallName); err != nil {
		return "", err
	}
	if err := c.store.IssueCode(ctx, hallCode, api.CodeHash(code), c.clock().Add(CodeLife)); err != nil {
		return "", err
	}
	return code, nil
}

// newCode makes a code of eight groups of three digits, about 80 bits: it can be read
// over the telephone and typed on a number pad.
func newCode() (string, error) {
	groups := make([]string, 8)
	for i := range groups {
		n, err := rand.Int(rand.Reader, big.NewInt(1000))
		if err != nil {
			return "", fmt.Errorf("make an enrolment code: %w", err)
		}
		groups[i] = fmt.Sprintf("%03d", n.Int64())
	}
	return strings.Join(groups, "-"), nil
}

// Status is the county in figures.
func (c *County) Status(ctx context.Context) (Status, error) { return c.store.Status(ctx) }

// Halls are the halls in figures, longest without contact first.
func (c *County) Halls(ctx context.Context) ([]store.Hall, error) { return c.store.Halls(ctx) }

// Verify recomputes every journal's root and checks the devices' signatures.
func (c *County) Verify(ctx context.Context) (store.Verification, error) { return c.store.Verify(ctx) }

// Close closes the store. Stop the server first.
func (c *County) Close() error { return c.store.Close() }
