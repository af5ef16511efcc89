package journal_test

import (
	"errors"
	"strings"
	"testing"

	"bianmin/hall/journal"
)

func TestASignedLineIsWhoseItSays(t *testing.T) {
	mine, err := journal.GenerateKeys(nil, "j1")
	if err != nil {
		t.Fatal(err)
	}
	other, err := journal.GenerateKeys(nil, "j2")
	if err != nil {
		t.Fatal(err)
	}
	const text = "BM1|431322112000-20261123-A701238|id|MZ-06|20261207|户口簿"
	signed, err := journal.SignLine(mine.Private, text)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(signed) - len(text); n > 92 {
		t.Errorf("the signature takes %d characters", n)
	}
	for name, c := range map[string]struct {
		signed string
		keys   []string
		by     string
		bad    bool
	}{
		"mine":              {signed, []string{other.Public, mine.Public}, mine.Public, false},
		"nobody's known":    {signed, []string{other.Public}, "", false},
		"another date":      {strings.Replace(signed, "20261207", "20261208", 1), []string{mine.Public}, "", true},
		"cut short":         {signed[:len(signed)-4], []string{mine.Public}, "", true},
		"not signed at all": {text, nil, "", true},
		"no line":           {"hello", nil, "", true},
	} {
		line, by, err := journal.OpenLine(c.signed, c.keys...)
		if errors.Is(err, journal.ErrLine) != c.bad || by != c.by || !c.bad && line != text {
			t.Errorf("%s: %q by %q, %v", name, line, by, err)
		}
	}
	if _, err := journal.SignLine("no key", text); err == nil {
		t.Error("signed without a key")
	}
}
