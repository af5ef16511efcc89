package tongue_test

import (
	"os"
	"testing"

	"bianmin/app/tongue"
)

func TestMessagesAreChineseAndCharactersStayTheSystems(t *testing.T) {
	for _, tt := range []struct{ name, all, ctype, lang, want string }{
		{"a bare system", "", "", "", "C.UTF-8"},
		{"everything forced to C", "C", "", "en_US.UTF-8", "C.UTF-8"},
		{"an English desktop", "", "", "en_US.UTF-8", ""},
		{"everything forced to English", "en_US.UTF-8", "", "", "en_US.UTF-8"},
		{"a GB18030 desktop", "", "zh_CN.GB18030", "zh_CN.UTF-8", "zh_CN.GB18030"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, value := range map[string]string{"LC_ALL": tt.all, "LC_CTYPE": tt.ctype, "LANG": tt.lang, "LC_MESSAGES": "", "LANGUAGE": ""} {
				t.Setenv(name, value)
			}
			for range 2 { // the second time changes nothing
				if !tongue.Speak() {
					t.Fatal("could not be set")
				}
			}
			if got := os.Getenv("LC_CTYPE"); got != tt.want {
				t.Errorf("LC_CTYPE %q, want %q", got, tt.want)
			}
			if os.Getenv("LC_ALL") != "" || os.Getenv("LC_MESSAGES") != tongue.Spoken {
				t.Errorf("LC_ALL %q, LC_MESSAGES %q", os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"))
			}
		})
	}
}
