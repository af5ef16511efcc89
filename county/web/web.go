// Package web is the county's page for its own people (县平台首页): which halls have
// called, what came, what is stuck. It is plain HTML from the server, with no script and
// nothing loaded from elsewhere, and it shows no applicant.
package web

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"time"

	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/workday"
)

//go:embed page.html
var files embed.FS

const (
	casesShown    = 12
	problemsShown = 8
)

// Web serves the page. It is safe for use by many goroutines.
type Web struct {
	reports store.Reports
	clock   func() time.Time
	log     *slog.Logger
	page    *template.Template
}

// New returns the page over a store's reports.
func New(reports store.Reports, clock func() time.Time, log *slog.Logger) *Web {
	page := template.Must(template.ParseFS(files, "page.html")) // embedded: a fault shows in every test
	return &Web{reports: reports, clock: clock, log: log, page: page}
}

// page is what the template shows. Every text in it is final.
type page struct {
	Name     string
	Now      string
	Figures  []figure
	Halls    []hallRow
	Cases    []caseRow
	Problems []problemRow
}

type figure struct{ Label, Value, Note, Tone string }

type hallRow struct{ Name, Code, Contact, Tone, Journals, Entries, Cases, Trouble string }

type caseRow struct{ No, Matter, State, Tone, Received, Hall string }

type problemRow struct{ Status, Tone, Kind, Why, Hall, At string }

// ServeHTTP answers / to this machine only; until people sign in (later), nobody else
// may see the page. The Host is checked too, so that no foreign site can reach it
// through a browser on this machine.
func (v *Web) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "只能查看", http.StatusMethodNotAllowed)
		return
	}
	if !local(r.RemoteAddr) || !local(r.Host) || r.Header.Get("X-Forwarded-For") != "" {
		http.Error(w, "这个页面只在县平台本机上打开", http.StatusForbidden)
		return
	}
	p, err := v.collect(r.Context())
	if err != nil {
		v.log.Error("page failed", "error", err)
		http.Error(w, "页面暂时打不开，请稍后再试", http.StatusInternalServerError)
		return
	}
	var body bytes.Buffer
	if err := v.page.Execute(&body, p); err != nil {
		v.log.Error("page failed", "error", err)
		http.Error(w, "页面暂时打不开，请稍后再试", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	_, _ = body.WriteTo(w) // the reader may be gone
}

// local reports whether a host, with or without port, is this machine.
func local(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (v *Web) collect(ctx context.Context) (page, error) {
	id, err := v.reports.Identity(ctx)
	if err != nil {
		return page{}, err
	}
	halls, err := v.reports.Halls(ctx)
	if err != nil {
		return page{}, err
	}
	cases, err := v.reports.LatestCases(ctx, casesShown)
	if err != nil {
		return page{}, err
	}
	problems, err := v.reports.LatestProblems(ctx, problemsShown)
	if err != nil {
		return page{}, err
	}
	now := v.clock()
	p := page{Name: id.Name, Now: stamp(now), Figures: figures(halls, now)}
	if p.Name == "" {
		p.Name = "未命名的县平台"
	}
	for _, h := range halls {
		p.Halls = append(p.Halls, hallLine(h, now))
	}
	for _, c := range cases {
		p.Cases = append(p.Cases, caseRow{
			No: string(c.No), Matter: c.Matter, State: c.State.Han(), Tone: stateTone(c.State),
			Received: ago(c.Received, now), Hall: named(c.HallName, c.Hall),
		})
	}
	for _, x := range problems {
		p.Problems = append(p.Problems, problemLine(x, now))
	}
	return p, nil
}

func figures(halls []store.Hall, now time.Time) []figure {
	var t store.Status
	var silent int
	for _, h := range halls {
		t.Journals += h.Journals
		t.Entries += h.Entries
		t.Cases += h.Cases
		t.Rejected += h.Rejected
		t.Conflicts += h.Conflicts
		t.Held += h.Held
		if now.Sub(h.Contact) > 24*time.Hour {
			silent++
		}
	}
	return []figure{
		{"大厅", count(int64(len(halls))), fmt.Sprintf("%d 台设备", t.Journals), ""},
		{"一天没联系", count(int64(silent)), "记录在各厅本机，不会丢", warn(int64(silent), "amber")},
		{"办件", count(t.Cases), "已到县", ""},
		{"留痕", count(t.Entries), "已存盘", ""},
		{"等待", count(t.Held), "缺前一条或等新版", warn(t.Held, "amber")},
		{"冲突与退回", count(t.Conflicts + t.Rejected), "等人处理", warn(t.Conflicts+t.Rejected, "red")},
	}
}

func warn(n int64, tone string) string {
	if n == 0 {
		return "green"
	}
	return tone
}

func hallLine(h store.Hall, now time.Time) hallRow {
	row := hallRow{
		Name: named(h.Name, h.Code), Code: h.Code, Contact: ago(h.Contact, now), Tone: "green",
		Journals: count(h.Journals), Entries: count(h.Entries), Cases: count(h.Cases),
	}
	switch silent := now.Sub(h.Contact); {
	case h.Contact.IsZero():
		row.Contact, row.Tone = "还没联系过", "grey"
	case silent > 3*24*time.Hour:
		row.Tone = "red"
	case silent > 12*time.Hour:
		row.Tone = "amber"
	}
	for _, part := range []struct {
		n    int64
		word string
	}{{h.Conflicts, "冲突"}, {h.Rejected, "退回"}, {h.Held, "等待"}} {
		if part.n > 0 {
			row.Trouble += fmt.Sprintf("%s %d　", part.word, part.n)
		}
	}
	return row
}

func problemLine(x store.Problem, now time.Time) problemRow {
	row := problemRow{Kind: x.Kind.Han(), Why: whyHan(x.Why), Hall: x.HallName, At: ago(x.At, now), Tone: "red"}
	switch x.Status {
	case hall.StatusRejected:
		row.Status = "退回"
	case hall.StatusConflict:
		row.Status = "冲突"
	default:
		row.Status, row.Tone = "等待", "amber"
	}
	switch {
	case x.Kind == "":
		row.Kind = "读不出的一条"
	case row.Kind == string(x.Kind):
		row.Kind = "本版不认识的一种（" + row.Kind + "）"
	}
	return row
}

func whyHan(why string) string {
	switch why {
	case "unreadable":
		return "内容损坏，原样存着"
	case "too-large":
		return "太大，没有传上来"
	case "id-reused":
		return "编号已属于另一条记录"
	}
	return why
}

func stateTone(s hall.State) string {
	switch s {
	case hall.StateCompleted, hall.StateDelivered, hall.StateArchived:
		return "green"
	case hall.StateNoticed:
		return "amber"
	case hall.StateDeclined, hall.StateVoided, hall.StateWithdrawn, hall.StateTransferred, hall.StateReturned:
		return "grey"
	}
	return "blue"
}

func named(name, code string) string {
	if name == "" {
		return code
	}
	return name
}

// count is a number with a comma every three digits.
func count(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func stamp(t time.Time) string { return t.In(workday.Beijing()).Format("2006年1月2日 15:04") }

// ago is an instant as a person at the county would say it.
func ago(t, now time.Time) string {
	day, today := workday.DateIn(t), workday.DateIn(now)
	local := t.In(workday.Beijing())
	switch days := today.Sub(day); {
	case days == 0:
		return local.Format("15:04")
	case days == 1:
		return "昨天 " + local.Format("15:04")
	case days > 1 && days < 30:
		return fmt.Sprintf("%d 天前", days)
	}
	return local.Format("2006-01-02 15:04")
}
