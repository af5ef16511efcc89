package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"bianmin/hall"
)

// strictKeys refuses a key written twice in one object, and one in other letters than small
// ASCII: the decoder would take the last one silently, and Matter for matter.
func strictKeys(line []byte) error {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	return strictValue(dec, 0)
}

// deepest is how deep an intake line goes at most; it needs three.
const deepest = 8

// strictValue reads one value. What is not JSON at all is left to the decoder after it.
func strictValue(dec *json.Decoder, depth int) error {
	if depth > deepest {
		return hall.Refuse("这一行套得太深", "请对照 bianminctl intake --help 改这一行")
	}
	token, err := dec.Token()
	if err != nil {
		return nil //nolint:nilerr // said by the decoder, with its place
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			key, err := dec.Token()
			name, ok := key.(string)
			if err != nil || !ok {
				return nil //nolint:nilerr // said by the decoder, with its place
			}
			if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
				return hall.Refuse("不认识的栏目 "+name, "栏目名只用小写字母，请对照 bianminctl intake --help 改这一行")
			}
			if seen[name] {
				return hall.Refuse(fmt.Sprintf("栏目 %s 写了两次", name), "请只留一个")
			}
			seen[name] = true
		}
		before := dec.InputOffset()
		if err := strictValue(dec, depth+1); err != nil {
			return err
		}
		if dec.InputOffset() == before { // broken JSON: nothing more can be read
			return nil
		}
	}
	_, _ = dec.Token() // the closing one, or an error the decoder will say
	return nil
}
