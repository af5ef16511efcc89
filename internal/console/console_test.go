package console_test

import (
	"errors"
	"strings"
	"testing"

	"bianmin/hall"
	"bianmin/internal/console"
)

func TestExitCodeAndCause(t *testing.T) {
	deep := errors.New("disk")
	for _, c := range []struct {
		err   error
		code  int
		cause error
	}{
		{deep, 1, deep},
		{&hall.Error{Say: "x", Err: deep}, 1, deep},
		{&hall.Error{Say: "x"}, 1, nil},
		{hall.Refuse("x", ""), 3, nil},
		{&hall.Error{Kind: hall.Damaged, Err: deep}, 5, deep},
		{&hall.Error{Kind: hall.Unreachable, Err: deep}, 6, nil},
		{&hall.Error{Kind: hall.Busy}, 8, nil},
	} {
		if got := console.ExitCode(c.err); got != c.code {
			t.Errorf("%v: exit %d, want %d", c.err, got, c.code)
		}
		if got := console.Cause(c.err); !errors.Is(got, c.cause) {
			t.Errorf("%v: cause %v, want %v", c.err, got, c.cause)
		}
	}
}

func TestUsageIsSaidInChineseAndRepeatsNoName(t *testing.T) {
	for text, want := range map[string]string{
		"unexpected argument frob":                            "不认识 frob",
		"unexpected argument 王小明":                             "多写了一项",
		"unknown flag --x, did you mean --y?":                 "不认识选项 --x",
		"missing flags: --hall=CODE":                          "缺选项 --hall=CODE",
		`--workdays: expected a valid 64 bit int but got "x"`: "--workdays 要写整数",
		`--hall: expected string value but got "EOL" (<EOL>)`: "--hall 后面要写内容",
	} {
		if got := console.UsageWords(text); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", text, got)
		}
	}
}
