package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func call(args ...string) (code int, stdout, stderr string) {
	var a, b bytes.Buffer
	code = run(context.Background(), args, &out{Out: &a, Err: &b, clock: time.Now})
	return code, a.String(), b.String()
}

func TestCommands(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "county.db")
	for _, c := range []struct {
		args   string
		code   int
		stdout string // a part
	}{
		{"", 2, ""},
		{"fly", 2, ""},
		{"status", 2, ""},
		{"--help", 0, "例："},
		{"serve --help", 0, "bianmin-county serve --store"},
		{"hall list --help", 0, "hall list --store"},
		{"--version", 0, "bianmin-county"},
		{"status --json --store postgres://x", 3, ""},
		{"status --store " + store, 3, ""}, // nothing there yet
		{"enrol --hall 12 --store " + store, 3, ""},
		{"enrol --hall 431322112000 --name 白溪镇 --json --store " + store, 0, `{"code":"`},
		{"enrol --hall 431322112000 --store " + store, 0, "-"},
		{"status --json --store " + store, 0, `{"halls":1,"journals":0,"entries":0,"cases":0,"rejected":0,"conflicts":0,"held":0,"blobs":0}`},
		{"status --store " + store, 0, "大厅 1"},
		{"hall list --store " + store, 0, "431322112000\t白溪镇\t还没联系过"},
		{"hall list --json --store " + store, 0, `{"hall":"431322112000","name":"白溪镇"`},
		{"verify --json --store " + store, 0, `{"ok":true`},
		{"verify --store " + store, 0, "核对无误：0 本，0 条。"},
		{"serve --listen nowhere:x --store " + store, 3, ""},
	} {
		code, stdout, stderr := call(strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stdout, c.stdout) {
			t.Errorf("%s: exit %d\n%s%s", c.args, code, stdout, stderr)
		}
		if code != 0 && (stdout != "" || stderr == "") {
			t.Errorf("%s: words of a failure belong on stderr: %q", c.args, stdout)
		}
		if strings.Contains(c.args, "--json") && code == 0 && !json.Valid([]byte(stdout)) {
			t.Errorf("%s: no JSON: %s", c.args, stdout)
		}
	}
}

func TestWhatIsSaidOfMistakes(t *testing.T) {
	dir := t.TempDir()
	store := "sqlite:" + filepath.Join(dir, "county.db")
	for _, c := range []struct{ name, args, want string }{
		{"a port too great", "serve --listen 127.0.0.1:99999 --store " + store, "端口不对：99999\n端口是 0 到 65535"},
		{"a port that is none", "serve --listen 127.0.0.1:x! --store " + store, "端口不对：x!\n"},
		{"no port", "serve --listen 127.0.0.1 --store " + store, "监听地址要写成 地址:端口"},
		{"no file", "status --store " + store, "没有这个数据库文件："},
		{"no directory", "enrol --hall 431322112000 --store sqlite:" + filepath.Join(dir, "none", "c.db"), "打不开县平台的数据库文件\n"},
		{"no command", "", "还要写一个命令："},
		{"unknown command", "fly", "不认识 fly"},
		{"no store", "status", "缺选项 --store"},
		{"a store left open", "status --store", "--store 后面要写内容"},
		{"unknown flag", "status --bad", "不认识选项 --bad"},
	} {
		_, _, stderr := call(strings.Fields(c.args)...)
		if !strings.Contains(stderr, c.want) {
			t.Errorf("%s: %s", c.name, stderr)
		}
		say, _, _ := strings.Cut(stderr, "\n")
		if strings.Count(stderr, say) != 1 {
			t.Errorf("%s: said twice: %s", c.name, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "county.db")); err == nil {
		t.Error("a mistake made a database")
	}
	_, help, _ := call("--help")
	for _, english := range []string{"Usage", "Flags", "Commands", "Show", "Run ", "[flags]"} {
		if strings.Contains(help, english) {
			t.Errorf("%s in the help:\n%s", english, help)
		}
	}
}

func TestServeStopsWhenTold(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	var a, b bytes.Buffer
	done := make(chan int)
	store := "sqlite:" + filepath.Join(t.TempDir(), "county.db")
	go func() {
		done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--store", store}, &out{Out: &a, Err: &b, clock: time.Now})
	}()
	time.Sleep(300 * time.Millisecond)
	stop()
	if code := <-done; code != 0 || !strings.HasPrefix(a.String(), "listening http://127.0.0.1:") {
		t.Fatalf("exit %d, %q %q", code, a.String(), b.String())
	}
}
