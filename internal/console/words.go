// Package console is what the command-line programs have in common: exit codes, and the few
// words the command-line library says itself, in Chinese.
package console

import (
	"io"
	"regexp"
	"strings"
)

// helpWords are the few words the command-line library says itself, in Chinese.
var helpWords = strings.NewReplacer(
	"Usage: ", "用法：", "Arguments:", "参数：", "Flags:", "选项：", "Commands:", "命令：",
	"Show context-sensitive help.", "显示帮助", "[flags]", "[选项]", "<command>", "<命令>",
	`Run "`, `用 "`, `" for more information on a command.`, `" 看一个命令的用法`,
)

// usageForms turn the library's complaints into a clerk's words.
var usageForms = []struct {
	form *regexp.Regexp
	say  string
}{
	{regexp.MustCompile(`^unexpected argument ([a-z-]+)(, did.*)?$`), "不认识 $1"},
	{regexp.MustCompile(`^unexpected argument .*$`), "多写了一项"}, // it may be a name: not repeated
	{regexp.MustCompile(`^unknown flag (\S+?)(,.*)?$`), "不认识选项 $1"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "缺选项 $1"},
	{regexp.MustCompile(`^(?:missing positional arguments|expected) (".*"|<.*>.*)$`), "还要写 $1"},
	{regexp.MustCompile(`^expected one of (.+)$`), "还要写一个命令：$1"},
	{regexp.MustCompile(`^(--\S+): (?:missing value|expected .* value but got "EOL").*$`), "$1 后面要写内容"},
	{regexp.MustCompile(`^(--\S+): expected (?:(?:a|an) )?(?:valid )?(\d+ bit )?int.*$`), "$1 要写整数"},
}

// UsageWords turns a complaint of the library into a clerk's words.
func UsageWords(text string) string {
	for _, u := range usageForms {
		if u.form.MatchString(text) {
			return u.form.ReplaceAllString(text, u.say)
		}
	}
	return text
}

// Translated writes the library's help in Chinese.
type Translated struct{ W io.Writer }

// Write implements io.Writer.
func (t Translated) Write(p []byte) (int, error) {
	if _, err := io.WriteString(t.W, helpWords.Replace(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
