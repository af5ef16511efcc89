package web_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"bianmin/county/store"
	"bianmin/county/web"
	"bianmin/hall"
)

type reports struct{ now time.Time }

func (r reports) Identity(context.Context) (store.Identity, error) {
	return store.Identity{Name: "测试县"}, nil
}

func (r reports) Status(context.Context) (store.Status, error) { return store.Status{}, nil }

func (r reports) Halls(context.Context) ([]store.Hall, error) {
	return []store.Hall{
		{Code: "431322112000", Name: "<script>镇", Contact: r.now.Add(-100 * time.Hour), Entries: 12345, Conflicts: 2},
		{Code: "431322113000"},
	}, nil
}

func (r reports) LatestCases(context.Context, int) ([]store.CaseRow, error) {
	return []store.CaseRow{{No: "431322112000-20261123-A70001S", Matter: "临时救助", State: hall.StateAccepted, Received: r.now}}, nil
}

func (r reports) LatestProblems(context.Context, int) ([]store.Problem, error) {
	return []store.Problem{{Status: hall.StatusRejected, Why: "unreadable", At: r.now}}, nil
}

func page(t *testing.T, edit func(r *testRequest)) *httptest.ResponseRecorder {
	t.Helper()
	now := time.Date(2026, 11, 23, 2, 26, 0, 0, time.UTC)
	r := &testRequest{remote: "127.0.0.1:5000", host: "127.0.0.1:8480", path: "/"}
	if edit != nil {
		edit(r)
	}
	req := httptest.NewRequest("GET", r.path, nil)
	req.RemoteAddr, req.Host = r.remote, r.host
	w := httptest.NewRecorder()
	web.New(reports{now}, func() time.Time { return now }, slog.New(slog.DiscardHandler)).ServeHTTP(w, req)
	return w
}

type testRequest struct{ remote, host, path string }

func TestPageShowsFiguresEscaped(t *testing.T) {
	w := page(t, nil)
	body := w.Body.String()
	for _, want := range []string{
		"测试县", "2026年11月23日 10:26", "12,345", "冲突 2", "4 天前", "还没联系过", "&lt;script&gt;镇",
		"431322112000-20261123-A70001S", "已受理", "内容损坏，原样存着",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	if strings.Contains(body, "<script>") || w.Header().Get("Content-Security-Policy") == "" {
		t.Error("page is not safe")
	}
}

func TestPageIsForThisMachineOnly(t *testing.T) {
	for name, edit := range map[string]func(*testRequest){
		"another machine": func(r *testRequest) { r.remote = "10.0.0.7:5000" },
		"foreign host":    func(r *testRequest) { r.host = "evil.example" },
	} {
		if w := page(t, edit); w.Code != 403 || strings.Contains(w.Body.String(), "临时救助") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := page(t, func(r *testRequest) { r.path = "/other" }); w.Code != 404 {
		t.Error(w.Code)
	}
}
