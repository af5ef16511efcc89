package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"bianmin/desk"
	"bianmin/hall"
)

// maxIntakeLine is the longest line of an intake file, in bytes.
const maxIntakeLine = 1 << 20

type intakeCmd struct {
	File string `arg:"" help:"NDJSON 文件，一行一件；- 为标准输入"`
}

// Help gives an example.
func (intakeCmd) Help() string {
	return `例：echo '{"ref":"1","matter":"MZ-06","applicant":{"name":"彭满秀","id_type":"none","phone":"13800000000"},"action":"accept"}' | bianminctl intake -
每一行各自成立：收下的先存盘，再回一行结果；不合要求的只退那一行，写明原因。同一个 ref 再交一遍，返回第一次的结果。
可选："visit"（来访号，或 "new" 随件新开一次来访）、"counter"（窗口）、"at"（发生时间）；at 不是今天的是补录，要写
"late_reason" 和 "late_paper"（原始单据），超过一个工作日的由中心主任来办；"reserved_no" 用停电应急单的编号收件。
代办员送来的资料袋写 "bag"（编号或封条号）：委托人、事项、材料照袋上的，不用再写，材料同时交进这个件。`
}

// takenLine answers a line that was taken. It is long because the answer is.
type takenLine struct {
	Ref         string     `json:"ref"`
	OK          bool       `json:"ok"`
	CaseNo      string     `json:"case_no"`
	ID          string     `json:"id"`
	State       hall.State `json:"state"`
	QueryCode   string     `json:"query_code"`
	PromisedBy  *string    `json:"promised_by"`
	StatutoryBy *string    `json:"statutory_by"`
	Provisional string     `json:"provisional,omitempty"` // why a date is not firm
	Warnings    []string   `json:"warnings,omitempty"`
	Duplicates  []rowJSON  `json:"duplicates,omitempty"`  // open cases of the same person and matter
	OtherNames  []rowJSON  `json:"other_names,omitempty"` // open cases of the document number under another name
	Visit       string     `json:"visit,omitempty"`       // id of the visit
	Shared      []string   `json:"shared,omitempty"`      // copies the visit had already
	Repeated    bool       `json:"repeated,omitempty"`
}

type refusedLine struct {
	Ref   string `json:"ref"`
	OK    bool   `json:"ok"`
	Line  int    `json:"line"`
	Error string `json:"error"`
	Hint  string `json:"hint"`
}

// Run takes the lines in one by one.
func (c intakeCmd) Run(e *env) error {
	in := e.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if info, failed := os.Stat(c.File); err == nil && failed == nil && info.IsDir() {
			_ = f.Close()
			err = errors.New("a directory")
		}
		if err != nil {
			return &hall.Error{Kind: hall.Invalid, Say: "打不开文件 " + c.File, Next: "请核对文件名和权限", Err: err}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	lines := &lineReader{r: bufio.NewReaderSize(in, 64<<10)}
	refused, taken := 0, 0
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		ok, err := e.takeLine(session, lines.n, line, err)
		if err != nil {
			return err
		}
		if ok {
			taken++
		} else {
			refused++
		}
	}
	fmt.Fprintf(e.stderr, "收下 %d 件，退回 %d 行\n", taken, refused)
	if refused > 0 {
		return errSaid
	}
	return nil
}

// takeLine takes one line and answers it. Its error ends the run: the store is in
// trouble, or nobody reads the answers.
func (e *env) takeLine(session *desk.Session, n int, line []byte, bad error) (bool, error) {
	var in desk.Intake
	if bad == nil {
		in, bad = parseIntake(line)
	}
	if bad == nil {
		var done desk.Taken
		done, bad = session.Intake(e.ctx, in)
		if bad == nil {
			return true, e.emit(answer(in, done))
		}
	}
	switch hall.KindOf(bad) {
	case hall.Invalid, hall.Unlawful, hall.NotFound:
	default:
		return false, bad
	}
	say, next := hall.Explain(bad)
	return false, e.emit(refusedLine{Ref: in.Ref, Line: n, Error: say, Hint: next})
}

func answer(in desk.Intake, done desk.Taken) takenLine {
	out := takenLine{
		Ref: in.Ref, OK: true, CaseNo: string(done.Case.No), ID: done.Case.ID, State: done.State,
		QueryCode: done.Case.Intake.QueryCode, Warnings: done.Warnings, Repeated: done.Repeated,
		Duplicates: rows(done.Duplicates), OtherNames: rows(done.OtherNames), Visit: done.Case.Intake.Visit, Shared: done.Shared,
	}
	if done.State != hall.StateAccepted {
		return out
	}
	for due, field := range map[*hall.Due]**string{done.Case.Clocks.Promised: &out.PromisedBy, done.Case.Clocks.Statutory: &out.StatutoryBy} {
		if due != nil {
			day := due.Last.String()
			*field = &day
			if due.Provisional() {
				out.Provisional = due.Reason()
			}
		}
	}
	return out
}

// parseIntake reads one line. What it does not know it refuses: a misspelt name would
// lose what was typed under it.
func parseIntake(line []byte) (desk.Intake, error) {
	var in desk.Intake
	if !utf8.Valid(line) {
		return in, hall.Refuse("这一行不是 UTF-8 编码", "请把文件另存为 UTF-8 再交")
	}
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	if t := bytes.TrimSpace(line); len(t) == 0 || t[0] != '{' {
		return in, hall.Refuse("这一行不是一个 JSON 对象", "一行一件，以 { 开头，以 } 结尾")
	}
	var ref struct {
		Ref string `json:"ref"`
	}
	_ = json.Unmarshal(line, &ref) // so that even a refused line is answered by its ref
	in.Ref = ref.Ref
	if err := strictKeys(line); err != nil {
		return in, err
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		in.Ref = ref.Ref
		return in, hall.Refuse(explain(err), "请对照 bianminctl intake --help 改这一行")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return in, hall.Refuse("这一行写了不止一件，或结尾多了符号", "一行只写一件，以 { 开头，以 } 结尾")
	}
	return in, nil
}

func explain(err error) string {
	var typed *json.UnmarshalTypeError
	switch text := err.Error(); {
	case errors.As(err, &typed):
		return fmt.Sprintf("%s 一栏的内容类型不对", typed.Field)
	case strings.Contains(text, "unknown field"):
		_, field, _ := strings.Cut(text, "unknown field ")
		return "不认识的栏目 " + strings.Trim(field, `"`)
	case strings.Contains(text, "parsing time"):
		return "发生时间（at）的写法不对，应像 2026-11-23T09:30:00+08:00"
	default:
		return "这一行不是完整的 JSON 对象"
	}
}

// lineReader reads lines and skips those that are too long, each refused by itself.
type lineReader struct {
	r *bufio.Reader
	n int
}

func (l *lineReader) next() ([]byte, error) {
	l.n++
	var line []byte
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		long = long || len(bytes.TrimRight(line, "\r\n")) > maxIntakeLine
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(line) == 0):
			return nil, err
		case long:
			return nil, hall.Refuse("这一行超过 1 MiB", "请拆成几件，一行一件")
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}
