// Package tongue makes Fyne's own words (复制, 粘贴 …) Chinese whatever the system speaks.
// Fyne reads the locale while its packages are initialised, so main is too late. Go
// initialises packages in the order of their paths once what they import is ready; this
// one imports only os and its path sorts before fyne.io.
//
// Only the language of messages is changed. What the system says of characters stays,
// because the input method hangs on it: with a locale that is not installed there, no
// Chinese can be typed.
package tongue

import "os"

// Spoken is the locale of messages the program runs under.
const Spoken = "zh_CN.UTF-8"

// plain is a locale every system has in which an input method works.
const plain = "C.UTF-8"

// Set reports whether the locale could be set.
var Set = Speak()

// Speak sets the language of messages in the process's environment, and reports whether
// it could. It is done once before main; calling it again changes nothing.
func Speak() bool {
	ok := true
	put := func(name, value string) { ok = os.Setenv(name, value) == nil && ok }
	if all := os.Getenv("LC_ALL"); all != "" {
		put("LC_CTYPE", all)
		ok = os.Unsetenv("LC_ALL") == nil && ok
	}
	if c := characters(); c == "" || c == "C" || c == "POSIX" {
		put("LC_CTYPE", plain)
	}
	put("LC_MESSAGES", Spoken)
	put("LANGUAGE", Spoken)
	return ok
}

func characters() string {
	if c := os.Getenv("LC_CTYPE"); c != "" {
		return c
	}
	return os.Getenv("LANG")
}
