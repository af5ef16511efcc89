// Package tongue makes Fyne's own words (复制, 粘贴 …) Chinese whatever the system speaks.
// Fyne reads the locale while its packages are initialised, so main is too late. Go
// initialises packages in the order of their paths once what they import is ready; this
// one imports only os and its path sorts before fyne.io.
package tongue

import "os"

// Spoken is the locale the program runs under.
const Spoken = "zh_CN.UTF-8"

// Set reports whether the locale could be set.
var Set = speak()

func speak() bool {
	ok := true
	for _, name := range []string{"LC_ALL", "LANGUAGE"} {
		ok = os.Setenv(name, Spoken) == nil && ok
	}
	return ok
}
