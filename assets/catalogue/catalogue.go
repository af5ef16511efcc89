// Package catalogue carries the sample catalogue of 64 township matters. Limits and
// materials in it are examples (示例) and are labelled so wherever they are shown.
package catalogue

import _ "embed"

//go:embed matters.json
var matters []byte

// JSON returns a copy of the sample catalogue file.
func JSON() []byte { return append([]byte(nil), matters...) }
